"""The keys by which a PDF claims a standard: XMP metadata, output intent, document information.

PDF/X-4: ISO 15930-7, 6; PDF/X-1a:2003: ISO 15930-4, 6; PDF/A-2u: ISO 19005-2, 6.6 and 6.2.3. A key
alone proves nothing: what it promises is seen to in `finish.py` and judged by preflight.
"""

import uuid
from collections.abc import Iterator
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from huozi.profile import Icc, Profile

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 {claimed}>
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

#: Namespace of the claim, for press and archive. No other is declared: PDF/A knows a closed list.
_CLAIMS = {False: "http://www.npes.org/pdfx/ns/id/", True: "http://www.aiim.org/pdfa/ns/id/"}


def claim(pdf: pikepdf.Pdf, profile: Profile, icc: Icc | None, seed: bytes) -> None:
    """Write what a standard asks for. `seed` stands for the content: identifiers come from it."""
    if profile.standard == "PDF/X-1a:2003":
        pdf.docinfo[Name("/GTS_PDFXVersion")] = String(profile.standard)
    if icc is not None:
        pdf.Root[Name.OutputIntents] = Array([_press_intent(pdf, icc)])
    elif profile.standard.startswith("PDF/A"):
        pdf.Root[Name.OutputIntents] = Array([_archive_intent(pdf)])
    stream = pdf.make_stream(_xmp(pdf, profile, seed), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root[Name.Metadata] = pdf.make_indirect(stream)


def _xmp(pdf: pikepdf.Pdf, profile: Profile, seed: bytes) -> bytes:
    properties = "\n".join(_properties(pdf, profile, seed))
    archive = profile.standard.startswith("PDF/A")
    claimed = f'xmlns:{"pdfaid" if archive else "pdfxid"}="{_CLAIMS[archive]}"'
    return _PACKET.format(claimed=claimed, properties=properties).encode()


def _properties(pdf: pikepdf.Pdf, profile: Profile, seed: bytes) -> Iterator[str]:
    """Properties of the packet, the same as the document information says."""
    info = pdf.docinfo
    title, author = (escape(str(info.get(key, ""))) for key in ("/Title", "/Author"))
    lang = escape(str(pdf.Root.get("/Lang", "")))
    producer = escape(str(info.get("/Producer", "")))
    yield (f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>')
    if author:
        yield f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    if lang:
        yield f"<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>"
    yield "<dc:format>application/pdf</dc:format>"
    yield f"<pdf:Producer>{producer}</pdf:Producer>"
    yield f"<xmp:CreatorTool>{escape(str(info.get('/Creator', '')))}</xmp:CreatorTool>"
    if "/CreationDate" in info:
        date = iso_date(str(info["/CreationDate"]))
        for key in ("CreateDate", "ModifyDate", "MetadataDate"):
            yield f"<xmp:{key}>{date}</xmp:{key}>"
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


def iso_date(date: str) -> str:
    """`D:20100401000000Z` → `2010-04-01T00:00:00Z`."""
    digits = date.removeprefix("D:")
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"


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
