"""How much time and memory the setting of one unit may take.

A book's own templates and styles are programs: they can go round for ever, or ask for more than
there is. So can a text that is a million brackets. Time is that of the processor, counted while a
unit is set: a machine that is busy with something else refuses no book.
"""

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from huozi.kernel import address_space

#: Seconds for any unit, and for each of its characters: a hundred times what a slow machine takes.
_SECONDS, _SECONDS_A_CHARACTER = 120.0, 0.002
#: Beyond what the process takes when a unit is begun: a hundred pages with pictures take a tenth.
MEMORY_MIB = 3_072
_AGAIN_SECONDS = 1.0  # a library may pass the first word over


class SpentError(BaseException):
    """A unit has had its time. No error that a library would take for one of its own."""


def seconds(characters: int) -> float:
    """Seconds of processor time that a unit of so many characters may take."""
    return _SECONDS + characters * _SECONDS_A_CHARACTER


@contextmanager
def bounded(limit: float) -> Iterator[None]:
    """Raises SpentError or MemoryError where the block takes more.

    The main thread of a program alone hears signals; another one is watched.
    """
    with _quiet, _little_memory():
        if threading.current_thread() is threading.main_thread():
            with _signalled(limit):
                yield
        else:
            with _watched(limit):
                yield


@contextmanager
def _signalled(limit: float) -> Iterator[None]:
    """The time of the main thread, of which a signal tells."""

    def spent(*_: object) -> None:
        raise SpentError

    before = signal.signal(signal.SIGPROF, spent)
    signal.setitimer(signal.ITIMER_PROF, limit, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _watched(limit: float) -> Iterator[None]:
    """The same for this thread, whose time another one looks at."""
    ident, done = threading.get_ident(), threading.Event()
    spent = _clock(ident)

    def watch() -> None:
        while not done.wait(min(max(limit - spent(), 0.01), _AGAIN_SECONDS)):
            if spent() > limit:
                _raise_in(ident, SpentError)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with suppress(SpentError):  # on its way when the block ended
            done.set()
            watcher.join()
        _raise_in(ident, None)


class _Quiet:
    """Tells nobody of a SpentError that came up where none can be raised, as in a finaliser or in
    a call back of the collector: it is raised again soon, and then heard.
    """

    def __init__(self) -> None:
        self._lock, self._blocks = threading.Lock(), 0
        self._told = sys.unraisablehook  # to whom all else is told

    def __enter__(self) -> None:
        with self._lock:
            self._blocks += 1
            if self._blocks == 1:
                self._told, sys.unraisablehook = sys.unraisablehook, self._hear

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._blocks -= 1
            if not self._blocks:
                sys.unraisablehook = self._told

    def _hear(self, unraisable: "sys.UnraisableHookArgs") -> None:
        if not isinstance(unraisable.exc_value, SpentError):
            self._told(unraisable)


_quiet = _Quiet()


def _clock(ident: int) -> Callable[[], float]:
    """Seconds of processor time of a thread from now on; of the wall where a system tells none."""
    read: Callable[[], float]
    if hasattr(time, "pthread_getcpuclockid"):
        read = partial(time.clock_gettime, time.pthread_getcpuclockid(ident))
    else:
        read = time.monotonic
    begun = read()
    return lambda: read() - begun


def _raise_in(ident: int, error: type[BaseException] | None) -> None:
    """Raise an error in a thread as soon as it runs Python code; None takes back one on its way."""
    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), raised)


@contextmanager
def _little_memory() -> Iterator[None]:
    import resource  # not on every system, nor is `SIGPROF`

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    size = address_space()  # a press that lives long has grown with what it keeps
    most = size + (MEMORY_MIB << 20)
    if size and (soft == resource.RLIM_INFINITY or soft > most):
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
