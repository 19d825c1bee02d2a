"""Workers: the same galleys from one process and from several, and all errors at once."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from huozi.store import workers
from huozi.store.workers import Ticket, compile_all, share_out
from huozi.values.errors import HuoziError, InputError, MachineError
from huozi.values.galley import ContentsList, EntryText, Galley, Unit
from huozi.values.manuscript import Block, BlockKind, Entry, Inline, InlineKind, Place, finding
from huozi.values.style import UnitKind


def unit(name: str, chars: int = 10, kind: UnitKind = UnitKind.ARTICLE) -> Unit:
    place = Place(f"content/{name}.md", 1)
    text = Block(BlockKind.PARAGRAPH, place, (Inline(InlineKind.TEXT, "字" * chars),))
    entry = Entry(name, place, kind, name, (name,), name, name, body=(text,))
    return Unit(name, kind, place, EntryText(entry), name)


class Compiler:
    """Sets nothing: a galley says which unit it is of, and which process made it."""

    def __init__(self, **faults: HuoziError) -> None:
        self.faults = faults
        self.engine_started = 0
        self.compiled: list[str] = []
        self.reach = None  # it is not bound to any files

    @property
    def engine(self) -> None:
        self.engine_started += 1

    def compile(self, unit: Unit) -> Galley:
        self.compiled.append(unit.id)
        if unit.id in self.faults:
            raise self.faults[unit.id]
        return Galley(unit.id, (unit.id.encode(),), counts=(("pid", os.getpid()),))


@pytest.fixture(params=[1, 2], ids=["alone", "two-jobs"])
def press(request: pytest.FixtureRequest, monkeypatch):
    """`compile_all` in this process and in a pool."""
    monkeypatch.setattr(workers, "_POOL_FROM_CHARS", 0)
    return partial(compile_all, jobs=request.param)


UNITS = [unit("a", 10), unit("b", 5000), unit("c", 300), unit("d", 300)]


def test_as_many_work_as_there_are_processors_unless_the_order_says(monkeypatch) -> None:
    """With one processor all is done here; so is what is little, whatever there is."""
    monkeypatch.setattr(workers, "processors", lambda: 1)
    monkeypatch.setattr(workers, "_POOL_FROM_CHARS", 0)
    here = Compiler()
    galleys = compile_all(UNITS, here)
    assert list(galleys) == ["a", "b", "c", "d"]
    assert here.compiled == ["b", "c", "d", "a"], "long units first"
    tickets = [Ticket(name, Place(f"content/{name}.md", 1)) for name in "ab"]
    assert share_out(tickets, lambda ticket: os.getpid()) == {"a": os.getpid(), "b": os.getpid()}
    monkeypatch.setattr(workers, "processors", lambda: 2)
    away = share_out(tickets, lambda ticket: os.getpid())
    assert os.getpid() not in away.values()
    assert share_out(tickets[:1], lambda ticket: os.getpid()) == {"a": os.getpid()}
    assert compile_all([], here) == {}


@pytest.mark.slow
def test_every_unit_gets_its_galley(press) -> None:
    galleys = press(UNITS, Compiler())
    assert {name: galley.contents for name, galley in galleys.items()} == {
        name: (name.encode(),) for name in "abcd"
    }


@pytest.mark.slow
def test_each_galley_is_told_once_as_it_comes(press) -> None:
    told: list[str] = []
    press(UNITS, Compiler(), done=lambda galley: told.append(galley.unit_id))
    assert sorted(told) == list("abcd")


@pytest.mark.slow
def test_the_errors_of_all_units_are_gathered(press) -> None:
    faults = {
        name: InputError([finding("glyph-missing", Place(f"content/{name}.md", 3), char=name)])
        for name in "ad"
    }
    told: list[str] = []
    with pytest.raises(InputError) as raised:
        press(UNITS, Compiler(**faults), done=lambda galley: told.append(galley.unit_id))
    assert sorted(f.place.file for f in raised.value.findings) == ["content/a.md", "content/d.md"]
    assert sorted(told) == ["b", "c"], "what could be set is kept for the next run"


@pytest.mark.slow
def test_a_finding_that_two_units_share_is_told_once(press) -> None:
    fault = InputError([finding("template", Place("templates/entry.html", 3), reason="x")])
    with pytest.raises(InputError) as raised:
        press(UNITS, Compiler(a=fault, b=fault))
    assert len(raised.value.findings) == 1


@pytest.mark.slow
def test_findings_come_in_the_order_of_the_book(press) -> None:
    """Not in the order in which processes happened to be ready."""
    faults = {
        name: InputError([finding("glyph-missing", Place(f"content/{name}.md", 1), char=name)])
        for name in "abcd"
    }
    with pytest.raises(InputError) as raised:
        press(UNITS, Compiler(**faults))
    assert [f.place.file[8] for f in raised.value.findings] == list("abcd")


@pytest.mark.slow
def test_what_the_machine_lacks_outweighs_what_the_manuscript_lacks(press) -> None:
    with pytest.raises(MachineError):
        press(
            UNITS,
            Compiler(
                a=MachineError([finding("font-missing", family="x", package="y")]),
                b=InputError([finding("glyph-missing", char="字")]),
            ),
        )


def test_nothing_to_do_starts_nothing(press) -> None:
    compiler = Compiler()
    assert press([], compiler) == {}
    assert compiler.engine_started == 0


def test_one_job_stays_in_this_process() -> None:
    galleys = compile_all(UNITS, Compiler(), jobs=1)
    assert {dict(galley.counts)["pid"] for galley in galleys.values()} == {os.getpid()}


@pytest.mark.slow
def test_two_jobs_leave_this_process_alone(monkeypatch) -> None:
    monkeypatch.setattr(workers, "_POOL_FROM_CHARS", 0)
    compiler = Compiler()
    galleys = compile_all(UNITS, compiler, jobs=2)
    assert os.getpid() not in {dict(galley.counts)["pid"] for galley in galleys.values()}
    assert compiler.engine_started == 1, "the engine is loaded before the fork"


def test_a_short_text_is_not_worth_a_pool() -> None:
    galleys = compile_all([unit("a"), unit("b")], Compiler(), jobs=2)
    assert {dict(galley.counts)["pid"] for galley in galleys.values()} == {os.getpid()}


def test_long_units_go_first() -> None:
    compiler = Compiler()
    compile_all(UNITS, compiler, jobs=1)
    assert compiler.compiled == ["b", "c", "d", "a"]


def test_a_units_weight_is_all_its_text() -> None:
    place = Place("content/a.md")
    words = (Inline(InlineKind.STRONG, children=(Inline(InlineKind.TEXT, "字" * 7),)),)
    inner = Block(BlockKind.PARAGRAPH, place, words)
    nested = Block(BlockKind.QUOTE, place, children=(inner, inner))
    entry = Entry("a", place, UnitKind.ARTICLE, "a", ("a",), "a", "a", body=(nested, inner))
    heavy = Unit("a", UnitKind.ARTICLE, place, EntryText(entry))
    assert heavy.weight == 200 + 21


class Dying(Compiler):
    def compile(self, unit: Unit) -> Galley:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


@pytest.mark.slow
def test_a_worker_that_dies_is_a_fault_of_the_machine(monkeypatch) -> None:
    """The system kills the largest process when memory runs out."""
    monkeypatch.setattr(workers, "_POOL_FROM_CHARS", 0)
    with pytest.raises(MachineError) as raised:
        compile_all(UNITS, Dying(), jobs=2)
    (found,) = raised.value.findings
    assert found.code == "worker-died"


INTERRUPTED = """
import sys, time
sys.path.insert(0, ".")
from huozi.store import workers
from tests.store.test_workers import Compiler, UNITS, Galley

