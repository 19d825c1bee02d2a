"""The note area: which lines of which notes stand at the foot of a page. Pure arithmetic.

Heights may be in any one unit. A note begins on the page of its call, with two lines at least, and
continues overleaf; a note of three lines or less is not divided. Where that would leave a hole,
notes are divided more freely (`Division`), since beginning on the page of the call is the stronger
rule. CLREQ leaves notes open; the rules are trade usage.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from msgspec import Struct

#: Lines of a note that are kept together at its beginning and at its end.
KEPT = 2
#: A note of so many lines is not divided.
WHOLE = 3

#: Of the most that notes take beside text, what they hold where text must not wait for all of them.
LATE_SHARE = 2 / 3

_EPSILON = 1e-6


class Division(IntEnum):
    """How freely the last note of a page may be divided."""

    KEPT = 0  # two lines at least stand together
    ANYWHERE = 1  # one line is enough
    OVERLEAF = 2  # … and of several notes called in one line only the first has to begin here
    LATE = 3  # notes hold no more room than a share of their most; what finds none begins overleaf


@dataclass(frozen=True, slots=True, eq=False)
class NoteLines:
    """The lines of a note, each by the distance of its lower edge from the top of the note."""

    ends: tuple[float, ...]
    of: object = None  # what the lines are, to whoever draws them

    def height(self, first: int, end: int) -> float:
        """The height of lines `first` to `end`."""
        return self.ends[end - 1] - (self.ends[first - 1] if first else 0.0) if end > first else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Rest:
    """A note from some line on: all of it, or what pages before left of it."""

    note: NoteLines
    first: int = 0

    @property
    def count(self) -> int:
        """How many lines are left."""
        return len(self.note.ends) - self.first

    @property
    def height(self) -> float:
        """The height of the lines that are left."""
        return self.note.height(self.first, len(self.note.ends))

    def least(self, division: Division) -> float:
        """The least height that the note has to take on the page where it begins."""
        return self.note.height(self.first, self.first + self.least_lines(division))

    def least_lines(self, division: Division) -> int:
        """How many lines that is."""
        if division:
            return min(1, self.count)
        if self.first:
            return self.count if self.count <= KEPT else 1
        return self.count if self.count <= WHOLE else KEPT

    def fitting(self, room: float, division: Division) -> int:
        """How many of the lines are set in `room`."""
        start = self.note.ends[self.first - 1] if self.first else 0.0
        count = bisect_right(self.note.ends, start + room + _EPSILON, self.first) - self.first
        if count >= self.count:
            return self.count
        if not division:
            count = min(count, self.count - KEPT)
        return count if count >= self.least_lines(division) else 0


class Shown(Struct, frozen=True):
    """The lines of a note that a page shows."""

    note: NoteLines
    first: int
    end: int

    @property
    def height(self) -> float:
        """The height of those lines."""
        return self.note.height(self.first, self.end)


def fill(
    queue: Sequence[Rest], room: float, division: Division = Division.KEPT, force: bool = False
) -> tuple[list[Shown], list[Rest]]:
    """Set the lines of notes in a room; returns those lines and what is left for the next page.

    Notes are set in the order of their calls. With `force` one line is set in any room.
    """
    shown: list[Shown] = []
    for at, rest in enumerate(queue):
        count = rest.fitting(room, division)
        if not count and not shown and force:
            count = rest.fitting(room, Division.ANYWHERE) or 1
        if count:
            shown.append(Shown(rest.note, rest.first, rest.first + count))
            room -= shown[-1].height
        if count < rest.count:
            return shown, [Rest(rest.note, rest.first + count), *queue[at + 1 :]]
    return shown, []


@dataclass(slots=True)
class Reserve:
    """The room that notes need while the text of a page is being set.

    `edge` is the height of rule and white around the notes, `most` the greatest height that long
    notes take while there is text. Notes called in one line belong together.
    """

    carried: Sequence[Rest] = ()
    edge: float = 0.0
    most: float = 0.0
    division: Division = Division.KEPT
    suspended: bool = False  # the text takes all room
    lines: list[list[Rest]] = field(default_factory=list)
    _carried: float = field(init=False)

    def __post_init__(self) -> None:
        self._carried = sum(rest.height for rest in self.carried)

    def least(self) -> float:
        """The room for those lines that have to stand on this page."""
        if self.suspended:
            return 0.0
        if self.lines and self.division is Division.LATE:
            return self._late(self.lines)
        if self.lines:
            return self._whole(self.lines[:-1]) + self._least(self.lines[-1])
        return self.edge + min(self._carried, self.most) if self.carried else 0.0

    def below(self, notes: Sequence[Rest] = ()) -> float:
        """The room that is left below a further line of text that calls `notes`."""
        if notes and not self.suspended and self.division is Division.LATE:
            return self._late([*self.lines, notes])
        if notes and not self.suspended:
            return self._whole(self.lines) + self._least(notes)
        if self.suspended or not self.lines or self.division:  # the last note may be divided
            return self.least()
        all_of_them = self._whole(self.lines) - self.edge
        return max(self.least(), self.edge + min(all_of_them, self.most))

    def _whole(self, lines: Sequence[Sequence[Rest]]) -> float:
        return self.edge + self._carried + sum(rest.height for line in lines for rest in line)

    def _late(self, lines: Sequence[Sequence[Rest]]) -> float:
        return min(self._whole(lines), self.edge + self.most * LATE_SHARE)

    def _least(self, line: Sequence[Rest]) -> float:
        if self.division is Division.OVERLEAF:
            return line[0].least(self.division)
        return sum(rest.height for rest in line[:-1]) + line[-1].least(self.division)
