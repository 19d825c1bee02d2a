"""The interpreter: what content streams come to on the page."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from huozi.pdf.boxes import Box
from huozi.pdf.marks import Colour, Picture, Shading, Shape, ShownString, colours
from huozi.preflight.limits import DEFAULT, Budget
from huozi.preflight.paint import Painter
from huozi.preflight.tokens import Trouble, operators
from tests.preflight.sample import Book, show

AREA = Box(0, 0, 1000, 1000)


def painted(content: bytes, resources: object = None) -> Painter:
    painter = Painter(AREA, Budget(DEFAULT), {})
    painter.run(content, resources or {})
    return painter


def marks(content: bytes, resources: object = None) -> list:
    return painted(content, resources).painted.marks


@pytest.fixture(scope="module")
def book() -> Book:
    return Book()


# ------------------------------------------------------------------------------------ tokens


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"1 -2.5 +.5 4. m", [("m", [1, -2.5, 0.5, 4])]),
        (b"/A#20b gs", [("gs", ["A b"])]),
        (rb"(a\(b(c)\)\n\101\\) Tj", [("Tj", [b"a(b(c))\nA\\"])]),
        (b"(a\\\nb\r\nc) Tj", [("Tj", [b"ab\nc"])]),
        (b"<48 656> Tj", [("Tj", [b"He`"])]),
        (b"[(a) -20 <62>]TJ", [("TJ", [[b"a", -20, b"b"]])]),
        (b"/P <</MCID 1/X[true null]>> BDC", [("BDC", ["P", {"MCID": 1, "X": [True, None]}])]),
        (b"0 g % 1 g\n1 G", [("g", [0]), ("G", [1])]),
        (b"BI /W 1 /H 1 ID \x00 EI Q", [("BI", [{"W": 1, "H": 1}]), ("Q", [])]),
        (b"BI /W 4 /H 1 /BPC 8 ID  EI  EI Q", [("BI", [{"W": 4, "H": 1, "BPC": 8}]), ("Q", [])]),
        (b"f*q", [("f*q", [])]),
        (b"(never ends", []),
    ],
)
def test_streams_fall_into_operators(data: bytes, expected: list) -> None:
    assert list(operators(data, Trouble())) == expected


# ------------------------------------------------------------------------------------- paths


def test_a_path_stands_where_the_matrix_puts_it() -> None:
    (shape,) = marks(b"q 2 0 0 3 10 20 cm 1 1 4 5 re f Q")
    assert isinstance(shape, Shape)
    assert shape.box == Box(12, 23, 20, 38) and shape.rectangle and shape.stroke is None


def test_saved_states_come_back() -> None:
    first, second = marks(b"q 0.5 g 0 0 1 1 re f Q 0 0 1 1 re f")
    assert first.fill == Colour("gray", (0.5,)) and second.fill == Colour("gray", (0.0,))


def test_a_stroke_has_its_width_around_it() -> None:
    (shape,) = marks(b"2 0 0 2 0 0 cm 3 w 10 10 m 20 10 l S")
    assert shape.line_pt == 6 and shape.box == Box(17, 17, 43, 23)


def test_a_clip_cuts_what_is_painted_after_it() -> None:
    cut, whole = marks(b"q 5 5 10 10 re W n 0 0 100 100 re f Q 0 0 100 100 re f")
    assert cut.box == Box(5, 5, 15, 15) and whole.box == Box(0, 0, 100, 100)


def test_a_frame_is_four_rules_with_nothing_inside() -> None:
    frame = marks(b"2 w 10 10 100 50 re S")
    assert [rule.box for rule in frame] == [
        Box(9, 9, 111, 11), Box(109, 9, 111, 61), Box(9, 59, 111, 61), Box(9, 9, 11, 61),
    ]  # fmt: skip
    assert {(rule.stroke, rule.line_pt, rule.fill) for rule in frame} == {
        (Colour("gray", (0.0,)), 2, None)
    }


def test_a_frame_that_is_filled_is_one_area() -> None:
    (area,) = marks(b"2 w 10 10 100 50 re B")
    assert area.box == Box(9, 9, 111, 61)


def test_a_curve_lies_within_its_points() -> None:
    (shape,) = marks(b"0 0 m 0 50 90 50 90 0 c f")
    assert shape.box == Box(0, 0, 90, 50) and not shape.rectangle


@pytest.mark.parametrize(
    ("content", "colour"),
    [
        (b"0.2 g", Colour("gray", (0.2,))),
        (b"1 0 0 rg", Colour("rgb", (1, 0, 0))),
        (b"0 0 0 1 k", Colour("cmyk", (0, 0, 0, 1))),
        (b"/DeviceCMYK cs", Colour("cmyk", (0, 0, 0, 1))),
        (b"/DeviceRGB cs 0 1 0 sc", Colour("rgb", (0, 1, 0))),
        (b"/Spot cs 0.5 scn", Colour("spot", (0.5,), ("Gold",))),
        (b"/Icc cs 0 0 0 1 scn", Colour("icc-cmyk", (0, 0, 0, 1))),
        (b"/Indexed cs 3 sc", Colour("rgb")),
    ],
)
def test_colours_are_known_by_their_family(content: bytes, colour: Colour, book: Book) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1)
    spaces = Dictionary(
        Spot=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint]),
        Icc=Array([Name.ICCBased, Stream(book.pdf, b"", N=4)]),
        Indexed=Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String("abcdef")]),
    )
    (shape,) = marks(content + b" 0 0 1 1 re f", Dictionary(ColorSpace=spaces))
    assert shape.fill == colour


@pytest.mark.parametrize(
    ("colour", "white"),
    [
        (Colour("gray", (1,)), True), (Colour("gray", (0.9,)), False),
        (Colour("rgb", (1, 1, 1)), True), (Colour("rgb", (1, 1, 0)), False),
        (Colour("cmyk", (0, 0, 0, 0)), True), (Colour("cmyk", (0, 0, 0, 1)), False),
        (Colour("spot", (0,), ("Gold",)), True), (Colour("pattern"), False),
    ],
)  # fmt: skip
def test_white_is_no_ink(colour: Colour, white: bool) -> None:
    assert colour.white is white


def test_a_pattern_is_looked_into_for_its_colours(book: Book) -> None:
    tile = Stream(book.pdf, b"1 0 0 rg 0 0 9 9 re f", PatternType=1, BBox=[0, 0, 9, 9])
    painter = painted(b"/Pattern cs /P scn 0 0 50 50 re f", Dictionary(Pattern=Dictionary(P=tile)))
    assert list(painter.painted.spaces) == ["pattern", "rgb"]
    assert len(painter.painted.marks) == 1, "the tile itself stands nowhere on the page"


def test_patterns_of_one_name_are_told_apart(book: Book) -> None:
    """Each form has its own resources: what /P is on the page, another /P is in a form."""
    tiles = [
        book.pdf.make_indirect(
            Stream(book.pdf, colour + b" 0 0 9 9 re f", PatternType=1, BBox=[0, 0, 9, 9])
        )
        for colour in (b"0 g", b"1 0 0 rg")
    ]
    filled = b"/Pattern cs /P scn 0 0 50 50 re f"
    form = Stream(book.pdf, filled, Subtype=Name.Form, BBox=[0, 0, 99, 99])
    form.Resources = Dictionary(Pattern=Dictionary(P=tiles[1]))
    resources = Dictionary(
        Pattern=Dictionary(P=tiles[0]), XObject=Dictionary(X=book.pdf.make_indirect(form))
    )
    assert list(painted(filled + b" /X Do", resources).painted.spaces) == ["pattern", "gray", "rgb"]


def test_a_pattern_without_colours_takes_those_it_is_given(book: Book) -> None:
    """Of /PaintType 2: the colour stands before the name (ISO 32000-1, 8.7.3.3)."""
    tile = Stream(book.pdf, b"0 0 9 9 re f", PatternType=1, PaintType=2, BBox=[0, 0, 9, 9])
    resources = Dictionary(
        ColorSpace=Dictionary(C=Array([Name.Pattern, Name.DeviceRGB])), Pattern=Dictionary(P=tile)
    )
    painter = painted(b"/C cs 1 0 0 /P scn 0 0 50 50 re f", resources)
    assert "rgb" in painter.painted.spaces
    assert painter.painted.marks[0].fill == Colour("rgb", (1, 0, 0))


def test_a_gradient_fills_its_clip() -> None:
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK)
    (mark,) = marks(b"1 1 8 8 re W n /S sh", Dictionary(Shading=Dictionary(S=shading)))
    assert mark == Shading(Box(1, 1, 9, 9), "cmyk")


# -------------------------------------------------------------------------------------- text


def test_glyphs_stand_where_their_widths_put_them(book: Book) -> None:
    (run,) = marks(show("活A字", 50, 100), book.resources)
    assert isinstance(run, ShownString)
    assert run.string == "活A字" and run.xs == (50, 60, 65) and run.widths == (10, 5, 10)
    assert run.y == 100 and run.level and run.visible
    assert run.box == Box(50, 98.8, 75, 108.8)


def test_size_is_what_stands_on_the_page(book: Book) -> None:
    (run,) = marks(b"0.5 0 0 -0.5 0 200 cm " + show("活", 50, 100), book.resources)
    assert run.size_pt == 5 and run.y == 150 and not run.level


@pytest.mark.parametrize(
    ("mode", "asked"),
    [(0, ["gray"]), (1, ["cmyk"]), (2, ["gray", "cmyk"]), (6, ["gray", "cmyk"])],
)
def test_letters_that_are_filled_and_outlined_have_two_colours(mode, asked, book: Book) -> None:
    content = b"0 g 1 0 0 0 K %d Tr " % mode + show("活", 50, 100)
    (run,) = marks(content, book.resources)
    assert [colour.family for colour in colours(run)] == asked


def test_a_font_without_widths_is_not_without_width(book: Book) -> None:
    """The fourteen standard fonts need not say how wide they are (ISO 32000-1, 9.6.2.2)."""
    standard = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    fonts = Dictionary(Font=Dictionary(F=book.pdf.make_indirect(standard)))
    (run,) = marks(b"BT /F 10 Tf 50 100 Td (AB) Tj ET", fonts)
    assert run.box.width == pytest.approx(10)


def test_spacing_stretch_and_kerning(book: Book) -> None:
    first, second = marks(b"BT /F 10 Tf 1 Tc 50 Tz [<00010002> -500 <0001>] TJ ET", book.resources)
    assert first.xs == (0, 5.5)
    assert second.xs == (13.5,)


def test_lines_move_down(book: Book) -> None:
    runs = marks(
        b"BT /F 10 Tf 12 TL 50 100 Td <0001> Tj T* <0001> Tj <0001> ' 0 -20 TD <0001> Tj T*"
        b" <0001> Tj ET",
        book.resources,
    )
    assert [run.y for run in runs] == [100, 88, 76, 56, 36]


def test_invisible_text_is_known(book: Book) -> None:
    (run,) = marks(b"3 Tr " + show("活", 50, 100), book.resources)
    assert not run.visible


# --------------------------------------------------------------------------- forms, pictures


def test_a_form_is_placed_clipped_and_left(book: Book) -> None:
    form = Stream(
        book.pdf, b"0.5 g q 0 0 99 99 re f", Subtype=Name.Form, BBox=[0, 0, 10, 10],
        Matrix=[1, 0, 0, 1, 100, 0],
    )  # fmt: skip
    inside, after = marks(
        b"2 0 0 2 0 0 cm /X Do 0 0 1 1 re f", Dictionary(XObject=Dictionary(X=form))
    )
    assert inside.box == Box(200, 0, 220, 20)
    assert after.fill == Colour("gray", (0.0,)), "what a form sets stays in the form"


def test_a_form_without_resources_uses_those_of_its_page(book: Book) -> None:
    form = Stream(book.pdf, show("活", 5, 5), Subtype=Name.Form, BBox=[0, 0, 50, 50])
    (run,) = marks(b"/X Do", Dictionary(XObject=Dictionary(X=form), Font=Dictionary(F=book.font)))
    assert run.string == "活"


def test_a_turned_picture_is_measured_along_its_sides(book: Book) -> None:
    image = Stream(book.pdf, b"", Subtype=Name.Image, Width=100, Height=50, BitsPerComponent=8,
                   ColorSpace=Name.DeviceGray)  # fmt: skip
    (picture,) = marks(b"0 72 -36 0 100 0 cm /X Do", Dictionary(XObject=Dictionary(X=image)))
    assert isinstance(picture, Picture)
    assert (picture.width_pt, picture.height_pt) == (72, 36)
    assert picture.box == Box(64, 0, 100, 72)


def test_a_soft_mask_is_transparency(book: Book) -> None:
    group = Stream(book.pdf, b"1 g 0 0 9 9 re f", Subtype=Name.Form, BBox=[0, 0, 9, 9])
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
    painter = painted(b"/G gs", Dictionary(ExtGState=Dictionary(G=state)))
    assert list(painter.painted.transparency) == ["SMask"]
    assert painter.painted.marks == []


def test_what_is_wrong_costs_only_itself() -> None:
    painter = painted(b"/Nope gs /Nope Do (x) Tj 1 2 cm 0 0 1 1 re f")
    assert painter.painted.trouble.count == 4
    assert len(painter.painted.marks) == 1
