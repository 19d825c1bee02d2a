"""What is mechanical, changed in the files of a book: shown first, and read again before that."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from huozi.files import read_below, write_together
from huozi.jobs.proofreading.job import Proofreading, errors_of
from huozi.proofread.patch import Amendment, patched, rewritten
from huozi.proofread.run import applied
from huozi.proofread.text import volume
from huozi.proofread.values import Alarm, Hit, Passage, ProofRule
from huozi.read.manuscript import surveyed
from huozi.read.source import TEXT_LIMIT, ReadOnce
from huozi.values.errors import InputError, UsageError
from huozi.values.manuscript import Place, finding

#: A line as programs count that apply a diff: no other sign ends one.
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Mended(Struct, frozen=True):
    """Files as they would be, what was changed in them, and what is left for a person."""

    before: Mapping[str, str]  # by path in the book; lines end as they do in the file
    after: Mapping[str, str]
    made: tuple[Alarm, ...]
    left: tuple[Alarm, ...]

    def diff(self) -> str:
        """The changes as a unified diff, to be applied in the book's folder."""
        return "".join(self._of_file(file) for file in self.after)

    def _of_file(self, file: str) -> str:
        before, after = (_LINE.findall(text[file]) for text in (self.before, self.after))
        lines = difflib.unified_diff(before, after, f"a/{file}", f"b/{file}")
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in lines
        )

    def write(self, book_dir: Path) -> None:
        """Replace all files, or none. Raises InputError where one was saved meanwhile, OSError."""
        changed = [file for file, text in self.before.items() if _typed(book_dir, file) != text]
        if changed:
            raise InputError(finding("files-changing", Place(file)) for file in changed)
        write_together({book_dir / file: text.encode() for file, text in self.after.items()})


def refuse_unmechanical(rules: Iterable[ProofRule]) -> None:
    """Raise UsageError for rules whose finds a person has to mend."""
    wrong = [rule.id for rule in rules if not rule.fixes]
    if wrong:
        raise UsageError([finding("proof-by-hand", rules=tuple(wrong))])


def mended(desk: Proofreading, book_dir: Path, accepted: Iterable[ProofRule]) -> Mended:
    """The book with all that some rules suggest. What could not be read again as it was meant is
    left for a person, and so are all changes of the file it stands in.
    """
    ids = {rule.id for rule in accepted if rule.fixes}
    by_file: dict[str, list[Alarm]] = defaultdict(list)
    for placed in desk.alarms:
        if placed.alarm.rule in ids and placed.alarm.hit.instead is not None:
            by_file[placed.alarm.passage.file].append(placed.alarm)
    source, left = ReadOnce(book_dir), list[Alarm]()
    changes: dict[str, tuple[Amendment, ...]] = {}
    made: dict[str, tuple[Alarm, ...]] = {}
    for file, alarms in by_file.items():
        found = patched(source.peek(file), alarms)
        left += found.left
        if found.changes:
            changes[file], made[file] = found.changes, found.made
    while changes:
        texts = {file: rewritten(source.peek(file), its) for file, its in changes.items()}
        wrong = set(_misread(desk, book_dir, texts, made)) & changes.keys()
        if not wrong:
            break
        for file in wrong:
            left += made.pop(file)
            del changes[file]
    before = {file: _typed(book_dir, file) for file in changes}
    after = {file: rewritten(before[file], changes[file]) for file in changes}
    return Mended(before, after, tuple(one for its in made.values() for one in its), tuple(left))


def _misread(
    desk: Proofreading,
    book_dir: Path,
    texts: Mapping[str, str],
    made: Mapping[str, tuple[Alarm, ...]],
) -> Iterator[str]:
    """Files whose running text would differ from what was meant; all of them where it can't be
    told which.
    """
    source = ReadOnce(book_dir, texts)
    survey = surveyed(source)
    if survey.manuscript is None:
        yield from texts
        return
    known = {(found.code, found.place and found.place.file) for found in desk.errors}
    for found in errors_of(survey):
        if (found.code, found.place and found.place.file) not in known:
            file = found.place.file if found.place else ""
            yield from [file] if file in texts else texts
    hits: dict[int, list[Hit]] = defaultdict(list)
    for alarm in (one for its in made.values() for one in its):
        hits[id(alarm.passage)].append(alarm.hit)
    old, new = desk.volume.passages, volume(survey.manuscript, source.peek).passages
    if len(old) != len(new):
        yield from texts
        return
    for was, now in zip(old, new, strict=True):
        if _content(now) != (*_content(was)[:-1], applied(was.text, hits[id(was)])):
            yield from [was.file] if was.file in texts else texts


def _content(passage: Passage) -> tuple[object, ...]:
    return (
        passage.unit, passage.file, passage.kind, passage.level, passage.label, passage.note,
        passage.text,
    )  # fmt: skip


def _typed(book_dir: Path, file: str) -> str:
    """A file with its lines ended as they are, and its byte-order mark. Raises OSError."""
    return read_below(book_dir, PurePosixPath(file), TEXT_LIMIT).decode()
