"""Files: opened with a look at what they are, written whole or not at all; the machine's own cache.

What lies in a book's folder may be a stranger's: a pipe that nobody writes into, a device without
end, a link to somewhere else. All that is read of a book, its shelf, or a path that the user gives
is opened here (a test sees to it). What is installed of a distribution is asked here, too.
"""

import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path, PurePath

#: A pipe that nobody writes into is not waited for.
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
#: Folders are opened to be gone through.
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

_CHUNK = 1 << 16
#: What is half made bears a mark: where its process runs, and the number of that.
_MARKED = re.compile(r"(?:\.|huozi-)([0-9a-f]{8})-(\d{1,10})-\w+(?:\.part)?")
_STALE_SECONDS = 24 * 3600  # older than any run that could still be at it


class NoFileError(OSError):
    """What should be read is a pipe, a device, a socket or a folder."""


class TooBigError(OSError):
    """A file is bigger than it may be. `size` and `limit` are in bytes."""

    def __init__(self, path: object, size: int, limit: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        self.size, self.limit = size, limit


def file_state(status: os.stat_result) -> tuple[int, int, int, int]:
    """What changes of a file whenever it is written or replaced: its size, its times of writing and
    of change, its number.
    """
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a file by its path, through links too.

    Raises OSError: NoFileError for what is no regular file, TooBigError for more than `limit`.
    """
    handle = os.open(path, _READ)
    try:
        check_regular(handle, path)
        return b"".join(chunks(handle, path, limit))
    finally:
        os.close(handle)


def read_below(root: Path, path: PurePath, limit: int) -> bytes:
    """The bytes of a file below a folder, that is reached through no link.

    Raises OSError as `read_file` does; its `errno` is ELOOP for what is reached through a link.
    """
    handle = open_below(root, path)
    try:
        check_regular(handle, path)
        return b"".join(chunks(handle, path, limit))
    finally:
        os.close(handle)


def open_below(root: Path, path: PurePath) -> int:
    """A handle of what lies below a folder. Each folder is opened in the one above it, so that none
    can become a link between a look and the next. Raises OSError.
    """
    above = _above(root, path)
    try:
        return os.open((path.parts or (".",))[-1], _READ | os.O_NOFOLLOW, dir_fd=above)
    finally:
        os.close(above)


def _above(root: Path, path: PurePath) -> int:
    """A handle of the folder that something below a folder lies in. Raises OSError."""
    if path.is_absolute() or ".." in path.parts or "\0" in str(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    above = os.open(root, _FOLDER & ~os.O_NOFOLLOW)
    try:
        for folder in path.parts[:-1]:
            below = _open_folder(folder, above)
            os.close(above)
            above = below
    except BaseException:
        os.close(above)
        raise
    return above


def replace_below(root: Path, path: PurePath, data: bytes, mode: int) -> None:
    """Replace a file below a folder, that is reached through no link, whole or not at all; `mode`
    are its permissions. Raises OSError.
    """
    above = _above(root, path)
    part = f".{_mark()}-{os.urandom(8).hex()}.part"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(part, flags, 0o600, dir_fd=above), "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        os.replace(part, path.name, src_dir_fd=above, dst_dir_fd=above)
        with suppress(OSError):  # where the file system can't have names on the disk
            handle = os.open(".", _FOLDER & ~getattr(os, "O_PATH", 0), dir_fd=above)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    except BaseException:
        with suppress(OSError):
            os.unlink(part, dir_fd=above)
        raise
    finally:
        os.close(above)


def _open_folder(name: str, above: int) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=above)
    except NotADirectoryError:  # what Linux says of a link, too
        if stat.S_ISLNK(os.lstat(name, dir_fd=above).st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name) from None
        raise


def check_regular(handle: int, path: object) -> os.stat_result:
    """The status of an open file. Raises NoFileError for what is no regular one."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise NoFileError(errno.EINVAL, "not a regular file", str(path))
    return status


def is_regular(path: Path) -> bool:
    """Whether a path leads to a regular file."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def chunks(handle: int, path: object, limit: int) -> Iterator[bytes]:
    """An open file in pieces. Raises TooBigError, also for one that grows while it is read."""
    size = os.fstat(handle).st_size
    if size > limit:
        raise TooBigError(path, size, limit)
    read = 0
    while chunk := os.read(handle, _CHUNK):
        read += len(chunk)
        if read > limit:
            raise TooBigError(path, read, limit)
        yield chunk


def write_atomically(path: Path, data: bytes, *, lasting: bool = True, mode: int = 0o644) -> None:
    """Replace a file whole or not at all.

    With `lasting`, the data is on the disk before the name changes, and failure raises OSError;
    without, failure is silent: a cache that cannot be written costs time, not the book.
    """
    _write({path: data}, lasting, mode)


def write_together(files: Mapping[Path, bytes]) -> None:
    """Replace files that belong together: all of them are on the disk before any name changes.

    Raises OSError, and leaves them as they were, where one can't be written.
    """
    _write(files, lasting=True)


def _write(files: Mapping[Path, bytes], lasting: bool, mode: int = 0o644) -> None:
    # Named before they are made: an interrupt at any moment leaves none of them behind.
    parts = {path: path.parent / f".{_mark()}-{os.urandom(8).hex()}.part" for path in files}
    try:
        for path, data in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            if path.exists() and not is_regular(path):
                raise NoFileError(errno.EINVAL, "not a regular file", str(path))
            path.parent.mkdir(parents=True, exist_ok=True)
            _fill(parts[path], data, lasting, mode)
        for path, part in parts.items():
            part.replace(path)
        if lasting:
            for folder in dict.fromkeys(path.parent for path in files):
                keep_names(folder)
    except BaseException as error:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()
        if lasting or not isinstance(error, OSError):
            raise


def _fill(path: Path, data: bytes, lasting: bool, mode: int) -> None:
    """The data in a new file, which is its user's alone until it is whole."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    path.chmod(mode)


def keep_names(folder: Path) -> None:
    """Have the names in a folder on the disk, where its file system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def private_folder(path: Path) -> Path:
    """A folder that is this user's alone, made where there is none.

    Raises OSError; its `errno` is ELOOP for a link in its place, which would lead elsewhere.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file against other processes. Raises OSError where there can be none."""
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for what is made on the way, which is gone afterwards."""
    folder = temporary_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def temporary_folder() -> Path:
    """A new folder of this process among the temporary ones; those of dead runs are removed."""
    import tempfile

    above = Path(tempfile.gettempdir())
    sweep(above)
    return Path(tempfile.mkdtemp(prefix=f"huozi-{_mark()}-"))


def sweep(folder: Path) -> None:
    """Remove what runs that were killed left half made: what bears the mark of a process of this
    user that is no more, or of one elsewhere if it is a day old.
    """
    with suppress(OSError):
        for entry in os.scandir(folder):
            sweep_entry(entry)


def sweep_entry(entry: "os.DirEntry[str]") -> None:
    """Remove one entry of a folder, if a run that was killed left it."""
    found = _MARKED.fullmatch(entry.name)
    if found and _abandoned(entry, *found.groups()):
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry, ignore_errors=True)
            else:
                Path(entry).unlink()


