"""What a stage depends on is all there: worked out once more, from syntax trees and metadata."""

import ast
import shutil
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from huozi.files import release
from huozi.store import closure as module
from huozi.store.closure import LIBRARIES, PACKAGE, closure, code_digest, stage_digest
from tests.books import entry, make_book

STAGES = tuple(LIBRARIES)


@cache
def named(source: str) -> frozenset[str]:
    """All that a source imports: modules, and names in them that may be modules."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{name.name}" for name in node.names}
    return frozenset(found)


def modules(package: Path) -> dict[str, Path]:
    found = {}
    for path in package.rglob("*.py"):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def reached(package: Path, stage: str) -> tuple[set[str], set[str]]:
    """Modules of a package that a stage of it may run, and what else these import."""
    known = modules(package)
    todo = [name for name in known if f"{name}.".startswith(f"{package.name}.{stage}.")]
    seen: set[str] = set()
    foreign: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        above = name.rpartition(".")[0]
        todo += [above] if above else []
        if name == package.name:  # shows others what they may use
            continue
        for imported in named(known[name].read_text(encoding="utf-8")):
            if imported in known:
                todo.append(imported)
            elif imported.partition(".")[0] != package.name:
                foreign.add(imported.partition(".")[0])
    return seen, foreign - set(sys.stdlib_module_names)


def normal(name: str) -> str:
    return name.lower().replace("_", "-")


def required(distribution: str, extras: frozenset[str]) -> dict[str, frozenset[str]]:
    """What a distribution requires here, each with the extras that are asked of it."""
    asked = [{"extra": extra} for extra in ("", *extras)]
    wanted = map(Requirement, metadata.requires(distribution) or ())
    return {
        normal(one.name): frozenset(one.extras)
        for one in wanted
        if one.marker is None or any(map(one.marker.evaluate, asked))
    }


def distributions(imported: set[str]) -> set[str]:
    """The distributions that modules are of, and those that they require in turn."""
    owners = metadata.packages_distributions()
    todo = [(normal(owner), frozenset[str]()) for name in imported for owner in owners[name]]
    seen = set(todo)
    while todo:
        for found in required(*todo.pop()).items():
            if found not in seen:
                seen.add(found)
                todo.append(found)
    return {name for name, _ in seen}


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_the_closure_is_what_the_syntax_trees_say(stage: str) -> None:
    sources, files = closure(PACKAGE, stage), modules(PACKAGE)
    assert set(sources) == reached(PACKAGE, stage)[0]
    assert all(sources[name] == files[name].read_bytes() for name in sources)


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_the_libraries_are_what_the_metadata_says(stage: str) -> None:
    imported = reached(PACKAGE, stage)[1]
    assert LIBRARIES[stage] == tuple(sorted(distributions(imported)))


def test_what_is_known_of_old_to_shape_a_galley_is_in_the_closure() -> None:
    """A closure and a test that are blind alike would agree."""
    compiled = closure(PACKAGE, "compile")
    for name in ("values.style", "values.printing", "fonts.typecase", "compose.breaks", "compile"):
        assert f"huozi.{name}" in compiled
    assert {"huozi.read.terms", "huozi.values.manuscript"} <= set(closure(PACKAGE, "read"))
    assert {"weasyprint", "pydyf", "pillow", "cffi"} <= set(LIBRARIES["compile"])
    assert {"pypinyin", "pyyaml", "markdown-it-py"} <= set(LIBRARIES["read"])


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package, with its bytecode: what is not changed is not translated again."""
    return Path(shutil.copytree(PACKAGE, tmp_path / "huozi", copy_function=shutil.copyfile))


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_every_byte_of_the_closure_counts_and_no_other(
    stage: str, package: Path, monkeypatch
) -> None:
    """That the closure has the bytes of the files is known from above."""
    before, sources = code_digest(package, stage), closure(package, stage)
    for name, path in modules(package).items():
        if name not in reached(PACKAGE, stage)[0]:
            path.write_bytes(path.read_bytes() + b"#")
    assert code_digest(package, stage) == before
    for name, source in sources.items():
        changed = sources | {name: source + b"#"}
        monkeypatch.setattr(module, "closure", lambda *_, changed=changed: changed)
        assert code_digest(package, stage) != before, name


