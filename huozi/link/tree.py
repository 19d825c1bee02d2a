"""The structure tree of a book (ISO 32000-1, 14.7; ISO 14289-1): parts, entries, what is in them.

Units lie in one another as they do in the outline. The tree is written only where a profile is
tagged; every galley brings along what it is made of.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from huozi.link.tags import FIGURE, tagged
from huozi.values.galley import Galley
from huozi.values.pages import BookPage
from huozi.values.structure import Structure, unpacked

_DEEPEST = 6  # headings go down to H6
_ROWS = frozenset(("TR", "TH", "TD"))
#: Traits that are attributes, and who owns them (14.8.5).
_OWNERS = {"ColSpan": "Table", "RowSpan": "Table", "Scope": "Table", "ListNumbering": "List"}

Shown = tuple[int, int]  # page, number of the tag on it
_NOWHERE: Shown = (1 << 31, 0)


@dataclass(slots=True)
class _Unit:
    """A unit and the tags on its pages."""

    structure: Structure
    level: int  # in the outline
    roles: tuple[str, ...]
    content: dict[int, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    links: dict[int, list[tuple[int, Any]]] = field(default_factory=lambda: defaultdict(list))

    def shows(self) -> list[bool]:
        """Which elements show anything; rows and cells of a table that does are all kept."""
        elements = self.structure.elements
        shows = [place in self.content or place in self.links for place in range(len(elements))]
        for place in range(len(elements) - 1, 0, -1):
            if shows[place]:
                shows[elements[place].parent] = True
        for place, element in enumerate(elements):
            if element.role in _ROWS and shows[element.parent]:
                shows[place] = True
        return shows

    def first(self) -> list[Shown]:
        """The first content of each element: its own, or that of an element inside it."""
        elements = self.structure.elements
        first = [min(self.content.get(place, [_NOWHERE])) for place in range(len(elements))]
        for place in range(len(elements) - 1, 0, -1):
            above = elements[place].parent
            first[above] = min(first[above], first[place])
        return first


class Tree:
    """Tags pages and gathers what they show; then writes the tree."""

    def __init__(self, galleys: Mapping[str, Galley], levels: Mapping[str, int]) -> None:
        self._units: dict[str, _Unit] = {}
        for unit_id, galley in galleys.items():
            structure = unpacked(galley.structure)
            roles = tuple(element.role for element in structure.elements)
            self._units[unit_id] = _Unit(structure, levels.get(unit_id, 0), roles)
        self._tags: dict[int, tuple[str, tuple[int, ...]]] = {}  # pages: unit, elements of tags

    def tagged(self, page: BookPage, content: bytes) -> bytes:
        """The stream of a page with its tags."""
        unit = self._units[page.unit_id]
        assert page.page is not None
        pages = unit.structure.pages
        marks = pages[page.page] if page.page < len(pages) else ()  # a place is only held
        content, elements = tagged(content, marks, unit.roles)
        for number, element in enumerate(elements):
            unit.content[element].append((page.index, number))
        if elements:
            self._tags[page.index] = page.unit_id, elements
        return content

    def link(self, page: BookPage, number: int, annotation: Any) -> None:
        """The annotation of a unit's link; it says in words where it leads (7.18.5)."""
        unit = self._units[page.unit_id]
        place = unit.structure.links[number]
        unit.links[place].append((page.index, annotation))
        words = dict(unit.structure.elements[place].traits).get("Words", "")
        address = str(annotation.A.URI) if "/A" in annotation else ""
        annotation[Name.Contents] = String(words or address or "→")

    def write(self, pdf: pikepdf.Pdf, sheets: Sequence[Any], moved_pt: Sequence[float]) -> bool:
        """The tree, and what leads into it. `moved_pt`: how far aside each page's content lies.

        Returns whether it is all that ISO 14289-1 asks for: every picture is told in words.
        """
        writer = _TreeWriter(pdf, sheets, moved_pt)
        made = {unit_id: writer.add(unit) for unit_id, unit in self._units.items()}
        parents: list[Any] = []
        for index, (unit_id, places) in sorted(self._tags.items()):
            parents += (index, Array([made[unit_id][place] for place in places]))
            sheets[index][Name.StructParents] = index
        for key, (annotation, element) in enumerate(writer.clicked, len(sheets)):
            parents += (key, element)
            annotation[Name.StructParent] = key
        for sheet in sheets:
            if Name.Annots in sheet:
                sheet[Name.Tabs] = Name.S
        root = writer.close()
        root[Name.ParentTree] = pdf.make_indirect(Dictionary(Nums=Array(parents)))
        root[Name.ParentTreeNextKey] = len(sheets) + len(writer.clicked)
        pdf.Root[Name.StructTreeRoot] = root
        pdf.Root[Name.MarkInfo] = Dictionary(Marked=True)
        return not writer.silent


