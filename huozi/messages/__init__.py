"""The words of the program, in Chinese and English, keyed by the code of a finding.

Each stage has its own file, `<stage>.<language>.toml`; a code belongs to one stage.

Chinese is used when the locale asks for it (LC_ALL, LC_MESSAGES, LANG), English otherwise.
"""

import os
from functools import cache
from pathlib import Path
from unicodedata import category

from huozi.values.manuscript import BETWEEN, IN_BOOK, Finding, Place


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
    for text in _texts(language):
        messages |= _read(text)
    return messages


@cache
def _texts(language: str) -> tuple[str, ...]:
    """The files of one language."""
    paths = sorted(Path(__file__).parent.glob(f"*.{language}.toml"))
    return tuple(path.read_text(encoding="utf-8") for path in paths)


@cache
def _read(text: str) -> dict[str, str]:
    """The messages of a file."""
    import tomllib  # a run that has nothing to say does not load it

    return tomllib.loads(text)


def say(code: str, language: str | None = None, **params: object) -> str:
    """The sentence for `code`, its parameters filled in, on one line that a terminal can show.

    Raises KeyError on an unknown code.
    """
    said = words(code, language).format(**{name: _searchable(p) for name, p in params.items()})
    return _visible(said.replace(BETWEEN, words("comma", language)))


def _searchable(param: object) -> object:
    """What is quoted, as far as it can be typed into a search: up to a tab."""
    if not isinstance(param, str) or "\t" not in param:
        return param
    return param.strip("\t").partition("\t")[0] + "…"


def words(code: str, language: str | None = None) -> str:
    """The words for `code` as they stand in the catalogue, on as many lines. Raises KeyError."""
    return _words(code, language or locale_language())


@cache
def _words(code: str, language: str) -> str:
    """Only files that name a code are parsed: most runs have little to say."""
    for text in _texts(language):
        if f"{code} = " in text and code in (messages := _read(text)):
            return messages[code]
    raise KeyError(code)


#: Controls, marks that print nothing, halves of a character, line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _visible(text: str) -> str:
    """With signs that print nothing, or command a terminal, as Python writes them: a file's name
    may hold any.
    """
    if text.isprintable():
        return text
    return "".join(ascii(c)[1:-1] if category(c) in _HIDDEN else c for c in text)


def render(finding: Finding, language: str | None = None) -> str:
    """A finding as one paragraph: place first, then what, and what to do."""
    params = {"place": finding.place or Place(""), **dict(finding.params)}
    text = say(finding.code, language, **params)
    if IN_BOOK in params:
        text += say("in-book", language, page=params[IN_BOOK])
    return f"{_visible(str(finding.place))}: {text}" if finding.place else text
