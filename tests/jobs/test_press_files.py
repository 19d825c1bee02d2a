"""Whole books for the press: what is sound passes, whatever its shape (`faults`: press files)."""

import shutil
from pathlib import Path

import pytest

from huozi.messages import render
from huozi.pdf.profile import Purpose, purpose
from huozi.preflight.recorded import openings
from huozi.press import Edition, Order, press_book
from huozi.progress import Progress
from huozi.prove.readback import ReadBack
from huozi.values.errors import InputError
from huozi.values.manuscript import Severity
from tests.books import entry, make_book

K = purpose("plain-k")
TEMPLATES = Path(__file__).parents[2] / "templates"


def pressed(book: Path, wanted: Purpose = K) -> Edition:
    return press_book(Order(book, book / "output" / "book.pdf", jobs=1, purpose=wanted), Progress())


def told(edition: Edition) -> list[str]:
    """What preflight says of a book."""
    return [found.code for found in edition.findings if found.code.startswith("preflight-")]


def numbered(count: int, title: str = "第{}篇的题目") -> dict[str, str]:
    return {f"e{i}.md": entry(title=title.format(i)) for i in range(1, count + 1)}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose entries stay set while their list changes."""
    return tmp_path_factory.mktemp("contents")


def listing(shelf: Path, count: int) -> Path:
    shutil.rmtree(shelf / "content", ignore_errors=True)
    return make_book(shelf, numbered(count), {"title": "小书", "date": "2026-11"})


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 3, 4, 26, 27, 28, 29, 30, 57, 58, 59, 60])
def test_a_contents_of_any_length_passes(shelf: Path, count: int) -> None:
    """`contents-of-28`: its last page holds one line."""
    assert told(pressed(listing(shelf, count))) == []


LONG = "关于进一步加强和改进新形势下农村基层党组织建设与党员队伍管理工作的第{}号若干意见"


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 13, 14, 15])
def test_titles_of_the_contents_turn_over(tmp_path: Path, count: int) -> None:
    book = make_book(tmp_path, numbered(count, LONG), {"date": "2026-11"})
    assert told(pressed(book)) == []


@pytest.mark.slow
@pytest.mark.parametrize("count", [24, 25, 26])
def test_a_contents_has_parts_called_as_their_entries_are(tmp_path: Path, count: int) -> None:
    """The book, whose title is the head of the page, and a part have the title of an entry."""
    entries = numbered(count) | {"a.md": entry(title="经验篇"), "b.md": entry(title="小书")}
    names = list(entries)
    parts = [{"title": "经验篇", "entries": names[:-2]}, {"title": "续篇", "entries": names[-2:]}]
    book = make_book(tmp_path, entries, {"title": "小书", "date": "2026-11", "parts": parts})
    assert told(pressed(book)) == []


def test_a_documents_line_has_its_number_and_date(tmp_path: Path) -> None:
    document = {"kind": "document", "docno": "京平发〔2004〕26号", "date": "2004-03-01"}
    entries = {"a.md": entry(title="一份通知", **document), "b.md": entry(title="甲")}
    assert told(pressed(make_book(tmp_path, entries, {"date": "2026-11"}))) == []


def test_the_contents_may_name_an_entry_otherwise_than_its_page(tmp_path: Path) -> None:
    entries = {"a.md": entry(title="经验与启示", toc_title="改革三十年"), "b.md": entry(title="乙")}
    assert told(pressed(make_book(tmp_path, entries, {"date": "2026-11"}))) == []


def test_the_record_of_a_build_is_asked(shelf: Path) -> None:
    """As it is in memory, not only as `book.json` has it."""
    units = openings(pressed(listing(shelf, 3)).record.as_mapping())
    assert [unit.title for unit in units][-3:] == [f"第{i}篇的题目" for i in (1, 2, 3)]


# ---------------------------------------------------------------------------- folios


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "shown"),
    [("— {} —", "—1—"), ("第 {} 页", "第1页"), ("（{}）", "（1）"), ("P.{}", "P.1")],
)
def test_marks_stand_around_a_folio(tmp_path: Path, form: str, shown: str) -> None:
    """`— 12 —` as GB/T 9704 has it: one value for the page, the proof and preflight."""
    keys = {"date": "2026-11", "folios": {"form": form}, "fonts": {"latin": "Noto Sans CJK SC"}}
    edition = pressed(make_book(tmp_path, numbered(2), keys))
    assert told(edition) == []
    assert edition.record.folio_form == form
    book = ReadBack(edition.pdf)
    printed = ["".join("".join(book.runs(page)).split()) for page in range(len(book.pages))]
    assert [shown in page for page in printed].count(True) == 1
    assert "1" in book.labels and shown not in book.labels


@pytest.mark.slow
@pytest.mark.parametrize("place", ["foot-centre", "head-outer"])
def test_preflight_finds_folios_wherever_they_stand(tmp_path: Path, place: str) -> None:
    folios = {"form": "{}/{last}", "place": place}
    edition = pressed(make_book(tmp_path, numbered(2), {"date": "2026-11", "folios": folios}))
    assert told(edition) == []
    assert edition.record.folio_form == "{}/2"


def test_a_template_that_prints_more_than_the_folio_is_told_where_to_say_it(tmp_path: Path) -> None:
    own = (TEMPLATES / "furniture-page.html").read_text("utf-8")
    own = own.replace("</span></div>", "</span> —</div>")
    files = {"templates/furniture-page.html": own}
    book = make_book(tmp_path, numbered(2), {"date": "2026-11"}, files)
    with pytest.raises(InputError) as error:
        pressed(book)
    assert {found.code for found in error.value.findings} == {"verify-folio"}
    assert "folios: {form:" in render(error.value.findings[0], "en")


# ---------------------------------------------------------------------------- internal books


@pytest.mark.slow
def test_the_copyright_page_of_an_internal_book_says_what_is_known(tmp_path: Path) -> None:
    known = {
        "issuer": "组织部", "permit": "京内001号", "recipients": "全区党员", "printer": "某印刷厂",
        "print_date": "2010-05", "printing": {"run": 500}, "front": ["copyright", "contents"],
    }  # fmt: skip
    book = make_book(tmp_path, numbered(2), {"date": "2010-04", "material": "internal"} | known)
    pages = ReadBack(pressed(book).pdf)
    text = "".join("".join("".join(pages.runs(page)).split()) for page in (0, 1))
    for line in ("编印单位组织部", "准印证号京内001号", "发送对象全区党员", "印刷单位某印刷厂",
                 "印刷日期2010年5月", "印数500册", "内部资料，免费交流"):  # fmt: skip
        assert line in text


# ---------------------------------------------------------------------------- four colours


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["x4", "x1a"])
@pytest.mark.parametrize("colours", ["full", "one"])
def test_a_press_file_in_four_colours_says_what_is_not_done(
    tmp_path: Path, profile: str, colours: str
) -> None:
    wanted = purpose(profile)
    keys = {"date": "2026-11", "printing": {"colours": colours}}
    edition = pressed(make_book(tmp_path, numbered(1), keys), wanted)
    assert wanted.icc is not None
    found = [one for one in edition.findings if one.code == "finish-undone"]
    assert len(found) == (1 if colours == "full" else 0)
    for one in found:
        assert one.severity is Severity.WARNING
        assert dict(one.params) == {"profile": profile, "condition": wanted.icc.description}
