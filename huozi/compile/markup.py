"""Renders a unit to HTML through the house templates.

Templates see the unit's data and a few helpers. Everything that a manuscript says is escaped. Jinja
runs sandboxed, since a book may bring templates of its own. Slots for numbers are made here, so
that each relocation is known by name before anything is laid out.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import quote
from weakref import WeakKeyDictionary

from jinja2 import FunctionLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from huozi.compile.bounds import SpentError, bounded
from huozi.compile.desk import Desk
from huozi.compile.documents import attachments, signature
from huozi.compile.figures import abreast
from huozi.compile.house import House
from huozi.compile.listings import listing
from huozi.compile.proofs import AS_WRITTEN, Corrections
from huozi.compile.sandbox import HouseEnvironment
from huozi.compile.speed import way
from huozi.compile.tables import table_of
from huozi.compile.tagging import BLOCK
from huozi.compile.variables import variables
from huozi.values.errors import InputError
from huozi.values.galley import (
    CaptionList,
    ContentsList,
    Reference,
    Relocation,
    Setting,
    Unit,
)
from huozi.values.manuscript import Block, Inline, InlineKind, Note, Place, finding, plain
from huozi.values.rules import GOES_ON
from huozi.values.script import drawn_code, words_of_house

_FOLDER = "templates/"
_TRANSLATION_SECONDS = 60.0  # of processor time, for all templates
#: More than any unit's HTML has, beside its text.
_MOST_CHARS = 4_000_000
#: Where something lies in memory: a template has printed a thing that is no text.
_ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,16}(?=&gt;|>)")
#: Begin the description of a character by its parts (Unicode 15.1, 18.2).
_DESCRIBES = frozenset(map(chr, range(0x2FF0, 0x3000)))
_TAG = re.compile(r"(<[^<>]*>)")
_SYNTAX = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

#: A blank in code is set as one between words; two and more are kept as they are.
_BLANKS = "  "
#: Inline kinds that are one HTML element, with its class.
_ELEMENTS = {
    InlineKind.STRONG: ("strong", ""),
    InlineKind.EM: ("em", ""),
    InlineKind.SUP: ("sup", ""),
    InlineKind.SUB: ("sub", ""),
    InlineKind.CODE: ("code", ""),
    InlineKind.DOTS: ("span", "dots"),
    InlineKind.NAME: ("span", "name"),
    InlineKind.WAVY: ("span", "wavy"),
    InlineKind.UNDERLINE: ("span", "underline"),
    InlineKind.STRUCK: ("span", "struck"),
    InlineKind.REMARK: ("span", "remark"),
    InlineKind.DOUBLE: ("span", "double"),
    InlineKind.RUN_IN: ("span", "run-in"),
}


class UnitMarkup(Struct, frozen=True):
    """The HTML of a unit, and the relocations that its slots need."""

    html: str
    relocations: tuple[Relocation, ...]
    waiting: tuple[str, ...] = ()  # figures and tables for the head of the next page
    notes: tuple[tuple[str, Place], ...] = ()  # notes at the foot: name, where it is written


class _Scribe:
    """Writes the inline text and slots of one unit, and offers helpers to its templates."""

    def __init__(self, unit: Unit, notes: dict[str, Note], desk: Desk, setting: Setting) -> None:
        self.place = unit.place
        content = unit.content
        self.wider = dict(content.wider) if isinstance(content, ContentsList | CaptionList) else {}
        self.drawn = setting.drawn
        self.language = setting.language
        self.notes = notes
        self.shown = {(told.target, told.shows): told for told in unit.references}
        self.relocations: list[Relocation] = []
        self._ordinals = {id(block): at for at, block in enumerate(unit.numbered)}
        self.desk = desk
        self.head, self.loose = desk.head, desk.loose
        self.begin_sheet, self.end_sheet = desk.begin_sheet, desk.end_sheet
        self.placed, self.behind_block = desk.placed, desk.behind_block

    def of(self, block: Block | Note) -> Markup:
        """The attribute that says which block an element shows; empty for a block that the press
        made.
        """
        at = self._ordinals.get(id(block))
        return Markup("") if at is None else Markup(' {}="{}"').format(Markup(BLOCK), at)

    @property
    def endnotes(self) -> list[tuple[str, Markup]]:
        """The marks and texts of the notes at the end of the entry 篇末注."""
        return self.desk.endnotes

    @property
    def behind(self) -> list[Markup]:
        """The turned tables that stand behind the text."""
        return self.desk.behind

    def house(self, words: str) -> str:
        """A word of the house in the script of the book's language: 注释 or 注釋."""
        return words_of_house(words, self.language)

    def again(self, label: str) -> str:
        """The text of a merged cell that continues overleaf: its label with the house's 续."""
        return f"{label.removesuffix(GOES_ON)}{self.house(GOES_ON)}"

    def star(self, words: str) -> Markup:
        """The note of a title, which is marked by an asterisk."""
        return self.desk.note(escape(words), self.place, star=True)

    def slot(
        self, target: str, digits: int, pad: bool = False, align: str = "right", fill: str = "0"
    ) -> Markup:
        """A slot of fixed width for a page number, which the linker fills in."""
        name, digits = f"s{len(self.relocations)}", self.wider.get(target, digits)
        self.relocations.append(Relocation(name, target, digits, pad, align, self.place))
        return Markup('<span class="slot" data-slot="{}">{}</span>').format(name, fill * digits)

    def inlines(self, nodes: tuple[Inline, ...]) -> Markup:
        """Running text as HTML."""
        return Markup("").join(self._inline(node) for node in self._told(nodes))

    __call__ = inlines

    def _told(self, nodes: tuple[Inline, ...]) -> Iterator[Inline]:
        """The nodes, with references replaced by the text that they show.

        In a booklet, a number of the book it is taken from is marked so: 见第 46 页 becomes
        见原书第 46 页.
        """
        for at, node in enumerate(nodes):
            following = nodes[at + 1] if at + 1 < len(nodes) else None
            if node.kind is InlineKind.REFERENCE:
                told = self._shown(node)
                lead = "" if at and nodes[at - 1].kind is InlineKind.TEXT else told.led_by("")
                yield Inline(InlineKind.TEXT, f"{lead}{told.text}")
            elif node.kind is InlineKind.TEXT and following and following.shows:
                yield replace(node, text=self._shown(following).led_by(node.text))
            else:
                yield node

    def _shown(self, reference: Inline) -> Reference:
        assert reference.shows is not None
        return self.shown[reference.target, reference.shows]

    def _inline(self, node: Inline) -> Markup:
        if node.kind is InlineKind.TEXT:
            return escape(node.text)
        if node.kind is InlineKind.DRAWN:
            return escape(chr(drawn_code(self.drawn.index(node.text))))
        inner = self.inlines(node.children)
        if node.kind is InlineKind.CODE and not node.children:
            inner = escape(node.text)
        if element := _ELEMENTS.get(node.kind):
            tag, name = element
            if node.kind is InlineKind.CODE and _BLANKS in inner:
                name = "kept"
            css = Markup(' class="{}"').format(name) if name else Markup("")
            return Markup("<{}{}>{}</{}>").format(Markup(tag), css, inner, Markup(tag))
        if node.kind in (InlineKind.ANCHOR, InlineKind.INDEX):
            return Markup('<span id="{}">{}</span>').format(node.target, inner)
        if node.kind is InlineKind.NEWLINE:
            return Markup("<br>")
        if node.kind is InlineKind.LINK:
            return Markup('<a href="{}">{}</a>').format(node.target, inner)
        if node.kind is InlineKind.IMAGE:
            return Markup('<img src="{}" alt="{}">').format(address(node.target), node.text)
        if node.kind is InlineKind.RUBY:
            return Markup("<ruby>{}<rt>{}</rt></ruby>").format(inner or node.text, node.target)
        assert node.kind is InlineKind.NOTE, node.kind
        return self._note(self.notes[node.target])

    def _note(self, note: Note) -> Markup:
        text = Markup("<br>").join(self.inlines(block.inlines) for block in note.blocks)
        return self.desk.note(text, note.place, attributes=self.of(note))


