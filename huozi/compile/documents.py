"""Official documents 公文: the arrangement of what stands below the text.

GB/T 9704-2012, 7.3.4 (附件说明) and 7.3.5 (署名、成文日期): names of attachments hang behind their
numbers; the date stands four characters from the right edge, and the issuing body is centred on it.
"""

import re

from msgspec import Struct

from huozi.values.length import ems
from huozi.values.manuscript import Block, Inline, InlineKind, plain

#: Of the date from the right edge, in characters (7.3.5.1).
DATE_INDENT_EM = 4.0
#: What a long name of an issuing body leaves at the right edge.
LEAST_INDENT_EM = 1.0
#: Width of the numbers of attachments.
NUMBER_EM = 1.5

_LEAD = re.compile(r"附件[：:][ \u3000]*")
_ITEM = re.compile(r"([0-9]{1,2}[.．、])[ \u3000]*")
_DATE = re.compile(r"[0-9〇○零一二三四五六七八九十]{1,4}年.+[日号]?")


class Attachment(Struct, frozen=True):
    """A line of the note of attachments 附件说明. Indents are in characters."""

    lead: str
    number: str
    inlines: tuple[Inline, ...]
    lead_em: float  # of the name, from the indent of a paragraph
    hang_em: float  # how far before the name the line begins


class Signature(Struct, frozen=True):
    """The block of issuing bodies and date 署名: as wide as its longest line, and indented from the
    right. Both lengths are in characters.
    """

    lines: tuple[tuple[Inline, ...], ...]
    width_em: float
    indent_em: float


def attachments(block: Block) -> tuple[Attachment, ...]:
    """Split the lines of a note of attachments into lead word, number and name."""
    made: list[Attachment] = []
    lead_em = 0.0
    for line in block.children:
        lead, number, inlines = _taken_apart(line.inlines)
        lead_em = ems(lead) if lead else lead_em
        width = NUMBER_EM if number else 0.0
        made.append(Attachment(lead, number, inlines, lead_em + width, width + ems(lead)))
    return tuple(made)


def _taken_apart(inlines: tuple[Inline, ...]) -> tuple[str, str, tuple[Inline, ...]]:
    if not inlines or inlines[0].kind is not InlineKind.TEXT:
        return "", "", inlines
    text = inlines[0].text
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead else text
    number = _ITEM.match(text)
    text = text[number.end() :] if number else text
    rest = (Inline(InlineKind.TEXT, text),) if text else ()
    return "附件：" if lead else "", number[1] if number else "", (*rest, *inlines[1:])


def signature(block: Block) -> Signature:
    """Arrange a signature block: its lines are centred on one another, and the date stands at its
    indent (GB/T 9704-2012, 7.3.5).
    """
    lines = tuple(line.inlines for line in block.children)
    widths = [ems(plain(line)) for line in lines]
    dates = [w for line, w in zip(lines, widths, strict=True) if _DATE.fullmatch(plain(line))]
    widest = max(widths)
    beyond = (widest - dates[-1]) / 2 if dates else 2.0
    return Signature(lines, widest, max(LEAST_INDENT_EM, DATE_INDENT_EM - beyond))
