"""Progress: one line on a terminal, plain lines in a log, nothing when quiet."""

import io

import pytest

from huozi.progress import STEPS, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def english(monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(stream: io.StringIO, total: int, quiet: bool = False) -> str:
    progress = Progress(quiet, stream)
    for name in STEPS:
        progress.step(name)
        if name == "compile":
            with progress.counting(total) as tick:
                for _ in range(total):
                    tick()
    progress.clear()
    return stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_quiet_says_nothing(stream: io.StringIO) -> None:
    assert run(stream, 20, quiet=True) == ""


def test_a_log_gets_a_line_a_step_and_one_about_every_tenth() -> None:
    lines = run(io.StringIO(), 78).splitlines()
    counts = [line for line in lines if line.startswith("2/5 setting: ")]
    assert [line for line in lines if line not in counts] == [
        "1/5 reading", "2/5 setting", "3/5 making up pages", "4/5 linking",
        "5/5 reading the book back",
    ]  # fmt: skip
    assert 10 <= len(counts) <= 12
    assert counts[-1] == "2/5 setting: 78/78"


@pytest.mark.parametrize("total", [1, 2, 9])
def test_a_short_book_is_counted_through(total: int) -> None:
    lines = run(io.StringIO(), total).splitlines()
    assert sum(line.startswith("2/5 setting: ") for line in lines) == total


def test_nothing_to_set_is_not_counted() -> None:
    assert "setting: " not in run(io.StringIO(), 0)


def test_a_terminal_is_left_with_an_empty_line() -> None:
    said = run(Terminal(), 20)
    assert said.endswith("\r\x1b[K")
    assert "1/5 reading" in said
