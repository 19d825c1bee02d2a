"""One known answer for every kind of picture, in one-colour and in four-colour books."""

import io
from functools import cache

import pypdfium2
import pytest
from PIL import Image, ImageCms

from huozi.compile.drawing.lettering import Lettering
from huozi.compile.plates import Plates, is_coloured, plate
from huozi.fonts.typecase import TypeCase
from tests.books import entry, make_book
from tests.pressing import press

LETTERS = Lettering(TypeCase(()), {})  # no drawing asks for one here


def file(picture: Image.Image, kind: str = "PNG", **options) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def plain(mode: str, kind: str = "PNG", colour=None, **options) -> bytes:
    return file(Image.new(mode, (4, 4), colour), kind, **options)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def oriented(number: int) -> bytes:
    """A picture of four fields that shows the same when it stands upright, stored lying so.

    Its fields, from the left above: black, 80, 160, white.
    """
    upright = Image.new("RGB", (400, 200))
    for field, level in enumerate((0, 80, 160, 255)):
        at = (field % 2 * 200, field // 2 * 100)
        upright.paste((level, level, level), (*at, at[0] + 200, at[1] + 100))
    turn = Image.Transpose
    back = {2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE,
            6: turn.ROTATE_90, 7: turn.TRANSVERSE, 8: turn.ROTATE_270}  # fmt: skip
    stored = upright if number == 1 else upright.transpose(back[number])
    exif = Image.Exif()
    exif[0x112] = number
    return file(stored, "JPEG", quality=95, exif=exif)


def without_adobe(data: bytes) -> bytes:
    """A JPEG without its APP14 marker: its inks are not turned about."""
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]


