"""What two people typed into one text: merged where they changed different paragraphs.

The one merge of the program is that of manuscripts (`intake/merge.py`).
"""

from huozi.intake.merge import merge
from huozi.room.values import Disputed


def merged(base: str, theirs: str, yours: str) -> str | tuple[Disputed, ...]:
    """One text of three, or the paragraphs that both changed otherwise."""
    if theirs in (base, yours):
        return yours
    if yours == base:
        return theirs
    made = merge(base, yours, theirs)
    if made.ready:
        return made.text
    return tuple(Disputed(one.base, one.theirs, one.mine) for one in made.conflicts)
