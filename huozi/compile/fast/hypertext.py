"""Parses HTML that is written as our templates write it, without the engine's parser.

The full rules of HTML make a tree of anything, and take a millisecond and more a unit. Where every
element is closed where it was opened, and none implies the closing or moving of another, they yield
the tree that is plainly written. This module checks for that, and leaves all other HTML, which a
book's own templates may write, to the engine.
"""

import re
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

_WHITE = " \t\n"
_ATTRIBUTES = r'(?:[ \t\n]+[a-z][a-z0-9-]*="[^"<>]*")*'
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*)({_ATTRIBUTES})[{_WHITE}]*>")
_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)="([^"]*)"')
_FRAME = re.compile(
    rf"[{_WHITE}]*<!DOCTYPE html>[{_WHITE}]*<html({_ATTRIBUTES})>[{_WHITE}]*"
    rf'<head><meta charset="utf-8"><title>([^<]*)</title></head>([{_WHITE}]*)'
    rf"<body({_ATTRIBUTES})>(.*)</body>([{_WHITE}]*)</html>([{_WHITE}]*)",
    re.DOTALL,
)
#: Characters that are read as others, or not at all.
_STRANGE = re.compile("[\0\r\f\ud800-\udfff]")
_REFERENCE = re.compile("&([^;&<]*;?)")
_REFERENCES = {"amp;": "&", "lt;": "<", "gt;": ">", "quot;": '"', "#34;": '"', "#39;": "'"}

_VOID = frozenset(("br", "img"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: They close a paragraph that is open.
_BLOCKS = _HEADINGS | frozenset((
    "article", "aside", "blockquote", "div", "figcaption", "figure", "footer", "header", "main",
    "nav", "ol", "p", "section", "table", "ul",
))  # fmt: skip
_INLINES = frozenset((
    "a", "b", "code", "em", "i", "ruby", "small", "span", "strong", "sub", "sup", "u",
))  # fmt: skip
#: They stand in these and nowhere else.
_WITHIN = {
    "caption": ("table",), "colgroup": ("table",), "thead": ("table",), "tbody": ("table",),
    "tfoot": ("table",), "tr": ("thead", "tbody", "tfoot"), "td": ("tr",), "th": ("tr",),
    "col": ("colgroup",), "li": ("ul", "ol"), "rt": ("ruby",),
}  # fmt: skip
#: Nothing else stands in these, nor text.
_ONLY_PARTS = frozenset(("table", "colgroup", "thead", "tbody", "tfoot", "tr"))


class _UnusualError(Exception):
    """The plain tree may not be the one that the rules of HTML yield."""


def source_of(html: str, base_url: str, fetcher: Any) -> Any:
    """The document that the engine would parse; None where the engine has to parse it."""
    from huozi.compile.engine.library import HTML, ElementWrapper

    tree = tree_of(html)
    if tree is None:
        return None
    source = HTML.__new__(HTML)
    source.base_url, source.url_fetcher, source.media_type = base_url, fetcher, "print"
    source.etree_element = tree
    source.wrapper_element = ElementWrapper.from_html_root(tree)
    return source


def tree_of(html: str) -> Element | None:
    """The tree of a document; None where the engine has to parse it."""
    frame = _FRAME.fullmatch(html)
    if frame is None or _STRANGE.search(html):
        return None
    root, title, between, body, content, *behind = frame.groups()
    builder = TreeBuilder()
    try:
        builder.start("html", _attributes(root))
        builder.start("head", {})
        builder.start("meta", {"charset": "utf-8"})
        builder.end("meta")
        builder.start("title", {})
        builder.data(_text(title))
        builder.end("title")
        builder.end("head")
        builder.data(between)
        builder.start("body", _attributes(body))
        _fill(builder, content)
    except _UnusualError:
        return None
    builder.data("".join(behind))  # white behind the body is read as its last
    builder.end("body")
    builder.end("html")
    return builder.close()


def _fill(builder: TreeBuilder, content: str) -> None:
    """Add the content of the body to a tree. Raises _UnusualError."""
    pieces = _TAG.split(content)
    is_open = [""]  # the body, which no tag in it closes
    _add(builder, pieces[0], "")
    for at in range(1, len(pieces), 4):
        closing, name, attributes, text = pieces[at : at + 4]
        if closing:
            if attributes or is_open.pop() != name:
                raise _UnusualError
            builder.end(name)
        else:
            _check(name, is_open)
            builder.start(name, _attributes(attributes))
            if name in _VOID or name == "col":
                builder.end(name)
            else:
                is_open.append(name)
        if text:
            _add(builder, text, is_open[-1])
    if len(is_open) > 1:
        raise _UnusualError


def _check(name: str, is_open: list[str]) -> None:
    """Raise _UnusualError unless an element may begin here without moving or closing another."""
    around = is_open[-1]
    if name in _WITHIN:
        fits = around in _WITHIN[name]
    elif around in _ONLY_PARTS:
        fits = False
    elif name in _BLOCKS:
        fits = "p" not in is_open and not (name in _HEADINGS and around in _HEADINGS)
    else:
        fits = name in _VOID or (name in _INLINES and not (name == "a" and "a" in is_open))
    if not fits:
        raise _UnusualError


def _add(builder: TreeBuilder, text: str, around: str) -> None:
    if "<" in text or (around in _ONLY_PARTS and text.strip(_WHITE)):
        raise _UnusualError
    builder.data(_text(text))


@lru_cache(maxsize=1024)
def _read(attributes: str) -> tuple[tuple[str, str], ...]:
    found = _ATTRIBUTE.findall(attributes)
    if len({name for name, _ in found}) < len(found):
        raise _UnusualError
    return tuple((name, _text(value)) for name, value in found)


def _attributes(attributes: str) -> dict[str, str]:
    return dict(_read(attributes)) if attributes else {}


def _text(text: str) -> str:
    """A text with its character references resolved."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1] not in _REFERENCES:
        raise _UnusualError
    return _REFERENCES[match[1]]
