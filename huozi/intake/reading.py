"""What is gathered while a package is read: atoms, and everything else that is to be accounted for.

The unit of the account is the character as the file has it. `pieces` says which characters an
element holds; `PackageReading` keeps each of them exactly once, as (part of) an atom or as unshown.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec import Struct, field

from huozi.intake.names import MC_NS, shown, tag
from huozi.intake.numbers import Numbering, Story
from huozi.intake.package import Element, Package, Relation
from huozi.intake.styles import Properties, Styles
from huozi.intake.values import (
    PLAIN,
    AtomKind,
    Named,
    Revision,
    UncarriedLook,
    Unshown,
    WordAtom,
    WordBlock,
    WordBox,
    WordField,
    WordLook,
    WordPicture,
    WordSpot,
)
from huozi.values.errors import InputError
from huozi.values.manuscript import Place, finding

P, R = tag("w:p"), tag("w:r")
_TEXTS = frozenset({tag("w:t"), tag("w:delText"), tag("m:t"), tag("a:t"), tag("c:v")})
_BREAKS = {tag("w:tab"): "\t", tag("w:ptab"): "\t", tag("w:cr"): "\n",
           tag("w:noBreakHyphen"): "\u2011"}  # fmt: skip
_BR, _SYM, _TEXT_PATH = tag("w:br"), tag("w:sym"), tag("v:textpath")
_PICTURES = frozenset({tag("a:blip"), tag("v:imagedata")})
_NOTES = frozenset({tag("w:footnoteReference"), tag("w:endnoteReference")})
_CELL = tag("w:tc")
PICTURE_IDS = (tag("r:embed"), tag("r:link"), tag("r:id"), tag("o:relid"))


def break_sign(element: Element) -> str:
    """What a w:br counts as."""
    return {"page": "\f", "column": "\v"}.get(element.get(tag("w:type"), ""), "\n")


def symbol_code(element: Element) -> int:
    """The code of a w:sym; 0 where it has none."""
    try:
        code = int(element.get(tag("w:char"), "0"), 16)
    except ValueError:
        return 0
    return code if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else 0


def piece(element: Element) -> str:
    """The characters that an element itself holds, its children apart."""
    name = element.tag
    if name in _TEXTS:
        return element.text or ""
    if name in _BREAKS:
        above = element.getparent()  # a w:tab in properties is a stop
        return _BREAKS[name] if above is not None and above.tag == R else ""
    if name == _BR:
        return break_sign(element)
    if name == _SYM:
        return chr(symbol_code(element))
    if name == _TEXT_PATH:
        return element.get("string") or ""
    return ""


def is_picture(element: Element) -> bool:
    """Whether an element shows a picture."""
    return element.tag in _PICTURES and any(element.get(name) for name in PICTURE_IDS)


# ---------------------------------------------------------------------------- context


class Within(Struct, frozen=True):
    """What an element stands in."""

    revisions: tuple[Revision, ...] = ()
    link: str = ""
    ruby: int = 0
    reading: bool = False  # of a ruby
    place_holder: bool = False
    contents: bool = False


class OpenField(Struct):
    """A field that has begun. Its instruction ends with the separator, or with the field."""

    number: int
    instruction: str = ""
    field: WordField | None = None  # known once the instruction has ended
    form: Element | None = None  # w:ffData
    shown: bool = False  # whether it has shown anything

    def separate(self) -> None:
        """The instruction has ended; what comes is the result."""
        if self.field is None:
            name = (self.instruction.split() or [""])[0].upper()
            self.field = WordField(name, self.instruction.strip(), self.number)


class Draft(Struct):
    """An atom that may still grow, and has no number yet."""

    kind: AtomKind
    text: str
    spot: WordSpot
    look: WordLook = PLAIN
    revisions: tuple[Revision, ...] = ()
    field: WordField | None = None
    link: str = ""
    ruby: int = 0
    refers: str = ""
    source: str = ""
    raw: str | None = None
    place_holder: bool = False

    def grows_by(self, other: "Draft") -> bool:
        """Append another one, if it is of the same text and look."""
        if (
            self.kind is not AtomKind.TEXT or other.kind is not AtomKind.TEXT
            or self.look != other.look or self.field is not other.field
            or self.revisions != other.revisions or self.link != other.link
            or self.ruby != other.ruby or self.place_holder != other.place_holder
            or self.source or other.source
        ):  # fmt: skip
            return False
        if self.raw is not None or other.raw is not None:
            own = self.text if self.raw is None else self.raw
            self.raw = own + (other.text if other.raw is None else other.raw)
        self.text += other.text
        return True


class Scribe(Struct):
    """A paragraph while it is read."""

    style: str
    drafts: list[Draft] = field(default_factory=list)
    contents: bool = False


class Fields(Struct):
    """The fields of one story that have begun, the outermost first."""

    open: list[OpenField] = field(default_factory=list)

    @property
    def innermost(self) -> WordField | None:
        """The field whose result is read."""
        return self.open[-1].field if self.open else None

    @property
    def hyperlink(self) -> WordField | None:
        """The innermost one that leads elsewhere."""
        found = [one.field for one in self.open if one.field and one.field.name == "HYPERLINK"]
        return found[-1] if found else None

    @property
    def instructing(self) -> bool:
        """Whether what comes is an instruction, and not shown."""
        return any(one.field is None for one in self.open)

    def instruct(self, text: str) -> None:
        """Part of the innermost field's instruction."""
        if self.open and self.open[-1].field is None:
            self.open[-1].instruction += text

    def emitted(self) -> bool:
        """All of them have shown something. Is one of them a table of contents?"""
        contents = False
        for one in self.open:
            one.shown = True
            contents |= one.field is not None and one.field.name == "TOC"
        return contents


