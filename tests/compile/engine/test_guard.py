"""The guard stops for what changed in what we rely on, and for nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from huozi.compile.engine import guard
from huozi.compile.engine.known import KNOWN, File
from huozi.messages import render
from huozi.values.errors import MachineError

BLOCK = "layout/block.py"


@pytest.fixture
def copied(tmp_path, monkeypatch) -> Path:
    """A copy of the files we know, which the guard takes for the installed ones."""
    for name in KNOWN:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(guard.installed() / name, path)
    monkeypatch.setattr(guard, "installed", lambda: tmp_path)
    return tmp_path


def changed(path: Path, old: str, new: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


def said() -> str:
    with pytest.raises(MachineError) as caught:
        guard.check()
    (finding,) = caught.value.findings
    assert finding.code == "engine-differs"
    for language in ("zh", "en"):
        assert "pip install weasyprint==70.0" in render(finding, language)
    return dict(finding.params)["where"]


def test_the_installed_engine_is_the_one_we_know():
    guard.check()
    assert list(guard.differing(guard.installed())) == []


def test_digests_of_parts_are_those_of_the_installed_ones():
    """Whole files are asked first: the parts' digests would not be missed otherwise."""
    for name, file in KNOWN.items():
        assert guard.parts((guard.installed() / name).read_bytes(), file.parts) == file.parts
        assert "" not in file.parts.values()


def test_a_comment_does_not_stop(copied):
    for name in KNOWN:
        with (copied / name).open("a", encoding="utf-8") as file:
            file.write("\n# A packager's note.\n")
    guard.check()


def test_a_function_nobody_relies_on_does_not_stop(copied):
    assert "reversed_enumerate" not in KNOWN[BLOCK].parts
    changed(copied / BLOCK, "def reversed_enumerate(", "def reversed_enumerate_(")
    guard.check()


@pytest.mark.parametrize(
    ("name", "old", "new", "part"),
    [
        (BLOCK, "if m >= 0", "if m > 0", "collapse_margin"),
        (BLOCK, "def remove_placeholders(", "def forget_placeholders(", "remove_placeholders"),
        ("text/ffi.py", "typedef struct {", "typedef struct  {", "ffi.cdef"),
        ("css/properties.py", "'border_spacing',", "", "INHERITED"),
        ("draw/color.py", "def get_color(style, key):", "def get_color(style, key, x=0):",
         "get_color"),
    ],
)  # fmt: skip
def test_a_changed_part_stops(copied, name, old, new, part):
    changed(copied / name, old, new)
    assert said() == f"{name}:{part}"


def test_a_file_that_is_gone_or_damaged_stops(copied):
    (copied / "stacking.py").unlink()
    (copied / "urls.py").write_text("def (", encoding="utf-8")
    assert {where.partition(":")[0] for where in said().split(", ")} == {"stacking.py", "urls.py"}


def test_another_version_stops():
    with pytest.raises(MachineError) as caught:
        guard.check(expected="71.0")
    told = render(caught.value.findings[0], "en")
    assert "expected WeasyPrint 71.0, found 70.0" in told


def test_parts_are_cut_with_their_decorators_and_in_all_their_places():
    source = b"@first\ndef one():\n    pass\nclass Two:\n    @second\n    def three(self): pass\n"
    source += b"ffi.cdef('a')\nffi.cdef('b')\n"
    known = File("", dict.fromkeys(("one", "Two", "Two.three", "ffi.cdef", "four"), ""))
    found = guard.parts(source, known.parts)
    assert found["one"] == guard.digest(b"@first\ndef one():\n    pass")
    assert found["Two.three"] == guard.digest(b"    @second\n    def three(self): pass")
    assert found["ffi.cdef"] == guard.digest(b"ffi.cdef('a')\nffi.cdef('b')")
    assert found["four"] == ""


@pytest.mark.parametrize("package", ["huozi.compile.setting", "huozi.compile.engine.guard"])
def test_importing_does_not_load_the_engine(package):
    code = f"import sys, {package}; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
