"""Fonts of a PDF: what they are, how their strings become glyphs and text."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf

from huozi.fonts import programs
from huozi.pdf.tounicode import MOST_CODES, to_unicode

_SUBSET = re.compile(r"[A-Z]{6}\+")
_STANDARD_WIDTH = 500.0  # about that of Helvetica's letters

#: Zero width space and word joiner.
_NO_WIDTH = "\u200b\u2060"
#: Encodings of simple fonts as Python codecs; used only where there is no ToUnicode map.
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


@dataclass(slots=True)
class Font:
    """A font as a page uses it."""

    name: str  # PostScript name without the subset tag
    kind: str  # Type0, Type1, TrueType, Type3, MMType1
    embedded: bool
    subset: bool
    bytes_per_code: int
    vertical: bool
    widths: dict[int, float]  # in thousandths of an em
    default_width: float
    ascent: float  # in ems
    descent: float
    unicode: dict[int, str]
    codec: str
    notdef_codes: frozenset[int]  # codes that a simple font's encoding sends to .notdef
    program: "LazyProgram"
    cid_to_gid: bytes | None
    scale: float = 0.001  # glyph space to text space; Type 3 fonts have their own

    def codes(self, string: bytes) -> tuple[int, ...]:
        """A string as codes."""
        if self.bytes_per_code == 1:
            return tuple(string)
        return struct.unpack(f">{len(string) // 2}H", string[: len(string) // 2 * 2])

    def width(self, code: int) -> float:
        """Advance of a code in ems."""
        return self.widths.get(code, self.default_width) * self.scale

    def says(self, code: int) -> str:
        """What a code says; empty where the font does not tell.

        A blank glyph that is mapped to no text on purpose, or to text without width, fills a gap:
        it reads as a space.
        """
        found = self.unicode.get(code)
        if found is not None:
            return found.strip(_NO_WIDTH) or (" " if self._blank(code) else "")
        if self.bytes_per_code == 1 and self.codec and code >= 32:
            return bytes([code]).decode(self.codec, "replace")
        return ""

    def mapped(self, code: int) -> bool:
        """Whether the font itself has text for a code."""
        return bool(self.unicode[code] if code in self.unicode else self.says(code))

    def fault(self, code: int) -> str:
        """`notdef` or `empty` where a code shows no glyph of its own, else nothing.

        An empty outline is a fault unless the code says white space.
        """
        if code in self.notdef_codes:
            return "notdef"
        glyph = self._glyph(code)
        if glyph == 0:
            return "notdef"
        said = self.says(code)
        return "empty" if self._blank(code) and said and not said.isspace() else ""

    def _blank(self, code: int) -> bool:
        """Whether a code shows a glyph that is there and has no outline."""
        glyph = self._glyph(code)
        return bool(glyph) and self.program.read is not None and glyph in self.program.read.empty

    def _glyph(self, code: int) -> int | None:
        """The glyph id of a code, 0 where the program has none; None where it can't be told."""
        if self.kind != "Type0" or (program := self.program.read) is None:
            return None
        if self.cid_to_gid is None:
            return program.glyph(code)
        pair = self.cid_to_gid[2 * code : 2 * code + 2]
        glyph = int.from_bytes(pair) if len(pair) == 2 else 0
        return glyph if glyph < program.count else 0


@dataclass
class LazyProgram:
    """The font program, read when a check asks for it."""

    stream: Any = None

    @cached_property
    def read(self) -> programs.Program | None:
        """The program, or None where there is none or it can't be read."""
        if self.stream is None:
            return None
        try:
            return programs.read(self.stream.read_bytes())
        except (pikepdf.PdfError, pikepdf.DataDecodingError):
            return None


