"""Styles: what letters and paragraphs look like once defaults, styles and theme are worked in.

ECMA-376, 17.7.2: defaults of the document, paragraph style with those it is based on, character
style, what is set directly; of toggles (17.7.3) an odd number of styles that say yes means yes.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from huozi.intake.names import A_NS, tag
from huozi.intake.package import Element
from huozi.intake.properties import LETTERS, PARAGRAPH, told_of
from huozi.intake.values import Indents, UncarriedLook, WordLook

#: What is said, by the names of what is carried, and by what is not: whether that is on.
Properties = dict[str | UncarriedLook, Any]

_VAL = tag("w:val")
_OFF = ("0", "false", "off")
_TOGGLES = {tag(f"w:{name}"): name for name in ("b", "i", "strike", "vanish", "caps", "smallCaps")}
_TOGGLE_NAMES = frozenset(_TOGGLES.values())
_WORDS = {tag(f"w:{name}"): name for name in ("em", "vertAlign", "highlight", "rStyle")}
_U, _SZ, _COLOR, _SHD, _BDR, _FONTS, _DSTRIKE = (
    tag(f"w:{name}") for name in ("u", "sz", "color", "shd", "bdr", "rFonts", "dstrike")
)
_ASIAN = tag("w:eastAsianLayout")
_FACES = tuple((name, tag(f"w:{name}"), tag(f"w:{name}Theme")) for name in ("eastAsia", "ascii"))
_AUTOMATIC = ("auto", "000000", "none", "clear", "")


def value(element: Element | None, default: str = "") -> str:
    """The w:val of an element."""
    return default if element is None else element.get(_VAL, default)


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and on (17.17.4)."""
    return element is not None and element.get(_VAL, "1") not in _OFF


def points(text: str | None, parts: float) -> float:
    """A length of the file: so many parts of a point, or with a unit (17.18.83)."""
    if not text:
        return 0.0
    if text.isdigit():
        return _number(text) / parts
    for unit, factor in (("pt", 1.0), ("mm", 72 / 25.4), ("cm", 72 / 2.54), ("in", 72.0),
                         ("pc", 12.0), ("pi", 12.0)):  # fmt: skip
        if text.endswith(unit):
            return _number(text[: -len(unit)]) * factor
    return _number(text) / parts


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        return 0.0
    return found if abs(found) < 1e9 else 0.0


# ---------------------------------------------------------------------------- properties


def letter_properties(element: Element | None) -> Properties:
    """What a w:rPr says of letters."""
    found: Properties = {}
    for child in element if element is not None else ():
        name = child.tag
        if name in _TOGGLES:
            found[_TOGGLES[name]] = is_on(child)
        elif name in _WORDS:
            found[_WORDS[name]] = value(child)
        elif name == _FONTS:
            _add_faces(found, child)
        elif name == _SZ:
            found["size"] = points(value(child), 2)
        elif name == _U:
            found["u"] = value(child, "single")
        elif name == _COLOR:
            found["color"] = value(child)
        elif name == _SHD:
            found["shd"] = child.get(tag("w:fill"), "")
        elif name == _BDR:
            found["bdr"] = value(child) not in ("none", "nil", "")
        elif name == _ASIAN:
            said = (child.get(tag(f"w:{key}"), "0") for key in ("combine", "vert"))
            found["combined"] = any(one not in _OFF for one in said)
        elif name == _DSTRIKE:
            found["dstrike"] = is_on(child)
        elif told := told_of(LETTERS, child):
            found[told[0]] = told[1]
    return found


def _add_faces(found: Properties, fonts: Element) -> None:
    """A face named by theme outdoes one named by name, of the same element."""
    said = fonts.attrib
    for name, plain, themed in _FACES:
        if themed in said:
            found[f"{name}Theme"] = said[themed]
        elif plain in said:
            found[f"{name}Theme"] = ""
        if plain in said:
            found[name] = said[plain]


_LENGTHS = {"start": "left", "end": "right"}  # strict names


