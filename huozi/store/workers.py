"""Workers: compile units on several cores, or on other machines.

Long units go first, so that no core is left with the longest one at the end. The errors of all
units are gathered before anything is raised.

Processes of this machine are forked from the press, each with a pipe of its own: one that is
killed, even in the middle of its answer, is noticed at once and touches no other. (The pool of the
standard library shares its pipes, and waits for ever for the rest of such an answer.) None outlives
the press.
"""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, cast

from huozi.errors import HuoziError, InputError, MachineError
from huozi.galley import Galley, Unit
from huozi.model import Block, finding

if TYPE_CHECKING:
    from huozi.compile.galley import Compiler

#: Below this much text several processes cost more than they save.
_POOL_FROM_CHARS = 12_000
#: Frames of Python in a worker: CPython's own default, far above what nested boxes need.
_RECURSION_LIMIT = 1_000

Outcome = Galley | HuoziError
#: Begins to set units; their outcomes come in any order.
Setter = Callable[[Sequence[Unit]], Iterator[tuple[Unit, Outcome]]]
#: Opens a place where units are set: other processes, other machines.
Hire = Callable[["Compiler"], AbstractContextManager[Setter]]


def weight(unit: Unit) -> int:
    """About how long a unit takes: characters of its body."""
    bearer = dict(unit.data).get("entry") or dict(unit.data).get("matter")
    return 200 + sum(_chars(block) for block in getattr(bearer, "body", ()))


def _chars(block: Block) -> int:
    own = sum(len(node.text) + sum(len(c.text) for c in node.children) for node in block.inlines)
    return own + sum(_chars(child) for child in block.children)


def compile_all(
    units: Sequence[Unit],
    compiler: "Compiler",
    jobs: int | None = None,
    done: Callable[[Galley], None] = lambda galley: None,
    meanwhile: Callable[[], object] | None = None,
    hire: Hire | None = None,
    hands: "Hands | None" = None,
) -> dict[str, Galley]:
    """Compile units, in parallel where that pays. `done` hears of each galley as it comes.

    `meanwhile` is work for this process while others set type. `hire` names other workers than
    processes of this machine, `hands` are processes that stand by. Raises InputError with the
    findings of all units, MachineError when a unit killed every process it was given to.
    """
    if not units:
        return {}
    jobs = jobs or len(os.sched_getaffinity(0))
    ordered = sorted(units, key=weight, reverse=True)
    if hire is None:
        few = sum(map(weight, units)) < _POOL_FROM_CHARS
        warm = "engine" in vars(compiler)
        if jobs == 1 or (few and (warm or meanwhile is None)):
            here = ((unit, attempt(partial(compiler.compile, unit))) for unit in ordered)
            return _gathered(units, here, done)
        if not few and not hands:
            _ = compiler.engine  # loaded before the fork, so that it is loaded once
        hire = partial(processes, jobs=1 if few else min(jobs, len(units)), hands=hands)
    with hire(compiler) as start:
        outcomes = start(ordered)
        if meanwhile:
            meanwhile()
        return _gathered(units, outcomes, done)


def attempt(work: Callable[[], Galley]) -> Outcome:
    """The galley, or what is wrong with it."""
    try:
        return work()
    except HuoziError as error:
        return error


def _gathered(
    units: Sequence[Unit],
    outcomes: Iterable[tuple[Unit, Outcome]],
    done: Callable[[Galley], None],
) -> dict[str, Galley]:
    """All galleys, or the errors of all units, in the order of the units."""
    galleys: dict[str, Galley] = {}
    failed: dict[str, HuoziError] = {}
    for unit, outcome in outcomes:
        if isinstance(outcome, HuoziError):
            failed[unit.id] = outcome
        else:
            galleys[unit.id] = outcome
            done(outcome)
    told = [failed[unit.id] for unit in units if unit.id in failed]
    for trouble in told:
        if not isinstance(trouble, InputError):
            raise trouble
    if told:
        raise InputError(dict.fromkeys(found for trouble in told for found in trouble.findings))
    return {unit.id: galleys[unit.id] for unit in units}


# ---------------------------------------------------------------------------- processes

_context = get_context("fork")


@contextmanager
def processes(compiler: "Compiler", jobs: int, hands: "Hands | None" = None) -> Iterator[Setter]:
    """Forked workers: those that stand by, or new ones that are gone when the block is left."""
    if hands:
        yield partial(_dealt, hands.take_on(compiler, jobs))
        return
    with Hands() as own:
        yield partial(_dealt, own.take_on(compiler, jobs))


