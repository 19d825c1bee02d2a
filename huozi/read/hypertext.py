"""The little HTML that is understood: `<br>`, `<sub>`, `<sup>`, `<p>`, `<img>` and comments.

It comes with text from other programs, and Markdown has a sign of its own for nearly all of it. Its
tokens are those of these signs. A tag with attributes that are not known stays what it is: HTML,
which is refused with its place.
"""

import re
from html import unescape

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_BREAK = re.compile(r"<br[ ]?/?>", re.IGNORECASE)
_SHIFTED = re.compile(r"<(su[bp])>((?:[^<]|<(?!/?su[bp]>)){1,400})</\1>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(
    r"<img((?:[ \n]+[a-z]+[ ]?=[ ]?(?:\"[^\"<>]*\"|'[^'<>]*'))+)[ ]*/?>", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"<p(?:[ ]+align=[\"'](center|left|justify)[\"'])?[ ]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z]+)[ ]?=[ ]?(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_END = "</p>"
#: Attributes of a picture; sizes go where `{width=…}` puts them.
_OF_IMAGE = frozenset(("src", "alt", "title", "width", "height"))
_SIZES = ("width", "height")


# --------------------------------------------------------------------------------------- inlines


def html_inline(state: StateInline, silent: bool) -> bool:
    """A tag or comment in running text."""
    if state.src[state.pos] != "<":
        return False
    return any(rule(state, silent) for rule in (_break, _shifted, _comment, _image))


def _break(state: StateInline, silent: bool) -> bool:
    match = _BREAK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("line_end", "br", 0)
    state.pos = match.end()
    return True


def _shifted(state: StateInline, silent: bool) -> bool:
    """`<sub>2</sub>`: what stands in it is running text."""
    match = _SHIFTED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        maximum = state.posMax
        name = match[1].lower()
        state.pos, state.posMax = match.span(2)
        state.push(f"html_{name}_open", name, 1)
        state.md.inline.tokenize(state)
        state.push(f"html_{name}_close", name, -1)
        state.posMax = maximum
    state.pos = match.end()
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    match = _COMMENT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("comment", "", 0).meta["lines"] = match[0].count("\n")
    state.pos = match.end()
    return True


def _image(state: StateInline, silent: bool) -> bool:
    match = _IMAGE.match(state.src, state.pos, state.posMax)
    said = _attributes(match[1]) if match else None
    if match is None or said is None:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        words = said.get("alt", "")
        token.attrs = {"src": said["src"], "alt": ""}
        if "title" in said:
            token.attrs["title"] = said["title"]
        token.content = words
        token.children = [Token("text", "", 0, content=words)] if words else []
        token.meta = {key: said[key] for key in _SIZES if key in said}
        token.meta["lines"] = match[0].count("\n")
    state.pos = match.end()
    return True


def _attributes(written: str) -> dict[str, str] | None:
    """The attributes of a picture; None if there is another, one twice, or no address."""
    found = [(key.lower(), unescape(a or b)) for key, a, b in _ATTRIBUTE.findall(written)]
    said = dict(found)
    known = _OF_IMAGE.issuperset(said) and len(said) == len(found)
    return said if known and said.get("src") else None


# ---------------------------------------------------------------------------------------- blocks


def html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A tag or comment that begins a line, and has the line or lines for itself."""
    text = _line(state, start_line)
    if not text.startswith("<"):
        return False
    for rule in (_comment_block, _break_block, _image_block, _paragraph_block):
        last = rule(state, start_line, end_line, text, silent)
        if last >= 0:
            if not silent:
                state.line = last + 1
            return True
    return False


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _comment_block(state: StateBlock, start: int, end: int, text: str, silent: bool) -> int:
    if not text.startswith("<!--"):
        return -1
    for line in range(start, end):
        _, closed, behind = _line(state, line).partition("-->")
        if closed:
            return -1 if behind.strip() else line
    return -1


def _break_block(state: StateBlock, start: int, end: int, text: str, silent: bool) -> int:
    """A line end by itself is a line of white."""
    if not _BREAK.fullmatch(text):
        return -1
    if not silent:
        token = state.push("hr", "hr", 0)
        token.map, token.markup = [start, start + 1], text
    return start


def _image_block(state: StateBlock, start: int, end: int, text: str, silent: bool) -> int:
    match = _IMAGE.fullmatch(text)
    if match is None or _attributes(match[1]) is None:
        return -1
    if not silent:
        _push_paragraph(state, text, start, start)
    return start


def _paragraph_block(state: StateBlock, start: int, end: int, text: str, silent: bool) -> int:
    """`<p>` … `</p>` on one line or several."""
    opening = _PARAGRAPH.match(text)
    if opening is None:
        return -1
    lines = [text[opening.end() :]]
    while not lines[-1].lower().endswith(_END):
        line = start + len(lines)
        if line >= end or state.isEmpty(line):
            return -1
        lines.append(_line(state, line))
    last = start + len(lines) - 1
    lines[-1] = lines[-1][: -len(_END)]
    content = "\n".join(lines)
    if re.search("</?p[ >]", content, re.IGNORECASE):
        return -1
    if not silent:
        blank = len(content) - len(content.lstrip("\n"))
        centred = opening[1] == "center" and "<img" not in content
        if centred:
            token = state.push("box_open", "div", 1)
            token.info, token.map = "居中", [start, last + 1]
        _push_paragraph(state, content.strip(), start + blank, last)
        if centred:
            state.push("box_close", "div", -1)
    return last


def _push_paragraph(state: StateBlock, content: str, first: int, last: int) -> None:
    state.push("paragraph_open", "p", 1).map = [first, last + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content, [first, last + 1], []
    state.push("paragraph_close", "p", -1)
