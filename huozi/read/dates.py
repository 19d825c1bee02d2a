"""Dates as a book knows them: a year, a month or a day, which must exist."""

import calendar
import re

from huozi.read import schema
from huozi.read.report import Reporter
from huozi.read.shapes import line_of_text
from huozi.read.yamlnodes import Node

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
#: Common ways of writing a date, to say how it should have been written.
_LOOSE = re.compile(r"([0-9]{4})[-./年 ]+([0-9]{1,2})(?:[-./月 ]+([0-9]{1,2}))?[月日号 ]*")
#: The time of day behind a date, which programs for web sites write (ISO 8601, with a blank, too).
_TIME = re.compile(r"[T ] *[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)? *(?:Z|[+-][0-9:]{2,5})?")
_FIGURES = re.compile(r"[0-9]+")


@schema.takes(line_of_text(40, r"^[^a-zA-Z]*(T[^a-zA-Z]*Z?)?$"))
def date(node: Node, key: str, report: Reporter) -> str | None:
    """A reader for `2010`, `2010-04` or `2010-04-30`; gives it back as written.

    The time of day is left out, and told.
    """
    found = str(node)
    if timed := re.fullmatch(rf"({_ISO.pattern})({_TIME.pattern})", found):
        report.warning("date-time", node.line, key=key, found=timed[timed.lastindex or 0].strip())
        found = timed[1]
    match = _ISO.fullmatch(found)
    if match is None:
        loose = _LOOSE.fullmatch(found)
        near = "-".join(part.zfill(2) for part in loose.groups() if part) if loose else ""
        code = "date-form-near" if near else "date-form"
        report.error(code, node.line, key=key, found=found, near=near)
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        report.error("date-form", node.line, key=key, found=found, near="")
    elif month is not None and not 1 <= month <= 12:
        report.error("date-month", node.line, key=key, found=found, month=month)
    elif day is not None and not 1 <= day <= (last := calendar.monthrange(year, month or 1)[1]):
        report.error(
            "date-day", node.line, key=key, found=found, year=year, month=month, day=day, last=last
        )
    else:
        return found
    return None


def display(iso: str) -> str:
    """The printed form of a date for which the editor gives none: 2004年12月27日."""
    parts = zip(iso.split("-") if iso else (), ("年", "月", "日"), strict=False)
    return "".join(f"{int(part)}{sign}" for part, sign in parts)


def agrees(iso: str, shown: str) -> bool:
    """Whether the printed date says the same. A date in Chinese numerals is not checked."""
    figures = [int(part) for part in _FIGURES.findall(shown)[:3] if len(part) <= 4]
    return not figures or figures == [int(part) for part in iso.split("-")][: len(figures)]
