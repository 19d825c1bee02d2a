"""What a sheet outside the book's pages says against what it shows: covers, orders for the printer.

A sheet has no order of reading. Each text that it tells has to stand on it once, seen, and on the
panel it belongs to: the spine between its folds, the front inside the trim.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from huozi.account.allowed import Declared
from huozi.account.column import squeezed
from huozi.account.geometry import widened
from huozi.account.pieces import ShownText
from huozi.account.stands import HALF_MARK, out, quoted
from huozi.values.galley import SheetText, Unit
from huozi.values.manuscript import Finding, Place, finding

_ROUNDING_PT = 0.5


def sheet(
    unit: Unit, told: tuple[SheetText, ...], pieces: list[ShownText], declared: Declared
) -> Iterator[Finding]:
    """Every text that does not stand on a sheet as it is told. A book's own template may leave
    fields out.
    """
    shown = squeezed("".join(piece.text for piece in pieces))
    ends = list(accumulate(len(squeezed(piece.text)) for piece in pieces))
    taken = bytearray(len(shown))
    asked = [t for t in told if declared.fields is None or t.name in declared.fields]
    for strict in (True, False):  # what stands on its panel is not taken for another's
        for text in tuple(asked):
            words = squeezed(text.text)
            place = Place(unit.place.file, keys=text.keys) if text.keys else unit.place
            for start in _starts(shown, words, taken):
                first, last = (bisect_right(ends, at) for at in (start, start + len(words) - 1))
                own = pieces[first : last + 1]
                if strict and any(_beyond(piece, text) > 0 for piece in own):
                    continue
                taken[start : start + len(words)] = b"\x01" * len(words)
                asked.remove(text)
                yield from _judged(own, text, place)
                break
            else:
                if not strict:
                    yield finding("account-sheet-lost", place, text=quoted(words))


def _starts(shown: str, words: str, taken: bytearray) -> Iterator[int]:
    """Where words stand that nothing else has been found in."""
    at = shown.find(words) if words else -1
    while at >= 0:
        if not any(taken[at : at + len(words)]):
            yield at
        at = shown.find(words, at + 1)


def _judged(own: list[ShownText], text: SheetText, place: Place) -> Iterator[Finding]:
    for piece in own:
        words = quoted(piece.text)
        if piece.hidden:
            yield finding(f"account-{piece.hidden}", place, text=words, page=1)
        elif (beyond := _beyond(piece, text)) > 0:
            yield finding("account-panel", place, text=words, beyond=round(beyond, 1))


def _beyond(piece: ShownText, text: SheetText) -> float:
    """How far a piece sticks out of the panel that its text belongs to; marks have blank halves."""
    if text.box is None:
        return 0.0
    words = piece.text.strip()
    air = _ROUNDING_PT
    if not (words[:1].isalnum() and words[-1:].isalnum()):
        air += HALF_MARK * piece.size
    return out(piece.box, widened(text.box, air))
