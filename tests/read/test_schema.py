"""Readers of fields: what is taken, to the bound, and what is told of the rest."""

import pytest

from huozi.read import schema
from huozi.read.pageformat import _FORMAT
from huozi.read.report import Reporter
from huozi.read.schema import Field
from huozi.read.yamlnodes import compose


def read(reader, value: str) -> tuple[object, list[tuple[str, int, dict[str, str]]]]:
    """What a value is read as, and what is told: code, line, parameters."""
    report = Reporter("book.yaml")
    root = compose(f"# 书\nkey: {value}", report)
    assert root is not None
    ((key, node),) = root.pairs
    made = reader(node, key.text, report)
    told = [(f.code, f.place.line if f.place else 0, dict(f.params)) for f in report.findings]
    return made, told


@pytest.mark.parametrize(
    ("reader", "value", "taken"),
    [
        (schema.integer(2, 12), "2", 2),
        (schema.integer(2, 12), "12", 12),
        (schema.integer(2, 12), "007", 7),
        (schema.number(0.25, 2), "0.25", 0.25),
        (schema.number(0.25, 2), "2", 2.0),
        (schema.length(5, 42), "5 pt", 5.0),
        (schema.length(5, 42), "42pt", 42.0),
        (schema.length(5, 42), "五号", 10.5),
        *((schema.flag, word, True) for word in ("true", "True", "yes", "是")),
        *((schema.flag, word, False) for word in ("false", "no", "NO", "否")),
        (schema.text(4), "一二三四", "一二三四"),
        (schema.text(4), "'一  二'", "一 二"),
        (schema.verbatim(4), '"*一*"', "*一*"),
        (schema.language, "zh-Hant-TW", "zh-Hant-TW"),
        (schema.choice({"one": 1, "two": 2}), "two", 2),
        (schema.listing(schema.integer(1, 3)), "[3, 1]", (3, 1)),
        (schema.listing(schema.integer(1, 3)), "[]", ()),
    ],
)
def test_what_is_taken(reader, value: str, taken: object) -> None:
    assert read(reader, value) == (taken, [])


@pytest.mark.parametrize(
    ("reader", "value", "code", "params"),
    [
        (schema.integer(2, 12), "1", "expected-integer", {"low": "2", "high": "12"}),
        (schema.integer(2, 12), "13", "expected-integer", {"found": "13"}),
        (schema.integer(2, 12), "2.0", "expected-integer", {"key": "key"}),
        (schema.integer(2, 12), "[2]", "expected-integer", {"found": "[…]"}),
        (schema.number(0.25, 2), "0.24", "expected-number", {"low": "0.25", "high": "2"}),
        (schema.number(0.25, 2), "2.01", "expected-number", {"found": "2.01"}),
        (schema.number(0.25, 2), "1e0", "expected-number", {}),
        (schema.length(5, 42), "4.9 pt", "expected-length", {"low": "5", "high": "42"}),
        (schema.length(5, 42), "42.1 pt", "expected-length", {}),
        (schema.length(5, 42), "十", "expected-length", {}),
        (schema.flag, "也许", "expected-flag", {"found": "也许"}),
        (schema.flag, "[yes]", "expected-flag", {}),
        (schema.text(4), "一二三四五", "text-too-long", {"count": "5", "limit": "4"}),
        (schema.text(4), "{a: b}", "expected-text", {"found": "{…}"}),
        (schema.text(4), '"一\\n二"', "folded-text", {"key": "key"}),
        (schema.language, "汉语", "expected-language", {"found": "汉语"}),
        (schema.language, "[zh]", "expected-language", {}),
        (schema.choice({"one": 1}), "ones", "unknown-value-near", {"near": "one"}),
        (schema.choice({"one": 1}), "[one]", "unknown-value", {"known": "one"}),
        (schema.listing(schema.flag), "是", "expected-list", {"found": "是"}),
    ],
)
def test_what_is_refused(reader, value: str, code: str, params: dict[str, str]) -> None:
    made, ((said, line, found),) = read(reader, value)
    assert (made, said, line) == (None, code, 2)
    assert params.items() <= found.items()


def test_of_a_list_the_rest_is_taken() -> None:
    made, told = read(schema.listing(schema.integer(1, 3)), "[1, 9, 2]")
    assert made == (1, 2)
    assert [code for code, _, _ in told] == ["expected-integer"]


FIELDS = (
    Field("title", schema.text(9), required=True, default=""),
    Field("depth", schema.integer(1, 3), default=1),
)


@pytest.mark.parametrize(
    ("text", "values", "told"),
    [
        ("title: 书\ndepth: 2", {"title": "书", "depth": 2}, []),
        ("title: 书", {"title": "书", "depth": 1}, []),
        ("title: 书\ndepth:", {"title": "书", "depth": 1}, []),
        ("title: 书\ndepth: 9", {"title": "书", "depth": 1}, [("expected-integer", 2)]),
        ("depth: 2\ntitle:", {"title": "", "depth": 2}, [("missing-key", 2)]),
        ("\ndepth: 2", {"title": "", "depth": 2}, [("missing-key", 2)]),
        ("titel: 书", {"title": "", "depth": 1}, [("unknown-key-near", 1)]),  # told once
        ("title: 书\nweight: 3", {"title": "书", "depth": 1}, [("foreign-key", 2)]),
        ("- 书", {"title": "", "depth": 1}, [("expected-mapping", 1)]),
        ("", {"title": "", "depth": 1}, [("missing-key", 1)]),
    ],
)
def test_fields_of_a_mapping(text: str, values: dict, told: list[tuple[str, int]]) -> None:
    report = Reporter("book.yaml")
    root = compose(text, report)
    assert root is not None
    assert schema.read_fields(root, FIELDS, report, frozenset(("weight",))) == values
    assert [(f.code, f.place.line) for f in report.findings if f.place] == told


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("size", 5, 42), ("leading", 5, 84), ("inner_margin", 0, 400), ("head_margin", 0, 400)],
)
def test_lengths_of_a_page_have_bounds(name: str, low: int, high: int) -> None:
    """Not in the schema, where they are texts: 18 mm, 五号."""
    reader = next(field.read for field in _FORMAT if field.name == name)
    assert read(reader, f"{low} pt") == (low, [])
    assert read(reader, f"{high} pt") == (high, [])
    for beyond in (f"{high + 0.1} pt", f"{low - 0.1} pt"):
        made, ((code, _, params),) = read(reader, beyond)
        assert (made, code) == (None, "expected-length")
        assert (params["low"], params["high"]) == (str(low), str(high))