#: Ways to import a module, each of which brings it into the closure.
IMPORTS = (
    "from huozi.new import late",
    "from huozi import new",
    "import huozi.new.late",
    "def call():\n    from huozi.new.late import (\n        some,\n        more,\n    )",
    "from huozi.new import (\n    late as later,\n)",
)


@pytest.mark.slow
def test_a_module_that_a_stage_comes_to_import_joins_it(package: Path) -> None:
    (package / "new").mkdir()
    (package / "new" / "__init__.py").write_text("from huozi.new import late\n")
    (package / "new" / "late.py").write_text("some = more = 1\n")
    assert "huozi.new.late" not in closure(package, "compile")
    desk = package / "compile" / "desk.py"
    text = desk.read_text(encoding="utf-8")
    for line in IMPORTS:
        desk.write_text(f"{text}\n{line}\n", encoding="utf-8")
        assert {"huozi.new", "huozi.new.late"} <= set(closure(package, "compile")), line
    assert "huozi.new" not in closure(package, "read")


def test_the_version_python_and_the_libraries_count(monkeypatch) -> None:
    def digest() -> str:
        stage_digest.cache_clear()
        return stage_digest("read")

    seen = {digest()}
    assert {digest()} == seen
    for what, value in (
        ("__version__", "0"),
        ("release", lambda name: "0"),
        ("code_digest", lambda package, stage: "0"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, what, value)
            seen.add(digest())
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "3")
        seen.add(digest())
    stage_digest.cache_clear()
    assert len(seen) == 5


@pytest.mark.parametrize("name", sorted({name for names in LIBRARIES.values() for name in names}))
def test_a_release_is_what_the_metadata_says(name: str) -> None:
    assert release(name) == metadata.version(name)


def test_a_release_that_no_folder_names_is_asked_for(monkeypatch) -> None:
    monkeypatch.setattr("huozi.files._releases", dict)
    release.cache_clear()
    assert release("msgspec") == metadata.version("msgspec")
    assert release("nobody-made-this") == ""
    release.cache_clear()


# ------------------------------------------------------------------------------ whole builds


def build(package: Path, book: Path) -> str:
    """What a new process that runs this package says of building a book."""
    made = subprocess.run(
        [sys.executable, "-m", "huozi", "book", "--book", str(book), "-j1"],
        cwd=package.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout + made.stderr


@pytest.fixture
def program(package: Path) -> Path:
    """The copy, with the house style beside it."""
    for name in ("templates", "styles"):
        shutil.copytree(PACKAGE.parent / name, package.parent / name)
    return package


def pages(book: Path) -> int:
    import pikepdf

    with pikepdf.open(book / "output" / "book.pdf") as pdf:
        return len(pdf.pages)


@pytest.mark.slow
def test_a_value_that_pages_are_made_of_makes_new_pages(program: Path, tmp_path: Path) -> None:
    """100 points more at the foot once left the pages as they were."""
    book = make_book(tmp_path / "book", {"甲.md": entry("正文长长。" * 1500, title="甲")})
    build(program, book)
    before = pages(book)
    first = (book / "output" / "book.pdf").read_bytes()

    style = program / "values" / "style.py"
    text = style.read_text(encoding="utf-8")
    at = text.index("return", text.index("def foot_margin_pt")) + len("return")
    style.write_text(f"{text[:at]} 100 +{text[at:]}", encoding="utf-8")
    told = build(program, book)
    after, second = pages(book), (book / "output" / "book.pdf").read_bytes()
    shutil.rmtree(book / "output")
    build(program, book)
    assert (book / "output" / "book.pdf").read_bytes() == second != first
    assert (pages(book), after > before) == (after, True), told


@pytest.mark.slow
def test_a_changed_module_sets_every_unit_again(program: Path, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    build(program, book)
    before = shelf(book)
    units = len(before)
    path = program / "values" / "length.py"  # that the others count, too, is known from above
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    build(program, book)
    assert len(shelf(book) - before) == units


def shelf(book: Path) -> set[str]:
    return {path.name for path in (book / "output").rglob("*.galley")}
