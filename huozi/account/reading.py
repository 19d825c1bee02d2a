"""What a galley shows, sorted by what it is for a reader: text, notes and their calls, readings."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from huozi.account.geometry import Box
from huozi.account.glyphs import fonts_of
from huozi.account.pieces import ShownPicture, ShownText
from huozi.account.streams import shown
from huozi.values.galley import Galley
from huozi.values.structure import ARTIFACT, Element, Structure

#: Elements of running text: what they show is read in the block that holds them.
RUNNING = frozenset(("Link", "Code", "Span", "RB", "Ruby"))

#: … and these, that stand below one another. Cells and captions do not.
_FLOWING = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6"))

Pieces = list[ShownText]


@dataclass(slots=True)
class Reading:
    """What is shown, by element of the structure. All elements are there, shown or not."""

    blocks: dict[int, Pieces] = field(default_factory=dict)
    notes: dict[int, Pieces] = field(default_factory=dict)
    marks: dict[int, Pieces] = field(default_factory=dict)  # of notes, by note
    calls: dict[int, Pieces] = field(default_factory=dict)
    rubies: dict[int, Pieces] = field(default_factory=dict)
    pictures: dict[int, list[ShownPicture]] = field(default_factory=dict)
    flowing: set[int] = field(default_factory=set)  # blocks that follow one another down the page
    artifacts: Pieces = field(default_factory=list)
    rules: dict[int, list[Box]] = field(default_factory=dict)  # by page
    furniture: list[Pieces] = field(default_factory=list)  # by running head

    @property
    def text(self) -> Pieces:
        """All pieces of the text in the order of reading."""
        return [piece for at in sorted(self.blocks) for piece in self.blocks[at]]

    @property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The paragraphs and headings that are shown, as the first and the last of their pieces."""
        made, number = [], 0
        for at in sorted(self.blocks):
            count = len(self.blocks[at])
            if count and at in self.flowing:
                made.append((number, number + count - 1))
            number += count
        return made

    @property
    def readings(self) -> Pieces:
        """All readings of ruby in order."""
        return [piece for at in sorted(self.rubies) for piece in self.rubies[at]]


def reading(galley: Galley, structure: Structure) -> Reading:
    """What a galley shows. Raises UnreadableError for streams that are not ours."""
    made = Reading()
    homes = _homes(structure.elements, made)
    fonts = fonts_of(galley.fonts)
    for page in shown(galley.contents, structure.pages, fonts):
        if page.rules:
            made.rules[page.number] = page.rules
        for piece in page.pieces:
            home = made.artifacts if piece.element == ARTIFACT else homes[piece.element]
            home.append(piece)
        for picture in page.pictures:
            made.pictures.setdefault(picture.element, []).append(picture)
        for element, box in page.drawn.items():  # a drawing of lines
            if made.pictures.get(element) == []:
                made.pictures[element].append(ShownPicture(element, page.number, box))
    for page in shown(galley.furniture, (), fonts):
        made.furniture.append(page.pieces)
    return made


def _homes(elements: Sequence[Element], made: Reading) -> list[Pieces]:
    """For each element the list that gathers its pieces."""
    homes: list[Pieces] = []
    for at, element in enumerate(elements):
        holder = elements[element.parent].role if 0 <= element.parent < at else ""
        if element.role in RUNNING and holder:
            homes.append(homes[element.parent])
            continue
        group = made.blocks
        if element.role in _FLOWING:
            made.flowing.add(at)
        if element.role == "Note":
            group = made.notes
        elif element.role == "Lbl" and holder == "Note":
            homes.append(made.marks.setdefault(element.parent, []))
            continue
        elif element.role == "Reference" and holder != "TOCI":
            group = made.calls
        elif element.role == "RT":
            group = made.rubies
        elif element.role == "Figure":
            made.pictures[at] = []
        homes.append(group.setdefault(at, []))
    return homes