class Slow(Compiler):
    def compile(self, unit):
        print("setting", flush=True)
        time.sleep(300)
        return Galley(unit.id, (b"",))

workers._POOL_FROM_CHARS = 0
try:
    workers.compile_all(UNITS * 2, Slow(), jobs=int(sys.argv[1]))
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [2, 12], ids=["all-busy", "some-idle"])
def test_an_interrupt_stops_all_processes_without_a_word(jobs: int) -> None:
    """Ctrl-C reaches every process of the terminal's group."""
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(jobs)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    said, errors = process.communicate(timeout=120)  # not even the units at hand are set
    assert said.endswith("interrupted\n")
    assert errors == ""


class DyingOnce(Compiler):
    """Its process is killed over the first unit, and over no other."""

    def __init__(self, marker: Path) -> None:
        super().__init__()
        self.marker = marker

    def compile(self, unit: Unit) -> Galley:
        try:
            self.marker.touch(exist_ok=False)
        except FileExistsError:
            return super().compile(unit)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


@pytest.mark.slow
def test_what_a_killed_worker_had_is_set_by_another(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(workers, "_POOL_FROM_CHARS", 0)
    told: list[str] = []
    galleys = compile_all(
        UNITS, DyingOnce(tmp_path / "died"), jobs=2, done=lambda galley: told.append(galley.unit_id)
    )
    assert list(galleys) == sorted(told) == list("abcd")
    assert os.getpid() not in {dict(galley.counts)["pid"] for galley in galleys.values()}


def test_the_unit_that_kills_is_named(monkeypatch) -> None:
    monkeypatch.setattr(workers, "_POOL_FROM_CHARS", 0)
    with pytest.raises(MachineError) as raised:
        compile_all(UNITS[1:2], Dying(), jobs=2)
    assert raised.value.findings[0].place == Place("content/b.md", 1)


def test_a_cold_press_has_something_else_to_do_while_a_unit_is_set() -> None:
    """Few units: one process sets them, this one loads what comes next."""
    done: list[int] = []
    compiler = Compiler()
    galleys = compile_all(UNITS[:1], compiler, meanwhile=lambda: done.append(os.getpid()))
    assert done == [os.getpid()]
    assert dict(galleys["a"].counts)["pid"] != os.getpid()
    assert compiler.engine_started == 0


def test_a_warm_press_sets_a_few_units_itself() -> None:
    compiler = Compiler()
    vars(compiler)["engine"] = "warm"
    galleys = compile_all(UNITS[:1], compiler, meanwhile=lambda: None)
    assert dict(galleys["a"].counts)["pid"] == os.getpid()


def test_others_may_be_hired(monkeypatch) -> None:
    """Any place that takes units and gives galleys will do."""

    @contextmanager
    def hire(compiler):
        yield lambda units: ((unit, compiler.compile(unit)) for unit in reversed(units))

    compiler = Compiler()
    assert list(compile_all(UNITS, compiler, hire=hire)) == list("abcd")
    assert sorted(compiler.compiled) == list("abcd")


def test_a_press_that_is_killed_takes_its_workers_along() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, "3"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    process.kill()
    process.communicate(timeout=120)  # ends when nobody holds the pipes any more


def test_long_contents_weigh_more_than_a_short_text() -> None:
    """They take the time of twenty pages, and would be the last to be done."""
    rows = tuple(("题目" * 8, number) for number in range(70))
    listing = Unit(
        "c", UnitKind.CONTENTS, Place("content/book.yaml"), ContentsList(rows, 3, "目录")
    )
    assert listing.weight > unit("a", 1000).weight


# ---------------------------------------------------------------------------- other work


TICKETS = [Ticket(name, Place(f"content/{name}.md")) for name in "cab"]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_work_is_shared_out_and_comes_back_in_order(jobs: int) -> None:
    """It may know what can't travel to another process."""
    known = {name: (lambda name=name: name * 2) for name in "abc"}
    told: list[str] = []
    made = share_out(TICKETS, lambda ticket: known[ticket.id](), jobs, told.append)
    assert list(made.items()) == [("c", "cc"), ("a", "aa"), ("b", "bb")]
    assert sorted(told) == ["aa", "bb", "cc"]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_wrong_with_each_piece_is_gathered(jobs: int) -> None:
    told: list[str] = []

    def work(ticket: Ticket) -> str:
        if ticket.id in "ac":
            raise InputError([finding("glyph-missing", ticket.place, char=ticket.id)])
        return ticket.id

    with pytest.raises(InputError) as raised:
        share_out(TICKETS, work, jobs, told.append)
    assert [found.place for found in raised.value.findings] == [t.place for t in TICKETS[:2]]
    assert told == ["b"]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_ours_is_not_taken_for_an_answer(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        share_out(TICKETS, lambda ticket: 1 / 0, jobs)


@pytest.mark.slow
def test_the_piece_that_kills_its_process_is_named() -> None:
    def work(ticket: Ticket) -> str:
        if ticket.id == "a":
            os.kill(os.getpid(), signal.SIGKILL)
        return ticket.id

    told: list[str] = []
    with pytest.raises(MachineError) as raised:
        share_out(TICKETS, work, 2, told.append)
    assert [(f.code, f.place) for f in raised.value.findings] == [
        ("worker-died", Place("content/a.md"))
    ]
    assert sorted(told) == ["b", "c"]
