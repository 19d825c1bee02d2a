"""The book's folder. The only place of the read stage that asks for files.

Whatever a manuscript asks for is looked up inside the folder, never through a link or `..`, and
never beyond a bound on size.
"""

import errno
import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeVar, cast

from huozi.files import (
    NoFileError,
    TooBigError,
    check_regular,
    chunks,
    file_state,
    open_below,
)

_T = TypeVar("_T")

TEXT_LIMIT = 1024 * 1024
IMAGE_LIMIT = 64 * 1024 * 1024

#: How images begin, and what may be printed.
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"%PDF", "pdf"),
)
#: What tells a drawing may stand behind long remarks of the program that made it.
_HEAD = 4096
PRINTABLE = ("png", "jpeg", "webp", "svg", "tiff", "gif", "bmp")


_COMMON = "，。、的一是不在有人他了大上和地出也得就那要下以生自可多年月日第工作成公部分同全合市"
#: How texts were saved before UTF-8. Bytes of the one can often be read as the other, too.
_CODECS = (
    ("-gbk", "gb18030", _COMMON + "这来国个说们为时会对学后业员发关党组会见"),
    ("-big5", "cp950", _COMMON + "這來國個說們為時會對學後業員發關黨組會見"),
)


_YOUNG_NS = 3_000_000_000  # the longest tick of a file system is FAT's, of two seconds