def font(value: Any) -> Font:
    """The font of a font dictionary. What is missing or strange is left at its default."""
    kind = _name(value, "/Subtype")
    base = _name(value, "/BaseFont") or _name(value, "/Name") or "?"
    composite = kind == "Type0"
    inner = value
    if composite:
        descendants = value.get("/DescendantFonts")
        inner = descendants[0] if isinstance(descendants, pikepdf.Array) else value
    held = inner.get("/FontDescriptor")
    descriptor: Any = held if isinstance(held, pikepdf.Dictionary) else {}
    embedded, program = _program(descriptor)
    said = value.get("/ToUnicode")
    encoding = value.get("/Encoding")
    encoded = _name(value, "/Encoding")
    # Under another encoding than identity, codes are not CIDs: glyphs can't be told from here.
    told = not composite or encoded.startswith("Identity")
    matrix = value.get("/FontMatrix")
    map_ = inner.get("/CIDToGIDMap")
    return Font(
        name=_SUBSET.sub("", base, count=1),
        kind=kind,
        embedded=embedded or kind == "Type3",
        subset=bool(_SUBSET.match(base)),
        bytes_per_code=2 if composite else 1,
        vertical=composite and encoded.endswith("-V"),
        widths=dict(_cid_widths(inner) if composite else _simple_widths(value)),
        default_width=float(inner.get("/DW", 1000)) if composite else _missing_width(value),
        # Ascents of CJK faces reach over the em box; a glyph hardly ever does. The em box is what
        # "near the trim" and "on a line" are judged by.
        ascent=min(0.88, float(descriptor.get("/Ascent", 880)) / 1000) or 0.88,
        descent=max(-0.12, float(descriptor.get("/Descent", -120)) / 1000),
        unicode=to_unicode(said.read_bytes()) if isinstance(said, pikepdf.Stream) else {},
        codec=_codec(encoding) if not composite else "",
        notdef_codes=frozenset() if composite else _notdef_codes(encoding),
        program=LazyProgram(program if told else None),
        cid_to_gid=map_.read_bytes() if isinstance(map_, pikepdf.Stream) else None,
        scale=float(matrix[0]) if kind == "Type3" and matrix is not None else 0.001,
    )


def _name(value: Any, key: str) -> str:
    found = value.get(key)
    return str(found).removeprefix("/") if isinstance(found, pikepdf.Name) else ""


def _program(descriptor: Any) -> tuple[bool, Any]:
    """Whether a program is in the file, and the program where it can be read here."""
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if isinstance(stream := descriptor.get(key), pikepdf.Stream):
            return True, stream if key != "/FontFile" else None
    return False, None


def _missing_width(value: Any) -> float:
    """Width of what the font gives no width for; standard fonts need not give any (9.6.2.2)."""
    if "/Widths" not in value:
        return _STANDARD_WIDTH
    descriptor = value.get("/FontDescriptor")
    held = isinstance(descriptor, pikepdf.Dictionary)
    return float(descriptor.get("/MissingWidth", 0)) if held else 0.0


def _simple_widths(value: Any) -> Iterator[tuple[int, float]]:
    first = int(value.get("/FirstChar", 0))
    widths = value.get("/Widths")
    if isinstance(widths, pikepdf.Array):
        for i, width in enumerate(widths):
            if i > 255:
                return
            yield first + i, float(width)


def _cid_widths(value: Any) -> Iterator[tuple[int, float]]:
    """/W: `first [w w w]` or `first last w` (9.7.4.3), at most as many as there are CIDs."""
    items = list(value.get("/W", ()))[:MOST_CODES]
    left, i = MOST_CODES, 0
    while i + 1 < len(items) and left > 0:
        first = int(items[i])
        if isinstance(items[i + 1], pikepdf.Array):
            for cid, width in enumerate(items[i + 1], first):
                yield cid, float(width)
                left -= 1
            i += 2
        else:
            last, width = min(int(items[i + 1]), first + left), float(items[i + 2])
            yield from ((cid, width) for cid in range(first, last + 1))
            left -= last - first + 1
            i += 3


def _codec(encoding: Any) -> str:
    if isinstance(encoding, pikepdf.Dictionary):
        if "/Differences" in encoding:
            return ""
        encoding = encoding.get("/BaseEncoding")
    name = str(encoding) if isinstance(encoding, pikepdf.Name) else ""
    return _CODECS.get(name, "latin-1")


def _notdef_codes(encoding: Any) -> frozenset[int]:
    if not isinstance(encoding, pikepdf.Dictionary) or "/Differences" not in encoding:
        return frozenset()
    found, code = set(), 0
    for item in encoding.Differences:
        if isinstance(item, pikepdf.Name):
            if item == "/.notdef":
                found.add(code)
            code += 1
        else:
            code = int(item)
    return frozenset(found)
