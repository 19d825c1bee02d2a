"""Figures: size, place, caption; and pictures that are not fit to be printed."""

import io
import re
from hashlib import sha256

import pytest
from msgspec.structs import replace
from PIL import Image

from huozi.compile import plates
from huozi.compile.compiler import Compiler
from huozi.compile.drawing.lettering import Lettering
from huozi.compile.examined import MOST_PIXELS, Examined, examined
from huozi.compile.figures import abreast, unsound
from huozi.fonts.typecase import TypeCase
from huozi.jobs.check import check_book
from huozi.messages import render
from huozi.pdf.profile import PROFILES, Purpose
from huozi.values.errors import InputError
from huozi.values.manuscript import Block, BlockKind, Place, Severity
from tests.books import entry, make_book
from tests.compile.elements import HEAD_PT, LEADING_PT, MEASURE_PT, pages, text_of
from tests.compile.kit import FILE, compiler, paragraph, text, unit
from tests.compile.proofread import pages_of
from tests.pressing import press, refused


def png(width: int, height: int, **options) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height), 128).save(file, "PNG", **options)
    return file.getvalue()


def book(tmp_path, body: str, picture: bytes):
    return make_book(tmp_path, entries={"甲.md": entry(body)}, files={"content/图.png": picture})


def placed(tmp_path, attributes: str, picture: bytes = png(1000, 500)) -> tuple[float, float]:
    """The size a picture was placed in, in points."""
    from huozi.compile.rounds import Proofs
    from huozi.read.manuscript import read
    from huozi.read.units import setting, split
    from huozi.values.galley import Known

    made = book(tmp_path, f"文。\n\n![题](图.png){attributes}", picture)
    manuscript = read(made).manuscript
    own = next(u for u in split(manuscript, Known()) if u.kind.value == "article")
    first = compiler(files={"content/图.png": picture})
    proofs = Proofs(own, first.house, setting(manuscript))
    css = first.house.css(own.kind, setting(manuscript))
    first.engine.lay(proofs.sheet.html, css, own.place, True, proofs.again)
    (figure,) = proofs.look.figures
    return round(figure.width_pt, 1), round(figure.height_pt, 1)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("", (240.0, 120.0)),  # 300 dots to the inch
        ("{width=12字}", (126.0, 63.0)),
        ("{width=50mm}", (141.7, 70.9)),
        ("{height=8行}", (268.8, 134.4)),
        ("{height=40行}", (283.5, 141.8)),  # as wide as the measure: no white above and below
        ("{width=12字 height=20行}", (126.0, 63.0)),
        ("{width=12字 height=2行}", (67.2, 33.6)),
    ],
)
def test_sizes(tmp_path, attributes: str, size: tuple[float, float]) -> None:
    assert placed(tmp_path, attributes) == size


def test_a_picture_is_no_wider_than_the_measure_and_no_higher_than_a_page(tmp_path) -> None:
    width, _ = placed(tmp_path / "wide", "", png(4000, 400))
    assert width == MEASURE_PT
    _, height = placed(tmp_path / "high", "", png(400, 4000))
    assert height <= 25 * LEADING_PT


@pytest.mark.slow
def test_captions_stand_below_with_their_numbers() -> None:
    texts = "".join(text_of(runs) for runs in pages("figures"))
    for number, words in enumerate(
        ("会场全景", "签字的桌子", "高八行的图", "排在下一页页首的图"), 1
    ):
        assert f"图{number}" in texts.replace("\u3000", "").replace(" ", ""), words
    assert "图9" in texts.replace(" ", "")


def test_a_figure_waits_for_the_head_of_the_next_page() -> None:
    found = [runs for runs in pages("figures") if "排在下一页页首的图" in text_of(runs)]
    (runs,) = found
    caption = next(run for run in runs if "排在下一页页首的图" in run.text)
    body = [run.y_pt for run in runs if abs(run.size_pt - 10.5) < 0.05]
    assert max(body) < caption.y_pt < HEAD_PT


def test_a_figure_that_finds_no_next_page_stands_at_its_place(tmp_path) -> None:
    report = press(book(tmp_path, "文。\n\n![末图](图.png){.页首}\n\n完。", png(1200, 600)))
    texts = [text_of(runs) for runs in pages_of(report.output)[4:]]
    assert "末图" in texts[0]


@pytest.mark.slow
def test_coarse_pictures_are_told_and_refused_in_the_end(tmp_path) -> None:
    made = book(tmp_path, "文。\n\n![甲](图.png){width=100mm}", png(800, 400))
    (found,) = [f for f in press(made).findings if f.code.startswith("image")]
    assert (found.code, found.severity) == ("image-not-fine", Severity.WARNING)
    assert dict(found.params)["dpi"] == "203"
    press(made, final=True)
    made = book(tmp_path, "文。\n\n![甲](图.png){width=100mm}", png(400, 200))
    (found,) = [f for f in press(made).findings if f.code.startswith("image")]
    assert (found.code, found.place.line) == ("image-coarse", 6)
    assert [(f.code, f.severity) for f in refused(made, final=True)] == [
        ("image-coarse", Severity.ERROR)
    ]


