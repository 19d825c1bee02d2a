"""JSON Schemas of what an editor writes, made from the tables that read it.

They are for editors that complete and check while one types. What they allow, a build may still
refuse: that files are there, that dates exist, that pieces stand in their order.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from huozi.read.book import BOOK_FIELDS
from huozi.read.entries import ENTRY_FIELDS, MATTER_FIELDS
from huozi.read.order import DEFINITIONS
from huozi.read.schema import shape_of
from huozi.read.shapes import defined
from huozi.read.titles import FOREIGN_KEYS

#: Of the schemas; counted up when what was allowed is no longer.
VERSION = 1


def schemas() -> Mapping[str, Mapping[str, Any]]:
    """By name: `book` of `book.yaml`, `entry` and `matter` of the front matter of files."""
    foreign = {key: {"description": "not used by huozi"} for key in sorted(FOREIGN_KEYS)}
    entry, matter = shape_of(ENTRY_FIELDS), shape_of(MATTER_FIELDS)
    return {
        "book": _shared({**shape_of(BOOK_FIELDS), "$defs": DEFINITIONS}),
        "entry": {**entry, "properties": {**foreign, **entry["properties"]}},
        "matter": {**matter, "properties": {**foreign, **matter["properties"]}},
    }


def _shared(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same schema, each big part that comes again defined once: every key has two names."""
    counts = Counter(_text(part) for part in _parts(schema))
    often = [text for text, count in counts.items() if count > 1]
    names = {text: f"shared-{number}" for number, text in enumerate(often, 1)}

    def short(value: Any, defining: str = "") -> Any:
        if isinstance(value, list):
            return [short(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        if "type" in value and (text := _text(value)) in names and text != defining:
            return defined(names[text])
        return {key: short(item) for key, item in value.items()}

    definitions = {name: short(json.loads(text), text) for text, name in names.items()}
    made: dict[str, Any] = short(schema)
    return made | {"$defs": made["$defs"] | definitions}


def _parts(value: Any) -> Iterator[Mapping[str, Any]]:
    """Mappings of keys, and lists, wherever they stand."""
    if isinstance(value, Mapping):
        if value.get("type") in ("object", "array"):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _parts(item)


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
