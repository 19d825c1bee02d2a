"""Entries that run on 接排, and headings as targets. Pure.

An entry that runs on begins on the page of the one before it. Both are one unit then, named by the
first of them.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from huozi.values.manuscript import Block, BlockKind, Entry, Manuscript, Part
from huozi.values.nested import all_blocks
from huozi.values.style import Status


def groups(part: Part) -> tuple[tuple[Entry, ...], ...]:
    """The entries of a part by the units they are set in."""
    made: list[list[Entry]] = []
    for entry in part.entries:
        if made and part.run_on and _follows(made[-1][-1], entry):
            made[-1].append(entry)
        else:
            made.append([entry])
    return tuple(map(tuple, made))


def _follows(before: Entry, entry: Entry) -> bool:
    """Whether an entry may run on: not behind annexes, nor where pages are held for a text."""
    held = before.reserve_pages or entry.reserve_pages
    whole = Status.PENDING not in (before.status, entry.status) and not held
    return whole and not before.annexes and before.kind is entry.kind


def headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """The headings among blocks and what is in them, in their order."""
    return (block for block in all_blocks(blocks) if block.kind is BlockKind.HEADING)


def heading_name(unit: str, number: int) -> str:
    """What a heading of a unit is called as a target, by its number from 0."""
    return f"{unit}.{number}"


class ListedHeading(Struct, frozen=True):
    """A heading and its name as a target."""

    block: Block
    target: str


def listed_headings(manuscript: Manuscript) -> dict[str, tuple[ListedHeading, ...]]:
    """The headings of each entry, by the entry's id."""
    found = {}
    for group in (group for part in manuscript.parts for group in groups(part)):
        before = 0
        for entry in group:
            own = tuple(headings(entry.body))
            found[entry.id] = tuple(
                ListedHeading(block, heading_name(group[0].id, number))
                for number, block in enumerate(own, before)
            )
            before += len(own)
    return found
