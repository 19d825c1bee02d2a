"""The fonts of a machine, as fontconfig lists them."""

import signal
import subprocess
from pathlib import Path

import pytest

from huozi.fonts import machine
from huozi.values.errors import MachineError
from tests.fonts.small import installed_in, make


@pytest.fixture
def listed(tmp_path: Path, monkeypatch):
    """What fontconfig makes of these files."""

    def look(**files: dict) -> dict[str, machine.Installed]:
        for name, said in files.items():
            make(tmp_path / "fonts" / f"{name}.{'otf' if said.get('cff') else 'ttf'}", **said)
        installed_in(tmp_path / "fonts", monkeypatch)
        return {face.path.stem: face for face in machine.answer(machine.ask())}

    return look


@pytest.mark.parametrize(
    ("os2", "fontconfig"),
    [(100, 0), (200, 40), (300, 50), (400, 80), (500, 100), (600, 180), (700, 200), (800, 205),
     (900, 210)],
)  # fmt: skip
def test_every_weight_is_listed_on_fontconfigs_scale(listed, os2: int, fontconfig: int) -> None:
    (face,) = listed(a={"family": "Any", "weight": os2, "style": "Text"}).values()
    assert (face.weight, face.mislabelled) == (fontconfig, False)
    assert machine.scaled(os2) == fontconfig


def test_a_face_is_told_by_all_that_its_choice_needs(listed) -> None:
    found = listed(
        plain={"family": "Any", "cff": True},
        slanted={"family": "Any", "style": "Italic"},
        narrow={"family": "Any Narrow", "width": 3, "typographic": "Any"},
    )
    assert {name: face.format for name, face in found.items()} == {
        "plain": "CFF", "slanted": "TrueType", "narrow": "TrueType"
    }  # fmt: skip
    assert found["plain"].slant == 0 < found["slanted"].slant
    assert found["narrow"].width < found["plain"].width == 100
    assert set(found["narrow"].families) == {"Any", "Any Narrow"}
    assert not any(face.is_variable or face.is_coloured for face in found.values())
    assert all(face.has_outlines and face.index == 0 for face in found.values())


def test_a_bold_that_calls_itself_regular_is_bold(listed) -> None:
    """FandolSong-Bold.otf is one."""
    found = listed(
        regular={"family": "Fan"},
        bold={"family": "Fan", "style": "Bold"},
        demi={"family": "Fan", "style": "SemiBold", "weight": 600},
    )
    told = {name: (face.weight, face.mislabelled) for name, face in found.items()}
    assert told == {"regular": (80, False), "bold": (200, True), "demi": (180, False)}


@pytest.mark.parametrize("error", [FileNotFoundError("fc-list"), PermissionError("fc-list")])
def test_a_machine_without_fontconfig(monkeypatch, error: OSError) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(MachineError) as raised:
        machine.ask()
    assert [found.code for found in raised.value.findings] == ["fontconfig-missing"]


def test_a_fontconfig_that_fails(monkeypatch) -> None:
    monkeypatch.setattr(machine, "_COMMAND", ("false",))
    with pytest.raises(MachineError) as raised:
        machine.answer(machine.ask())
    assert [found.code for found in raised.value.findings] == ["fontconfig-missing"]


def test_lines_nobody_expects_are_passed_over(monkeypatch) -> None:
    row = "Any,任意\tRegular\t80\t0\t100\tTrueType\tFalse\tTrue\tFalse\t0\t/a.ttf"
    monkeypatch.setattr(machine, "_COMMAND", ("printf", f"\\nFontconfig warning: x\\n{row}\\n"))
    (face,) = machine.answer(machine.ask())
    assert face.families == ("Any", "任意")


@pytest.mark.parametrize(("weight", "index"), [("[0 210]", "0"), ("80", "65536")])
def test_a_variable_font_and_its_instances_are_variable(monkeypatch, weight, index) -> None:
    variable = "True" if index == "0" else "False"
    row = f"Any\tX\t{weight}\t0\t[75 100]\tTrueType\t{variable}\tTrue\tFalse\t{index}\t/a.ttf"
    monkeypatch.setattr(machine, "_COMMAND", ("printf", f"{row}\\n"))
    assert machine.answer(machine.ask())[0].is_variable


def test_who_leaves_before_the_answer_does_not_wait_for_it(monkeypatch, own_engine) -> None:
    """The first question on a machine may take minutes; a mistake in the text is told at once."""
    monkeypatch.setattr(machine, "_COMMAND", ("sleep", "60"))
    with pytest.raises(KeyError), machine.asking() as asked:
        raise KeyError
    assert asked.returncode == -signal.SIGKILL
