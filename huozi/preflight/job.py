"""What is to be judged, against what; and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from huozi.pdf.marks import Box
from huozi.pdf.profile import BLEED_PT
from huozi.preflight.document import Document
from huozi.preflight.profiles import Requirements
from huozi.values.manuscript import Finding


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with its place: page (from 1; 0: the whole file) and box, where it has one.

    Parameters of the finding leave the page out, so that the same fault on many pages is one line.
    """

    finding: Finding
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the caller knows of the job. Whatever is left out is not checked."""

    signature: int = 0  # pages of a signature: the count must be a multiple
    trim_pt: tuple[float, float] | None = None
    bleed_pt: float = BLEED_PT
    fonts: tuple[str, ...] = ()  # families that are allowed
    record: Mapping[str, Any] = field(default_factory=dict)  # book.json
    text: str = ""  # what the body must say
    one_colour: bool = False  # black alone, whatever the profile allows
    spine_pt: float | None = None
    flap_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class PreflightJob:
    """A document, its profile, and what is known of it."""

    document: Document
    profile: Requirements
    wanted: Wanted = field(default_factory=Wanted)
    cover: Document | None = None

    @property
    def black_only(self) -> bool:
        """For the black plate alone."""
        return self.profile.black_only or self.profile.press and self.wanted.one_colour


def union(boxes: list[Box]) -> Box | None:
    """The box around all boxes."""
    if not boxes:
        return None
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
