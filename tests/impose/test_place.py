"""Sheets read back: every page where a folded dummy wants it, upright, whole, once."""

import hashlib
import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageChops

from huozi import __version__
from huozi.impose.frame import Room
from huozi.impose.job import impose
from huozi.impose.paper import Size
from huozi.impose.place import matrix
from huozi.impose.plan import Flip, Style
from huozi.impose.schedule import Edge, Sheet
from huozi.impose.source import SourcePage
from huozi.pdf.boxes import Box
from huozi.values.length import mm
from tests.impose.folding import fold, leaf_through, nest, printed
from tests.impose.pdfs import PAGE, figures, job, numbered, page, raster, saved, tables, words


def sides_of(order) -> list:
    return tables(figures(impose(order).data))


def bound_from_pdf(order, rows: int, columns: int, tumble: bool, sheets: int = 0) -> list:
    """Fold what the PDF shows. `sheets` are those of a section, all when not given."""
    sides = sides_of(order)
    right = order.binding is Edge.RIGHT
    folded = [
        fold(printed(front, back, rows, columns, tumble), rows, columns, right)
        for front, back in zip(sides[::2], sides[1::2], strict=True)
    ]
    size = sheets or len(folded)
    sections = [folded[start : start + size] for start in range(0, len(folded), size)]
    return leaf_through(leaf for section in sections for leaf in nest(section))


# ---------------------------------------------------------------------------- folded dummies


@pytest.mark.slow
@pytest.mark.parametrize("flip", [None, Flip.LONG, Flip.SHORT])
@pytest.mark.parametrize("binding", list(Edge))
@pytest.mark.parametrize(("up", "grid"), [(2, (1, 2)), (4, (2, 2)), (8, (2, 4)), (16, (4, 4))])
def test_the_dummy_of_a_printed_booklet_reads_in_order(
    tmp_path: Path, up: int, grid: tuple[int, int], flip: Flip | None, binding: Edge
) -> None:
    source = numbered(tmp_path / "a.pdf", 64)
    order = job(source, "大度对开", up=up, flip=flip, binding=binding)
    made = pikepdf.open(impose(order) and order.output)
    _, _, width, height = map(float, made.pages[0].mediabox)
    landscape = width > height
    tumble = flip is not None and (flip is Flip.LONG) is landscape
    assert bound_from_pdf(order, *grid, tumble) == list(range(64))


def test_a_single_page_is_the_front_of_a_booklet(tmp_path: Path) -> None:
    front, back = figures(impose(job(numbered(tmp_path / "a.pdf", 1))).data)
    assert [w.text for w in front] == ["1"]
    assert front[0].x == pytest.approx(mm(210) + PAGE.width_pt / 2, abs=0.05)
    assert back == []


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 3, 5, 13])
def test_odd_counts_end_with_blanks(tmp_path: Path, count: int) -> None:
    order = job(numbered(tmp_path / "a.pdf", count))
    read = bound_from_pdf(order, 1, 2, False)
    assert read == [*range(count), *[None] * (-count % 4)]


def test_signatures_for_sewing(tmp_path: Path) -> None:
    order = job(numbered(tmp_path / "a.pdf", 48), style=Style.SEWN, signature=16)
    assert bound_from_pdf(order, 1, 2, False, sheets=4) == list(range(48))


def test_cut_piles(tmp_path: Path) -> None:
    sides = sides_of(job(numbered(tmp_path / "a.pdf", 24), style=Style.STACK, up=4))
    fronts, backs = sides[::2], sides[1::2]
    piles = [
        [(f[row, column][0], b[row, 1 - column][0]) for f, b in zip(fronts, backs, strict=True)]
        for row in (0, 1)
        for column in (0, 1)
    ]
    assert [page for pile in piles for leaf in pile for page in leaf] == list(range(24))


# ---------------------------------------------------------------------------- registration


