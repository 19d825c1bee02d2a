"""Windows metafiles as pictures that print."""

import io
import struct

import pytest
from PIL import Image

from huozi.intake import office
from huozi.intake.document import read_package
from huozi.intake.metafiles import Metafile, as_package, rendered
from huozi.intake.values import Origin


def wmf(width: int = 2000, height: int = 1000) -> bytes:
    """A black rectangle, a tenth of the height or twentieth of the width within the frame."""

    def record(function: int, *words: int) -> bytes:
        return struct.pack("<IH", 3 + len(words), function) + struct.pack(f"<{len(words)}h", *words)

    body = (
        record(0x020B, 0, 0)  # the origin of the window, and its extent
        + record(0x020C, height, width)
        + record(0x02FC, 0, 0, 0, 0)  # a brush
        + record(0x012D, 0)
        + record(0x041B, height - height // 10, width - width // 20, height // 10, width // 20)
        + record(0)
    )
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, (18 + len(body)) // 2, 1, 8, 0)
    frame = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, width, height, 1000, 0)
    check = 0
    for (word,) in struct.iter_unpack("<H", frame):
        check ^= word
    return frame + struct.pack("<H", check) + head + body


METAFILES = (Metafile(wmf(), "wmf", 144, 72), Metafile(wmf(1000, 2000), "wmf", 72, 144))


def test_the_package_is_a_word_file_that_our_own_reader_reads() -> None:
    text = read_package(as_package(METAFILES), Origin("x.docx", "docx", ""))
    assert [(one.format, one.width_pt, one.height_pt) for one in text.pictures] == [
        ("wmf", 144, 72),
        ("wmf", 72, 144),
    ]


@pytest.mark.parametrize(
    ("one", "drawable"),
    [
        (METAFILES[0], True),
        (Metafile(b"", "emf", 100, 100), True),
        (Metafile(b"", "png", 100, 100), False),
        (Metafile(b"", "wmf", 0, 100), False),
        (Metafile(b"", "wmf", 100, 9000), False),
    ],
)
def test_what_a_page_can_not_hold_is_not_drawn(one: Metafile, drawable: bool) -> None:
    assert one.drawable is drawable


@pytest.mark.slow
def test_metafiles_are_drawn_where_they_stand() -> None:
    """Where LibreOffice is not installed, nothing is drawn, and that is what is told."""
    pdf = office.to_pdf(as_package(METAFILES), "x.docx")
    if office.program() is None:
        assert pdf == b""
        return
    made = rendered(pdf, METAFILES)
    for one, png in zip(METAFILES, made, strict=True):
        with Image.open(io.BytesIO(png)) as image:
            assert image.size == (round(one.width_pt * 600 / 72), round(one.height_pt * 600 / 72))
            assert image.mode == "L"
            dark = image.point(lambda level: 255 * (level < 128)).getbbox()
        assert dark is not None
        left, top, right, bottom = dark
        assert left / image.width == pytest.approx(0.05, abs=0.01)
        assert right / image.width == pytest.approx(0.95, abs=0.01)
        assert top / image.height == pytest.approx(0.1, abs=0.01)
        assert bottom / image.height == pytest.approx(0.9, abs=0.01)


@pytest.mark.slow
def test_a_pdf_of_other_pages_draws_nothing() -> None:
    pdf = office.to_pdf(as_package(METAFILES[:1]), "x.docx")
    if pdf:
        assert rendered(pdf, METAFILES) == (b"", b"")
