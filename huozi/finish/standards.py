"""The keys by which a PDF claims a standard: XMP metadata, output intent, document information.

PDF/X-4: ISO 15930-7, 6; PDF/X-1a:2003: ISO 15930-4, 6; PDF/A-2u: ISO 19005-2, 6.6 and 6.2.3. A key
alone proves nothing: what it promises is seen to in `finish.py` and judged by preflight.
"""

import uuid
from collections.abc import Iterator
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from huozi.pdf.profile import Icc, Profile
from huozi.pdf.xmp import describe

#: Namespace of the claim, for press and archive.
_CLAIMS = {False: "http://www.npes.org/pdfx/ns/id/", True: "http://www.aiim.org/pdfa/ns/id/"}


def claim(pdf: pikepdf.Pdf, profile: Profile, icc: Icc | None, seed: bytes) -> None:
    """Write what a standard asks for. `seed` stands for the content: identifiers come from it."""
    if profile.standard == "PDF/X-1a:2003":
        pdf.docinfo[Name("/GTS_PDFXVersion")] = String(profile.standard)
    if icc is not None:
        pdf.Root[Name.OutputIntents] = Array([_press_intent(pdf, icc)])
    elif profile.standard.startswith("PDF/A"):
        pdf.Root[Name.OutputIntents] = Array([_archive_intent(pdf)])
    archive = profile.standard.startswith("PDF/A")
    claimed = f'xmlns:{"pdfaid" if archive else "pdfxid"}="{_CLAIMS[archive]}"'
    describe(pdf, claimed, _properties(profile, seed))


def _properties(profile: Profile, seed: bytes) -> Iterator[str]:
    if profile.standard.startswith("PDF/A"):
        yield "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"
        return
    yield "<pdf:Trapped>False</pdf:Trapped>"
    document = uuid.UUID(bytes=seed[:16], version=4)
    yield f"<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>"
    yield "<xmpMM:VersionID>1</xmpMM:VersionID>"
    yield "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"
    if profile.standard == "PDF/X-4":
        yield f"<pdfxid:GTS_PDFXVersion>{profile.standard}</pdfxid:GTS_PDFXVersion>"


def _press_intent(pdf: pikepdf.Pdf, icc: Icc) -> Dictionary:
    """The printing condition. It is none of the registered ones as far as this press knows."""
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFX"),
        OutputConditionIdentifier=String("Custom"),
        OutputCondition=String(icc.description),
        Info=String(icc.description),
        DestOutputProfile=pdf.make_stream(icc.data, N=icc.channels),
    )


def _archive_intent(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFA1"),
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(srgb(), N=3),
    )


@cache
def srgb() -> bytes:
    """An sRGB profile, made by LittleCMS. Its header's date is taken out: it would be today's."""
    from PIL import ImageCms

    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    date = b"".join(number.to_bytes(2) for number in (2010, 1, 1, 0, 0, 0))
    return made[:24] + date + made[36:84] + bytes(16) + made[100:]
