"""A sample unit that loads everything a unit needs before the first real one is set.

It fills the caches of style sheets, templates, font files and the engine; without it the first unit
of a process takes three times as long as any other.
"""

from huozi.values.galley import EntryText, RunningHead, Unit
from huozi.values.length import Side
from huozi.values.manuscript import Block, BlockKind, Entry, Inline, InlineKind, Place
from huozi.values.style import UnitKind

_PLACE = Place("content")
#: A title in 黑, text in 宋 with what it leads in 楷, figures and marks.
_TITLE, _LEAD, _TEXT = "试排", "一是试排。", "“试”排，2010年1月1日；" * 4


def sample() -> Unit:
    """A unit with a title, running text and a running head. It is not shown to anybody."""
    body = (
        Block(BlockKind.HEADING, _PLACE, (Inline(InlineKind.TEXT, _TITLE),), level=1),
        Block(
            BlockKind.PARAGRAPH,
            _PLACE,
            (
                Inline(InlineKind.RUN_IN, children=(Inline(InlineKind.TEXT, _LEAD),)),
                Inline(InlineKind.TEXT, _TEXT),
            ),
        ),
    )
    names = (_TITLE, (_TITLE,), _TITLE, _TITLE)
    entry = Entry("rehearsal", _PLACE, UnitKind.ARTICLE, *names, body=body)
    return Unit(
        "rehearsal",
        UnitKind.ARTICLE,
        _PLACE,
        EntryText(entry),
        _TITLE,
        heads=(RunningHead(Side.RECTO, _TITLE),),
    )
