import pytest

from huozi.jobs.cover.lettering import ems, front_title, spine_text, stack
from huozi.jobs.cover.panels import Panels
from huozi.values.length import mm
from huozi.values.manuscript import BookInfo, Place, Severity
from huozi.values.printing import Cover

PLACE = Place("content/book.yaml", 3)
HIGH = 1000.0


def info(title="平谷区基层党建工作汇编", **more):
    return BookInfo(title, PLACE, **more)


def spine(width_mm, book=None, cover=None, height_mm=203):
    panels = Panels(mm(140), mm(height_mm), width_mm, 0)
    return spine_text(book or info(), cover or Cover(), panels, PLACE)


def codes(findings):
    return [(found.code, found.severity) for found in findings]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("书名", "书 名"),
        ("（试行）", "︵ 试 行 ︶"),
        ("《论语》——注", "︽ 论 语 ︾ ︱ ︱ 注"),
        ("第12卷", "第 12 卷"),
        ("2010年", "2 0 1 0 年"),
        ("ABC", "A B C"),
        ("“五好”，", "﹃ 五 好 ﹄ ︐"),
    ],
)
def test_characters_stand_on_each_other(text, cells):
    assert stack(text) == tuple(cells.split())


def test_a_space_stays_a_space():
    assert stack("甲　主编") == ("甲", "", "主", "编")


def test_no_text_below_5_mm():
    text, findings = spine(4.9)
    assert text is None
    assert codes(findings) == [("cover-spine-bare", Severity.INFO)]
    assert spine(5.0)[0] is not None


def test_asking_for_text_on_a_thin_spine_is_an_error():
    text, findings = spine(3, cover=Cover(spine_title="汇编"))
    assert text is None
    assert codes(findings) == [("cover-spine-thin", Severity.ERROR)]


def test_letters_keep_clear_of_the_folds():
    for width in (5, 8, 13.4, 40):
        text, findings = spine(width)
        assert text.title.size_pt <= 0.6 * mm(width) + 1e-6
        tight = ("cover-spine-tight", Severity.WARNING) in codes(findings)
        assert tight is (width < 7.5)


def test_all_of_it_fits_the_height():
    text, findings = spine(13.4, info(editor="刘占山", editor_role="主编", issuer="某部" * 6))
    assert findings == []
    total = sum(column.height_pt for column in (text.title, text.editor, text.issuer))
    assert total + 2 * mm(8) <= mm(203) - 2 * text.ends_pt + 0.01
    assert text.issuer.size_pt >= 7


def test_the_least_important_goes_first():
    book = info(editor="某" * 20, editor_role="主编", issuer="某部")
    text, findings = spine(13.4, book, height_mm=130)
    assert text.editor is None and text.issuer is not None
    assert codes(findings) == [("cover-spine-full", Severity.WARNING)]


def test_a_title_too_long_for_the_spine_asks_for_a_shorter_one():
    text, findings = spine(13.4, info("很" * 120))
    assert text is None
    assert codes(findings) == [("cover-spine-long", Severity.ERROR)]
    assert spine(13.4, info("很" * 120), Cover(spine_title="短"))[0] is not None


def test_the_title_fills_the_line():
    room = 300.0
    title, findings = front_title(info(), Cover(), room, HIGH, PLACE)
    assert title.size_pt * ems(title.lines[0]) <= room
    assert title.size_pt * ems(title.lines[0]) > 0.95 * room
    assert findings == []
    by_sense = Cover(title_lines=("平谷区", "基层党建工作汇编"))
    broken = front_title(info(), by_sense, room, HIGH, PLACE)[0]
    assert broken.size_pt > title.size_pt


def test_a_title_nobody_broke_is_told():
    title, findings = front_title(info("很长的书名" * 6), Cover(), 300.0, HIGH, PLACE)
    assert title.size_pt == 20
    assert codes(findings) == [("cover-title-breaks", Severity.WARNING)]


@pytest.mark.parametrize("count", [1, 3, 6, 9])
def test_a_title_of_many_lines_does_not_run_off_the_head(count):
    cover = Cover(title_lines=("四个汉字",) * count)
    title, _ = front_title(info("四个汉字" * count), cover, 290.0, 138.0, PLACE)
    assert title.size_pt <= 36 and (count * title.pitch_pt <= 138 or title.size_pt == 14)


def test_a_title_that_breaks_by_itself_is_counted_in_rows():
    title, findings = front_title(info("很长的书名" * 20), Cover(), 290.0, 138.0, PLACE)
    assert 14 <= title.size_pt < 20
    assert codes(findings) == [("cover-title-breaks", Severity.WARNING)]