def _abandoned(entry: "os.DirEntry[str]", where: str, process: str) -> bool:
    try:
        status = entry.stat(follow_symlinks=False)
        if status.st_uid != os.geteuid():
            return False
        if where != _here():
            return status.st_mtime < time.time() - _STALE_SECONDS
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False


def _mark() -> str:
    return f"{_here()}-{os.getpid()}"


@cache
def _here() -> str:
    """Where the numbers of processes mean what they do here: this machine, container, and boot."""
    known = [os.uname().nodename]
    with suppress(OSError):
        known.append(os.readlink("/proc/self/ns/pid"))  # noqa: PTH115  (no link on a disk)
    return hashlib.sha256("\0".join(known).encode()).hexdigest()[:8]


def house_dir() -> Path:
    """Where the default house style lies: beside the package, or inside it when installed."""
    root = Path(__file__).resolve().parent.parent
    if (root / "templates").is_dir():
        return root
    from importlib.resources import files

    return Path(str(files("huozi") / "house"))


def cache_folder() -> Path:
    """Where this machine remembers what is no book's; for who has no home, where nothing can be."""
    told = os.environ.get("XDG_CACHE_HOME", "")
    home = os.path.expanduser("~/.cache")  # noqa: PTH111  # that of pathlib raises
    absolute = [folder for folder in (told, home, os.devnull) if Path(folder).is_absolute()]
    return Path(absolute[0], "huozi")


def code_folder() -> Path | None:
    """Where this machine keeps bytecode; None where that can't be, or where others could write.

    What lies there is run: the folder has to be this user's, and nobody else's to write.
    """
    folder = cache_folder() / "bytecode"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.stat()
    except OSError:
        return None
    safe = found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return folder if safe and os.access(folder, os.W_OK) else None


@cache
def release(distribution: str) -> str:
    """The version of a distribution that is installed; empty where it is not.

    The names of the folders of metadata tell it. The library that reads metadata takes 15 ms to
    load, and 0.5 ms for each.
    """
    if known := _releases().get(_normal(distribution)):
        return known
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


@cache
def _releases() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208
        except OSError:  # a zip file, or nothing
            continue
        for name in names:
            if name.endswith(".dist-info"):
                project, _, number = name.removesuffix(".dist-info").rpartition("-")
                found.setdefault(_normal(project), number)
    return found


def _normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
