"""The structure tree of a book, read back by pypdf."""

import io
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from pypdf.generic import NullObject

from huozi.link.paginate import Extent
from huozi.link.plan import Bookmark
from huozi.values.galley import Galley, Link
from huozi.values.rules import HOUSE_RULES
from huozi.values.structure import Element, Structure
from huozi.values.style import UnitKind
from tests.link.proofs import FORMAT, galley, plan, write

KINDS = {"part-1": UnitKind.PART, "a": UnitKind.ARTICLE, "b": UnitKind.ARTICLE}
OUTLINE = (
    Bookmark(0, "第一篇", "part-1"),
    Bookmark(1, "甲", "a"),
    Bookmark(2, "一、", "a", 0, 480.0),
    Bookmark(1, "乙", "b"),
)


def told(made: Galley, elements: list[Element], *pages: list[int], links=()) -> Galley:
    """A galley made by hand, whose lines belong to these elements, one after the other."""
    marks = tuple(tuple((3 * row, place) for row, place in enumerate(page)) for page in pages)
    structure = Structure(tuple(elements), marks, tuple(links)).packed()
    return replace(parted(made), structure=structure)


def parted(made: Galley) -> Galley:
    """One operator a line, as the setting writes them."""
    contents = tuple(
        page.replace(b"BT ", b"BT\n").replace(b" ET", b"\nET") for page in made.contents
    )
    return replace(made, contents=contents)


def galleys() -> list[Galley]:
    part = galley("part-1", ["第一篇"])
    entry = galley("a", ["甲", "一、", "文", "注"], ["续", "图", "表"], head="甲文")
    linking = galley("b", ["乙", "见"], links=(
        Link(0, "a", (60, 470, 90, 485)), Link(0, "https://example.net/", (90, 470, 99, 485), True),
        Link(0, "gone", (0, 0, 1, 1)),
    ))  # fmt: skip
    return [
        told(part, [Element("Part", -1), Element("H1", 0)], [1]),
        told(
            entry,
            [
                Element("Art", -1), Element("H1", 0), Element("H5", 0), Element("P", 0),
                Element("Note", 0), Element("P", 0), Element("Figure", 0, (("Alt", "图"),)),
                Element("Table", 0), Element("TR", 7), Element("TD", 8),
                Element("TH", 8, (("ColSpan", "2"), ("Scope", "Column"))), Element("P", 0),
            ],
            [1, 2, 3, 4], [3, 6, 10],
        ),
        told(
            linking,
            [Element("Art", -1), Element("H1", 0), Element("Link", 0, (("Words", "甲"),)),
             Element("Link", 0), Element("Link", 0)],
            [1, 2], links=(2, 3, 4),
        ),
    ]  # fmt: skip


def tree_of(data: bytes) -> Any:
    return PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]


def book(**changes) -> PdfReader:
    made = galleys()
    extents = [Extent(g.unit_id, HOUSE_RULES[KINDS[g.unit_id]], len(g.contents)) for g in made]
    return PdfReader(io.BytesIO(write(plan(extents, made, outline=OUTLINE, **changes))))


TREE = book(tagged=True)
ROOT: Any = TREE.trailer["/Root"]["/StructTreeRoot"]


def kids(element: Any) -> list[Any]:
    held = element.get("/K", NullObject()).get_object()
    if isinstance(held, NullObject):
        return []
    return [kid.get_object() for kid in (held if isinstance(held, list) else [held])]


def sketch(element: Any) -> str:
    inner = [sketch(kid) for kid in kids(element) if isinstance(kid, dict) and "/S" in kid]
    return element["/S"][1:] + (f"({' '.join(inner)})" if inner else "")


def found(role: str, tree: Any = ROOT) -> list[Any]:
    def walk(element: Any):
        if not isinstance(element, dict) or "/S" not in element:
            return
        if element["/S"] == f"/{role}":
            yield element
        for kid in kids(element):
            yield from walk(kid)

    return list(walk(tree["/K"]))


def test_units_lie_in_one_another_as_in_the_outline() -> None:
    entry = "Art(H2 H3 P Note Figure Table(TR(TD TH)))"
    assert sketch(ROOT["/K"]) == f"Document(Part(H1 {entry} Art(H2 Link Link)))"


def test_what_shows_nothing_is_left_out_but_cells() -> None:
    assert len(found("P")) == 1 and len(found("TD")) == 1
    assert kids(found("TD")[0]) == []


