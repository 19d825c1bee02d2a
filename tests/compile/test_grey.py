import io

import pytest
from PIL import Image

from huozi.compile.grey import Grey, grey


def file(mode, kind="PNG", colour=None, **options):
    made = io.BytesIO()
    Image.new(mode, (4, 4), colour).save(made, kind, **options)
    return made.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "level"),
    [
        (file("RGB", colour=(255, 0, 0)), 76),
        (file("RGB", "JPEG", colour=(255, 0, 0)), 76),
        (file("CMYK", "JPEG", colour=(0, 0, 0, 0)), 255),
        (file("P", colour=0), 0),
        (file("RGBA", colour=(0, 0, 0, 0)), 255),
        (file("RGBA", colour=(0, 0, 0, 128)), 127),
        (file("LA", colour=(0, 0)), 255),
        (file("I;16", colour=65535), 255),
        (file("1", colour=1), 255),
        (file("1", colour=0), 0),
    ],
)
def test_colour_becomes_grey_on_white_paper(data, level):
    made = opened(grey(data))
    assert made.mode == "L"
    assert abs(made.getpixel((1, 1)) - level) <= 2


def test_what_is_grey_is_not_touched():
    data = file("L")
    assert grey(data) is data


def test_resolution_is_kept():
    assert round(opened(grey(file("RGB", dpi=(300, 300)))).info["dpi"][0]) == 300


def test_what_is_no_picture_is_left_to_the_engine():
    assert grey(b"\x89PNG\r\n\x1a\n broken") == b"\x89PNG\r\n\x1a\n broken"


def test_the_same_picture_gives_the_same_bytes():
    data = file("RGB", "JPEG", colour=(10, 200, 30))
    assert grey(data) == grey(data) == Grey({"a": data}.__getitem__)("a")
