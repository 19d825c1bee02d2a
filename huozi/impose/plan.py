"""What is asked of imposition, and how it is laid out: schedule, sheet, scale, turning. No PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from huozi.impose import schedule
from huozi.impose.frame import NO_ROOM, Frame, Room, fits, frame, largest_scale, needed
from huozi.impose.paper import Size, sheets_that_hold
from huozi.impose.schedule import (
    FOLDED_UP,
    SIGNATURE_PAGES,
    Blanks,
    BlanksRefusedError,
    Edge,
    Sheet,
    Turn,
)
from huozi.pdf.profile import BLEED_PT
from huozi.values.errors import InputError, UsageError
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import Finding, Place, Severity, finding

_MAX_UP = 64
_MAX_SADDLE_PAGES = 80  # of 80 g paper; beyond, the booklet does not lie flat
_MOST_SHIFT = 0.1  # of a page's width: about its inner margin
_NAMED = 3


class Style(StrEnum):
    """What becomes of the sheets."""

    SADDLE = "saddle"  # 骑马订: nested, stitched through the fold
    SEWN = "sewn"  # 锁线订: sections, folded and gathered
    PERFECT = "perfect"  # 胶订: the same, with the back ground off
    N_UP = "n-up"  # side by side in reading order, for proofs
    STACK = "stack"  # 裁切叠放: cut, and the piles put on one another
    REPEAT = "repeat"  # 连晒: the same page in every cell

    @property
    def folded(self) -> bool:
        """Its sheets are folded."""
        return self in (Style.SADDLE, Style.SEWN, Style.PERFECT)


class Flip(StrEnum):
    """About which edge the paper is turned over, as printers' drivers call it."""

    LONG = "long"
    SHORT = "short"


class Mixed(StrEnum):
    """What happens to pages of different sizes."""

    CENTRE = "centre"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class ImpositionOrder:
    """An order for imposition."""

    source: Path
    output: Path
    sheet: Size
    style: Style = Style.SADDLE
    up: int = 2  # pages on one side of a sheet
    signature: int = 16  # pages to a section, for SEWN and PERFECT
    short: bool = False  # one section may be shorter
    blanks: Blanks = Blanks.END
    last: int = 1  # pages that stay last with BEFORE_LAST
    binding: Edge = Edge.LEFT
    flip: Flip | None = None  # None: so that both sides have the same head
    one_sided: bool = False
    caliper_pt: float = mm(0.1)  # thickness of the paper; 80 g offset: 0.09 to 0.10 mm
    creep_pt: float | None = None  # of the innermost leaf, measured on a dummy: replaces caliper
    room: Room = NO_ROOM
    bleed_pt: float = BLEED_PT  # at most, where the pages have any
    marks: bool = True
    slug: bool = True
    slug_language: str = "zh"
    fit: bool = False  # make pages smaller where they do not fit
    mixed: Mixed = Mixed.CENTRE


@dataclass(frozen=True, slots=True)
class ImpositionPlan:
    """How a job is laid out."""

    sheets: tuple[Sheet, ...]  # as printed
    frame: Frame
    duplex: str  # the setting of the same name in the PDF (ISO 32000-1, table 150)
    caliper_pt: float
    findings: tuple[Finding, ...]

    @property
    def signatures(self) -> int:
        """How many sections there are; 0 when nothing is folded."""
        return max(sheet.signature for sheet in self.sheets)

    @property
    def blanks(self) -> int:
        """How many pages were added."""
        return _blanks(self.sheets)


def check(job: ImpositionOrder) -> None:
    """Raise UsageError where the parts of an order contradict each other."""
    problems = []
    if job.style.folded and job.up not in FOLDED_UP:
        known = ", ".join(map(str, FOLDED_UP))
        problems.append(finding("impose-up", found=job.up, known=known))
    elif not 1 <= job.up <= _MAX_UP:
        problems.append(finding("impose-up", found=job.up, known=f"1 – {_MAX_UP}"))
    elif job.style in (Style.SEWN, Style.PERFECT) and (
        job.signature not in SIGNATURE_PAGES or job.signature % (2 * job.up)
    ):
        known = ", ".join(str(n) for n in SIGNATURE_PAGES if n % (2 * job.up) == 0)
        problems.append(finding("impose-signature", found=job.signature, up=job.up, known=known))
    if job.style.folded and job.one_sided:
        problems.append(finding("impose-one-sided", style=job.style.value))
    if job.output.resolve() == job.source.resolve():
        problems.append(finding("impose-same-file", file=job.source.name))
    if problems:
        raise UsageError(problems)


