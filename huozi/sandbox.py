"""Work on a stranger's file in a process of its own, with bounded memory and time.

A PDF of a few kilobytes can unfold to gigabytes, nest until the stack is full, or run in circles.
Some of that ends in a C++ reader, where no exception is left to catch: what happens there must not
happen to the press. The process reads no file but those it is given, writes none, opens no socket
and starts no program (`huozi.confine`): whoever takes it over has gained time and memory.

The process comes from a fork server. It carries nothing of the press (no memory, no open files, no
locks of threads that are not there), as a spawned one would not; it takes 10 ms from the second on,
as a forked one would; and what a file may take does not depend on what the press has taken.
"""

import atexit
import contextlib
import faulthandler
import math
import multiprocessing
import shutil
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from msgspec import Struct

from huozi.confine import confine
from huozi.files import temporary_folder
from huozi.kernel import address_space
from huozi.values.errors import HuoziError, InputError
from huozi.values.manuscript import Place, finding

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much the work on one file may take."""

    seconds: float
    memory_mib: int  # beyond what the process takes at its start


#: Modules that processes will want, beside those of the first task.
_ahead: dict[str, None] = {}


def preload(*modules: str) -> None:
    """Have modules loaded once for all processes to come: where many files want several tasks."""
    _ahead.update(dict.fromkeys(modules))


def quarantined(
    task: Callable[..., Made], *arguments: Any, bounds: Bounds, place: Place | None = None
) -> Made:
    """`task(*arguments)` in a process of its own; `place` names the file where it has to be named.

    Task, arguments and result travel between processes: no lambdas, no open files, nothing of the
    program's main script. Raises what the task raises, and InputError when a bound is hit or the
    process falls.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([task.__module__, "huozi.kernel", *_ahead])
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(task, arguments, bounds, place, there), daemon=True)
    _keep_sockets()
    with _undisturbed(), _nameless_main():
        child.start()
    there.close()
    try:
        if not here.poll(bounds.seconds):
            raise InputError([finding("quarantine-time", place, limit=f"{bounds.seconds:g}")])
        made: object = here.recv()
    except (EOFError, OSError) as error:
        raise InputError([finding("quarantine-died", place)]) from error
    finally:
        child.kill()
        child.join()
        here.close()
    if isinstance(made, BaseException):
        raise made
    return made  # type: ignore[return-value]


@cache
def _keep_sockets() -> None:
    """Have the fork server's socket in a temporary folder of ours, which a later run can sweep."""
    kept = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    if "tempdir" not in kept:
        kept["tempdir"] = str(folder := temporary_folder())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until the process is there; that is ended by the press, and hears of nothing."""
    resource_tracker.ensure_running()  # started within, it would let Ctrl-C through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Nameless(ModuleType):
    """The main script, without the name by which a new process would run it once more."""

    __file__: str | None = None  # nor has it a `__spec__`, as a new module has none

    def __init__(self, main: ModuleType) -> None:
        super().__init__("__main__")
        self._main = main

    def __getattr__(self, name: str) -> Any:
        return getattr(self._main, name)


_starting = threading.Lock()


@contextlib.contextmanager
def _nameless_main() -> Iterator[None]:
    """A process that is started inside the block does not run the main script.

    `multiprocessing` has every new process run it, as far as a main guard; a script that uses Huozi
    as a library need not have one. What the script itself sees stays as it is.
    """
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = _Nameless(main)
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _work(
    task: Callable[..., object], arguments: tuple[Any, ...], bounds: Bounds, place: Place | None,
    answer: Connection,
) -> None:  # fmt: skip
    faulthandler.disable()  # a fall is told in a message
    confine(_named(arguments))
    _bind(bounds)
    with contextlib.suppress(BrokenPipeError), answer:
        try:
            answer.send(task(*arguments))
        except HuoziError as error:
            answer.send(error)
        except MemoryError:
            answer.send(InputError([finding("quarantine-memory", place, limit=bounds.memory_mib)]))
        except BrokenPipeError:
            raise
        except Exception as error:  # a fault of ours: the press says so
            fault = RuntimeError(f"{type(error).__name__}: {error}")
            fault.add_note(traceback.format_exc())
            answer.send(fault)


def _named(value: object) -> Iterator[Path]:
    """The files that are named in arguments, in whatever they are made of: all that may be read."""
    if isinstance(value, Path):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _named(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _named(getattr(value, field.name))
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _named(getattr(value, name))


def _bind(bounds: Bounds) -> None:
    """Bound this process; its time, too, in case the press is killed and can't end it."""
    with contextlib.suppress(ImportError):  # not on every system
        import resource

        second = math.ceil(bounds.seconds) + 1
        space = address_space() + (bounds.memory_mib << 20)
        for what, limit in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_CPU, second),
            (resource.RLIMIT_AS, space),
        ):
            with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already
                resource.setrlimit(what, (limit, limit))
