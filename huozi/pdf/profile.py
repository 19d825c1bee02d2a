"""Profiles: what a PDF is made for, as data.

    name      for                         inks        links  bleed  rest
    plain     reading, the desk           as set      yes    no     the book as the link wrote it
    proof     proof-readers               as set      yes    no     slug with entry and page; lines
                                                                    and sources numbered; 校样
    plain-k   most printing houses        black       no     3 mm   boxes, marks, slug
    x4        ISO 15930-7, PDF/X-4        K or CMYK   no     3 mm   the same, and an output intent
    x1a       ISO 15930-4, PDF/X-1a:2003  K or CMYK   no     3 mm   the same, in PDF 1.4, nothing
                                                                    transparent
    screen    sending about               as set      yes    no     tagged; large pictures made
                                                                    smaller
    archive   ISO 19005-2, PDF/A-2u       K or RGB    yes    no     XMP, sRGB output intent

Preflight judges any PDF by the same table, a stranger's and every one that is made here. What a
press's black plate must not show is refused, never mended in silence: a colour that turns up in a
one-colour book is somebody's mistake.
"""

from pathlib import Path

from msgspec import Struct

from huozi.files import TooBigError, read_file
from huozi.pdf.icc import channels, description, unsound
from huozi.values.errors import UsageError, machine_error
from huozi.values.length import mm
from huozi.values.manuscript import Severity, finding

BLEED_PT = mm(3)  # 出血

#: Room around the trim for bleed, marks and slug.
MARGIN_PT = mm(12)


_DEVICE = frozenset(("gray", "cmyk", "pattern", "registration"))
_ANY = _DEVICE | frozenset(
    ("rgb", "icc-gray", "icc-cmyk", "icc-rgb", "cal-gray", "cal-rgb", "lab", "spot", "own")
)


class Profile(Struct, frozen=True):
    """What a purpose asks of a PDF. `None` for a severity: it does not matter there."""

    name: str
    press: bool = False  # onto plates: no links, bleed, boxes, marks; inks and resolution matter
    families: frozenset[str] = _ANY  # colour spaces, as `Colour.family` names them
    black_only: bool = False
    proof: bool = False  # slug and line numbers for proof-readers
    standard: str = ""  # PDF/X-4, PDF/X-1a:2003, PDF/A-2u
    version: str = "1.6"  # of PDF
    small: bool = False  # pictures no finer than a screen shows
    tagged: bool = False  # for those who have it read to them: PDF/UA
    icc: bool = False  # needs a printing condition as an ICC profile
    transparency: Severity | None = None
    annotations: Severity | None = None  # links, notes, forms
    unmapped: Severity = Severity.WARNING  # glyphs that do not say what they are

    @property
    def margin_pt(self) -> float:
        """Room around the trim."""
        return MARGIN_PT if self.press or self.proof else 0.0

    @property
    def pdfx(self) -> str:
        """Which PDF/X: X-1a, X-4, or none."""
        return self.standard[4:8].rstrip(":") if self.standard.startswith("PDF/X") else ""

    @property
    def pdfa(self) -> str:
        """Which PDF/A: 2u, or none."""
        return self.standard.removeprefix("PDF/A-") if self.standard.startswith("PDF/A") else ""

    @property
    def intent(self) -> str:
        """The kind of output intent it asks for, if any."""
        return "/GTS_PDFX" if self.pdfx else "/GTS_PDFA1" if self.pdfa else ""

    @property
    def type3(self) -> Severity:
        """How much a font of type 3 weighs."""
        return Severity.ERROR if self.press else Severity.WARNING


PLAIN = Profile("plain")
PROOF = Profile("proof", proof=True)  # office printers take any colour
PLAIN_K = Profile(
    "plain-k", press=True, families=_DEVICE, black_only=True,
    transparency=Severity.WARNING, annotations=Severity.WARNING,
)  # fmt: skip

PROFILES = {
    profile.name: profile
    for profile in (
        PLAIN,
        PROOF,
        PLAIN_K,
        # Live transparency and colour management, one printing condition.
        Profile("x4", press=True, families=_DEVICE | {"icc-gray", "icc-cmyk", "spot"},
                standard="PDF/X-4", icc=True, annotations=Severity.ERROR),
        # Device colours only, nothing transparent.
        Profile("x1a", press=True, families=_DEVICE | {"spot"}, standard="PDF/X-1a:2003",
                version="1.4", icc=True, transparency=Severity.ERROR, annotations=Severity.ERROR),
        Profile("screen", small=True, tagged=True, version="1.7"),
        Profile("archive", standard="PDF/A-2u", version="1.7", unmapped=Severity.ERROR),
    )
}  # fmt: skip

#: What can be judged: the book as the link wrote it is made for no purpose.
JUDGED = [name for name in PROFILES if name != PLAIN.name]


def stem_for(name: str, profile: Profile, usual: Profile = PLAIN) -> str:
    """The name of a file without its suffix: `book`, and `book-x4` for any but its usual purpose.

    So that what is made for one purpose does not take the place of what was made for another.
    """
    return name if profile.name == usual.name else f"{name}-{profile.name}"


# ---------------------------------------------------------------------------- printing conditions

#: A CMYK output profile (SWOP) under a free licence, and the Debian package that brings it. A
#: printer's own profile (`--icc`) is always the better one.
ICC_FILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
ICC_PACKAGE = "libgs-common"

_CHANNELS = (1, 4)  # grey and CMYK are what presses print
_ICC_LIMIT = 16 << 20


class Icc(Struct, frozen=True):
    """An ICC profile of a printing condition, its header read."""

    data: bytes
    channels: int  # 1 grey, 4 CMYK
    description: str


def printing_condition(file: Path | None, profile: Profile) -> Icc:
    """The ICC profile of a printing condition: the user's, or the one of the Debian package.

    Raises MachineError when there is none, or when it is not one of a press.
    """
    path = file or ICC_FILE
    try:
        data = read_file(path, _ICC_LIMIT)
    except TooBigError:
        raise machine_error("icc-unsound", path=path.name, reason="> 16 MiB") from None
    except OSError as error:
        if file is not None:
            raise machine_error("icc-missing", path=path, profile=profile.name) from error
        missing = machine_error("icc-not-installed", package=ICC_PACKAGE, profile=profile.name)
        raise missing from error
    if reason := unsound(data, _CHANNELS, press=True, pdf=profile.version):
        raise machine_error("icc-unsound", path=path.name, reason=reason)
    return Icc(data, channels(data), description(data) or path.stem)


class Purpose(Struct, frozen=True):
    """A profile, with the printing condition that goes with it."""

    profile: Profile = PLAIN
    icc: Icc | None = None
    proof: int = 0  # the round 校次 of a proof, to be printed in its stamp; 0: not told


def purpose(name: str, icc: Path | None = None, proof: int = 0) -> Purpose:
    """What the user asked for by name.

    Raises MachineError when the profile needs an ICC profile and there is none, UsageError when
    one is given to a profile that has no use for it.
    """
    profile = PROFILES[PROOF.name if proof and name == PLAIN.name else name]
    if proof and not profile.proof:
        raise UsageError([finding("proof-unused", profile=name)])
    if profile.icc:
        return Purpose(profile, printing_condition(icc, profile))
    if icc is not None:
        raise UsageError([finding("icc-unused", profile=name)])
    return Purpose(profile, proof=proof)
