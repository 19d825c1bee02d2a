"""What is to be judged, against what; what was found; and how a check is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from huozi.pdf.boxes import Box
from huozi.pdf.profile import BLEED_PT, Profile
from huozi.preflight.canvas import STRANGE
from huozi.preflight.document import Document, DocumentPage
from huozi.values.manuscript import Finding, Severity, finding

#: Colours of devices by the channels of an output intent, beside grey.
_DEVICES = {1: frozenset[str](), 3: frozenset(("rgb",)), 4: frozenset(("cmyk",))}


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
    profile: Profile
    wanted: Wanted = field(default_factory=Wanted)
    cover: Document | None = None

    @property
    def black_only(self) -> bool:
        """For the black plate alone."""
        return self.profile.black_only or self.profile.press and self.wanted.one_colour

    @property
    def families(self) -> frozenset[str]:
        """Colour spaces that may be painted in.

        Of device colours a standard knows grey and those that its output intent is about (ISO
        15930-7, 6.2.4; ISO 19005-2, 6.2.4.3).
        """
        intent = self.document.intent(self.profile.intent)
        try:
            about = _DEVICES[int(intent.DestOutputProfile.N)]
        except STRANGE:  # judged by itself
            return self.profile.families
        return self.profile.families - (_DEVICES[3] | _DEVICES[4]) | about & self.profile.families


Check = Callable[[PreflightJob], Iterator[PlacedFinding]]
PageCheck = Callable[[PreflightJob, DocumentPage], Iterator[PlacedFinding]]


def each_page(look: PageCheck) -> Check:
    """Make a check out of one that looks at a single page."""

    @wraps(look)
    def check(job: PreflightJob) -> Iterator[PlacedFinding]:
        for page in job.document.pages:
            yield from look(job, page)

    return check


def each_press_page(look: PageCheck) -> Check:
    """The same, where the file goes onto plates."""
    whole = each_page(look)

    @wraps(look)
    def check(job: PreflightJob) -> Iterator[PlacedFinding]:
        return whole(job) if job.profile.press else iter(())

    return check


def fault(
    code: str, page: DocumentPage | int = 0, box: Box | None = None,
    severity: Severity = Severity.ERROR, **params: object,
) -> PlacedFinding:  # fmt: skip
    """A finding with its place; it weighs as an error unless told otherwise."""
    number = page if isinstance(page, int) else page.number
    return PlacedFinding(finding(code, None, severity, **params), number, box)


def warning(
    code: str, page: DocumentPage | int = 0, box: Box | None = None, **params: object
) -> PlacedFinding:
    """A finding for a person to look at."""
    return fault(code, page, box, Severity.WARNING, **params)