def plan(job: ImpositionOrder, pages: Sequence[Size], place: Place) -> ImpositionPlan:
    """Lay out a job for pages of these sizes. Raises InputError when it can't be done."""
    page, findings = _cell(job, pages, place)
    layout, sheet = _best(job, page)
    scale = largest_scale(layout, page, sheet, job.room)
    if fits(layout, page, sheet, job.room):
        scale = 1.0
    elif scale <= 0 or not job.fit:
        raise InputError([_misfit(job, layout, page, sheet, scale, place)])
    else:
        findings.append(
            finding("impose-scaled", place, Severity.INFO, percent=f"{scale * 100:.1f}")
        )
    try:
        sheets = _schedule(job, layout, len(pages))
    except BlanksRefusedError as refused:
        raise InputError(
            [finding("impose-blanks-refused", place, pages=refused.pages, blanks=refused.blanks)]
        ) from refused
    caliper = _caliper(job, sheets, page.width_pt * scale, place)
    landscape = sheet.landscape
    flip = job.flip or (Flip.SHORT if landscape else Flip.LONG)
    turn = Turn.SIDE if (flip is Flip.SHORT) is landscape else Turn.TUMBLE
    if added := _blanks(sheets):
        findings.append(finding("impose-blanks", place, Severity.INFO, count=added))
    if job.style is Style.SADDLE and len(pages) > _MAX_SADDLE_PAGES:
        findings.append(
            finding(
                "impose-thick", place, Severity.WARNING, pages=len(pages), limit=_MAX_SADDLE_PAGES
            )
        )
    duplex = f"/DuplexFlip{flip.value.capitalize()}Edge" if not job.one_sided else "/Simplex"
    return ImpositionPlan(
        schedule.turned(sheets, turn),
        frame(layout, page, sheet, job.room, scale),
        duplex,
        caliper,
        tuple(findings),
    )


def _cell(job: ImpositionOrder, pages: Sequence[Size], place: Place) -> tuple[Size, list[Finding]]:
    """The size of a cell: that of the pages, or the largest width and height among them."""
    cell = Size(max(p.width_pt for p in pages), max(p.height_pt for p in pages))
    odd = [number for number, page in enumerate(pages, 1) if not _alike(page, cell)]
    if not odd:
        return cell, []
    shown = ", ".join(map(str, odd[:8])) + (" …" if len(odd) > 8 else "")
    if job.mixed is Mixed.REFUSE:
        raise InputError([finding("impose-mixed-refused", place, cell=cell, pages=shown)])
    return cell, [finding("impose-mixed", place, Severity.WARNING, cell=cell, pages=shown)]


def _alike(a: Size, b: Size) -> bool:
    """Equal but for rounding: 0.1 mm."""
    limit = mm(0.1)
    return abs(a.width_pt - b.width_pt) <= limit and abs(a.height_pt - b.height_pt) <= limit


def _best(job: ImpositionOrder, page: Size) -> tuple[Sheet, Size]:
    """The layout, and which way the sheet lies, that hold the pages at the largest scale."""
    upright = job.sheet.turned if job.sheet.landscape else job.sheet
    return max(
        ((layout, lying) for layout in _layouts(job) for lying in (upright, upright.turned)),
        key=lambda choice: round(largest_scale(choice[0], page, choice[1], job.room), 9),
    )


def _layouts(job: ImpositionOrder) -> list[Sheet]:
    """Sheets without pages in all shapes that are possible."""
    if job.style.folded:
        return [schedule.section((None,) * (2 * job.up), job.up)[0]]
    return [
        Sheet(rows, job.up // rows, (), ()) for rows in range(1, job.up + 1) if job.up % rows == 0
    ]


def _schedule(job: ImpositionOrder, layout: Sheet, pages: int) -> tuple[Sheet, ...]:
    rows, columns = layout.rows, layout.columns
    match job.style:
        case Style.SADDLE:
            return schedule.saddle(pages, job.up, job.blanks, job.last, job.binding)
        case Style.SEWN | Style.PERFECT:
            return schedule.signatures(
                pages, job.signature, job.up, job.blanks, job.last, job.binding, job.short
            )
        case Style.N_UP:
            return schedule.n_up(pages, rows, columns, job.one_sided, job.binding)
        case Style.STACK:
            return schedule.cut_and_stack(
                pages, rows, columns, job.one_sided, job.blanks, job.last, job.binding
            )
        case Style.REPEAT:
            return schedule.repeat(pages, rows, columns, job.one_sided, job.blanks, job.last)


def _blanks(sheets: Sequence[Sheet]) -> int:
    return sum(cell.page is None for sheet in sheets for cell in (*sheet.front, *sheet.back))


def _caliper(job: ImpositionOrder, sheets: Sequence[Sheet], width_pt: float, place: Place) -> float:
    """Shift of a page for each leaf outside it.

    Raises InputError where the innermost pages of this width would be folded into the spine.
    """
    depth = max((cell.depth for sheet in sheets for cell in sheet.front), default=0)
    if not depth:
        return 0.0 if job.creep_pt is not None else job.caliper_pt
    caliper = job.caliper_pt if job.creep_pt is None else job.creep_pt / depth
    shift = depth * caliper
    if shift > _MOST_SHIFT * width_pt:
        raise InputError(
            [finding("impose-creep", place, shift=f"{to_mm(shift):.1f}",
                     limit=f"{to_mm(_MOST_SHIFT * width_pt):.1f}")]
        )  # fmt: skip
    return caliper


def _misfit(
    job: ImpositionOrder, layout: Sheet, page: Size, sheet: Size, scale: float, place: Place
) -> Finding:
    """What is needed, what there is, and what would do."""
    wanted = needed(layout, page, job.room)
    holding = ", ".join(sheets_that_hold(wanted)[:_NAMED]) or "—"
    if scale <= 0:
        return finding(
            "impose-misfit-gaps", place,
            up=job.up, page=page, needed=wanted, sheet=sheet, holding=holding,
        )  # fmt: skip
    return finding(
        "impose-misfit", place,
        up=job.up, page=page, needed=wanted, sheet=sheet, holding=holding,
        percent=f"{int(scale * 1000) / 10:g}",
    )  # fmt: skip