@pytest.mark.slow
@pytest.mark.parametrize(
    ("up", "style", "room"),
    [
        (2, Style.SADDLE, Room()),
        (8, Style.PERFECT, Room(spine_pt=mm(3), trim_pt=mm(3))),
        (4, Style.STACK, Room(gap_pt=mm(7))),
    ],
)
@pytest.mark.parametrize("flip", list(Flip))
def test_backs_lie_exactly_behind_fronts(tmp_path: Path, up, style, room, flip) -> None:
    """Both pages of a leaf are printed on the same place of the paper, creep and all."""
    order = job(
        numbered(tmp_path / "a.pdf", 32), "大度对开", up=up, style=style, room=room, flip=flip,
        caliper_pt=mm(0.5),
    )  # fmt: skip
    data = impose(order).data
    with pikepdf.open(order.output) as made:
        _, _, width, height = map(float, made.pages[0].mediabox)
    tumble = (flip is Flip.LONG) is (width > height)
    sides = figures(data)
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        behind = {int(word.text): word for word in back}
        for word in front:
            number = int(word.text)
            partner = behind[number + 1 if number % 2 else number - 1]
            x, y = (partner.x, height - partner.y) if tumble else (width - partner.x, partner.y)
            assert (x, y) == pytest.approx((word.x, word.y), abs=0.05)


@pytest.mark.slow
def test_creep_moves_inner_pages_to_the_spine(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 32)
    still, moved = (
        {int(w.text): w.x for side in figures(impose(job(source, caliper_pt=c)).data) for w in side}
        for c in (0.0, mm(0.1))
    )
    for number in range(1, 33):
        leaf = (number - 1) // 2
        depth = min(leaf, 15 - leaf)
        towards = -1 if number % 2 else 1  # odd pages have their spine on the left
        assert moved[number] - still[number] == pytest.approx(towards * depth * mm(0.1), abs=0.02)


# ---------------------------------------------------------------------------- pages of all kinds


@pytest.mark.slow
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_alone_looks_as_it_did(tmp_path: Path, rotate: int) -> None:
    """One page on a sheet of its own size: the picture is the same as the page's own."""
    source = numbered(tmp_path / "a.pdf", 1, PAGE, [rotate])
    order = job(source, f"{100}x{140}", style=Style.N_UP, up=1, one_sided=True)
    before, after = raster(source.read_bytes(), 0), raster(impose(order).data, 0)
    assert before.size == after.size
    assert ImageChops.difference(before, after).getextrema()[1] < 40
    assert before.getextrema()[0] < 100  # and there is something to see


def test_rotated_pages_are_upright_in_the_booklet(tmp_path: Path) -> None:
    order = job(numbered(tmp_path / "a.pdf", 8, rotations=[0, 90, 180, 270]))
    assert bound_from_pdf(order, 1, 2, False) == list(range(8))


BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    st.floats(-500, 500), st.floats(-500, 500), st.floats(1, 900), st.floats(1, 900),
)  # fmt: skip


@given(
    BOXES,
    st.sampled_from([0, 90, 180, 270]),
    st.sampled_from([0, 180]),
    st.floats(0.1, 3),
    st.floats(0.5, 2),
)
def test_the_trim_lands_where_its_cell_is(box, rotate, turned, unit, scale) -> None:
    """Corner on corner: the page's trimmed box fills its place for every rotation and unit."""
    leaf = SourcePage(box, box, rotate, unit)
    a, b, c, d, e, f = matrix(leaf, turned, scale, 10, 20)
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (box.left, box.right)
        for y in (box.bottom, box.top)
    ]
    xs, ys = zip(*corners, strict=True)
    size = leaf.size
    assert (min(xs), min(ys)) == pytest.approx((10, 20), abs=1e-6)
    assert (max(xs) - 10, max(ys) - 20) == pytest.approx(
        (size.width_pt * scale, size.height_pt * scale)
    )
    assert a * d - b * c > 0  # no page is mirrored


def test_small_pages_stand_in_the_middle_of_their_cells(tmp_path: Path) -> None:
    small = Size(mm(60), mm(80))
    source = numbered(tmp_path / "a.pdf", 4, sizes=[PAGE, small])
    report = impose(job(source, "A4"))
    assert "impose-mixed" in {f.code for f in report.findings}
    (front, _) = figures(report.data)
    assert {w.text for w in front} == {"4", "1"}
    four, one = sorted(front, key=lambda w: w.x)
    assert four.y == pytest.approx(one.y, abs=0.5)
    assert one.x - four.x == pytest.approx(PAGE.width_pt, abs=0.5)


