"""The press: the whole process, from a book's folder to a finished PDF, top to bottom.

    content/ ─read─▶ Manuscript ─split─▶ Units ─compile─▶ Galleys ─paginate─▶ PageMap
                                                                  ─resolve─▶ Patches ─write─▶ PDF

Each step yields new values and changes none. What a step cannot know yet it leaves out: a galley
has no folio, a page map no type, a patch no position.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from huozi import __version__
from huozi.compositor import Compositor, Crew, Warm, unfound
from huozi.files import sweep, write_together
from huozi.fonts import machine
from huozi.link.paginate import Extent, check, paginate
from huozi.link.settle import MAX_ROUNDS, found_out, guessed, unnumbered, unsettled
from huozi.link.told import told_of
from huozi.pdf.profile import Purpose
from huozi.progress import Progress
from huozi.prove.record import Record, record, refuse_overwriting
from huozi.read.contents import contents
from huozi.read.heads import long_heads
from huozi.read.manuscript import read
from huozi.read.places import located
from huozi.read.references import names
from huozi.read.source import Source
from huozi.read.units import furniture_unit, split
from huozi.store.hands import Hands
from huozi.store.shelf import refuse_linked
from huozi.values.errors import InputError, MachineError
from huozi.values.galley import Galley, Known, Reference, Unit
from huozi.values.manuscript import Finding, Manuscript, Place, Severity, finding
from huozi.values.pages import Forme, PageMap
from huozi.values.style import FolioRun, PageRule, Status, UnitKind

#: How often a book is read that is saved while it is read.
_MOST_READINGS = 5
_PRODUCER = f"Huozi {__version__}"

if TYPE_CHECKING:
    from huozi.link.plan import Means
    from huozi.link.write import Pull, Written


class Order(Struct, frozen=True):
    """What the user asked for. `output` is where the caller will write it."""

    book_dir: Path
    output: Path
    final: bool = False
    jobs: int | None = None
    purpose: Purpose = Purpose()
    scheduler: str = ""  # address of a Dask scheduler; empty for this machine's own cores


class Press(Struct, frozen=True):
    """A press with a book on it: what was read of it, and what sets and links it."""

    order: Order
    manuscript: Manuscript
    findings: tuple[Finding, ...]  # of the reading
    compositor: Compositor
    progress: Progress

    @property
    def means(self) -> "Means":
        """What linking and proving need. Asked for only when all is set: it loads the linker."""
        return self.compositor.means(self.manuscript)


class Edition(Struct, frozen=True):
    """A book that was read back and found good. Whoever asked for it writes it.

    Pages that show the same have the same name in `page_names`, in this edition and in others; the
    name tells of the page as linked, without what a press profile puts around its trim.
    """

    pdf: bytes
    record: Record
    page_map: PageMap
    page_names: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    rebuilt: dict[str, tuple[str, ...]] = field(default_factory=dict)  # unit set → reasons
    named: dict[str, str | UnitKind] = field(default_factory=dict)  # by title; by kind if untitled

    def __repr__(self) -> str:
        return f"<Edition of {self.pages} pages>"

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self.page_map.pages)

    @property
    def units(self) -> int:
        """How many there are, the furniture with them."""
        return len(self.named)

    def write(self, output: Path) -> None:
        """Replace a PDF and its record, the `.json` beside it: both or neither.

        Raises OSError, and UsageError where the `.json` is somebody else's.
        """
        refuse_overwriting(output)
        write_together({output: self.pdf, output.with_suffix(".json"): self.record.as_json()})


def _of_one_moment(book_dir: Path, kept: Warm) -> tuple[Manuscript, tuple[Finding, ...]]:
    """Read texts, house style and the digests of pictures as they stood together at one moment.

    Where something was saved meanwhile all is read again. Raises InputError with the files that
    went on changing, or with what is wrong in a book that stood still.
    """
    for _ in range(_MOST_READINGS):
        result = read(book_dir, kept.memory, kept.files)
        style = result.manuscript.style
        house = kept.furnished(style)
        changed = result.source.changed()
        if not changed and kept.furnished(style) is house:
            return result.manuscript, (*result.findings, *long_heads(result.manuscript))
    raise InputError(
        finding("files-changing", Place(path)) for path in changed or ("styles", "templates")
    )


@contextmanager
def open_press(
    order: Order,
    progress: Progress,
    warm: Warm | None = None,
    hands: Hands | None = None,
) -> Iterator[Press]:
    """Read a book and get ready to set it; at the end write down what later runs may use.

    `warm` is what an earlier run of this process left, and is kept up to date; whoever keeps it has
    to close it. `hands` are processes that load the engine meanwhile.

    Raises InputError when anything in the manuscript is wrong, MachineError when the machine lacks
    fonts.
    """
    refuse_linked(order.book_dir)
    sweep(order.output.parent)
    with closing(Warm(order.book_dir)) if warm is None else nullcontext(warm) as kept:
        progress.step("read")
        question = nullcontext() if kept.installed else machine.asking()
        with question as asked, _told_in_place(order.book_dir):
            try:
                manuscript, findings = _of_one_moment(order.book_dir, kept)
            finally:
                kept.memory.turn()
                kept.files.turn()
            if order.final:
                refuse_unfinished(manuscript)
            progress.step("compile")
            crew = Crew(order.jobs, order.scheduler, hands)
            compositor = Compositor(kept, manuscript, crew, progress, asked)
        with _told_in_place(order.book_dir):
            noticed = (*compositor.idle, *unfound(manuscript, compositor.case))
            findings = (*findings, *located(noticed, Source(order.book_dir)))
            yield Press(order, manuscript, findings, compositor, progress)


@contextmanager
def _told_in_place(book_dir: Path) -> Iterator[None]:
    """Errors of the block, with the lines and columns of the words that they quote."""
    try:
        yield
    except (InputError, MachineError) as error:
        raise type(error)(located(error.findings, Source(book_dir))) from error


def press_book(
    order: Order,
    progress: Progress,
    warm: Warm | None = None,
    hands: Hands | None = None,
) -> Edition:
    """Make the book. Arguments and errors are those of `open_press`."""
    refuse_overwriting(order.output)
    with open_press(order, progress, warm, hands) as press:
        forme = made_up(press)

        # Beyond this line no page moves.
        press.compositor.rest()

        edition = print_off(forme, press, press.findings)

        # Beyond this line the book is only read.
        return accepted(edition, press, order.output.name)


def made_up(
    press: Press,
    kept_folios: Mapping[str, int] = MappingProxyType({}),
    outside: tuple[Reference, ...] = (),
) -> Forme:
    """A book made up: all but the numbers that move no line.

    Those that can are guessed; where a guess was wrong its unit alone is set again. `kept_folios`
    are folios that entries of a booklet keep from the book, `outside` what references show there.
    Raises InputError when numbers don't settle.
    """
    manuscript = press.manuscript
    known, before = guessed(manuscript, outside), Known()
    furniture = furniture_unit(manuscript)
    set_units: dict[str, Unit] = {}
    galleys: dict[str, Galley] = {}
    for _ in range(1 + MAX_ROUNDS):
        units = split(manuscript, known)
        changed = [unit for unit in (*units, furniture) if unit != set_units.get(unit.id)]
        galleys |= press.compositor.set_all(changed)
        set_units |= {unit.id: unit for unit in changed}
        press.progress.step("paginate")
        body = {unit.id: galleys[unit.id] for unit in units}
        page_map = make_up(manuscript, units, body, kept_folios)
        spots = page_map.spots(body)
        before, known = known, found_out(manuscript, page_map, spots, outside)
        if known == before:
            if findings := list(unnumbered(manuscript, spots)):
                raise InputError(findings)
            forme = Forme(manuscript, units, body, galleys[furniture.id], page_map, spots)
            if press.order.final:
                refuse_coarse(forme)
            return forme
    raise InputError(unsettled(manuscript, before, known))


def refuse_coarse(forme: Forme) -> None:
    """`--final`: a book with pictures whose dots would be seen does not go to press."""
    found = [f for g in forme.all_galleys for f in g.findings if f.code == "image-coarse"]
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
    galleys: Mapping[str, Galley],
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
    info = manuscript.book
    page_map = paginate(extents, info.front_folios, info.body_folios, info.folio_form)
    if findings := list(check(page_map)):
        raise InputError(findings)
    return page_map


def print_off(forme: Forme, press: Press, told: Sequence[Finding] = ()) -> Edition:
    """Link a book, finish it for its purpose, and prove it. `told` goes into its record, too."""
    purpose, compositor = press.order.purpose, press.compositor
    of_galleys = located(told_of(forme, purpose), Source(press.order.book_dir))
    means = press.means
    press.progress.step("link")
    linked = link(forme, means, purpose.profile.tagged)
    book = linked.pdf
    if purpose != Purpose():
        from huozi.finish.slug_text import finished

        book = finished(book, purpose, forme, Source(press.order.book_dir).peek)

    press.progress.step("verify")
    prove(book, forme, means, press.order.final)
    findings = (*told, *of_galleys)
    return Edition(
        book,
        record(forme, findings, compositor.case),
        forme.page_map,
        linked.page_names,
        # What was wrong on the shelf is the run's, not the book's.
        (*findings, *compositor.shelf_findings()),
        compositor.rebuilt,
        {unit.id: unit.title or unit.kind for unit in forme.units}
        | {forme.furniture.unit_id: UnitKind.FURNITURE},
    )


def accepted(edition: Edition, press: Press, name: str) -> Edition:
    """An edition with what the preflight of its profile says of it; `name` is that of the file.

    Raises InputError where it is not fit for its purpose.
    """
    if press.order.purpose == Purpose():
        return edition
    from huozi.finish.acceptance import body_wanted, inspected, undone

    wanted = body_wanted(press.manuscript, edition.record)
    found = inspected(edition.pdf, name, wanted, press.order.purpose)
    told = undone(press.manuscript, press.order.purpose)
    return replace(edition, findings=(*edition.findings, *found, *told))


def link(forme: Forme, means: "Means", tagged: bool = False) -> "Written":
    """Resolve all numbers and write the PDF. Raises InputError for numbers that have no target."""
    from huozi.link.planning import planned
    from huozi.link.write import write

    return write(planned(forme, means, _PRODUCER, tagged))


def pulled(forme: Forme, press: Press, known: Container[str]) -> "Pull":
    """Pages with names that nobody knows yet, to be looked at before the book is printed off."""
    from huozi.link.planning import planned
    from huozi.link.write import pull

    tagged = press.order.purpose.profile.tagged
    return pull(planned(forme, press.means, _PRODUCER, tagged), known)


def prove(book: bytes, forme: Forme, means: "Means", final: bool = False) -> None:
    """Read the book back; a book whose numbers do not agree is not delivered.

    One that goes to press is read a second time, by another library.
    """
    from huozi.link.lookups import lookups
    from huozi.prove.verify import verify

    manuscript, page_map = forme.manuscript, forme.page_map
    titled = (
        text
        for text in manuscript.texts
        if any(text.title_lines) and text.kind is not UnitKind.EPIGRAPH  # it shows none
    )
    titles = {text.id: "".join(text.title_lines) for text in titled}
    places = {text.id: text.place for text in manuscript.texts}
    claims = lookups(forme, dict(names(manuscript).titles) | titles)
    listing = [u for u in forme.units if u.kind is UnitKind.CONTENTS]
    pages = [p.index for p in page_map.pages if listing and p.unit_id == listing[0].id]
    span = range(pages[0], pages[-1] + 1) if pages else range(0)
    means.pause()
    found = verify(
        book, page_map, contents(manuscript), span, titles, claims, means.read_back, forme.spots,
        places,
    )  # fmt: skip
    findings = list(found)
    means.pause()
    if final and not findings:
        from huozi.prove.second import second_reading

        findings = list(second_reading(book, span))
    if findings:
        raise InputError(findings)
