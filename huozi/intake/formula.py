"""A formula of Office (OMML) on one line, as a person would type it: S=(a+b)/2.

It is what the report and a text without formulas show; nothing of it is left out, and brackets are
added where a fraction or a root has more than one sign.
"""

from collections.abc import Callable

from huozi.intake.names import M_NS, W_NS, tag
from huozi.intake.package import Element
from huozi.intake.reading import piece

_VAL = tag("m:val")


def linear(element: Element) -> str:
    """The formula on one line."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, local = element.tag[1:].partition("}")
    if namespace == W_NS:
        return piece(element) + "".join(map(linear, element))
    if namespace != M_NS:
        return "".join(map(linear, element))
    if local == "t":
        return element.text or ""
    if local.endswith("Pr"):
        return ""
    return _SHAPES.get(local, _all)(element)


def _all(element: Element) -> str:
    return "".join(map(linear, element))


def _part(element: Element, name: str) -> str:
    child = element.find(tag(f"m:{name}"))
    return "" if child is None else linear(child)


def _property(element: Element, name: str, default: str) -> str:
    properties = element.find(f"{element.tag}Pr")
    child = properties.find(tag(f"m:{name}")) if properties is not None else None
    return default if child is None else child.get(_VAL, default)


def _closed(text: str) -> str:
    """In brackets, unless it is one sign, number or name, or stands in brackets already."""
    return text if text.isalnum() or len(text) < 2 else f"({text})"


def _fraction(element: Element) -> str:
    return f"{_closed(_part(element, 'num'))}/{_closed(_part(element, 'den'))}"


def _script(below: str, above: str) -> str:
    return (f"_{_closed(below)}" if below else "") + (f"^{_closed(above)}" if above else "")


def _scripts(element: Element) -> str:
    return _part(element, "e") + _script(_part(element, "sub"), _part(element, "sup"))


def _before(element: Element) -> str:
    return _script(_part(element, "sub"), _part(element, "sup")) + _part(element, "e")


def _root(element: Element) -> str:
    degree = _part(element, "deg")
    sign = {"": "√", "3": "∛", "4": "∜"}.get(degree)
    return (sign or f"{degree}√") + _closed(_part(element, "e"))


def _operator(element: Element) -> str:
    sign = _property(element, "chr", "∫")
    return sign + _script(_part(element, "sub"), _part(element, "sup")) + _part(element, "e")


def _delimited(element: Element) -> str:
    between = _property(element, "sepChr", "|")
    inside = between.join(linear(child) for child in element.iterchildren(tag("m:e")))
    return _property(element, "begChr", "(") + inside + _property(element, "endChr", ")")


def _function(element: Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}".strip()


def _lower(element: Element) -> str:
    return _part(element, "e") + _script(_part(element, "lim"), "")


def _upper(element: Element) -> str:
    return _part(element, "e") + _script("", _part(element, "lim"))


def _accent(element: Element) -> str:
    return _part(element, "e") + _property(element, "chr", "\u0302")


def _matrix(element: Element) -> str:
    return "; ".join(
        ", ".join(linear(cell) for cell in row.iterchildren(tag("m:e")))
        for row in element.iterchildren(tag("m:mr"))
    )


def _array(element: Element) -> str:
    return "; ".join(linear(line) for line in element.iterchildren(tag("m:e")))


_SHAPES: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "rad": _root,
    "nary": _operator,
    "d": _delimited,
    "func": _function,
    "limLow": _lower,
    "limUpp": _upper,
    "acc": _accent,
    "m": _matrix,
    "eqArr": _array,
}
