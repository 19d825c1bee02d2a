"""A stranger's PDF: how it is measured, what is refused, what it says of itself."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from huozi.impose.limits import LIMITS, ImpositionLimits
from huozi.impose.paper import Size
from huozi.impose.source import SourcePage, content, opened
from huozi.pdf.boxes import Box
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding
from tests.impose.pdfs import PAGE, numbered, page, saved


def refusal(source: Path, limits: ImpositionLimits = LIMITS) -> Finding:
    """The one finding a file is refused with."""
    with pytest.raises(InputError) as error, opened(source, limits):
        pass
    (found,) = error.value.findings
    return found


def one_page(tmp_path: Path, **more) -> Path:
    """A file of one page with these entries."""
    with pikepdf.new() as pdf:
        page(pdf, b"q Q", Size(400, 500), **more)
        return saved(pdf, tmp_path / "a.pdf")


# ---------------------------------------------------------------------------- not a sound PDF


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"%PDF-1.7\n%%EOF", b"PK\x03\x04 a word file", b"\0" * 4096]
)
def test_what_is_no_pdf(tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(data)
    assert refusal(source).code == "impose-damaged"


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short(tmp_path: Path, kept: float) -> None:
    source = numbered(tmp_path / "a.pdf", 8)
    data = source.read_bytes()
    source.write_bytes(data[: int(len(data) * kept)])
    found = refusal(source)
    assert found.code == "impose-damaged"
    reason = dict(found.params)["reason"]
    assert reason == reason.strip(" ,:") != ""
    assert str(source) not in reason


def test_as_many_pages_as_may_be(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 3)
    with opened(source, ImpositionLimits(pages=3)) as pdf:
        assert len(pdf.leaves) == 3
    found = refusal(source, ImpositionLimits(pages=2))
    assert (found.code, dict(found.params)) == ("impose-many-pages", {"found": "3", "limit": "2"})


def test_a_page_may_hold_as_much_as_is_unfolded(tmp_path: Path) -> None:
    """To the byte: 1 MiB in two streams, and one byte more."""
    half = b"q" * (1 << 19)
    with pikepdf.new() as pdf:
        for parts in ((half, half), (half, half + b"q")):
            page(pdf, Array([pdf.make_stream(part) for part in parts]), PAGE)
        source = saved(pdf, tmp_path / "a.pdf")
    tight = ImpositionLimits(stream_mib=1)
    with opened(source, tight) as pdf:
        assert content(pdf, 0, tight) == half + b"\n" + half
        with pytest.raises(InputError) as error:
            content(pdf, 1, tight)
    (found,) = error.value.findings
    assert (found.code, dict(found.params)) == ("impose-expansion", {"page": "2", "limit": "1"})


def test_the_bounds_are_those_that_are_told_of() -> None:
    told = (Path(__file__).parents[2] / "docs" / "imposition.md").read_text(encoding="utf-8")
    said = " ".join(told.split())
    assert f"bounds: {LIMITS.file_mib} MiB, {LIMITS.pages:,} pages" in said
    assert f"{LIMITS.stream_mib} MiB of unfolded content a page" in said
    assert f"{LIMITS.work.memory_mib / 1024:g} GiB of memory" in said
    assert (LIMITS.work.seconds, "three minutes" in said) == (180, True)


# ---------------------------------------------------------------------------- boxes


@pytest.mark.parametrize(
    "more",
    [
        {"MediaBox": Array([0, 0, 0, 0])},
        {"MediaBox": Array([0, 0, 100])},
        {"MediaBox": Array([0, 0, 100, 100, 100])},
        {"MediaBox": Array([0, 0, 0.9, 100])},
        {"MediaBox": Array([0, 0, 100, 0.9])},
        {"MediaBox": Array([0, 0, 10**15, 100])},
        {"MediaBox": Array([0, 0, Name.A, 100])},
        {"MediaBox": Dictionary()},
        {"TrimBox": Array([900, 900, 1000, 1000])},
        {"TrimBox": Array([399.5, 0, 500, 500])},
        {"Rotate": 45},
        {"Rotate": 91},
        {"UserUnit": 0},
        {"UserUnit": -1},
        {"UserUnit": 10**12},
    ],
)
def test_pages_without_a_usable_size(tmp_path: Path, more: dict) -> None:
    found = refusal(one_page(tmp_path, **more))
    assert (found.code, dict(found.params)["page"]) == ("impose-box", "1")


@pytest.mark.parametrize(
    ("more", "leaf"),
    [
        ({}, SourcePage(Box(0, 0, 400, 500), Box(0, 0, 400, 500), 0, 1)),
        # corners may be given in any order (ISO 32000-1, 7.9.5)
        ({"MediaBox": Array([450, 510, 50, 10])},
         SourcePage(Box(50, 10, 450, 510), Box(50, 10, 450, 510), 0, 1)),
        ({"MediaBox": Array([0, 0, 1, 1])}, SourcePage(Box(0, 0, 1, 1), Box(0, 0, 1, 1), 0, 1)),
        # what reaches beyond the medium is cut to it (ISO 32000-1, 14.11.2)
        ({"TrimBox": Array([-10, 20, 390, 520])},
         SourcePage(Box(0, 20, 390, 500), Box(0, 20, 390, 500), 0, 1)),
        ({"CropBox": Array([10, 20, 390, 480])},
         SourcePage(Box(10, 20, 390, 480), Box(10, 20, 390, 480), 0, 1)),
        ({"TrimBox": Array([20, 20, 380, 480]), "BleedBox": Array([10, 11, 392, 493]),
          "CropBox": Array([50, 50, 350, 450])},
         SourcePage(Box(20, 20, 380, 480), Box(10, 11, 392, 493), 0, 1)),
        # turned clockwise; a minus turns the other way, and a whole turn is none
        ({"Rotate": -90}, SourcePage(Box(0, 0, 400, 500), Box(0, 0, 400, 500), 270, 1)),
        ({"Rotate": 450}, SourcePage(Box(0, 0, 400, 500), Box(0, 0, 400, 500), 90, 1)),
        ({"UserUnit": 2}, SourcePage(Box(0, 0, 400, 500), Box(0, 0, 400, 500), 0, 2)),
    ],
    ids=["medium", "any order", "one point", "cut", "crop", "trim", "back", "over", "unit"],
)  # fmt: skip
def test_how_a_page_is_measured(tmp_path: Path, more: dict, leaf: SourcePage) -> None:
    with opened(one_page(tmp_path, **more)) as source:
        assert source.leaves == (leaf,)


@pytest.mark.parametrize(
    ("rotate", "size"),
    [(0, (800, 1000)), (90, (1000, 800)), (180, (800, 1000)), (270, (1000, 800))],
)
def test_the_size_of_a_page_is_that_which_a_reader_sees(tmp_path, rotate, size) -> None:
    with opened(one_page(tmp_path, Rotate=rotate, UserUnit=2)) as source:
        assert source.leaves[0].size == Size(*size)


def test_every_page_without_a_size_is_named(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for rotate in (0, 45, 90, 1):
            page(pdf, b"", PAGE, Rotate=rotate)
        source = saved(pdf, tmp_path / "a.pdf")
    with pytest.raises(InputError) as error, opened(source):
        pass
    assert [dict(found.params)["page"] for found in error.value.findings] == ["2", "4"]


# ---------------------------------------------------------------------------- annotations

# flags of an annotation (ISO 32000-1, table 165)
INVISIBLE, HIDDEN, PRINTED, NO_ZOOM = 1, 2, 4, 8
FILLED = {"Subtype": Name.Widget, "FT": Name.Tx, "V": String("张三")}
NOTE = {"Subtype": Name.FreeText, "Contents": String("旁注")}


def annotated(tmp_path: Path, annotation: dict, on: range = range(1, 2), count: int = 4) -> Path:
    """A file with an annotation on some of its pages, counted from 0."""
    source = numbered(tmp_path / "a.pdf", count)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        fields = Array([pdf.make_indirect(Dictionary(annotation)) for _ in on])
        for index, one in zip(on, fields, strict=True):
            one.Rect = Array([10, 10, 90, 30])
            pdf.pages[index].obj.Annots = Array([one])
        pdf.Root.AcroForm = Dictionary(Fields=fields, NeedAppearances=True)
        pdf.save(source)
    return source


def as_pdf(annotation: dict) -> dict:
    """The same with the names of a PDF."""
    return {f"/{key}": value for key, value in annotation.items()}


@pytest.mark.parametrize(
    ("annotation", "lost"),
    [
        (FILLED | {"F": PRINTED}, True),
        (FILLED | {"F": PRINTED | NO_ZOOM}, True),
        (FILLED | {"F": PRINTED | INVISIBLE}, True),  # of unknown kinds alone
        (FILLED | {"FT": Name.Ch, "F": PRINTED}, True),
        (FILLED | {"FT": Name.Ch, "V": Array([String("甲")]), "F": PRINTED}, True),
        ({"Subtype": Name.Widget, "F": PRINTED,
          "Parent": Dictionary(FT=Name.Tx, V=String("张三"))}, True),
        (NOTE | {"F": PRINTED}, True),
        (FILLED | {"V": String(""), "F": PRINTED}, False),
        (FILLED | {"FT": Name.Ch, "V": Array([]), "F": PRINTED}, False),
        (FILLED | {"FT": Name.Btn, "V": Name.Off, "F": PRINTED}, False),
        ({"Subtype": Name.Widget, "FT": Name.Tx, "F": PRINTED}, False),
        (FILLED | {"F": 0}, False),
        (FILLED | {"F": PRINTED | HIDDEN}, False),
        (NOTE, False),
        (NOTE | {"F": NO_ZOOM}, False),
        (NOTE | {"F": INVISIBLE}, False),
        ({"Subtype": Name.Link, "F": PRINTED}, False),
        ({"Subtype": Name.Popup, "F": PRINTED}, False),
    ],
    ids=["text", "no zoom", "invisible", "choice", "choices", "text above", "note", "empty",
         "no choice", "button", "no value", "screen", "hidden", "note on screen", "note, no zoom",
         "note, invisible", "link", "popup"],
)  # fmt: skip
def test_what_only_a_viewer_could_draw_is_not_lost_in_silence(annotation, lost, tmp_path) -> None:
    """A field that is filled in and has no appearance: viewers draw it, a form XObject can't."""
    source = annotated(tmp_path, as_pdf(annotation))
    if lost:
        found = refusal(source)
        assert (found.code, dict(found.params)["pages"]) == ("impose-undrawn", "2")
        return
    with opened(source) as pdf:
        assert pdf.findings == []


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (range(1), "1"),
        (range(2, 10), "3, 4, 5, 6, 7, 8, 9, 10"),
        (range(9), "1, 2, 3, 4, 5, 6, 7, 8 …"),
    ],
)
def test_pages_are_named_up_to_eight(tmp_path: Path, on: range, told: str) -> None:
    found = refusal(annotated(tmp_path, as_pdf(NOTE | {"F": PRINTED}), on, 10))
    assert dict(found.params)["pages"] == told


