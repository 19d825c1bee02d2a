"""The finished PDF, read by two libraries that did not write it."""

import io
import re
from functools import cache

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from huozi.link import write as writing
from huozi.link.paginate import Extent, paginate
from huozi.link.plan import Bookmark, Plan
from huozi.link.resolve import resolve
from huozi.prove.verify import squeezed
from huozi.values.galley import Anchor, Galley, Link, Relocation
from huozi.values.length import mm
from huozi.values.pages import PageMap
from huozi.values.rules import HOUSE_RULES
from huozi.values.style import FolioStyle, UnitKind
from tests.link.proofs import FORMAT, PLACE, font, furniture, galley, line, plan, slot, use, write

CONTENTS_LINK = Link(0, "b", (60, 480, 200, 495))
WEB_LINK = Link(0, "https://example.net/", (60, 400, 200, 415), external=True)


def contents() -> Galley:
    text = line("1.甲（") + slot("s0", 3, 90) + line("）", 110)
    text += line("2.乙（", y_pt=480) + slot("s1", 3, 90, 480) + line("）", 110, 480)
    return Galley(
        "contents",
        (text.encode(),),
        fonts=(use("12.甲乙（）0"),),
        anchors=(Anchor("contents", 0, 60, 500),),
        links=(CONTENTS_LINK, WEB_LINK, Link(0, "nowhere", (0, 0, 1, 1))),
        relocations=(
            Relocation("s0", "a", 3, pad=True, place=PLACE),
            Relocation("s1", "b", 3, pad=True, place=PLACE),
        ),
    )


def parts_of_a_book() -> tuple[list[Extent], list[Galley]]:
    galleys = [
        galley("title-page", ["汇编"]),
        contents(),
        galley("part-1", ["第一篇"]),
        galley("a", ["甲", "一"], ["丁"], ["戊"], head="甲文", headings=[(1, "一、", 2)]),
        galley("b", ["乙", "⼀"], ["己"], head="乙文"),
    ]
    kinds = [
        UnitKind.TITLE_PAGE, UnitKind.CONTENTS, UnitKind.PART, UnitKind.ARTICLE, UnitKind.ARTICLE,
    ]  # fmt: skip
    extents = [
        Extent(made.unit_id, HOUSE_RULES[kind], len(made.contents))
        for made, kind in zip(galleys, kinds, strict=True)
    ]
    return extents, galleys


def a_plan(**changes) -> Plan:
    extents, galleys = parts_of_a_book()
    made = plan(extents, galleys, **({"title": "汇编"} | changes))
    patches = {unit: resolve(g, made.spots)[0] for unit, g in made.galleys.items()}
    outline = (
        Bookmark(0, "第一篇", "part-1"),
        Bookmark(1, "甲", "a"),
        Bookmark(2, "一、", "a", 2, 480.0),
        Bookmark(1, "乙", "b"),
    )
    return replace(made, patches=patches, outline=changes.get("outline", outline))


@cache
def book() -> bytes:
    return write(a_plan())


def reader(data: bytes | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(book() if data is None else data))


#: Pages of the book by what stands there.
TITLE, _, CONTENTS, _, PART, _, A1, A2, A3, B1, B2, _ = range(12)


def lines(page: int, data: bytes | None = None) -> list[str]:
    return [text for text in reader(data).pages[page].extract_text().split("\n") if text.strip()]


# ---------------------------------------------------------------------------- pages, furniture


def test_the_pages_are_those_of_the_map() -> None:
    assert len(reader().pages) == 12
    assert [number for number in range(12) if not lines(number)] == [1, 3, 5, 11]


def test_no_stream_is_empty() -> None:
    """Ghostscript calls packed nothing, as the content of a blank page, a faulty stream."""
    with pikepdf.open(io.BytesIO(book())) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert all(len(stream.read_raw_bytes()) for stream in streams)


def test_heads_and_folios_stand_where_the_map_has_them() -> None:
    """Opening pages bear a folio alone, rectos the entry's head, versos the book's."""
    assert lines(TITLE) == ["汇编"]
    assert lines(PART) == ["第一篇"]
    assert lines(A1) == ["甲", "一", "1"]
    assert lines(A2) == ["丁", "汇编", "2"]
    assert lines(A3) == ["戊", "甲文", "3"]
    assert lines(B1) == ["乙", "⼀", "4"]
    assert lines(B2) == ["己", "乙文", "5"]
    assert lines(CONTENTS)[-1] == "i" or lines(CONTENTS)[-1] == "iii"


