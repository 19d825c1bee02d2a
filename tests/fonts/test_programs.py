"""Which glyphs a font program holds, compared with fontTools' reading of it."""

import io

import pytest
import uharfbuzz
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from huozi.fonts.programs import read
from tests.link import proofs
from tests.preflight.sample import CHARS, EMPTY, font_program

KEPT = (0, 100, 1234, 20000)


@pytest.fixture(scope="module")
def cff() -> bytes:
    """A CID-keyed subset, as links write it: glyph ids kept, the others emptied."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(proofs.font()[1].path)), 2)
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(KEPT)
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def test_truetype_glyphs_without_outline() -> None:
    program = read(font_program())
    assert program is not None and program.count == len(CHARS) + 1
    assert program.empty == {CHARS.index(char) + 1 for char in EMPTY}
    assert program.glyph(1) == 1 and program.glyph(9999) == 0


def test_cff_glyphs_without_outline(cff: bytes) -> None:
    program = read(cff)
    assert program is not None
    assert not set(KEPT) & program.empty
    glyphs = TTFont(io.BytesIO(cff)).getGlyphSet()
    for glyph, name in enumerate(list(glyphs.keys())):
        if glyph % 499 == 0 or glyph not in program.empty:
            pen = RecordingPen()
            glyphs[name].draw(pen)
            assert bool(pen.value) is (glyph not in program.empty)


def test_cids_are_looked_up_in_the_charset(cff: bytes) -> None:
    program = read(cff)
    font = TTFont(io.BytesIO(cff))
    names = font["CFF "].cff.topDictIndex[0].charset
    assert program is not None and program.count == len(names)
    for glyph in (1, 100, 20000):
        assert program.glyph(int(names[glyph].removeprefix("cid"))) == glyph


def test_the_bare_table_reads_as_the_font_does(cff: bytes) -> None:
    font = TTFont(io.BytesIO(cff))
    assert read(font.reader["CFF "]) == read(cff)


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\1\0\4\1", b"\0\1\0\0\0\xff", bytes(64)])
def test_what_is_no_font_reads_as_none(data: bytes) -> None:
    assert read(data) is None


def test_a_font_cut_short_reads_as_none_or_less(cff: bytes) -> None:
    for cut in range(0, min(len(cff), 4000), 97):
        program = read(cff[:cut])
        assert program is None or program.count
