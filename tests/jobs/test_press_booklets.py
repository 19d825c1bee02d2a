"""Offprints: the same booklet by itself and with others, in one process and in several."""

from pathlib import Path

import pytest

from huozi.jobs import press_booklets as offprints
from huozi.read.manuscript import read
from huozi.values.errors import InputError
from huozi.values.manuscript import Booklet, finding
from huozi.values.pages import Forme
from huozi.values.style import Folios
from tests.books import entry, make_book
from tests.pressing import FRONT, article, press, press_booklets, rich_book

WANTED = (
    Booklet("one", "甲篇经验", (1,)),
    Booklet("two", "乙篇体例", (2,)),
    Booklet("both", "选编", (1, 3), Folios.BOOK),
    Booklet("last", "待收", (4,)),
)


@pytest.fixture(params=[1, 2], ids=["alone", "two-jobs"])
def jobs(request: pytest.FixtureRequest, monkeypatch) -> int:
    """Of these few pages, several processes would not make anything of."""
    monkeypatch.setattr(offprints, "_SHARED_FROM_PAGES", 0)
    return request.param


def made(book: Path, *wanted: Booklet, jobs: int = 1) -> dict[str, tuple[bytes, bytes]]:
    """PDFs and records by name."""
    reports = press_booklets(book, *wanted, jobs=jobs)
    assert [report.output.stem for report in reports] == [item.name for item in wanted]
    return {
        report.output.stem: (
            report.output.read_bytes(), report.output.with_suffix(".json").read_bytes(),
        )
        for report in reports
    }  # fmt: skip


@pytest.mark.slow
def test_a_booklet_is_the_same_by_itself_and_with_others(tmp_path: Path, jobs: int) -> None:
    """On a cold shelf, on a warm one, and on that of the book."""
    together = made(rich_book(tmp_path / "cold"), *WANTED, jobs=jobs)
    warm = rich_book(tmp_path / "warm")
    press(warm)
    alone: dict[str, tuple[bytes, bytes]] = {}
    for item in reversed(WANTED):
        alone |= made(warm, item, jobs=jobs)
    assert alone == together
    assert made(warm, *WANTED, jobs=jobs) == together


@pytest.mark.slow
def test_the_book_is_the_same_after_its_booklets(tmp_path: Path, jobs: int) -> None:
    book = rich_book(tmp_path / "book")
    before = press(book).output.read_bytes()
    made(book, *WANTED, jobs=jobs)
    assert press(book).output.read_bytes() == before


@pytest.mark.slow
def test_what_is_wrong_with_one_booklet_leaves_the_others(
    tmp_path: Path, jobs: int, monkeypatch
) -> None:
    book = rich_book(tmp_path / "book")
    made(book, WANTED[1])
    good = book / "output" / "booklets" / "two.pdf"
    before = good.read_bytes()
    print_off = offprints.print_off

    def fails(forme: Forme, *given: object):
        if forme.manuscript.name in ("two", "last"):
            raise InputError([finding("verify-pages", found=forme.manuscript.name, expected=0)])
        return print_off(forme, *given)

    monkeypatch.setattr(offprints, "print_off", fails)
    with pytest.raises(InputError) as raised:
        made(book, *WANTED, jobs=jobs)
    assert [dict(found.params)["found"] for found in raised.value.findings] == ["two", "last"]
    assert good.read_bytes() == before, "the last good one stays"
    assert {path.name for path in good.parent.glob("*.pdf")} == {"one.pdf", "two.pdf", "both.pdf"}


@pytest.mark.slow
def test_what_the_reading_found_is_told_once(tmp_path: Path, jobs: int) -> None:
    long = article("甲", short_title="长" * 60)
    book = make_book(tmp_path, {"a.md": long, "b.md": entry(title="乙")}, {"front": FRONT})
    wanted = [Booklet("a", "甲", (1,)), Booklet("b", "乙", (2,))]
    reports = press_booklets(book, *wanted, jobs=jobs)
    told = [found.code for report in reports for found in report.findings]
    assert told.count("head-too-long") == 1


NUMBERED = {"booklets": [{"name": "选", "entries": ["2-3"]}, {"name": "定", "entries": ["b.md"]}]}


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_booklet_that_holds_other_entries_than_before_says_so(tmp_path: Path, place: int) -> None:
    names = ["a", "b", "c", "d"]

    def findings() -> list[tuple[str, dict[str, str]]]:
        entries = {f"{name}.md": entry("正文。\n", title=f"第{name}篇") for name in names}
        book = make_book(tmp_path / "book", entries, {"front": [], **NUMBERED})
        wanted = read(book).manuscript.booklets
        found = [f for report in press_booklets(book, *wanted) for f in report.findings]
        return [(f.code, dict(f.params)) for f in found if f.code.startswith("booklet-")]

    first, again = findings(), findings()
    assert first == again == [("booklet-by-number", {"name": "选", "titles": "第b篇 / 第c篇"})]
    names.insert(place, "新")
    ((code, said),) = findings()
    assert code == "booklet-moved"
    assert "第c篇" in said["gone"]
    assert findings()[0][0] == "booklet-by-number"