class Hands:
    """Processes of this machine that set type, from the block's begin to its end, however it ends.

    Those asked for at the start load the engine before there is anything to set, while the press
    still reads.
    """

    def __init__(self, count: int = 0) -> None:
        self._lifeline = os.pipe()
        self._crew = []
        for _ in range(count):
            self._crew.append(_Worker(None, self._lifeline))

    def __len__(self) -> int:
        return len(self._crew)

    def take_on(self, compiler: "Compiler", count: int) -> Sequence["_Worker"]:
        """So many of them, ready to set with a compiler."""
        for worker in self._crew:
            worker.appoint(compiler)
        while len(self._crew) < count:
            self._crew.append(_Worker(compiler, self._lifeline))
        return self._crew[:count]

    def __enter__(self) -> "Hands":
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()
        for end in self._lifeline:
            os.close(end)

    def dismiss(self) -> None:
        """Nothing is left to set: their memory is wanted for other things."""
        for worker in self._crew:
            worker.end()
        self._crew = []


class _Worker:
    """A process that sets one unit after the other."""

    def __init__(self, compiler: "Compiler | None", lifeline: tuple[int, int]) -> None:
        self.unit: Unit | None = None
        self.compiler = compiler
        self.lifeline = lifeline
        self.start()

    def start(self) -> None:
        """Begin, or begin again after it died."""
        self.pipe, theirs = _context.Pipe()
        self.process = _context.Process(
            target=_serve, args=(self.compiler, theirs, self.lifeline), daemon=True
        )
        # Ctrl-C waits until there is a process that is deaf to it: the press has the word.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        theirs.close()

    def appoint(self, compiler: "Compiler") -> None:
        """Have it set with this compiler from now on."""
        if self.compiler is not compiler:
            self.compiler = compiler
            with suppress(OSError):  # it is dead, as in `give`
                self.pipe.send(compiler)

    def give(self, unit: Unit) -> None:
        self.unit = unit
        with suppress(OSError):  # it is dead; `take` will find out
            self.pipe.send(unit)

    def take(self) -> object:
        """Its answer; None when it died."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            self.end()
            return None

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _dealt(crew: Sequence[_Worker], units: Sequence[Unit]) -> Iterator[tuple[Unit, Outcome]]:
    """Give every worker a unit now, and the next whenever its answer is fetched."""
    waiting = deque(units)
    for worker in crew:
        if waiting:
            worker.give(waiting.popleft())
    return _fetched(crew, waiting)


def _fetched(crew: Sequence[_Worker], waiting: deque[Unit]) -> Iterator[tuple[Unit, Outcome]]:
    """Outcomes as they come. What was lost with a killed process is set at the end.

    One at a time then, since it was memory, most likely, that ran out; and whoever kills a second
    process is named.
    """
    lost: list[Unit] = []
    while busy := {worker.pipe: worker for worker in crew if worker.unit}:
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]  # they are connections, all of them
            unit, worker.unit = worker.unit, None
            assert unit is not None
            answer = worker.take()
            if answer is None:
                lost.append(unit)
                worker.start()
            if waiting:
                worker.give(waiting.popleft())
            if answer is not None:
                yield unit, _outcome(answer)
    for unit in lost:
        crew[0].give(unit)
        answer = crew[0].take()
        crew[0].unit = None
        if answer is None:
            crew[0].start()
            answer = MachineError([finding("worker-died", unit.place)])
        yield unit, _outcome(answer)


def _outcome(answer: object) -> Outcome:
    """An answer as an outcome. Raises what is neither: a fault of ours."""
    if isinstance(answer, Galley | HuoziError):
        return answer
    assert isinstance(answer, BaseException), answer
    raise answer


def _serve(
    compiler: "Compiler | None", pipe: "Connection[object, object]", lifeline: tuple[int, int]
) -> None:
    """Set units, each with the compiler that came before it, until the press has no more."""
    reading, writing = lifeline
    os.close(writing)
    threading.Thread(target=_follow, args=(reading,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    # A template that includes itself ends in a RecursionError, not in an overflow of the C stack,
    # whatever limit the press was started with.
    sys.setrecursionlimit(_RECURSION_LIMIT)
    gc.disable()  # layout makes no garbage cycles worth a scan; a collection per unit is cheaper
    if compiler is None:
        with suppress(Exception):  # what is wrong is told when something is to be set
            from huozi.compile.galley import get_ready

            get_ready()
    with suppress(EOFError, OSError):
        while True:
            unit = pipe.recv()
            if not isinstance(unit, Unit):
                compiler = cast("Compiler", unit)
                continue
            assert compiler is not None
            try:
                answer: object = attempt(partial(compiler.compile, unit))
            except Exception as error:
                answer = error
            pipe.send(answer)
            gc.collect(0)


def _follow(lifeline: int) -> None:
    """End with the press, also when it was killed."""
    os.read(lifeline, 1)
    os._exit(0)