def test_numbers_of_the_contents_stand_in_the_stream_where_they_stand_on_the_page() -> None:
    text = squeezed(reader().pages[CONTENTS].extract_text())
    assert text.startswith("1.甲（001）2.乙（004）")


def test_boxes_are_the_trim_with_its_origin_at_nought() -> None:
    width, height = round(FORMAT.trim_width_pt, 3), round(FORMAT.trim_height_pt, 3)
    for page in reader().pages:
        assert [float(v) for v in page.mediabox] == [0, 0, width, height]
        assert [float(v) for v in page.trimbox] == [0, 0, width, height]


def origins(page: int) -> tuple[float, float]:
    """Left and right edge of all ink of a page, in points."""
    with pypdfium2.PdfDocument(book()) as document:
        text = document[page].get_textpage()
        boxes = [
            text.get_charbox(n)
            for n in range(text.count_chars())
            if text.get_text_range(n, 1).strip()
        ]
        return min(b[0] for b in boxes), max(b[2] for b in boxes)


def test_boxes_are_written_to_the_thousandth_of_a_point() -> None:
    """141 × 204 mm: to the hundredth a press sheet of eight would be off by a fold's width."""
    form = replace(FORMAT, trim_width_pt=mm(141), trim_height_pt=mm(204))
    page = reader(write(a_plan(format=form))).pages[0]
    assert [float(value) for value in page.mediabox] == [0, 0, 399.685, 578.268]


def test_margins_are_mirrored() -> None:
    """Galleys are set as rectos; a verso is the same galley with its margins changed over."""
    shift_pt = FORMAT.outer_margin_pt - FORMAT.inner_margin_pt
    recto, verso = origins(A1)[0], origins(B1)[0]
    assert shift_pt != 0
    assert verso - recto == pytest.approx(shift_pt, abs=1)


# ---------------------------------------------------------------------------- labels, navigation


def test_labels_are_the_folios_with_silent_and_uncounted_pages() -> None:
    assert reader().page_labels == [
        "i", "ii", "iii", "iv", "", "", "1", "2", "3", "4", "5", ""
    ]  # fmt: skip
    with pypdfium2.PdfDocument(book()) as document:
        assert [document.get_page_label(n) for n in range(12)] == reader().page_labels


def test_labels_of_runs_without_numerals_are_empty() -> None:
    extents, galleys = parts_of_a_book()
    page_map = paginate(extents, FolioStyle.NONE, FolioStyle.ROMAN)
    labels = reader(write(plan(extents, galleys, page_map=page_map))).page_labels
    assert labels == ["", "", "", "", "", "", "i", "ii", "iii", "iv", "v", ""]


def flat(outline: list, level: int = 0) -> list[tuple[int, str, int]]:
    book_ = reader()
    found = []
    for item in outline:
        if isinstance(item, list):
            found += flat(item, level + 1)
        else:
            found.append((level, item.title, book_.get_destination_page_number(item)))
    return found


def test_the_outline_leads_to_the_pages() -> None:
    assert flat(reader().outline) == [
        (0, "第一篇", PART),
        (1, "甲", A1),
        (2, "一、", A3),
        (1, "乙", B1),
    ]


def test_the_outline_counts_the_lines_that_are_seen_when_it_is_opened() -> None:
    """ISO 32000-1, 12.3.3: parts are open, entries closed, which makes their count negative."""
    root = reader().trailer["/Root"]["/Outlines"]
    part = root["/First"]
    entry, other = part["/First"], part["/First"]["/Next"]
    counts = [each.get("/Count", 0) for each in (root, part, entry, other)]
    assert counts == [3, 2, -1, 0]


def test_a_book_without_bookmarks_has_no_outline() -> None:
    assert reader(write(a_plan(outline=()))).outline == []


def page_number(annotation) -> int:
    """The page a link leads to."""
    (reference, *_) = list.__iter__(annotation["/Dest"])
    numbers = [page.indirect_reference.idnum for page in reader().pages]
    return numbers.index(reference.idnum)


