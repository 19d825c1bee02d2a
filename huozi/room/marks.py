"""Marks in the manner of GB/T 14706: replace, delete, insert, query, anchored to source text.

A mark is made on a page and kept with the words it is about. As texts change it goes on with its
words, or is told to be lost; nothing here changes a text. The room saves what an accepted mark asks
for as it saves what an editor typed.
"""

import threading
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from huozi.read.source import MissingFileError, RefusedError, Source
from huozi.room.anchoring import Carrier, MarkAnchor, anchored, refound
from huozi.room.markledger import MarkAnswered, MarkLedger, MarkMade, MarksCarried
from huozi.room.proofnames import newest_proof
from huozi.room.values import MarkState, RoomMark, base_of, now

ROOM = ".room"
#: What is done with a mark → what it is then.
_STATES: dict[str, MarkState] = {
    "accept": "accepted", "decline": "declined", "withdraw": "withdrawn",
}  # fmt: skip
#: Where marks stand is written down again after so many states of a text.
_WRITTEN_EVERY = 20
#: So many characters behind a mark tell people where something is to be put in.
_BEHIND = 12


class Marks:
    """The marks of a book. Threads may share it."""

    def __init__(self, book: Path) -> None:
        self._book = book
        self._ledger = MarkLedger(book / ROOM)
        self._lock = threading.RLock()
        self._stands: dict[str, tuple[str, int]] = {}  # by id: base and offset, newer than written
        self._texts: dict[str, str] = {}  # by base, those in which open marks stand
        self._lost: set[str] = set()
        self._unwritten: dict[str, int] = {}  # by file: states of the text since it was written

    def all(self, texts: Mapping[str, str]) -> tuple[RoomMark, ...]:
        """All marks, where they stand in these texts, by file. Raises OSError.

        Those whose words are not there are lost; should the words come back, so do they.
        """
        with self._lock:
            self._ledger.refresh()
            for file in {made.mark.file for made in self._ledger.made.values()}:
                self._carry(file, texts.get(file))
            return tuple(map(self._now, self._ledger.made))

    def add(self, mark: RoomMark, typed: str | None = None) -> RoomMark:
        """Keep a new mark. `typed` is the text it is in; else the file is read as it stands.

        Raises ValueError where the marked words do not stand there, OSError.
        """
        text = self._typed(mark.file) if typed is None else typed
        anchor = anchored(text, mark.offset, mark.length)
        if anchor.found != mark.found or mark.id in self._ledger.made:
            raise ValueError(mark.id)
        mark = replace(mark, state="open", proof=mark.proof or newest_proof(self._book / ROOM))
        base = base_of(text)
        made = MarkMade(mark, base, anchor.before, anchor.behind)
        self._ledger.write(made, texts={base: text})
        return mark

    def answer(self, id: str, action: str, who: str, words: str) -> RoomMark:
        """Accept, decline or withdraw an open or lost mark; `words` say why.

        Raises KeyError for marks and actions that are not known, ValueError for a mark that has
        its answer, OSError.
        """
        with self._lock:
            state = _STATES[action]
            self._ledger.refresh()
            if id not in self._ledger.made:
                raise KeyError(id)
            if id in self._ledger.answered:
                raise ValueError(id)
            base, offset = self._place(id)
            text = self._text(base)
            event = MarkAnswered(id, state, who, words, now(), offset, base)
            self._ledger.write(event, texts={base: text} if text is not None else None)
            self._lost.discard(id)
            self._stands.pop(id, None)
            return self._now(id)

    # ---------------------------------------------------------------- where marks stand

    def _typed(self, file: str) -> str:
        try:
            return Source(self._book).peek(file)
        except (MissingFileError, RefusedError) as error:
            raise ValueError(file) from error

    def _place(self, id: str) -> tuple[str, int]:
        return self._stands.get(id) or self._ledger.stands[id]

    def _text(self, base: str) -> str | None:
        found = self._texts.get(base)
        return self._ledger.text(base) if found is None else found

    def _now(self, id: str) -> RoomMark:
        made = self._ledger.made[id]
        mark = replace(made.mark, behind=made.behind.partition("\n")[0][:_BEHIND])
        answered = self._ledger.answered.get(id)
        if answered is not None:
            return replace(
                mark, offset=answered.offset, state=answered.state, answer=answered.words,
                answered_by=answered.who,
            )  # fmt: skip
        state: MarkState = "lost" if id in self._lost else "open"
        return replace(mark, offset=self._place(id)[1], state=state)

    def _carry(self, file: str, text: str | None) -> None:
        """Carry the open marks of a file to a text of it."""
        ids = [
            id for id, made in self._ledger.made.items()
            if made.mark.file == file and id not in self._ledger.answered
        ]  # fmt: skip
        if text is None:
            self._lost.update(ids)
            return
        base, moved = base_of(text), False
        carriers: dict[str, Carrier] = {}
        for id in ids:
            stood, offset = self._place(id)
            if stood == base:
                self._lost.discard(id)
                continue
            found = self._found(id, stood, offset, text, carriers)
            if found is None:
                self._lost.add(id)
                continue
            self._lost.discard(id)
            self._stands[id] = base, found.offset
            moved = True
        if moved:
            self._keep(file, base, text)

    def _found(
        self, id: str, stood: str, offset: int, text: str, carriers: dict[str, Carrier]
    ) -> MarkAnchor | None:
        made, known = self._ledger.made[id], carriers.get(stood)
        old = known.old if known else self._text(stood)
        if old is None:  # what it stood in was lost
            return refound(MarkAnchor(offset, made.mark.found, made.before, made.behind), text)
        if stood not in carriers:
            carriers[stood] = Carrier(old, text)
        return carriers[stood].carried(anchored(old, offset, made.mark.length))

    def _keep(self, file: str, base: str, text: str) -> None:
        """Keep the texts in which marks stand; write down where, once in a while."""
        self._texts[base] = text
        wanted = {stood for stood, _ in self._stands.values()}
        self._texts = {one: words for one, words in self._texts.items() if one in wanted}
        self._unwritten[file] = self._unwritten.get(file, 0) + 1
        if self._unwritten[file] >= _WRITTEN_EVERY:
            self.settle()

    def settle(self) -> None:
        """Write down where open marks stand. Raises OSError."""
        with self._lock:
            by_text: dict[tuple[str, str], dict[str, int]] = {}
            for id, (base, offset) in self._stands.items():
                file = self._ledger.made[id].mark.file
                by_text.setdefault((file, base), {})[id] = offset
            events = [MarksCarried(*key, offsets) for key, offsets in by_text.items()]
            texts = {base: self._texts[base] for _, base in by_text if base in self._texts}
            if events:
                self._ledger.write(*events, texts=texts)
            self._stands.clear()
            self._texts.clear()
            self._unwritten.clear()
