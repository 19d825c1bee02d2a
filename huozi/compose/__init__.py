"""The Chinese line: classes 字类, squeeze 标点挤压, prohibitions 禁则, breaks 断行.

Pure: it knows no HTML, no layout engine and no file, and imports the standard library and
`huozi.values.style` alone. Text and advances come in, positions go out:

    text ──cut──▶ tokens ──(caller adds advances)──▶ compose ──▶ lines with gaps
"""

from huozi.compose.breaks import compose, max_content, min_content
from huozi.compose.classes import classify
from huozi.compose.line import Composition, Fault, Line, Tokens
from huozi.compose.tokens import Cut, cut, read
from huozi.compose.verbatim import verbatim

__all__ = [
    "Composition",
    "Cut",
    "Fault",
    "Line",
    "Tokens",
    "classify",
    "compose",
    "cut",
    "max_content",
    "min_content",
    "read",
    "verbatim",
]