def annotations(page: int, data: bytes | None = None) -> list:
    found = reader(data).pages[page].get("/Annots", [])
    return [annotation.get_object() for annotation in found]


def test_links_land_on_the_right_page() -> None:
    """The link to a target outside the book is left out; the other two are there."""
    inner, outer = annotations(CONTENTS)
    assert page_number(inner) == B1
    assert inner["/Dest"][1] == "/XYZ"
    assert outer["/A"]["/URI"] == "https://example.net/"
    assert [float(v) for v in inner["/Rect"]] == [60, 480, 200, 495]
    assert all(list(a["/Border"]) == [0, 0, 0] for a in (inner, outer))


def test_links_on_versos_move_with_their_text() -> None:
    extents, galleys = parts_of_a_book()
    galleys[3] = replace(galleys[3], links=(Link(1, "b", (60, 400, 100, 410)),))
    (link,) = annotations(A2, write(plan(extents, galleys)))
    shift_pt = FORMAT.outer_margin_pt - FORMAT.inner_margin_pt
    assert float(link["/Rect"][0]) == pytest.approx(60 + shift_pt, abs=0.01)


def test_a_destination_never_lies_above_the_page() -> None:
    extents, galleys = parts_of_a_book()
    galleys[4] = replace(galleys[4], anchors=(Anchor("b", 0, 60, FORMAT.trim_height_pt - 2),))
    (inner, _) = annotations(CONTENTS, write(plan(extents, galleys)))
    assert float(inner["/Dest"][3]) == pytest.approx(FORMAT.trim_height_pt, abs=0.01)


# ---------------------------------------------------------------------------- metadata, bytes


def test_metadata() -> None:
    info = reader().metadata
    assert (info.title, info.author, info.producer) == ("汇编", "编者", "Huozi")
    assert info["/CreationDate"] == info["/ModDate"] == "D:20100401000000Z"
    root = reader().trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not False


def test_the_metadata_say_what_the_document_information_says() -> None:
    data = write(replace(a_plan(), title="甲<乙>&丙\x01", author="编&者"))
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "甲<乙>&丙"
        assert xmp["dc:creator"] == ["编&者"]
        assert xmp["dc:language"] == {"zh-CN"}
        assert xmp["pdf:Producer"] == str(pdf.docinfo["/Producer"]) == "Huozi"
        assert xmp["xmp:CreateDate"] == "2010-04-01T00:00:00Z"


def test_trapped_is_one_of_the_three_names_that_pdf_knows() -> None:
    """PDF 32000-1, table 317: /True, /False or /Unknown."""
    assert reader().metadata["/Trapped"] == "/False"


def test_a_book_without_a_date_has_none() -> None:
    info = reader(write(a_plan(date=""))).metadata
    assert "/CreationDate" not in info
    assert "/ModDate" not in info


def test_a_book_without_an_editor_has_no_author() -> None:
    assert "/Author" not in reader(write(a_plan(author=""))).metadata


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert write(a_plan()) == book()
    assert write(a_plan(title="别名")) != book()


def test_the_identifier_follows_from_the_content() -> None:
    first = reader().trailer["/ID"]
    other = reader(write(a_plan(author="别人"))).trailer["/ID"]
    assert first != other


def test_no_path_of_the_machine_is_in_the_book() -> None:
    assert str(font()[1].path).encode() not in book()


def test_fonts_are_embedded_once_and_subset() -> None:
    """Galleys that agree share a dictionary, and all dictionaries share one file."""
    fonts = [
        font
        for page in reader().pages
        if "/Font" in page["/Resources"]
        for font in page["/Resources"]["/Font"].values()
    ]
    files = {
        font["/DescendantFonts"][0]["/FontDescriptor"].raw_get("/FontFile3").idnum for font in fonts
    }
    for made in fonts:  # ISO 32000-1, 9.7.5.2: codes are glyph ids
        system = made["/DescendantFonts"][0]["/CIDSystemInfo"]
        assert system == {"/Registry": "Adobe", "/Ordering": "Identity", "/Supplement": 0}
    assert len({font["/ToUnicode"].get_data() for font in fonts}) == 2
    assert len(files) == 1


