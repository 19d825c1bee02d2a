"""Offprints: booklets pressed from the galleys of their book.

    choose ─▶ Manuscripts ─▶ all missing galleys, set at once ─▶ Formes ─▶ linked on all cores

A booklet's PDF is the same whether it is made by itself or with seventy others.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing

from huozi.compositor import Compositor, Warm, load_linker, warmth
from huozi.jobs.booklets import booklet
from huozi.link.settle import guessed
from huozi.press import Forme, Order, Printed, Report, checked, deliver, made_up, print_off
from huozi.progress import Progress
from huozi.read.units import furniture_unit, split
from huozi.store.hands import Hands
from huozi.values.manuscript import Booklet, Folios, Manuscript

#: Below so many pages, several processes cost more than they save.
_SHARED_FROM_PAGES = 100


def press_booklets(
    order: Order,
    choose: Callable[[Manuscript], Sequence[Booklet]],
    progress: Progress,
    hands: Hands | None = None,
) -> list[Report]:
    """Make booklets into the folder `order.output`, from the galleys of the book.

    `choose` says which, once the manuscript is read; `hands` are as in `press_book`, which raises
    the same.
    """
    with closing(warmth(order.book_dir)) as warm:
        return _pressed(order, choose, progress, hands, warm)


def _pressed(
    order: Order,
    choose: Callable[[Manuscript], Sequence[Booklet]],
    progress: Progress,
    hands: Hands | None,
    warm: Warm,
) -> list[Report]:
    progress.step("read")
    manuscript, findings = checked(order, warm)
    wanted = choose(manuscript)

    progress.step("compile")
    warm.compositor = compositor = Compositor(
        order.book_dir, manuscript, order.jobs, progress, None, order.scheduler, hands
    )
    book = made_up(manuscript, compositor, Progress(quiet=True))
    told = tuple(dict.fromkeys(told for unit in book.units for told in unit.references))
    parts = [booklet(manuscript, item) for item in wanted]
    needed = {
        u.id: u for part in parts for u in (*split(part, guessed(part, told)), furniture_unit(part))
    }
    compositor.set_all(tuple(needed.values()))  # all at once: every core has work
    folios = opening_folios(book)
    formes = {
        item.name: made_up(
            part, compositor, Progress(quiet=True),
            folios if item.folios is Folios.BOOK else {}, told,
        )
        for item, part in zip(wanted, parts, strict=True)
    }  # fmt: skip

    # Beyond this line no page moves.

    progress.step("link")
    load_linker()  # before any process is forked, so that it is loaded once
    compositor.faces.narrow(compositor.used.values())
    reports = _printed_off(formes, order, compositor, progress)
    reports[0].findings = findings + reports[0].findings
    return reports


def _printed_off(
    formes: Mapping[str, Forme], order: Order, compositor: Compositor, progress: Progress
) -> list[Report]:
    """Booklets linked, proved and written by name, on all cores where that pays."""
    from huozi.store.workers import Ticket, share_out

    def make(ticket: Ticket) -> Printed:
        output = order.output / f"{ticket.id}.pdf"
        quiet = Progress(quiet=True)
        return print_off(formes[ticket.id], compositor, output, quiet, order.purpose)

    with progress.counting(len(formes)) as tick:

        def keep(printed: Printed) -> None:
            deliver(printed)
            tick()

        few = sum(len(forme.page_map.pages) for forme in formes.values()) < _SHARED_FROM_PAGES
        tickets = [Ticket(name, f.manuscript.book.place) for name, f in formes.items()]
        printed = share_out(tickets, make, 1 if few else order.jobs, keep)
    return [one.report for one in printed.values()]


def opening_folios(forme: Forme) -> dict[str, int]:
    """The folio each entry of a book opens on."""
    openings = {e.id: forme.page_map.opening(e.id) for e in forme.manuscript.entries}
    return {unit_id: page.number for unit_id, page in openings.items() if page and page.number}
