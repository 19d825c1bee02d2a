"""Profiles: what a PDF is made for, as data.

    name      for                         inks        links  bleed  rest
    plain     reading, the desk           as set      yes    no     the book as the link wrote it
    proof     proof-readers               as set      yes    no     slug with entry and page, line
                                                                    numbers, stamp 校样
    plain-k   most printing houses        black       no     3 mm   boxes, marks, slug
    x4        ISO 15930-7, PDF/X-4        K or CMYK   no     3 mm   the same, and an output intent
    x1a       ISO 15930-4, PDF/X-1a:2003  K or CMYK   no     3 mm   the same, in PDF 1.4, nothing
                                                                    transparent
    screen    sending about               as set      yes    no     tagged; large pictures made
                                                                    smaller
    archive   ISO 19005-2, PDF/A-2u       K or RGB    yes    no     XMP, sRGB output intent

What a press's black plate must not show is refused when a profile is applied, never mended in
silence: a colour that turns up in a one-colour book is somebody's mistake.
"""

from dataclasses import dataclass
from pathlib import Path

from huozi.pdf.icc import channels, description, unsound
from huozi.values.errors import UsageError, machine_error
from huozi.values.length import mm
from huozi.values.manuscript import finding

BLEED_PT = mm(3)  # 出血

#: Room around the trim for bleed, marks and slug.
MARGIN_PT = mm(12)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a purpose asks of the finished PDF."""

    name: str
    press: bool = False  # onto plates: no links, bleed, boxes, marks
    inks: frozenset[str] | None = None  # families of colour; None: any
    proof: bool = False  # slug and line numbers for proof-readers
    standard: str = ""  # PDF/X-4, PDF/X-1a:2003, PDF/A-2u
    version: str = "1.6"  # of PDF
    small: bool = False  # pictures no finer than a screen shows
    tagged: bool = False  # for those who have it read to them: PDF/UA
    icc: bool = False  # needs a printing condition as an ICC profile

    @property
    def margin_pt(self) -> float:
        """Room around the trim."""
        return MARGIN_PT if self.press or self.proof else 0.0


_BLACK = frozenset(("gray",))
_PROCESS = frozenset(("gray", "cmyk"))

PLAIN = Profile("plain")
PLAIN_K = Profile("plain-k", press=True, inks=_BLACK)

PROFILES = {
    profile.name: profile
    for profile in (
        PLAIN,
        Profile("proof", proof=True),
        PLAIN_K,
        Profile("x4", press=True, inks=_PROCESS, standard="PDF/X-4", icc=True),
        Profile(
            "x1a", press=True, inks=_PROCESS, standard="PDF/X-1a:2003", version="1.4", icc=True
        ),
        Profile("screen", small=True, tagged=True, version="1.7"),
        Profile("archive", inks=frozenset(("gray", "rgb")), standard="PDF/A-2u", version="1.7"),
    )
}


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


@dataclass(frozen=True, slots=True)
class Icc:
    """An ICC profile of a printing condition, its header read."""

    data: bytes
    channels: int  # 1 grey, 4 CMYK
    description: str


def printing_condition(file: Path | None, profile: Profile) -> Icc:
    """The ICC profile of a printing condition: the user's, or the one of the Debian package.

    Raises MachineError when there is none, or when it is not one of a press.
    """
    path = file or ICC_FILE
    if not path.is_file():
        if file is not None:
            raise machine_error("icc-missing", path=path, profile=profile.name)
        raise machine_error("icc-not-installed", package=ICC_PACKAGE, profile=profile.name)
    data = path.read_bytes()
    reason = "> 16 MiB"
    if len(data) <= _ICC_LIMIT:
        reason = unsound(data, _CHANNELS, press=True, pdf=profile.version)
    if reason:
        raise machine_error("icc-unsound", path=path.name, reason=reason)
    return Icc(data, channels(data), description(data) or path.stem)


@dataclass(frozen=True, slots=True)
class Purpose:
    """A profile, with the printing condition that goes with it."""

    profile: Profile = PLAIN
    icc: Icc | None = None


def purpose(name: str, icc: Path | None = None) -> Purpose:
    """What the user asked for by name.

    Raises MachineError when the profile needs an ICC profile and there is none, UsageError when
    one is given to a profile that has no use for it.
    """
    profile = PROFILES[name]
    if profile.icc:
        return Purpose(profile, printing_condition(icc, profile))
    if icc is not None:
        raise UsageError([finding("icc-unused", profile=name)])
    return Purpose(profile)
