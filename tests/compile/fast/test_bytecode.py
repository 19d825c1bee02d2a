"""Generated code: where it lies, and that it is used."""

import os
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FunctionLoader

from huozi.compile.fast import bytecode
from huozi.compile.fast.bytecode import TemplateCache, folders
from huozi.files import code_folder

PACKAGED = Path(bytecode.__file__).parent


@pytest.fixture
def home(monkeypatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "beside"))
    return tmp_path / "home" / "huozi" / "bytecode"


@pytest.fixture
def beside(home: Path, tmp_path: Path) -> Path:
    """Where the bytecode of the package lies."""
    folder = tmp_path / "beside" / PACKAGED.relative_to("/")
    folder.mkdir(parents=True)
    return folder


def test_it_lies_beside_the_package_where_that_can_be_written(home, beside, monkeypatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert tuple(folders()) == (beside,)
    assert not home.exists()


@pytest.mark.parametrize("why", ["told", "read-only"])
def test_else_it_lies_in_the_machines_folder_and_is_looked_for_in_both(
    home: Path, beside: Path, monkeypatch, why: str
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", why == "told")
    if why == "read-only":
        monkeypatch.setattr(os, "access", lambda path, mode: path != beside)
    assert tuple(folders()) == (home, beside)
    assert home.is_dir()


def test_a_machine_without_a_home_has_what_lies_beside_the_package(
    home: Path, beside: Path, monkeypatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    assert code_folder() is None
    assert tuple(folders()) == (beside,)


@pytest.mark.parametrize("mode", [0o720, 0o702])
def test_code_that_others_could_have_written_is_not_run(home: Path, mode: int) -> None:
    home.mkdir(parents=True)
    home.chmod(mode)
    assert code_folder() is None
    home.chmod(0o700)
    assert code_folder() == home


def test_code_of_another_user_is_not_run(home: Path, monkeypatch) -> None:
    assert code_folder() == home
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert code_folder() is None


def translate(source: str) -> tuple[str, int]:
    """A template's outcome, and how often it had to be translated for it."""
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(lambda name: (source, name, None)),
        bytecode_cache=TemplateCache({}),
    )
    translated = []
    original = environment._parse
    environment._parse = lambda *given: translated.append(1) or original(*given)
    return environment.get_template("page.html").render(), len(translated)


@pytest.mark.parametrize("told", [False, True])
def test_a_template_is_translated_once(home: Path, beside: Path, monkeypatch, told: bool) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", told)
    assert translate("{{ 1 + 1 }}") == ("2", 1)
    assert translate("{{ 1 + 1 }}") == ("2", 0)
    assert translate("{{ 1 + 2 }}") == ("3", 1)
    (kept,) = (home if told else beside).glob("template-*.cache")
    kept.write_bytes(b"damaged")
    assert translate("{{ 1 + 2 }}") == ("3", 1)
    assert translate("{{ 1 + 2 }}") == ("3", 0)


def test_a_translation_that_set_up_left_is_used(home: Path, beside: Path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    translate("{{ 1 + 1 }}")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert translate("{{ 1 + 1 }}") == ("2", 0)
    assert list(home.iterdir()) == []
