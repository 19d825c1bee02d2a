"""Stamp: put the figures into the slots of content streams, and furniture onto pages.

A slot is a stretch of a content stream between `/HzSlot <</Name (…)>> BDC` and `EMC` that shows as
many noughts as it has room for. Its figures replace them in place: nothing moves, and the number
stands in the stream where it stands on the page, so that text is extracted in reading order.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from huozi.fonts.faces import Faces
from huozi.link.resolve import Patch
from huozi.values.errors import HuoziError
from huozi.values.galley import FOLIO_SLOT, FontUse, Galley, GlyphRow, pack_glyphs
from huozi.values.length import Side
from huozi.values.manuscript import Place, finding
from huozi.values.style import FolioPlace

_MARK = b"/HzSlot "
_SLOT = re.compile(_MARK + rb"<</Name \((\w+)\)>> BDC\s(.*?)EMC\b", re.DOTALL)
_SHOW = re.compile(rb"\[[^\]]*\]\s*TJ|<[0-9A-Fa-f]*>\s*Tj")
_FONT = re.compile(rb"/([A-Za-z0-9]+) ([\d.]+) Tf")
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")


class Figures(Struct, frozen=True):
    """The figures for a slot. `align` is `left`, `center` or `right` within the slot.

    `tabular` figures stand each in the middle of a cell as wide as a nought, so that columns of
    numbers align even in faces whose 1 is narrow.
    """

    text: str
    align: str
    tabular: bool = False


#: A glyph that a figure asked for: resource of its font, id, width, character.
Needed = tuple[str, int, int, str]


class Filled(Struct, frozen=True):
    """A content stream with its slots filled, and the glyphs of its figures."""

    content: bytes
    needed: tuple[Needed, ...] = ()


class Stamper:
    """Fills the slots of a galley."""

    def __init__(self, faces: Faces, galley: Galley, apart: str = "") -> None:
        """`apart` stands before the names of the galley's fonts in what is to be filled."""
        self._faces = faces
        self._uses = {apart + use.resource: use for use in galley.fonts}
        self._place = galley.relocations[0].place if galley.relocations else None
        #: All that its figures depend on beside the stream.
        self.cast = tuple((name, use.digest, use.face_index) for name, use in self._uses.items())

    def fill(self, content: bytes, figures: Mapping[str, Figures]) -> Filled:
        """A content stream with its slots filled. Slots without figures are left empty."""
        if _MARK not in content:
            return Filled(content)
        needed: dict[Needed, None] = {}

        def put(match: re.Match[bytes]) -> bytes:
            wanted = figures.get(match[1].decode(), Figures("", "left"))
            resource = self._font_before(content, match.end())
            show, glyphs = self._show(self._uses[resource], wanted, _slot_ids(match[2]))
            needed.update(((self._uses[resource].resource, *glyph), None) for glyph in glyphs)
            return _SHOW.sub(lambda _: show, match[2], count=1)

        return Filled(_SLOT.sub(put, content), tuple(needed))

    def _font_before(self, content: bytes, end: int) -> str:
        """The font in force inside a slot."""
        start = end
        while (start := content.rfind(b"/", 0, start)) >= 0:
            if match := _FONT.match(content, start, end):
                return match[1].decode()
        return ""

    def _show(
        self, use: FontUse, figures: Figures, slot_ids: int
    ) -> tuple[bytes, list[tuple[int, int, str]]]:
        """The operators that show the figures in a slot, and their glyphs."""
        face = self._faces.of(use)
        try:
            glyphs = face.glyphs(figures.text)
            ((_, digit_width, _),) = face.glyphs("0")
        except KeyError as error:
            raise HuoziError(
                [finding("figure-missing", self._place or Place(""), char=error, font=use.name)]
            ) from error
        room = slot_ids * digit_width - sum(width for _, width, _ in glyphs)
        if figures.tabular:
            cells = [(f"{glyph:04x}", (digit_width - width) / 2) for glyph, width, _ in glyphs]
            parts = [f"{-air:g} <{code}> {-air:g}" for code, air in cells]
            return f"[{' '.join(parts)}] TJ".encode(), glyphs
        shift = {"left": 0, "center": room / 2, "right": room}[figures.align]
        ids = "".join(f"{glyph:04x}" for glyph, _, _ in glyphs)
        lead = f"{-shift:g} " if shift else ""
        return f"[{lead}<{ids}>] TJ".encode(), glyphs


def grown(galley: Galley, needed: Iterable[Needed]) -> tuple[FontUse, ...]:
    """A galley's fonts, with the figures added and the noughts of its slots kept."""
    added: dict[str, dict[int, GlyphRow]] = {}
    for resource, glyph, width, text in needed:
        added.setdefault(resource, {})[glyph] = glyph, width, text
    uses = []
    for use in galley.fonts:
        shown = b"\n" + use.glyphs
        rows = sorted(added.get(use.resource, {}).values())
        figures = pack_glyphs(row for row in rows if b"\n%04x " % row[0] not in shown)
        lines = b"\n".join(filter(None, (use.glyphs, figures)))
        uses.append(replace(use, glyphs=lines) if figures else use)
    return tuple(uses)


def _slot_ids(segment: bytes) -> int:
    """The number of glyphs that a slot has room for."""
    show = _SHOW.search(segment)
    assert show, segment
    return sum(len(match) for match in _HEX.findall(show[0])) // 4


def contents_figures(patches: Mapping[str, Patch]) -> dict[str, Figures]:
    """Resolved relocations of a galley as figures."""
    return {
        name: Figures(p.text, p.relocation.align, tabular=p.relocation.pad and p.text.isdigit())
        for name, p in patches.items()
    }


def folio_figures(
    printed: str, side: Side, place: FolioPlace = FolioPlace.FOOT_OUTER
) -> dict[str, Figures]:
    """A folio with what stands around it, in the middle or at the fore-edge.

    There it is flush right on rectos, flush left on versos.
    """
    outer = "right" if side is Side.RECTO else "left"
    return {FOLIO_SLOT: Figures(printed, "center" if place is FolioPlace.FOOT_CENTRE else outer)}


def shifted(content: bytes, dx_pt: float) -> bytes:
    """Content moved sideways: versos have their inner margin on the right."""
    if not content:
        return b""
    move = f"1 0 0 1 {dx_pt:.4f} 0 cm\n".encode() if dx_pt else b""
    return b"q\n" + move + content + b"\nQ\n"
