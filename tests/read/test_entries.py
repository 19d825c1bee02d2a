import hashlib

import pytest

from huozi.read import dates
from huozi.read.entries import entry_ids
from huozi.read.manuscript import read
from huozi.values.errors import InputError
from huozi.values.style import Status, UnitKind
from tests.books import PNG, entry, make_book


@pytest.fixture
def front(read_book):
    """Front matter → Entry."""

    def call(body="正文。", **keys):
        return read_book(entries={"甲.md": entry(body, **keys)}).manuscript.entries[0]

    return call


def test_the_least_entry(front):
    made = front(title="题名")
    assert (made.title, made.title_lines) == ("题名", ("题名",))
    assert (made.toc_title, made.short_title) == ("题名", "题名")
    assert (made.kind, made.status, made.reserve_pages) == (UnitKind.ARTICLE, Status.COMPLETE, 0)
    assert (made.docno, made.date, made.date_display, made.contributor) == ("", "", "", "")


def test_a_document(front):
    made = front(
        title="关于印发 办法的通知",
        title_lines=["关于印发", "办法的", "通知"],
        toc_title="印发办法",
        short_title="办法",
        kind="document",
        issuers=["某委", "某局"],
        docno="京平发〔2004〕26 号",
        date="2004-12-27",
        date_display="2004 年 12 月 27 日",
        contributor="区委组织部",
    )
    assert made.kind is UnitKind.DOCUMENT
    assert made.title_lines == ("关于印发", "办法的", "通知")
    assert (made.toc_title, made.short_title) == ("印发办法", "办法")
    assert (made.issuers, made.docno) == (("某委", "某局"), "京平发〔2004〕26号")
    assert (made.date, made.date_display) == ("2004-12-27", "2004 年 12 月 27 日")
    assert made.contributor == "区委组织部"


def test_entries_that_are_not_all_there(front):
    pending = front(body="", status="pending", reserve_pages=3)
    assert (pending.status, pending.reserve_pages, pending.body) == (Status.PENDING, 3, ())
    assert front(status="partial").status is Status.PARTIAL


@pytest.mark.parametrize("title", ["题", "长" * 90, "定权责　重激励", "实施“8+1”工作法"])
def test_titles(front, title):
    assert front(title=title).title == title


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("定权责 重激励", ["定权责", "重激励"]),
        ("定权责重激励", ["定权责", "　重激励"]),
        ("定权责　重激励", ["定权责　", "重激励"]),
    ],
)
def test_a_break_in_the_title_may_swallow_or_bring_a_space(front, title, lines):
    assert len(front(title=title, title_lines=lines).title_lines) == 2


GOOD_DOCNOS = [
    ("京平发〔2004〕26号", "京平发〔2004〕26号"),
    ("京平发 〔2004〕 26 号", "京平发〔2004〕26号"),
    ("京平组（联）发〔2005〕123号", "京平组（联）发〔2005〕123号"),
    ("中发〔1999〕1号", "中发〔1999〕1号"),
]


@pytest.mark.parametrize(("written", "read"), GOOD_DOCNOS)
def test_document_numbers(front, written, read):
    assert front(docno=written).docno == read


WRONG_DOCNOS = [
    ("京平发[2004]26号", "京平发〔2004〕26号"),
    ("京平发【2004】26号", "京平发〔2004〕26号"),
    ("京平发〔04〕26号", "京平发〔2004〕26号"),
    ("京平发〔98〕26号", "京平发〔1998〕26号"),
    ("京平发(04)第026", "京平发〔2004〕26号"),
]


@pytest.mark.parametrize(("written", "near"), WRONG_DOCNOS)
def test_a_wrong_document_number_is_shown_corrected(tmp_path, written, near):
    with pytest.raises(InputError) as caught:
        read(make_book(tmp_path, entries={"甲.md": entry(docno=written)}))
    assert {dict(found.params)["near"] for found in caught.value.findings} == {near}


DATES = [
    ("2004", "2004年"),
    ("2004-02", "2004年2月"),
    ("2004-02-29", "2004年2月29日"),
    ("2000-02-29", "2000年2月29日"),
]


def test_a_line_of_text_has_at_most_200_characters(read_book):
    """Longer ones are refused: `mistakes.py`."""
    book = read_book(entries={"甲.md": entry(title="题" * 200)})
    assert book.manuscript.entries[0].title == "题" * 200


@pytest.mark.parametrize(("date", "shown"), DATES)
def test_dates_that_exist(front, date, shown):
    made = front(date=date)
    assert (made.date, made.date_display) == (date, shown)


def test_a_date_in_chinese_numerals_is_taken_on_trust(read_book):
    text = entry(date="2004-12-27", date_display="二〇〇四年十二月二十七日")
    assert read_book(entries={"甲.md": text}).findings == ()


@pytest.mark.parametrize(
    ("shown", "agrees"),
    [
        ("2004年12月27日", True),
        ("2004年12月", True),  # the day is left out
        ("2004年", True),
        ("2004.12.27", True),
        ("2004年12月27日 星期一 第 52 周", True),  # what follows is no date
        ("2004年12月28日", False),
        ("2004年11月27日", False),
        ("2005年12月27日", False),
        ("27日", False),
        ("京发〔20041227〕", True),  # no figure of a date
    ],
)
def test_the_date_as_printed_has_to_agree(shown, agrees):
    assert dates.agrees("2004-12-27", shown) is agrees


def test_a_date_may_be_printed_less_exact_but_not_more() -> None:
    assert dates.agrees("2004", "2004年")
    assert not dates.agrees("2004", "2004年12月")


def test_ids_are_stable_ascii_and_unique():
    paths = ["甲.md", "intro.md", "Intro-2.md", "x/same.md", "y/same.md", "contents.md", "8+1.md"]
    ids = entry_ids(paths)
    assert (ids["intro.md"], ids["Intro-2.md"]) == ("intro", "intro-2")
    for path in ("甲.md", "x/same.md", "y/same.md", "contents.md", "8+1.md"):
        assert ids[path] == f"e{hashlib.sha256(path.encode()).hexdigest()[:10]}"
    assert len(set(ids.values())) == len(paths)
    assert entry_ids(["甲.md"])["甲.md"] == ids["甲.md"]


def test_images_are_digested_once_in_order(read_book):
    body = "![](图/乙.png)\n\n文![](图/./甲.png)字\n\n![](图/甲.png)"
    files = {"content/图/甲.png": PNG, "content/图/乙.png": PNG + b"x"}
    result = read_book(entries={"甲.md": body}, files=files)
    assert result.manuscript.images == (
        ("content/图/乙.png", hashlib.sha256(PNG + b"x").hexdigest()),
        ("content/图/甲.png", hashlib.sha256(PNG).hexdigest()),
    )
