"""Workers: compile units on several cores, or on other machines; link booklets on several cores.

Long units go first, so that no core is left with the longest one at the end. The errors of all
units are gathered before anything is raised.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct

from huozi.store.hands import Hands, Worker, attempt, outcome, processors
from huozi.values.errors import HuoziError, InputError, MachineError
from huozi.values.galley import Galley, Unit
from huozi.values.manuscript import Place, finding

if TYPE_CHECKING:
    from huozi.compile.compiler import Compiler

#: Below this much text several processes cost more than they save.
_POOL_FROM_CHARS = 12_000

Outcome = Galley | HuoziError
#: Begins to set units; their outcomes come in any order.
Setter = Callable[[Sequence[Unit]], Iterator[tuple[Unit, Outcome]]]
#: Opens a place where units are set: other processes, other machines.
Hire = Callable[["Compiler"], AbstractContextManager[Setter]]


class Piece(Protocol):
    """A piece of work that can be done by itself."""

    @property
    def id(self) -> str:
        """A name that no other piece has."""

    @property
    def place(self) -> Place:
        """The place to name when the work fails."""


class Ticket(Struct, frozen=True):
    """A piece that workers know by name, because it existed when they were forked."""

    id: str
    place: Place


_P = TypeVar("_P", bound=Piece)
_R = TypeVar("_R")


def compile_all(
    units: Sequence[Unit],
    compiler: "Compiler",
    jobs: int | None = None,
    done: Callable[[Galley], None] = lambda galley: None,
    meanwhile: Callable[[], object] | None = None,
    hire: Hire | None = None,
    hands: Hands | None = None,
) -> dict[str, Galley]:
    """Compile units, in parallel where that pays. `done` is called with each galley as it comes.

    `meanwhile` is called in this process while others set type. `hire` gives workers elsewhere
    instead of processes on this machine, `hands` are processes that stand by. Raises InputError
    with the findings of all units, MachineError when a unit killed every process it was given to.
    """
    if not units:
        return {}
    jobs = jobs or processors()
    ordered = sorted(units, key=lambda unit: unit.weight, reverse=True)
    if hire is None:
        few = sum(unit.weight for unit in units) < _POOL_FROM_CHARS
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


def share_out(
    tickets: Sequence[Ticket],
    work: Callable[[Ticket], _R],
    jobs: int | None = None,
    done: Callable[[_R], None] = lambda made: None,
) -> dict[str, _R]:
    """Work on pieces in forked processes, which know all that this process knows at the start.

    The result of `work` is sent back, and `done` is called with it here. Raises as `compile_all`.
    """
    jobs = min(jobs or processors(), len(tickets))
    if jobs <= 1:
        here = ((ticket, attempt(partial(work, ticket))) for ticket in tickets)
        return _gathered(tickets, here, done)
    with Hands() as own:
        return _gathered(tickets, _dealt(own.take_on(work, jobs), tickets), done)


def _gathered(
    pieces: Sequence[_P],
    outcomes: Iterable[tuple[_P, _R | HuoziError]],
    done: Callable[[_R], None],
) -> dict[str, _R]:
    """All results by id. Raises the errors of all pieces together, in the order of the pieces."""
    made: dict[str, _R] = {}
    failed: dict[str, HuoziError] = {}
    for piece, came in outcomes:
        if isinstance(came, HuoziError):
            failed[piece.id] = came
        else:
            made[piece.id] = came
            done(came)
    told = [failed[piece.id] for piece in pieces if piece.id in failed]
    for trouble in told:
        if not isinstance(trouble, InputError):
            raise trouble
    if told:
        raise InputError(dict.fromkeys(found for trouble in told for found in trouble.findings))
    return {piece.id: made[piece.id] for piece in pieces}


# ---------------------------------------------------------------------------- processes


@contextmanager
def processes(compiler: "Compiler", jobs: int, hands: Hands | None = None) -> Iterator[Setter]:
    """Forked workers: those that stand by, or new ones that end with the block."""
    if hands:
        yield partial(_dealt, hands.take_on(compiler.compile, jobs, compiler.reach))
        return
    with Hands() as own:
        yield partial(_dealt, own.take_on(compiler.compile, jobs, compiler.reach))


def _dealt(crew: Sequence[Worker], pieces: Sequence[_P]) -> Iterator[tuple[_P, Any]]:
    """Give every worker a piece now, and the next whenever its answer is fetched."""
    waiting = deque(pieces)
    for worker in crew:
        if waiting:
            worker.give(waiting.popleft())
    return _fetched(crew, waiting)


def _fetched(crew: Sequence[Worker], waiting: deque[_P]) -> Iterator[tuple[_P, Any]]:
    """The outcomes as they come. Pieces whose process was killed are tried again at the end.

    They are tried one at a time, because most likely memory ran out. A piece that kills a second
    process is named in an error.
    """
    lost: list[_P] = []
    while busy := {worker.pipe: worker for worker in crew if worker.piece}:
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]  # they are connections, all of them
            piece, worker.piece = worker.piece, None
            answer = worker.take()
            if answer is None:
                lost.append(piece)
                worker.start()
            if waiting:
                worker.give(waiting.popleft())
            if answer is not None:
                yield piece, outcome(answer)
    for piece in lost:
        crew[0].give(piece)
        answer = crew[0].take()
        crew[0].piece = None
        if answer is None:
            crew[0].start()
            answer = MachineError([finding("worker-died", piece.place)])
        yield piece, outcome(answer)
