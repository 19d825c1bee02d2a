"""Texts that are edited in the room: journal first, then the file, and no change of another lost.

Only Markdown below `content/` is written, reached through no link, and in the way it was written:
line ends, byte-order mark and permissions stay as they are. Everything here blocks, and is called
by one thread at a time.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from unicodedata import category

from msgspec import Struct

from huozi.files import check_regular, chunks, open_below, replace_below
from huozi.messages import say
from huozi.read.paths import CONTENT
from huozi.read.ruled import RuledError, ruled
from huozi.read.rulings import LONGEST_NAME, LONGEST_REASON, RULINGS_FILE
from huozi.read.source import (
    TEXT_LIMIT,
    FileMemory,
    MissingFileError,
    RefusedError,
    Source,
)
from huozi.room.drafts import Drafts
from huozi.room.journal import Journal, SaveRecord, digest_of
from huozi.room.merge import merged
from huozi.room.values import Conflict, Disputed, OpenText, Saved, Version, base_of, now
from huozi.values.errors import InputError, UsageError
from huozi.values.manuscript import Place, Severity, finding
from huozi.values.rulings import Kept

_BOM = "\ufeff"
_LONGEST_PATH = 300
_NEW_MODE = 0o644
#: Saves of one person with less than this between two of them are one version.
_RUN = timedelta(minutes=2)
_LINE_END = re.compile(r"\r\n|\r|\n")


class _TypedText(Struct, frozen=True):
    """A text with what is not its words: a byte-order mark, its line ends, its permissions."""

    raw: str  # without the mark
    bom: bool
    mode: int

    @property
    def text(self) -> str:
        return _LINE_END.sub("\n", self.raw) if "\r" in self.raw else self.raw

    def bytes_of(self, text: str) -> bytes:
        """Another text, written as this one is."""
        return (_BOM * self.bom + _ended_as(self.raw, text)).encode()


class StandingTexts:
    """All texts of a book as they stand; only those that changed are read again."""

    def __init__(self, book: Path) -> None:
        self._book, self._memory = book, FileMemory()

    def of(self, files: Iterable[str]) -> dict[str, str]:
        """The texts of some files, without those that can't be read."""
        source, found = Source(self._book, self._memory), dict[str, str]()
        for file in files:
            with suppress(MissingFileError, RefusedError):
                found[file] = source.read_text(file).removeprefix(_BOM)
        self._memory.turn()
        return found


