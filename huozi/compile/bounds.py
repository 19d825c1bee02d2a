"""Limits the processor time and memory that the setting of one unit may take.

A book's own templates and styles are programs: they can loop for ever or ask for more memory than
there is, and so can a text that is a million brackets. The time is processor time, so that a busy
machine refuses no book.
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
    """A unit has used up its time. It is no Exception, so that no library catches it."""


def seconds(characters: int) -> float:
    """The processor time in seconds that a unit of so many characters may take."""
    return _SECONDS + characters * _SECONDS_A_CHARACTER


@contextmanager
def bounded(limit: float) -> Iterator[None]:
    """Limit the time (`limit` seconds) and memory of the block. Raises SpentError or MemoryError.

    The main thread is interrupted by a signal; any other thread is watched by a second one.
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
    """Limit the processor time of the main thread by a timer signal."""

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
    """Limit the processor time of this thread by a second thread that reads its clock."""
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
    """Suppresses the report of a SpentError that came up where Python can't raise it, as in a
    finaliser or a callback of the garbage collector. It is raised again soon after.
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
    """A clock of a thread's processor time in seconds, from now on; of wall time on systems that do
    not tell it.
    """
    read: Callable[[], float]
    if hasattr(time, "pthread_getcpuclockid"):
        read = partial(time.clock_gettime, time.pthread_getcpuclockid(ident))
    else:
        read = time.monotonic
    begun = read()
    return lambda: read() - begun


def _raise_in(ident: int, error: type[BaseException] | None) -> None:
    """Raise an error in a thread as soon as it runs Python code; None cancels a pending one."""
    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), raised)


@contextmanager
def _little_memory() -> Iterator[None]:
    """Limit the address space to what the process has now and `MEMORY_MIB` more."""
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
