"""Pages as pictures: by name, in grey where they are grey, of the last two editions."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from huozi.room import drawer as drawer_module
from huozi.room.drawer import Drawer

GREY, RED = b"0 g 10 10 50 50 re f", b"1 0 0 rg 10 10 50 50 re f"


def edition(path: Path, *contents: bytes) -> str:
    pdf = pikepdf.new()
    for content in contents:
        page = pdf.add_blank_page(page_size=(100, 200))
        page.Contents = pdf.make_stream(content)
    pdf.save(path)
    return str(path)


def picture(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_pages_are_grey_or_not(tmp_path: Path) -> None:
    drawer = Drawer()
    drawer.open(1, edition(tmp_path / "1.pdf", GREY, RED, b""), ["grey", "red", "blank"])
    grey, red, blank = (picture(drawer.picture(name, 200)) for name in ("grey", "red", "blank"))
    assert (grey.mode, red.mode, blank.mode) == ("L", "RGB", "L")
    assert grey.size == (200, 400)
    assert grey.getpixel((40, 340)) == 0
    assert red.getpixel((40, 340)) == (255, 0, 0)
    assert blank.getextrema() == (255, 255)


def test_a_coloured_picture_is_no_grey_page(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    image = pdf.make_stream(
        b"\xff\0\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.Contents = pdf.make_stream(b"q 50 0 0 50 20 20 cm /I Do Q")
    pdf.save(tmp_path / "1.pdf")
    drawer = Drawer()
    drawer.open(1, str(tmp_path / "1.pdf"), ["one"])
    assert picture(drawer.picture("one", 100)).mode == "RGB"


def test_the_last_two_editions_are_known(tmp_path: Path) -> None:
    drawer = Drawer()
    for number in (1, 2, 3):
        path = edition(tmp_path / f"{number}.pdf", GREY)
        drawer.open(number, path, [f"page{number}"])
        Path(path).unlink()
    assert drawer.picture("page2", 25)
    assert drawer.picture("page3", 25)
    with pytest.raises(KeyError):
        drawer.picture("page1", 25)
    with pytest.raises(KeyError):
        drawer.picture("page3", 10**6)


def test_what_was_pulled_is_known_until_the_edition_after_its_own(tmp_path: Path) -> None:
    drawer = Drawer()
    whole = [edition(tmp_path / f"{number}.pdf", RED) for number in range(3)]
    drawer.open(1, whole[0], ["one"])
    drawer.pull(2, Path(edition(tmp_path / "p.pdf", GREY, RED)).read_bytes(), ["two", "three"])
    drawer.open(3, whole[1], ["four"])
    for name in ("one", "two", "three", "four"):
        assert drawer.picture(name, 25)
    drawer._kept.clear()
    drawer.open(4, whole[2], ["five"])
    assert drawer.picture("four", 25)
    for name in ("one", "two", "three"):
        with pytest.raises(KeyError):
            drawer.picture(name, 25)


def test_pictures_that_were_asked_for_last_are_kept(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(drawer_module, "_PICTURE_BYTES", 1)
    drawer = Drawer()
    drawer.open(1, edition(tmp_path / "1.pdf", GREY, RED), ["a", "b"])
    first = drawer.picture("a", 100)
    drawer.picture("b", 100)
    assert drawer.picture("a", 100) == first
    assert len(drawer._kept) == 1
    assert drawer._bytes == len(first)
