"""What a galley shows: texts and pictures as its content streams paint them, and where.

The streams are read as a printer's machine reads them, with the state of their graphics: what is
clipped away, white on white, covered or of no size is not shown, whatever stands in the stream.
Only operators as our writers write them are understood, one to a line; another stream is refused.
"""

import re
from binascii import unhexlify
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack
from typing import Any, ClassVar
from unicodedata import category, normalize

from huozi.account.geometry import (
    Box,
    Matrix,
    around,
    body,
    bounds,
    common,
    holds,
    matrix,
    middle,
    times,
)
from huozi.account.glyphs import GlyphTexts
from huozi.account.pieces import SLOT, ShownPicture, ShownText
from huozi.values.structure import ARTIFACT, Marks

#: With a smaller share of black, or of opacity, a colour is white to a reader.
_FAINT = 0.05
#: Smaller type is seen by nobody, nor a smaller picture: one of a single pixel has 0.24 pt.
_LEAST_PT, LEAST_PICTURE_PT = 1.0, 0.1
#: A rule is less thick, and longer.
_THIN_PT = 2.5
#: A covering is as high as this share of the text below it; rules and strokes are less.
_COVERS = 0.5


class UnreadableError(ValueError):
    """A stream that none of our writers wrote."""


#: What our writers write, one operator to a line; names and strings hold no white but in `<<…>>`.
_READ = rb"[-\d.e]++"  # by `float`, which refuses what is no number
_NUMBER = rb"-?+(?:\d++(?:\.\d*+)?+|\.\d++)(?:e-?\d++)?+"
_OPERATORS = (
    (
        rb"\[(?:<[0-9a-f]*+>|[-\d. e]++)*+\] ?TJ|<[0-9a-f]++> ?Tj|(?:READ ){6}(?:Tm|cm)"
        rb"|/[\w.+-]++ NUM Tf|NUM (?:Tc|Ts|Tw|Tz|w|M|i)|\d (?:Tr|J|j)"
        rb"|BT|ET|q|Q|EMC|[fFSsBbhn]\*?|W\*?"
        rb"|/HzSlot <</Name \(\w++\)>> BDC|/Span <</ActualText <feff[0-9a-f]*+>>> BDC"
        rb"|/[\w.-]++ (?:gs|Do|sh|cs|CS|scn|SCN)|(?:NUM ){1,4}(?:g|G|rg|RG|k|K|scn|SCN|sc|SC)"
        rb"|(?:NUM ){2,6}(?:m|l|c|v|y|re)|\[[-\d. ]*+\] NUM d|"
    )
    .replace(b"NUM", _NUMBER)
    .replace(b"READ", _READ)
)
_STREAM = re.compile(rb"(?:(?:%b)\n)*+(?:%b)" % (_OPERATORS, _OPERATORS))

#: What is done on a page for a line of its stream.
Operation = Callable[[Any, bytes], None]


@dataclass(slots=True)
class _State:
    """The graphics state as far as it decides what is seen."""

    ctm: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    clip: Box | None = None
    font: GlyphTexts | None = None
    size: float = 0.0
    spacing: float = 0.0
    mode: bytes = b"0"
    white: bool = False
    alpha: float = 1.0


def shown(
    contents: Sequence[bytes], marks: Sequence[Marks], fonts: dict[bytes, GlyphTexts]
) -> Iterator["Page"]:
    """What each page shows. Raises UnreadableError."""
    for number, content in enumerate(contents):
        page = Page(number, fonts)
        if content:
            page.read(content, marks[number] if number < len(marks) else ())
        yield page