def test_a_truncated_picture_is_refused_with_its_place(tmp_path) -> None:
    whole = png(600, 600, compress_level=0)
    made = book(tmp_path, "文。\n\n又。\n\n![甲](图.png)", whole[: len(whole) // 2])
    assert [(f.code, f.place.line) for f in refused(made)] == [("image-damaged", 8)]


def test_a_huge_picture_is_refused() -> None:
    file = io.BytesIO()
    Image.new("1", (10_000, MOST_PIXELS // 10_000 + 1)).save(file, "PNG")
    block = paragraph("", 7).__class__(
        paragraph("").kind.FIGURE, paragraph("", 7).place, (text("题"),), src="content/大.png"
    )
    found = list(
        unsound(unit(block), lambda path: file.getvalue(), True, Lettering(TypeCase(()), {}))
    )
    assert [(f.code, f.place.line) for f in found] == [("image-huge", 7)]


def moving(kind: str) -> bytes:
    file = io.BytesIO()
    frames = [Image.new("L", (600, 600), level) for level in (0, 128, 255)]
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=50)
    return file.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_of_a_picture_that_moves_the_first_frame_is_printed_and_told(tmp_path, kind: str) -> None:
    found = told(tmp_path, moving(kind), "image-moving")
    assert [(f.severity, dict(f.params)["frames"]) for f in found] == [(Severity.WARNING, "3")]


def told(tmp_path, picture: bytes, code: str, body: str = "![甲](图.png)", **keys):
    made = make_book(
        tmp_path, {"甲.md": entry(f"文。\n\n{body}")}, keys, {"content/图.png": picture}
    )
    return [f for f in press(made).findings if f.code == code]


def coloured(level: int = 200) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1200, 600), (level, 20, 20)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.slow
def test_that_colours_turn_grey_is_told_once(tmp_path) -> None:
    made = make_book(
        tmp_path,
        {f"{n}.md": entry(f"文。\n\n![题](图.png)\n\n![题]({n}.png)") for n in "甲乙"},
        files={
            f"content/{n}.png": coloured(at) for n, at in zip("图甲乙", (90, 150, 210), strict=True)
        },
    )
    (found,) = [f for f in press(made).findings if f.code == "image-grey"]
    assert (found.severity, found.place) == (Severity.INFO, Place("content/甲.md", 6, 6))
    assert dict(found.params) == {"path": "content/图.png", "count": "3"}


@pytest.mark.slow
def test_in_four_colours_nothing_turns_grey(tmp_path) -> None:
    assert not told(tmp_path, coloured(), "image-grey", printing={"colours": "full"})
    assert not told(tmp_path / "grey", png(1200, 600), "image-grey")


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["x1a", "x4"])
def test_rgb_x4_names_the_picture_and_what_helps(tmp_path, profile: str) -> None:
    """`rgb-x4`: the page was named, and what to do was what had been done."""
    made = make_book(
        tmp_path, {"甲.md": entry("文。\n\n![甲](图.png)")},
        {"printing": {"colours": "full"}, "date": "2010-04"}, {"content/图.png": coloured()},
    )  # fmt: skip
    (found,) = refused(made, purpose=Purpose(PROFILES[profile]))
    assert (found.code, found.place) == ("image-rgb", Place("content/甲.md", 6, 6))
    assert found.severity is Severity.ERROR
    assert "CMYK" in render(found, "zh")
    assert "content/图.png" in render(found, "en")


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(100_000, 1), (1, 20_000)])
def test_a_picture_as_thin_as_a_hair_is_refused(tmp_path, width: int, height: int) -> None:
    made = book(tmp_path, "文。\n\n![甲](图.png)", png(width, height))
    assert "image-thin" in [f.code for f in check_book(made).findings]
    told = [(f.code, f.place.line) for f in refused(made) if f.severity is Severity.ERROR]
    assert told[0] == ("image-thin", 6)
    assert set(told[1:]) <= {("account-small", 6)}


def test_no_message_shows_an_address_in_memory(tmp_path) -> None:
    made = book(tmp_path, "文。\n\n![甲](图.png)", b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    (found,) = refused(made)
    assert found.code == "image-damaged"
    assert "0x" not in render(found, "zh") + render(found, "en")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "image-empty"), (b"\n<!DOCTYPE html><p>404", "image-page"), (b"hello", "image-unknown")],
)
def test_what_is_no_picture_is_called_what_it_is(tmp_path, data: bytes, code: str) -> None:
    (found,) = refused(book(tmp_path, "文。\n\n![甲](图.png)", data))
    assert (found.code, found.place.line) == (code, 6)
    assert "?" not in render(found, "zh")


