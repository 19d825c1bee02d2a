"""Makes up pages 拼版: levels page bottoms by setting paragraphs one line longer or shorter.

Pure arithmetic over heights in lines. It breaks a flow into pages as the engine does: no widow or
orphan, and headings kept with what follows. Where a page comes out short, one paragraph on it is
set a line longer or shorter, at the least cost (CLREQ, "Widows and orphans"). The engine then lays
the unit out again; this module only chooses the paragraphs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

ORPHANS = WIDOWS = 2
#: Paragraphs changed in one text at most.
MOST_CHANGES = 24


class Item(Struct, frozen=True):
    """A paragraph, or a block that is not divided; heights are in lines."""

    lines: int
    name: int = 0  # of a paragraph that may be asked
    whole: bool = False
    keep_next: bool = False
    keep_before: bool = False


class PageItems(Struct, frozen=True):
    """A page: its items with how many lines of each it shows. The next page begins with item
    `breaks`, of which `inside` lines stand before.
    """

    parts: tuple[tuple[int, int], ...]
    breaks: int
    inside: int = 0

    @property
    def used(self) -> int:
        """How many lines the page holds."""
        return sum(lines for _, lines in self.parts)


#: For a paragraph: can it be set in so many lines more (or less)?
Asks = Callable[[int, int], bool]
Changes = Mapping[int, int]


def pages_of(items: Sequence[Item], capacity: int, changes: Changes) -> list[PageItems]:
    """The pages of a flow; `capacity` is the lines of a page."""
    sizes = [item.lines + (changes.get(item.name, 0) if item.name else 0) for item in items]
    pages: list[PageItems] = []
    at = inside = 0
    while at < len(items):
        page = _page(items, sizes, capacity, at, inside)
        pages.append(page)
        at, inside = page.breaks, page.inside
    return pages


def _page(
    items: Sequence[Item], sizes: Sequence[int], capacity: int, at: int, inside: int
) -> PageItems:
    parts: list[tuple[int, int]] = []
    used = 0
    while at < len(items):
        left, room = sizes[at] - inside, capacity - used
        if left > room:
            here = 0 if items[at].whole else min(room, left - WIDOWS)
            if here >= ORPHANS or not parts:
                here = here if here > 0 else min(left, room)
                return PageItems((*parts, (at, here)), *_past(sizes, at, inside + here))
            return _broken(items, sizes, parts, at)
        parts.append((at, left))
        used += left
        at, inside = at + 1, 0
    return PageItems(tuple(parts), at)


def _past(sizes: Sequence[int], at: int, inside: int) -> tuple[int, int]:
    return (at, inside) if inside < sizes[at] else (at + 1, 0)


def _broken(
    items: Sequence[Item], sizes: Sequence[int], parts: list[tuple[int, int]], at: int
) -> PageItems:
    """The page broken before an item, or before an earlier one where a break is to be avoided."""
    if not _avoids(items, at):
        return PageItems(tuple(parts), at)
    for count in range(len(parts), 0, -1):
        number, lines = parts[count - 1]
        kept = lines - WIDOWS
        if not items[number].whole and kept >= ORPHANS:
            before = sizes[number] - lines
            return PageItems((*parts[: count - 1], (number, kept)), number, before + kept)
        if count > 1 and not _avoids(items, number):
            return PageItems(tuple(parts[: count - 1]), number)
    return PageItems(tuple(parts), at)


def _avoids(items: Sequence[Item], at: int) -> bool:
    return items[at].keep_before or items[at - 1].keep_next


def short_pages(items: Sequence[Item], pages: Sequence[PageItems], capacity: int) -> Iterator[int]:
    """The numbers of short pages, except the last one and those before a heading that was kept."""
    for number, page in enumerate(pages[:-1]):
        kept = page.inside == 0 and items[page.breaks].keep_next
        if page.used < capacity and not kept:
            yield number


def level_pages(items: Sequence[Item], capacity: int, asks: Asks) -> dict[int, int]:
    """The paragraphs to be set longer or shorter so that pages come out level: lines by item."""
    changes: dict[int, int] = {}
    done = -1
    while len(changes) < MOST_CHANGES:
        pages = pages_of(items, capacity, changes)
        open_pages = [n for n in short_pages(items, pages, capacity) if n > done]
        if not open_pages:
            break
        done = open_pages[0]
        for change in _choices(items, pages, done, changes):
            ((name, lines),) = change.items()
            tried = pages_of(items, capacity, {**changes, **change})
            if _better(items, capacity, pages, tried, done) and asks(name, lines):
                changes |= change
                break
    return changes


def _better(
    items: Sequence[Item],
    capacity: int,
    before: Sequence[PageItems],
    after: Sequence[PageItems],
    at: int,
) -> bool:
    """Whether a page is now level, no earlier page shorter, and the last one not too short."""
    was = {n for n in short_pages(items, before, capacity) if n < at}
    now = {n for n in short_pages(items, after, capacity) if n <= at}
    return now <= was and (len(after) < 2 or after[-1].used >= WIDOWS)


def _choices(
    items: Sequence[Item], pages: Sequence[PageItems], number: int, changes: Changes
) -> Iterator[dict[int, int]]:
    """The single changes that may level a page; long paragraphs first, which show it least."""
    page = pages[number]
    found = {at for at, _ in page.parts} | {page.breaks}
    paragraphs = [items[at] for at in found if at < len(items) and items[at].name]
    free = [item for item in paragraphs if item.name not in changes and item.lines > 1]
    for item in sorted(free, key=lambda item: (-item.lines, item.name)):
        yield {item.name: 1}
        if item.lines > ORPHANS:
            yield {item.name: -1}
