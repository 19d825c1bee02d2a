"""Automatic numbers, exactly as Word shows them (ECMA-376, 17.9).

A paragraph names a list (`w:num`) and a level, itself or by its style. Lists of one definition
(`w:abstractNum`) count together, but for a `w:startOverride`, which sets the counter once, where
its list first comes. A level counts anew once a level above it has counted, unless `w:lvlRestart`
says otherwise. Text boxes, notes and heads count apart from the text: Word keeps them as stories
of their own, and all boxes of a text are one story, as are its heads and feet.
"""

import re
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from huozi.intake.formats import formatted
from huozi.intake.names import tag
from huozi.intake.package import Element
from huozi.intake.styles import (
    Properties,
    Styles,
    WordStyle,
    is_on,
    letter_properties,
    paragraph_properties,
    value,
)
from huozi.intake.symbols import bullet_sign
from huozi.intake.values import Label

LEVELS = 9


class ListLevel(Struct, frozen=True):
    """A level of a list definition."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""  # of a custom format
    template: str = ""
    suffix: str = "tab"
    legal: bool = False  # the levels above it are shown in figures
    restart: int | None = None  # None: after any level above; 0: never
    style: str = ""  # the paragraph style that belongs to it
    letters: Properties = {}
    paragraph: Properties = {}


class WordList(Struct, frozen=True):
    """A w:num: a definition, with what it overrides of it."""

    id: int
    definition: int
    levels: dict[int, ListLevel]
    overrides: dict[int, int]  # w:startOverride by level


def _whole(text: str, default: int = 0) -> int:
    """A whole number of the file, bounded: a list may begin anywhere, but not at 10¹⁰⁰."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


def _level(element: Element, base: ListLevel | None = None) -> ListLevel:
    """A w:lvl, also as an override, which replaces the level whole."""
    number_format, pattern = _format(element)
    restart = element.find(tag("w:lvlRestart"))
    template = element.find(tag("w:lvlText"))
    start = element.find(tag("w:start"))
    default = base.start if base else 0
    return ListLevel(
        start=_whole(value(start), default) if start is not None else default,
        format=number_format,
        pattern=pattern,
        template=value(template),
        suffix=value(element.find(tag("w:suff")), "tab"),
        legal=is_on(element.find(tag("w:isLgl"))),
        restart=None if restart is None else _whole(value(restart)),
        style=value(element.find(tag("w:pStyle"))),
        letters=letter_properties(element.find(tag("w:rPr"))),
        paragraph=paragraph_properties(element.find(tag("w:pPr"))),
    )


def _format(level: Element) -> tuple[str, str]:
    """A number format that newer versions alone know stands beside one for older ones."""
    elements = list(level.iterchildren(tag("w:numFmt")))
    for branch in ("mc:Choice", "mc:Fallback"):
        elements += level.findall(f"{tag('mc:AlternateContent')}/{tag(branch)}/{tag('w:numFmt')}")
    for element in elements:
        return value(element, "decimal"), element.get(tag("w:format"), "")
    return "decimal", ""


