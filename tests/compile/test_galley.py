"""Galleys: judged before they are kept, and nothing in them of a machine or a place in the book."""

import re
from pathlib import Path

import msgspec
import pytest

from huozi.values.errors import InputError
from huozi.values.galley import FOLIO_SLOT, Galley
from huozi.values.manuscript import (
    BlockKind,
    Finding,
    Inline,
    InlineKind,
    Note,
    Place,
    Severity,
)
from huozi.values.style import Status
from tests.books import PNG
from tests.compile.kit import FILE, case, galley, paragraph, shown, styled, text, unit

ROOT = Path(__file__).parents[2]

LONG = "为了加强党的基层组织建设，提高服务群众的水平，制定本办法。" * 40
#: Characters that no font of the machine has, and that only a foreign one may have.
NOWHERE = "\U0001e800"
FOREIGN = "\u0915"  # Devanagari ka


def refused(*body, **fields) -> list[Finding]:
    with pytest.raises(InputError) as raised:
        galley(*body, **fields)
    return list(raised.value.findings)


# ---------------------------------------------------------------------------- what is in it


def test_the_text_is_the_manuscripts() -> None:
    made = galley(paragraph("正文第一段。"), paragraph("第二段，有 English 与数字1978。"))
    (content,) = made.contents
    assert shown(made, content) == "题名正文第一段。第二段，有English与数字1978。"


def test_long_text_runs_over_pages_and_loses_nothing() -> None:
    made = galley(paragraph(LONG), paragraph(LONG))
    assert len(made.contents) > 2
    assert "".join(shown(made, content) for content in made.contents) == "题名" + LONG + LONG


def test_the_running_head_is_beside_the_pages() -> None:
    made = galley(paragraph("正文。"), head="短题")
    assert len(made.contents) == 1
    assert shown(made, *made.furniture) == "短题0000"
    assert [r.name for r in made.relocations] == [FOLIO_SLOT]
    assert f"/Name ({FOLIO_SLOT})".encode() in made.furniture[0]


def test_without_a_running_head_there_is_no_furniture() -> None:
    made = galley(paragraph("正文。"), head="")
    assert (made.furniture, made.relocations, made.heads) == ((), (), ((-1, -1),))
    assert len(made.contents) == 1


def test_reserved_pages_are_held() -> None:
    pending = galley(status=Status.PENDING, reserve_pages=5)
    assert len(pending.contents) == 5
    assert "预留5页" in shown(pending, pending.contents[0]).replace(" ", "")
    assert pending.contents[1:] == (b"",) * 4


def test_text_that_is_longer_than_its_reserve_takes_what_it_needs() -> None:
    made = galley(paragraph(LONG), paragraph(LONG), reserve_pages=1)
    assert len(made.contents) > 1
    assert all(made.contents)


def test_headings_become_bookmarks_with_their_pages() -> None:
    made = galley(
        paragraph("一、总则", kind=BlockKind.HEADING, level=1),
        paragraph(LONG),
        paragraph(LONG),
        paragraph("（一）目的", kind=BlockKind.HEADING, level=2),
        paragraph("末段。"),
    )
    assert [(h.level, h.text) for h in made.headings] == [(1, "一、总则"), (2, "（一）目的")]
    first, second = made.headings
    assert (first.page, second.page) == (0, len(made.contents) - 1)
    assert 0 < first.y_pt < 203 * 72 / 25.4


def test_the_unit_can_be_aimed_at() -> None:
    made = galley(paragraph("正文。"))
    assert [(a.name, a.page) for a in made.anchors if a.name == "jia"] == [("jia", 0)]


def test_links_are_kept_with_their_targets() -> None:
    link = Inline(InlineKind.LINK, target="#yi", children=(text("见乙"),))
    web = Inline(InlineKind.LINK, target="https://example.net/", children=(text("网"),))
    made = galley(paragraph("正文").__class__(BlockKind.PARAGRAPH, Place(FILE, 5), (link, web)))
    assert [(x.target, x.external) for x in made.links] == [
        ("yi", False), ("https://example.net/", True),
    ]  # fmt: skip
    for found in made.links:
        x0, y0, x1, y1 = found.box_pt
        assert x0 < x1
        assert y0 < y1


def test_notes_are_set_at_the_foot_of_the_page() -> None:
    call = Inline(InlineKind.NOTE, target="1")
    note = Note("1", Place(FILE, 9), (paragraph("注文在此。", 9),))
    block = paragraph("正文。").__class__(BlockKind.PARAGRAPH, Place(FILE, 5), (text("正文"), call))
    made = galley(block, notes=(note,))
    assert "注文在此。" in shown(made, made.contents[0])


# ---------------------------------------------------------------------------- what is not in it


def test_ink_is_grey() -> None:
    """Black is black alone: 100 % K, so that a one-colour book stays one."""
    made = galley(
        paragraph(LONG), paragraph("一、节", kind=BlockKind.HEADING, level=1), paragraph("末。"),
        house_=styled("h2 { color: #808080; border: 1pt solid #333 } .text { color: black }"),
    )  # fmt: skip
    for content in (*made.contents, *made.furniture):
        assert not re.search(rb"\s(rg|RG|scn|SCN|k|K)\s", content)
    assert re.search(rb"0\.50?\d* g\b", made.contents[-1])


