"""What a PDF is for: the profiles, as data."""

from dataclasses import dataclass

from huozi.values.manuscript import Severity

_ANY = frozenset(
    ("gray", "cmyk", "rgb", "icc-gray", "icc-cmyk", "icc-rgb", "cal-gray", "cal-rgb", "lab", "spot",
     "own", "pattern", "registration")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a purpose allows. `None` for a severity: it does not matter there."""

    name: str
    press: bool  # goes onto plates: boxes, bleed, inks and resolution matter
    families: frozenset[str] = _ANY  # colour spaces, as `Colour.family` names them
    black_only: bool = False
    transparency: Severity | None = None
    annotations: Severity | None = None  # links, notes, forms
    embedded: Severity = Severity.ERROR
    unmapped: Severity = Severity.WARNING  # glyphs that do not say what they are
    type3: Severity = Severity.WARNING
    pdfx: str = ""  # X-1a, X-4
    pdfa: str = ""  # 2u
    tagged: bool = False


PROFILES = (
    # One-colour books at most Chinese printing houses: plain PDF, black plate alone.
    Requirements(
        "plain-k", press=True, black_only=True,
        families=frozenset(("gray", "cmyk", "pattern", "registration")),
        transparency=Severity.WARNING, annotations=Severity.WARNING, type3=Severity.ERROR,
    ),
    # ISO 15930-7: live transparency and colour management, one printing condition.
    Requirements(
        "x4", press=True,
        families=frozenset(
            ("gray", "cmyk", "icc-gray", "icc-cmyk", "spot", "pattern", "registration")
        ),
        annotations=Severity.ERROR, type3=Severity.ERROR, pdfx="X-4",
    ),
    # ISO 15930-1: device colours only, nothing transparent.
    Requirements(
        "x1a", press=True,
        families=frozenset(("gray", "cmyk", "spot", "pattern", "registration")),
        transparency=Severity.ERROR, annotations=Severity.ERROR, type3=Severity.ERROR,
        pdfx="X-1a",
    ),
    # For the editor's desk: office printers take any colour.
    Requirements("proof", press=False),
    Requirements("screen", press=False, tagged=True),
    # ISO 19005-2, level U.
    Requirements("archive", press=False, unmapped=Severity.ERROR, type3=Severity.WARNING,
                 pdfa="2u"),
)  # fmt: skip

BY_NAME = {profile.name: profile for profile in PROFILES}
