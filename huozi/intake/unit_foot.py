"""The foot of a unit: attachments, signature, date, imprint (GB/T 9704-2012, 7.3.4 to 7.4)."""

import re

from huozi.intake.looks import PassageLook
from huozi.intake.outcome import PartOfText
from huozi.intake.patterns import ATTACHED, ATTACHMENTS, DATE, IMPRINT, PUBLIC, STOPS
from huozi.intake.sequence import number_form
from huozi.intake.unit_head import Propose, UnitPage
from huozi.values.script import solid

_FOOT = 16


def propose_foot(page: UnitPage, first: int, end: int, taken: set[int], propose: Propose) -> None:
    """From the end upwards: imprint, public note, date, signature, attachments."""
    at = end - 1
    while at >= first and IMPRINT.match(page.text(at)):
        propose(PartOfText.IMPRINT, (at,), "words", 0.9)
        at -= 1
    for n in range(at, max(first, at - _FOOT) - 1, -1):
        look = page.looks.get(n)
        if look and PUBLIC.fullmatch(solid(look.text)):
            propose(PartOfText.PUBLIC, (n,), "words", 0.95)
        elif look and IMPRINT.match(look.text):
            propose(PartOfText.IMPRINT, (n,), "words", 0.8)
    date = next(
        (n for n in range(at, max(first, at - _FOOT) - 1, -1) if _is_date(page, n, end, taken)),
        None,
    )
    above = _signature(page, first, date if date is not None else at + 1, taken, date is not None)
    if above:
        propose(
            PartOfText.SIGNATURE,
            above,
            "above-date" if date is not None else "right",
            0.9 if date is not None else 0.6,
        )
    if date is not None:
        propose(PartOfText.DATE, (date,), "form", 0.95)
    _attachments(page, first, end, taken, propose)


def _is_date(page: UnitPage, at: int, end: int, taken: set[int]) -> bool:
    """A date by itself, at the right or right behind a short line; or the end of a signature."""
    look = page.looks.get(at)
    if look is None or at in taken:
        return False
    if look.right and DATE.fullmatch(solid(look.text)):  # also without a day
        return True
    if not date_at_end(look.text):
        return False
    above = page.looks.get(at - 1)
    if DATE.fullmatch(solid(look.text)) is None and "\n" not in look.text:
        return look.right and len(look.text) <= 60  # names and date in one line
    named = (
        above is not None and len(above.text) <= 40 and not above.text.endswith(tuple("。！？；"))
    )
    return look.right or look.spread or look.indent_chars >= 6 or (named and at >= end - 4)


def date_at_end(text: str) -> re.Match[str] | None:
    """The date a text ends with, on a line of its own or behind names."""
    last = solid(text.split("\n")[-1])
    found = max(DATE.finditer(last), key=re.Match.end, default=None)
    return (
        found if found and found.end() == len(last) and len(last) <= 60 and found["day"] else None
    )


def _signature(
    page: UnitPage, first: int, date: int, taken: set[int], dated: bool
) -> tuple[int, ...]:
    """Short lines right above the date."""
    found: list[int] = []
    for at in range(date - 1, max(first, date - 8) - 1, -1):
        look = page.looks.get(at)
        if look is None or at in taken or len(look.text) > 60:
            break
        if look.text.endswith(tuple(STOPS + "！？")) or ATTACHMENTS.match(look.text):
            break
        form = number_form(look.text)
        placed = look.right or look.spread or (dated and look.indent_chars + look.left_chars >= 4)
        if form or not (
            placed
            or (
                dated
                and at == date - 1
                and len(look.text) <= 30
                and look.gap is not None
                and _named(look)
            )
        ):
            break
        found.insert(0, at)
    return tuple(found)


def _named(look: PassageLook) -> bool:
    """Whether a line may name a body that signs."""
    return solid(look.text).endswith(
        (
            "局",
            "委",
            "办",
            "厅",
            "部",
            "院",
            "校",
            "府",
            "公司",
            "处",
            "科",
            "室",
            "会",
            "中心",
            "组",
            "集团",
            "办公室",
            "委员会",
        )
    )


def _attachments(page: UnitPage, first: int, end: int, taken: set[int], propose: Propose) -> None:
    """附件：1. 甲, and the numbered lines below it; before the signature."""
    for at in range(end - 1, first - 1, -1):
        look = page.looks.get(at)
        if look is None or at in taken or not ATTACHMENTS.match(look.text):
            continue
        lines = [at]
        while (below := page.looks.get(lines[-1] + 1)) and lines[-1] + 1 not in taken:
            hanging = (
                below.indent_chars + below.left_chars >= 4
                and not below.right
                and len(below.text) <= 60
            )
            if lines[-1] + 1 >= end or not (ATTACHED.match(below.text) or hanging):
                break
            lines.append(lines[-1] + 1)
        propose(PartOfText.ATTACHMENTS, lines, "words", 0.95)
        return
