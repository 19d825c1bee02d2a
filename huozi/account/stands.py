"""Where type stands: inside the area it belongs to, forward in its lines, on nothing else.

Text and notes stand in the type area 版心, furniture in the margins. What may stick out is said
here: the blank half of a mark at either end of a line, hanging marks where the book hangs them,
readings above the first line.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from huozi.account.column import CountedText
from huozi.account.geometry import Box, widened
from huozi.account.pieces import ShownText
from huozi.values.manuscript import Finding, finding
from huozi.values.style import LineStyle, PageFormat

#: How far anything may stick out: sums of rounded widths.
_ROUNDING_PT = 0.5
#: The blank half of a full-width mark, and a little of its other half.
HALF_MARK = 0.55
#: Readings above the first line of a page, in lines; marks below the last.
_ABOVE_LINES, _BELOW_LINES = 0.8, 0.35
#: Lines nearer than this share of their type overlap.
_NEAR = 0.55
#: A rule may stand so far in the cell of a character, in em.
_AIR = 0.2
#: A run goes back no more than this within its line: kerning, squeezed marks.
_BACK = 1.1


class Areas(NamedTuple):
    """Where on a page what may stand, in points; pages are rectos."""

    type_area: Box
    trim: Box
    hanging: bool
    leading: float


def areas(form: PageFormat, line: LineStyle, own_pages: bool) -> Areas:
    """The areas of a book. A style that makes pages of its own may use all of them."""
    trim = 0.0, 0.0, form.trim_width_pt, form.trim_height_pt
    inside = (
        form.inner_margin_pt,
        form.foot_margin_pt,
        form.trim_width_pt - form.outer_margin_pt,
        form.trim_height_pt - form.head_margin_pt,
    )
    return Areas(trim if own_pages else inside, trim, line.hanging, form.leading_pt)


def outside(column: CountedText, allowed: Areas) -> Iterator[Finding]:
    """Text that sticks out of the type area."""
    left, bottom, right, top = widened(allowed.type_area, _ROUNDING_PT)
    for number, piece in enumerate(column.pieces):
        high = piece.up_y
        if not piece.up_x and left <= piece.x and piece.end_x <= right:  # as nearly all type is
            if bottom <= piece.y - 0.12 * high and piece.y + 0.88 * high <= top:
                continue
        beyond = _beyond(piece, allowed)
        if beyond > _ROUNDING_PT:
            yield finding(
                "account-outside", column.place_of(number), text=quoted(piece.text),
                page=piece.page + 1, beyond=round(beyond, 1),
            )  # fmt: skip


def _beyond(piece: ShownText, allowed: Areas) -> float:
    """How far a piece sticks out of the type area."""
    left, bottom, right, top = piece.box
    area, air = allowed.type_area, 0.0
    x_beyond, y_beyond = max(area[0] - left, right - area[2]), max(area[1] - bottom, top - area[3])
    if max(x_beyond, y_beyond) <= _ROUNDING_PT:
        return 0.0
    air = HALF_MARK * piece.size
    if allowed.hanging:
        air += piece.size
    high, low = _ABOVE_LINES * allowed.leading, _BELOW_LINES * allowed.leading
    if piece.up_x:  # turned type: its lines run up or down the page
        x_beyond -= max(high, low) if x_beyond > 0 else 0.0
        y_beyond -= air if _is_mark(piece) else 0.0
        return max(x_beyond, y_beyond)
    x_beyond -= air if _is_mark(piece) else 0.0
    y_beyond = max(area[1] - bottom - low, top - area[3] - high)
    return max(x_beyond, y_beyond)


def out(box: Box, area: Box) -> float:
    """How far a box sticks out of an area."""
    return max(area[0] - box[0], area[1] - box[1], box[2] - area[2], box[3] - area[3])


def _is_mark(piece: ShownText) -> bool:
    text = piece.text.strip()
    return not (text[0].isalnum() and text[-1].isalnum())


def backwards(column: CountedText) -> Iterator[Finding]:
    """Pieces of one block that do not follow one another: along a line, then down."""
    for number, (one, other) in enumerate(pairwise(column.pieces), 1):
        if one.element != other.element or one.page != other.page:
            continue
        if other.y < one.y - one.up_y > 0 and not one.up_x:  # a line further down
            continue
        if _goes_back(one, other):
            yield finding(
                "account-order", column.place_of(number), text=quoted(other.text),
                page=other.page + 1,
            )  # fmt: skip


def disordered(column: CountedText, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """Paragraphs that begin above the end of the one before them, on the same page."""
    for (_, last), (first, _) in pairwise(paragraphs):
        one, other = column.pieces[last], column.pieces[first]
        if one.page == other.page and _goes_back(one, other):
            yield finding(
                "account-order", column.place_of(first), text=quoted(other.text),
                page=other.page + 1,
            )  # fmt: skip


def _goes_back(one: ShownText, other: ShownText) -> bool:
    size = max(one.size, other.size)
    up = one.up_x / one.size, one.up_y / one.size
    along = up[1], -up[0]
    dx, dy = other.x - one.end_x, other.y - one.end_y
    rise = dx * up[0] + dy * up[1]
    forward = dx * along[0] + dy * along[1]
    if rise > size:  # the next column of the page begins at its right
        return forward < 0
    return rise > -0.6 * size and forward < -_BACK * size


_Line = tuple[CountedText, int, ShownText]


def overlaps(columns: Sequence[CountedText]) -> Iterator[Finding]:
    """Lines of type that stand on one another."""
    pages: dict[int, list[_Line]] = {}
    for column in columns:
        for number, piece in enumerate(column.pieces):
            pages.setdefault(piece.page, []).append((column, number, piece))
    for lines in pages.values():
        level = [line for line in lines if not line[2].up_x]
        for (column, number, lower), upper in (*_near(level), *_crossing(lines, level)):
            yield finding(
                "account-overlap", column.place_of(number), text=quoted(lower.text),
                other=quoted(upper.text), page=lower.page + 1,
            )  # fmt: skip


def crossed(
    columns: Sequence[CountedText], rules: Mapping[int, Sequence[Box]]
) -> Iterator[Finding]:
    """Lines of type that a rule runs through, upright to them: notes over a turned table."""
    for column in columns if rules else ():
        for number, piece in enumerate(column.pieces):
            box, turned = piece.box, bool(piece.up_x)
            air = _AIR * piece.size
            for rule in rules.get(piece.page, ()):
                if _is_upright(rule) is not turned and _runs_through(rule, box, turned, air):
                    yield finding(
                        "account-crossed", column.place_of(number), text=quoted(piece.text),
                        page=piece.page + 1,
                    )  # fmt: skip
                    break


def _is_upright(rule: Box) -> bool:
    return rule[2] - rule[0] < rule[3] - rule[1]


def _runs_through(rule: Box, box: Box, turned: bool, air: float) -> bool:
    """Does a rule stand deep inside a box, and take much of its height?"""
    here, there = (1, 0) if turned else (0, 1)
    middle = (rule[here] + rule[here + 2]) / 2
    deep = min(middle - box[here], box[here + 2] - middle)
    shared = min(rule[there + 2], box[there + 2]) - max(rule[there], box[there])
    return deep > air and shared > air


def _near(lines: list[_Line]) -> Iterator[tuple[_Line, ShownText]]:
    """Lines that stand in the lines above them."""
    lines.sort(key=lambda line: -line[2].y)
    for at, (_, _, upper) in enumerate(lines):
        for line in lines[at + 1 :]:
            if upper.y - line[2].y >= _NEAR * line[2].size:
                break
            if _meet(upper, line[2]):
                yield line, upper
                break


def _crossing(lines: list[_Line], level: list[_Line]) -> Iterator[tuple[_Line, ShownText]]:
    """Lines that turned ones run through."""
    if len(lines) == len(level):
        return
    turned = [piece for _, _, piece in lines if piece.up_x]
    for line in level:
        left, bottom, right, top = line[2].box
        for piece in turned:
            box = piece.box
            width = min(right, box[2]) - max(left, box[0])
            height = min(top, box[3]) - max(bottom, box[1])
            if min(width, height) > _NEAR * min(line[2].size, piece.size):
                yield line, piece
                break


def _meet(one: ShownText, other: ShownText) -> bool:
    """Do two pieces of nearly one height share more than the air between them?"""
    share = min(one.end_x, other.end_x) - max(one.x, other.x)
    return share > 1.05 * max(one.size, other.size)


def quoted(text: str, most: int = 24) -> str:
    """The beginning of a text."""
    text = text.replace("\x00", "0")
    return text if len(text) <= most else f"{text[:most]}…"