def test_pages_made_smaller_fill_their_cells(tmp_path: Path) -> None:
    """Two pages of A4 on A4: 70.7 %, edge to edge; a square in each corner of each page shows."""
    a4 = Size(mm(210), mm(297))
    squares = " ".join(
        f"{x:.2f} {y:.2f} 40 40 re" for x in (0, a4.width_pt - 40) for y in (0, a4.height_pt - 40)
    )
    with pikepdf.new() as pdf:
        for _ in range(2):
            page(pdf, f"{squares} f".encode(), a4)
        source = saved(pdf, tmp_path / "a.pdf")
    report = impose(job(source, "A4", style=Style.N_UP, fit=True, one_sided=True))
    assert [f.code for f in report.findings] == ["impose-scaled"]
    picture = raster(report.data, 0, 72)
    width, height = picture.size
    side = 40 * 0.5**0.5  # 28 pt
    for left in (0, width // 2):
        for x, black in ((5, True), (side - 4, True), (side + 4, False), (width / 2 - 6, True)):
            for y in (5, height - 6):
                assert (picture.getpixel((int(left + x), y)) < 128) is black, (left, x, y)


def test_boxes_are_honoured(tmp_path: Path) -> None:
    """TrimBox before CropBox before MediaBox; what lies outside the bleed is not printed."""
    with pikepdf.new() as pdf:
        ink = b"0 g 0 0 400 500 re f"  # black all over
        more = {"TrimBox": Array([100, 100, 300, 400]), "CropBox": Array([50, 50, 350, 450])}
        page(pdf, ink, Size(400, 500), **more, BleedBox=Array([90, 90, 310, 410]))
        page(pdf, ink, Size(400, 500), **more)
        page(pdf, ink, Size(400, 500), CropBox=Array([100, 100, 300, 400]))
        source = saved(pdf, tmp_path / "a.pdf")
    data = impose(job(source, "400x400", style=Style.N_UP, up=1, one_sided=True)).data
    boxes = [raster(data, i, 72).point(lambda v: 255 - v).getbbox() for i in range(3)]
    sizes = [(x1 - x0, y1 - y0) for x0, y0, x1, y1 in boxes]
    bled = (200 + 2 * mm(3), 300 + 2 * mm(3))
    for size, wanted in zip(sizes, (bled, (200, 300), (200, 300)), strict=True):
        assert size == pytest.approx(wanted, abs=2)


def test_bleed_never_runs_over_the_spine(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for grey in ("0", "1"):
            content = f"{grey} g 0 0 400 500 re f".encode()
            boxes = {"TrimBox": Array([50, 50, 350, 450]), "BleedBox": Array([40, 40, 360, 460])}
            page(pdf, content, Size(400, 500), **boxes)
        source = saved(pdf, tmp_path / "a.pdf")
    data = impose(job(source, style=Style.N_UP)).data
    picture = raster(data, 0, 72)
    middle = picture.width // 2
    assert picture.getpixel((middle - 3, picture.height // 2)) == 0
    assert picture.getpixel((middle + 2, picture.height // 2)) == 255


def test_bleed_is_cut_off_at_the_fold_though_nothing_is_printed_there(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        boxes = {"TrimBox": Array([50, 50, 350, 450]), "BleedBox": Array([40, 40, 360, 460])}
        for content in (b"0 g 0 0 400 500 re f", b""):
            page(pdf, content, Size(400, 500), **boxes)
        source = saved(pdf, tmp_path / "a.pdf")
    picture = raster(impose(job(source, style=Style.N_UP)).data, 0, 72)
    middle = picture.width // 2
    assert picture.getpixel((middle - 3, picture.height // 2)) == 0
    assert picture.getpixel((middle + 2, picture.height // 2)) == 255


def test_what_a_page_inherits_is_found(tmp_path: Path) -> None:
    """MediaBox, Rotate and Resources may stand in a node above the page."""
    source = numbered(tmp_path / "a.pdf", 2, PAGE, [90])
    with pikepdf.open(source, inherit_page_attributes=False, allow_overwriting_input=True) as pdf:
        for key in (Name.MediaBox, Name.Rotate, Name.Resources):
            pdf.Root.Pages[key] = pdf.pages[0].obj[key]
            for one in pdf.Root.Pages.Kids:
                del one[key]
        pdf.save(source)
    front = figures(impose(job(source, "A4")).data)[0]
    assert [(w.text, w.angle) for w in front] == [("1", 0)]


def test_units_larger_than_a_point(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page(pdf, b"0 g 0 0 50 70 re f", Size(50, 70), UserUnit=4)
        source = saved(pdf, tmp_path / "a.pdf")
    order = job(source, "A4", style=Style.N_UP, up=1, one_sided=True)
    x0, y0, x1, y1 = raster(impose(order).data, 0, 72).point(lambda v: 255 - v).getbbox()
    assert (x1 - x0, y1 - y0) == pytest.approx((200, 280), abs=2)


def test_bleed_is_measured_in_points_whatever_the_unit(tmp_path: Path) -> None:
    """A BleedBox 1 unit outside the trim is 4 pt of bleed with UserUnit 4."""
    with pikepdf.new() as pdf:
        boxes = {"TrimBox": Array([10, 10, 60, 80]), "BleedBox": Array([9, 9, 61, 81])}
        page(pdf, b"0 g 0 0 70 90 re f", Size(70, 90), UserUnit=4, **boxes)
        source = saved(pdf, tmp_path / "a.pdf")
    order = job(source, "A4", style=Style.N_UP, up=1, one_sided=True)
    x0, y0, x1, y1 = raster(impose(order).data, 0, 144).point(lambda v: 255 - v).getbbox()
    assert ((x1 - x0) / 2, (y1 - y0) / 2) == pytest.approx((208, 288), abs=1)


def test_state_runs_on_from_stream_to_stream(tmp_path: Path) -> None:
    """A page's streams are one program, cut anywhere between two operators."""
    with pikepdf.new() as pdf:
        parts = [pdf.make_stream(p) for p in (b"0 g 10 10", b"50 50 re", b"f")]
        page(pdf, Array(parts), Size(100, 100))
        source = saved(pdf, tmp_path / "a.pdf")
    order = job(source, "A4", style=Style.N_UP, up=1, one_sided=True)
    assert raster(impose(order).data, 0, 72).getextrema()[0] == 0


def test_hidden_layers_stay_hidden_and_stamps_stay(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="draft"))
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), BaseState=Name.ON)
        )
        look = pdf.make_stream(b"0 g 0 0 20 20 re f")
        look[Name.Type], look[Name.Subtype] = Name.XObject, Name.Form
        look[Name.BBox] = Array([0, 0, 20, 20])
        stamp = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Stamp, F=4, Rect=Array([70, 70, 90, 90]),
                AP=Dictionary(N=look),
            )
        )  # fmt: skip
        page(
            pdf, b"/OC /L BDC 0 g 0 0 50 50 re f EMC", Size(100, 100),
            Resources=Dictionary(Properties=Dictionary(L=layer)), Annots=Array([stamp]),
        )  # fmt: skip
        source = saved(pdf, tmp_path / "a.pdf")
    order = job(source, "100x100", style=Style.N_UP, up=1, one_sided=True)
    report = impose(order)
    assert "impose-annotations" in {f.code for f in report.findings}
    x0, y0, x1, y1 = raster(report.data, 0, 72).point(lambda v: 255 - v).getbbox()
    assert (x1 - x0, y1 - y0) == pytest.approx((20, 20), abs=2)


# ---------------------------------------------------------------------------- the file


def test_the_same_order_gives_the_same_bytes(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 20, Title="汇编", CreationDate="D:20100401000000Z")
    order = job(source, marks=True, slug=True, style=Style.PERFECT)
    first = impose(order).data
    (tmp_path / "elsewhere").mkdir()
    moved = tmp_path / "elsewhere" / "a.pdf"
    moved.write_bytes(source.read_bytes())
    second = impose(replace(order, source=moved, output=moved.with_name("o.pdf"))).data
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert order.output.read_bytes() == first


def test_the_file_says_how_it_is_to_be_printed(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 4, Title="汇编", CreationDate="D:20100401000000Z")
    order = job(source)
    impose(order)
    reader = pypdf.PdfReader(order.output)
    assert reader.pdf_header >= "%PDF-1.7", "`Duplex` is of 1.7"
    wishes = reader.trailer["/Root"]["/ViewerPreferences"]
    assert wishes["/PrintScaling"] == "/None"
    assert wishes["/Duplex"] == "/DuplexFlipShortEdge"
    assert wishes["/PickTrayByPDFSize"].value is True
    assert reader.metadata.title == "汇编"
    assert reader.metadata["/CreationDate"] == reader.metadata["/ModDate"] == "D:20100401000000Z"
    assert reader.metadata.producer == reader.metadata.creator == f"Huozi {__version__}"


def test_no_date_is_made_up(tmp_path: Path) -> None:
    order = job(numbered(tmp_path / "a.pdf", 4))
    impose(order)
    metadata = pypdf.PdfReader(order.output).metadata
    assert (metadata.creation_date, metadata.modification_date) == (None, None)


def test_what_was_made_is_reported(tmp_path: Path) -> None:
    made = impose(job(numbered(tmp_path / "a.pdf", 30), style=Style.SEWN))
    assert (made.pages, made.sheets) == (30, 8)
    assert made.sheet == "420.0 × 297.0 mm"
    flat = impose(job(tmp_path / "a.pdf", style=Style.REPEAT, up=4, one_sided=True))
    assert (flat.pages, flat.sheets) == (30, 30)
    assert len(pypdf.PdfReader(tmp_path / "sheets.pdf").pages) == 30


def test_what_colours_mean_and_how_they_mix_is_kept(tmp_path: Path) -> None:
    """The output intent of the file, and the transparency group of a page (ISO 32000-1, 14.11.5
    and 11.6.6).
    """
    with pikepdf.new() as pdf:
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True)
        page(pdf, b"q Q", PAGE, Group=group)
        page(pdf, b"q Q", PAGE)
        pdf.Root.OutputIntents = Array(
            [Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA39"))]
        )
        source = saved(pdf, tmp_path / "a.pdf")
    data = impose(job(source, style=Style.N_UP)).data
    with pikepdf.open(io.BytesIO(data)) as made:
        (intent,) = made.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        forms = made.pages[0].Resources.XObject
        assert forms.P1.Group == group
        assert "/Group" not in forms.P2


def test_a_form_shows_a_page_with_its_bleed_and_no_more(tmp_path: Path) -> None:
    """Of a bleed of 10 units of 2 pt, 3 mm show: 4.252 units around the trim."""
    boxes = {"TrimBox": Array([50, 50, 350, 450]), "BleedBox": Array([40, 49, 360, 460])}
    with pikepdf.new() as pdf:
        page(pdf, b"q Q", Size(400, 500), UserUnit=2, **boxes)
        source = saved(pdf, tmp_path / "a.pdf")
    data = impose(job(source, "1000x1000", style=Style.N_UP, up=1, one_sided=True)).data
    with pikepdf.open(io.BytesIO(data)) as made:
        (sheet,) = made.pages
        assert [float(v) for v in sheet.mediabox] == [0, 0, 2834.646, 2834.646]
        form = sheet.Resources.XObject.P1
        assert (form.Type, form.Subtype) == (Name.XObject, Name.Form)
        shown = Box(*map(float, form.BBox))
    over = shown.over(Box(50, 50, 350, 450))
    assert over == pytest.approx((mm(3) / 2, 1, mm(3) / 2, mm(3) / 2), abs=0.001)


def test_a_page_is_clipped_to_its_window(tmp_path: Path) -> None:
    """Two pages of 100 × 140 mm with 3 mm of bleed on A4: at the spine nothing is added."""
    with pikepdf.new() as pdf:
        boxes = {
            "TrimBox": Array([20, 20, 20 + mm(100), 20 + mm(140)]),
            "BleedBox": Array([0, 0, 40 + mm(100), 40 + mm(140)]),
        }
        for _ in range(2):
            page(pdf, b"q Q", Size(mm(100) + 40, mm(140) + 40), **boxes)
        source = saved(pdf, tmp_path / "a.pdf")
    data = impose(job(source, "A4", style=Style.N_UP)).data
    with pikepdf.open(io.BytesIO(data)) as made:
        said = made.pages[0].Contents.read_bytes().decode()
    clips = [
        tuple(map(float, found)) for found in re.findall(r"q (\S+) (\S+) (\S+) (\S+) re W n", said)
    ]
    left, bottom = (297 - 200) / 2, (210 - 140) / 2
    wanted = [(left - 3, bottom - 3, 103, 146), (left + 100, bottom - 3, 103, 146)]
    assert clips == [pytest.approx(tuple(map(mm, box)), abs=0.001) for box in wanted]


def test_what_pages_share_is_copied_once(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        shared = pdf.make_indirect(Dictionary(Font=Dictionary(F=pdf.make_stream(b"x" * 9999))))
        for _ in range(40):
            page(pdf, b"q Q", PAGE, Resources=shared)
        source = saved(pdf, tmp_path / "a.pdf", compress_streams=False)
    assert len(impose(job(source)).data) < 40_000


# ---------------------------------------------------------------------------- marks and slug


def test_the_slug_names_book_date_sheet_and_side(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 32, Title="党建工作汇编", CreationDate="D:201004")
    order = job(source, slug=True, style=Style.SEWN)
    impose(order)
    pages = pypdf.PdfReader(order.output).pages
    assert "党建工作汇编　2010-04　第 1/8 张　正面　第 1/2 帖" in pages[0].extract_text()
    assert "第 8/8 张　背面　第 2/2 帖" in pages[15].extract_text()
    impose(replace(order, slug_language="en"))
    text = pypdf.PdfReader(order.output).pages[1].extract_text()
    assert "sheet 1 of 8　back　signature 1 of 2" in text


def test_without_a_title_the_file_is_named(tmp_path: Path) -> None:
    order = job(numbered(tmp_path / "手册.pdf", 4), slug=True)
    impose(order)
    assert "手册　第 1/1 张" in pypdf.PdfReader(order.output).pages[0].extract_text()


def test_long_titles_and_missing_sorts(tmp_path: Path) -> None:
    """A title is cut where the room ends; what the face lacks is a 〓."""
    order = job(numbered(tmp_path / "a.pdf", 4, Title="\U0001f600" + "长" * 500), slug=True)
    data = impose(order).data
    text = pypdf.PdfReader(order.output).pages[0].extract_text()
    assert "〓长" in text
    assert "…　第 1/1 张" in text
    slug = [w for w in words(data)[0] if "长" in w.text]
    assert slug[0].x < mm(210)  # within the left page


@pytest.mark.slow
@pytest.mark.parametrize("style", [Style.SEWN, Style.PERFECT])
def test_collation_marks_are_on_the_outside_of_each_signature_only(tmp_path: Path, style) -> None:
    room = Room(spine_pt=mm(3) if style is Style.PERFECT else 0)
    order = job(numbered(tmp_path / "a.pdf", 64), style=style, room=room)
    bare, marked = impose(order).data, impose(replace(order, marks=True)).data
    tops = []
    for index in range(32):
        change = ImageChops.difference(raster(bare, index), raster(marked, index))
        width, height = change.size
        reach = int(PAGE.height_pt * 60 / 72 / 2)
        strip = change.crop(
            (width // 2 - 6, height // 2 - reach, width // 2 + 6, height // 2 + reach)
        )
        if box := strip.getbbox():
            tops.append((index, box[1]))
    assert [index for index, _ in tops] == [0, 8, 16, 24]  # 8 sides to a signature
    assert [top for _, top in tops] == sorted({top for _, top in tops})


def test_marks_never_touch_a_page(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 16)
    order = job(source, "A3", room=Room(trim_pt=mm(3)), up=4)
    bare, marked = impose(order).data, impose(replace(order, marks=True, slug=True)).data
    change = ImageChops.difference(raster(bare, 0, 72), raster(marked, 0, 72))
    width, height = change.size
    pages_box = (
        width / 2 - PAGE.width_pt, height / 2 - PAGE.height_pt - mm(3),
        width / 2 + PAGE.width_pt, height / 2 + PAGE.height_pt + mm(3),
    )  # fmt: skip
    assert change.getbbox() is not None
    assert change.crop(tuple(int(v) for v in pages_box)).getbbox() is None


def test_no_room_is_told_with_the_sheets(tmp_path: Path) -> None:
    order = job(numbered(tmp_path / "a.pdf", 4), "200x140", marks=True, slug=True)
    told = {f.code for f in impose(order).findings}
    assert told == {"impose-no-marks-both", "impose-no-slug"}


def test_empty_sides_of_proofs_are_printed_empty(tmp_path: Path) -> None:
    order = job(numbered(tmp_path / "a.pdf", 3), style=Style.N_UP, up=4)
    assert [len(side) for side in figures(impose(order).data)] == [3, 0]


def test_a_layout_has_no_seams_without_neighbours() -> None:
    assert Sheet(1, 1, (), ()).column_seams == ()