class Walk(Protocol):
    """A part while it is read: what readers of tables and drawings need of it."""

    reading: "PackageReading"
    part: str
    relations: dict[str, Relation]
    scribe: Scribe | None
    fields: Fields
    stray: set[Element]
    run: int
    run_letters: Properties

    def look(self) -> WordLook:
        """The look of the run that is read."""
        ...

    def next_run(self) -> None:
        """A run begins."""

    def graphic(self, element: Element, within: Within) -> None:
        """A drawing."""

    def blocks(self, parent: Element, within: Within) -> list[WordBlock]:
        """The blocks in an element."""
        ...

    def box(self, parent: Element, within: Within) -> list[WordBlock]:
        """The blocks in a text box, a story of its own."""
        ...

    def emit(self, kind: AtomKind, text: str, within: Within, **more: str | None) -> None:
        """Add an atom to the paragraph."""

    def pass_over(self, element: Element, reason: str) -> str:
        """Account for all in an element as unshown; its text."""
        ...

    def unknown(self, element: Element) -> None:
        """Account for an element that may be ignored. Raises InputError for any other one."""

    def spot(self) -> WordSpot:
        """Where the walk is."""
        ...


# ---------------------------------------------------------------------------- the reading


class PackageReading:
    """All that was found in a package so far."""

    def __init__(self, package: Package, styles: Styles, numbering: Numbering) -> None:
        self.package, self.styles, self.numbering = package, styles, numbering
        self.atoms: list[WordAtom] = []
        self.boxes: list[WordBox] = []
        self.pictures: list[WordPicture] = []
        self.named: list[Named] = []
        self.told: list[tuple[UncarriedLook, WordSpot]] = []
        self.unshown: list[Unshown] = []
        self.heads: dict[str, str] = {}  # part: header or footer
        self.stories: dict[str, Story] = {}
        self.about: dict[str, list[str]] = {}  # words that comments are about, while they are read
        self.comment_words: dict[str, str] = {}
        self.read: set[str] = set()  # parts that are accounted for
        self.fields = 0
        self.rubies = 0

    def story(self, name: str) -> Story:
        """The counters of a story."""
        return self.stories.setdefault(name, Story())

    def tell(self, told: Iterable[UncarriedLook], spot: WordSpot) -> None:
        """Note what the properties of something say that is not carried."""
        self.told += ((look, spot) for look in told)

    def numbered(self, drafts: list[Draft]) -> tuple[WordAtom, ...]:
        """Atoms of drafts, with their numbers."""
        made = tuple(
            WordAtom(
                number, d.kind, d.text, d.spot, d.look, d.revisions, d.field, d.link, d.ruby,
                d.refers, d.source, d.raw, d.place_holder,
            )
            for number, d in enumerate(drafts, len(self.atoms))
        )  # fmt: skip
        self.atoms += made
        return made

    def fault(self, code: str, part: str, element: Element) -> InputError:
        """An error about an element, with its place."""
        path = element.getroottree().getpath(element)
        place = Place(self.package.name)
        return InputError([finding(code, place, part=part, xpath=path, name=shown(element.tag))])

    def leave(self, element: Element, reason: str, spot: WordSpot) -> tuple[str, int, int]:
        """Account for all in an element as unshown. Its text, and how many paragraphs and runs."""
        texts, paragraphs, runs = [], 0, 0
        pictures = notes = cells = 0
        for one in element.iter():
            name = one.tag
            if name == R:
                runs += 1
            elif name == P:
                paragraphs += 1
            elif name == _CELL:
                cells += 1
            elif name in _NOTES:
                notes += 1
            elif is_picture(one):
                pictures += 1
            elif said := piece(one):
                texts.append(said)
        text = "".join(texts)
        if text or pictures or notes or cells:
            self.unshown.append(Unshown(reason, text, spot, pictures, notes, cells))
        return text, paragraphs, runs


# ---------------------------------------------------------------------------- alternates

#: Namespaces whose Choice is read: what their elements hold is known here.
_UNDERSTOOD = ("wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas",
               "wordprocessingDrawing", "/word/2010/wordml", "/word/2012/wordml", "/drawingml/",
               "/drawing/2010/main", "vml", "wordprocessingml", "/math", "/drawing/2008/diagram",
               "/drawing/2014/main", "wpsCustomData")  # fmt: skip


def chosen_branch(element: Element) -> Element | None:
    """The branch of an mc:AlternateContent that is read (ISO/IEC 29500-3, 7.5): the first Choice
    whose namespaces are understood; else the Fallback; else the first Choice.
    """
    choices = list(element.iterchildren(f"{{{MC_NS}}}Choice"))
    for choice in choices:
        names = [choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split()]
        if all(any(known in name for known in _UNDERSTOOD) for name in names):
            return choice
    fallback = element.find(f"{{{MC_NS}}}Fallback")
    return fallback if fallback is not None else next(iter(choices), None)


def branches(walk: Walk, element: Element) -> Iterator[Element]:
    """The branch that is read; the others are accounted for, in the order of the document."""
    chosen = chosen_branch(element)
    held = "" if chosen is None else "".join(map(piece, chosen.iter()))
    for branch in element:
        if branch is chosen:
            yield branch
        elif isinstance(branch.tag, str):
            own = "".join(map(piece, branch.iter()))
            walk.pass_over(branch, "alternate" if own == held else "alternate-other")
