"""Faces: what is cut from a font file has each glyph where its id says, however it was cut."""

import io
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from hypothesis import given, settings
from hypothesis import strategies as st

from huozi.fonts.cff import cids
from huozi.fonts.faces import OpenedFace
from tests.link.proofs import case, faces, font, galley, glyphs, opened, use

KAI = "LXGW WenKai"
PATHS = {f"{face.family} {face.weight}": face.path for face in case().faces}


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_narrowed_face_gives_the_bytes_of_the_whole_file(path: Path, data: st.DataObject) -> None:
    """So a booklet is the same whether it is made by itself or with others."""
    whole, narrow = OpenedFace(path, 0), OpenedFace(path, 0)
    ids = st.integers(1, 25_000)
    book = data.draw(st.sets(ids, min_size=1, max_size=120))
    narrow.narrow(book)
    for _ in range(3):
        few = data.draw(st.sets(st.sampled_from(sorted(book)), max_size=30))
        assert narrow.subset(few) == whole.subset(few)
    assert narrow.subset(book) == whole.subset(book)


@pytest.mark.parametrize("family", ["Noto Serif CJK SC", KAI])
def test_a_glyph_outside_a_narrowed_face_is_there_all_the_same(family: str) -> None:
    (inside, _, _), (outside, _, _) = glyphs("中国", family)
    narrow = OpenedFace(font(family)[1].path, 0)
    narrow.narrow([inside])
    assert narrow.subset([inside, outside]) == opened(family).subset([inside, outside])


def test_faces_are_narrowed_to_what_galleys_show() -> None:
    narrowed = faces()
    narrowed.narrow([galley("a", ["甲"]), galley("b", fonts=(use("乙"), use("楷", KAI)))])
    for shown, family in (("甲0", "Noto Serif CJK SC"), ("乙", "Noto Serif CJK SC"), ("楷", KAI)):
        wanted = [glyph for glyph, _, _ in glyphs(shown, family)]
        assert narrowed.of(use(shown, family)).subset(wanted) == opened(family).subset(wanted)


def test_faces_are_narrowed_to_what_may_be_set_yet() -> None:
    narrowed = faces()
    narrowed.narrow([galley("a", ["甲"])], beside=(ord("丙"), 0xE000))
    wanted = [glyph for glyph, _, _ in glyphs("甲丙", "Noto Serif CJK SC")]
    face = narrowed.of(use("甲"))
    assert face._common.issuperset(wanted)
    assert face.subset(wanted) == opened("Noto Serif CJK SC").subset(wanted)


def test_a_face_is_opened_once() -> None:
    shared = faces()
    assert shared.of(use("甲")) is shared.of(use("乙"))
    assert shared.of(use("甲")) is not shared.of(use("甲", KAI))


# ---------------------------------------------------------------------------- other CFF fonts


@pytest.fixture(scope="module")
def renumbered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CID-keyed font whose CIDs are not its glyph ids."""
    keep = hb.SubsetInput()
    keep.sets(hb.SubsetInputSets.GLYPH_INDEX).update(row[0] for row in glyphs("一二三中国书册"))
    path = tmp_path_factory.mktemp("fonts") / "renumbered.otf"
    path.write_bytes(hb.subset(opened().face, keep).blob.data)
    return path


def test_where_cids_are_not_glyph_ids_glyphs_stay_in_their_places(renumbered: Path) -> None:
    face = OpenedFace(renumbered, 0)
    before = cids(bytes(face.face.reference_table("CFF ").data))
    assert before
    assert before != tuple(range(len(before)))
    for narrowed in (False, True):
        if narrowed:
            face.narrow(range(1, 7))
        program = face.subset([2, 5])
        assert cids(program) == tuple(range(6))
        inked = [place for place in range(6) if drawn(program, place)]
        assert inked == [0, 2, 5]
        assert drawn(program, 5) == drawn(bytes(face.face.reference_table("CFF ").data), 5)


def drawn(program: bytes, place: int) -> list:
    """The outline of the glyph in a place."""
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    pen = RecordingPen()
    fonts[0].CharStrings[fonts[0].charset[place]].draw(pen)
    return [call for call in pen.value if call[0] not in ("closePath", "endPath")]