class _TreeWriter:
    """Makes the objects of the tree, unit by unit."""

    def __init__(self, pdf: pikepdf.Pdf, sheets: Sequence[Any], moved_pt: Sequence[float]) -> None:
        self.pdf, self.sheets, self.moved_pt = pdf, sheets, moved_pt
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        book = pdf.make_indirect(Dictionary(S=Name.Document, P=self.root))
        self.root[Name.K] = book
        #: Elements that other units lie in: the book, and one of each level.
        self.open: list[tuple[Any, list[Any]]] = [(book, [])]
        self.units = [self.open[0]]
        self.heading = 0  # level of the last one: none is left out (ISO 14289-1, 7.4.2)
        self.silent = False  # there is a picture without words
        self.notes: list[Any] = []
        self.clicked: list[tuple[Any, Any]] = []  # annotations with their elements

    def add(self, unit: _Unit) -> dict[int, Any]:
        """The objects of a unit's elements; what shows nothing has none."""
        del self.open[1 + unit.level :]
        above, siblings = self.open[-1]
        elements, first = unit.structure.elements, unit.first()
        made: dict[int, Any] = {}
        held: dict[int, list[tuple[Shown, Any]]] = defaultdict(list)
        for place, shows in enumerate(unit.shows()):
            if shows:
                element = elements[place]
                made[place] = self._object(unit, place, made.get(element.parent, above))
                held[element.parent].append((first[place], made[place]))
        for place, element in made.items():
            kids = self._kids(unit, place, element, held[place])
            if place:
                _hold(element, kids)
            else:
                siblings.append(element)
                self.open.append((element, kids))
                self.units.append(self.open[-1])
        return made

    def close(self) -> Any:
        """The root of the tree, with everything in its place."""
        for element, kids in self.units:
            _hold(element, kids)
        if self.notes:
            names = [part for note in self.notes for part in (note.ID, note)]
            self.root[Name.IDTree] = self.pdf.make_indirect(Dictionary(Names=Array(names)))
        return self.root

    def _object(self, unit: _Unit, place: int, above: Any) -> Any:
        """An element without its children."""
        element = unit.structure.elements[place]
        made = self.pdf.make_indirect(Dictionary(S=Name(f"/{self._role(unit, place)}"), P=above))
        for owner, attributes in self._attributes(unit, place).items():
            made[Name.A] = Dictionary({"/O": Name(f"/{owner}"), **attributes})
        traits = dict(element.traits)
        for key in ("Alt", "Lang"):
            if said := traits.get(key):
                made[Name(f"/{key}")] = String(said)
        self.silent = self.silent or element.role == FIGURE and "Alt" not in traits
        if element.role == "Note":
            self.notes.append(made)
            made[Name.ID] = String(f"note{len(self.notes):06}")
        return made

    def _role(self, unit: _Unit, place: int) -> str:
        role = unit.structure.elements[place].role
        if role == "Link" and place not in unit.links:
            return "Span"  # it leads out of a booklet
        if role[0] == "H" and role[1:].isdigit():
            self.heading = min(int(role[1:]) + unit.level, self.heading + 1, _DEEPEST)
            return f"H{self.heading}"
        return role

    def _attributes(self, unit: _Unit, place: int) -> dict[str, dict[str, Any]]:
        """Attributes by their owners: spans of cells, kinds of labels, where a figure stands."""
        element = unit.structure.elements[place]
        found: dict[str, dict[str, Any]] = defaultdict(dict)
        for key, value in element.traits:
            if key in _OWNERS:
                typed = int(value) if value.isdigit() else Name(f"/{value}")
                found[_OWNERS[key]][f"/{key}"] = typed
        if element.box_pt is not None and place in unit.content:
            x0, y0, x1, y1 = element.box_pt
            dx = self.moved_pt[unit.content[place][0][0]]
            found["Layout"]["/BBox"] = Array([round(v, 3) for v in (x0 + dx, y0, x1 + dx, y1)])
        return found

    def _kids(self, unit: _Unit, place: int, made: Any, held: list[tuple[Shown, Any]]) -> list[Any]:
        """The children of an element, in reading order.

        Elements in running text stand where it shows them, all others in the order of the HTML.
        """
        own: list[tuple[Shown, Any]] = []
        if content := unit.content.get(place):
            home = content[0][0]
            made[Name.Pg] = self.sheets[home]
            own = [(it, it[1] if it[0] == home else self._elsewhere(it)) for it in content]
        order = [*own, *held]
        if own and unit.structure.elements[place].role != FIGURE:  # a caption follows its picture
            order.sort(key=itemgetter(0))
        kids = [kid for _, kid in order]
        for page, annotation in unit.links.get(place, ()):
            self.clicked.append((annotation, made))
            kids.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.sheets[page]))
        return kids

    def _elsewhere(self, shown: Shown) -> Any:
        """Content on another page than the first."""
        page, number = shown
        return Dictionary(Type=Name.MCR, Pg=self.sheets[page], MCID=number)


def _hold(element: Any, kids: list[Any]) -> None:
    """Set the children of an element; a single one needs no array."""
    if kids:
        element[Name.K] = kids[0] if len(kids) == 1 else Array(kids)
