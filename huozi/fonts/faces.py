"""Faces 字面: font files opened for their figures and for subsetting.

A book opens each of its faces once, and its booklets share them. Before many subsets are made, a
face is narrowed: a file of 65,000 glyphs takes longer to walk through than the few that are wanted
to write. What is cut from the narrowed face is, byte for byte, what the whole file would give.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

from huozi.fonts.cff import cids
from huozi.values.errors import HuoziError
from huozi.values.galley import FontUse, Galley, glyph_rows
from huozi.values.manuscript import finding

#: A viewer finds glyphs by their ids, so a file needs no more than to draw them (PDF 32000-1, 9.9).
_DROP_TABLES = (
    "GSUB", "GPOS", "BASE", "GDEF", "DSIG", "VORG", "vhea", "vmtx", "name", "post", "OS/2", "cmap",
    "gasp",
)  # fmt: skip
_FLAGS = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NOTDEF_OUTLINE
#: Every glyph stays in its place, with nothing where those between were.
_IN_PLACE = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.CFF_IDENTITY_CHARSET

#: What stands for folios, of which galleys know nothing.
_FIGURES = range(0x21, 0x7F)

#: What a subset depends on beside file and glyphs.
RECIPE = (hb.__version__, hb.version_string(), int(_FLAGS), int(_IN_PLACE), _DROP_TABLES)


class OpenedFace:
    """A face of a font file."""

    def __init__(self, path: Path, index: int) -> None:
        self.face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        self.font = hb.Font(self.face)
        self.is_cff = "CFF " in self.face.table_tags
        self._shown: dict[str, tuple[int, int, str]] = {}
        self._common: frozenset[int] = frozenset()

    def glyphs(self, text: str) -> list[tuple[int, int, str]]:
        """(glyph id, width in 1/1000 em, character) for figures and roman numerals.

        Raises KeyError for a character that the face lacks.
        """
        for char in text:
            if char not in self._shown:
                glyph = self.font.get_nominal_glyph(ord(char))
                if glyph is None:
                    raise KeyError(char)
                advance = self.font.get_glyph_h_advance(glyph)
                self._shown[char] = glyph, round(advance * 1000 / self.face.upem), char
        return [self._shown[char] for char in text]

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """The font file with these glyphs alone, called by their ids: bare CFF, or TrueType.

        A CFF program whose CIDs are the glyph ids calls them so wherever they lie. In any other
        file they keep their places.
        """
        wanted = sorted({0, *glyphs})
        if self.is_cff:
            program = _program(self._cut(wanted, _FLAGS))
            if cids(program) == tuple(wanted):
                return program
            return _program(_cut(self.face, wanted, _FLAGS | _IN_PLACE))
        return bytes(self._cut(wanted, _FLAGS | _IN_PLACE).blob.data)

    def narrow(self, glyphs: Iterable[int]) -> None:
        """Make ready for many subsets of these glyphs."""
        self._common = frozenset({0, *glyphs})
        vars(self).pop("_narrow", None)

    @cached_property
    def _narrow(self) -> tuple[hb.Face, dict[int, int]]:
        """A face with the common glyphs alone, and where in it they lie."""
        wanted = sorted(self._common)
        if not self.is_cff:
            return _cut(self.face, wanted, _FLAGS | _IN_PLACE), {glyph: glyph for glyph in wanted}
        narrow = _cut(self.face, wanted, _FLAGS)
        if cids(_program(narrow)) != tuple(wanted):
            return self.face, {glyph: glyph for glyph in wanted}
        return narrow, {glyph: place for place, glyph in enumerate(wanted)}

    def _cut(self, wanted: list[int], flags: hb.SubsetFlags) -> hb.Face:
        if self._common.issuperset(wanted):
            narrow, places = self._narrow
            return _cut(narrow, [places[glyph] for glyph in wanted], flags)
        return _cut(self.face, wanted, flags)


def _cut(face: hb.Face, glyphs: list[int], flags: hb.SubsetFlags) -> hb.Face:
    keep = hb.SubsetInput()
    keep.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    keep.flags = flags
    drop = keep.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    drop.update(int.from_bytes(tag.encode()) for tag in _DROP_TABLES)
    return hb.subset(face, keep)


def _program(face: hb.Face) -> bytes:
    return bytes(face.reference_table("CFF ").data)


class Faces:
    """The faces of a type case, each opened when it is first asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        """`paths` are the font files by their SHA-256."""
        self._paths = paths
        self._opened: dict[tuple[str, int], OpenedFace] = {}

    def of(self, use: FontUse) -> OpenedFace:
        """The face behind a font of a galley. Raises HuoziError when its file has gone."""
        key = (use.digest, use.face_index)
        if key not in self._opened:
            if use.digest not in self._paths:
                raise HuoziError([finding("font-vanished", name=use.name, digest=use.digest)])
            self._opened[key] = OpenedFace(self._paths[use.digest], use.face_index)
        return self._opened[key]

    def narrow(self, galleys: Iterable[Galley], beside: Collection[int] = ()) -> None:
        """Make ready for many books of these galleys. `beside` are code points that may be set in
        them yet: what they take is taken at once.
        """
        lines: dict[OpenedFace, set[bytes]] = {}
        for use in (use for galley in galleys for use in galley.fonts):
            lines.setdefault(self.of(use), set()).update(use.glyphs.splitlines())
        for face, shown in lines.items():
            own = {glyph for glyph, _, _ in glyph_rows(shown)}
            others = filter(None, map(face.font.get_nominal_glyph, (*_FIGURES, *beside)))
            face.narrow(own.union(others))
            if beside:
                face.subset(())