@pytest.mark.parametrize(
    ("attributes", "code"),
    [("{height=8丈}", "image-height"), ("{.页尾}", "image-place"), ("{width=8行}", "image-width")],
)
def test_what_is_refused(tmp_path, attributes: str, code: str) -> None:
    made = book(tmp_path, f"![甲](图.png){attributes}", png(10, 10))
    assert [f.code for f in refused(made)] == [code]


# ------------------------------------------------------------------------------- while it is set


@pytest.mark.parametrize("now", [png(300, 300), None], ids=["another", "gone"])
def test_a_picture_that_is_not_the_one_read_is_refused(now) -> None:
    """Its galley would be kept under the digest of the picture that was there before."""
    own, first = of_picture(png(1200, 600))
    given = Compiler(Later(iter(()), now), first.house, first.setting, first.case)
    with pytest.raises(InputError) as raised:
        given.compile(own)
    (found,) = raised.value.findings
    assert (found.code, found.place) == ("image-changed", Place(FILE, 6))


def test_a_picture_that_changes_while_its_page_is_set_is_printed_as_it_was_read() -> None:
    before = png(1200, 600)
    own, first = of_picture(before)
    later = Later(iter([before]), png(300, 300))
    made = Compiler(later, first.house, first.setting, first.case).compile(own)
    assert made == first.compile(own)


def of_picture(data: bytes):
    """A unit with a figure, and a compiler that has its picture."""
    block = Block(BlockKind.FIGURE, Place(FILE, 6), src="content/图.png")
    own = replace(unit(block), images=(("content/图.png", sha256(data).hexdigest()),))
    return own, compiler(files={"content/图.png": data})


class Later:
    """A picture that is another one after so many looks at it."""

    def __init__(self, given, now) -> None:
        self.given, self.now = given, now

    def __call__(self, path: str) -> bytes:
        found = next(self.given, self.now)
        if found is None:
            raise LookupError(path)
        return found


def in_a_row(*written: tuple[str, str]) -> list[tuple[float, float]]:
    """Widths and margins of figures side by side, in per cent; of what is written."""
    figures = tuple(
        Block(BlockKind.FIGURE, Place("a.md"), label=width, height=height)
        for width, height in written
    )
    styles = abreast(Block(BlockKind.ABREAST, Place("a.md"), children=figures))
    numbers = [[float(n) for n in re.findall(r"([0-9.]+)%", style)] for style in styles]
    return [(width, margin) for width, margin in numbers]


@pytest.mark.parametrize("count", range(2, 14))
def test_figures_side_by_side_never_take_more_than_the_measure(count) -> None:
    """Seven of them stood in two rows: their rounded shares were more than a hundred."""
    made = in_a_row(*[("", "")] * count)
    assert 99.5 < sum(width + 2 * margin for width, margin in made) <= 100


def test_a_figure_without_a_width_has_what_others_leave() -> None:
    made = in_a_row(("", ""), ("20%", ""))
    assert [width for width, _ in made] == pytest.approx([74, 20])
    assert sum(width + 2 * margin for width, margin in made) <= 100


def test_a_picture_is_decoded_once_for_all_that_is_asked_of_it(monkeypatch) -> None:
    picture = Image.new("RGB", (203, 101), (10, 200, 30))
    file = io.BytesIO()
    picture.save(file, "PNG")
    opened = []
    original = plates.opened
    monkeypatch.setattr(plates, "opened", lambda data: opened.append(1) or original(data))
    monkeypatch.setattr("huozi.compile.examined._known", {})  # another test may have asked
    assert examined(file.getvalue(), True).changed
    assert examined(file.getvalue(), True).code == ""
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("dots", "changed"), [([], False), ([(0, 0)], True), ([(201, 99)], True), ([(37, 5)], True)]
)
def test_one_coloured_dot_is_a_colour_wherever_it_stands(dots, changed) -> None:
    picture = Image.new("RGB", (202, 100), (90, 90, 100))
    for at in dots:
        picture.putpixel(at, (10, 200, 30))
    assert plates.is_coloured(picture) is changed


def test_what_is_laid_out_and_not_printed_has_blank_pictures_of_the_same_size() -> None:
    shown = plates.Plates(lambda path: png(40, 30), True, Lettering(TypeCase(()), {}))
    assert b'width="40" height="30"' in plates.Outlines(shown)("a.png")


@pytest.mark.parametrize("mode", ["LAB", "F"])
def test_colours_that_are_not_printed_are_called_so(mode: str) -> None:
    data = io.BytesIO()
    Image.new(mode, (4, 4)).save(data, "TIFF")
    assert examined(data.getvalue(), one_colour=True) == Examined("image-mode", mode)
