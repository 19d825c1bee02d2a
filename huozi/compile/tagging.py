"""Makes the structure of a unit from its HTML, in standard types (ISO 32000-1, 14.8.4).

Elements come in the order of the HTML, which is the reading order. Classes of the house templates
have their meaning here; other HTML is read by its tags. Running text outside of any block becomes a
paragraph, so that nothing is left out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element as Node

from huozi.values.structure import ARTIFACT, NO_BLOCK, Element, Marks, Structure

#: Classes of what is not read out: furniture, leaders, numbers of lines, and the row that says that
#: a table goes on.
_UNREAD = frozenset(("furniture", "leader", "continued", "line-number"))

#: The attribute that says which block an element shows (`Unit.numbered`).
BLOCK = "data-block"

_ROOTS = {"part": "Part", "article": "Art", "document": "Art"}
_HEADINGS = {f"h{level}": f"H{level}" for level in range(1, 7)}
_TYPES = {
    **_HEADINGS, "p": "P", "blockquote": "BlockQuote", "nav": "TOC", "ul": "L", "ol": "L",
    "li": "LI", "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody",
    "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "figure": "Figure", "img": "Figure",
    "figcaption": "Caption", "a": "Link", "ruby": "Ruby", "rt": "RT", "code": "Code",
}  # fmt: skip
_BY_CLASS = {
    ("div", "list"): "L", ("div", "item"): "LI", ("section", "table"): "Table",
    ("p", "caption"): "Caption", ("p", "endnote"): "Note", ("span", "mark"): "Lbl",
    ("span", "note"): "Note", ("span", "note-call"): "Reference", ("section", "columns"): "Index",
    ("div", "lines"): "P",
}  # fmt: skip
#: What a class means only inside another element.
_ONLY_IN = {("p", "caption"): "Table", ("span", "mark"): "Note"}
_BLOCKS = frozenset(("P", *_HEADINGS.values()))
#: Types that hold running text and need no paragraph for it.
_TEXTUAL = _BLOCKS | frozenset((
    "Caption", "TH", "TD", "Lbl", "Note", "Reference", "Link", "Span", "RB", "RT", "Code",
))  # fmt: skip
_SHOWING = _TEXTUAL | {"Figure"}

Traits = Iterable[tuple[str, str | None]]


@dataclass(slots=True)
class _Draft:
    """An element under construction."""

    role: str
    parent: int
    traits: tuple[tuple[str, str], ...]
    repeats: bool  # in the head of a table, which is shown again on every page
    block: int  # as `Element` has it
    page: int | None = None  # the first it is shown on
    box_pt: tuple[float, float, float, float] | None = None


class Tagger:
    """Builds the structure of a unit, and tells which element a box belongs to as it is painted."""

    def __init__(self, root: Node) -> None:
        self._drafts: list[_Draft] = []
        self._of: dict[Node | None, int] = {}
        self._generated: dict[tuple[Node | None, str], int] = {}  # what CSS puts beside an element
        self._links: list[int] = []
        self._in_head = False
        self._block = NO_BLOCK  # of the node that is visited
        body = root.find("body")
        if body is not None:
            kind = body.get("class", "").partition(" ")[0]
            self._go_on(body, self._add(_ROOTS.get(kind, "Sect"), ARTIFACT), False)

    # ------------------------------------------------------------------ asked while painting

    def element(self, node: Node | None, tag: str | None, page: int) -> int:
        """The number of the element that a box shows; `tag` names its pseudo-element if
        it is one.
        """
        pseudo = (tag or "").partition("::")[2]
        if pseudo == "added":  # a hyphen, the mark of a line of code that goes on
            return ARTIFACT
        place = self._generated.get((node, pseudo), self._of.get(node, ARTIFACT))
        if place == ARTIFACT:
            return ARTIFACT
        if self._drafts[place].role not in _SHOWING:  # content that CSS made, in no block
            self._block = self._drafts[place].block
            place = self._generated[node, pseudo] = self._add("P", place)
        draft = self._drafts[place]
        if draft.page is None:
            draft.page = page
        return ARTIFACT if draft.repeats and page > draft.page else place

    def frame(self, place: int, box_pt: tuple[float, float, float, float]) -> None:
        """Note the box of a figure on its page, in points."""
        if place != ARTIFACT:
            self._drafts[place].box_pt = box_pt

    def link(self, node: Node | None) -> None:
        """Note that the next link of the unit covers this node or stands beside it."""
        place = self._of.get(node, 0)
        while place > 0 and self._drafts[place].role != "Link":
            place = self._drafts[place].parent
        self._links.append(place or self._add("Link", 0))

    def structure(self, pages: Iterable[Marks]) -> Structure:
        """The structure of the unit, with the marks of its pages."""
        elements = (Element(d.role, d.parent, d.traits, d.box_pt, d.block) for d in self._drafts)
        return Structure(tuple(elements), tuple(pages), tuple(self._links))

    # --------------------------------------------------------------------- through the HTML

    def _add(self, role: str, parent: int, *traits: tuple[str, str | None]) -> int:
        said = tuple((key, value) for key, value in traits if value)
        self._drafts.append(_Draft(role, parent, said, self._in_head, self._block))
        return len(self._drafts) - 1

    def _visit(self, node: Node, parent: int, textual: bool) -> None:
        """Make the elements of a node and of all it holds. `textual`: it stands in running text."""
        if not isinstance(node.tag, str) or node in self._of:
            return  # a comment; or met before
        if not _UNREAD.isdisjoint((node.get("class") or "").split()):
            return
        around, self._block = self._block, int(node.get(BLOCK, self._block))
        self._visit_known(node, parent, textual)
        self._block = around

    def _visit_known(self, node: Node, parent: int, textual: bool) -> None:
        role = self._role(node, self._drafts[parent].role)
        if special := _SPECIAL.get(role):
            special(self, node, parent)
        elif role:
            place = self._add(role, parent, *_traits(node, role))
            self._go_on(node, place, role in _TEXTUAL)
        else:
            self._go_on(node, parent, textual)

    def _go_on(self, node: Node, place: int, textual: bool) -> None:
        """Visit the content of a node: its text is shown in `place`, or in a paragraph there."""
        if not textual and _speaks(node):
            place, textual = self._add("P", place), True
        self._of[node] = place
        for child in node:
            self._visit(child, place, textual)

    def _role(self, node: Node, holder: str) -> str:
        """The standard type of a node; empty where it has none."""
        for name in (node.get("class") or "").split():
            role = _BY_CLASS.get((node.tag, name))
            if role and _ONLY_IN.get((node.tag, name), holder) == holder:
                return role
        role = _TYPES.get(node.tag, "")
        if role in ("Table", "Figure") and holder == role:
            return ""  # the holder stands for it
        if role == "Link" and not node.get("href"):
            return ""
        if role == "TD" and (self._in_head or node.get("scope")):
            return "TH"
        return role or ("Span" if node.get("lang") else "")

    # ---------------------------------------------------------------------- of their own kind

    def _head(self, node: Node, parent: int) -> None:
        """Make the head of a table, which is repeated overleaf but read once."""
        self._in_head = True
        self._go_on(node, self._add("THead", parent), False)
        self._in_head = False

    def _item(self, node: Node, parent: int) -> None:
        """Make an item of a list, with its label first."""
        item = self._add("LI", parent)
        first = node[0] if len(node) else None
        label = first[0] if first is not None and len(first) else None
        if label is not None and "label" in (label.get("class") or "").split():
            self._of[label] = self._add("Lbl", item)
        elif node.tag == "li":
            self._generated[node, "marker"] = self._add("Lbl", item)
        self._go_on(node, self._add("LBody", item), False)

    def _contents(self, node: Node, parent: int) -> None:
        """Make a list of contents; the lines of a part stand within the item of its heading."""
        outer = inner = self._add("TOC", parent)
        for child in node:
            if child.tag in _HEADINGS:
                item = self._add("TOCI", outer)
                self._go_on(child, self._add("P", item), True)
                inner = self._add("TOC", item)
            elif next(_words(child), None) is not None:
                self._go_on(child, self._add("TOCI", inner), False)
            else:
                inner = outer

    def _link(self, node: Node, parent: int) -> None:
        if self._drafts[parent].role == "TOCI":
            parent = self._add("Reference", parent)
        words = "".join("".join(_words(node)).split())
        self._go_on(node, self._add("Link", parent, ("Words", words)), True)

    def _note(self, node: Node, parent: int) -> None:
        """Make a note, which is read behind the paragraph of its call; the call stays in there."""
        self._block = int(node.get(BLOCK, NO_BLOCK))  # not what holds it
        if node.tag == "span":
            self._generated[node, "footnote-call"] = self._add("Reference", parent)
            above = parent
            while self._drafts[above].role in ("Span", "Link", "Code", "Ruby", "RB"):
                above = self._drafts[above].parent
            if self._drafts[above].role in _BLOCKS:
                parent = self._drafts[above].parent
        # A note to the head of a table does not come again with it: it may go on overleaf.
        in_head, self._in_head = self._in_head, False
        note = self._add("Note", parent)
        if node.tag == "span":
            self._generated[node, "footnote-marker"] = self._add("Lbl", note)
        self._go_on(node, note, True)
        self._in_head = in_head

    def _ruby(self, node: Node, parent: int) -> None:
        """Make a word with its reading."""
        self._go_on(node, self._add("RB", self._add("Ruby", parent)), True)

    def _reading(self, node: Node, parent: int) -> None:
        held = self._drafts[parent]
        self._go_on(node, self._add("RT", held.parent if held.role == "RB" else parent), True)


_SPECIAL: dict[str, Callable[[Tagger, Node, int], None]] = {
    "THead": Tagger._head, "LI": Tagger._item, "TOC": Tagger._contents, "Link": Tagger._link,
    "Note": Tagger._note, "Ruby": Tagger._ruby, "RT": Tagger._reading,
}  # fmt: skip


def _traits(node: Node, role: str) -> Traits:
    """The attributes of an element beside its type."""
    yield "Lang", node.get("lang")
    if role in ("TD", "TH"):
        for key, name in (("ColSpan", "colspan"), ("RowSpan", "rowspan")):
            yield key, node.get(name) if node.get(name) != "1" else None
        if role == "TH":
            yield "Scope", "Row" if node.get("scope") == "row" else "Column"
    elif role == "L":
        ordered = node.tag == "ol" or "ordered" in (node.get("class") or "").split()
        yield "ListNumbering", "Decimal" if ordered else "Disc"
    elif role == "Figure":
        picture = node if node.tag == "img" else node.find(".//img")
        caption = node.find(".//figcaption")
        said = "".join(_words(caption)).strip() if caption is not None else ""
        own = picture.get("alt") or "" if picture is not None else ""
        yield "Alt", said if own in said else own  # its caption, unless more is said of it


def _speaks(node: Node) -> bool:
    """Whether a node itself holds running text."""
    return bool((node.text or "").strip()) or any((child.tail or "").strip() for child in node)


def _words(node: Node) -> Iterator[str]:
    """The texts in a node that are read, without numbers that the linker fills in."""
    unread = not _UNREAD.isdisjoint((node.get("class") or "").split())
    if not isinstance(node.tag, str) or unread or any("data-slot" in n.attrib for n in node):
        return
    if node.text and node.text.strip():
        yield node.text
    for child in node:
        yield from _words(child)
        if child.tail and child.tail.strip():
            yield child.tail
