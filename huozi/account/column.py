"""A column of the account: texts that are said on one side, the pieces that show them on the other.

Texts are compared without their white: a blank is no ink, and lines end where they end. Only the
blanks between Latin words are looked for, since without them two words are one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from huozi.account.pieces import ShownText
from huozi.account.said import Atom
from huozi.values.manuscript import Place

_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
#: What a blank parts that has to be shown: letters, figures and marks of Latin text. Signs that
#: are as wide as Han in some faces (× ÷ § ©) have the gap of those beside them, blank or no blank.
_LATIN = "!-~\u00b0\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u2013\u2212"
_LATIN_BLANK = re.compile(f"[{_LATIN}][ \t\n]+(?=[{_LATIN}])")
#: Signs and the letters they stand for, which a font shows by one glyph: a reader finds either.
_ONE_GLYPH = {ord(sign): text for sign, text in {
    "⸺": "——", "⸻": "———",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st",
}.items()}  # fmt: skip
_SIGNS = frozenset(map(chr, _ONE_GLYPH))
#: Two pieces that stand so far apart have something of another column between them: a note call.
_APART_EM = 0.6
#: Longer stretches are not searched for all their differences: the first ones are told.
_SEARCHED = 3000


def squeezed(text: str) -> str:
    """Text without white and without what has no width; signs for several letters as those."""
    text = "".join(text.split())
    for char in _UNSEEN:  # to look for each takes a tenth of what a regular expression takes
        text = text.replace(char, "")
    return text if _SIGNS.isdisjoint(text) else text.translate(_ONE_GLYPH)


class Difference(NamedTuple):
    """A stretch that is said, what is shown in its place, and where: either may be empty."""

    said: str
    shown: str
    place: Place
    page: int


class LostBlank(NamedTuple):
    """Two words without the blank between them, and where."""

    words: str
    place: Place
    page: int


class CountedText:
    """Both sides of one text, in order. `place` is told where there is no better one."""

    def __init__(self, atoms: Sequence[Atom], pieces: Sequence[ShownText], place: Place) -> None:
        self.atoms, self.pieces, self._place = atoms, pieces, place
        self.said = squeezed("".join([atom.text for atom in atoms]))
        self.shown = squeezed("".join([piece.text for piece in pieces]))

    @property
    def balances(self) -> bool:
        """Is all that is said shown, once and in order?"""
        return self.said == self.shown

    @cached_property
    def _atom_ends(self) -> list[int]:
        return list(accumulate(len(squeezed(atom.text)) for atom in self.atoms))

    @cached_property
    def _piece_ends(self) -> list[int]:
        return list(accumulate(len(squeezed(piece.text)) for piece in self.pieces))

    def place_at(self, offset: int) -> Place:
        """Where the character at an offset was written."""
        at = bisect_right(self._atom_ends, offset)
        return self.atoms[at].place if at < len(self.atoms) else self._last_place

    @property
    def _last_place(self) -> Place:
        return self.atoms[-1].place if self.atoms else self._place

    def page_at(self, offset: int) -> int:
        """The page that shows the character at an offset, or the one before it."""
        at = min(bisect_right(self._piece_ends, offset), len(self.pieces) - 1)
        return self.pieces[at].page if self.pieces else 0

    def place_of(self, number: int) -> Place:
        """Where the text of a piece was written, by its place among the pieces."""
        start = self._piece_ends[number - 1] if number else 0
        if self.balances:
            return self.place_at(start)
        at = self.said.find(squeezed(self.pieces[number].text))
        return self.place_at(at) if at >= 0 else self._place

    def first_places(self) -> Iterator[tuple[int, Place]]:
        """Each page, and where the first words on it were written. The text has to balance."""
        seen: set[int] = set()
        offset = begun = 0
        if not self.balances:
            return
        for number, piece in enumerate(self.pieces):
            if piece.page not in seen and squeezed(piece.text):
                offset += len(squeezed("".join(p.text for p in self.pieces[begun:number])))
                begun = number
                seen.add(piece.page)
                yield piece.page, self.place_at(offset)

    def lost_blanks(self) -> Iterator[LostBlank]:
        """Blanks between Latin words that are not shown. The text has to balance."""
        raw = "".join([atom.text for atom in self.atoms])
        read = offset = 0
        for match in _LATIN_BLANK.finditer(raw):
            offset += len(squeezed(raw[read : match.end()]))
            read = match.end()
            if not self._has_blank(offset):
                words = self.said[max(offset - 8, 0) : offset + 8]
                yield LostBlank(words, self.place_at(offset), self.page_at(offset))

    def _has_blank(self, offset: int) -> bool:
        """Is there white before the character at an offset, or does it begin a line?"""
        at = bisect_right(self._piece_ends, offset)
        inside = offset - (self._piece_ends[at - 1] if at else 0)
        piece = self.pieces[at]
        if inside:
            return _is_blank_before(piece.text, inside)
        before = self.pieces[at - 1]
        while not squeezed(before.text):
            at -= 1
            before = self.pieces[at - 1]
        return (
            before.page != piece.page
            or abs(before.y - piece.y) > 0.1
            or abs(piece.x - before.end_x) > _APART_EM * piece.size
            or before.text[-1:].isspace()
            or piece.text[:1].isspace()
        )

    def differences(self) -> Iterator[Difference]:
        """Stretches that differ, in order."""
        said, shown = self.said, self.shown
        start = common(said, shown)
        rest = min(len(said), len(shown)) - start
        end = common(said[::-1], shown[::-1], rest)
        wanted = said[start : len(said) - end][:_SEARCHED]
        found = shown[start : len(shown) - end][:_SEARCHED]
        codes = SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
        for tag, i, j, k, m in codes:
            if tag != "equal":
                yield Difference(
                    wanted[i:j], found[k:m], self.place_at(start + i), self.page_at(start + k)
                )


def _is_blank_before(text: str, count: int) -> bool:
    """Does white stand behind so many characters of a text?"""
    for char in text:
        if not count:
            return char.isspace()
        count -= 0 if char.isspace() or char in _UNSEEN else len(_ONE_GLYPH.get(ord(char), char))
    return False


def common(one: str, other: str, most: int | None = None) -> int:
    """How long the common beginning of two texts is."""
    low, high = 0, min(len(one), len(other)) if most is None else most
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