#: Environments live as long as their houses: `watch` has a new house after every save of a style.
_environments: WeakKeyDictionary[House, HouseEnvironment] = WeakKeyDictionary()


def environment(house: House) -> HouseEnvironment:
    """The Jinja environment of a house."""
    if house not in _environments:
        _environments[house] = _environment(house.templates)
    return _environments[house]


def translate(house: House) -> None:
    """Translate all templates of a house and keep the translations.

    A template that can't be translated is reported by the first unit that uses it.
    """
    if house not in _environments:
        made = environment(house)
        with suppress(SpentError), bounded(_TRANSLATION_SECONDS):
            for name in house.templates:
                with suppress(Exception):  # Jinja reckons what is constant at once
                    made.get_template(name)


def _environment(templates: Mapping[str, str]) -> HouseEnvironment:
    def load(name: str) -> tuple[str, str, None] | None:
        source = templates.get(name)
        return None if source is None else (source, f"{_FOLDER}{name}", None)

    environment = HouseEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        bytecode_cache=way().templates({**_SYNTAX, "sandbox": HouseEnvironment.__qualname__}),
        **_SYNTAX,
    )
    environment.filters["spaced"] = spaced
    environment.filters["address"] = address
    environment.filters["words"] = plain
    environment.filters["table"] = table_of
    environment.filters["attachments"] = attachments
    environment.filters["signature"] = signature
    environment.filters["abreast"] = abreast
    environment.filters["listing"] = listing
    return environment