def paragraph_properties(element: Element | None) -> Properties:
    """What a w:pPr says of a paragraph; numbering and sections are others' to read."""
    found: Properties = {}
    for child in element if element is not None else ():
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "ind" or name == "spacing":
            for attribute, said in child.attrib.items():
                local = attribute.rpartition("}")[2]
                for strict, usual in _LENGTHS.items():
                    local = local.replace(strict, usual)
                found[f"{name}.{local}"] = said
                if local == "firstLine":
                    found.pop("ind.hanging", None)
                if local == "hanging":
                    found["ind.firstLine"] = None
        elif name in ("jc", "outlineLvl"):
            found[name] = value(child)
        elif name == "pageBreakBefore":
            found[name] = is_on(child)
        elif name == "framePr":
            found["frame"] = child.get(tag("w:dropCap"), "none")
        elif told := told_of(PARAGRAPH, child):
            found[told[0]] = told[1]
    return found


def told_in(found: Properties) -> tuple[UncarriedLook, ...]:
    """What is told of properties that are on (`properties`)."""
    return tuple(key for key, on in found.items() if on and isinstance(key, UncarriedLook))


_SIDES = {"start": "left", "end": "right", "justify": "both", "": "left"}


def alignment(found: Properties) -> str:
    """left, center, right, both, distribute, or what else Word calls it."""
    said = found.get("jc") or ""
    return _SIDES.get(said, said)


def indents(found: Properties) -> Indents:
    """Indents of a paragraph."""

    def twips(name: str) -> float:
        return points(found.get(f"ind.{name}"), 20)

    def chars(name: str) -> float:
        return points(found.get(f"ind.{name}"), 100)

    hanging = chars("hangingChars")
    return Indents(
        twips("left"), -twips("hanging") or twips("firstLine"),
        chars("leftChars"), -hanging or chars("firstLineChars"),
    )  # fmt: skip


# ---------------------------------------------------------------------------- styles


class WordStyle(Struct, frozen=True):
    """A style as the file has it."""

    id: str
    name: str
    kind: str  # paragraph, character, table, numbering
    based_on: str
    letters: Properties
    paragraph: Properties
    list_id: str | None  # w:numId
    list_level: str | None
    ruled: bool = False  # a table style that draws rules


