"""How much time and memory the setting of one unit may take.

A book's own templates and styles are programs: they can go round for ever, or ask for more than
there is. So can a text that is a million brackets. Time is that of the processor, counted while a
unit is set: a machine that is busy with something else refuses no book.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

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

    In any but the main thread of a program, which alone hears signals, nothing is bounded.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def spent(*_: object) -> None:
        raise SpentError

    before = signal.signal(signal.SIGPROF, spent)
    signal.setitimer(signal.ITIMER_PROF, limit, _AGAIN_SECONDS)
    try:
        with _little_memory():
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


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
