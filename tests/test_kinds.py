"""Excerpts of the four kinds of books in `benchmarks.kinds`: made, and read back."""

import pytest

from benchmarks.kinds import Kind, kinds, write
from tests.pressing import Printed, press, printed, refused, squeezed

KINDS = {kind.name: kind for kind in kinds()}


def excerpt(tmp_path, kind: Kind, count: int = 1) -> Printed:
    """The first files of a kind, made."""
    return printed(press(write(kind, tmp_path / "书", list(kind.files)[:count])))


def text_of(book: Printed) -> str:
    return "".join(map(squeezed, book.pages()))


def test_the_books_are_as_large_as_they_say() -> None:
    assert all(kind.characters >= 60_000 for kind in KINDS.values())
    whole = {name: "".join(kind.files.values()) for name, kind in KINDS.items()}
    assert whole["law"].count("条**　") == 1260
    assert whole["essays"].count("]: ") == 700
    comments = ("{.夹批}", "{.双行}", "**回末总评**")
    assert sum(map(whole["novel"].count, comments)) == 1700
    assert whole["manual"].count("```") // 2 > 120


@pytest.mark.slow
def test_articles_stand_with_their_items_and_chapters_in_the_contents(tmp_path) -> None:
    law = KINDS["law"]
    name, text = next(iter(law.files.items()))
    short = Kind(law.name, law.says, law.settings, {name: "\n\n".join(text.split("\n\n")[:60])})
    book = excerpt(tmp_path, short)
    shown = text_of(book)
    assert "第一条权利人有下列情形之一的" in shown
    contents = squeezed(book.pages()[2])
    assert "第一编总则" in contents and "1.第一编" not in contents
    assert "第一章" in contents


@pytest.mark.slow
def test_notes_of_essays_stand_below_their_calls(tmp_path) -> None:
    shown = text_of(excerpt(tmp_path, KINDS["essays"], 2))
    assert "南园文集" in shown
    assert shown.count("①") >= 4  # calls and notes
    assert "See T. H. Lin".replace(" ", "") in shown or "《申报》" in shown


@pytest.mark.slow
def test_comments_of_a_novel_stand_where_they_were_written(tmp_path) -> None:
    kind = KINDS["novel"]
    text = next(iter(kind.files.values()))
    shown = text_of(excerpt(tmp_path, kind))
    plain = text.replace("{.夹批}", "").replace("{.双行}", "").replace("[", "").replace("]", "")
    first = squeezed(plain.split("\n\n")[1])
    assert first in shown
    assert "回末总评" in shown


@pytest.mark.slow
def test_a_manual_has_its_programs_and_tables(tmp_path) -> None:
    shown = text_of(excerpt(tmp_path, KINDS["manual"]))
    assert "SELECTd.name,COUNT(*)AS人数" in shown
    assert "操作的复杂度" in shown


def test_tex_in_a_manual_is_refused_with_its_place(tmp_path) -> None:
    text = "# 第一章　排序\n\n归并排序要\n$O(n \\log n)$ 的时间。\n"
    kind = Kind("tex", "", "title: 程序\n", {"ch01.md": text})
    told = refused(write(kind, tmp_path / "书"))
    assert [(f.code, f.place.line) for f in told] == [("mathematics", 4)]


@pytest.mark.slow
def test_notes_may_stand_behind_their_paragraphs(tmp_path) -> None:
    text = "# 学而\n\n学而时习之[^1]，不亦说乎？\n\n> 巧言令色[^2]，鲜矣仁！\n\n吾日三省吾身。\n\n"
    text += "[^1]: 习，温习。\n[^2]: 好其言，善其色。\n"
    kind = Kind("classic", "", "title: 论语\nnotes: paragraph\n", {"a.md": text})
    shown = text_of(excerpt(tmp_path, kind))
    assert "不亦说乎？①习，温习。巧言令色②，鲜矣仁！②好其言，善其色。吾日三省吾身。" in shown
