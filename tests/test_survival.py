"""A build may be killed at any moment, or run beside another: the book and the shelf stay sound."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from huozi.store.shelf import FOLDER
from tests.books import entry, make_book
from tests.pressing import press

ROOT = Path(__file__).parent.parent
TEXT = "一是班子建设得到加强。通过梳理排队，将全区的村级班子分为三类，进行分类指导。"
#: Seconds for whatever ends by itself, on a machine that has much else to do.
PATIENCE = 600
ENTRIES = {f"e{n}.md": entry(f"{TEXT * 60}\n", title=f"题{n}") for n in range(6)}


def book(folder: Path) -> Path:
    return make_book(folder, ENTRIES, {"front": ["title-page", "contents"]})


def build(folder: Path, *program: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *map(str, program or [ROOT / "build.py"]),
         "--book", str(folder), "--jobs", "2"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, cwd=ROOT, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


#: The program, which says when so many galleys lie on its shelf, and goes on at a word.
HELD = """
import sys
from huozi.cli.main import main
from huozi.store.shelf import Shelf

put, units = Shelf.put, int(sys.argv.pop(1))

def put_and_wait(shelf, digest, galley):
    put(shelf, digest, galley)
    if len(list(shelf.folder.glob("*/*.galley"))) == units:
        print("held", flush=True)
        sys.stdin.readline()

Shelf.put = put_and_wait
main()
"""


@contextmanager
def held(folder: Path, units: int) -> Iterator["subprocess.Popen[str]"]:
    """A build that waits when so many galleys lie on its shelf."""
    process = build(folder, "-c", HELD, units)
    try:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a build that nobody disturbs makes."""
    folder = book(tmp_path_factory.mktemp("good"))
    press(folder)
    return (folder / "output" / "book.pdf").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("signal_", "moments"),  # after so many galleys
    [(signal.SIGKILL, (1, 4, 8)), (signal.SIGINT, (1, 8)), (signal.SIGTERM, (4,))],
)
def test_a_build_that_is_killed_leaves_nothing_that_a_next_one_trips_over(
    tmp_path: Path, good: bytes, signal_: signal.Signals, moments: tuple[int, ...]
) -> None:
    folder = book(tmp_path)
    output = folder / "output" / "book.pdf"
    output.parent.mkdir()
    output.write_bytes(b"the last good book")
    for units in moments:
        with held(folder, units) as process:
            os.killpg(process.pid, signal_)
            _, said = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in said
        assert output.read_bytes() == b"the last good book"
        if signal_ is signal.SIGINT:
            assert process.returncode == 130
            assert list(folder.rglob("*.part")) == []
    last = build(folder)
    _, said = last.communicate(timeout=PATIENCE)
    assert (last.returncode, output.read_bytes()) == (0, good)
    assert "damaged" not in said


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_time_not_the_book(tmp_path: Path, good: bytes) -> None:
    folder = book(tmp_path)
    with held(folder, 1) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        said = process.communicate("go on\n", timeout=PATIENCE)
    assert process.returncode == 0, said
    assert (folder / "output" / "book.pdf").read_bytes() == good


@pytest.mark.slow
def test_two_builds_of_one_book_at_once(tmp_path: Path, good: bytes) -> None:
    folder = book(tmp_path)
    both = [build(folder), build(folder)]
    for process in both:
        said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
    assert (folder / "output" / "book.pdf").read_bytes() == good


@pytest.mark.slow
def test_a_clock_that_was_put_back_changes_nothing(tmp_path: Path, good: bytes) -> None:
    folder = book(tmp_path)
    press(folder)
    for path in folder.rglob("*"):
        os.utime(path, (time.time() + 10**6, time.time() + 10**6))
    again = press(folder)
    assert again.rebuilt == {}
    assert again.output.read_bytes() == good


@pytest.mark.slow
@pytest.mark.parametrize("limit", ["read-only", "full"])
def test_a_shelf_that_cannot_be_written_costs_time_not_the_book(
    tmp_path: Path, good: bytes, limit: str, monkeypatch
) -> None:
    folder = book(tmp_path / "book")
    shelf = folder / "output" / FOLDER
    shelf.parent.mkdir()
    if limit == "read-only":
        shelf.write_text("a file where the folder should be: not even root can write into it")
    else:
        full = Path("/dev/full")
        if not full.exists():
            pytest.skip("no /dev/full")
        original = os.fdopen

        def into_full(handle: int, *rest: object):
            if Path(f"/proc/self/fd/{handle}").resolve().is_relative_to(shelf):
                os.dup2(os.open(full, os.O_WRONLY), handle)
            return original(handle, *rest)

        monkeypatch.setattr(os, "fdopen", into_full)
    report = press(folder)
    assert report.output.read_bytes() == good
    assert report.findings == ()
    assert shelf.is_file() or not list(shelf.rglob("*.*"))
    shutil.rmtree(shelf, ignore_errors=True)
