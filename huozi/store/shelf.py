"""The shelf of galleys (活字架): a cache on disk, addressed by key, trusted only after a look.

A file is a SHA-256 over its name and what follows, and a mark of whose it is (`secret`); what does
not fit its digest is set again, and so is what is not our own, but for galleys that can be counted.
Files appear whole or not at all, so two builds may share a shelf. Removing the folder is always
safe.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from huozi.files import read_file, sweep_entry, write_atomically
from huozi.store.secret import TAG_BYTES, is_ours, tag
from huozi.values.errors import InputError
from huozi.values.galley import Galley
from huozi.values.manuscript import Place, finding

FOLDER = ".galleys"
_DIGEST_BYTES = 32
_LIMIT_BYTES = 512 * 1024 * 1024
_FILE_BYTES = _LIMIT_BYTES // 2  # of one file

Ledger = dict[str, dict[str, str]]  # unit → ingredients it was last set from


def refuse_linked(book_dir: Path) -> None:
    """Raise InputError where what is made would be written through a link to somewhere else."""
    output = book_dir / "output"
    linked = [path for path in (output, output / FOLDER) if path.is_symlink()]
    if linked:
        raise InputError(finding("output-link", Place(path.name), path=path) for path in linked)


class Shelf:
    """Galleys by key, and the ledger of what was set last.

    Every write may fail without harm (a read-only or full disk): the book is made all the same,
    only slower next time. `damaged` holds the keys of what was found damaged, `foreign` of what
    somebody else has made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[str] = []
        self.foreign: set[str] = set()
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(Galley)
        self._noted = folder / "ledger"
        self.ledger = self._recall()

    # ---------------------------------------------------------------- galleys

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.galley"

    def get(self, digest: str) -> Galley | None:
        """The galley of a key, or None when there is none that is whole."""
        path = self._path(digest)
        try:
            body, ours = _opened(path)
            galley = self._decoder.decode(body)
        except OSError:
            return None
        except (ValueError, msgspec.MsgspecError):
            self.damaged.append(digest)
            return None
        _touch(path)
        if not ours:
            self.foreign.add(digest)
        return galley

    def holds(self, digest: str) -> bool:
        """Whether there is a file for a galley, sound or damaged."""
        return os.path.exists(self._path(digest))  # noqa: PTH110  (asked of every unit of a book)

    def put(self, digest: str, galley: Galley) -> None:
        """Keep a galley."""
        seal(self._path(digest), self._encoder.encode(galley))
        self.foreign.discard(digest)

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The bytes kept under a key; they are made now if there are none (subsets of fonts)."""
        path = self.folder / key[:2] / f"{key}.kept"
        try:
            data = unsealed(path)
        except (OSError, ValueError):  # made again at once, so damage is no news
            data = make()
            seal(path, data)
        else:
            _touch(path)
        return data

    def note(self, unit_id: str, ingredients: dict[str, str]) -> None:
        """Note the ingredients of a unit, from which the next run tells its reasons."""
        self.ledger[unit_id] = ingredients

    def close(self) -> None:
        """Write the ledger and keep the shelf within its size."""
        if self._recall() != self.ledger:
            seal(self._noted, msgspec.json.encode(self.ledger, order="deterministic"))
        self._trim()

    def _recall(self) -> Ledger:
        """The ledger of an earlier run; empty when it is damaged, since it can be made again."""
        try:
            return msgspec.json.decode(unsealed(self._noted), type=Ledger)
        except (OSError, ValueError, msgspec.MsgspecError):
            return {}

    def _trim(self) -> None:
        files = []
        for file, inside in _files(self.folder):
            with contextlib.suppress(OSError):
                stat = file.stat()
                if file.name.startswith("."):  # half written by another run
                    sweep_entry(file)
                elif inside:
                    files.append((stat.st_mtime, stat.st_size, file.path))
        size = sum(entry[1] for entry in files)
        for _, length, path in sorted(files):
            if size <= _LIMIT_BYTES:
                return
            with contextlib.suppress(OSError):
                Path(path).unlink()
                size -= length


def _files(shelf: Path) -> Iterator[tuple["os.DirEntry[str]", bool]]:
    """All files of a shelf, and whether each lies in one of its folders."""
    with contextlib.suppress(OSError), os.scandir(shelf) as top:
        for entry in top:
            if not entry.is_dir(follow_symlinks=False):
                yield entry, False
                continue
            with contextlib.suppress(OSError), os.scandir(entry) as folder:
                yield from ((file, True) for file in folder)


def _touch(path: Path) -> None:
    """Mark a file as just used: the least recently used are removed first."""
    with contextlib.suppress(OSError):
        os.utime(path)


def _digest(path: Path, body: bytes) -> bytes:
    """The digest of a file covers its name, so that a file put in another's place is noticed."""
    return hashlib.sha256(path.name.encode() + body).digest()


def seal(path: Path, body: bytes) -> None:
    """Write a file with its digest and our mark in front; it may fail without harm."""
    digest = _digest(path, body)
    write_atomically(path, digest + tag(digest) + body, lasting=False)


def unsealed(path: Path) -> bytes:
    """What we sealed. Raises OSError when there is no file, ValueError when it is damaged or
    somebody else's.
    """
    body, ours = _opened(path)
    if not ours:
        raise ValueError(path.name)
    return body


def _opened(path: Path) -> tuple[bytes, bool]:
    """What was sealed, and whether by us. Raises as `unsealed` does for what is damaged."""
    data = read_file(path, _FILE_BYTES)
    digest, mark = data[:_DIGEST_BYTES], data[_DIGEST_BYTES : _DIGEST_BYTES + TAG_BYTES]
    body = data[_DIGEST_BYTES + TAG_BYTES :]
    if digest != _digest(path, body):
        raise ValueError(path.name)
    return body, is_ours(digest, mark)
