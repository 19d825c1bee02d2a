"""Footnotes: which lines of which notes stand at the foot of each page.

WeasyPrint moves a note to the next page whole or not at all, and keeps count of notes while it
tries lines and takes them back; a note that slips through is lost. Here the notes of a page are
found from the lines that stand on it, once these are settled; the count during layout only decides
where the text ends (`footlines`). A note is laid out once. Each page shows as many of its lines as
there is room for below the text; the rest stands overleaf, below the text or on pages of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from math import inf
from typing import Any, NamedTuple

from huozi.compile.engine.library import AbsolutePlaceholder, block, boxes, build
from huozi.compile.notearea import Division, NoteLines, Reserve, Rest, Shown, fill
from huozi.compile.notes import LAST_CIRCLED
from huozi.compile.page import grid
from huozi.compile.page.session import in_force

#: Attribute of a layout context: its notes.
FOOT = "_huozi_foot"
#: White above the notes that is no hole, in lines.
MOST_WHITE = 2.0
_EPSILON = 1e-3
#: From what hole on, in lines, notes are divided more freely, if that makes it so much less.
_WORTH = {Division.ANYWHERE: MOST_WHITE + _EPSILON, Division.OVERLEAF: 4.0, Division.LATE: 8.0}
_LESS = 0.5


class Waiting:
    """The notes that are not called yet, with the methods of the list that WeasyPrint expects.

    WeasyPrint searches it for every box of every line, so it is a dict.
    """

    def __init__(self, notes: Iterable[Any]) -> None:
        self._notes = {id(note): note for note in notes}

    def __contains__(self, note: Any) -> bool:
        return id(note) in self._notes

    def __len__(self) -> int:
        return len(self._notes)

    def append(self, note: Any) -> None:
        """Add a note whose call was taken back."""
        self._notes[id(note)] = note

    def remove(self, note: Any) -> None:
        """Remove a note that is called."""
        self._notes.pop(id(note), None)

    def copy(self) -> "Waiting":
        """A copy."""
        return Waiting(self._notes.values())


class _Laid(NamedTuple):
    """A note laid out: the box it was made from, its lines, and where each begins."""

    note: Any
    box: Any
    starts: tuple[float, ...]


class Foot:
    """The notes of a document, and those of the page that is being made."""

    def __init__(self) -> None:
        self.left: dict[int, list[Rest]] = {}  # page → what goes on overleaf
        self.held: Any = None  # the forced break that waits until all notes are set
        self.reserve = Reserve()
        self.shown: list[Shown] = []
        self.calls = 0  # of notes, on the page
        self.hole = 0.0  # white above the notes, or for their sake, in lines
        self.refused = False  # did a line find no room for its notes, or go overleaf with them?
        self._reserved = 0.0
        self._known: dict[int, NoteLines] = {}

    def begin(self, context: Any, division: Division = Division.KEPT) -> None:
        """Begin the current page of the context, or begin it again."""
        area = context.current_footnote_area
        edge = area.margin_top + area.margin_bottom + area.padding_top + area.padding_bottom
        edge += area.border_top_width + area.border_bottom_width
        carried = self.left.get(context.current_page - 1, [])
        self.reserve = Reserve(carried, edge, area.max_height, division)
        self.refused = False
        self._update(context)

    def suspend(self, context: Any) -> None:
        """Reserve no room for notes on this page."""
        self.reserve.suspended = True
        self._update(context)

    def end(self, context: Any) -> None:
        """Release the room that was reserved on the page."""
        self.reserve = Reserve()
        self._update(context)

    def _update(self, context: Any) -> None:
        least = self.reserve.least()
        context.page_bottom -= least - self._reserved
        self._reserved = least

    def bottom(self, context: Any) -> float:
        """The lower edge of the type area, in CSS pixels."""
        bottom: float = context.page_bottom + self._reserved
        return bottom

    def call(self, context: Any, notes: list[Any]) -> None:
        """Reserve room for the notes that a line calls."""
        for note in notes:
            context.footnotes.remove(note)
        self.reserve.lines.append([self.rest_of(context, note) for note in notes])
        self._update(context)

    def take_back(self, context: Any, note: Any) -> None:
        """Release the room of a note whose line is taken back."""
        known = self._known.get(id(note))
        lines = [[rest for rest in line if rest.note is not known] for line in self.reserve.lines]
        if lines != self.reserve.lines:
            self.refused = True
            context.footnotes.append(note)
            self.reserve.lines = [line for line in lines if line]
            self._update(context)

    def rest_of(self, context: Any, note: Any) -> Rest:
        """A note with all its lines."""
        if id(note) not in self._known:
            self._known[id(note)] = _measured(context, note)
        return Rest(self._known[id(note)])

    def settle(self, context: Any, root: Any, force: bool = False) -> bool:
        """Choose what stands at the foot of the page below this text. Returns whether every note
        that is called here begins here.
        """
        called = [box.footnote for box in root.descendants(placeholders=True) if box.footnote]
        self.calls = len(called)
        on_page = [self.rest_of(context, note) for note in called]
        queue = [*self.reserve.carried, *on_page]
        room = self.bottom(context) - lower_edge(root) - self.reserve.edge
        self.shown, left = fill(queue, room, self.reserve.division, force)
        self.left[context.current_page] = left
        self._sort_out(context, called)
        free = room - sum(shown.height for shown in self.shown)
        noted = self.shown or left or self.refused
        self.hole = free / grid.pitch_px(root) if noted else 0.0
        begun = {id(shown.note) for shown in self.shown}
        return all(id(rest.note) in begun for rest in on_page)

    def _sort_out(self, context: Any, called: list[Any]) -> None:
        """Remove the notes called on the page, and no others, from those that wait."""
        on_page = set(map(id, called))
        for rest in (rest for line in self.reserve.lines for rest in line):
            note = rest.note.of.note  # type: ignore[attr-defined]
            if id(note) not in on_page:
                context.footnotes.append(note)
        for note in called:
            context.footnotes.remove(note)


def foot_of(context: Any) -> Foot | None:
    """The notes of a document; None where it has none, or is not paginated by our rules."""
    foot: Foot | None = context.__dict__.get(FOOT)
    return foot


# ------------------------------------------------------------------------------------- hooks


def layout_document(
    original: Callable[..., Any], html: Any, root: Any, context: Any, *rest: Any
) -> Any:
    """Lay a document out with its notes under our control."""
    if context.footnotes and in_force():
        context.__dict__[FOOT] = Foot()
        context.footnotes = Waiting(context.footnotes)
    return original(html, root, context, *rest)


def layout_footnote(original: Callable[..., Any], context: Any, note: Any) -> Any:
    """Reserve room for a note that WeasyPrint itself found."""
    foot = foot_of(context)
    if foot is None:
        return original(context, note)
    foot.call(context, [note])
    return False


def unlayout_footnote(original: Callable[..., Any], context: Any, note: Any) -> None:
    """Release the room of a note whose line is taken back."""
    foot = foot_of(context)
    if foot is None:
        original(context, note)
    else:
        foot.take_back(context, note)


def report_footnote(original: Callable[..., Any], context: Any, note: Any) -> None:
    """Do nothing where WeasyPrint would move a note overleaf: `Foot.settle` decides that."""
    if foot_of(context) is None:
        original(context, note)


def make_page(original: Callable[..., Any], context: Any, *rest: Any) -> Any:
    """Make a page, and tell WeasyPrint whether notes are left for the next one."""
    foot = foot_of(context)
    if foot is None:
        return original(context, *rest)
    context.reported_footnotes = []
    made = original(context, *rest)
    context.reported_footnotes = list(foot.left.get(context.current_page, ()))
    return made


def page_layout(
    original: Callable[..., Any], context: Any, box: Any, *rest: Any, **named: Any
) -> Any:
    """Lay out the text of a page, and its notes below."""
    foot = foot_of(context)
    if foot is not None and isinstance(box, boxes.FootnoteAreaBox):
        result = original(context, box, *rest, **named)
        _set_notes(result[0], foot.shown)
        return result
    if foot is None or not box.is_for_root_element:
        return original(context, box, *rest, **named)
    return _PageText(original, context, foot, box, rest).made()


class _PageText:
    """Lays out the text of one page."""

    def __init__(
        self, original: Callable[..., Any], context: Any, foot: Foot, box: Any, rest: Any
    ) -> None:
        self.original, self.context, self.foot, self.box = original, context, foot, box
        self.skip_stack, (self.absolute, self.fixed) = rest[1], rest[4:6]
        self.rest = rest
        self.came_from = grid.came_from(context)
        self.position = box.position_x, box.position_y

    def made(self) -> Any:
        """The page, laid out as often as its notes need.

        Notes are divided more freely where that makes its hole smaller. The page shows notes alone
        where those of the page before leave no room for a note that is called here.
        """
        foot = self.foot
        result = None if foot.held else self._laid()
        in_time = result and foot.settle(self.context, result[0], force=not self.box.children)
        if foot.held or (not in_time and foot.reserve.carried):
            if result:
                self._undo(result)
            result = self._notes_alone()
        elif foot.hole > MOST_WHITE + _EPSILON and _goes_on(result):
            result = self._divided(result)
        foot.end(self.context)
        return self._held_back(result)

    def _laid(self, division: Division = Division.KEPT) -> Any:
        self.foot.begin(self.context, division)
        return self.original(self.context, self.box, *self.rest[:6], [])

    def _undo(self, result: Any) -> None:
        block.remove_placeholders(self.context, [result[0]], self.absolute, self.fixed)
        grid.come_from(self.context, self.came_from)
        self.box.position_x, self.box.position_y = self.position

    def _divided(self, result: Any) -> Any:
        """The page with notes that are divided more freely, if that makes its hole smaller."""
        best, least = Division.KEPT, self.foot.hole
        for division, worth in _WORTH.items():
            if least > worth:
                self._undo(result)
                result = self._laid(division)
                self.foot.settle(self.context, result[0])
                if self.foot.hole < least - _LESS and self._is_even(division):
                    best, least = division, self.foot.hole
        if self.foot.reserve.division is not best:
            self._undo(result)
            result = self._laid(best)
            self.foot.settle(self.context, result[0])
        return result

    def _is_even(self, division: Division) -> bool:
        """Whether all marks are equally wide, wherever notes begin. Otherwise a new mark could
        change a line, and pages would not settle.
        """
        return division is not Division.LATE or self.foot.calls <= LAST_CIRCLED

    def _notes_alone(self) -> Any:
        self.foot.begin(self.context)
        box = self.box.copy_with_children([])
        empty = self.original(
            self.context, box, self.rest[0], None, self.rest[2], *self.rest[3:6], []
        )
        self.foot.settle(self.context, empty[0], force=not empty[0].children)
        following = self.foot.held or self._next_page()
        self.foot.held = None
        return empty[0], self.skip_stack or {0: None}, following, *empty[3:]

    def _next_page(self) -> Any:
        """The request for a page like this one, without a break before it."""
        return {**self.context.page_maker[self.context.current_page - 1][1], "break": "any"}

    def _held_back(self, result: Any) -> Any:
        """The page, with the forced break behind it delayed until no notes are left."""
        if not self.foot.left[self.context.current_page] or _goes_on(result) or result[1] is None:
            return result
        self.foot.held = result[2]
        return *result[:2], self._next_page(), *result[3:]


def _goes_on(result: Any) -> bool:
    """Whether the text continues without a forced break."""
    return result[1] is not None and result[2]["break"] == "any"


# ------------------------------------------------------------------------------------- boxes


def _measured(context: Any, note: Any) -> NoteLines:
    """Lay a note out by itself, and measure its lines."""
    came_from = grid.came_from(context)
    area = context.current_footnote_area
    copy = area.copy_with_children([build.create_anonymous_boxes(note)])
    laid = block.block_level_layout(context, copy, -inf, None, area.page)[0].children[0]
    grid.come_from(context, came_from)
    top = laid.position_y
    starts = [line.position_y - top for line in laid.children]
    return NoteLines((*starts[1:], laid.margin_height()), _Laid(note, laid, tuple(starts)))


def _set_notes(area: Any, shown: list[Shown]) -> None:
    """Put the lines of notes that a page shows into its note area."""
    top = y = area.content_box_y()
    pieces = []
    for part in shown:
        laid: Any = part.note.of
        note, starts = laid.box, laid.starts
        lines = note.children[part.first : part.end]
        begin = part.note.height(0, part.first)
        for line, start in zip(lines, starts[part.first :], strict=False):
            line.translate(dy=y + start - begin - line.position_y)
        piece = note.copy_with_children(lines)
        piece.remove_decoration(start=part.first > 0, end=part.end < len(note.children))
        piece.position_y, piece.height = y, part.height
        pieces.append(piece)
        y += part.height
    area.children, area.height = pieces, y - top


def lower_edge(box: Any) -> float:
    """The lower edge of the content of a laid box."""
    own: float = box.position_y + box.margin_height()
    if isinstance(box, boxes.LineBox | boxes.TableBox) or not isinstance(box, boxes.ParentBox):
        return own
    inner = list(_in_flow(box.children))
    if any(child.style["transform"] for child in inner):
        return own
    if not inner:
        return box.position_y if box.is_for_root_element else own
    return max(map(lower_edge, inner)) + box.padding_bottom + box.border_bottom_width


def _in_flow(children: Iterable[Any]) -> Iterator[Any]:
    return (
        child
        for child in children
        if not isinstance(child, AbsolutePlaceholder) and child.is_in_normal_flow()
    )
