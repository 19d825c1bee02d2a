"""Links whose addresses stand elsewhere: `[文字][名]`, and `[名]: https://…` on a line of its own.

CommonMark has more of them than is read here: a line that only looks like one, as `[1]: 《甲书》`,
is text that would vanish without a word. So an address has to look like an address, and something
has to use it; a bare `[1]` is no link, since numbers in brackets are notes made by hand.
"""

import re

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock

#: Key of the parser's environment: the lines that hold definitions, from 0.
DEFINED = "definition_lines"

_DEFINITION = re.compile(
    r"\[(?!\^)(?P<label>[^\[\]\n]{1,80})\]:[ \t]*(?:<(?P<inside>[^<>\n]+)>|(?P<bare>[^\s<>]+))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*"
)
_ADDRESS = re.compile(
    r"(?:https?://|mailto:|\.{0,2}/|#)\S+|\S+\.(?:md|png|jpe?g|webp|gif|svg|tiff?|bmp)(?:#\S*)?",
    re.IGNORECASE,
)


def definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`[名]: https://…`."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    found = _DEFINITION.fullmatch(state.src, start, end)
    if found is None:
        return False
    address = found["inside"] or found["bare"]
    if not _ADDRESS.fullmatch(address) or not _is_used(found["label"], state.src):
        return False
    if silent:  # a paragraph ends above it
        return True
    named = state.env.setdefault("references", {})
    named.setdefault(normalizeReference(found["label"]), {"title": "", "href": address})
    state.env.setdefault(DEFINED, []).append(start_line)
    state.line = start_line + 1
    return True


def _is_used(label: str, source: str) -> bool:
    """Whether a text calls a definition."""
    called, text = f"[{label}]".casefold(), source.casefold()
    return f"]{called}" in text or f"{called}[]" in text or _is_word(label, called, text)


def _is_word(label: str, called: str, text: str) -> bool:
    return not label.strip().isdecimal() and text.count(called) > 1
