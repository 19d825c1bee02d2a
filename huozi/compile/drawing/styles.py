"""Computes the styles of a drawing: attributes, `style=`, and rules with plain selectors (SVG 1.1,
6).
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from huozi.compile.drawing.faults import DrawingError, local

#: Properties that are read. All others change nothing that is printed, or are refused by name.
INHERITED = (
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray",
    "stroke-dashoffset", "color", "font-family", "font-size", "font-weight", "text-anchor",
    "letter-spacing", "visibility", "dominant-baseline", "clip-rule", "marker-start", "marker-mid",
    "marker-end", "marker",
)  # fmt: skip
_OWN = ("opacity", "display", "clip-path", "mask", "filter", "transform")
_KNOWN = frozenset((*INHERITED, *_OWN))

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(\*|[A-Za-z]+)?((?:[.#][\w-]+)*)")
_FONT = re.compile(r"(?:.*\s)?([\d.]+(?:px|pt|em)?)(?:/\S+)?\s+(.+)")

Sheet = list[tuple[int, str, frozenset[str], dict[str, str]]]


def sheet_of(root: Element) -> Sheet:
    """The rules of a drawing, the weakest first. Raises DrawingError for other selectors."""
    found: Sheet = []
    for element in root.iter():
        if local(element) != "style":
            continue
        text = _COMMENT.sub("", "".join(element.itertext())).strip()
        if "@" in text or "\\" in text or _RULE.sub("", text).strip():
            raise DrawingError("svg-style", text[:60])
        for selectors, body in _RULE.findall(text):
            declared = declarations(body)
            for selector in selectors.split(","):
                found.append((*_read(selector.strip()), declared))
    return sorted(found, key=lambda rule: rule[0])


def _read(selector: str) -> tuple[int, str, frozenset[str]]:
    match = _SELECTOR.fullmatch(selector)
    if not match or not selector:
        raise DrawingError("svg-style", selector[:60])
    marks = frozenset(re.findall(r"[.#][\w-]+", match[2]))
    tag = "" if match[1] in (None, "*") else match[1]
    weight = sum(100 if mark[0] == "#" else 10 for mark in marks) + bool(tag)
    return weight, tag, marks


def declarations(body: str) -> dict[str, str]:
    """Parse `fill: red; stroke: none` into a mapping."""
    pairs = (part.partition(":") for part in _COMMENT.sub("", body).split(";"))
    found = {
        name.strip().lower(): value.replace("!important", "").strip()
        for name, sign, value in pairs if sign
    }  # fmt: skip
    if font := _FONT.fullmatch(found.pop("font", "")):
        found |= {"font-size": font[1], "font-family": font[2]}
    return found


def computed(element: Element, sheet: Sheet, above: Mapping[str, str]) -> dict[str, str]:
    """The properties of an element, with those that it inherits."""
    made = {name: above[name] for name in INHERITED if name in above}
    made |= {name: value for name, value in element.attrib.items() if name in _KNOWN}
    tag = local(element)
    marks = {f".{name}" for name in element.get("class", "").split()}
    marks.add(f"#{element.get('id', '')}")
    for _, wanted, needed, declared in sheet:
        if wanted in ("", tag) and needed <= marks:
            made |= declared
    made |= declarations(element.get("style", ""))
    return dict(_settled(made, above))


def _settled(made: Mapping[str, str], above: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in made.items():
        if name not in _KNOWN:
            continue
        if value == "inherit":
            if name in above:
                yield name, above[name]
        else:
            yield name, value.strip()
