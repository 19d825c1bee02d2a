"""What the room asks of a book's desk, its marks and its proofs.

A desk that does not know a name raises LookupError; what can't be right ValueError; what a person
has to mend HuoziError; what took too long TimeoutError. Events are dicts with a `type`, of values
that `values.to_json` can write, and may be told from any thread.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from huozi.room.corrections import RoomCorrection
from huozi.room.values import (
    Conflict,
    OpenText,
    RoomDoubt,
    RoomEdition,
    RoomHit,
    RoomMark,
    RoomProof,
    Saved,
    TextFile,
    Version,
)
from huozi.spots.values import PageBox, SourceSpot

Tell = Callable[[dict[str, Any]], None]


class DeskLike(Protocol):
    """A book that is kept warm: its pages, its texts."""

    @property
    def edition(self) -> RoomEdition | None:
        """The last good edition; None before the first."""

    async def start(self) -> None:
        """Begin to press."""

    async def stop(self) -> None:
        """End, with all processes."""

    async def picture(self, name: str, scale: int) -> bytes:
        """A page as PNG, at so many per cent of 72 dpi."""

    async def pdf(self) -> Path:
        """The last good edition."""

    async def newest(self) -> Path:
        """The edition of the texts as they stand, made anew. Raises TimeoutError where that takes
        too long, InputError where they give none.
        """

    async def spot(self, page: int, x: float, y: float) -> SourceSpot | None:
        """What stands at a point of a page."""

    async def where(self, file: str, offset: int, length: int = 1) -> Sequence[PageBox]:
        """Where characters of a text stand."""

    async def search(self, words: str, whose: str = "") -> Sequence[RoomHit]:
        """Where words stand in the texts. Somebody's new search takes the place of the last one,
        which ends with TimeoutError.
        """

    async def proofread(self, file: str) -> Sequence[RoomDoubt]:
        """What the rules of proofreading doubt in a text."""

    async def files(self) -> Sequence[TextFile]:
        """The texts that may be edited."""

    async def texts(self) -> Mapping[str, str]:
        """All texts that may be edited and can be read, as they stand."""

    async def text(self, file: str, who: str) -> OpenText:
        """A text as it stands, with somebody's draft of it."""

    async def save(
        self, file: str, text: str, base: str, who: str, reason: str
    ) -> Saved | Conflict:
        """Keep a text: into the journal, then into the file."""

    async def draft(self, file: str, text: str, base: str, who: str) -> None:
        """Keep what somebody has typed and not saved."""

    async def forget_draft(self, file: str, who: str) -> None:
        """Drop somebody's draft."""

    async def history(self, file: str) -> Sequence[Version]:
        """The states of a text, the newest first."""

    async def version(self, file: str, id: str) -> str:
        """A text as it was."""

    async def accept(
        self, file: str, base: str, offset: int, length: int, found: str, replacement: str, who: str
    ) -> Saved | Conflict:
        """Put a replacement into a text, where `found` stands."""

    async def rule(self, rule: str, text: str, reason: str, who: str) -> None:
        """Keep that a doubt is no error."""


class MarksLike(Protocol):
    """The marks of a book. `texts` are its texts by file."""

    def all(self, texts: Mapping[str, str]) -> Sequence[RoomMark]:
        """All marks, where they stand in these texts."""

    def add(self, mark: RoomMark, typed: str | None = None) -> RoomMark:
        """Keep a new mark; `typed` is the text it is in."""

    def answer(self, id: str, action: str, who: str, words: str) -> RoomMark:
        """Accept, decline or withdraw a mark."""


class ProofsLike(Protocol):
    """The frozen proofs of a book."""

    def all(self) -> Sequence[RoomProof]:
        """All proofs, the oldest first."""

    def freeze(
        self, name: str, edition_pdf: Path, texts: Mapping[str, str],
        marks: Sequence[RoomMark], who: str,
    ) -> RoomProof:  # fmt: skip
        """Keep the edition as a proof."""

    def pdf(self, name: str) -> Path:
        """The pages of a proof."""

    def corrections(
        self, name: str, texts: Mapping[str, str], marks: Sequence[RoomMark]
    ) -> Sequence[RoomCorrection]:
        """核红: each mark of a proof, done or not."""
