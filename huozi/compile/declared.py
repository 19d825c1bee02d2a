"""What a book's own templates and styles declare to the account: texts they add or leave out.

A template adds the words that stand in it, a style the strings that it gives as `content`. A field
that no template of a unit names is left out. Counters of a style are not declared: a style does not
know the pages of the book.
"""

import re
from collections.abc import Iterator, Mapping

from huozi.account.allowed import HOUSE, Declared

_JINJA = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.DOTALL | re.IGNORECASE)  # paints nothing
_TAG = re.compile(r"<[^<>]*>|\x00")
_QUOTED = re.compile(r"\"([^\"<>]*)\"|'([^'<>]*)'")
_NAME = re.compile(r"[A-Za-z_]\w*")
_CONTENT = re.compile(r"content\s*:([^;}]*)")
_PAGES = re.compile(r"@page\b")


def declared(
    templates: Mapping[str, str], sheets: Mapping[str, str], own: frozenset[str]
) -> Declared:
    """The declaration of the templates and sheets of a unit; `own` names those of the book."""
    if own.isdisjoint(templates) and own.isdisjoint(sheets):
        return HOUSE
    added: list[str] = []
    for name in sorted(own & templates.keys()):
        added += _words(templates[name])
    for name in sorted(own & sheets.keys()):
        for value in _CONTENT.findall(sheets[name]):
            added += _strings(value)
    fields = None
    if own & templates.keys():
        shown = [_HEAD.sub("", text) for text in templates.values()]
        code = " ".join(part for text in shown for part in _JINJA.findall(text))
        fields = frozenset(_NAME.findall(code))
    pages = any(_PAGES.search(sheets[name]) for name in own & sheets.keys())
    return Declared(tuple(added), fields, pages)


def _words(template: str) -> Iterator[str]:
    """The words that a template adds: those between its tags, and strings in its expressions."""
    yield from _TAG.split(_JINJA.sub("\x00", template))
    for code in _JINJA.findall(template):
        if not code.startswith("{#"):
            yield from _strings(code)


def _strings(code: str) -> Iterator[str]:
    """The quoted strings in code."""
    for double, single in _QUOTED.findall(code):
        yield double or single
