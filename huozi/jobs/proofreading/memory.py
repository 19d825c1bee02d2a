"""What the rules found in texts that have not changed, kept on the book's shelf as entries are.

A text's passages, their places and their hits depend on the text as it was read, on the files it
stands in, and on the code and the words of the rules: the key digests them all.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby, repeat
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from huozi.files import read_file
from huozi.proofread.rules import rules
from huozi.proofread.run import look, masked
from huozi.proofread.text import passages
from huozi.proofread.values import Hit, Passage, ProofRule
from huozi.read.whereabouts import NOWHERE
from huozi.store.closure import PACKAGE, stage_digest
from huozi.store.shelf import seal, unsealed
from huozi.values.manuscript import BlockKind, Entry, Matter

_FILE = "proofread"
_WORDS_BYTES = 64 * 1024 * 1024
_Hits = dict[str, tuple[Hit, ...]]
_KeptHits = dict[str, tuple[tuple[int, int, str | None, str, bool], ...]]


class _KeptPassage(Struct, frozen=True, array_like=True):
    """A passage with its hits; `runs` are first offset and length, one pair after the other."""

    text: str
    file: str
    line: int
    runs: tuple[int, ...]
    unit: str
    kind: BlockKind | None
    level: int
    label: str
    note: str
    code: tuple[tuple[int, int], ...]
    hits: _KeptHits


class _KeptText(Struct, frozen=True, array_like=True):
    """The passages of a text, and by which rules they were looked at."""

    looked: tuple[str, ...]
    passages: tuple[_KeptPassage, ...]


_Texts = dict[str, _KeptText]
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[str, _Texts])


class ProofMemory:
    """Passages and hits by text. Only what the last run used is kept, so that it does not grow."""

    def __init__(self, folder: Path, asked: Iterable[ProofRule]) -> None:
        """`asked` are all rules that will be put to the book; what its own find is not kept."""
        known, asked = {rule.id for rule in rules()}, tuple(asked)
        self._asked = tuple(rule for rule in asked if rule.id in known)
        self._own = tuple(rule for rule in asked if rule.id not in known)
        self._ids = {rule.id for rule in self._asked}
        self._path = folder / _FILE
        self._code = rules_digest()
        self._known = self._load()
        self._written = True
        self._used: _Texts = {}
        self._hits: dict[tuple[object, ...], _KeptHits] = {}

    def _load(self) -> _Texts:
        try:
            code, known = _decoder.decode(unsealed(self._path))
        except (OSError, ValueError, msgspec.MsgspecError):
            return {}
        return known if code == self._code else {}

    def passages(self, text: Entry | Matter, typed: Callable[[str], str]) -> tuple[Passage, ...]:
        """The passages of a text and of its annexes, looked at by the rules or remembered."""
        key = _key(text, typed)
        kept = self._known.get(key)
        if kept is None:
            made = passages(text, typed)
            kept = _KeptText((), tuple(_kept(one) for one in made))
        else:
            made = tuple(map(_passage, kept.passages))
        prose = tuple(map(masked, made))
        if more := [rule for rule in self._asked if rule.id not in kept.looked]:
            hits = (
                {**k.hits, **_told(look(m, more))}
                for m, k in zip(prose, kept.passages, strict=True)
            )
            looked = tuple(sorted((*kept.looked, *(rule.id for rule in more))))
            pairs = zip(kept.passages, hits, strict=True)
            kept = _KeptText(looked, tuple(replace(one, hits=found) for one, found in pairs))
            self._written = False
        self._used[key] = kept
        self._hits.update(
            (_content(one), found.hits) for one, found in zip(prose, kept.passages, strict=True)
        )
        return made

    def look(self, passage: Passage, asked: Sequence[ProofRule]) -> _Hits:
        """What the rules find in a passage."""
        known = self._hits.get(_content(passage))
        if known is None:
            return look(passage, asked)
        kept = {
            name: tuple(Hit(*hit) for hit in found)
            for name, found in known.items()
            if name in self._ids
        }
        return kept | look(passage, self._own) if self._own else kept

    def close(self) -> None:
        """Write what this run used, if it differs from the file."""
        if not self._written or self._used.keys() != self._known.keys():
            seal(self._path, _encoder.encode((self._code, self._used)))


@cache  # of what this process runs and has read, whatever becomes of the files
def rules_digest() -> str:
    """A digest of all that shapes what rules find: their code, and the words they know."""
    digest = hashlib.sha256(stage_digest("proofread").encode())
    for path in sorted((PACKAGE / "proofread" / "words").glob("*.txt")):
        data = read_file(path, _WORDS_BYTES)
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _key(text: Entry | Matter, typed: Callable[[str], str]) -> str:
    digest = hashlib.sha256(_encoder.encode(text))
    for file in dict.fromkeys(_files(text)):
        digest.update(f"\0{file}\0{typed(file)}".encode())
    return digest.hexdigest()


def _files(text: Entry | Matter) -> Iterator[str]:
    """The files that a text and its annexes stand in."""
    if text.place.file.endswith(".md"):
        yield text.place.file
    yield from (block.place.file for block in text.body)
    for annex in getattr(text, "annexes", ()):
        yield from _files(annex)


def _content(passage: Passage) -> tuple[object, ...]:
    """What a rule may look at in a passage."""
    return passage.text, passage.kind, passage.level, passage.label, passage.note


def _told(hits: _Hits) -> _KeptHits:
    return {
        name: tuple((hit.start, hit.stop, hit.instead, hit.of, hit.sure) for hit in its)
        for name, its in hits.items()
    }


def _kept(passage: Passage) -> _KeptPassage:
    return _KeptPassage(
        passage.text, passage.file, passage.line, tuple(_runs(passage.offsets)), passage.unit,
        passage.kind, passage.level, passage.label, passage.note, passage.code, {},
    )  # fmt: skip


def _runs(offsets: Sequence[int]) -> Iterator[int]:
    """Offsets as runs of characters that stand one behind the other, or nowhere."""
    if isinstance(offsets, range):  # most texts are one run
        yield from (offsets.start, len(offsets))
        return

    def run(at: tuple[int, int]) -> tuple[bool, int]:
        number, offset = at
        return (True, 0) if offset == NOWHERE else (False, offset - number)

    for _, group in groupby(enumerate(offsets), run):
        its = [offset for _, offset in group]
        yield from (its[0], len(its))


def _passage(kept: _KeptPassage) -> Passage:
    runs = zip(kept.runs[::2], kept.runs[1::2], strict=True)
    pieces = [
        repeat(NOWHERE, count) if first == NOWHERE else range(first, first + count)
        for first, count in runs
    ]
    offsets = pieces[0] if len(pieces) == 1 else tuple(chain.from_iterable(pieces))
    return Passage(
        kept.text, kept.file, kept.line, offsets if isinstance(offsets, range) else tuple(offsets),
        kept.unit, kept.kind, kept.level, kept.label, kept.note, kept.code,
    )  # fmt: skip