def test_a_paragraph_over_the_page_is_one_element() -> None:
    (paragraph,) = found("P")
    first, second = kids(paragraph)
    assert first == 2 and second["/Type"] == "/MCR" and second["/MCID"] == 0
    pages = [TREE.get_page_number(p) for p in (paragraph["/Pg"], second["/Pg"].get_object())]
    assert pages[1] == pages[0] + 1


def test_every_tag_leads_back_to_its_element() -> None:
    nums = ROOT["/ParentTree"]["/Nums"]
    parents = dict(zip(nums[::2], nums[1::2], strict=True))
    assert list(parents) == sorted(parents) and ROOT["/ParentTreeNextKey"] > max(parents)
    roles = {}
    for index, page in enumerate(TREE.pages):
        if "/StructParents" in page:
            held = parents[page["/StructParents"]].get_object()
            roles[index] = [element.get_object()["/S"] for element in held]
    assert list(roles.values()) == [
        ["/H1"], ["/H2", "/H3", "/P", "/Note"], ["/P", "/Figure", "/TH"], ["/H2", "/Link"],
    ]  # fmt: skip


def test_links_and_their_annotations_know_each_other() -> None:
    nums = ROOT["/ParentTree"]["/Nums"]
    parents = dict(zip(nums[::2], nums[1::2], strict=True))
    (page,) = [page for page in TREE.pages if "/Annots" in page]
    assert page["/Tabs"] == "/S"
    said = []
    for annotation in (held.get_object() for held in page["/Annots"]):
        element = parents[annotation["/StructParent"]].get_object()
        (reference,) = [kid for kid in kids(element) if isinstance(kid, dict)]
        assert element["/S"] == "/Link" and reference["/Type"] == "/OBJR"
        assert reference["/Obj"].get_object() == annotation
        said.append(annotation["/Contents"])
    assert said == ["甲", "https://example.net/"]


def test_attributes_have_owners() -> None:
    (head,) = found("TH")
    assert dict(head["/A"]) == {"/O": "/Table", "/ColSpan": 2, "/Scope": "/Column"}
    (figure,) = found("Figure")
    assert figure["/Alt"] == "图"
    (note,) = found("Note")
    assert next(iter(ROOT["/IDTree"]["/Names"])) == note["/ID"]


@pytest.mark.parametrize("page", [0, 1])
def test_a_figure_on_a_verso_lies_aside(page: int) -> None:
    picture = Element("Figure", 0, (("Alt", "图"),), (100.0, 200.0, 150.0, 220.0))
    shown = ([0], [1]) if page else ([1], [0])
    made = told(galley("a", ["甲"], ["乙"]), [Element("Art", -1), picture], *shown)
    extent = Extent("a", HOUSE_RULES[UnitKind.ARTICLE], 2)
    tree = tree_of(write(plan([extent], [made], tagged=True)))
    aside_pt = FORMAT.outer_margin_pt - FORMAT.inner_margin_pt if page else 0.0
    (figure,) = found("Figure", tree)
    expected = [100 + aside_pt, 200, 150 + aside_pt, 220]
    assert [float(v) for v in figure["/A"]["/BBox"]] == pytest.approx(expected, abs=0.001)


def test_the_file_says_that_it_is_tagged() -> None:
    root: Any = TREE.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.parametrize("traits", [(), (("Alt", "图"),)])
def test_pdf_ua_is_claimed_where_all_pictures_are_told(traits) -> None:
    made = told(galley("a", ["图"]), [Element("Art", -1), Element("Figure", 0, traits)], [1])
    extent = Extent("a", HOUSE_RULES[UnitKind.ARTICLE], 1)
    read = PdfReader(io.BytesIO(write(plan([extent], [made], tagged=True))))
    root: Any = read.trailer["/Root"]
    assert (b"pdfuaid" in root["/Metadata"].get_data()) is bool(traits)


def test_a_galley_without_structure_is_all_artifact() -> None:
    extent = Extent("a", HOUSE_RULES[UnitKind.ARTICLE], 1)
    data = write(plan([extent], [parted(galley("a", ["甲"]))], tagged=True))
    content = PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert content is not None and b"/Artifact BMC" in content.get_data()


def test_without_being_asked_for_nothing_is_tagged() -> None:
    plain = book()
    root: Any = plain.trailer["/Root"]
    assert "/StructTreeRoot" not in root and "/MarkInfo" not in root
    assert not any(b"MCID" in page.get_contents().get_data() for page in plain.pages)
    assert b"pdfuaid" not in root["/Metadata"].get_data()
