"""The JSON Schemas of what Huozi reads and writes: for editors and for other programs."""

from collections.abc import Mapping
from typing import Any

import msgspec

from huozi.prove.record import Record
from huozi.read import published

#: Editors know this draft; what the schemas use means the same in later ones.
_DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas(findings: type[msgspec.Struct]) -> dict[str, Mapping[str, Any]]:
    """All of them by name; `findings` is how the command line tells findings to programs."""
    ours = {"record": msgspec.json.schema(Record), "findings": msgspec.json.schema(findings)}
    return {
        name: {"$schema": _DRAFT, "$id": f"urn:huozi:{name}:{published.VERSION}", **schema}
        for name, schema in ({**published.schemas(), **ours}).items()
    }
