"""What reading gives back of a text: characters, notes, pictures, cells, in their order."""

from collections.abc import Iterable
from typing import NamedTuple

from huozi.read.text import INVISIBLE


class Mark(NamedTuple):
    """Something that reading gives back.

    `t` text, `r` reading, `n` note, `p` picture, `l` line end, `u` a blank to be filled in,
    `h` heading, `b` paragraph, `c` cell, `g` table, `k` caption.
    """

    kind: str
    words: str = ""


def joined_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Marks with text put together, blanks apart: what two readings are compared by."""
    made: list[Mark] = []
    for mark in marks:
        if mark.kind != "t":
            if mark.kind != "u" or not made or made[-1].kind != "u":  # one blank, in pieces
                made.append(mark)
            continue
        words = INVISIBLE.sub("", "".join(mark.words.split()))
        if words and made and made[-1].kind == "t":
            made[-1] = Mark("t", made[-1].words + words)
        elif words:
            made.append(Mark("t", words))
    return made
