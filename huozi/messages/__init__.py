"""The words of the program, in Chinese and English, keyed by the code of a finding.

Each stage has its own file, `<stage>.<language>.toml`; a code belongs to one stage.

Chinese is used when the locale asks for it (LC_ALL, LC_MESSAGES, LANG), English otherwise.
"""

import os
import tomllib
from functools import cache
from importlib.resources import files

from huozi.model import Finding, Place

#: What a title or a file's name must not say to a terminal: its commands (C0, C1), and the turning
#: round of what follows (Unicode, UAX #9). A line stays a line.
_TAMED = {
    **dict.fromkeys((*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
                    "\ufffd"),
    **dict.fromkeys(map(ord, "\t\n\r"), " "),
}  # fmt: skip


def locale_language() -> str:
    """`zh` or `en`, as the environment asks for messages (POSIX order of precedence)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


@cache
def catalogue(language: str) -> dict[str, str]:
    """All messages of one language, gathered from the files of the stages."""
    messages: dict[str, str] = {}
    for file in sorted(files(__name__).iterdir(), key=lambda path: path.name):
        if file.name.endswith(f".{language}.toml"):
            messages |= tomllib.loads(file.read_text(encoding="utf-8"))
    return messages


def say(code: str, language: str | None = None, **params: object) -> str:
    """The sentence for `code`, its parameters filled in. Raises KeyError on an unknown code."""
    return catalogue(language or locale_language())[code].format(**params).translate(_TAMED)


def render(finding: Finding, language: str | None = None) -> str:
    """A finding as one paragraph: place first, then what, and what to do."""
    params = {"place": finding.place or Place(""), **dict(finding.params)}
    text = say(finding.code, language, **params)
    return f"{finding.place}: {text}".translate(_TAMED) if finding.place else text
