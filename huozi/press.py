"""The press: the whole process, from a book's folder to a finished PDF, top to bottom.

    content/ ─read─▶ Manuscript ─split─▶ Units ─compile─▶ Galleys ─paginate─▶ PageMap
                                                                  ─resolve─▶ Patches ─write─▶ PDF

Each step yields new values and changes none. What a step cannot know yet it leaves out: a galley
has no folio, a page map no type, a patch no position.
"""

import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from huozi import __version__
from huozi.compositor import Compositor, Warm, warmth
from huozi.files import write_together
from huozi.fonts import typecase
from huozi.link.paginate import Extent, check, paginate
from huozi.link.resolve import dangling, resolve
from huozi.link.settle import MAX_ROUNDS, found_out, guessed, unnumbered, unsettled
from huozi.pdf.profile import Purpose
from huozi.progress import Progress
from huozi.prove.record import record
from huozi.read.manuscript import read
from huozi.read.memory import Memory
from huozi.read.references import names
from huozi.read.units import contents, furniture_unit, long_heads, split
from huozi.store.hands import Hands
from huozi.values.errors import InputError
from huozi.values.galley import Galley, Known, PageMap, Reference, Unit
from huozi.values.manuscript import Finding, Manuscript, Severity, Status, finding
from huozi.values.reuse import Standing
from huozi.values.style import FolioRun, PageRule, UnitKind


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for."""

    book_dir: Path
    output: Path
    final: bool = False
    jobs: int | None = None
    purpose: Purpose = Purpose()
    scheduler: str = ""  # address of a Dask scheduler; empty for this machine's own cores


@dataclass(slots=True)
class Report:
    """What a run did."""

    output: Path
    pages: int = 0
    seconds: float = 0.0
    units: int = 0
    rebuilt: dict[str, tuple[str, ...]] = field(default_factory=dict)  # unit → reasons
    named: dict[str, str | UnitKind] = field(default_factory=dict)  # by title; by kind if untitled
    findings: tuple[Finding, ...] = ()


def check_book(
    book_dir: Path, memory: Memory | None = None
) -> tuple[Manuscript, tuple[Finding, ...]]:
    """Read and validate only. Raises InputError with everything that is wrong."""
    result = read(book_dir, memory)
    return result.manuscript, (*result.findings, *long_heads(result.manuscript))


def checked(order: Order, warm: Warm) -> tuple[Manuscript, tuple[Finding, ...]]:
    """The manuscript, as far as possible from memory, and what is to be told of it."""
    try:
        return check_book(order.book_dir, warm.memory)
    finally:
        warm.memory.turn()


def press_book(
    order: Order,
    progress: Progress,
    warm: Warm | None = None,
    hands: Hands | None = None,
) -> Report:
    """Make the book. `warm` is what an earlier run of this process left, and is kept up to date;
    whoever keeps it has to close it.

    `hands` are processes that load the engine meanwhile.

    Raises InputError when anything in the manuscript is wrong, MachineError when the machine lacks
    fonts. The file at `order.output` is replaced whole, or stays as it was.
    """
    if warm is None:
        with closing(warmth(order.book_dir)) as own:
            return press_book(order, progress, own, hands)
    started = time.monotonic()
    progress.step("read")
    with typecase.asking() as asked:
        manuscript, findings = checked(order, warm)
        if order.final:
            refuse_unfinished(manuscript)

        progress.step("compile")
        warm.compositor = compositor = Compositor(
            order.book_dir, manuscript, order.jobs, progress, warm.compositor, order.scheduler,
            hands, asked,
        )  # fmt: skip
    report = make_book(
        manuscript, compositor, order.output, progress, purpose=order.purpose, told=findings,
        final=order.final, judge=True,
    )  # fmt: skip
    report.seconds = time.monotonic() - started
    return report


@dataclass(frozen=True, slots=True)
class Forme:
    """A book made up: its galleys (the common furniture with them) and their pages."""

    manuscript: Manuscript
    units: tuple[Unit, ...]
    galleys: dict[str, Galley]
    page_map: PageMap


@dataclass(frozen=True, slots=True)
class Printed:
    """A book that was read back and found good."""

    book: bytes
    record: bytes
    report: Report


def make_book(
    manuscript: Manuscript,
    compositor: Compositor,
    output: Path,
    progress: Progress,
    purpose: Purpose = Purpose(),
    told: Sequence[Finding] = (),
    final: bool = False,
    judge: bool = False,
) -> Report:
    """Set, make up, link, prove and write a book. `told` is what the reading found.

    To `judge` is to have the preflight of its profile look at it before it is written.
    """
    forme = made_up(manuscript, compositor, progress)
    if final:
        refuse_coarse(forme.galleys)

    # Beyond this line no page moves.
    compositor.rest()

    printed = print_off(forme, compositor, output, progress, purpose, told)
    if judge and purpose != Purpose():
        from huozi.finish.acceptance import inspected

        printed.report.findings += inspected(
            printed.book, output.name, printed.record, manuscript, purpose.profile
        )
    return deliver(printed)


def print_off(
    forme: Forme,
    compositor: Compositor,
    output: Path,
    progress: Progress,
    purpose: Purpose = Purpose(),
    told: Sequence[Finding] = (),
) -> Printed:
    """Link a book, finish it for its purpose, and prove it. `told` goes into its record."""
    manuscript, units, galleys = forme.manuscript, forme.units, forme.galleys
    progress.step("link")
    book = link(forme, compositor, purpose.profile.tagged)
    if purpose != Purpose():
        from huozi.finish.slug_text import finished

        book = finished(book, purpose, manuscript, units, forme.page_map)

    progress.step("verify")
    prove(book, forme, compositor.read_back)

    # Beyond this line the book is only read.

    furniture = furniture_unit(manuscript)
    of_galleys = (f for unit in (*units, furniture) for f in galleys[unit.id].findings)
    findings = (*told, *of_galleys)
    report = Report(
        output=output,
        pages=len(forme.page_map.pages),
        units=len(units) + 1,
        rebuilt=compositor.rebuilt,
        named={unit.id: unit.title or unit.kind for unit in (*units, furniture)},
        findings=(
            *findings,
            *compositor.shelf_findings(),
        ),  # the shelf is the run's, not the book's
    )
    told_beside = record(findings, manuscript, forme.page_map, units, galleys, compositor.case)
    return Printed(book, told_beside, report)


def deliver(printed: Printed) -> Report:
    """Write a book and its record."""
    output = printed.report.output
    write_together({output: printed.book, output.with_suffix(".json"): printed.record})
    return printed.report


def made_up(
    manuscript: Manuscript,
    compositor: Compositor,
    progress: Progress,
    kept_folios: Mapping[str, int] = MappingProxyType({}),
    outside: tuple[Reference, ...] = (),
) -> Forme:
    """A book made up: all but the numbers that move no line.

    Those that can are guessed; where a guess was wrong its unit alone is set again. `kept_folios`
    are folios that entries of a booklet keep from the book, `outside` what references show there.
    Raises InputError when numbers don't settle.
    """
    known, before = guessed(manuscript, outside), Known()
    furniture = furniture_unit(manuscript)
    set_units: dict[str, Unit] = {}
    galleys: dict[str, Galley] = {}
    for _ in range(1 + MAX_ROUNDS):
        units = split(manuscript, known)
        changed = [unit for unit in (*units, furniture) if unit != set_units.get(unit.id)]
        galleys |= compositor.set_all(changed)
        set_units |= {unit.id: unit for unit in changed}
        progress.step("paginate")
        page_map = make_up(manuscript, units, galleys, kept_folios)
        before, known = known, found_out(manuscript, page_map, galleys, outside)
        if known == before:
            if findings := list(unnumbered(manuscript, page_map, galleys)):
                raise InputError(findings)
            return Forme(manuscript, units, galleys, page_map)
    raise InputError(unsettled(manuscript, before, known))


def refuse_coarse(galleys: Mapping[str, Galley]) -> None:
    """`--final`: a book with pictures whose dots would be seen does not go to press."""
    found = [f for g in galleys.values() for f in g.findings if f.code == "image-coarse"]
    if found:
        raise InputError(replace(f, severity=Severity.ERROR) for f in found)


def refuse_unfinished(manuscript: Manuscript) -> None:
    """`--final`: a book with pending or partial entries does not go to press."""
    unfinished = [e for e in manuscript.entries if e.status is not Status.COMPLETE]
    if unfinished:
        raise InputError(
            finding("not-final", e.place, status=e.status.value, title=e.toc_title)
            for e in unfinished
        )


def make_up(
    manuscript: Manuscript,
    units: Sequence[Unit],
    galleys: dict[str, Galley],
    kept_folios: Mapping[str, int] = MappingProxyType({}),
) -> PageMap:
    """Pagination of the whole book. Raises InputError when its page rules clash."""
    rules: dict[UnitKind, PageRule] = dict(manuscript.rules)
    back = {matter.id for matter in manuscript.back}
    extents = [
        Extent(
            u.id,
            # What stands behind the body goes on with its numbers, whatever it is.
            replace(rules[u.kind], run=FolioRun.BODY) if u.id in back else rules[u.kind],
            len(galleys[u.id].contents),
            kept_folios.get(u.id),
        )
        for u in units
    ]
    page_map = paginate(extents, manuscript.book.front_folios, manuscript.book.body_folios)
    if findings := list(check(page_map)):
        raise InputError(findings)
    return page_map


def link(forme: Forme, compositor: Compositor, tagged: bool = False) -> bytes:
    """Resolve all numbers and write the PDF. Raises InputError for numbers that have no target."""
    from huozi.link.outline import outline
    from huozi.link.plan import Plan
    from huozi.link.write import write

    manuscript, units, page_map = forme.manuscript, forme.units, forme.page_map
    body = {unit.id: forme.galleys[unit.id] for unit in units}
    patches = {}
    findings: list[Finding] = []
    for unit_id, galley in body.items():
        patches[unit_id], found = resolve(galley, page_map, body)
        findings.extend(found)
    if not manuscript.name:  # a booklet's links may lead out of it; they are then dropped
        findings.extend(dangling(body, {unit.id: unit.place for unit in units}))
    if findings:
        raise InputError(findings)
    info = manuscript.book
    return write(
        Plan(
            title=info.title,
            author=info.editor,
            language=info.language,
            date=pdf_date(info.date),
            producer=f"Huozi {__version__}",
            format=manuscript.format,
            page_map=page_map,
            galleys=body,
            furniture=forme.galleys[furniture_unit(manuscript).id],
            patches=patches,
            outline=outline(units, body),
            faces=compositor.faces,
            kept=compositor.shelf.kept,
            pack=compositor.packer(manuscript),
            tagged=tagged,
            standing=compositor.standing,
        )
    )


def pdf_date(date: str) -> str:
    """The book's own date as a PDF date: a build has no other clock."""
    if not date:
        return ""
    year, month, day = [*date.split("-"), "01", "01"][:3]
    return f"D:{year}{month}{day}000000Z"


def prove(book: bytes, forme: Forme, standing: Standing | None = None) -> None:
    """Read the book back; a book whose numbers do not agree is not delivered."""
    from huozi.link.lookups import lookups
    from huozi.prove.verify import verify

    manuscript, units, page_map = forme.manuscript, forme.units, forme.page_map
    titled = (text for text in manuscript.texts if text.title_lines and any(text.title_lines))
    titles = {text.id: "".join(text.title_lines) for text in titled}
    words = dict(names(manuscript).titles) | titles
    claims = lookups(manuscript, units, page_map, forme.galleys, words)
    listing = [u for u in units if u.kind is UnitKind.CONTENTS]
    pages = [p.index for p in page_map.pages if listing and p.unit_id == listing[0].id]
    span = range(pages[0], pages[-1] + 1) if pages else range(0)
    found = verify(book, page_map, contents(manuscript), span, titles, claims, standing)
    if findings := list(found):
        raise InputError(findings)
