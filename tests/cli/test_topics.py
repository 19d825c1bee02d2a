"""`help`, and what a shell is told may follow."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from huozi.cli.main import cli
from huozi.cli.topics import TOPICS, page
from tests.shell import DONE, USAGE, caller

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def run(monkeypatch, capsys):
    return caller(monkeypatch, capsys)


def test_pages_are_listed_with_their_titles(run) -> None:
    listed = run("help").out
    assert all(f"  {topic}" in listed for topic in TOPICS)
    assert "How to write a book's content" in listed


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_shown(run, topic) -> None:
    said = run("help", topic)
    assert said.code == DONE
    assert said.out.strip() == page(topic, "en").read_text("utf-8").strip()


def test_a_page_is_in_the_readers_language_where_there_is_one(run) -> None:
    assert run("help", "content", lang="zh_CN.UTF-8").out != run("help", "content").out
    assert run("help", "library", lang="zh_CN.UTF-8").out == run("help", "library").out


def test_a_commands_options_are_shown(run) -> None:
    assert run("help", "check").out == run("check", "--help").out
    assert "--signature" in run("help", "impose").out


def test_a_slip_gets_the_page_that_was_meant(run) -> None:
    said = run("help", "contnet")
    assert said.code == USAGE
    assert "'content'" in said.err


def completed(*words: str) -> list[str]:
    """What a shell is told may stand in the place of the last word."""
    env = {
        **os.environ, "PYTHONPATH": str(ROOT), "_BUILD_PY_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("build.py", *words)), "COMP_CWORD": str(len(words)),
    }  # fmt: skip
    made = subprocess.run(
        [sys.executable, ROOT / "build.py"], env=env, capture_output=True, text=True, check=True
    )
    return [line.partition(",")[2] for line in made.stdout.splitlines()]


@pytest.mark.slow
def test_a_shell_completes_commands() -> None:
    assert completed("") == sorted(cli.commands)
    assert completed("che") == ["check"]


@pytest.mark.slow
def test_a_shell_completes_options_and_their_values() -> None:
    assert completed("--fin") == ["--final", "--findings"]
    assert completed("check", "--for") == ["--format"]
    assert completed("check", "--format", "s") == ["sarif"]
    assert "--signature" in completed("impose", "--s")


def test_the_script_for_a_shell_is_printed() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "_BUILD_PY_COMPLETE": "bash_source"}
    made = subprocess.run(
        [sys.executable, ROOT / "build.py"], env=env, capture_output=True, text=True, check=True
    )
    assert "complete " in made.stdout
