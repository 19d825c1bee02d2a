"""International standard book numbers (ISO 2108, GB/T 5795-2006), and those of ten figures."""

import re

from huozi.read import schema
from huozi.read.report import Reporter
from huozi.read.shapes import line_of_text
from huozi.read.yamlnodes import Node

_BLANKS = re.compile(r"[-‐‑–—\s]")
_PREFIX = re.compile(r"(?i)^isbn[:： ]*")


@schema.takes(line_of_text(40))
def isbn(node: Node, key: str, report: Reporter) -> str | None:
    """A number whose last figure follows from the others; as it is written."""
    written = schema.text(30)(node, key, report)
    if written is None:
        return None
    figures = _BLANKS.sub("", _PREFIX.sub("", written)).upper()
    if not re.fullmatch(r"97[89][0-9]{10}|[0-9]{9}[0-9X]", figures):
        report.error("isbn-form", node.line, found=written)
        return None
    if (digit := check_digit(figures[:-1])) != figures[-1]:
        report.error("isbn-digit", node.line, found=written, digit=digit, last=figures[-1])
        return None
    return _PREFIX.sub("", written)


def check_digit(figures: str) -> str:
    """The last figure of a number: modulo 10 of twelve figures, modulo 11 of nine."""
    if len(figures) == 12:
        total = sum(int(figure) * (1, 3)[at % 2] for at, figure in enumerate(figures))
        return str(-total % 10)
    total = sum(int(figure) * (10 - at) for at, figure in enumerate(figures))
    return "0123456789X"[-total % 11]
