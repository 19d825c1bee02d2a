"""Whatever we rely on of WeasyPrint is guarded: found in our sources and in its own."""

import ast
import inspect
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from huozi.compile.engine import guard, library
from huozi.compile.engine.hooks import owner_of
from huozi.compile.engine.known import KNOWN
from huozi.compile.fast import FAST
from huozi.compile.hooks import table

COMPILE = Path(library.__file__).parent.parent
LIBRARY = "huozi.compile.engine.library"


def home(module: str, path: str) -> tuple[str, str]:
    """The file in which something is defined, and its name there."""
    value = import_module(module)
    for name in path.split("."):
        value = getattr(value, name)
    defined = getattr(value, "__module__", None) or ""
    if defined.startswith("weasyprint"):
        module, path = defined, value.__qualname__
    file = Path(str(sys.modules[module].__file__)).relative_to(guard.installed())
    return file.as_posix(), path


def imported() -> dict[str, tuple[str, str]]:
    """The names of the library, and what each is in WeasyPrint."""
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(ast.parse(inspect.getsource(library)))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def reached() -> set[tuple[str, str]]:
    """What our modules ask of the modules that the library hands on: `block.collapse_margin`."""
    found = set()
    for path in COMPILE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.asname or alias.name: getattr(library, alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == LIBRARY
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = names.get(node.value.id)
                if isinstance(module, ModuleType) and module.__name__.startswith("weasyprint"):
                    found.add((module.__name__, node.attr))
    return found


def calling(owner: ModuleType, name: str) -> set[str]:
    """Functions of a module that call one of its names, which we hook there."""

    def functions(body, above=""):
        for node in body:
            if isinstance(node, ast.ClassDef):
                yield from functions(node.body, f"{above}{node.name}.")
            elif isinstance(node, ast.FunctionDef):
                yield above + node.name, node

    return {
        function
        for function, node in functions(ast.parse(inspect.getsource(owner)).body)
        if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))
    }


def relied_on() -> set[tuple[str, str]]:
    """Files of WeasyPrint, and the names in them."""
    found = {home(*of) for of in reached()}
    for module, name in imported().values():
        if module.startswith("weasyprint"):
            if not isinstance(getattr(import_module(module), name), ModuleType):
                found.add(home(module, name))
    for hook in table(FAST):
        for target in hook.targets:
            owner, name = owner_of(target)
            if inspect.isclass(owner):
                found.add(home(owner.__module__, f"{owner.__qualname__}.{name}"))
            else:
                found.add(home(owner.__name__, name))
                file, _ = home(owner.__name__, "__name__")
                found |= {(file, function) for function in calling(owner, name)}
    return found


def is_guarded(file: str, name: str) -> bool:
    parts = KNOWN[file].parts if file in KNOWN else {}
    return name in parts or name.partition(".")[0] in parts


@pytest.mark.slow
def test_all_that_is_relied_on_is_guarded():
    found = relied_on()
    assert {one for one in found if not is_guarded(*one)} == set()
    files = {file for file, _ in found}
    assert {
        "pdf/__init__.py", "urls.py", "text/ffi.py", "css/properties.py", "draw/color.py",
        "layout/column.py", "layout/grid.py",
    } <= files  # fmt: skip


@pytest.mark.slow
def test_what_is_not_guarded_is_seen():
    assert not is_guarded("layout/flex.py", "flex_layout")
    assert not is_guarded("layout/block.py", "reversed_enumerate")
    assert ("weasyprint.layout.block", "remove_placeholders") in reached()
    assert calling(import_module("weasyprint.layout.grid"), "resolve_percentages")
