"""Start-up: WeasyPrint loaded by the short way is the same WeasyPrint."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

#: What a program says after it has loaded WeasyPrint and asked Pango and cffi something.
LOADED = """
import sys
from huozi.compile.fast import startup
def importer():
    import weasyprint
startup.load(importer)
import cffi
import weasyprint.pdf.fonts
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout
assert cffi.FFI.__module__ == "cffi.api"
assert not any(type(m).__module__.startswith("huozi") for m in list(sys.modules.values()))
rectangle = ffi.new("PangoRectangle *", {"width": 7})
print(rectangle.width, pango.pango_units_from_double(1), pango.PANGO_GLYPH_EMPTY,
      ffi.sizeof("PangoGlyphInfo"), type(ffi).__name__, "fontTools.subset" in sys.modules)
"""
SAME = "7 1024 268435455 20"


def run(program: str, caches: Path, **environment: str) -> str:
    """What a new process says, with its bytecode in a folder of its own."""
    process = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={
            **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": str(caches),
            "XDG_CACHE_HOME": str(caches / "home"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return process.stdout.strip()


def generated(caches: Path) -> list[Path]:
    return sorted(caches.rglob("declarations-*.pyc"))


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bytecode folder of a first run."""
    folder = tmp_path_factory.mktemp("bytecode")
    assert run(LOADED, folder).startswith(SAME)
    return folder


@pytest.fixture
def warm(caches: Path, tmp_path: Path) -> Path:
    """The same, without declarations: nothing but these is translated again."""
    less = shutil.ignore_patterns("declarations-*", "home")
    return Path(shutil.copytree(caches, tmp_path / "warm", ignore=less, copy_function=os.link))


@pytest.mark.slow
def test_declarations_are_kept_by_the_first_run_and_used_by_the_next(caches: Path) -> None:
    (path,) = generated(caches)
    before = path.stat().st_mtime_ns
    program = LOADED + "\nassert 'pycparser' not in sys.modules"
    assert run(program, caches) == f"{SAME} _Declarations False"
    assert path.stat().st_mtime_ns == before


@pytest.mark.slow
def test_a_damaged_module_is_made_again(caches: Path) -> None:
    (path,) = generated(caches)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert run(LOADED, caches).startswith(SAME)
    assert len(path.read_bytes()) == len(whole)


@pytest.mark.slow
def test_without_leave_to_write_beside_the_sources_the_machine_keeps_them(warm: Path) -> None:
    assert run(LOADED, warm, PYTHONDONTWRITEBYTECODE="1").startswith(SAME)
    (path,) = generated(warm)
    assert path.parent == warm / "home" / "huozi" / "bytecode"
    program = LOADED + "\nassert 'pycparser' not in sys.modules"
    assert run(program, warm, PYTHONDONTWRITEBYTECODE="1") == f"{SAME} _Declarations False"


@pytest.mark.slow
def test_without_leave_to_write_what_lies_beside_the_sources_is_used(caches: Path) -> None:
    """As set-up leaves it in an image, where nobody has a home."""
    program = LOADED + "\nassert 'pycparser' not in sys.modules"
    closed = {"PYTHONDONTWRITEBYTECODE": "1", "XDG_CACHE_HOME": os.devnull}
    assert run(program, caches, **closed) == f"{SAME} _Declarations False"


@pytest.mark.slow
def test_other_declarations_have_another_module(warm: Path) -> None:
    program = """
from huozi.compile.fast.startup import _generated
print(_generated("int a;") == _generated("int a;"), _generated("int a;") == _generated("int b;"))
"""
    assert run(program, warm) == "True False"


@pytest.mark.slow
def test_another_weasyprint_is_imported_as_it_is(warm: Path) -> None:
    program = f"from huozi.compile.fast import startup\nstartup.VERSION = '0'\n{LOADED}"
    assert run(program, warm) == f"{SAME} FFI True"
    assert generated(warm) == []


@pytest.mark.slow
def test_what_goes_wrong_on_the_short_way_leads_to_the_usual_one(warm: Path) -> None:
    program = f"""
from huozi.compile.fast import startup
def refuse(declarations):
    raise RuntimeError
startup._ready_made = refuse
{LOADED}"""
    assert run(program, warm) == f"{SAME} FFI True"


@pytest.mark.slow
def test_a_module_that_was_put_off_works_when_it_is_needed(warm: Path) -> None:
    program = (
        LOADED
        + """
from weasyprint.pdf.fonts import instantiateVariableFont, subset
assert subset.Options().glyph_names is False
try:
    instantiateVariableFont(None, {})
except TypeError as error:  # it looked at the font
    print(error)
"""
    )
    assert "NoneType" in run(program, warm)
