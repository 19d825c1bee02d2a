"""Pictures of a manuscript as files of a book."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from huozi.intake.images import BookImage, ImageWish, book_image, book_images, dpi_of
from huozi.intake.values import Crop


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture whose left half is dark."""
    image = Image.new(mode, size, 255 if mode in ("1", "L") else (255,) * len(mode))
    image.paste(0 if mode in ("1", "L") else (0,) * len(mode), (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.save(file, form, dpi=(300, 300))
    return file.getvalue()


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "bmp", "tiff", "webp"])
def test_what_can_be_printed_is_kept_to_the_byte(form: str) -> None:
    data = picture(form)
    made = book_image(ImageWish(data, form))
    assert (made.data, made.width_px, made.height_px, made.fault) == (data, 40, 20, "")
    assert made.ending in (".png", ".jpg", ".gif", ".bmp", ".tif", ".webp")


@pytest.mark.parametrize(
    ("form", "mode", "ending"),
    [
        ("png", "RGB", ".png"), ("jpeg", "RGB", ".jpg"), ("jpeg", "CMYK", ".jpg"),
        ("tiff", "CMYK", ".tif"), ("bmp", "RGB", ".png"), ("gif", "L", ".png"),
        ("png", "RGBA", ".png"), ("png", "1", ".png"),
    ],
)  # fmt: skip
def test_the_part_that_is_shown_is_cut_out(form: str, mode: str, ending: str) -> None:
    made = book_image(ImageWish(picture(form, mode), form, Crop(0.5, 0.25, 0.25, 0.0)))
    assert (made.width_px, made.height_px, made.cropped, made.fault) == (10, 15, True, "")
    assert made.ending == ending
    with Image.open(io.BytesIO(made.data)) as shown:
        assert shown.size == (10, 15)
        darkest, lightest = shown.convert("L").getextrema()
        assert lightest - darkest < 12  # nothing of the other half


def test_an_edge_that_is_moved_out_cuts_nothing() -> None:
    data = picture("png")
    assert book_image(ImageWish(data, "png", Crop(left=-0.2))).data == data


@pytest.mark.parametrize(
    ("wish", "fault", "ending"),
    [
        (ImageWish(b"\xd7\xcd\xc6\x9a", "wmf"), "format", ".wmf"),
        (ImageWish(b"\x01\0\0\0", "emf", Crop(0.5)), "format", ".emf"),
        (ImageWish(b"?", ""), "format", ".bin"),
        (ImageWish(picture("png")[:60], "png"), "broken", ".png"),
        (ImageWish(picture("png"), "jpeg"), "broken", ".jpg"),
        (ImageWish(b"<svg/>", "svg", Crop(0.5)), "crop", ".svg"),
        (ImageWish(picture("png"), "png", Crop(0.7, 0, 0.7, 0)), "crop", ".png"),
    ],
)
def test_what_can_not_is_kept_and_told(wish: ImageWish, fault: str, ending: str) -> None:
    made = book_image(wish)
    assert (made.data, made.fault, made.ending) == (wish.data, fault, ending)


@given(st.binary(max_size=200), st.sampled_from(["png", "jpeg", "gif", "bmp", "tiff", "webp"]))
def test_any_bytes_are_kept(tail: bytes, form: str) -> None:
    data = picture(form)[:30] + tail
    (made,) = book_images((ImageWish(data, form, Crop(0.1)),))
    assert made.cropped or made.data == data


def test_resolution_is_that_of_the_size_shown() -> None:
    made = BookImage(b"", ".png", 600, 300)
    assert dpi_of(made, 144, 72) == 300
    assert dpi_of(made, 144, 144) == 150
    assert dpi_of(BookImage(b"", ".svg"), 144, 144) == 0
    assert dpi_of(made, 0, 0) == 0
