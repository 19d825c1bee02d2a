"""Booklets that name their entries by number: what they hold moves when the book changes.

Files follow their texts; numbers do not. So what a booklet holds by number is said whenever it is
made, and it is a warning where that is something else than when it was last made.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from huozi.files import read_file
from huozi.prove.record import RECORD_BYTES
from huozi.values.manuscript import Booklet, Entry, Finding, Manuscript, Severity, finding
from huozi.values.style import ENTRY_KINDS

_ENTRIES = frozenset(ENTRY_KINDS)
#: Titles that a finding lists.
_MOST = 6


def by_number(manuscript: Manuscript, item: Booklet, record: Path) -> Iterator[Finding]:
    """What is to be said of a booklet; `record` is the file that tells what it held before."""
    if item.counted is None:
        return
    now = [manuscript.entries[number - 1] for number in item.numbers]
    before, held = _held(record), {entry.place.file for entry in now}
    known = {entry.place.file: entry for entry in manuscript.entries}
    if before and before != held:
        gone = [known[file].toc_title if file in known else file for file in sorted(before - held)]
        come = [entry for entry in now if entry.place.file not in before]
        yield finding(
            "booklet-moved", item.counted, Severity.WARNING, name=item.name,
            gone=_listed(gone), come=_titles(come),
        )  # fmt: skip
    else:
        yield finding(
            "booklet-by-number", item.counted, Severity.INFO, name=item.name, titles=_titles(now)
        )


def _held(record: Path) -> set[str]:
    """The files of the entries that a booklet held when it was last made; none that is known."""
    try:
        units = json.loads(read_file(record, RECORD_BYTES))["entries"]
        return {unit["file"] for unit in units if unit["kind"] in _ENTRIES}
    except (OSError, ValueError, LookupError, TypeError):
        return set()


def _titles(entries: list[Entry]) -> str:
    return _listed([entry.toc_title for entry in entries])


def _listed(words: list[str]) -> str:
    more = [f"… ({len(words)})"] if words[_MOST:] else []
    return " / ".join([*words[:_MOST], *more]) or "—"
