"""Hands that stand by: one process that gets ready, prepares, and divides when there is work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path

import pytest

from huozi.store.hands import Appointment, Hands, _foreword, processors
from huozi.values.galley import Galley, Unit
from tests.store.test_workers import Compiler, unit

ROOT = Path(__file__).parents[2]
PREPARED: list[str] = []


class Careful(Compiler):
    """Its galleys say what was prepared in its process, and in which."""

    def prepare(self) -> None:
        PREPARED.append(f"prepared in {os.getpid()}")

    def compile(self, unit: Unit) -> Galley:
        return Galley(unit.id, (" ".join(PREPARED).encode(),), counts=(("pid", os.getpid()),))


@pytest.fixture
def hands() -> Iterator[Hands]:
    with Hands(2, ready=lambda: PREPARED.append("ready")) as hands:
        yield hands


def set_by(*workers) -> list[Galley]:
    for worker in workers:
        worker.give(unit("a"))
    return [worker.take() for worker in workers]


def pid(galley: Galley) -> int:
    return dict(galley.counts)["pid"]


def test_they_set_with_the_compiler_they_are_given(hands: Hands) -> None:
    for compiler in (Compiler(), Compiler()):
        first, second = hands.take_on(compiler.compile, 2)
        first.give(unit("a"))
        second.give(unit("b"))
        assert {first.take().unit_id, second.take().unit_id} == {"a", "b"}
    hands.dismiss()
    assert not hands


def test_what_is_done_before_the_first_piece_is_done_once(hands: Hands) -> None:
    compiler = Careful()
    hands.expect(Appointment(compiler.compile, compiler.prepare))
    first, second = set_by(*hands.take_on(compiler.compile, 2))
    assert pid(first) != pid(second)
    assert os.getpid() not in (pid(first), pid(second))
    said = f"ready prepared in {pid(first)}".encode()
    assert (first.contents, second.contents) == ((said,), (said,))
    assert PREPARED == []


def test_what_goes_wrong_before_the_first_piece_is_told_with_a_piece() -> None:
    with Hands(2, ready=lambda: 1 // 0) as hands:
        compiler = Compiler()
        hands.expect(Appointment(compiler.compile, fail))
        assert [g.unit_id for g in set_by(*hands.take_on(compiler.compile, 2))] == ["a", "a"]


def fail() -> None:
    raise ValueError


def test_no_more_than_are_wanted(hands: Hands) -> None:
    assert len(hands.take_on(Compiler().compile, 1)) == len(hands) == 1


def test_more_than_were_foreseen(hands: Hands) -> None:
    compiler = Compiler()
    assert len({pid(galley) for galley in set_by(*hands.take_on(compiler.compile, 4))}) == 4


@pytest.mark.parametrize("which", [0, 1])
def test_one_that_died_is_noticed(hands: Hands, which: int) -> None:
    crew = hands.take_on(Compiler().compile, 2)
    before = set_by(*crew)
    os.kill(pid(before[which]), signal.SIGKILL)
    crew[which].give(unit("a"))
    assert crew[which].take() is None
    crew[which].start()
    after = set_by(*crew)
    assert pid(after[1 - which]) == pid(before[1 - which])
    assert pid(after[which]) != pid(before[which])


def test_the_first_that_died_is_not_waited_for(hands: Hands, monkeypatch) -> None:
    """Those that divided from it live on, and hold what tells of its end."""

    def late(*_: object) -> None:
        raise TimeoutError("it waits")

    monkeypatch.setattr("huozi.store.hands._END_SECONDS", 600.0)
    before = signal.signal(signal.SIGALRM, late)
    first, second = hands.take_on(Careful().compile, 2)
    assert all(set_by(first, second))
    try:
        signal.alarm(120)
        os.kill(first.process.pid, signal.SIGKILL)
        assert first.take() is None
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    first.start()
    assert all(set_by(first, second))


def unsendable(_: object) -> None:
    error = ValueError("what went wrong")
    error.held = lambda: None  # type: ignore[attr-defined]
    raise error


class UnreadableError(Exception):
    def __init__(self, one: str, _: str) -> None:
        super().__init__(one)


def unreadable(_: object) -> None:
    raise UnreadableError("what went wrong", "")


@pytest.mark.parametrize("work", [unsendable, unreadable])
def test_a_bug_is_told_as_it_is_though_it_cannot_travel(hands: Hands, work, capfd) -> None:
    (worker,) = hands.take_on(work, 1)
    worker.give(unit("a"))
    answer = worker.take()
    assert isinstance(answer, Exception)
    assert "what went wrong" in str(answer)
    assert capfd.readouterr().err == ""


def test_one_that_died_while_it_stood_by_is_noticed(hands: Hands) -> None:
    hands._crew[0].process.kill()
    crew = hands.take_on(Compiler().compile, 2)
    assert set_by(*crew) == [None, None]
    for worker in crew:
        worker.start()
    assert [galley.unit_id for galley in set_by(*crew)] == ["a", "a"]


def test_all_are_gone_when_they_are_dismissed(hands: Hands) -> None:
    made = set_by(*hands.take_on(Compiler().compile, 2))
    hands.dismiss()
    for galley in made:
        with pytest.raises(ProcessLookupError):
            os.kill(pid(galley), 0)


def notes_that_it_was_asked() -> None:
    PREPARED.append("asked")


def test_who_stands_by_waits_for_the_last_appointment_and_a_number() -> None:
    """… and prepares for each. When the press is gone there is none, and nothing is said."""
    ours, theirs = Pipe()
    lifeline, end = os.pipe()
    first, last = Appointment(fail), Appointment(set_by, notes_that_it_was_asked)
    for message in (first, last, 2):
        ours.send(message)
    try:
        assert _foreword(theirs, lifeline) == (last, 2)
        assert PREPARED == ["asked"]
        ours.close()
        assert _foreword(theirs, lifeline) == (None, 0)
        kept, waiting = Pipe()
        os.close(end)
        assert _foreword(waiting, lifeline) == (None, 0)
        kept.close()
        waiting.close()
    finally:
        PREPARED.clear()
        theirs.close()
        os.close(lifeline)


@pytest.mark.slow
def test_their_time_is_counted() -> None:
    """A press is measured with all that worked for it."""
    before = sum(os.times()[2:4])
    with Hands(2, ready=lambda: None) as hands:
        busy = Busy()
        assert None not in set_by(*hands.take_on(busy.compile, 2))
    assert sum(os.times()[2:4]) - before > 2 * Busy.CPU_SECONDS * 0.9


class Busy(Compiler):
    CPU_SECONDS = 0.2

    def compile(self, unit: Unit) -> Galley:
        while time.process_time() < self.CPU_SECONDS:
            pass
        return super().compile(unit)


KILLED = """
import sys, time
sys.path.insert(0, ".")
from huozi.store.hands import Hands
from tests.store.test_workers import Compiler, unit

class Slow(Compiler):
    def compile(self, unit):
        print("setting", flush=True)
        time.sleep(600)

with Hands(2, ready=lambda: None) as hands, Hands(1, ready=lambda: None) as others:
    if sys.argv[1] == "at work":
        work = Slow().compile
        for worker in (*hands.take_on(work, 2), *others.take_on(work, 1)):
            worker.give(unit("a"))
    else:
        print("standing by", flush=True)
    time.sleep(600)
"""


@pytest.mark.slow
@pytest.mark.parametrize("when", ["at work", "standing by"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_none_outlives_the_press(when: str, how: int) -> None:
    """They hold its standard output: it ends with the last of them."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, when],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    process.send_signal(how)
    process.communicate(timeout=120)


def test_the_processors_are_those_this_process_may_use() -> None:
    assert processors() == len(os.sched_getaffinity(0))


@pytest.mark.parametrize(("counted", "told"), [(6, 6), (None, 1)])
def test_where_nobody_tells_which_processors_those_of_the_machine_count(
    monkeypatch, counted: int | None, told: int
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.delattr(os, "process_cpu_count", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: counted)
    assert processors() == told
    monkeypatch.setattr(os, "process_cpu_count", lambda: 3, raising=False)
    assert processors() == 3
