"""What the kernel of Linux refuses a process that asks it to, and never gives back.

Two of its own means, called without a library: seccomp(2) for calls, landlock(7) for files and TCP.
Both need no privilege. Where one is missing (another system, an old kernel, a container that
forbids it) the functions say so and change nothing else.
"""

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def address_space() -> int:
    """Bytes of address space in use (0 where it can't be told)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - no such file on disk
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


# ---------------------------------------------------------------------------- calls

#: AUDIT_ARCH, and the numbers of socket, socketpair, connect, bind, execve, execveat, ptrace,
#: process_vm_readv and process_vm_writev.
_CALLS = {
    "x86_64": (0xC000003E, (41, 53, 42, 49, 59, 322, 101, 310, 311)),
    "aarch64": (0xC00000B7, (198, 199, 203, 200, 221, 281, 117, 270, 271)),
}
_EVERYWHERE = (425, 438)  # io_uring_setup, pidfd_getfd
_X32 = 0x40000000  # calls of another numbering
_LOAD, _IS, _FROM, _RETURN = 0x20, 0x15, 0x35, 0x06  # BPF: ld abs, jeq, jge, ret
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_PARENT_DEATH_SIGNAL, _CHILD_SUBREAPER = 1, 36


def refuse_calls() -> bool:
    """Have the kernel refuse sockets, programs, and other processes' memory. Could it be done?"""
    known = _CALLS.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None:
        return False
    architecture, own = known
    numbers = (*own, *_EVERYWHERE)
    count = len(numbers)  # each step jumps over those between it and the last one, which refuses
    steps = (
        (_LOAD, 0, 0, 4),
        (_IS, 0, count + 3, architecture),
        (_LOAD, 0, 0, 0),
        (_FROM, count + 1, 0, _X32),
        *((_IS, count - at, 0, number) for at, number in enumerate(numbers)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    return _filter(steps)


#: The number of socket; a program that is nobody's enemy, but opens what strangers wrote.
_SOCKET = {"x86_64": 41, "aarch64": 198}
_UNIX = 1  # AF_UNIX: leads nowhere but to this machine


def refuse_network() -> bool:
    """Have the kernel refuse sockets that lead elsewhere, to this process and to the programs it
    becomes. Could it be done?
    """
    known, socket = _CALLS.get(platform.machine()), _SOCKET.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None or socket is None:
        return False
    return _filter(
        (
            (_LOAD, 0, 0, 4),
            (_IS, 0, 7, known[0]),
            (_LOAD, 0, 0, 0),
            (_FROM, 5, 0, _X32),
            (_IS, 4, 0, _EVERYWHERE[0]),
            (_IS, 0, 2, socket),
            (_LOAD, 0, 0, 16),  # its first argument
            (_IS, 0, 1, _UNIX),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _REFUSE),
        )
    )


def _filter(steps: Iterable[tuple[int, int, int, int]]) -> bool:
    """Put a filter of calls in force. Could it be done?"""
    steps = tuple(steps)
    program = b"".join(struct.pack("=HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(program, len(program))
    described = struct.pack("@HP", len(steps), ctypes.addressof(kept))
    libc = _libc()
    return (
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
        and libc.prctl(_SET_SECCOMP, _FILTER, described, 0, 0) == 0
    )


def die_with_parent() -> None:
    """Have the kernel end this process when the one that started it is gone, where it can."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    _libc().prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it went before it was asked
        os.kill(os.getpid(), signal.SIGKILL)


def adopt_orphans() -> None:
    """Have the kernel give this process the children of those that it started and that are gone,
    where it can: so `descendants` finds whatever was begun below it.
    """
    if sys.platform == "linux":
        _libc().prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants(process: int) -> frozenset[int]:
    """All processes below one, whatever group or session they are in; none where the system does
    not tell.
    """
    below: dict[int, list[int]] = {}
    with suppress(OSError):
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError, ValueError):
                state, parent = stat.read_bytes().rpartition(b")")[2].split()[:2]
                if state != b"Z":
                    below.setdefault(int(parent), []).append(int(stat.parent.name))
    found: set[int] = set()
    looked = [process]
    while looked:
        new = [one for one in below.get(looked.pop(), ()) if one not in found]
        found.update(new)
        looked.extend(new)
    return frozenset(found)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


# ---------------------------------------------------------------------------- files

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every machine
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_SOCKET = 1 << 5, 1 << 9
_BENEATH = 1
#: Rights over files that each version of Landlock knows: those of the first, and one bit for each.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_MOST_RIGHTS = 16
_TCP, _SOCKETS_WITHOUT_FILE = 0b11, 0b01


def refuse_files(
    allowed: Iterable[Path], writable: Iterable[Path] = (), sockets: Iterable[Path] = ()
) -> bool:
    """Have the kernel refuse all files but to read these, to do anything below the writable ones,
    and in some to make sockets and to remove them (files, too). Could it be done?
    """
    libc = _libc()
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    rights = (1 << _RIGHTS.get(version, _MOST_RIGHTS)) - 1
    ruled = struct.pack("@QQQ", rights, _TCP, _SOCKETS_WITHOUT_FILE)
    ruled = ruled[: 8 if version < 4 else 16 if version < 6 else 24]
    rules = libc.syscall(_CREATE, ruled, ctypes.c_size_t(len(ruled)), 0)
    if rules < 0:
        return False
    try:
        for path in allowed:
            _let(libc, rules, path, _EXECUTE | _READ_FILE | _READ_FOLDER)
        for path in writable:
            _let(libc, rules, path, rights)
        for path in sockets:
            _let(libc, rules, path, _MAKE_SOCKET | _REMOVE_FILE)
        return (
            libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
            and libc.syscall(_RESTRICT, rules, 0) == 0
        )
    finally:
        os.close(rules)


def _let(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    with suppress(OSError):
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rights &= ~0 if path.is_dir() else _READ_FILE | _EXECUTE | _WRITE_FILE
            libc.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", rights, handle), 0)
        finally:
            os.close(handle)
