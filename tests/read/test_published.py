"""The JSON Schemas that lie in docs/ are what is read: every key, word and bound."""

import json
from pathlib import Path

import pytest

from huozi.read.published import VERSION, schemas

DOCS = Path(__file__).parents[2] / "docs" / "schemas"
MADE = schemas()


@pytest.mark.parametrize("name", MADE)
def test_what_is_published_is_what_is_read(name: str) -> None:
    """`build.py schema NAME > docs/schemas/NAME-1.json` mends it."""
    text = (DOCS / f"{name}-{VERSION}.json").read_text(encoding="utf-8")
    told = {key: value for key, value in json.loads(text).items() if key not in ("$schema", "$id")}
    assert json.loads(json.dumps(MADE[name], ensure_ascii=False)) == told
