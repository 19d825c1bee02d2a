"""The import rules of ARCHITECTURE.md, read from the sources without running them."""

import ast
import graphlib
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from huozi.store import shelf

ROOT = Path(__file__).parent.parent
DOOR = "huozi.compile.engine.library"  # WeasyPrint comes in by it
ENGINE = (  # what is imported when something is to be set
    DOOR,
    "huozi.compile.engine.fetch",
    "huozi.compile.engine.fontmap",
    "huozi.compile.fast",
    "huozi.compile.galley",
    "huozi.compile.hooks",
    "huozi.compile.layout",
    "huozi.compile.page",
    "huozi.compile.setting",
)


@dataclass(frozen=True)
class Import:
    """One imported name: `from huozi import model` imports `huozi.values.manuscript`."""

    module: str
    line: int
    eager: bool  # runs when the importing module is imported


def inside(module: str, names: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


def imports(source: str, known: frozenset[str] = frozenset()) -> Iterator[Import]:
    """All imports of a source. `known` are the modules of the program, to tell them from names."""

    def walk(node: ast.AST, eager: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, eager) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield Import(full if full in known else node.module or "", node.lineno, eager)
        checking = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or checking
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.expr):  # no expression holds a statement
                yield from walk(child, eager and not lazy)

    yield from walk(parsed(source), True)


@cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(source)))