def swapped_profile() -> bytes:
    """A profile of red, green and blue in which the three primaries stand in another order."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {}
    for number in range(int.from_bytes(made[128:132], "big")):
        at = 132 + 12 * number
        tags[bytes(made[at : at + 4])] = at
    ends = {name: bytes(made[at + 4 : at + 12]) for name, at in tags.items()}
    order = {b"rXYZ": b"gXYZ", b"gXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}
    for name, other in order.items():
        made[tags[name] + 4 : tags[name] + 12] = ends[other]
    return bytes(made).replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


RED = (255, 0, 0)
CYAN = (255, 0, 0, 0)  # ink
INK = plain("CMYK", "JPEG", CYAN, quality=100)
SIXTEEN = plain("I;16", colour=0x8000)
PALETTE = Image.new("RGB", (4, 4), RED).convert("P")

#: A picture, its grey in a one-colour book, its colour in another; None: white paper.
KINDS = {
    "black of 1 bit": (plain("1", colour=0), 0, (0, 0, 0)),
    "white of 1 bit": (plain("1", colour=1), 255, (255, 255, 255)),
    "grey": (plain("L", colour=90), 90, (90, 90, 90)),
    "grey JPEG": (plain("L", "JPEG", colour=90), 90, (90, 90, 90)),
    "png16-full": (SIXTEEN, 128, (128, 128, 128)),
    "16 bits, clear": (plain("I;16", colour=0x8000, transparency=0x8000), 255, (255, 255, 255)),
    "grey, clear level": (plain("L", colour=90, transparency=90), 255, (255, 255, 255)),
    "palette": (file(PALETTE), 76, RED),
    "palette, clear": (file(PALETTE, transparency=PALETTE.getpixel((0, 0))), 255, (255, 255, 255)),
    "RGB": (plain("RGB", colour=RED), 76, RED),
    "RGB JPEG": (plain("RGB", "JPEG", RED, quality=100), 76, RED),
    "RGB WebP": (plain("RGB", "WEBP", RED, lossless=True), 76, RED),
    "RGBA, half": (plain("RGBA", colour=(0, 0, 0, 128)), 127, (127, 127, 127)),
    "RGBA WebP, clear": (plain("RGBA", "WEBP", (0, 0, 0, 0), lossless=True), 255, (255, 255, 255)),
    "LA, half": (plain("LA", colour=(0, 128)), 127, (127, 127, 127)),
    "CMYK, Adobe": (INK, 178, None),
    "CMYK, no marker": (without_adobe(plain("CMYK", "JPEG", (0, 255, 255, 255), quality=100)), 178,
                        None),
    "RGB, sRGB profile": (plain("RGB", colour=RED, icc_profile=ImageCms.ImageCmsProfile(
        ImageCms.createProfile("sRGB")).tobytes()), 76, RED),
    "RGB, other profile": (plain("RGB", colour=RED, icc_profile=swapped_profile()), 150,
                           (0, 255, 0)),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_what_goes_to_the_grey_plate(name: str) -> None:
    data, level, _ = KINDS[name]
    made = opened(plate(data, True, LETTERS))
    assert made.mode == "L"
    assert abs(made.getpixel((1, 1)) - level) <= 2


@pytest.mark.parametrize("name", KINDS)
def test_what_goes_to_four_plates_is_of_a_mode_the_engine_keeps(name: str) -> None:
    data = KINDS[name][0]
    made = opened(plate(data, False, LETTERS))
    assert made.mode in ("L", "LA", "RGB", "RGBA", "CMYK")
    assert "transparency" not in made.info


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return cache(lambda colours: painted(tmp_path_factory.mktemp(colours), colours))


def painted(folder, colours: str) -> tuple[Image.Image, ...]:
    """All kinds and orientations in a book, each on a page of its own, rendered by PDFium."""
    pictures = {name: data for name, (data, _, _) in KINDS.items()}
    pictures |= {f"orientation {number}": oriented(number) for number in range(1, 9)}
    suffix = {b"\x89": "png", b"\xff": "jpg", b"R": "webp"}
    files, entries = {}, {}
    for number, data in enumerate(pictures.values()):
        name = f"{number}.{suffix[data[:1]]}"
        files[f"content/{name}"] = data
        entries[f"{number}.md"] = entry(f"![]({name}){{width=50mm}}\n", title="题")
    book = make_book(
        folder, entries,
        {"front": [], "printing": {"colours": colours}}, files,
    )  # fmt: skip
    report = press(book, jobs=2)
    with pypdfium2.PdfDocument(report.output.read_bytes()) as document:
        shown = tuple(_picture_of(sheet) for sheet in document)
    return tuple(picture for picture in shown if picture is not None)


def _picture_of(sheet) -> Image.Image | None:
    """What stands where the page has its picture."""
    found = [o for o in sheet.get_objects() if o.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    if not found:
        return None
    scale, (left, bottom, right, top) = 2, found[0].get_bounds()
    height = sheet.get_height()
    box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
    return sheet.render(scale=scale).to_pil().convert("RGB").crop(tuple(round(v) for v in box))


@pytest.mark.slow
@pytest.mark.parametrize(("at", "name"), list(enumerate(KINDS)))
@pytest.mark.parametrize("colours", ["one", "full"])
def test_pixels_of_every_kind(page, colours: str, at: int, name: str) -> None:
    """What PDFium paints. Of inks it makes what it likes: they are held against one another."""
    _, level, colour = KINDS[name]
    picture = page(colours)[at]
    shown = picture.getpixel((picture.width // 2, picture.height // 2))
    if colours == "one":
        colour = (level,) * 3
    elif colour is None:
        red, green, blue = shown
        assert red < 60 < 120 < green < blue, shown
        return
    assert all(abs(a - b) <= 3 for a, b in zip(shown, colour, strict=True)), shown


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("colours", ["one", "full"])
def test_every_orientation_stands_upright(page, colours: str, number: int) -> None:
    """`exif-grey`: a telephone's picture lay on its side."""
    picture = page(colours)[len(KINDS) + number - 1]
    assert abs(picture.width / picture.height - 2) < 0.05
    quarters = [(x, y) for y in (1, 3) for x in (1, 3)]
    levels = [picture.getpixel((picture.width * x // 4, picture.height * y // 4))[0]
              for x, y in quarters]  # fmt: skip
    assert all(abs(a - b) <= 4 for a, b in zip(levels, (0, 80, 160, 255), strict=True)), levels


# ---------------------------------------------------------------------------- what stays


def test_what_can_be_printed_is_not_touched() -> None:
    grey, coloured = plain("L"), plain("RGB", "JPEG", RED)
    assert plate(grey, True, LETTERS) is grey
    assert plate(grey, False, LETTERS) is grey
    assert plate(coloured, False, LETTERS) is coloured


def test_resolution_is_kept() -> None:
    made = plate(plain("RGB", dpi=(300, 300)), True, LETTERS)
    assert round(opened(made).info["dpi"][0]) == 300


def test_what_is_no_picture_is_left_to_be_told() -> None:
    assert plate(b"\x89PNG\r\n\x1a\n broken", True, LETTERS) == b"\x89PNG\r\n\x1a\n broken"


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = plain("RGB", "JPEG", (10, 200, 30))
    assert (
        plate(data, True, LETTERS)
        == plate(data, True, LETTERS)
        == Plates({"a": data}.__getitem__, True, LETTERS)("a")
    )


@pytest.mark.parametrize("exif", [b"", b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"MM\0*\0\0"])
def test_exif_that_cannot_be_read_turns_nothing(exif: bytes) -> None:
    data = plain("L", "JPEG", colour=90, exif=exif)
    assert opened(plate(data, True, LETTERS)).getpixel((1, 1)) in (89, 90, 91)


def test_colours_are_told_from_greys() -> None:
    assert is_coloured(opened(KINDS["RGB"][0]))
    assert is_coloured(opened(KINDS["palette"][0]))
    assert is_coloured(opened(INK))
    assert not is_coloured(opened(plain("RGB", colour=(120, 120, 130))))
    assert not is_coloured(opened(KINDS["png16-full"][0]))
    assert not is_coloured(opened(KINDS["RGBA, half"][0]))


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP"])
def test_other_formats_of_dots_become_png(kind: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), (200, 200, 200)).save(file, kind)
    made = opened(plate(file.getvalue(), False, LETTERS))
    assert (made.format, made.convert("RGB").getpixel((1, 1))) == ("PNG", (200, 200, 200))


def test_inks_of_a_tiff_stay_inks() -> None:
    file = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(file, "TIFF")
    made = opened(plate(file.getvalue(), False, LETTERS))
    assert (made.format, made.mode) == ("JPEG", "CMYK")
    cyan, magenta, yellow, black = made.getpixel((4, 4))
    assert max(cyan, black) < 8
    assert min(magenta, yellow) > 247
    assert opened(plate(file.getvalue(), True, LETTERS)).mode == "L"
