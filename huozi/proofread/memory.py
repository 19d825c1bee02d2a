"""What earlier looks at a book found, so that an edit costs no more than the entry it is of.

The hits of a rule in a passage depend on the passage's text and kind; the passages of an entry on
the text of its files. Both are kept while a program runs, and hits can be kept in a file as well,
under the digest of what they depend on: whoever keeps it forgets it when the code changes.
"""

import hashlib
from collections.abc import Sequence

import msgspec

from huozi.proofread.run import look
from huozi.proofread.text import Parts
from huozi.proofread.values import Hit, Passage, ProofRule

_Hits = dict[str, tuple[Hit, ...]]


class ProofMemory:
    """Hits by the digest of a passage and of the rules asked, and passages by entry.

    `look` is handed to `proofread`, `parts` to `volume`.
    """

    def __init__(self, kept: bytes = b"") -> None:
        self.parts: Parts = {}
        self._before: dict[bytes, _Hits] = {}
        self._used: dict[bytes, _Hits] = {}
        self._ids: dict[tuple[str, ...], bytes] = {}
        if kept:
            try:
                self._before = msgspec.msgpack.decode(kept, type=dict[bytes, _Hits])
            except msgspec.MsgspecError:
                self._before = {}  # another version's: nothing is known

    def look(self, passage: Passage, rules: Sequence[ProofRule]) -> _Hits:
        """What rules find in a passage, as `run.look` has it, looked for once."""
        key = self._key(passage, rules)
        found = self._used.get(key)
        if found is None:
            found = self._before.get(key)
            self._used[key] = found = look(passage, rules) if found is None else found
        return found

    def _key(self, passage: Passage, rules: Sequence[ProofRule]) -> bytes:
        ids = tuple([rule.id for rule in rules])
        if ids not in self._ids:
            self._ids[ids] = hashlib.sha256(repr(ids).encode()).digest()
        said = f"{passage.kind}\0{passage.level}\0{passage.label}\0{passage.text}"
        return hashlib.sha256(self._ids[ids] + said.encode("utf-8", "surrogatepass")).digest()

    def kept(self) -> bytes:
        """What this program asked for, to be handed to a later one."""
        return msgspec.msgpack.encode(self._used)
