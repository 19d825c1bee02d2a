"""Frozen proofs 一校, 二校, …: pages, texts and open marks as they stood, never changed again.

A proof is a folder that comes into being whole, with a seal: the digest of each of its files. What
does not agree with its seal is not shown.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import msgspec
import pypdfium2

from huozi.diff.compare import compare as compare_pages
from huozi.files import keep_names, read_file, write_atomically
from huozi.room.comparing import as_html, word_changes
from huozi.room.corrections import RoomCorrection, in_order, judged
from huozi.room.markledger import MarkLedger
from huozi.room.marks import ROOM
from huozi.room.proofnames import (
    PAGES,
    PROOFS,
    SEAL,
    SEAL_BYTES,
    SealedProof,
    safe_name,
    sealed_proofs,
)
from huozi.room.values import RoomMark, RoomProof, now

_TEXTS, _MARKS = "texts.json", "marks.json"
_MOST_BYTES = 2 << 30


class SpoiltProofError(ValueError):
    """A proof that is not as it was frozen."""


class _Seal(SealedProof, frozen=True, kw_only=True):
    """What a proof was when it was frozen."""

    digests: dict[str, str]  # SHA-256 of each file


class FrozenProofs:
    """The proofs of a book."""

    def __init__(self, book: Path) -> None:
        self._room = book / ROOM
        self._ledger = MarkLedger(self._room)

    def all(self) -> tuple[RoomProof, ...]:
        """All proofs, the oldest first. A folder whose seal can't be read is none."""
        return tuple(one.proof for one in sealed_proofs(self._room))

    def freeze(
        self,
        name: str,
        edition_pdf: Path,
        texts: Mapping[str, str],
        marks: Sequence[RoomMark],
        who: str,
    ) -> RoomProof:
        """Keep an edition as a proof, with its texts and the marks that are open.

        Raises ValueError for a name that is none or a file that is no PDF, FileExistsError where
        there is such a proof, OSError.
        """
        target = self._room / PROOFS / safe_name(name)
        if target.exists():
            raise FileExistsError(name)
        pages = read_file(edition_pdf, _MOST_BYTES)
        open_marks = [mark for mark in marks if mark.state in ("open", "lost")]
        files = {
            PAGES: pages,
            _TEXTS: msgspec.json.encode(dict(texts)),
            _MARKS: msgspec.json.encode(open_marks),
        }
        digests = {one: sha256(data).hexdigest() for one, data in files.items()}
        made = RoomProof(name, now(), who, _page_count(pages), digests[PAGES], len(open_marks))
        number = max((one.number for one in sealed_proofs(self._room)), default=0) + 1
        files[SEAL] = msgspec.json.encode(_Seal(made, number, digests=digests))
        self._put(target, files)
        return made

    def pdf(self, name: str) -> Path:
        """The pages of a proof, as they were frozen.

        Raises KeyError where there is none of that name, SpoiltProofError where it was changed.
        """
        self._file(name, PAGES)
        return self._room / PROOFS / name / PAGES

    def texts(self, name: str) -> dict[str, str]:
        """The texts of a proof, by file. Errors are those of `pdf`."""
        return msgspec.json.decode(self._file(name, _TEXTS), type=dict[str, str])

    def marks(self, name: str) -> tuple[RoomMark, ...]:
        """The marks that were open when a proof was frozen. Errors are those of `pdf`."""
        return msgspec.json.decode(self._file(name, _MARKS), type=tuple[RoomMark, ...])

    # ---------------------------------------------------------------- compared

    def compare(
        self,
        a: str,
        b: str,
        titles: Mapping[str, str],
        now: tuple[Path, Mapping[str, str]] | None = None,
        language: str | None = None,
    ) -> bytes:
        """Two proofs, word by word and page by page, as one HTML page. It takes seconds.

        With an empty name the book as it is `now`: its pages and texts. Errors are those of `pdf`,
        and InputError for pages that can't be read.
        """
        (old_pdf, old), (new_pdf, new) = (
            now if now is not None and not name else (self.pdf(name), self.texts(name))
            for name in (a, b)
        )
        pages = compare_pages(old_pdf, new_pdf, pictures=True)
        return as_html(pages, word_changes(old, new), (a, b), titles, language)

    def corrections(
        self, name: str, texts: Mapping[str, str], marks: Sequence[RoomMark]
    ) -> tuple[RoomCorrection, ...]:
        """核红: each mark that was open in a proof, or was made on it, against the texts of now.

        `marks` are those of now, with their answers. Errors are those of `pdf`.
        """
        frozen = {mark.id: mark for mark in self.marks(name)}
        wanted = frozen | {mark.id: mark for mark in marks if mark.proof == name}
        wanted |= {mark.id: mark for mark in marks if mark.id in frozen}
        return in_order(self._judged(wanted.values(), texts))

    def _judged(
        self, marks: Iterable[RoomMark], texts: Mapping[str, str]
    ) -> Iterable[RoomCorrection]:
        self._ledger.refresh()
        for mark in marks:
            if mark.state == "withdrawn":
                continue
            made = self._ledger.made.get(mark.id)
            text = self._ledger.text(made.base) if made else None
            offset = made.mark.offset if made else 0
            yield judged(mark, text, offset, texts.get(mark.file))

    # ---------------------------------------------------------------- on the disk

    def _seal(self, name: str) -> _Seal:
        """Raises KeyError, SpoiltProofError."""
        try:
            data = read_file(self._room / PROOFS / safe_name(name) / SEAL, SEAL_BYTES)
        except (OSError, ValueError) as error:
            raise KeyError(name) from error
        try:
            seal = msgspec.json.decode(data, type=_Seal)
        except msgspec.DecodeError as error:
            raise SpoiltProofError(name) from error
        if seal.proof.name != name:
            raise SpoiltProofError(name)
        return seal

    def _file(self, name: str, file: str) -> bytes:
        """A file of a proof that agrees with its seal."""
        seal = self._seal(name)
        try:
            data = read_file(self._room / PROOFS / name / file, _MOST_BYTES)
        except OSError as error:
            raise SpoiltProofError(name) from error
        if sha256(data).hexdigest() != seal.digests.get(file):
            raise SpoiltProofError(name)
        return data

    def _put(self, target: Path, files: Mapping[str, bytes]) -> None:
        """The folder of a proof, whole or not at all."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=".", suffix=".part", dir=target.parent))
        try:
            for name, data in files.items():
                write_atomically(made / name, data, mode=0o400)
            made.rename(target)  # refused where the name is taken by a folder that holds something
        except OSError as error:
            if target.exists():
                raise FileExistsError(target.name) from error
            raise
        else:
            keep_names(target.parent)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _page_count(pdf: bytes) -> int:
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        raise ValueError("no PDF") from error
