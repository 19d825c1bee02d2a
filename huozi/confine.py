"""Confinement: a process that works on what strangers wrote gives up the network and other files.

The first line is elsewhere: the engine asks one fetcher for everything, and that knows one book
(`compile/engine/fetch.py`). This is the second one, for the day a library does what it should not.
It is the kernel's where that can be had (Linux: seccomp refuses sockets and programs, Landlock all
files but those named; both can't be taken back), and a hook of the interpreter else, which sees
what Python code opens and nothing of what a C library does.
"""

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: What libraries read of a machine: themselves, fonts and their catalogues, the zone of its clock.
_MACHINE = (
    "/usr", "/lib", "/lib64", "/nix/store", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime",
    "/var/cache/fontconfig", "/dev/null", "/dev/urandom", "/proc/self/statm",
    "/System/Library", "/Library/Fonts", "/opt/homebrew", "/private/var/db",
)  # fmt: skip

#: What this whole process is bound to.
_bound: list[tuple[Path, ...]] = []

# ---------------------------------------------------------------------------- of the whole process


def confine(files: Iterable[Path]) -> None:
    """From now on this process opens no socket, starts no program, writes no file, and reads none
    but these (whole folders, where one is named) and what belongs to the program.

    What is open stays open. Threads that run already are not bound.
    """
    allowed = _real(tuple(files))
    from huozi import kernel  # loaded where it is wanted

    _bound.append(allowed)
    if not (kernel.refuse_calls() and kernel.refuse_files(allowed)):
        _put_hook_in()


def confine_press(files: Iterable[Path], writable: Iterable[Path]) -> bool:
    """From now on this process, and whatever it starts, reaches no network, writes below these
    folders alone, and reads them, these files and what belongs to the program. Could it be done?

    A press asks fontconfig, which is a program, and divides itself: neither is refused.
    """
    from huozi import kernel

    allowed = _real(tuple(files))
    nothing = Path(os.devnull)
    return kernel.refuse_network() and kernel.refuse_files(allowed, (*writable, nothing))


@cache
def _real(files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Real paths that may be read."""
    packages = (path for path in sys.path if path.endswith(("-packages", ".zip")))
    bytecode = (sys.pycache_prefix,) if sys.pycache_prefix else ()
    own = (_PACKAGE, Path(os.__file__).parent, sys.prefix, sys.base_prefix, *packages, *bytecode)
    found = []
    for path in dict.fromkeys((*own, *_MACHINE, *files)):
        with suppress(OSError):
            found.append(Path(path).resolve(strict=True))
    return tuple(found)


# ---------------------------------------------------------------------------- the interpreter

_at_work = threading.local()  # what this thread is bound to for the time being
_put_in: list[bool] = []

_NEVER = frozenset((
    "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen",
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn", "urllib.Request",
))  # fmt: skip
_FILES = frozenset((
    "open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.link", "os.symlink",
    "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.chown", "shutil.rmtree",
))  # fmt: skip


@contextmanager
def at_work(files: Iterable[Path]) -> Iterator[None]:
    """The same for what this thread's Python code does inside the block, where the process itself
    has to go on reaching what it needs: a press that sets type itself.
    """
    if _bound:
        yield
        return
    _put_hook_in()
    before = getattr(_at_work, "allowed", None)
    _at_work.allowed = _real(tuple(files))
    try:
        yield
    finally:
        _at_work.allowed = before


def _put_hook_in() -> None:
    if not _put_in:
        _put_in.append(True)
        sys.addaudithook(_look)


def _look(event: str, given: tuple[object, ...]) -> None:
    """Refuse what this process or thread may not do; PermissionError, as the kernel's.

    It is called for each `id()`, too, some hundred times for a page.
    """
    if event not in _NEVER and event not in _FILES:
        return
    allowed = getattr(_at_work, "allowed", None) or (_bound[0] if _bound else None)
    if allowed is None:
        return
    if event in _NEVER:
        raise PermissionError(13, "refused while type is set", event)
    if given and isinstance(given[0], str | bytes | os.PathLike):
        name = os.fsdecode(given[0])
        if event == "open" and os.sep not in name and name != os.pardir:
            return  # below a folder that is open: its handle was judged, and is not told
        path = os.path.realpath(name)
        if not any(path == str(root) or path.startswith(f"{root}{os.sep}") for root in allowed):
            raise PermissionError(13, "refused while type is set", path)