# ---------------------------------------------------------------------------- what it says


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("D:20100430120000+08'00'", "2010-04-30"),
        ("D:20100430", "2010-04-30"),
        ("D:201004", "2010-04"),
        ("D:2010", "2010"),
        ("2010", ""),
        ("D:20100430 at noon", ""),
        ("", ""),
    ],
)
def test_the_date_is_the_files_own(tmp_path: Path, stated: str, date: str) -> None:
    with opened(numbered(tmp_path / "a.pdf", 1, CreationDate=stated)) as source:
        assert source.date == date
        assert source.made_on == (stated if date else "")


@pytest.mark.parametrize(
    ("title", "shown"), [(" 党建\n工作 ", "党建 工作"), ("", "a"), ("A\x7fB", "A B")]
)
def test_the_title_is_one_line(tmp_path: Path, title: str, shown: str) -> None:
    with opened(numbered(tmp_path / "a.pdf", 1, Title=title)) as source:
        assert source.title == shown


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    '<rdf:Description rdf:about=""{}</rdf:Description></rdf:RDF></x:xmpmeta>'
)


@pytest.mark.parametrize(
    ("claim", "standard"),
    [
        ("><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "PDF/X-4"),
        (" pdfxid:GTS_PDFXVersion='PDF/X-4p'>", "PDF/X-4p"),
        ("><pdfaid:part>2</pdfaid:part>", "PDF/A-2"),
        ("", "PDF/X-1a:2003"),
        ("><dc:format>PDF/X-4</dc:format>", ""),
    ],
)
def test_the_standard_that_a_file_claims(tmp_path: Path, claim: str, standard: str) -> None:
    with pikepdf.new() as pdf:
        page(pdf, b"q Q", PAGE)
        if claim:
            pdf.Root.Metadata = pdf.make_stream(XMP.format(claim).encode())
        else:
            pdf.docinfo["/GTS_PDFXVersion"] = standard
        path = saved(pdf, tmp_path / "a.pdf")
    with opened(path) as source:
        assert source.standard == standard
