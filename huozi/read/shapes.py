"""What an editor may write, as JSON Schema (draft 2020-12): each reader of a field says its own.

YAML makes numbers and yes-or-no of what looks so, and keys without a value are left out; so a text
may be a number, a number a text, and anything empty. Keys and words stand there in both languages.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from huozi.read.keys import KEYS, WORDS

Shape = Mapping[str, Any]

FLAG: Shape = {"enum": [True, False, "true", "false", "yes", "no", "是", "否"]}
_EMPTY: Shape = {"enum": ["", None]}


def line_of_text(limit: int, pattern: str = "") -> Shape:
    """One line of text; a year or a number is one, too."""
    of_pattern = {"pattern": pattern} if pattern else {}
    return {"type": ["string", "number", "boolean"], "maxLength": limit, **of_pattern}


def one_of(words: Iterable[str]) -> Shape:
    """One of some words, in English or Chinese. Figures may be written without quotes."""
    names = [name for word in words for name in _both(word)]
    return {"enum": [*names, *(int(name) for name in names if name.isdecimal())]}


def figure(low: float, high: float, whole: bool = False) -> Shape:
    """A number within bounds, or its figures as text."""
    number = {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
    return {"anyOf": [number, {"type": "string", "pattern": r"^[0-9.]+$"}]}


def list_of(item: Shape) -> Shape:
    """A list of values."""
    return {"type": "array", "items": item}


def one_or_many(item: Shape) -> Shape:
    """A value, or a list of them."""
    return {"anyOf": [item, list_of(item)]}


def mapping(fields: Iterable[tuple[str, Shape, bool]], more: Shape | None = None) -> Shape:
    """Keys, the shape of each, and whether it must be there. Other keys are refused, or of the
    shape `more`.
    """
    properties: dict[str, Shape] = {}
    needed = []
    for name, shape, required in fields:
        names = (name, *KEYS.get(name, "").split())
        value = {"anyOf": [shape, _EMPTY]} if not required and shape else shape
        for written in names:
            titled = {"title": " = ".join((written, *(n for n in names if n != written)))}
            properties[written] = {**titled, **value}
        if required:
            needed.append({"anyOf": [{"required": [written]} for written in names]})
    made: dict[str, Any] = {"type": "object", "properties": properties}
    made["additionalProperties"] = False if more is None else more
    return made | ({"allOf": needed} if needed else {})


def either(*shapes: Shape) -> Shape:
    """Any of some shapes."""
    return {"anyOf": list(shapes)}


def defined(name: str) -> Shape:
    """A shape that stands among the definitions of its schema."""
    return {"$ref": f"#/$defs/{name}"}


def _both(word: str) -> tuple[str, ...]:
    names = (word, *WORDS.get(word, "").split(), *KEYS.get(word, "").split())
    return tuple(dict.fromkeys(names))
