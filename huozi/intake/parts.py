"""What passages are: title, red head, number, addressee, attachments, signature, date, imprint.

Rules for official documents follow GB/T 9704-2012, section 7, and what manuscripts make of it. Each
gives a proposal with its reason and how sure it is; a person decides.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from huozi.intake.headings import headings
from huozi.intake.looks import PassageLook, body_look
from huozi.intake.outcome import PartOfText, Proposal
from huozi.intake.passages import FlowItem, FlowPassage, FlowTable
from huozi.intake.patterns import (
    ANNEX,
    ANNEX_TITLE,
    ATTACHED,
    CAPTION,
    CONTRIBUTOR,
    DOCNO,
    IMPRINT,
    PUBLIC,
)
from huozi.intake.unit_foot import date_at_end, propose_foot
from huozi.intake.unit_head import (
    UnitPage,
    addressee_confidence,
    is_red_head,
    propose_head,
    title_of_unit,
    title_reason,
    title_score,
)
from huozi.values.script import solid


class TextUnit(Struct, frozen=True):
    """An entry or an annex: its passages, and what they are. `first` and `end` are flow indices."""

    first: int
    end: int
    annex: bool
    reason: str  # why a unit begins here
    proposals: tuple[Proposal, ...]
    second_title: tuple[int, ...] = ()  # another candidate


def units(
    items: Sequence[FlowItem],
    looks: Mapping[int, PassageLook],
    refused: frozenset[int] = frozenset(),
) -> tuple[TextUnit, ...]:
    """The entries and annexes of a manuscript. None begins at a `refused` index."""
    page = UnitPage(items, looks, body_look(looks.values()))
    starts = [s for s in _starts(page) if not s[0] or s[0] not in refused]
    ends = [*(at for at, *_ in starts[1:]), len(items)]
    return tuple(
        _unit(page, at, end, annex, reason, confidence)
        for (at, annex, reason, confidence), end in zip(starts, ends, strict=True)
    )


# ------------------------------------------------------------------------------- where units begin


def _starts(page: UnitPage) -> list[tuple[int, bool, str, float]]:
    """Index, whether an annex, reason and confidence of each unit."""
    found: list[tuple[int, bool, str, float]] = [(0, False, "first", 1.0)]
    for at, look in page.looks.items():
        if at == 0 or not look.new_page and not _behind_foot(page, at, found[-1][0]):
            continue
        if ANNEX.fullmatch(look.text) or (
            look.new_page and ANNEX_TITLE.match(look.text) and not _is_list(page, at)
        ):
            found.append((at, True, "annex-number", 0.95 if look.new_page else 0.75))
        elif _begins_document(page, at):
            found.append((at, False, "second-title", 0.85 if look.new_page else 0.65))
        elif look.new_page and _like_first_title(page, at):
            found.append((at, False, "title-alike", 0.6))
    return found


def _behind_foot(page: UnitPage, at: int, first: int) -> bool:
    """Whether a date, a signature or an imprint ends right above."""
    above = page.text(at - 1)
    if PUBLIC.fullmatch(above):
        above = page.text(at - 2)
    return at - first > 2 and bool(date_at_end(above) or IMPRINT.match(above))


def _is_list(page: UnitPage, at: int) -> bool:
    """附件：1. 甲 with 2. 乙 below it: the note of attachments, not an annex."""
    return bool(ATTACHED.match(page.text(at + 1)))


def _begins_document(page: UnitPage, at: int) -> bool:
    """Whether a head stands here: number or red head, title, addressee."""
    lines = [page.text(n) for n in range(at, min(at + 10, len(page.items)))]
    looks = [page.looks.get(n) for n in range(at, min(at + 10, len(page.items)))]
    numbered = any(DOCNO.fullmatch(solid(line)) for line in lines[:5])
    red = any(look and is_red_head(look) for look in looks[:3])
    title = next(
        (n for n, look in enumerate(looks[:6]) if look and title_score(page, look) >= 3), None
    )
    if title is None:
        return False
    addressed = any(look and addressee_confidence(look) for look in looks[title + 1 : title + 5])
    return addressed or numbered or red


def _like_first_title(page: UnitPage, at: int) -> bool:
    """Whether a new page begins with a title like the first one: a series of minutes."""
    first = next((look for look in page.looks.values() if title_score(page, look) >= 3), None)
    look = page.looks[at]
    alike = first and (first.size_pt, first.face, first.align) == (
        look.size_pt,
        look.face,
        look.align,
    )
    return bool(alike) and look.spread and title_score(page, look) >= 3 and at + 2 < len(page.items)


# --------------------------------------------------------------------------------------- one unit


def _unit(
    page: UnitPage, first: int, end: int, annex: bool, reason: str, confidence: float
) -> TextUnit:
    made: list[Proposal] = []
    taken: set[int] = set()

    def propose(part: PartOfText, passages: Sequence[int], why: str, sure: float) -> None:
        if passages:
            made.append(Proposal(part, tuple(passages), why, sure))
            taken.update(passages)

    at = first
    if annex and ANNEX.fullmatch(page.text(first)):
        propose(PartOfText.ANNEX, (first,), "number", confidence)
        at += 1
    else:
        propose_head(page, first, end, propose)
    title, second = title_of_unit(page, at, end, taken)
    propose(PartOfText.TITLE, title, *title_reason(page, title))
    below = max((*title, at - 1)) + 1
    for n in range(below, min(below + 4, end)):
        look = page.looks.get(n)
        if look and n not in taken and (sure := addressee_confidence(look)) and not annex:
            propose(PartOfText.ADDRESSEE, (n,), "colon", sure)
            below = n + 1
            break
    look = page.looks.get(end - 1)
    if look and end - 1 not in taken and CONTRIBUTOR.fullmatch(look.text):
        propose(PartOfText.CONTRIBUTOR, (end - 1,), "words", 0.95)
    for n in range(below, end):
        if n not in taken and n in page.looks and _is_caption(page, n):
            propose(PartOfText.CAPTION, (n,), "number", 0.9)
    propose_foot(page, below, end, taken, propose)
    inside = {n: look for n, look in page.looks.items() if below <= n < end}
    made += headings(page.items[:end], inside, frozenset(taken))
    return TextUnit(first, end, annex, reason, tuple(made), second)


def _is_caption(page: UnitPage, at: int) -> bool:
    """表1 above a table, 图1 below a picture: short, and nothing between."""
    look = page.looks[at]
    match = CAPTION.match(look.text)
    if match is None or not look.short or look.text.endswith(tuple("。；：，")):
        return False
    if match["sign"] == "表":
        return at + 1 < len(page.items) and isinstance(page.items[at + 1], FlowTable)
    return at > 0 and not isinstance(page.items[at - 1], FlowPassage | FlowTable)
