"""What a book's own templates and styles declare to the account: what they add and leave out.

The words that stand in a template are its own, and so are the strings that a style gives as
`content`. Numbers that a style counts are nobody's: it does not know the pages of the book. A field
that no template of a unit names is left out by them.
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
    """What is declared by what styles a unit; `own` are the names of those that are the book's."""
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
    """The words of a template: between its tags, and quoted in what it reckons."""
    yield from _TAG.split(_JINJA.sub("\x00", template))
    for code in _JINJA.findall(template):
        if not code.startswith("{#"):
            yield from _strings(code)


def _strings(code: str) -> Iterator[str]:
    for double, single in _QUOTED.findall(code):
        yield double or single
