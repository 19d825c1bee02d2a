"""Marks of notes: ①②③, which begin anew on every page 页末注 or run through the entry 篇末注.

All circled figures, up to 50, are one em wide, so that a note can be numbered when the pages are
made and nothing moves. From 51 on figures stand in square brackets. CLREQ leaves notes open; this
is trade usage.
"""

#: First circled figure of each block of Unicode, and the number it stands for.
_CIRCLED = ((1, 0x2460), (21, 0x3251), (36, 0x32B1))
LAST_CIRCLED = 50
#: The note of a title is not counted.
STAR = "*"


def mark(number: int) -> str:
    """The mark of the n-th note: ①, ㉑, ㊱, and from 51 on [51]."""
    if not 1 <= number <= LAST_CIRCLED:
        return f"[{number}]"
    first, code = next(block for block in reversed(_CIRCLED) if block[0] <= number)
    return chr(code + number - first)


def by_page(calls: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str], ...]:
    """The mark of every note, from the notes that each page calls."""
    marks = []
    for page in calls:
        counted = [name for name in page if name != STAR]
        marks += [(name, mark(number)) for number, name in enumerate(counted, 1)]
    return tuple(sorted(marks))
