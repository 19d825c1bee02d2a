"""Scripts that can't be set: from right to left, in columns, or shaped in ways not tried here.

Where a font has their letters they would come out in a wrong order or shape, and lines would end
inside words. So they are refused where they stand, whichever fonts there are. Hangul, kana, Yi,
Greek, Cyrillic and the phonetic alphabet are set like Han or Latin; a `fallback:` role has them.
"""

import re
import unicodedata

from huozi.read.report import Reporter

#: Unicode 15 blocks by what is wrong with them.
_BLOCKS = {
    "script-bidi": (
        "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
    ),
    "script-vertical": "\u1800-\u180a\u1810-\u18af\ua840-\ua87f",
    "script-shaped": (
        "\u0900-\u109f\u1780-\u17ff\u1900-\u1aaf\u1b00-\u1c7f\ua800-\ua82f\ua880-\ua95f\ua980-\uaaff"
        "\uabc0-\uabff\U00011000-\U00011fff"
    ),
}
#: All of them, as they stand in a class of a regular expression.
UNSETTABLE = "".join(_BLOCKS.values())


def check_scripts(text: str, report: Reporter, first_line: int = 1) -> None:
    """Report scripts that can't be set, each with its first place and how often it stands there."""
    for code, block in _BLOCKS.items():
        runs: dict[str, list[re.Match[str]]] = {}
        for match in re.finditer(f"[{block}](?:[ \u200c\u200d]?[{block}])*", text):
            runs.setdefault(_script(match[0]), []).append(match)
        for script, found in runs.items():
            at = found[0].start()
            line = first_line + text.count("\n", 0, at)
            column = at - text.rfind("\n", 0, at)
            report.error_at(
                code, line, column, script=script, found=found[0][0][:24], count=len(found)
            )


def can_not_be_set(text: str) -> bool:
    """Whether a text holds letters of such scripts."""
    return re.search(f"[{UNSETTABLE}]", text) is not None


def _script(text: str) -> str:
    """A script by the first word of what Unicode calls its letters: Arabic, Thai."""
    return unicodedata.name(text[0], "?").split()[0].title()