class Page:
    """One page, read line by line."""

    _operations: ClassVar[Mapping[bytes, Operation]]

    def __init__(self, number: int, fonts: dict[bytes, GlyphTexts]) -> None:
        self.number = number
        self.pieces: list[ShownText] = []
        self.pictures: list[ShownPicture] = []
        self.rules: list[Box] = []
        self.drawn: dict[int, Box] = {}  # by element, what paths of it were painted
        self._fonts = fonts
        self._inks: list[Box] = []  # tints that white type may stand on
        self._state, self._saved = _State(), list[_State]()
        self._element = ARTIFACT
        self._path: list[Box] = []  # rectangles and points of the path that is built
        self._clips = False
        self._texts: list[str] = []  # of the piece that is being shown
        self._origin: Matrix | None = None
        self._pen = self._ink = self._size = 0.0  # where the pen is, where the last glyph ends
        self._in_slot = False
        self._span: tuple[int, str] | None = None  # where it begins among the texts, what it says

    def read(self, content: bytes, marks: Marks) -> None:
        """Go through a stream."""
        if _STREAM.fullmatch(content) is None:
            raise UnreadableError("an operator that is not ours")
        begins, operators = dict(marks), self._operations
        for at, line in enumerate(content.split(b"\n")):
            if at in begins:
                self._begin(begins[at])
            if (operation := operators.get(line[-2:])) is not None:
                operation(self, line)
        if self._saved:
            raise UnreadableError("a state that is never left")

    def _begin(self, element: int) -> None:
        """From here on the content of an element is shown."""
        if element != self._element:
            self._end_piece()
            self._element = element

    # ---------------------------------------------------------------- text

    def _show(self, line: bytes) -> None:
        if self._state.font is None or self._origin is None:
            raise UnreadableError("text without a font or a place")
        said, shown_to, moved = _show(line, self._state.font, self._state)
        self._texts.append(SLOT if self._in_slot else said)
        self._in_slot = False
        if (ink := self._pen + shown_to) > self._ink:
            self._ink = ink
        self._pen += moved
        if self._state.size > self._size:
            self._size = self._state.size

    def _move(self, line: bytes) -> None:
        self._end_piece()
        self._origin = matrix(line)

    def _end_piece(self) -> None:
        """A piece has been shown."""
        if self._texts and self._origin is not None:
            text = "".join(self._texts)
            if text.strip():
                self._add(text, self._origin)
            self._texts.clear()
            a, b, c, d, e, f = self._origin  # what follows without a move begins where this ends
            self._origin = a, b, c, d, e + a * self._pen, f + b * self._pen
        self._pen = self._ink = self._size = 0.0

    def _add(self, text: str, origin: Matrix) -> None:
        state = self._state
        a, b, c, d, e, f = state.ctm
        oa, ob, oc, od, oe, of = origin
        x, y = a * oe + c * of + e, b * oe + d * of + f
        dx, dy = oa * self._ink, ob * self._ink
        ux, uy = oc * self._size, od * self._size
        piece = ShownText(
            self._element, self.number, text, x, y, x + a * dx + c * dy, y + b * dx + d * dy,
            a * ux + c * uy, b * ux + d * uy,
        )  # fmt: skip
        plain = state.clip is None and not state.white and state.alpha > _FAINT
        if not plain or state.mode != b"0" or piece.size < _LEAST_PT:
            piece = piece._replace(hidden=self._why_unseen(piece))
        self.pieces.append(piece)

    def _why_unseen(self, piece: ShownText) -> str:
        state = self._state
        if piece.size < _LEAST_PT:
            return "small"
        if state.mode in (b"3", b"7") or state.alpha <= _FAINT:
            return "invisible"
        if state.clip is not None and not holds(state.clip, body(piece.box)):
            return "clipped"
        if state.white and not any(holds(ink, middle(piece.box)) for ink in self._inks):
            return "white"
        return ""

    def _font(self, line: bytes) -> None:
        name, number, _ = line.split(b" ")
        self._state.font, self._state.size = self._fonts.get(name[1:]), float(number)

    def _spacing(self, line: bytes) -> None:
        self._state.spacing = float(line[:-3])

    def _mode(self, line: bytes) -> None:
        self._state.mode = line[:-3]

    def _begin_text(self, line: bytes) -> None:
        self._origin = 1.0, 0.0, 0.0, 1.0, 0.0, 0.0

    def _end_text(self, line: bytes) -> None:
        self._end_piece()
        self._origin = None

    def _open(self, line: bytes) -> None:
        if line.startswith(b"/Span"):
            says = bytes.fromhex(line[25:-7].decode()).decode("utf-16-be")
            self._span = len(self._texts), says
        else:
            self._in_slot = True

    def _close(self, line: bytes) -> None:
        if self._span is not None:
            _settle(self._texts, *self._span)
            self._span = None
        self._in_slot = False

    # ---------------------------------------------------------------- graphics

    def _save(self, line: bytes) -> None:
        now = self._state
        self._saved.append(now)
        self._state = _State(  # `copy` takes four times as long
            now.ctm, now.clip, now.font, now.size, now.spacing, now.mode, now.white, now.alpha
        )

    def _restore(self, line: bytes) -> None:
        self._end_piece()
        if not self._saved:
            raise UnreadableError("a state that was never saved")
        self._state = self._saved.pop()

    def _transform(self, line: bytes) -> None:
        self._state.ctm = times(matrix(line), self._state.ctm)

    def _rectangle(self, line: bytes) -> None:
        x, y, width, height = map(float, line[:-3].split())
        self._path.append(bounds(self._state.ctm, (x, y), (x + width, y + height)))

    def _point(self, line: bytes) -> None:
        x, y = line[:-2].split()[-2:]
        self._path.append(bounds(self._state.ctm, (float(x), float(y))))

    def _clip(self, line: bytes) -> None:
        self._clips = True

    def _paint(self, line: bytes) -> None:
        """A path is painted, or only clips."""
        state = self._state
        if self._path:
            outline = around(self._path)
            seen = common(state.clip, outline)
            if line in (b"f", b"F", b"B") and len(self._path) == 1 and state.alpha > _FAINT:
                self._cover(seen)
            if line != b"n":
                drawn = self.drawn.get(self._element)
                self.drawn[self._element] = around((seen, drawn)) if drawn else seen
                thin, long = sorted((seen[2] - seen[0], seen[3] - seen[1]))
                if 0 <= thin < _THIN_PT < long:
                    self.rules.append(seen)
            if self._clips:
                state.clip = seen
        self._path.clear()
        self._clips = False

    def _cover(self, box: Box) -> None:
        """A rectangle of one colour: what lies below it is seen no more."""
        self._hide(box)
        if not self._state.white:
            self._inks.append(box)

    def _hide(self, box: Box) -> None:
        """What was shown before lies below something."""
        for at, piece in enumerate(self.pieces):
            if not piece.hidden and box[3] - box[1] > _COVERS * piece.size:
                if holds(box, middle(piece.box)):
                    self.pieces[at] = piece._replace(hidden="covered")

    def _picture(self, line: bytes) -> None:
        if not line.startswith(b"/i"):
            raise UnreadableError("a group: write a paler colour in the place of opacity")
        box, state, hidden = bounds(self._state.ctm, (0.0, 0.0), (1.0, 1.0)), self._state, ""
        if min(box[2] - box[0], box[3] - box[1]) < LEAST_PICTURE_PT:
            hidden = "small"
        elif state.alpha <= _FAINT:
            hidden = "invisible"
        elif state.clip is not None and not holds(state.clip, box):
            hidden = "clipped"
        self.pictures.append(ShownPicture(self._element, self.number, box, hidden))
        self._hide(box)

    # ---------------------------------------------------------------- colours

    def _grey(self, line: bytes) -> None:
        self._state.white = float(line[:-2]) > 1 - _FAINT

    def _rgb(self, line: bytes) -> None:
        self._state.white = min(map(float, line[:-3].split())) > 1 - _FAINT

    def _cmyk(self, line: bytes) -> None:
        self._state.white = max(map(float, line[:-2].split())) < _FAINT

    def _special(self, line: bytes) -> None:
        numbers = line.split()[:-1]
        self._state.white = len(numbers) == 4 and max(map(float, numbers)) < _FAINT

    def _alpha(self, line: bytes) -> None:
        if line.startswith(b"/a") and line[2:3].isdigit():
            self._state.alpha = float(line[2:-3])