class Styles:
    """All styles of a package, and what they amount to."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self._styles: dict[str, WordStyle] = {}
        self._default_letters: Properties = {}
        self._default_paragraph: Properties = {}
        self.default = ""  # the style of a paragraph that names none
        self._faces = _theme_faces(theme)
        self._looks: dict[object, WordLook] = {}
        self._merged: dict[tuple[str, str], Properties] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        defaults = root.find(tag("w:docDefaults"))
        if defaults is not None:
            self._default_letters = letter_properties(
                defaults.find(f"{tag('w:rPrDefault')}/{tag('w:rPr')}")
            )
            self._default_paragraph = paragraph_properties(
                defaults.find(f"{tag('w:pPrDefault')}/{tag('w:pPr')}")
            )
        for element in root.iterchildren(tag("w:style")):
            style = _style(element)
            self._styles[style.id] = style
            if style.kind == "paragraph" and element.get(tag("w:default")) in ("1", "true", "on"):
                self.default = style.id

    def __getitem__(self, style_id: str) -> WordStyle | None:
        return self._styles.get(style_id)

    def name(self, style_id: str) -> str:
        """What people call a style; its id where the file does not tell."""
        style = self._styles.get(style_id)
        return style.name if style else style_id

    def chain(self, style_id: str) -> list[WordStyle]:
        """A style and those it is based on, itself first; a circle ends where it closes."""
        found: dict[str, WordStyle] = {}
        while style_id not in found and (style := self._styles.get(style_id)) is not None:
            found[style_id] = style
            style_id = style.based_on
        return list(found.values())

    def _of(self, style_id: str, what: str) -> Properties:
        """All that a style and its bases say."""
        key = (style_id, what)
        if key not in self._merged:
            merged: Properties = {}
            for style in reversed(self.chain(style_id)):
                merged |= style.letters if what == "letters" else style.paragraph
            self._merged[key] = merged
        return self._merged[key]

    def paragraph(self, style_id: str, *direct: Properties) -> Properties:
        """What holds for a paragraph of this style; what is set directly outdoes it."""
        found = self._default_paragraph | self._of(style_id or self.default, "paragraph")
        for one in direct:
            found |= one
        return found

    def look(self, style_id: str, *direct: Properties) -> WordLook:
        """The look of letters in a paragraph of this style, with what is set directly."""
        key = (style_id, tuple(tuple(one.items()) for one in direct))
        if key not in self._looks:
            merged: Properties = {}
            for one in direct:
                merged |= one
            self._looks[key] = self._look(style_id or self.default, merged)
        return self._looks[key]

    def _look(self, style_id: str, direct: Properties) -> WordLook:
        style, character = self._of(style_id, "letters"), direct.get("rStyle", "")
        by_character = self._of(character, "letters") if character else {}
        found = self._default_letters | style | by_character | direct
        for name in _TOGGLE_NAMES - direct.keys():
            found[name] = _toggled(name, self._default_letters, style, by_character)
        shade = found.get("shd", "")
        highlight = found.get("highlight") or ""
        if highlight in ("", "none"):
            highlight = "" if shade.lower() in ("auto", "", "ffffff") else shade
        return WordLook(
            bold=found["b"],
            italic=found["i"],
            underline="" if found.get("u") in (None, "none") else found["u"],
            strike=found["strike"] or bool(found.get("dstrike")),
            hidden=found["vanish"],
            emphasis="" if found.get("em") in (None, "none") else found["em"],
            raised=found.get("vertAlign", "").replace("baseline", ""),
            east_asian=self._face(found, "eastAsia"),
            latin=self._face(found, "ascii"),
            size_pt=found.get("size") or 10.0,
            colour="" if found.get("color", "").lower() in _AUTOMATIC else found["color"].upper(),
            highlight=highlight,
            bordered=bool(found.get("bdr")),
            combined=bool(found.get("combined")),
            caps="all" if found["caps"] else "small" if found["smallCaps"] else "",
            style=self.name(character) if character else "",
            told=told_in(found),
        )

    def _face(self, found: Properties, script: str) -> str:
        theme = found.get(f"{script}Theme")
        return self._faces.get(theme, "") if theme else found.get(script, "")


def _toggled(name: str, defaults: Properties, *styles: Properties) -> bool:
    if defaults.get(name):
        return True
    return sum(bool(style.get(name)) for style in styles) % 2 == 1


def _style(element: Element) -> WordStyle:
    paragraph = element.find(tag("w:pPr"))
    numbering = None if paragraph is None else paragraph.find(tag("w:numPr"))
    list_id = level = None
    if numbering is not None:
        list_id = value(numbering.find(tag("w:numId"))) or None
        level = value(numbering.find(tag("w:ilvl"))) or None
    rules = element.find(f"{tag('w:tblPr')}/{tag('w:tblBorders')}")
    return WordStyle(
        id=element.get(tag("w:styleId"), ""),
        name=value(element.find(tag("w:name"))),
        kind=element.get(tag("w:type"), "paragraph"),
        based_on=value(element.find(tag("w:basedOn"))),
        letters=letter_properties(element.find(tag("w:rPr"))),
        paragraph=paragraph_properties(paragraph),
        list_id=list_id,
        list_level=level,
        ruled=draws_rules(rules),
    )


def draws_rules(borders: Element | Iterable[Element] | None) -> bool:
    """Whether any of a table's or cell's borders is drawn."""
    return borders is not None and any(
        value(side, "nil") not in ("nil", "none") for side in borders
    )


def _theme_faces(theme: Element | None) -> dict[str, str]:
    """The faces behind names such as minorEastAsia (17.18.96); Han as a Chinese system has it."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for kind in ("major", "minor"):
        fonts = next(theme.iter(f"{{{A_NS}}}{kind}Font"), None)
        if fonts is None:
            continue
        latin, east = fonts.find(f"{{{A_NS}}}latin"), fonts.find(f"{{{A_NS}}}ea")
        han = "" if east is None else east.get("typeface", "")
        for script in fonts.iterchildren(f"{{{A_NS}}}font"):
            if not han and script.get("script") == "Hans":
                han = script.get("typeface", "")
        found[f"{kind}EastAsia"] = han
        for name in ("Ascii", "HAnsi"):
            found[f"{kind}{name}"] = "" if latin is None else latin.get("typeface", "")
    return found
