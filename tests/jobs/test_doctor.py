"""`huozi doctor`: what is missing is told with the command that brings it."""

import subprocess
from contextlib import contextmanager

import pytest

from huozi.jobs import doctor
from huozi.jobs.doctor import Health, HealthState, examined
from huozi.messages import catalogue
from huozi.values.errors import machine_error
from tests.shell import DONE, MACHINE, caller


def one(about: str) -> Health:
    (found,) = (health for health in examined() if health.about == about)
    return found


@pytest.fixture
def quick(monkeypatch):
    """Without the second that the engine takes."""
    monkeypatch.setattr(doctor, "_engine", lambda: Health("engine", HealthState.GOOD, "70.0"))


@pytest.mark.slow
def test_this_machine_can_make_books() -> None:
    found = list(examined())
    assert [health for health in found if health.state is HealthState.MISSING] == []
    assert all(f"doctor-{health.about}" in catalogue("zh") for health in found)


def test_a_library_that_is_missing_or_of_another_version_is_told(quick, monkeypatch) -> None:
    wanted = ["click<9,>=8.2", "weasyprint==1.0", "nothing-of-the-kind>=1", "x; extra == 'y'"]
    monkeypatch.setattr(doctor, "requires", lambda name: wanted)
    health = one("libraries")
    assert health.state is HealthState.MISSING
    assert health.found == "weasyprint==1.0, nothing-of-the-kind>=1"
    assert "pip install 'weasyprint==1.0'" in health.command


def test_an_engine_that_does_not_start_is_told_with_its_reason(monkeypatch) -> None:
    ended = subprocess.CompletedProcess([], 1, "", "Traceback\nOSError: no libpango\n")
    monkeypatch.setattr(doctor.subprocess, "run", lambda *a, **more: ended)
    health = doctor._engine()
    assert (health.state, health.found) == (HealthState.MISSING, "OSError: no libpango")
    assert "libpango-1.0-0" in health.command


def test_a_machine_without_fontconfig(quick, monkeypatch) -> None:
    @contextmanager
    def asking():
        raise machine_error("fontconfig-missing")
        yield

    monkeypatch.setattr(doctor.machine, "asking", asking)
    assert "apt-get install fontconfig" in one("fontconfig").command


def test_fonts_are_asked_for_by_role(quick, monkeypatch) -> None:
    monkeypatch.setattr(doctor.machine, "answer", lambda asked: ())
    monkeypatch.setattr(doctor, "house_faces", lambda: ())
    states = {health.about: health.state for health in examined() if "font-" in health.about}
    assert states == {
        "font-song": HealthState.MISSING,
        "font-hei": HealthState.MISSING,
        "font-kai": HealthState.MISSING,
        "font-latin": HealthState.MISSING,
        "font-mono": HealthState.OPTIONAL,
        "font-fang": HealthState.OPTIONAL,
    }
    assert "fonts-lxgw-wenkai" in one("font-kai").command


def test_a_cache_that_cannot_be_written(quick, monkeypatch, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert one("cache").state is HealthState.OPTIONAL


@pytest.mark.parametrize(
    ("free", "state"),
    [(500, HealthState.MISSING), (1000, HealthState.OPTIONAL), (8000, HealthState.GOOD)],
)
def test_memory(free, state) -> None:
    assert doctor._memory(lambda: f"MemAvailable:   {free * 1024} kB\n").state is state


def test_a_system_that_does_not_tell_its_memory() -> None:
    def unknown():
        raise FileNotFoundError

    assert doctor._memory(unknown).state is HealthState.GOOD


@pytest.mark.parametrize(("state", "code"), [(HealthState.GOOD, DONE), (HealthState.OPTIONAL, DONE),
                                             (HealthState.MISSING, MACHINE)])  # fmt: skip
def test_the_exit_code_tells(state, code, monkeypatch, capsys) -> None:
    health = Health("office", state, "", "apt-get install it")
    monkeypatch.setattr("huozi.jobs.doctor.examined", lambda: iter([health]))
    monkeypatch.setattr("huozi.cli.doctor.examined", lambda: iter([health]))
    said = caller(monkeypatch, capsys)("doctor")
    assert said.code == code
    assert ("apt-get install it" in said.out) is (state is not HealthState.GOOD)