class RefusedError(Exception):
    """A file that can't be read; `code` and `params` are those of its finding."""

    def __init__(self, code: str, line: int = 0, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.line = line  # in the file itself; 0 when the whole file is refused
        self.params = params


class MissingFileError(Exception):
    """A file that is missing. The caller makes the finding."""


class FileMemory:
    """What was read of files, for as long as they are what they were.

    A file that was written a moment before it was read may be written again within the same tick of
    its clock: what is young is not kept.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[tuple[int, ...], object]] = {}
        self._used: dict[tuple[str, str], tuple[tuple[int, ...], object]] = {}

    def of(self, what: str, path: str, state: tuple[int, ...], read: Callable[[], _T]) -> _T:
        """What is known of a file in this state, or else what is read now."""
        key = what, path
        known = self._used.get(key) or self._known.get(key)
        if known is None or known[0] != state or not state:
            begun = time.time_ns()
            known = state, read()
            if not state or begun - max(state[1:3]) < _YOUNG_NS:
                return known[1]
        self._used[key] = known
        return cast("_T", known[1])

    def turn(self) -> None:
        """End a reading: forget the files that it did not ask for."""
        self._known, self._used = self._used, {}


class Source:
    """A book's folder, read safely. All paths are relative to it and use `/`."""

    def __init__(self, folder: Path, memory: FileMemory | None = None) -> None:
        self.root = folder.resolve()
        self._memory = memory
        self._states: dict[str, tuple[int, ...]] = {}  # of the files read, as they were then
        self._direct: dict[str, bool] = {}  # folders that are reached through no link
        self._listings: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def changed(self) -> tuple[str, ...]:
        """Files that are not as they were when they were read, or came or went since."""
        differ = [path for path, state in self._states.items() if self._state(path) != state]
        for (under, suffixes), listed in tuple(self._listings.items()):
            differ += sorted(set(listed) ^ set(self.files(under, suffixes)))
        return tuple(dict.fromkeys(differ))

    def _state(self, path: str) -> tuple[int, ...]:
        try:
            return file_state(os.lstat(os.path.join(self.root, path)))  # noqa: PTH118  (each save)
        except (OSError, ValueError):
            return ()

    def read_text(self, path: str, limit: int = TEXT_LIMIT) -> str:
        """A text file with LF line ends; a byte-order mark is kept for the caller to report.

        Raises RefusedError or MissingFileError.
        """
        return self._known("text", path, lambda: self._text(path, limit, noted=True))

    def peek(self, path: str) -> str:
        """A text file that need not be of the book's: no change of it is waited for.

        Raises RefusedError or MissingFileError.
        """
        return self._text(path, TEXT_LIMIT, noted=False)

    def _text(self, path: str, limit: int, noted: bool) -> str:
        with self._opened(path, noted) as file:
            data = b"".join(_read(file, path, limit))
        if kind := _no_text(data):
            raise RefusedError("not-text", 1, kind=kind)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"0x{data[error.start]:02X}"
            raise RefusedError(f"not-utf8{_guess(data)}", line, byte=byte) from error
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def is_there(self, path: str) -> bool:
        """Whether there is something of that name."""
        try:
            return os.path.lexists(self.root / path)
        except (OSError, ValueError):
            return False

    def read_image(self, path: str) -> tuple[str, str]:
        """Format and SHA-256 of an image, whatever its name says.

        Raises RefusedError or MissingFileError.
        """
        return self._known("image", path, lambda: self._image(path))

    def once(self, what: str, path: str, find: Callable[[], _T]) -> _T:
        """What follows from a file that was read, and from nothing else: found once while it
        stands.
        """
        state = self._states.get(path, ())
        if self._memory is None or not state:
            return find()
        return self._memory.of(what, path, state, find)

    def _known(self, what: str, path: str, read: Callable[[], _T]) -> _T:
        """What memory holds of a file, which is then one that was read."""
        if self._memory is None or not self._is_direct(path):
            return read()
        state = self._state(path)
        known = self._memory.of(what, path, state, read)
        self._states.setdefault(path, state)
        return known

    def _is_direct(self, path: str) -> bool:
        """Whether no folder on the way is a link: a file keeps its state where one becomes one."""
        above = path.rpartition("/")[0]
        if above not in self._direct:
            try:
                is_folder = stat.S_ISDIR(os.lstat(self.root / above).st_mode)
            except (OSError, ValueError):
                is_folder = False
            self._direct[above] = is_folder and (not above or self._is_direct(above))
        return self._direct[above]

    def _image(self, path: str) -> tuple[str, str]:
        digest = hashlib.sha256()
        head = b""
        with self._opened(path) as file:
            for chunk in _read(file, path, IMAGE_LIMIT):
                head = head or chunk[:_HEAD]
                digest.update(chunk)
        return image_format(head), digest.hexdigest()

    def files(self, under: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        """Paths of the files below `under` with one of the suffixes, in order, but hidden ones."""
        found = tuple(self._walked(under, suffixes))
        self._listings.setdefault((under, suffixes), found)
        return iter(found)

    def _walked(self, under: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        for folder, folders, names in os.walk(self.root / under):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            below = os.path.relpath(folder, self.root).replace(os.sep, "/")
            for name in sorted(names):
                if not name.startswith(".") and name.lower().endswith(suffixes):
                    yield name if below == "." else f"{below}/{name}"

    @contextmanager
    def _opened(self, path: str, noted: bool = True) -> Iterator[int]:
        """A handle of a regular file inside the folder, not reached through a link."""
        pure = PurePosixPath(path)
        if not path or "\0" in path or pure.is_absolute() or ".." in pure.parts:
            raise RefusedError("outside-book", path=path)
        try:
            handle = open_below(self.root, pure)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise MissingFileError(path) from error
        except (OSError, UnicodeError) as error:
            linked = isinstance(error, OSError) and error.errno == errno.ELOOP
            reason = getattr(error, "strerror", None) or error
            code = "linked-file" if linked else "unreadable-file"
            raise RefusedError(code, path=path, reason=reason) from error
        try:
            if noted:
                self._states.setdefault(path, file_state(os.fstat(handle)))
            check_regular(handle, path)
            yield handle
        except NoFileError as error:
            raise RefusedError("not-a-file", path=path) from error
        finally:
            os.close(handle)


class ReadOnce(Source):
    """A book's folder of which each text is read once, as it was then: whoever asks again gets the
    same. Some may be given as they would be: nothing is written.
    """

    def __init__(self, folder: Path, texts: Mapping[str, str] = MappingProxyType({})) -> None:
        super().__init__(folder)
        self._texts = dict(texts)

    def _text(self, path: str, limit: int, noted: bool) -> str:
        if path not in self._texts:
            self._texts[path] = super()._text(path, limit, noted)
        return self._texts[path]


#: Documents of other programs that are saved, or renamed, as if they were text.
_NO_TEXTS = (
    (b"PK\x03\x04", "Word / ZIP"), (b"\xd0\xcf\x11\xe0", "Word 97-2003"), (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
)  # fmt: skip


def _read(handle: int, path: str, limit: int) -> Iterator[bytes]:
    """A file in pieces; one that is beyond the bound, or grows so, is refused."""
    try:
        yield from chunks(handle, path, limit)
    except TooBigError as error:
        size, most = _mb(error.size), _mb(error.limit)
        raise RefusedError("file-too-big", path=path, size=size, limit=most) from error


def image_format(head: bytes) -> str:
    """The format of an image, recognised by its first bytes; an empty string if unknown.

    `empty` and `html` (a web page saved in a picture's place) are told from it, too.
    """
    if not head:
        return "empty"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if re.match(rb"(\xef\xbb\xbf)?\s*<", head) and b"<svg" in head:
        return "svg"
    return "html" if re.match(rb"(?i)(\xef\xbb\xbf)?\s*<(!doctype html|html)", head) else ""


def _no_text(data: bytes) -> str:
    """What a file is, if it is none of text, whatever its name says."""
    for signature, name in _NO_TEXTS:
        if data.startswith(signature):
            return name
    return image_format(data[:_HEAD]).replace("empty", "").replace("html", "").replace("svg", "")


def _guess(data: bytes) -> str:
    """What a text was saved as, by an older Windows program: it has the commonest characters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.count(0) * 20 > len(data):
        return "-utf16"
    best, most = "", -1
    for name, codec, common in _CODECS:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if (count := sum(map(text.count, common))) > most:
            best, most = name, count
    return best


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"
