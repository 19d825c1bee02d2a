"""What was imported before: the originals in `sources/`, and beside each what it became.

    sources/镇A/通知-3fa29c1d.docx            the manuscript as received
    sources/镇A/通知.docx.import.json         what became of it; texts as they were imported
    sources/镇A/通知.docx.answers.yaml        what an editor answered

A manuscript is known again by its path below the folder it came in, a lone file by its name. Two
that share a name and hardly a line are two manuscripts.
"""

import re
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from huozi.files import TooBigError, read_below
from huozi.jobs.manuscripts.names import stem_of
from huozi.values.errors import InputError
from huozi.values.manuscript import Place, finding

SOURCES = "sources"
RECORD, ANSWERS = ".import.json", ".answers.yaml"
_RECORD_LIMIT = 64 << 20
_DIGITS = 8
#: Of the lines of a text, as many are there again when it is the same text, revised.
_ALIKE = 0.2


class KeptText(Struct, frozen=True):
    """A file of the book as the last import wrote it, and the digest of its pictures' bytes."""

    path: str  # below content/
    text: str
    title: str = ""
    annex: bool = False


class KeptPicture(Struct, frozen=True):
    """A picture as the last import wrote it."""

    path: str  # below content/
    digest: str


class ImportRecord(Struct, frozen=True):
    """What became of a manuscript."""

    label: str
    digest: str
    original: str  # below the book's folder
    texts: tuple[KeptText, ...]
    pictures: tuple[KeptPicture, ...] = ()


def label_of(path: Path, folder: Path | None) -> str:
    """What a manuscript is known by: its path below the folder that is imported, or its name."""
    named = path.relative_to(folder) if folder else Path(path.name)
    return "/".join(_safe(part) for part in named.parts)


def next_label(label: str) -> str:
    """The label of another manuscript of the same name: 通知.docx, 通知~2.docx, 通知~3.docx."""
    stem, dot, ending = label.rpartition(".")
    before, sign, number = stem.rpartition("~")
    if sign and number.isdecimal():
        return f"{before}~{int(number) + 1}{dot}{ending}"
    return f"{stem}~2{dot}{ending}"


def _safe(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        return stem_of(name)
    return f"{stem_of(stem)}.{ending.lower()}"


def original_of(label: str, digest: str) -> str:
    """Where a manuscript is kept, below the book's folder."""
    path = PurePosixPath(label)
    return f"{SOURCES}/{path.with_name(f'{path.stem}-{digest[:_DIGITS]}{path.suffix}')}"


def record_of(label: str) -> str:
    """Where it is written down what became of a manuscript."""
    return f"{SOURCES}/{label}{RECORD}"


def answers_of(label: str) -> str:
    """Where the answers lie."""
    return f"{SOURCES}/{label}{ANSWERS}"


class Keeping:
    """The records of a book."""

    def __init__(self, book_dir: Path) -> None:
        self.book_dir = book_dir

    def find(self, label: str) -> ImportRecord | None:
        """What became of a manuscript of this label; None for one that is new.

        Raises InputError for a record that can't be read.
        """
        path = record_of(label)
        data = self.bytes_of(path, _RECORD_LIMIT)
        if data is None:
            return None
        try:
            return msgspec.json.decode(data, type=ImportRecord)
        except msgspec.MsgspecError as error:
            raise InputError([finding("import-record", Place(path), reason=error)]) from error

    def owned(self, path: str) -> bool:
        """Whether a manuscript that was taken in before wrote this text; `path` below content/."""
        for record in sorted((self.book_dir / SOURCES).rglob(f"*{RECORD}")):
            label = record.relative_to(self.book_dir / SOURCES).as_posix().removesuffix(RECORD)
            kept = self.find(label)
            if kept and any(text.path == path for text in kept.texts):
                return True
        return False

    def bytes_of(self, path: str, limit: int) -> bytes | None:
        """A file of the book; None where there is none. Raises InputError for one beyond reach."""
        try:
            return read_below(self.book_dir, PurePosixPath(path), limit)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except TooBigError as error:
            size, most = error.size >> 20, error.limit >> 20
            found = finding("import-file-big", Place(path), size=size, limit=most)
            raise InputError([found]) from error
        except OSError as error:
            reason = error.strerror or error
            raise InputError([finding("import-file", Place(path), reason=reason)]) from error


def is_revised(kept: ImportRecord, texts: tuple[str, ...]) -> bool:
    """Whether texts are a later state of those that were imported, not another manuscript's."""
    before = {line for text in kept.texts for line in _lines(text.text)}
    now = [line for text in texts for line in _lines(text)]
    again = sum(line in before for line in now)
    return not before or not now or again >= _ALIKE * min(len(before), len(now))


def _lines(text: str) -> list[str]:
    """The lines that tell a text from others."""
    return [line for line in map(str.strip, text.splitlines()) if len(line) > 3]
