"""A formula of Office (OMML) on one line, as a person would type it: S=(a+b)/2.

It is what the report and a text without formulas show; nothing of it is left out, and brackets are
added where a fraction or a root has more than one sign.
"""

import re
from collections.abc import Callable
from itertools import accumulate

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
    limits = _script(_part(element, "sub"), _part(element, "sup"))
    return f"{_property(element, 'chr', '∫')}{limits}{' ' * bool(limits)}{_part(element, 'e')}"


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


# ---------------------------------------------------------------------------- fields

#: A switch of an EQ field (17.16.5.19) with its options, up to the bracket that opens.
#: No blank and no option can be read in two ways: a file that is refused is refused at once.
_SWITCH = re.compile(
    r"\\([a-z])((?:\s*+\\(?:[lrb]c\s*+\\\S|[a-z]{2}\s*+\d*+))*)\s*\(", re.IGNORECASE
)
_OPTION = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)|\\[a-z]+\d*", re.IGNORECASE)
_BRACKET = re.compile(r"\\([lrb])c\s*\\?(\S)", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
#: Nobody types an equation longer than this, in signs, or with more brackets in one another.
_LONGEST, _DEEPEST = 2000, 40


def field_formula(instruction: str) -> str:
    r"""What a field shows, on one line: EQ \f(1,2) is 1/2. Signs laid over one another follow. One
    that nobody can have typed stays as it is written.
    """
    text = re.sub(r"^\s*EQ\b", "", instruction, flags=re.IGNORECASE)
    deep = tuple(accumulate((sign == "(") - (sign == ")") for sign in text))
    if len(text) > _LONGEST or max(deep, default=0) > _DEEPEST or min(deep, default=0) < 0:
        return " ".join(text.split())
    return " ".join(",".join(_terms(text, 0)[0]).split())


def _terms(text: str, at: int) -> tuple[list[str], int]:
    """The terms of a list up to the bracket that closes it, and where that ends."""
    terms = [""]
    while at < len(text):
        if (switch := _SWITCH.match(text, at)) is not None:
            inner, at = _terms(text, switch.end())
            terms[-1] += _shape(switch[1].lower(), switch[2], [term.strip() for term in inner])
            continue
        option = _OPTION.match(text, at)
        sign, length = text[at], option.end() - at if option else 1
        if option is None and sign == "\\":
            terms[-1] += text[at + 1 : at + 2]
            length = 2
        elif sign in ",;":
            terms.append("")
        elif sign == "(":
            inner, at = _terms(text, at + 1)
            terms[-1] += f"({','.join(inner)})"
            continue
        elif sign == ")":
            return terms, at + 1
        elif option is None:
            terms[-1] += sign
        at += length
    return terms, at


def _shape(switch: str, options: str, terms: list[str]) -> str:
    first, second = terms[0], "".join(terms[1:2])
    match switch:
        case "f":
            return f"{_closed(first)}/{_closed(second)}"
        case "r":
            degree, inside = (first, second) if len(terms) > 1 else ("", first)
            return f"{degree}√{_closed(inside)}"
        case "s":
            return _script(first, "") if "\\do" in options.lower() else _script("", first)
        case "i":
            return f"∫{_script(first, second)} {''.join(terms[2:])}"
        case "b":
            said = {side.lower(): sign for side, sign in _BRACKET.findall(options)}
            opens = said.get("l") or said.get("b") or ("" if said else "(")
            closes = said.get("r") or _CLOSING.get(said.get("b", ""), "" if said else ")")
            return opens + first + closes
        case "a":
            return "; ".join(terms)
        case "l":
            return ",".join(terms)
    return "".join(terms)
