"""Work on a stranger's file: its result or its error comes back, and bounds are kept."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from huozi.messages import render
from huozi.sandbox import Bounds, quarantined
from huozi.store.closure import PACKAGE
from huozi.values.errors import InputError, machine_error
from huozi.values.manuscript import Place
from tests.books import make_book

PLACE = Place("a.pdf")
AMPLE = Bounds(seconds=600.0, memory_mib=512)


def sleeping() -> None:
    time.sleep(600)


def circling() -> None:
    while True:
        pass


def swallowing() -> int:
    return len(bytearray(1 << 30))


def dying() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sent_back(data: bytes) -> bytes:
    return data


def refusing() -> None:
    raise machine_error("quarantine-time", limit=1)


def failing() -> float:
    return 1 / 0


def unsendable() -> object:
    return lambda: None


def surroundings() -> tuple[int, int]:
    """The number of the process, and how many threads it has."""
    return os.getpid(), threading.active_count()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task", "bounds", "code"),
    [
        (sleeping, Bounds(0.5, 512), "quarantine-time"),
        (circling, Bounds(0.5, 512), "quarantine-time"),
        (swallowing, Bounds(600, 256), "quarantine-memory"),
        (dying, AMPLE, "quarantine-died"),
    ],
)
def test_what_hangs_swells_or_dies_is_told_of_the_file(task, bounds: Bounds, code: str) -> None:
    started = time.monotonic()
    with pytest.raises(InputError) as caught:
        quarantined(task, bounds=bounds, place=PLACE)
    assert time.monotonic() - started < 300, "its time is not waited for"
    (found,) = caught.value.findings
    assert (found.code, found.place) == (code, PLACE)
    assert all(render(found, language).startswith("a.pdf: ") for language in ("zh", "en"))


def test_results_come_back_whole() -> None:
    data = b"x" * (8 << 20)
    assert quarantined(sent_back, data, bounds=AMPLE) == data


def test_findings_of_the_work_come_back() -> None:
    with pytest.raises(type(machine_error(""))) as caught:
        quarantined(refusing, bounds=AMPLE)
    assert caught.value.findings[0].code == "quarantine-time"


@pytest.mark.parametrize(
    ("task", "name"), [(failing, "ZeroDivisionError"), (unsendable, "(?i)pickl")]
)
def test_a_fault_of_ours_is_not_blamed_on_the_file(task, name: str) -> None:
    with pytest.raises(RuntimeError, match=name) as caught:
        quarantined(task, bounds=AMPLE)
    assert "Traceback" in caught.value.__notes__[0]


def test_threads_of_the_press_do_not_come_along() -> None:
    """A fork would take the locks of other threads along, and nobody to open them."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        process, threads = quarantined(surroundings, bounds=AMPLE)
    finally:
        done.set()
        other.join()
    assert process != os.getpid()
    assert threads == 1


WORK = """
import sys
from pathlib import Path

from huozi.pdf.profile import purpose
from huozi.press import Order, press_book
from huozi.progress import Progress

print("begins")
book = Path(sys.argv[1])
order = Order(book, book / "output" / "book.pdf", jobs=1, purpose=purpose("plain-k"))
print(press_book(order, Progress()).pages, __file__ == sys.modules["__main__"].__file__)
"""


IN_A_THREAD = """
import sys, threading

thread = threading.Thread(target=exec, args=(WORK, globals()))
thread.start()
thread.join()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "script", [WORK, f"WORK = {WORK!r}\n{IN_A_THREAD}"], ids=["main", "thread"]
)
def test_a_script_without_a_main_guard_is_run_once(tmp_path: Path, script: str) -> None:
    """To make a press file has a process of its own judge it."""
    book = make_book(tmp_path / "book")
    library = tmp_path / "library.py"
    library.write_text(script, encoding="utf-8")
    made = subprocess.run(
        [sys.executable, str(library), str(book)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    begun, outcome = made.stdout.splitlines()
    assert (begun, outcome.split()[1]) == ("begins", "True")


def test_the_main_script_is_its_own_again() -> None:
    main = sys.modules["__main__"]
    quarantined(surroundings, bounds=AMPLE)
    assert sys.modules["__main__"] is main
