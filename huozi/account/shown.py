"""What a galley shows: texts and pictures as its content streams paint them, and where.

The streams are read as a printer's machine reads them, with the state of their graphics: what is
clipped away, white on white, covered or of no size is not shown, whatever stands in the stream.
Only operators as our writers write them are understood, one to a line; another stream is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from struct import unpack
from typing import NamedTuple
from unicodedata import category, normalize

from huozi.values.galley import FontUse
from huozi.values.structure import ARTIFACT, Marks

#: Stands for a number that the linker puts in.
SLOT = "\x00"
#: With a smaller share of black, or of opacity, a colour is white to a reader.
_FAINT = 0.05
#: Smaller type is seen by nobody, nor a smaller picture: one of a single pixel has 0.24 pt.
_LEAST_PT, _LEAST_PICTURE_PT = 1.0, 0.1
#: A rule is less thick, and longer.
_THIN_PT = 2.5
#: Sums of numbers with four digits behind the point.
_ROUNDING = 0.1
#: A covering is as high as this share of the text below it; rules and strokes are less.
_COVERS = 0.5

Box = tuple[float, float, float, float]  # left, bottom, right, top in points
Matrix = tuple[float, float, float, float, float, float]


class UnreadableError(ValueError):
    """A stream that none of our writers wrote."""


class Piece(NamedTuple):
    """A text that is set from one point on. Points and directions are of the page, in points."""

    element: int  # of the structure; ARTIFACT for what is not read
    page: int
    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    up_x: float  # from the baseline, as long as the type is high
    up_y: float
    hidden: str = ""  # why nobody sees it

    @property
    def size(self) -> float:
        """Of the type, in points."""
        return max(abs(self.up_x), abs(self.up_y))

    @property
    def box(self) -> Box:
        """From the foot to the head of its cells."""
        xs = (self.x, self.end_x)
        ys = (self.y, self.end_y)
        below, above = 0.12, 0.88
        across = sorted((above * self.up_x, -below * self.up_x))
        along = sorted((above * self.up_y, -below * self.up_y))
        return min(xs) + across[0], min(ys) + along[0], max(xs) + across[1], max(ys) + along[1]


class Picture(NamedTuple):
    """A picture on a page."""

    element: int
    page: int
    box: Box
    hidden: str = ""


class Font(NamedTuple):
    """What the glyphs of a font stand for, and how wide they are."""

    texts: dict[int, str]
    widths: dict[int, int]


class _Unknown(dict[int, str]):
    def __missing__(self, glyph: int) -> str:
        return "\ufffd"


class _NoWidth(dict[int, int]):
    def __missing__(self, glyph: int) -> int:
        return 0


class _Rows(dict[bytes, tuple[int, int, str]]):
    """Rows of glyphs, taken apart once: those of one font come back in every unit."""

    def __missing__(self, line: bytes) -> tuple[int, int, str]:
        glyph, width, text = line.split(b" ")
        if len(self) > _MOST_ROWS:
            self.clear()
        row = int(glyph, 16), int(width), bytes.fromhex(text.decode()).decode("utf-16-be")
        self[line] = row
        return row


_MOST_ROWS = 1 << 17
_rows = _Rows()


def fonts_of(uses: Sequence[FontUse]) -> dict[bytes, Font]:
    """The fonts of a galley by their names in its streams."""
    fonts = {}
    for use in uses:
        glyphs, widths, texts = zip(*map(_rows.__getitem__, use.glyphs.split(b"\n")), strict=True)
        fonts[use.resource.encode()] = Font(
            _Unknown(zip(glyphs, texts, strict=True)), _NoWidth(zip(glyphs, widths, strict=True))
        )
    return fonts


#: What our writers write, one operator to a line; names and strings hold no white but in `<<…>>`.
_NUMBER = rb"-?+(?:\d++(?:\.\d*+)?+|\.\d++)(?:e-?\d++)?+"
_OPERATORS = (
    rb"\[(?:<[0-9a-f]*+>|[-\d. e]++)*+\] ?TJ|<[0-9a-f]++> ?Tj|(?:NUM ){6}(?:Tm|cm)"
    rb"|/[\w.+-]++ NUM Tf|NUM (?:Tc|Ts|Tw|Tz|w|M|i)|\d (?:Tr|J|j)"
    rb"|BT|ET|q|Q|EMC|[fFSsBbhn]\*?|W\*?"
    rb"|/HzSlot <</Name \(\w++\)>> BDC|/Span <</ActualText <feff[0-9a-f]*+>>> BDC"
    rb"|/[\w.-]++ (?:gs|Do|sh|cs|CS|scn|SCN)|(?:NUM ){1,4}(?:g|G|rg|RG|k|K|scn|SCN|sc|SC)"
    rb"|(?:NUM ){2,6}(?:m|l|c|v|y|re)|\[[-\d. ]*+\] NUM d|"
).replace(b"NUM", _NUMBER)
_STREAM = re.compile(rb"(?:(?:%b)\n)*+(?:%b)" % (_OPERATORS, _OPERATORS))


@dataclass(slots=True)
class _State:
    """The graphics state as far as it decides what is seen."""

    ctm: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    clip: Box | None = None
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    mode: bytes = b"0"
    white: bool = False
    alpha: float = 1.0


@dataclass(slots=True)
class _Page:
    """One page while it is read."""

    number: int
    fonts: dict[bytes, Font]
    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    inks: list[Box] = field(default_factory=list)  # tints that white type may stand on


def shown(
    contents: Sequence[bytes], marks: Sequence[Marks], fonts: dict[bytes, Font]
) -> Iterator[tuple[list[Piece], list[Picture], list[Box]]]:
    """Texts, pictures and rules of each page. Raises UnreadableError."""
    for number, content in enumerate(contents):
        page = _Page(number, fonts)
        if content:
            _read(content, marks[number] if number < len(marks) else (), page)
        yield page.pieces, page.pictures, page.rules


def _read(content: bytes, marks: Marks, page: _Page) -> None:
    """Go through a stream, line by line."""
    if _STREAM.fullmatch(content) is None:
        raise UnreadableError("an operator that is not ours")
    state, saved = _State(), list[_State]()
    begins = dict(marks)
    element = ARTIFACT
    path: list[Box] = []  # rectangles and points of the path that is built
    clips = False
    texts: list[str] = []  # of the piece that is being shown
    origin: Matrix | None = None
    pen = ink = size = 0.0  # where the pen is, where the last glyph ends
    slot = False
    span: tuple[int, str] | None = None  # where it begins among the texts, what it says

    def end_piece() -> None:
        nonlocal pen, ink, size, origin
        if texts and origin is not None:
            _add(page, state, element, "".join(texts), origin, ink, size)
            texts.clear()
            # what follows without a move of its own begins where this ends
            a, b, c, d, e, f = origin
            origin = a, b, c, d, e + a * pen, f + b * pen
        pen = ink = size = 0.0

    for at, line in enumerate(content.split(b"\n")):
        if at in begins:
            if begins[at] != element:
                if span is None:
                    end_piece()
                element = begins[at]
        last = line[-2:]
        if last == b"TJ" or last == b"Tj":
            if state.font is None or origin is None:
                raise UnreadableError("text without a font or a place")
            said, shown_to, moved = _show(line, state)
            texts.append(SLOT if slot else said)
            slot = False
            ink = max(ink, pen + shown_to)
            pen += moved
            size = max(size, state.size)
        elif last == b"Tm":
            end_piece()
            origin = _matrix(line)
        elif last == b"Tf":
            name, number, _ = line.split(b" ")
            state.font, state.size = page.fonts.get(name[1:]), float(number)
        elif last == b"MC":
            if span is not None:
                start, says = span
                _settle(texts, start, says)
                span = None
            slot = False
        elif last == b"DC":
            if line.startswith(b"/Span"):
                span = len(texts), bytes.fromhex(line[25:-7].decode()).decode("utf-16-be")
            else:
                slot = True
        elif last == b"Tc":
            state.spacing = float(line[:-3])
        elif line == b"q":
            saved.append(state)
            state = _State(
                state.ctm, state.clip, state.font, state.size, state.spacing, state.mode,
                state.white, state.alpha,
            )  # fmt: skip
        elif line == b"Q":
            end_piece()
            if not saved:
                raise UnreadableError("a state that was never saved")
            state = saved.pop()
        elif last == b"ET":
            end_piece()
            origin = None
        elif last == b"BT":
            origin = 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
        elif last == b"cm":
            state.ctm = _times(_matrix(line), state.ctm)
        elif last == b"re":
            x, y, width, height = map(float, line[:-3].split())
            path.append(_bounds(state.ctm, (x, y), (x + width, y + height)))
        elif last in (b" m", b" l", b" c"):
            numbers = list(map(float, line[:-2].split()))
            path.append(_bounds(state.ctm, tuple(numbers[-2:])))
        elif last in (b"W", b"W*"):
            clips = True
        elif last in _PAINTS:
            if clips and path:
                state.clip = _common(state.clip, _around(path))
            if line in (b"f", b"F", b"B") and len(path) == 1 and state.alpha > _FAINT:
                _cover(page, state, path[0])
            if path and not clips and line[:1] in b"fFS":
                _rule(page, state, _around(path))
            path.clear()
            clips = False
        elif last == b" g":
            state.white = float(line[:-2]) > 1 - _FAINT
        elif last == b"rg":
            state.white = min(map(float, line[:-3].split())) > 1 - _FAINT
        elif last == b" k" or (last == b"cn" and line.count(b" ") == 4):
            state.white = max(map(float, line[: line.rfind(b" ")].split())) < _FAINT
        elif last == b"cn":
            state.white = False
        elif last == b"gs":
            if line.startswith(b"/a") and line[2:3].isdigit():
                state.alpha = float(line[2:-3])
        elif last == b"Tr":
            state.mode = line[:-3]
        elif last == b"Do":
            if line.startswith(b"/i"):
                box = _bounds(state.ctm, (0.0, 0.0), (1.0, 1.0))
                page.pictures.append(Picture(element, page.number, box, _unseen(state, box)))
                _hide(page, box)
    if saved:
        raise UnreadableError("a state that is never left")


_PAINTS = frozenset((b"n", b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"))


def _show(line: bytes, state: _State) -> tuple[str, float, float]:
    """What a line shows, where its last glyph ends, and how far it moves the pen, in text space."""
    end = line.rfind(b">") + 1
    parts = line[:end].lstrip(b"[").replace(b">", b"<").split(b"<")
    behind = line[end:].strip(b" TJj[]")
    glyphs = bytes.fromhex(b"".join(parts[1::2]).decode())
    codes = unpack(f">{len(glyphs) // 2}H", glyphs)
    font = state.font
    assert font is not None
    moved: float = sum(map(font.widths.__getitem__, codes))
    for number in parts[::2]:
        if number:
            moved -= sum(map(float, number.split()))
    ends = moved * state.size / 1000 + len(codes) * state.spacing
    back = sum(map(float, behind.split())) * state.size / 1000 if behind else 0.0
    said = "".join(map(font.texts.__getitem__, codes))
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


def _add(
    page: _Page, state: _State, element: int, text: str, origin: Matrix, pen: float, size: float
) -> None:
    """A piece has been shown."""
    if not text.strip():
        return
    a, b, c, d, e, f = state.ctm
    oa, ob, oc, od, oe, of = origin
    x, y = a * oe + c * of + e, b * oe + d * of + f
    dx, dy = oa * pen, ob * pen
    end_x, end_y = x + a * dx + c * dy, y + b * dx + d * dy
    ux, uy = oc * size, od * size
    up_x, up_y = a * ux + c * uy, b * ux + d * uy
    piece = Piece(element, page.number, text, x, y, end_x, end_y, up_x, up_y)
    if state.clip is not None or state.white or state.mode != b"0" or state.alpha <= _FAINT:
        piece = piece._replace(hidden=_why_unseen(page, state, piece))
    elif piece.size < _LEAST_PT:
        piece = piece._replace(hidden="small")
    page.pieces.append(piece)


def _why_unseen(page: _Page, state: _State, piece: Piece) -> str:
    box = piece.box
    if piece.size < _LEAST_PT:
        return "small"
    if state.mode in (b"3", b"7") or state.alpha <= _FAINT:
        return "invisible"
    if state.clip is not None and not _holds(state.clip, _body(box)):
        return "clipped"
    if state.white and not any(_holds(ink, _middle(box)) for ink in page.inks):
        return "white"
    return ""


def _unseen(state: _State, box: Box) -> str:
    """Why a picture is not seen whole."""
    if box[2] - box[0] < _LEAST_PICTURE_PT or box[3] - box[1] < _LEAST_PICTURE_PT:
        return "small"
    if state.alpha <= _FAINT:
        return "invisible"
    if state.clip is not None and not _holds(state.clip, box):
        return "clipped"
    return ""


def _cover(page: _Page, state: _State, box: Box) -> None:
    """A rectangle of one colour: what lies below it is seen no more."""
    if state.clip is not None:
        box = _common(state.clip, box)
    _hide(page, box)
    if not state.white:
        page.inks.append(box)


def _rule(page: _Page, state: _State, box: Box) -> None:
    """A path that is long and thin where it may be seen."""
    left, bottom, right, top = _common(state.clip, box)
    thin, long = sorted((right - left, top - bottom))
    if 0 <= thin < _THIN_PT < long:
        page.rules.append((left, bottom, right, top))


def _hide(page: _Page, box: Box) -> None:
    """What was shown before lies below something."""
    for at, piece in enumerate(page.pieces):
        if not piece.hidden and box[3] - box[1] > _COVERS * piece.size:
            if _holds(box, _middle(piece.box)):
                page.pieces[at] = piece._replace(hidden="covered")


def _middle(box: Box) -> Box:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x, y, x, y


def _body(box: Box) -> Box:
    """A box without the air around its type: marks have half an em of it, lines a little."""
    height = box[3] - box[1]
    inset = min(height / 2, (box[2] - box[0]) / 2)
    return box[0] + inset, box[1] + 0.2 * height, box[2] - inset, box[3] - 0.2 * height


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0] + _ROUNDING
        and outer[1] <= inner[1] + _ROUNDING
        and inner[2] <= outer[2] + _ROUNDING
        and inner[3] <= outer[3] + _ROUNDING
    )


def _matrix(line: bytes) -> Matrix:
    a, b, c, d, e, f = map(float, line[:-3].split())
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    oa, ob, oc, od, oe, of = other
    return (
        a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od,
        e * oa + f * oc + oe, e * ob + f * od + of,
    )  # fmt: skip


def _bounds(ctm: Matrix, *points: tuple[float, ...]) -> Box:
    """The box round some points; two of them are the corners of a rectangle."""
    if len(points) == 2:
        (x0, y0), (x1, y1) = points
        points = (x0, y0), (x1, y1), (x0, y1), (x1, y0)
    a, b, c, d, e, f = ctm
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _common(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return (
        max(one[0], other[0]), max(one[1], other[1]),
        min(one[2], other[2]), min(one[3], other[3]),
    )  # fmt: skip
