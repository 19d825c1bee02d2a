"""Characters of a manuscript: what must not be in it, and where a line end is a space.

A line end between two Chinese characters means nothing (CLREQ, "Composition of Chinese and
Western text mixed"); between two Latin words it is a space.
"""

import re
import unicodedata
from functools import cache
from itertools import islice

from huozi.read.report import Reporter
from huozi.values.script import HAN, within

#: Characters that have no place in a manuscript: controls, zero-width and direction marks, other
#: line ends than LF, soft hyphens, byte-order marks inside the text, non-characters. They print
#: nothing, yet break searching, sorting and line breaking.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)
_FIXED_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")

#: Enough of one kind for an editor to see what is wrong with a file.
_SHOWN = 20

_MARKS = "\u2014\u2018\u2019\u201c\u201d\u2026\u2e3a"
_CJK = HAN + "\ufe30-\ufe4f\uff01-\uffe6"

_SPACES = re.compile("[ \t]+")


@cache
def is_cjk(character: str) -> bool:
    """Whether a character is Han, kana, or a mark set full-width beside Han."""
    return character in _MARKS or within(character, _CJK)


def joint(before: str, after: str) -> str:
    """The text for a line end of the source between two characters: nothing or a space."""
    if not before or not after or is_cjk(before) or is_cjk(after):
        return ""
    return " "


def fold_spaces(text: str) -> str:
    """Runs of spaces and tabs as one space; the composer turns it into the right gap."""
    return _SPACES.sub(" ", text)


def clean(text: str, report: Reporter, first_line: int = 1) -> str:
    """Report characters that print nothing, with their lines, and leave them out."""
    for form, told, code, instead in (
        (_INVISIBLE, report.error, "invisible-character", ""),
        (_FIXED_SPACE, report.warning, "fixed-space", " "),
    ):
        for match in islice(form.finditer(text), _SHOWN):
            told(code, first_line + text.count("\n", 0, match.start()), **_named(match[0]))
        text = form.sub(instead, text)
    return text


def _named(character: str) -> dict[str, str]:
    return {
        "character": f"U+{ord(character):04X}",
        "name": unicodedata.name(character, "control character"),
    }