class Numbering:
    """The lists of a package."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[int, dict[int, ListLevel]] = {}
        self._style_of: dict[int, str] = {}  # definitions that are but a link to a style
        self._linked: dict[str, int] = {}  # the definition that a style names as its own
        self._lists: dict[int, tuple[int, Element]] = {}
        self._made: dict[int, WordList | None] = {}
        for element in root.iterchildren(tag("w:abstractNum")) if root is not None else ():
            self._define(element)
        for element in root.iterchildren(tag("w:num")) if root is not None else ():
            definition = _whole(value(element.find(tag("w:abstractNumId"))), -1)
            self._lists[_whole(element.get(tag("w:numId"), ""), -1)] = definition, element

    def _define(self, element: Element) -> None:
        number = _whole(element.get(tag("w:abstractNumId"), ""), -1)
        self._definitions[number] = {
            _whole(level.get(tag("w:ilvl"), "")): _level(level)
            for level in element.iterchildren(tag("w:lvl"))
        }
        if link := value(element.find(tag("w:numStyleLink"))):
            self._style_of[number] = link
        if own := value(element.find(tag("w:styleLink"))):
            self._linked[own] = number

    def _resolved(self, definition: int, seen: tuple[int, ...] = ()) -> int:
        """The definition that has the levels, through links to styles; a circle ends it."""
        style_id = self._style_of.get(definition)
        if style_id is None or definition in seen:
            return definition
        style = self._styles[style_id]
        if style is not None and style.list_id is not None:
            there = self._lists.get(_whole(style.list_id, -1))
            if there is not None and there[0] != definition:
                return self._resolved(there[0], (*seen, definition))
        return self._linked.get(style_id, definition)

    def word_list(self, number: int) -> WordList | None:
        """The list of a w:numId; None where there is none, or it is 0: not numbered."""
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> WordList | None:
        if number <= 0 or number not in self._lists:
            return None
        named, element = self._lists[number]
        definition = self._resolved(named)
        levels = dict(self._definitions.get(definition, {}))
        overrides = {}
        for override in element.iterchildren(tag("w:lvlOverride")):
            at = _whole(override.get(tag("w:ilvl"), ""))
            if (own := override.find(tag("w:lvl"))) is not None:
                levels[at] = _level(own, levels.get(at))
            if (start := override.find(tag("w:startOverride"))) is not None:
                overrides[at] = _whole(value(start))
        for at, start_at in overrides.items():
            if at in levels:
                levels[at] = replace(levels[at], start=start_at)
        return WordList(number, definition, levels, overrides)

    def named_by(self, numbering: Element | None, style_id: str) -> "Numbered | None":
        """The list and level of a paragraph: its own w:numPr, or that of its styles."""
        own_id = own_level = ""
        if numbering is not None:
            own_id = value(numbering.find(tag("w:numId")))
            own_level = value(numbering.find(tag("w:ilvl")))
        if own_id:
            found = self.word_list(_whole(own_id, -1))
            return None if found is None else Numbered(found, _bounded(own_level))
        chain = self._styles.chain(style_id or self._styles.default)
        by_style = next((style.list_id for style in chain if style.list_id), None)
        found = self.word_list(_whole(by_style, -1)) if by_style else None
        if found is None:
            return None
        return Numbered(found, _bounded(own_level or _level_of(found, chain)))


def _bounded(level: str) -> int:
    return min(max(_whole(level), 0), LEVELS - 1)


def _level_of(found: WordList, chain: Iterable[WordStyle]) -> str:
    """The level that belongs to one of the styles, or that one of them names."""
    for style in chain:
        for at, level in found.levels.items():
            if level.style == style.id:
                return str(at)
        if style.list_level is not None:
            return style.list_level
    return ""


class Numbered(Struct, frozen=True):
    """That a paragraph belongs to a list."""

    list: WordList
    level: int

    @property
    def definition(self) -> ListLevel | None:
        """The level as its list has it; None: the list has none such, and shows no number."""
        return self.list.levels.get(self.level)


class Story(Struct):
    """What has been counted in one story: counters by definition, and lists that came already."""

    counters: dict[int, dict[int, int]] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)

    def label(self, numbered: Numbered) -> Label | None:
        """Count a paragraph, and say what stands before it."""
        found, at, level = numbered.list, numbered.level, numbered.definition
        if level is None:
            return None
        counters = self.counters.setdefault(found.definition, {})
        self._begin(found, counters)
        counters[at] = counters[at] + 1 if at in counters else level.start
        for above in range(at):  # one that never came counts as if it had, once
            if above in found.levels:
                counters.setdefault(above, found.levels[above].start)
        for below in [lower for lower in counters if lower > at]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or at < restart:
                del counters[below]
        bullet = level.format == "bullet"
        return Label(
            text=bullet_sign(level.template, level.letters)
            if bullet
            else _text(found, at, counters),
            format=level.format,
            template=level.template,
            suffix=level.suffix,
        )

    def _begin(self, found: WordList, counters: dict[int, int]) -> None:
        """Where a list first comes, levels that it overrides begin anew."""
        if found.id not in self.begun:
            self.begun.add(found.id)
            for at in found.overrides:
                counters.pop(at, None)


def _text(found: WordList, at: int, counters: dict[int, int]) -> str:
    legal = found.levels[at].legal

    def number(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        level = found.levels.get(which)
        if level is None or which > at:
            return ""
        form = "decimal" if legal and which < at else level.format
        return formatted(counters.get(which, level.start), form, level.pattern)

    return re.sub(r"%([1-9])", number, found.levels[at].template)
