"""The words on a sheet outside the pages: the slug 版边说明, and figures on the backs of sections.

They are set in one embedded face, for a press refuses a PDF with a font that is not in it.
"""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from msgspec.structs import replace

from huozi.fonts.faces import Faces
from huozi.link.fonts import FontStock
from huozi.values.galley import FontUse, pack_glyphs
from huozi.values.style import FontRoles

FAMILY = FontRoles().hei[0]
RESOURCE = "HZSLUG"  # name of the font in the sheets' resources, and its subset tag
_GETA = "〓"  # what a compositor sets for a sort that is not in the case
_PATTERN = "%{family}\t%{index}\t%{file}"
_BLACK = b"0 g"
_SANS_FLAGS = 4  # symbolic: glyphs are named by id (ISO 32000-1, table 123)
_ASCENT, _DESCENT = 880, -120  # of an em box of 1000


@dataclass(frozen=True, slots=True)
class SlugFont:
    """A font file, and the face in it."""

    path: Path
    index: int


def find_font() -> SlugFont | None:
    """The face of the slug, or None when it is not on this machine."""
    try:
        run = subprocess.run(
            ["fc-match", f"--format={_PATTERN}", f"{FAMILY}:lang=zh-cn:weight=80"],
            capture_output=True, text=True, check=True, timeout=30,
        )  # fmt: skip
        families, index, path = run.stdout.split("\t")
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    if FAMILY not in families.split(","):
        return None
    return SlugFont(Path(path), int(index))


class Typesetter:
    """Sets short lines, and gathers the glyphs they need into one font."""

    def __init__(self, font: SlugFont) -> None:
        self._use = FontUse(
            RESOURCE, RESOURCE, font.index, FAMILY.replace(" ", ""),
            _ASCENT, _DESCENT, _SANS_FLAGS, b"",
        )  # fmt: skip
        self._stock = FontStock(Faces({RESOURCE: font.path}))
        self._face = self._stock.faces.of(self._use)
        self._seen: dict[int, tuple[int, int, str]] = {}
        self._known: dict[str, tuple[int, int, str] | None] = {}

    def _sorts(self, text: str) -> list[tuple[int, int, str]]:
        """Glyph, width in 1/1000 em and character of each letter; 〓 for what the face lacks."""
        shown = []
        for char in text:
            if char not in self._known:
                try:
                    (self._known[char],) = self._face.glyphs(char)
                except KeyError:
                    self._known[char] = None
            sort = self._known[char]
            shown.append(sort if sort else self._face.glyphs(_GETA)[0])
        return shown

    def width_pt(self, text: str, size_pt: float) -> float:
        """How wide a line sets."""
        return sum(width for _, width, _ in self._sorts(text)) * size_pt / 1000

    def fitted(self, text: str, size_pt: float, room_pt: float) -> str:
        """The line, or as much of it as there is room for, ending in …"""
        if self.width_pt(text, size_pt) <= room_pt:
            return text
        while text and self.width_pt(text + "…", size_pt) > room_pt:
            text = text[:-1]
        return text + "…" if text else ""

    def line(
        self, text: str, size_pt: float, x: float, y: float, upright: bool = False,
        ink: bytes = _BLACK,
    ) -> bytes:  # fmt: skip
        """A line as a content stream, from a point to the right or (upright) to the top."""
        if not text:
            return b""
        sorts = self._sorts(text)
        self._seen.update((sort[0], sort) for sort in sorts)
        ids = "".join(f"{glyph:04x}" for glyph, _, _ in sorts)
        turn = "0 1 -1 0" if upright else "1 0 0 1"
        shown = f" /{RESOURCE} {size_pt:g} Tf {turn} {x:.3f} {y:.3f} Tm <{ids}> Tj ET\n"
        return b"BT " + ink + shown.encode()

    def write(self, pdf: pikepdf.Pdf) -> Mapping[str, pikepdf.Object]:
        """The font resources of what was set; empty when nothing was."""
        if not self._seen:
            return {}
        uses = replace(self._use, glyphs=pack_glyphs(self._seen.values()))
        ((resource, variant),) = self._stock.take([uses])
        return {f"/{resource}": self._stock.write(pdf)[resource, variant]}
