"""What a galley prints: its letters, and of which block, note, reading or line each of them is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from huozi.account.reading import RUNNING
from huozi.spots.letters import Letters, furniture, lettered
from huozi.spots.pictures import pictures
from huozi.values.galley import Galley
from huozi.values.structure import ARTIFACT, NO_BLOCK, Element, Structure, unpacked


class Home(NamedTuple):
    """What letters are of.

    `kind` and `key`: the text of a `block` or note, a `reading` in it, the `call` or `mark` of a
    note, the `label` of an item, by the ordinal of the block; a `link` of a list, by its element; a
    `note` and a `plain` element of no block, by the element (its `mark` by -1 less that);
    `artifact`, by page.
    """

    kind: str
    key: int


class PrintedStretch(NamedTuple):
    """Letters that stand together on a page, and where they begin in the text of their home."""

    letters: Letters
    home: Home
    at: int


class PrintedGalley:
    """The letters of a galley, page by page and home by home."""

    def __init__(self, galley: Galley) -> None:
        self.galley = galley
        structure = unpacked(galley.structure)
        self.elements = structure.elements
        self.targets = _targets(galley, structure)
        self.pictures = tuple(pictures(structure))
        homes = list(_homes(structure.elements, self.targets))
        order = _order(structure.elements)
        shown = list(lettered(galley, structure))
        gathered: dict[Home, list[tuple[int, int, int]]] = {}  # order, page, place on the page
        for number, page in enumerate(shown):
            for place, letters in enumerate(page):
                element = letters.piece.element
                if element == ARTIFACT:
                    gathered.setdefault(Home("artifact", number), []).append((0, number, place))
                else:
                    gathered.setdefault(homes[element], []).append((order[element], number, place))
        self.texts: dict[Home, str] = {}
        stretches: list[list[PrintedStretch | None]] = [[None] * len(page) for page in shown]
        for home, pieces in gathered.items():
            text, at = [], 0
            for _, number, place in sorted(pieces):
                letters = shown[number][place]
                stretches[number][place] = PrintedStretch(letters, home, at)
                text.append(letters.text)
                at += len(letters.text)
            self.texts[home] = "".join(text)
        self.pages = [[one for one in page if one is not None] for page in stretches]
        self.stretches: dict[Home, list[PrintedStretch]] = {}
        for one in (one for page in self.pages for one in page):
            self.stretches.setdefault(one.home, []).append(one)
        self.heads = furniture(galley)

    def notes(self) -> list[Home]:
        """Notes that do not say which block they are, in their order."""
        return sorted(home for home in self.texts if home.kind == "note")


def _targets(galley: Galley, structure: Structure) -> dict[int, str]:
    """By element of a link, what it leads to."""
    return {
        element: link.target
        for link, element in zip(galley.links, structure.links, strict=False)
        if not link.external
    }


def _homes(elements: Sequence[Element], targets: dict[int, str]) -> Iterator[Home]:
    made: list[Home] = []
    for at, element in enumerate(elements):
        holder = elements[element.parent] if 0 <= element.parent < at else None
        role, block = element.role, element.block
        if block == NO_BLOCK and role == "Link" and at in targets:
            home = Home("link", at)
        elif role in RUNNING and holder is not None:
            home = made[element.parent]
        elif role == "Note":
            home = Home("note", at) if block == NO_BLOCK else Home("block", block)
        elif role == "Lbl" and holder is not None and holder.role == "Note":
            home = Home("mark", -1 - element.parent if block == NO_BLOCK else block)
        elif role == "Lbl":
            home = Home("label", block) if block != NO_BLOCK else Home("plain", at)
        elif role == "Reference" and (holder is None or holder.role != "TOCI"):
            home = Home("call", block)
        elif role == "RT" and block != NO_BLOCK:
            home = Home("reading", block)
        else:
            home = Home("plain", at) if block == NO_BLOCK else Home("block", block)
        made.append(home)
        yield home


def _order(elements: Sequence[Element]) -> list[int]:
    """For each element the one whose text it is read in: homes are read in the order of these."""
    made: list[int] = []
    for at, element in enumerate(elements):
        running = element.role in RUNNING and 0 <= element.parent < at
        made.append(made[element.parent] if running else at)
    return made