class EditedTexts:
    """The texts of a book, its journal and drafts."""

    def __init__(self, book: Path, journal: Journal, drafts: Drafts) -> None:
        self._book = book
        self._journal = journal
        self._drafts = drafts

    # ------------------------------------------------------------------------------ at start

    def recover(self) -> tuple[str, ...]:
        """Put in place what the journal holds and the server could not write any more; gives those
        files. What was changed meanwhile by others stays, and is recorded.
        """
        restored = []
        for file in self._journal.files():
            newest = self._journal.newest(file)
            try:
                there = self._read(file)
            except (InputError, UsageError, KeyError):
                continue
            digest = digest_of(there.text)
            if newest is None or digest == newest.digest:
                continue
            text: str | None = None
            if (
                newest.kind == "save"
                and digest == newest.base
                and not self._journal.is_placed(file)
            ):
                with suppress(KeyError):  # a disk spoilt it
                    text = self._journal.text(file, newest.digest)
            with suppress(OSError):  # it is tried again at the next start
                if text is None:
                    self._found(file, there.text)
                else:
                    self._place(file, text, there)
                    restored.append(file)
        return tuple(restored)

    # ------------------------------------------------------------------------------ asked for

    def opened(self, file: str, who: str = "") -> OpenText:
        """A text as it stands, with the draft of who opens it. Raises KeyError, InputError,
        UsageError.
        """
        text = self._read(file).text
        with suppress(OSError):  # what can't be written can be read
            self._found(file, text)
        draft = self._drafts.of(file, who)
        if draft is not None and draft.text == text:
            draft = None
        return OpenText(file, text, base_of(text), draft)

    def save(self, file: str, text: str, base: str, who: str, reason: str = "") -> Saved | Conflict:
        """Save a text that was typed over another; merged where others saved other paragraphs
        meanwhile. Raises as `opened`.
        """
        text = _fit(file, text)
        there = self._read(file)
        theirs = there.text
        self._found(file, theirs)
        made: str | tuple[Disputed, ...] = text
        if base_of(theirs) != base:
            made = self._merged(file, base, theirs, text)
        if not isinstance(made, str):
            self._drafts.keep(file, text, base, who)
            return Conflict(base_of(theirs), theirs, text, made)
        if made != theirs:
            data = there.bytes_of(made)
            _bounded(file, data)
            over = digest_of(theirs)
            self._journal.append(
                SaveRecord("save", file, digest_of(made), over, who, now(), reason), made
            )
            self._place(file, made, there)
        with suppress(OSError):  # it is saved; a draft that is the same is not shown
            self._drafts.forget(file, who)
        return Saved(base_of(made), made != text, made)

    def accept(
        self, file: str, base: str, offset: int, length: int, found: str, replacement: str, who: str
    ) -> Saved | Conflict:
        """Change some characters of a text, and none but these; refused where others stand there.
        Raises as `opened`.
        """
        theirs = self._read(file).text
        self._found(file, theirs)
        try:
            text = theirs if base_of(theirs) == base else self._journal.text(file, base)
        except KeyError:
            text = theirs
        stands = text[offset : offset + length] if offset >= 0 <= length else ""
        if stands != found or not 0 <= offset <= len(text):
            disputed = Disputed(found, stands, replacement)
            return Conflict(base_of(theirs), theirs, theirs, (disputed,))
        made = text[:offset] + replacement + text[offset + length :]
        return self.save(file, made, base_of(text), who, "accepted")

    def draft(self, file: str, text: str, base: str, who: str) -> None:
        """Keep what somebody has typed. Raises UsageError, InputError."""
        self._drafts.keep(editable(file), _fit(file, text), base, who)

    def forget_draft(self, file: str, who: str) -> None:
        """Forget what somebody has typed."""
        self._drafts.forget(file, who)

    def history(self, file: str) -> tuple[Version, ...]:
        """The versions of a text, the newest first. Raises UsageError."""
        return tuple(reversed(tuple(self._versions(editable(file)))))

    def version(self, file: str, number: str) -> str:
        """The text of a version. Raises KeyError, UsageError."""
        known = {str(kept.id): kept.id for kept in self._journal.of(editable(file))}
        return self._journal.text_at(known[number])

    def outside(self, file: str) -> str | None:
        """The base of a text that was changed by another program; None where it was not, or can't
        be read.
        """
        try:
            text = self._read(file).text
        except (InputError, UsageError, KeyError):
            return None
        newest = self._journal.newest(file)
        if newest is not None and newest.digest == digest_of(text):
            return None
        if newest is not None:
            with suppress(OSError):  # who saves over it will be told
                self._found(file, text)
        return base_of(text)

    def rule(self, rule: str, text: str, reason: str, who: str) -> None:
        """Decide that something is no error: one exception more. Raises InputError."""
        try:
            there = self._of(RULINGS_FILE)
        except KeyError:
            there = _TypedText("", False, _NEW_MODE)
        reason = " ".join(reason.split()) or say("room-ruling-reason", "zh")
        kept = Kept(rule, text, reason[:LONGEST_REASON], who[:LONGEST_NAME], now()[:10])
        before = there.text
        try:
            made = ruled(before, kept)
        except RuledError as error:
            raise InputError([finding("room-ruling-shape", Place(RULINGS_FILE))]) from error
        self._found(RULINGS_FILE, before)
        _bounded(RULINGS_FILE, there.bytes_of(made))
        record = SaveRecord("save", RULINGS_FILE, digest_of(made), digest_of(before), who, now())
        self._journal.append(record, made)
        self._place(RULINGS_FILE, made, there)

    # ------------------------------------------------------------------------------ the files

    def _merged(self, file: str, base: str, theirs: str, yours: str) -> str | tuple[Disputed, ...]:
        try:
            old = self._journal.text(file, base)
        except KeyError:  # nobody knows what it was typed over
            return yours if theirs == yours else (Disputed("", theirs, yours),)
        return merged(old, theirs, yours)

    def _place(self, file: str, text: str, there: _TypedText) -> None:
        path = PurePosixPath(file)
        replace_below(self._book, path, there.bytes_of(text), there.mode)
        with suppress(OSError):  # the text itself says it
            self._journal.placed(file, digest_of(text))

    def _found(self, file: str, text: str) -> None:
        """Record a text as it stands, where the journal does not know it as the last one."""
        digest, newest = digest_of(text), self._journal.newest(file)
        if newest is None or newest.digest != digest:
            base = newest.digest if newest else ""
            self._journal.append(SaveRecord("outside", file, digest, base, at=now()), text)

    def _read(self, file: str) -> _TypedText:
        if file == RULINGS_FILE:
            return self._of(file)
        return self._of(editable(file))

    def _of(self, file: str) -> _TypedText:
        """A text with its line ends. Raises KeyError where there is none, InputError."""
        try:
            Source(self._book).peek(file)
            handle = open_below(self._book, PurePosixPath(file))
            try:
                mode = check_regular(handle, file).st_mode & 0o777
                raw = b"".join(chunks(handle, file, TEXT_LIMIT)).decode()
            finally:
                os.close(handle)
        except (MissingFileError, FileNotFoundError) as error:
            raise KeyError(file) from error
        except RefusedError as refused:
            place = Place(file, refused.line)
            found = finding(refused.code, place, Severity.ERROR, **refused.params)
            raise InputError([found]) from refused
        except (OSError, UnicodeDecodeError) as error:  # it became so between two looks
            raise InputError([finding("files-changing", Place(file))]) from error
        return _TypedText(raw.removeprefix(_BOM), raw.startswith(_BOM), mode)

    def _versions(self, file: str) -> Iterator[Version]:
        last: Version | None = None
        for kept in self._journal.of(file):
            record = kept.record
            new = Version(str(kept.id), record.who, record.at, record.reason, record.digest)
            if last is not None:
                # What was typed behind a text that was brought back is another version.
                same = last.who == new.who != "" and last.reason == new.reason
                if not (same and _is_run(last.at, new.at)):
                    yield last
            last = new
        if last is not None:
            yield last