def test_units_that_name_the_same_share_their_resources() -> None:
    """The part page, a and the title page show the same fonts; b another variant, blanks none."""
    held = [page.raw_get("/Resources").idnum for page in reader().pages]
    assert held[TITLE] == held[PART] == held[A1] == held[A3]
    assert len({held[A1], held[B1], held[TITLE + 1]}) == 3


def test_characters_that_share_a_glyph_are_extracted_as_written() -> None:
    assert "一" in lines(A1)
    assert "⼀" in lines(B1)


def test_the_furnitures_text_is_the_furnitures_on_every_page() -> None:
    """A head with 一 stays so above a galley that writes the radical ⼀ with the same glyph."""
    extents, galleys = parts_of_a_book()
    galleys[4] = galley("b", ["乙"], ["己"], ["⼀"], head="乙文")
    extents[4] = replace(extents[4], pages=3)
    made = plan(extents, galleys, furniture=furniture("一本书"))
    data = write(made)
    pages = [p.index for p in made.page_map.pages if p.unit_id == "b" and p.head]
    versos = [index for index in pages if index % 2]
    assert versos
    for index in versos:
        assert "一本书" in lines(index, data)


def test_the_furnitures_states_are_not_those_of_the_page_below() -> None:
    """A running head set with its own graphics state draws with that state everywhere."""
    faint, solid = carrier("/a1", 0.25), carrier("/a1", 1.0)
    extents, galleys = parts_of_a_book()
    galleys[3] = replace(
        galleys[3], resources=solid, contents=tuple(b"/a1 gs " + c for c in galleys[3].contents)
    )
    common = furniture("汇编")
    common = replace(
        common, resources=faint, contents=tuple(b"/a1 gs " + c for c in common.contents)
    )
    pages = reader(write(plan(extents, galleys, furniture=common))).pages
    for page, own in ((A2, 1.0), (B1, None)):
        states = pages[page]["/Resources"]["/ExtGState"]
        named = re.findall(r"/(\w+) gs", pages[page].get_contents().get_data().decode())
        opacities = [float(states[f"/{name}"]["/ca"]) for name in named]
        assert opacities == ([own, 0.25] if own else [0.25])


def carrier(name: str, opacity: float) -> bytes:
    """Resources as layout hands them over: a PDF of one page."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(9, 9))
        states = pikepdf.Dictionary({name: pikepdf.Dictionary(ca=opacity)})
        page.Resources = pikepdf.Dictionary(ExtGState=states, XObject=pikepdf.Dictionary())
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def test_an_empty_map_is_still_a_pdf() -> None:
    assert len(reader(write(plan([], [], page_map=PageMap(())))).pages) == 0


# ---------------------------------------------------------------------------- names, and pulls


def names(made: Plan) -> tuple[str, ...]:
    return writing.write(made).page_names


def test_pages_that_show_the_same_have_the_same_name() -> None:
    """In another book, too; blanks of one paper are all alike."""
    made = names(a_plan())
    assert {len(name) for name in made} == {32}
    assert made == names(a_plan(author="别人"))
    blanks = [page.index for page in a_plan().page_map.pages if page.blank]
    assert len({made[at] for at in blanks}) == 1
    assert len(set(made)) == len(made) - len(blanks) + 1


def test_another_paper_gives_all_pages_other_names() -> None:
    larger = replace(FORMAT, trim_width_pt=FORMAT.trim_width_pt + 1)
    assert not set(names(a_plan())) & set(names(a_plan(format=larger)))


def test_a_pull_has_the_pages_that_nobody_knows() -> None:
    made = a_plan()
    whole = names(made)
    drawn = writing.pull(made, known=())
    assert drawn.page_names == whole
    assert drawn.drawn == tuple(dict.fromkeys(whole)), "each once"
    pulled = writing.pull(made, known=set(whole) - {whole[A1], whole[B2]})
    assert pulled.drawn == (whole[A1], whole[B2])
    assert [lines(at, pulled.pdf) for at in (0, 1)] == [lines(A1), lines(B2)]
    nothing = writing.pull(made, known=set(whole))
    assert (nothing.pdf, nothing.drawn, nothing.page_names) == (b"", (), whole)