def address(path: str) -> str:
    """The address of a picture of the book; `#`, `?` and `%` of a file name are escaped."""
    return f"book:{quote(path)}"


def spaced(text: str, longest: int = 4) -> str:
    """Letterspace a short title 加空: 目录 → 目 录; longer ones stay solid (CLREQ, even spacing).

    The style makes the room and no blank is written, so that a search for 目录 finds it.
    """
    if not 1 < len(text) <= longest:
        return text
    return Markup('<span class="spaced">{}</span>').format(text)


def render(
    unit: Unit, house: House, setting: Setting, corrections: Corrections = AS_WRITTEN
) -> UnitMarkup:
    """Render a unit to HTML, with the corrections of the round before.

    Raises InputError when the template is missing or fails; the place is the template's line.
    """
    notes = {note.label: note for note in unit.text.notes} if unit.text else {}
    scribe = _Scribe(unit, notes, Desk(corrections, setting.notes), setting)
    name = f"{unit.kind.value}.html"
    try:
        html = (
            environment(house)
            .get_template(name)
            .render(
                **variables(unit.content),
                unit=unit,
                language=setting.language,
                slot=scribe.slot,
                inlines=scribe,
            )
        )
    except Exception as error:  # a book's own template may do anything
        if isinstance(error, MemoryError):
            raise
        place = origin(error, Place(f"{_FOLDER}{name}"))
        raise InputError([finding("template", place, reason=error)]) from error
    html = _with_drawn(html, setting.drawn)
    if html_fault := _fault(html, unit):
        raise InputError([finding("template", Place(f"{_FOLDER}{name}"), reason=html_fault)])
    desk = scribe.desk
    return UnitMarkup(html, tuple(scribe.relocations), tuple(desk.waiting), tuple(desk.footnotes))


def _with_drawn(html: str, drawn: tuple[str, ...]) -> str:
    """Put drawn characters into what is no running text: titles, names, captions in lists.

    A description (⿰木喜) is always replaced, except inside tags, which bookmarks are made of. A
    drawing that stands for a common character is set only where running text marks it.
    """
    described = [text for text in drawn if text[:1] in _DESCRIBES]
    if not described:
        return html
    parts = _TAG.split(html)  # every other one is a tag
    for text in sorted(described, key=len, reverse=True):
        put = chr(drawn_code(drawn.index(text)))
        parts[::2] = [part.replace(text, put) for part in parts[::2]]
    return "".join(parts)


def _fault(html: str, unit: Unit) -> str:
    """What is wrong with the HTML that a template made; empty where it can be laid out."""
    if len(html) > _MOST_CHARS + 100 * unit.weight:
        return f"> {_MOST_CHARS} characters"
    shown = _ADDRESS.search(html)
    # In a text it is what was written; else it would be another one in each build.
    return shown[0] if shown and shown[0] not in repr(unit) else ""


def origin(error: BaseException, place: Place) -> Place:
    """The place in a template where an error was raised; `place` where it was in none."""
    trace = error.__traceback__
    while trace is not None:
        if (file := trace.tb_frame.f_code.co_filename).startswith(_FOLDER):
            place = Place(file, trace.tb_lineno)
        trace = trace.tb_next
    return place