def editable(file: str) -> str:
    """A path that may be edited. Raises UsageError."""
    pure = PurePosixPath(file)
    fit = (
        len(file) <= _LONGEST_PATH
        and file.startswith(f"{CONTENT}/")
        and file.endswith(".md")
        and str(pure) == file
        and not any(part.startswith(".") for part in pure.parts)
        and not any(category(sign).startswith("C") for sign in file)
    )
    if not fit:
        raise UsageError([finding("room-file", file=file[:_LONGEST_PATH])])
    return file


def _fit(file: str, text: str) -> str:
    """A text as it may be saved: lines end with LF. Raises InputError."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise InputError([finding("room-text", Place(file))]) from error
    _bounded(file, data)
    return _LINE_END.sub("\n", text.removeprefix(_BOM))


def _bounded(file: str, data: bytes) -> None:
    if len(data) > TEXT_LIMIT:
        size, limit = (f"{count / (1 << 20):.1f}" for count in (len(data), TEXT_LIMIT))
        raise InputError([finding("file-too-big", Place(file), path=file, size=size, limit=limit)])


def _ended_as(raw: str, text: str) -> str:
    """A text with the line ends of another; where those differ, a line that stays keeps its own."""
    ends = _LINE_END.findall(raw)
    if "\r" not in raw:
        return text
    usual = max(dict.fromkeys(ends), key=ends.count)
    if len(set(ends)) == 1:
        return text.replace("\n", usual)
    old, new = _LINE_END.split(raw), text.split("\n")
    own = [*ends, usual][: len(old)]
    kept = [usual] * len(new)
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        kept[block.b : block.b + block.size] = own[block.a : block.a + block.size]
    return "".join(line + end for line, end in zip(new, kept, strict=True)).removesuffix(kept[-1])


def _is_run(last: str, new: str) -> bool:
    """Whether two saves follow each other closely; a clock may have been set back between them."""
    try:
        return abs(datetime.fromisoformat(new) - datetime.fromisoformat(last)) < _RUN
    except (ValueError, TypeError):  # a journal from elsewhere
        return False