#: What is done for an operator, by the last two characters of its line.
Page._operations = {
    b"TJ": Page._show, b"Tj": Page._show, b"Tm": Page._move, b"Tf": Page._font,
    b"Tc": Page._spacing, b"Tr": Page._mode, b"BT": Page._begin_text, b"ET": Page._end_text,
    b"DC": Page._open, b"MC": Page._close, b"q": Page._save, b"Q": Page._restore,
    b"cm": Page._transform, b"re": Page._rectangle, b" m": Page._point, b" l": Page._point,
    b" c": Page._point, b" v": Page._point, b" y": Page._point, b"W": Page._clip,
    b"W*": Page._clip, b"Do": Page._picture, b" g": Page._grey, b"rg": Page._rgb,
    b" k": Page._cmyk, b"cn": Page._special, b"gs": Page._alpha,
    **dict.fromkeys((b"n", b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"), Page._paint),
}  # fmt: skip


def _show(line: bytes, font: GlyphTexts, state: _State) -> tuple[str, float, float]:
    """What a line shows, where its last glyph ends, and how far it moves the pen, in text space."""
    end = line.rfind(b">") + 1
    if line.startswith(b"[<") and line.find(b">") == end - 1:  # as most lines do
        parts = [b"", line[2 : end - 1]]
    else:
        parts = line[:end].lstrip(b"[").replace(b">", b"<").split(b"<")
    glyphs = unhexlify(b"".join(parts[1::2]))
    codes = unpack(f">{len(glyphs) // 2}H", glyphs)
    moved: float = sum(map(font.widths.__getitem__, codes))
    for number in filter(None, parts[::2]):
        moved -= sum(map(float, number.split())) if b" " in number else float(number)
    ends = moved * state.size / 1000 + len(codes) * state.spacing
    said = "".join(map(font.texts.__getitem__, codes))
    if line.endswith(b">]TJ"):
        return said, ends - state.spacing, ends
    behind = line[end:].strip(b" TJj[]")
    back = sum(map(float, behind.split())) * state.size / 1000 if behind else 0.0
    return said, ends - state.spacing, ends - back


def _settle(texts: list[str], start: int, says: str) -> None:
    """A span says in other words what its glyphs show: one glyph may stand for two characters.

    Letters are believed where they are the same but for their form (Kangxi radicals, compatibility
    ideographs), marks and signs as they are: nobody reads another text into them.
    """
    glyphs = "".join(texts[start:])
    showing, saying = "".join(glyphs.split()), "".join(says.split())
    if showing == saying or len(showing) != len(saying):
        return
    if all(_alike(one, other) for one, other in zip(showing, saying, strict=True)):
        texts[start:] = [says]


@lru_cache(maxsize=4096)
def _alike(one: str, other: str) -> bool:
    if one == other or normalize("NFKC", one) == normalize("NFKC", other):
        return True
    return category(one)[0] in "PSZC" and category(other)[0] in "PSZC"