def stdlib(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


@dataclass(frozen=True)
class Rule:
    """`modules` import nothing but the standard library and `only`, and nothing of `never`;
    `kept` is imported nowhere but in `modules`."""

    name: str
    modules: tuple[str, ...]
    violation: tuple[str, str]  # a module, and a line in it that breaks the rule
    only: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def broken_by(self, module: str, imported: Import) -> bool:
        if not inside(module, self.modules):
            return inside(imported.module, self.kept)
        if inside(imported.module, self.never):
            return True
        return self.only is not None and not (
            stdlib(imported.module) or inside(imported.module, self.only)
        )


VALUES = ("huozi.values",)
LINK_PURE = tuple(
    f"huozi.link.{name}" for name in ("paginate", "resolve", "settle", "index", "lookups")
)
RULES = (
    Rule(
        "values are plain data",
        VALUES,
        ("huozi.values.galley", "import pikepdf"),
        only=(*VALUES, "msgspec"),
    ),
    Rule(
        "composition is pure",
        ("huozi.compose",),
        ("huozi.compose.breaks", "from huozi.read import book"),
        only=(*VALUES, "msgspec", "huozi.compose"),
    ),
    Rule(
        "pagination and resolution are pure",
        LINK_PURE,
        ("huozi.link.paginate", "import pikepdf"),
        only=(*VALUES, "msgspec", *LINK_PURE),
    ),
    Rule(
        "imposition schedules are pure",
        ("huozi.impose.schedule",),
        ("huozi.impose.schedule", "from huozi.link import paginate"),
        only=VALUES,
    ),
    Rule(
        "WeasyPrint behind one door",
        (DOOR,),
        ("huozi.compile.layout", "def f():\n    import weasyprint.layout"),
        kept=("weasyprint", "pydyf", "cssselect2", "tinycss2", "tinyhtml5"),
    ),
    Rule(
        "what is for speed alone comes in by the switch",
        ("huozi.compile.fast", "huozi.compile.speed"),
        ("huozi.compile.markup", "from huozi.compile.fast.bytecode import TemplateCache"),
        kept=("huozi.compile.fast",),
    ),
    Rule(
        "YAML is read in one place",
        ("huozi.read",),
        ("huozi.cli.main", "from yaml import safe_load"),
        kept=("yaml",),
    ),
    Rule(
        "PDF objects where PDFs are made or judged",
        (
            "huozi.pdf",
            "huozi.fonts",
            "huozi.compile.galley",
            "huozi.link",
            "huozi.prove",
            "huozi.finish",
            "huozi.impose",
            "huozi.preflight",
        ),
        ("huozi.press", "import pikepdf"),
        kept=("pikepdf",),
    ),
    Rule(
        "quarantine knows no format",
        ("huozi.sandbox",),
        ("huozi.sandbox", "def f():\n    import pikepdf"),
        only=(*VALUES, "huozi.confine", "huozi.files", "huozi.kernel", "msgspec"),
    ),
)


def sources() -> dict[str, str]:
    """The program's modules by name."""
    found = {}
    for path in sorted((ROOT / "huozi").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


SOURCES = sources()
KNOWN = frozenset(SOURCES)


@cache
def all_imports() -> dict[str, tuple[Import, ...]]:
    """What each module of the program imports; not read while tests are collected."""
    return {module: tuple(imports(source, KNOWN)) for module, source in SOURCES.items()}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_holds(rule: Rule) -> None:
    broken = [
        f"{module}:{imported.line} imports {imported.module}"
        for module in all_imports()
        for imported in all_imports()[module]
        if rule.broken_by(module, imported)
    ]
    assert broken == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_catches_a_violation(rule: Rule) -> None:
    module, source = rule.violation
    known = frozenset({"huozi.read.book", "huozi.link.stamp", "huozi.link.paginate"})
    assert any(rule.broken_by(module, imported) for imported in imports(source, known))


def stage(module: str) -> str:
    """The folder a module lies in; a loose module is its own stage."""
    return module.split(".")[1] if "." in module else ""


def table() -> dict[str, set[str]]:
    """The rows of ARCHITECTURE.md: each folder, and what it may import of the others."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|[^|\n]*\|([^|\n]*)\|$", text, re.MULTILINE)
    return {name: {word.strip() for word in may.split(",") if word.strip()} for name, may in rows}


TABLE = table()
BELOW_THE_PRESS = set(TABLE) - {"jobs", "impose", "diff", "room", "cli", "intake"}
LOOSE = {
    "library": BELOW_THE_PRESS | {"jobs", "press", "progress"},
    "press": BELOW_THE_PRESS | {"compositor", "progress", "files"},
    "compositor": BELOW_THE_PRESS | {"progress", "files"},
    "progress": {"messages"},
    "files": set(),
    "webpage": set(),
    "confine": {"kernel"},
    "kernel": set(),
    "sandbox": {"values", "files", "confine", "kernel"},
    "patterns": set(),
    "__main__": {"cli", "files", "patterns"},
}


def arrows(graph: dict[str, tuple[Import, ...]]) -> set[tuple[str, str]]:
    """Which stage imports which."""
    return {
        (stage(module), stage(imported.module))
        for module, found in graph.items()
        for imported in found
        if module.startswith("huozi.")
        and imported.module.startswith("huozi.")
        and stage(module) != stage(imported.module)
    }


def test_every_folder_has_a_row_and_every_row_a_folder() -> None:
    folders = {path.parent.name for path in (ROOT / "huozi").glob("*/__init__.py")}
    assert folders == set(TABLE)
    loose = {path.stem for path in (ROOT / "huozi").glob("*.py")} - {"__init__"}
    assert loose == set(LOOSE)


def test_no_stage_imports_what_its_row_does_not_name() -> None:
    allowed = {(name, other) for name, may in (TABLE | LOOSE).items() for other in may}
    assert arrows(all_imports()) - allowed == set()


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("huozi.read.book", "from huozi.compile import house"),
        ("huozi.compile.galley", "from huozi.link.write import write"),
        ("huozi.link.write", "def f():\n    import huozi.compile.layout"),
        ("huozi.link.write", "from huozi.preflight import judge"),
        ("huozi.preflight.fonts", "from huozi.link import stamp"),
        ("huozi.prove.verify", "from huozi.link import stamp"),
    ],
)
def test_an_arrow_that_is_not_in_the_table_is_seen(module: str, line: str) -> None:
    ((source, target),) = arrows({module: tuple(imports(line, KNOWN))})
    assert target not in TABLE[source]


def test_a_row_names_what_is_imported_and_no_more() -> None:
    there = arrows(all_imports())
    assert {(name, other) for name, may in TABLE.items() for other in may} - there == set()


def test_the_stages_stand_above_one_another() -> None:
    """No circle: there is an order in which each stage imports only what comes before it."""
    graph = TABLE | LOOSE
    assert set(graphlib.TopologicalSorter(graph).static_order()) == set(graph)


def test_no_modules_import_one_another() -> None:
    """Nor in a greater circle, lazy imports and those for types included. The package's own face
    offers the library to type checkers, and nobody takes more from it than the version."""
    graph = {
        module: {imported.module for imported in found} & KNOWN - {module, "huozi"}
        for module, found in all_imports().items()
    }
    assert set(graphlib.TopologicalSorter(graph).static_order()) == set(graph)


def naming(literal: str, sources: dict[str, str]) -> set[str]:
    """Modules in which a string constant holds `literal`."""
    return {
        module
        for module, source in sources.items()
        for node in nodes(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and literal in node.value
    }


@pytest.mark.slow
def test_the_store_alone_knows_the_folder_of_the_shelf() -> None:
    assert naming(shelf.FOLDER, SOURCES) == {"huozi.store.shelf"}
    assert naming(shelf.FOLDER, {"huozi.press": f"path = 'output/{shelf.FOLDER}/x'"})


def loaded_with(module: str, graph: dict[str, tuple[Import, ...]]) -> set[str]:
    """Everything that importing `module` imports in turn, packages on the way included."""
    seen: set[str] = set()
    todo = [module]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if "." in name:
            todo.append(name.rpartition(".")[0])
        todo.extend(imported.module for imported in graph.get(name, ()) if imported.eager)
    return seen


def test_nothing_but_the_engine_loads_weasyprint() -> None:
    """A run that compiles nothing never pays for the import."""
    others = {module for module in KNOWN if not inside(module, ENGINE)}
    others |= {"huozi.compile.fast", "huozi.compile.setting"}
    loading = {module for module in others if "weasyprint" in loaded_with(module, all_imports())}
    assert loading == set()
    assert "weasyprint" in loaded_with("huozi.compile.layout", all_imports())


def test_the_reader_of_the_finished_book_shares_no_library_with_its_writer() -> None:
    """README: every build reads its own PDF back with a reader of its own."""
    read = {name.partition(".")[0] for name in loaded_with("huozi.pdf.objects", all_imports())}
    assert {name for name in read if name != "huozi" and not stdlib(name)} == set()
    assert "pikepdf" in loaded_with("huozi.link.write", all_imports())


def test_a_load_through_other_modules_is_seen() -> None:
    eager = "import huozi.b"
    for source, loads in ((eager, True), (f"def f():\n    {eager}", False)):
        graph = {
            "huozi.a": tuple(imports(source)),
            "huozi": (),
            "huozi.b": tuple(imports("from weasyprint.layout import page")),
        }
        assert ("weasyprint" in loaded_with("huozi.a", graph)) is loads


def classes(sources: dict[str, str]) -> dict[str, list[str]]:
    """The modules that define a class, by its name."""
    found: dict[str, list[str]] = {}
    for module, source in sources.items():
        for node in nodes(source):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(module)
    return found


@pytest.mark.slow
def test_no_two_classes_share_a_name() -> None:
    """A name says what a thing is wherever it is read; four kinds of Page do not."""
    assert {name: found for name, found in classes(SOURCES).items() if len(found) > 1} == {}


def test_classes_that_share_a_name_are_seen() -> None:
    twice = {"huozi.a": "class Page: ...", "huozi.b": "def f():\n    class Page: ..."}
    assert classes(twice) == {"Page": ["huozi.a", "huozi.b"]}


def test_third_party_imports_are_direct_dependencies() -> None:
    """What the program imports is asked for by name, not brought along by something else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [pin for pins in project["optional-dependencies"].values() for pin in pins]
    asked = {Requirement(line).name.lower() for line in (*project["dependencies"], *extras)}
    distributions = packages_distributions()
    foreign = {
        (module, top)
        for module, found in all_imports().items()
        for top in (imported.module.partition(".")[0] for imported in found)
        if top != "huozi" and not stdlib(top)
    }
    unnamed = {
        (module, top)
        for module, top in foreign
        if not asked & {name.lower() for name in distributions.get(top, ())}
    }
    assert unnamed == set()


#: Who opens files elsewhere than in `huozi.files`, and why nothing of a book is among them.
OPENERS = {
    "huozi.files": "the opener",
    "huozi.cli.main": "the null device",
    "huozi.kernel": "places to be named to the kernel, and the size of the process",
    "huozi.messages": "its own words",
    "huozi.patterns": "its own patterns",
    "huozi.store.closure": "its own modules",
    "huozi.store.digests": "fonts of the machine",
    "huozi.store.secret": "to write the secret",
    "huozi.fonts.rights": "fonts of the machine",
    "huozi.read.explain": "asks the book's folder, which asks the opener",
    "huozi.read.styles": "asks the book's folder, which asks the opener",
    "huozi.compile.engine.guard": "WeasyPrint's modules",
    "huozi.compile.fast.bytecode": "translations it trusts as its own modules",
    "huozi.compile.fast.fontfile": "fonts of the machine",
    "huozi.compile.plates": "pictures that were read",
    "huozi.preflight.document": "a stranger's PDF, in quarantine",
    "huozi.preflight.crops": "a stranger's PDF, in quarantine",
    "huozi.impose.source": "a stranger's PDF, in quarantine",
    "huozi.intake.images": "pictures of a manuscript, in quarantine",
    "huozi.intake.metafiles": "what LibreOffice made of them, in quarantine",
    "huozi.diff.look": "a stranger's PDF, in quarantine",
    "huozi.finish.finish": "a book that was linked",
    "huozi.link.write": "pictures that were laid out",
    "huozi.prove.second": "a book that was linked",
    "huozi.jobs.cover.sheet": "a cover that was set, or a stranger's in quarantine",
    "huozi.jobs.delivery": "its own workshop",
    "huozi.jobs.proofreading.job": "asks the book's folder, which asks the opener",
    "huozi.read.manuscript": "asks the book's folder, which asks the opener",
    "huozi.compile.setting.draw": "text objects are opened",
    "huozi.cli.topics": "pages of the documentation",
    "huozi.jobs.new": "its own samples",
    "huozi.jobs.doctor": "what the machine says of its memory",
    "huozi.read.sense": "its own list of words",
    "huozi.intake.package": "a stranger's package, in quarantine",
    "huozi.proofread.segment": "its own list of words",
    "huozi.proofread.words": "its own lists",
    "huozi.room.wire": "the null device",
    "huozi.room.journal": "its own journal",
    "huozi.room.saving": "asks the book's folder, which asks the opener",
    "huozi.room.lastgood": "asks the book's folder, which asks the opener",
    "huozi.room.drawer": "editions that were pressed",
    "huozi.room.markledger": "its own ledger",
    "huozi.room.proofs": "the pages of an edition that was pressed, to be counted",
}


def opening(source: str) -> bool:
    """Does a module open a file by its path, or read one?"""
    readers = {"read_text", "read_bytes", "open", "fdopen", "PdfDocument", "PdfReader"}
    for node in nodes(source):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            streams = name == "read_bytes" and "pikepdf" in source  # of a PDF
            if name in readers and not streams:
                return True
    return False


@pytest.mark.slow
def test_files_are_opened_in_one_place() -> None:
    """A pipe, a device, a link in a stranger's folder is met by the one opener."""
    openers = {module for module, source in SOURCES.items() if opening(source)}
    assert openers == OPENERS.keys()
    assert opening("from pathlib import Path\nPath('x').read_text()")
    assert opening("open('x')")


@pytest.mark.slow
def test_the_engine_has_the_fetcher_of_the_book_and_no_other() -> None:
    """A style sheet or a document without it would be read with one that knows the network."""
    made = [
        (module, {word.arg for word in node.keywords})
        for module, source in SOURCES.items()
        for node in nodes(source)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("CSS", "HTML")
    ]
    assert {module for module, _ in made} == {"huozi.compile.layout", "huozi.compile.engine.plain"}
    assert all("url_fetcher" in words for _, words in made)
