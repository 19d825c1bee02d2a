"""The published JSON Schemas: current, and true of every book that lies here."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import yaml
from jsonschema import Draft7Validator

from huozi.cli.formats import Findings, as_json
from huozi.cli.schema import as_text
from huozi.jobs.new import begin_book, kinds
from huozi.jobs.schemas import schemas
from huozi.read.published import VERSION
from huozi.values.manuscript import Place, finding
from tests.books import make_book
from tests.pressing import press
from tests.read.test_keys import CHINESE, ENGLISH
from tests.shell import USAGE, caller

ROOT = Path(__file__).parent.parent.parent
MADE = {name: Draft7Validator(schema) for name, schema in schemas(Findings).items()}
LISTS = (ROOT / "tests" / "books").rglob("content/book.yaml")
BOOKS = [ROOT / "content", *sorted(path.parent for path in LISTS)]


class Editors(yaml.SafeLoader):
    """YAML as editors' language servers have it (1.2 core): no dates, `yes` and `no` are words."""


Editors.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in rules if not tag.endswith((":timestamp", ":bool"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editors.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
#: As an editor has it, and as Huozi itself: nothing but texts.
LOADERS = (Editors, yaml.BaseLoader)


def wrong(name: str, text: str) -> list[str]:
    """Where a text is none of a schema, read in one way or the other."""
    return [
        f"{error.json_path}: {error.message[:200]}"
        for loader in LOADERS
        for error in MADE[name].iter_errors(yaml.load(text, Loader=loader) or {})
    ]


def fronts(content: Path) -> Iterator[tuple[Path, str]]:
    """The front matter of all files of a book."""
    for path in sorted(content.rglob("*.md")):
        if found := re.match(r"---\n(.*?)\n---\n", path.read_text("utf-8"), re.DOTALL):
            yield path, found[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", MADE)
def test_what_is_published_is_current(name: str) -> None:
    """`build.py schema NAME > docs/schemas/NAME-1.json` mends it."""
    path = ROOT / "docs" / "schemas" / f"{name}-{VERSION}.json"
    assert path.read_text("utf-8") == as_text(name) + "\n"


def test_nothing_else_is_published() -> None:
    assert {path.stem for path in (ROOT / "docs" / "schemas").iterdir()} == {
        f"{name}-{VERSION}" for name in MADE
    }


@pytest.mark.parametrize("name", MADE)
def test_a_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(MADE[name].schema)


@pytest.mark.parametrize(
    "content", BOOKS, ids=lambda path: path.parent.relative_to(ROOT).as_posix()
)
def test_books_are_as_their_schema_has_them(content: Path) -> None:
    assert wrong("book", (content / "book.yaml").read_text("utf-8")) == []
    for path, text in fronts(content):
        assert wrong("entry", text) == [] or wrong("matter", text) == [], path


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", kinds())
def test_new_books_are_too(kind, language, tmp_path) -> None:
    begin_book(tmp_path, kind, "书", language)
    assert wrong("book", (tmp_path / "content" / "book.yaml").read_text("utf-8")) == []
    for path, text in fronts(tmp_path / "content"):
        assert wrong("entry", text) == [], path


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_all_keys_are_known_in_both_languages(text: str) -> None:
    assert wrong("book", text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("book", "entries: [甲.md]"),
        ("book", "title: 书\nentry: [甲.md]"),
        ("book", "书名: 书\n编辑者: 甲"),
        ("book", "title: 书\nentries: [甲.txt]"),
        ("book", "title: 书\nnotes: feet"),
        ("book", "title: 书\nformat: {measure: 7}"),
        ("book", "title: 书\nformat: {mesure: 27}"),
        ("book", "title: 书\nfront: [afterward]"),
        ("book", "title: 书\nfront: [preface]"),
        ("book", "title: 书\nparts: [{entries: [甲.md]}]"),
        ("book", "title: 书\nentries: [{甲.md: {section: [乙.md]}}]"),
        ("book", "title: 书\npages: {part: {counted: perhaps}}"),
        ("entry", "title: 题\nkind: documents"),
        ("entry", "标题: 题\n状态: 未定"),
        ("entry", "title: 题\nreserve_pages: 501"),
        ("matter", "title: 题\nkind: article"),
    ],
)
def test_what_huozi_refuses_an_editor_is_told(name: str, text: str) -> None:
    assert wrong(name, text) != []


def test_findings_and_records_are_as_their_schemas_have_them(tmp_path) -> None:
    told = json.loads(as_json([finding("yaml-too-big", Place("a.md", 1)), finding("no-entries")]))
    assert [*MADE["findings"].iter_errors(told)] == []
    assert msgspec.convert(told, Findings).summary.findings == 2
    made = press(make_book(tmp_path / "b", {"甲.md": "正文。\n"}), tmp_path / "b.pdf")
    record = json.loads(made.output.with_suffix(".json").read_text("utf-8"))
    assert [*MADE["record"].iter_errors(record)] == []


def test_a_schema_is_printed(monkeypatch, capsys) -> None:
    run = caller(monkeypatch, capsys)
    assert json.loads(run("schema", "book").out) == MADE["book"].schema
    assert run("schema", "books").code == USAGE
