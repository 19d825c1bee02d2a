"""Links whose addresses stand elsewhere: `[文字][名]`, and `[名]: https://…` on a line of its own.

CommonMark has more of them than is read here: a line that only looks like one, as `[1]: 《甲书》`,
is text that would vanish without a word. So an address has to look like an address; one that
nothing uses is left out and told. A bare `[1]` is no link, since numbers in brackets are notes made
by hand. `[//]: # (…)` is how Markdown writes a comment.
"""

import re

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock

#: Key of the parser's environment: the lines that hold definitions, from 0.
DEFINED = "definition_lines"
#: … and those of them that nothing uses, with what stands there.
UNUSED = "unused_definitions"

_DEFINITION = re.compile(
    r"\[(?!\^)(?P<label>[^\[\]\n]{1,80})\]:[ \t]*(?:<(?P<inside>[^<>\n]+)>|(?P<bare>[^\s<>]+))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*"
)
_COMMENT = re.compile(
    r"\[(?://|comment)\]:[ \t]*(?:#|<>)[ \t]*(?:\([^\n]*\)|\"[^\n]*\"|'[^\n]*')[ \t]*"
)
_ADDRESS = re.compile(
    r"(?:https?://|mailto:|\.{0,2}/|#)\S+|\S+\.(?:md|png|jpe?g|webp|gif|svg|tiff?|bmp)(?:#\S*)?",
    re.IGNORECASE,
)


def definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`[名]: https://…`."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if _COMMENT.fullmatch(state.src, start, end):
        label = address = ""
    elif found := _DEFINITION.fullmatch(state.src, start, end):
        label, address = found["label"], found["inside"] or found["bare"]
    else:
        return False
    used = bool(label) and _is_used(label, state.src)
    if label and not _ADDRESS.fullmatch(address) or label.strip().isdecimal() and not used:
        return False
    if silent:  # a paragraph ends above it
        return True
    if used:
        named = state.env.setdefault("references", {})
        named.setdefault(normalizeReference(label), {"title": "", "href": address})
    elif label:
        state.env.setdefault(UNUSED, []).append((start_line, state.src[start:end]))
    state.env.setdefault(DEFINED, []).append(start_line)
    state.line = start_line + 1
    return True


def _is_used(label: str, source: str) -> bool:
    """Whether a text calls a definition."""
    called, text = f"[{label}]".casefold(), source.casefold()
    return f"]{called}" in text or f"{called}[]" in text or _is_word(label, called, text)


def _is_word(label: str, called: str, text: str) -> bool:
    return not label.strip().isdecimal() and text.count(called) > 1
