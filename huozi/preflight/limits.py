"""How much of a stranger's file is read before preflight gives up, so that a bomb stays bounded."""

import time
from dataclasses import dataclass, field

from huozi.sandbox import Bounds

#: The end from outside comes after the one from inside, which has more to say: opening the file
#: and drawing the pictures come on top.
_GRACE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class PreflightLimits:
    """Bounds in time and memory. A book of a thousand full pages stays far below all of them."""

    file_bytes: int = 1 << 30
    pages: int = 5_000
    stream_bytes: int = 96 << 20  # one stream, unpacked
    streams_bytes: int = 1 << 30  # all content streams, unpacked
    operators: int = 20_000_000
    page_operators: int = 3_000_000
    marks: int = 1_500_000
    glyphs: int = 4_000_000
    depth: int = 12  # forms within forms
    seconds: float = 120.0
    memory_mib: int = 4_096

    @property
    def work(self) -> Bounds:
        """What ends the work from outside."""
        return Bounds(self.seconds + _GRACE_SECONDS, self.memory_mib)


DEFAULT = PreflightLimits()


class LimitError(Exception):
    """A bound was reached. `what` names it; `whole`: for the whole document, not just a page."""

    def __init__(self, what: str, whole: bool = True) -> None:
        self.what, self.whole = what, whole
        super().__init__(what)


@dataclass(slots=True)
class Budget:
    """What is left of the limits while a document is read."""

    limits: PreflightLimits
    operators: int = 0
    page_operators: int = 0
    bytes: int = 0
    marks: int = 0
    glyphs: int = 0
    deadline: float = field(default=0.0)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.limits.seconds

    def begin_page(self) -> None:
        """A new page may use its own share of operators."""
        self.page_operators = 0

    def spend_operator(self) -> None:
        """One operator was read."""
        self.page_operators += 1
        if self.page_operators % 4096 == 0:
            self.operators += 4096
            if self.operators > self.limits.operators:
                raise LimitError("operators")
            if time.monotonic() > self.deadline:
                raise LimitError("seconds")
        if self.page_operators > self.limits.page_operators:
            raise LimitError("operators", whole=False)

    def spend_bytes(self, count: int) -> None:
        """A content stream was unpacked."""
        self.bytes += count
        if self.bytes > self.limits.streams_bytes:
            raise LimitError("bytes")

    def spend_mark(self, glyphs: int = 0) -> None:
        """Something painted will be kept in memory."""
        self.marks += 1
        self.glyphs += glyphs
        if self.marks > self.limits.marks or self.glyphs > self.limits.glyphs:
            raise LimitError("marks")
