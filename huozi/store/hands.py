"""Hands 人手: worker processes on this machine, none of which outlives the press.

Each worker is forked and has a pipe of its own. When one is killed, even in the middle of its
answer, the press notices at once and no other worker is affected. (The pool of the standard library
shares its pipes and would wait for ever for the rest of such an answer.)

Those that stand by are one process at first. It gets ready while the press still reads, and divides
when work is given out, so that the engine is loaded once and its memory shared.

To fork is safe as long as no other thread holds a lock that the child will want. The press has no
threads of its own when it forks; a program that uses Huozi as a library and has some, or a system
whose frameworks start them unasked (macOS, where Pango may load CoreText), orders one job: then
nothing is forked.
"""

import gc
import os
import pickle
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from huozi.confine import confine
from huozi.values.errors import HuoziError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Pipe = Connection[Any, Any]

Work = Callable[[Any], object]
_R = TypeVar("_R")

#: Frames of Python in a worker: CPython's own default, far above what nested boxes need.
_RECURSION_LIMIT = 1_000
#: How long a worker may go on after it was told to end.
_END_SECONDS = 5.0

_context = get_context("fork")
#: Pipe ends that the press alone holds open: when they close, the workers know that it is gone.
_held: set[int] = set()
#: In a worker: the appointment whose files it is bound to.
_bound: list["Appointment"] = []


