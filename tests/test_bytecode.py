"""The command keeps its own bytecode where nobody else does, and nowhere else."""

import os
import shutil
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from huozi.store.closure import PACKAGE

SEEN = """
import sys
from huozi.__main__ import keep_bytecode
keep_bytecode()
print(sys.pycache_prefix, sys.dont_write_bytecode)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The package beside an engine, neither of them compiled."""
    engine = tmp_path / "weasyprint" / "__init__.py"
    engine.parent.mkdir()
    engine.touch()
    hidden = shutil.ignore_patterns("__pycache__")
    linked = {"ignore": hidden, "copy_function": os.symlink}  # no test changes a source
    return Path(shutil.copytree(PACKAGE, tmp_path / "huozi", **linked))


def seen(package: Path, program: str = SEEN, **environment: str) -> str:
    """What a new process says of its bytecode."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    home = {"XDG_CACHE_HOME": str(package.parent / "home")}
    made = subprocess.run(
        [sys.executable, "-c", program],
        cwd=package.parent,
        env=own | home | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


CLOSED = {"PYTHONDONTWRITEBYTECODE": "1"}


@pytest.mark.slow
def test_without_leave_to_write_it_is_kept_on_this_machine(package: Path) -> None:
    home = package.parent / "home" / "huozi" / "bytecode"
    assert seen(package, **CLOSED) == f"{home} False"
    seen(package, SEEN + "import huozi.compile.desk", **CLOSED)
    assert len(list(home.rglob("desk.*.pyc"))) == 1
    assert list(package.rglob("*.pyc")) == [], "nothing is written beside the sources"


def test_what_may_be_written_is_written_where_python_does(package: Path) -> None:
    assert seen(package) == "None False"
    assert list(package.rglob("__main__.*.pyc"))


def test_bytecode_that_set_up_left_is_used(package: Path) -> None:
    for source in (package / "__main__.py", package.parent / "weasyprint" / "__init__.py"):
        assert seen(package, **CLOSED) != "None True"
        kept = Path(cache_from_source(str(source)))
        kept.parent.mkdir(exist_ok=True)
        kept.touch()
    assert seen(package, **CLOSED) == "None True"


def test_a_folder_that_somebody_named_stays(package: Path) -> None:
    named = {"PYTHONPYCACHEPREFIX": str(package.parent / "named")}
    assert seen(package, **CLOSED, **named) == f"{package.parent / 'named'} True"


def test_without_a_home_nothing_is_kept(package: Path) -> None:
    assert seen(package, **CLOSED, XDG_CACHE_HOME=os.devnull) == "None True"


@pytest.mark.slow
def test_a_program_that_imports_huozi_is_left_alone(package: Path) -> None:
    program = "import sys, huozi.press\nprint(sys.pycache_prefix, sys.dont_write_bytecode)"
    assert seen(package, program, **CLOSED) == "None True"
