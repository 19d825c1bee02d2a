"""A newer manuscript into a text that an editor has corrected: a three-way merge by paragraph.

Of last import, edited file and new import, what one side changed is taken; what both changed in the
same way, too. What they changed otherwise is a conflict: 原稿, 改稿 and 新稿 side by side, never as
marks in a text. A file with a conflict that nobody has decided is not written.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

_FENCE = "---"


class MergeConflict(Struct, frozen=True):
    """Paragraphs that both sides changed. `line` is that of the edited file."""

    id: str
    line: int
    base: str  # 原稿
    mine: str  # 改稿
    theirs: str  # 新稿


class MergedText(Struct, frozen=True):
    """The merged file; `text` holds the edited words where a conflict is open."""

    text: str
    conflicts: tuple[MergeConflict, ...]  # open ones

    @property
    def ready(self) -> bool:
        """Whether it may be written."""
        return not self.conflicts


class _Stretch(Struct, frozen=True):
    """A paragraph, or a line of front matter, with the empty lines below it."""

    key: str
    raw: str
    line: int


def merge(
    base: str, mine: str, theirs: str, decided: Mapping[str, str] | None = None
) -> MergedText:
    """Merge three texts. `decided` says of conflicts, by id, whose words stand: mine or theirs."""
    return _Merge(base, mine, theirs, decided or {}).run()


class _Merge:
    def __init__(self, base: str, mine: str, theirs: str, decided: Mapping[str, str]) -> None:
        self.base, self.mine, self.theirs = map(_pieces, (base, mine, theirs))
        self.end = mine[len(mine.rstrip("\n")) :]
        self.decided = decided
        self.made: list[_Stretch] = []
        self.conflicts: list[MergeConflict] = []

    def run(self) -> MergedText:
        """Stretches that all three have, and what lies between them."""
        at = mine_at = theirs_at = 0
        for start, mine, theirs, length in self.common():
            self.between(
                self.base[at:start], self.mine[mine_at:mine], self.theirs[theirs_at:theirs]
            )
            self.made += map(
                _blanks_of,
                self.base[start : start + length],
                self.mine[mine : mine + length],
                self.theirs[theirs : theirs + length],
            )
            at, mine_at, theirs_at = start + length, mine + length, theirs + length
        text = _joined(self.made).rstrip("\n") + self.end
        return MergedText(text, tuple(self.conflicts))

    def common(self) -> Iterator[tuple[int, int, int, int]]:
        """Stretches of the base that both sides kept; the last is empty, at the end."""
        ours, others = _matches(self.base, self.mine), _matches(self.base, self.theirs)
        i = j = 0
        while i < len(ours) and j < len(others):
            a, a_mine, a_size = ours[i]
            b, b_theirs, b_size = others[j]
            start, end = max(a, b), min(a + a_size, b + b_size)
            if start < end:
                yield start, a_mine + start - a, b_theirs + start - b, end - start
            if a + a_size < b + b_size:
                i += 1
            else:
                j += 1
        yield len(self.base), len(self.mine), len(self.theirs), 0

    def between(
        self, base: Sequence[_Stretch], mine: Sequence[_Stretch], theirs: Sequence[_Stretch]
    ) -> None:
        """What one side, or both, changed."""
        if len(base) == len(mine) == len(theirs) and len(base) > 1:
            for pieces in zip(base, mine, theirs, strict=True):
                self.between(*((piece,) for piece in pieces))
            return
        keys, own, new = (tuple(p.key for p in pieces) for pieces in (base, mine, theirs))
        if own == new or new == keys:
            self.made += mine
        elif own == keys:
            self.made += theirs
        elif both := _put_beside(base, mine, theirs) or _put_beside(base, theirs, mine):
            self.made += both
        else:
            self.conflict(base, mine, theirs)

    def conflict(
        self, base: Sequence[_Stretch], mine: Sequence[_Stretch], theirs: Sequence[_Stretch]
    ) -> None:
        """Both changed it: by what was decided, or open."""
        texts = ["\n\n".join(p.key for p in pieces) for pieces in (base, mine, theirs)]
        digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()
        id = f"conflict-{digest[:8]}"
        answer = self.decided.get(id, "")
        self.made += theirs if answer == "theirs" else mine
        if answer not in ("theirs", "mine"):
            near = mine[0].line if mine else self.made[-1].line if self.made else 1
            self.conflicts.append(MergeConflict(id, near, *texts))


def _blanks_of(base: _Stretch, mine: _Stretch, theirs: _Stretch) -> _Stretch:
    """A stretch that all have, with the empty lines that one side changed below it."""
    return theirs if mine.raw == base.raw else mine


def _put_beside(
    base: Sequence[_Stretch], one: Sequence[_Stretch], other: Sequence[_Stretch]
) -> tuple[_Stretch, ...]:
    """Both changes, where one side put paragraphs before the base or behind it, and left it as it
    is, and the other changed it without putting any there; else nothing.
    """
    keys, added = [piece.key for piece in base], len(one) - len(base)
    if not base or added <= 0 or len(other) > len(base):
        return ()
    own = [piece.key for piece in one]
    if own[added:] == keys:
        return (*one[:added], *other)
    return (*other, *one[len(base) :]) if own[: len(base)] == keys else ()


def _matches(base: Sequence[_Stretch], other: Sequence[_Stretch]) -> list[tuple[int, int, int]]:
    keys = [piece.key for piece in base], [piece.key for piece in other]
    blocks = SequenceMatcher(None, *keys, False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _pieces(text: str) -> list[_Stretch]:
    """Lines of front matter one by one, then paragraphs."""
    lines = text.split("\n")
    made: list[_Stretch] = []
    front = lines[0].rstrip() == _FENCE
    start, at = 0, 0
    while at < len(lines):
        at += 1
        if front:
            front = at == 1 or lines[at - 1].rstrip() != _FENCE
        else:
            while at < len(lines) and lines[at - 1].strip() and lines[at].strip():
                at += 1
        while at < len(lines) and not lines[at].strip():
            at += 1
        raw = "\n".join(lines[start:at]) + ("\n" if at < len(lines) else "")
        made.append(_Stretch(raw.strip("\n"), raw, start + 1))
        start = at
    return made


def _joined(pieces: Sequence[_Stretch]) -> str:
    """Pieces of several texts as one: paragraphs stay parted."""
    made, fences = "", 0
    for at, piece in enumerate(pieces):
        fences += piece.key == _FENCE
        front = fences < 2 or piece.key == _FENCE
        inside = front and pieces[0].key == _FENCE
        made += piece.raw
        end = "\n" if inside else "\n\n"
        if at + 1 < len(pieces) and not made.endswith(end):
            made = made.rstrip("\n") + end
    return made