def test_colour_that_a_book_asks_for_stays() -> None:
    made = galley(paragraph("正文。"), house_=styled(".text { color: #c00000 }"))
    assert re.search(rb"[\d.]+ 0 0 rg", made.contents[0])


def test_nothing_of_the_machine_is_in_a_galley(tmp_path: Path) -> None:
    made = msgspec.msgpack.encode(galley(paragraph("正文。"), files={"content/a.png": PNG}))
    for path in {face.path for face in case().faces} | {ROOT, tmp_path}:
        assert str(path).encode() not in made
    assert b"CreationDate" not in made


def test_fonts_are_known_by_digest_and_bring_only_what_is_shown() -> None:
    made = galley(paragraph("甲乙甲"), title="甲", head="")
    assert {use.digest for use in made.fonts} <= case().digests
    assert {words for use in made.fonts for _, _, words in use.rows} == {"甲", "乙"}
    for use in made.fonts:
        assert "/" not in use.name
        assert list(use.rows) == sorted(use.rows)


def test_the_same_unit_gives_the_same_galley_whatever_was_set_before() -> None:
    before = galley(paragraph("甲乙。"))
    galley(paragraph("别的字，和 Latin 123。"), title="别题", head="别题")
    assert galley(paragraph("甲乙。")) == before


def test_a_galley_travels_whole() -> None:
    made = galley(paragraph("甲乙。"))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Galley) == made


# ---------------------------------------------------------------------------- missing glyphs


@pytest.mark.parametrize("char", [NOWHERE, FOREIGN, "\U0001f600"])
def test_a_character_without_a_glyph_is_told_with_its_line(char: str) -> None:
    found = refused(paragraph("好的。", 5), paragraph(f"有{char}字。", 7))
    assert [f.place for f in found] == [Place(FILE, 7)]
    assert found[0].code in ("glyph-missing", "glyph-foreign")
    params = dict(found[0].params)
    assert params["char"] == char
    assert params["codes"] == f"U+{ord(char):04X}"


def test_a_character_missing_in_a_title_is_told_of_the_entry() -> None:
    (found,) = {f.place for f in refused(paragraph("好。"), title=f"题{NOWHERE}", head="")}
    assert found == Place(FILE, 1)


def test_a_character_missing_in_a_nested_block_is_told_with_its_line() -> None:
    item = paragraph("x").__class__(
        BlockKind.ITEM, Place(FILE, 8), children=(paragraph(f"项{NOWHERE}", 9),), label="1."
    )
    found = refused(item.__class__(BlockKind.LIST, Place(FILE, 8), children=(item,)))
    assert {f.place for f in found} == {Place(FILE, 9)}


def test_a_character_missing_in_a_note_is_told_with_its_line() -> None:
    call = Inline(InlineKind.NOTE, target="1")
    note = Note("1", Place(FILE, 20), (paragraph(f"注{NOWHERE}。", 20),))
    block = paragraph("x").__class__(BlockKind.PARAGRAPH, Place(FILE, 5), (text("正文"), call))
    assert {f.place for f in refused(block, notes=(note,))} == {Place(FILE, 20)}


def test_all_characters_that_are_missing_are_told_at_once() -> None:
    found = refused(paragraph(f"甲{NOWHERE}", 5), paragraph(f"乙{FOREIGN}", 6))
    assert {f.place.line for f in found} == {5, 6}


# ---------------------------------------------------------------------------- complaints


@pytest.mark.parametrize(
    "css",
    [
        "h1 { text-spacing-trim: normal }",
        "h1 { colour: red }",
        "h1 { margin: 3 lines }",
        "h1 {} }",
        "h1::face { color: #000 }",  # of a selector the engine gives no line
        "h1 { width: min(1em, 2s) }",  # told while pages are laid out
    ],
)
def test_what_the_engine_complains_of_is_a_finding(css: str) -> None:
    found = refused(paragraph("正文。"), house_=styled(css))
    assert {f.code for f in found} == {"engine-complaint"}
    assert {f.place for f in found} == {Place("styles/article.css", 2)}  # an import comes first


def test_the_engine_complains_every_time() -> None:
    """A sheet is parsed once; what was wrong with it is told of each unit it styles."""
    style = styled("h1 { colour: blue }")
    for _ in range(2):
        assert refused(paragraph("正文。"), house_=style)


def test_a_line_that_cannot_be_set_well_is_a_warning() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenantragsformular"
    made = galley(paragraph(f"见{word}一词。"))
    assert made.findings
    for found in made.findings:
        assert found.severity is not Severity.ERROR
        assert found.code.startswith("line-")
        assert found.place.file == FILE


def test_what_is_needed_to_set_a_unit_is_in_the_unit() -> None:
    """A unit may be sent to another machine: it holds no open files and no paths."""
    encoded = msgspec.msgpack.encode(unit(paragraph("正文。")))
    assert b"/" not in encoded.replace(FILE.encode(), b"")
