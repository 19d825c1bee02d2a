"""Offprints: booklets pressed from the galleys of their book.

    choose ─▶ Manuscripts ─▶ all missing galleys, set at once ─▶ Formes ─▶ linked on all cores

A booklet's PDF is the same whether it is made by itself or with seventy others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from huozi.compositor import load_linker
from huozi.jobs.booklets import booklet
from huozi.jobs.counted import by_number
from huozi.link.settle import guessed
from huozi.pdf.profile import stem_for
from huozi.press import Edition, Order, Press, accepted, made_up, open_press, print_off
from huozi.progress import Progress
from huozi.read.units import furniture_unit, split
from huozi.store.hands import Hands
from huozi.values.manuscript import Booklet, Finding, Manuscript
from huozi.values.pages import Forme
from huozi.values.style import Folios

#: Below so many pages, several processes cost more than they save.
_SHARED_FROM_PAGES = 100


def press_booklets(
    order: Order,
    choose: Callable[[Manuscript], Sequence[Booklet]],
    progress: Progress,
    hands: Hands | None = None,
    done: Callable[[str, Edition], object] = lambda name, edition: None,
) -> dict[str, Edition]:
    """Make booklets from the galleys of the book, by name.

    `choose` says which, once the manuscript is read; `done` hears of each as it comes, while others
    are made and whatever is wrong with them; `hands` are as in `press_book`, which raises the same.
    """
    with open_press(order, progress, hands=hands) as press:
        wanted = choose(press.manuscript)
        told = [found for item in wanted for found in _moved(press, item)]
        presses, formes = _made_up(press, wanted)

        # Beyond this line no page moves.

        progress.step("link")
        load_linker()  # before any process is forked, so that it is loaded once
        press.compositor.narrow()
        editions = _printed_off(presses, formes, press, done)
    first = next(iter(editions))
    editions[first] = replace(
        editions[first], findings=(*press.findings, *told, *editions[first].findings)
    )
    return editions


def _moved(press: Press, item: Booklet) -> Iterator[Finding]:
    """What is to be said of a booklet whose entries are named by number."""
    stem = stem_for(item.name, press.order.purpose.profile)
    return by_number(press.manuscript, item, press.order.output / f"{stem}.json")


def _made_up(press: Press, wanted: Sequence[Booklet]) -> tuple[dict[str, Press], dict[str, Forme]]:
    """Booklets made up, by name; and for each the press with it in place of the book."""
    press = replace(press, progress=Progress())
    book = made_up(press)
    told = tuple(dict.fromkeys(told for unit in book.units for told in unit.references))
    presses = {
        item.name: replace(press, manuscript=booklet(press.manuscript, item)) for item in wanted
    }
    parts = [one.manuscript for one in presses.values()]
    needed = {
        u.id: u for part in parts for u in (*split(part, guessed(part, told)), furniture_unit(part))
    }
    press.compositor.set_all(tuple(needed.values()))  # all at once: every core has work
    folios = opening_folios(book)
    kept = {item.name: folios if item.folios is Folios.BOOK else {} for item in wanted}
    return presses, {name: made_up(one, kept[name], told) for name, one in presses.items()}


def _printed_off(
    presses: Mapping[str, Press],
    formes: Mapping[str, Forme],
    press: Press,
    done: Callable[[str, Edition], object],
) -> dict[str, Edition]:
    """Booklets linked, proved and judged by name, on all cores where that pays."""
    from huozi.store.workers import Ticket, share_out

    def make(ticket: Ticket) -> tuple[str, Edition]:
        own = presses[ticket.id]
        edition = print_off(formes[ticket.id], own)
        name = stem_for(ticket.id, own.order.purpose.profile)
        return ticket.id, accepted(edition, own, f"{name}.pdf")

    with press.progress.counting(len(formes)) as tick:

        def keep(made: tuple[str, Edition]) -> None:
            done(*made)
            tick()

        few = sum(len(forme.page_map.pages) for forme in formes.values()) < _SHARED_FROM_PAGES
        tickets = [Ticket(name, f.manuscript.book.place) for name, f in formes.items()]
        made = share_out(tickets, make, 1 if few else press.order.jobs, keep)
    return dict(made.values())


def opening_folios(forme: Forme) -> dict[str, int]:
    """The folio each entry of a book opens on."""
    openings = {e.id: forme.page_map.opening(e.id) for e in forme.manuscript.entries}
    return {unit_id: page.number for unit_id, page in openings.items() if page and page.number}
