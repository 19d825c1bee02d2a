"""docs/theme.md tells every name that a style may use, and no other."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from jinja2 import defaults, meta

from huozi.compile.house import format_css
from huozi.compile.markup import environment
from huozi.values.style import FontRoles
from tests.compile import kit

ROOT = Path(__file__).parents[2]
DOCS = [ROOT / "docs" / name for name in ("theme.md", "theme.zh-CN.md")]
PICTURE_LIMIT = 60 * 1000
_CODE = re.compile(r"{{(.*?)}}|{%(.*?)%}", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
#: What stands for a text of any kind in templates, and has fields.
_ROOTS = (
    "unit", "inlines", "entry", "matter", "part", "line", "group", "row", "pages", "book",
    "format", "block", "table", "cell", "panels", "cover", "printing", "sizes",
)  # fmt: skip


def told(document: Path, sign: str) -> set[str]:
    """What stands in the first column of tables with a sign before it."""
    rows = re.findall(r"^\| ((?:`[^`]+` ?)+)\| ", document.read_text(encoding="utf-8"), re.M)
    names = re.findall(r"`([^`]+)`", " ".join(rows))
    return {name.removeprefix(sign) for name in names if name.startswith(sign)}


def templates() -> dict[str, str]:
    """All templates, without comments."""
    paths = [*(ROOT / "templates").glob("*.html"), *(ROOT / "styles").glob("*/*.html")]
    return {
        path.name: re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for path in paths
    }


def sheets() -> str:
    """All style sheets, without comments and strings."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "styles").rglob("*.css"))
    return re.sub(r"/\*.*?\*/|\"[^\"\n]*\"", "", text, flags=re.DOTALL)


def classes_of_templates() -> set[str]:
    """Classes that stand in templates, written out or quoted where they are reckoned."""
    found: set[str] = set()
    for text in templates().values():
        for value in re.findall(r'class="((?:{{.*?}}|{%.*?%}|[^"{])*)"', text, re.DOTALL):
            found |= {name for name in _CODE.sub(" ", value).split() if not name.endswith("-")}
            for code in _CODE.findall(value):
                for quoted in _QUOTED.findall("".join(code)):
                    found |= {n for n in "".join(quoted).split() if not n.endswith("-")}
    return found


def classes_of_sheets() -> set[str]:
    selectors = re.sub(r"{[^{}]*}", " ", sheets())
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))


def words_of_program() -> set[str]:
    """Words in strings of the stages that make HTML and blocks."""
    sources = (p for stage in ("compile", "read") for p in (ROOT / "huozi" / stage).rglob("*.py"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    return set(re.findall(r"(?<=[\"' ])([a-z][a-z-]*)(?=[\"' {])", text))


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
class TestTheTables:
    def test_every_class_is_told(self, document: Path) -> None:
        assert (classes_of_templates() | classes_of_sheets()) - told(document, ".") == set()

    @pytest.mark.slow
    def test_every_class_told_is_there(self, document: Path) -> None:
        made = classes_of_templates() | classes_of_sheets() | words_of_program()
        levels = {f"level-{number}" for number in range(1, 5)}  # `level-{{ block.level }}`
        asides = {f"aside-{word}" for word in words_of_program()}
        assert told(document, ".") - made - levels - asides == set()

    def test_variables(self, document: Path) -> None:
        used = set(re.findall(r"--([a-z][a-z-]*)", sheets() + format_css(kit.SETTING)))
        assert used | FontRoles().stacks.keys() == told(document, "--")

    @pytest.mark.slow
    def test_values_of_templates(self, document: Path) -> None:
        made = environment(kit.house())
        asked: set[str] = set()
        fields: set[str] = set()
        for text in templates().values():
            local = set(re.findall(r"{% (?:set|import) (\w+)", text))
            local |= {n.strip() for names in re.findall(r"import ([\w, ]+) %}", text)
                      for n in names.split(",")}  # fmt: skip
            asked |= meta.find_undeclared_variables(made.parse(text)) - local
            code = _QUOTED.sub("", "\n".join("".join(parts) for parts in _CODE.findall(text)))
            fields |= set(re.findall(rf"\b((?:{'|'.join(_ROOTS)})\.\w+)", code))
        text = document.read_text(encoding="utf-8")
        promised = set(re.findall(rf"`((?:{'|'.join(_ROOTS)})\.\w+)(?:\([^`]*\))?`", text))
        assert fields == promised - {"part.css", "part.html", "book.yaml"}  # those are files
        values = {name for name in told(document, "") if re.fullmatch(r"[a-z_]+", name)}
        assert asked - values == set()
        assert values - asked - set(_ROOTS) == filters()

    def test_pictures_are_there_all_shown_and_small(self, document: Path) -> None:
        shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", document.read_text(encoding="utf-8"))
        folder = document.parent / "pictures" / "styles"
        assert {f"pictures/styles/{path.name}" for path in folder.iterdir()} == set(shown)
        assert all((document.parent / name).stat().st_size <= PICTURE_LIMIT for name in shown)


def test_the_script_draws_the_pictures_that_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec = spec_from_file_location("pictures", ROOT / "scripts" / "pictures.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "pictures", module)  # msgspec looks types up there
    spec.loader.exec_module(module)
    drawn = {path for path, _ in module.pictures()}
    folder = ROOT / "docs" / "pictures"
    there = {*(folder / "elements").iterdir(), *(folder / "styles").iterdir()}
    assert drawn == there | {folder / "look" / "fang.png"}


def filters() -> set[str]:
    """Those of the house that no value is called like."""
    own = environment(kit.house()).filters.keys() - defaults.DEFAULT_FILTERS.keys()
    return set(own) - set(_ROOTS)


def test_a_class_that_is_not_told_is_seen(tmp_path: Path) -> None:
    document = tmp_path / "theme.md"
    document.write_text("| `.type-area` `.text` | words |\n| `--song` | 宋 |\n", encoding="utf-8")
    assert told(document, ".") == {"type-area", "text"}
    assert {"furniture", "closing", "two-columns"} <= classes_of_templates() | classes_of_sheets()
