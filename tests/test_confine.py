"""What a process that works for strangers can't do: reach out, start programs, see other files."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from huozi import confine, kernel
from huozi.sandbox import Bounds, quarantined
from huozi.values.errors import InputError
from tests.books import make_book

AMPLE = Bounds(seconds=600.0, memory_mib=512)


def reach_out() -> object:
    return socket.socket()


def pair_up() -> object:
    return socket.socketpair()


def run_a_program() -> object:
    return subprocess.run(["true"], check=True)


def read_outside() -> object:
    return Path("/etc/passwd").read_bytes()


def list_outside() -> object:
    return tuple(Path("/etc").iterdir())


def write() -> object:
    return tempfile.TemporaryFile()


ATTEMPTS: tuple[Callable[[], object], ...] = (
    reach_out, run_a_program, read_outside, list_outside, write,
)  # fmt: skip
#: A pair of sockets leads nowhere by itself: the hook does not see it.
TRIED = [
    *((attempt, means) for attempt in ATTEMPTS for means in ("kernel", "hook")),
    (pair_up, "kernel"),
]


def in_a_child(work: Callable[[], object]) -> bytes:
    """What some work did in a process of its own: `done`, or the name of its error."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        said = b"nothing"
        with suppress(BaseException):
            try:
                work()
                said = b"done"
            except BaseException as error:
                said = type(error).__name__.encode()
        os.write(theirs, said)
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as file:
        said = file.read()
    os.waitpid(child, 0)  # another may be left of another test
    return said


@pytest.mark.slow
@pytest.mark.parametrize(("attempt", "means"), TRIED)
def test_a_confined_process_is_refused(
    attempt: Callable[[], object], means: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if means == "hook":  # another system, an old kernel
        monkeypatch.setattr(kernel, "refuse_calls", lambda: False)

    def work() -> None:
        confine.confine(())
        attempt()

    assert in_a_child(attempt) == b"done"
    assert in_a_child(work) == b"PermissionError"


def test_linux_confines_by_its_kernel() -> None:
    def work() -> None:
        assert kernel.refuse_calls()
        assert kernel.refuse_files(())

    assert in_a_child(work) == (b"done" if sys.platform == "linux" else b"AssertionError")


@pytest.mark.parametrize("means", ["kernel", "hook"])
def test_what_is_named_can_be_read(
    tmp_path: Path, means: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if means == "hook":
        monkeypatch.setattr(kernel, "refuse_calls", lambda: False)
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)

    def work(*names: str) -> None:
        confine.confine([tmp_path / "a"])
        for name in names:
            (tmp_path / name).read_text()

    assert in_a_child(lambda: work("a")) == b"done"
    assert in_a_child(lambda: work("a", "b")) == b"PermissionError"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        ("network", b"PermissionError"), ("text", b"PermissionError"),
        ("aside", b"PermissionError"),
        ("shelf", b"done"), ("program", b"done"), ("read", b"done"), ("pair", b"done"),
    ],
)  # fmt: skip
def test_a_press_writes_its_shelf_and_reaches_no_network(
    tmp_path: Path, attempt: str, said: bytes
) -> None:
    for name in ("book", "shelf", "aside"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text("a")
    attempts: dict[str, Callable[[], object]] = {
        "network": lambda: socket.socket(socket.AF_INET),
        "text": lambda: (tmp_path / "book" / "a").write_text("b"),
        "aside": lambda: (tmp_path / "aside" / "a").read_text(),
        "shelf": lambda: (tmp_path / "shelf" / "b").write_text("b"),
        "program": lambda: subprocess.run(["fc-list"], check=True, capture_output=True),
        "read": lambda: (tmp_path / "book" / "a").read_text(),
        "pair": pair_up,
    }

    def work() -> None:
        assert confine.confine_press([tmp_path / "book"], [tmp_path / "shelf"])
        attempts[attempt]()

    assert in_a_child(work) == (said if sys.platform == "linux" else b"AssertionError")


def test_a_thread_is_bound_for_a_while(tmp_path: Path) -> None:
    with confine.at_work([tmp_path]):
        (tmp_path / "a").write_text("a")
        for attempt in ATTEMPTS:
            with pytest.raises(PermissionError):
                attempt()
    assert read_outside()


def opened(path: Path) -> bytes:
    return path.read_bytes()


def test_quarantine_reads_the_files_it_is_given(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
    assert quarantined(opened, tmp_path / "a.pdf", bounds=AMPLE) == b"%PDF"
    with pytest.raises(RuntimeError, match="PermissionError"):
        quarantined(opened_beside, tmp_path / "a.pdf", bounds=AMPLE)


def opened_beside(path: Path) -> bytes:
    return path.with_name("b.pdf").read_bytes()


def test_quarantine_has_no_network() -> None:
    with pytest.raises(RuntimeError, match="PermissionError"):
        quarantined(reach_out, bounds=AMPLE)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_those_who_set_type_are_confined(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huozi.compile import markup
    from huozi.press import Order, press_book
    from huozi.progress import Progress
    from huozi.store import workers

    monkeypatch.setattr(workers, "_POOL_FROM_CHARS", 0)
    monkeypatch.setattr(markup, "spaced", lambda text, longest=4: str(read_outside()))
    markup._environments.clear()
    book = make_book(
        tmp_path, {"甲.md": "甲。\n", "乙.md": "乙。\n"},
        files={"templates/article.html": "{{ 'x' | spaced }}"},
    )  # fmt: skip
    with pytest.raises(InputError) as raised:
        press_book(Order(book, tmp_path / "a.pdf", jobs=jobs), Progress(quiet=True))
    told = raised.value.findings[0]
    assert (told.code, dict(told.params)["reason"][:10]) == ("template", "[Errno 13]")