def processors() -> int:
    """How many processors this process may use; where the system can't say, how many there are."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return getattr(os, "process_cpu_count", os.cpu_count)() or 1


class Appointment(Struct, frozen=True):
    """The work of a process from now on, and what it can prepare before the first piece comes."""

    work: Work
    prepare: Callable[[], object] | None = None
    reach: Callable[[], Iterable[Path]] | None = None  # the only files it reads; None: unbound


def attempt(work: Callable[[], _R]) -> _R | HuoziError:
    """The result of some work, or the HuoziError that it raised."""
    try:
        return work()
    except HuoziError as error:
        return error


def outcome(answer: object) -> object:
    """The outcome in an answer. Raises any error in it that is not a HuoziError: that is a bug."""
    if isinstance(answer, BaseException) and not isinstance(answer, HuoziError):
        raise answer
    return answer


def load_engine() -> None:
    """Load the engine, as every process that sets type does first."""
    from huozi.compile.engine.hooks import hold
    from huozi.compile.ready import get_ready

    hold()
    get_ready()


class Hands:
    """Worker processes that live as long as a `with` block, however it ends.

    `count` of them stand by: they call `ready` while the press still reads.
    """

    def __init__(self, count: int = 0, ready: Callable[[], object] = load_engine) -> None:
        self._lifeline, self._end = os.pipe()
        _held.add(self._end)
        self._crew = _standing_by(count, self._lifeline, ready) if count else []
        self._divided = not count

    def __len__(self) -> int:
        return len(self._crew)

    def expect(self, appointment: Appointment) -> None:
        """Tell the workers that stand by what their work will be, so that they prepare for it."""
        for worker in self._crew if self._divided else self._crew[:1]:
            worker.appoint(appointment)

    def take_on(
        self, work: Work, count: int, reach: Callable[[], Iterable[Path]] | None = None
    ) -> Sequence["Worker"]:
        """Return `count` workers that are ready for a work."""
        appointment = Appointment(work, reach=reach)
        self.expect(appointment)
        if not self._divided:
            self._divide(count)
        while len(self._crew) < count:
            self._crew.append(Worker(self._lifeline, appointment))
        return self._crew[:count]

    def _divide(self, count: int) -> None:
        """Divide the process that stands by into `count` workers, or as many as were foreseen."""
        first, *others = self._crew
        self._crew, surplus = [first, *others[: count - 1]], others[count - 1 :]
        first.tell(len(self._crew))
        for worker in self._crew:
            worker.appointment = first.appointment
        for worker in surplus:
            worker.pipe.close()
        self._divided = True

    def __enter__(self) -> "Hands":
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()
        _held.remove(self._end)
        for end in (self._lifeline, self._end):
            os.close(end)

    def dismiss(self) -> None:
        """End all workers, because nothing is left to do and their memory is needed."""
        if not self._divided:
            self._crew[0].process.kill()  # it may be busy getting ready
        for worker in self._crew:
            worker.hang_up()
        for worker in self._crew:
            worker.end()
        self._crew, self._divided = [], True


class Worker:
    """A process that works on one piece after another."""

    def __init__(
        self,
        lifeline: int,
        appointment: Appointment | None = None,
        pipe: "Pipe | None" = None,
    ) -> None:
        """Start a new process, or take the one at the other end of `pipe`."""
        self.piece: Any = None
        self.appointment = appointment
        self.lifeline = lifeline
        self.process: Any = None
        if pipe is None:
            self.start()
        else:
            self.pipe = pipe

    def start(self) -> None:
        """Start the process, or start it again after it died."""
        self.pipe, theirs = _context.Pipe()
        self.process = _forked(_begin, self.appointment, theirs, self.lifeline)
        theirs.close()

    def works_at(self, work: Work) -> bool:
        """Whether this is the worker's present appointment."""
        return self.appointment is not None and self.appointment.work == work

    def appoint(self, appointment: Appointment) -> None:
        """Tell the worker to do this work from now on."""
        if not self.works_at(appointment.work):
            self.appointment = appointment
            self.tell(appointment)

    def give(self, piece: object) -> None:
        """Give the worker a piece."""
        self.piece = piece
        self.tell(piece)

    def tell(self, message: object) -> None:
        """Send the worker a message."""
        with suppress(OSError):  # it is dead; `take` will find out
            self.pipe.send(message)

    def take(self) -> object:
        """The worker's answer; None when it died."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            if self.process:  # waited for by its id: what divided from it holds its other signs
                self.process.kill()
                self.process.join()
            self.end()
            return None

    def hang_up(self) -> None:
        """Tell the process to end, whatever it does. It may be dead or never have existed."""
        with suppress(OSError), socket.socket(fileno=os.dup(self.pipe.fileno())) as end:
            end.shutdown(socket.SHUT_WR)

    def end(self) -> None:
        """Wait until the process has ended, and kill it if that takes too long."""
        self.hang_up()
        with suppress(EOFError, OSError):
            while self.pipe.poll(_END_SECONDS):
                self.pipe.recv_bytes()
        self.pipe.close()
        if self.process:
            self.process.join(_END_SECONDS)
            self.process.kill()
            self.process.join()


def _forked(target: Callable[..., None], *args: object) -> Any:
    """Start a process. Ctrl-C is held back until the process ignores it: the press handles it."""
    process = _context.Process(target=target, args=args, daemon=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return process


# ------------------------------------------------------------------------- in the other process


def _settle() -> None:
    """Set up a new worker process."""
    for end in _held:  # else one process would keep the other alive
        os.close(end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    # A template that includes itself ends in a RecursionError, not in an overflow of the C stack,
    # whatever limit the press was started with.
    sys.setrecursionlimit(_RECURSION_LIMIT)
    gc.disable()  # layout makes no garbage cycles worth a scan; a collection per unit is cheaper


def _begin(appointment: Appointment, pipe: "Pipe", lifeline: int) -> None:
    _settle()
    _bind(appointment)
    _serve(appointment, pipe, lifeline)


def _standing_by(count: int, lifeline: int, ready: Callable[[], object]) -> list[Worker]:
    """The workers that stand by: the process of the first one exists already."""
    pipes = [_context.Pipe() for _ in range(count)]
    ours, theirs = [pipe[0] for pipe in pipes], [pipe[1] for pipe in pipes]
    process = _forked(_stand_by, ready, ours, theirs, lifeline)
    for pipe in theirs:
        pipe.close()
    crew = [Worker(lifeline, pipe=pipe) for pipe in ours]
    crew[0].process = process
    return crew


def _stand_by(
    ready: Callable[[], object],
    theirs: "list[Pipe]",
    pipes: "list[Pipe]",
    lifeline: int,
) -> None:
    """Get ready, prepare for the appointment, divide, and work.

    No thread may run before the division: a fork would take its locks along.
    """
    _settle()
    for pipe in theirs:
        pipe.close()
    with suppress(Exception):  # what is wrong is told when something is to be done
        ready()
    appointment, count = _foreword(pipes[0], lifeline)
    if appointment is None:
        return
    gc.freeze()  # what is shared with the others stays as it is
    mine = pipes[0]
    for pipe in pipes[1:count]:
        if os.fork() == 0:
            mine = pipe
            break
    for pipe in pipes:
        if pipe is not mine:
            pipe.close()
    _serve(appointment, mine, lifeline)
    _exit()


def _foreword(pipe: "Pipe", lifeline: int) -> tuple[Appointment | None, int]:
    """The appointment and the number of workers; no appointment when the press is gone."""
    appointment = None
    while True:
        if lifeline in wait([pipe, lifeline]):
            return None, 0
        try:
            said = pipe.recv()
        except (EOFError, OSError):
            return None, 0
        if not isinstance(said, Appointment):
            return appointment, said
        appointment = said
        _prepare(appointment)


def _bind(appointment: Appointment) -> None:
    """Give up what the work does not need, before anything of a book is worked on.

    What can't be prepared for is told by the work itself, which will find the same wrong.
    """
    if appointment.reach is None or _bound:
        return
    _bound.append(appointment)
    try:
        files = tuple(appointment.reach())
    except HuoziError:
        files = ()
    confine(files)


def _prepare(appointment: Appointment) -> None:
    _bind(appointment)
    with suppress(Exception):  # as above
        if appointment.prepare:
            appointment.prepare()


def _serve(appointment: Appointment, pipe: "Pipe", lifeline: int) -> None:
    """Work on pieces, each by the last appointment, until the press has no more."""
    threading.Thread(target=_follow, args=(lifeline, pipe.fileno()), daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            piece = pipe.recv()
            if isinstance(piece, Appointment):
                appointment = piece
                continue
            try:
                answer: object = attempt(partial(appointment.work, piece))
            except Exception as error:
                answer = _portable(error)
            pipe.send(answer)
            gc.collect(0)


def _portable(error: Exception) -> Exception:
    """The error, or one with its words where it can't be pickled."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _follow(lifeline: int, pipe: int) -> None:
    """End when the press ends, is killed, or closes the pipe."""
    ends = select.poll()
    ends.register(lifeline, select.POLLIN)
    ends.register(pipe, getattr(select, "POLLRDHUP", select.POLLHUP))  # Linux; others
    ends.poll()
    _exit()


def _exit() -> None:
    """End the process. One that divided ends after its children, so that their time is counted."""
    with suppress(ChildProcessError):
        while True:
            os.wait()
    os._exit(0)
