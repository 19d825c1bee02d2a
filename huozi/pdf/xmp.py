"""XMP metadata: what the document information says, once more as XML (ISO 16684-1)."""

from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Name

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description {declared} rdf:about="">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>

<?xpacket end="w"?>
"""
_DECLARED = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"',
)

#: For text between tags; XML knows no control characters.
_ESCAPED = dict.fromkeys(set(range(32)) - set(b"\t\n\r")) | str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)


def describe(pdf: pikepdf.Pdf, claimed: str = "", more: Iterable[str] = ()) -> None:
    """Write the metadata of a PDF whose document information is complete.

    `more` are properties beside, `claimed` declares the namespace of what they claim. No other is
    declared: PDF/A knows a closed list.
    """
    properties = "\n".join((*_said(pdf), *more))
    declared = " ".join(filter(None, (*_DECLARED, claimed)))
    packet = _PACKET.format(declared=declared, properties=properties).encode()
    stream = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root[Name.Metadata] = pdf.make_indirect(stream)


def _said(pdf: pikepdf.Pdf) -> Iterator[str]:
    info = pdf.docinfo
    title, author, producer, creator = (
        _escape(info.get(key, "")) for key in ("/Title", "/Author", "/Producer", "/Creator")
    )
    lang = _escape(pdf.Root.get("/Lang", ""))
    yield (f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>')
    if author:
        yield f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    if lang:
        yield f"<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>"
    yield "<dc:format>application/pdf</dc:format>"
    yield f"<pdf:Producer>{producer}</pdf:Producer>"
    yield f"<xmp:CreatorTool>{creator}</xmp:CreatorTool>"
    if "/CreationDate" in info:
        date = iso_date(str(info["/CreationDate"]))
        for key in ("CreateDate", "ModifyDate", "MetadataDate"):
            yield f"<xmp:{key}>{date}</xmp:{key}>"


def _escape(text: object) -> str:
    return str(text).translate(_ESCAPED)


def iso_date(date: str) -> str:
    """`D:20100401000000Z` → `2010-04-01T00:00:00Z`."""
    digits = date.removeprefix("D:")
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"
