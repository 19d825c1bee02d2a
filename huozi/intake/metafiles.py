"""Windows metafiles (WMF, EMF) as pictures that print: drawn by LibreOffice, one to a page.

A package is made that holds the metafiles alone, each on a page as large as it is shown.
LibreOffice sets it to PDF, as it sets old formats, without network; the pages are rendered in the
sandbox.
"""

import io
import zipfile
from collections.abc import Sequence

from msgspec import Struct

from huozi.intake.names import R_NS, tag

METAFILES = ("wmf", "emf")
_DPI = 600  # lines need more than photographs
_MOST_PX = 6_000  # of a side
_ROOM_PT = 24.0  # below and beside the picture, so that it never moves to the next page
_LEAST_PT, _MOST_PT = 4.0, 1500.0  # sides that a page of Word may have
_EMU = 12_700

_SPACES = " ".join(
    f'xmlns:{prefix}="{tag(f"{prefix}:x")[1:-2]}"' for prefix in ("w", "r", "wp", "a", "pic")
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PAGE = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>{section}'
    '</w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{id}" name="m{id}"/><a:graphic><a:graphicData uri="{uri}"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="{id}" name="m{id}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="m{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></w:r></w:p>"
)
_SECTION = (
    '<w:sectPr><w:pgSz w:w="{w}" w:h="{h}"/><w:pgMar w:top="0" w:bottom="0" w:left="0" '
    'w:right="0" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
)


class Metafile(Struct, frozen=True):
    """A metafile, and how large it is shown."""

    data: bytes
    format: str
    width_pt: float
    height_pt: float

    @property
    def drawable(self) -> bool:
        """Whether a page can hold it."""
        sides = (self.width_pt, self.height_pt)
        return self.format in METAFILES and min(sides) >= _LEAST_PT and max(sides) <= _MOST_PT


def as_package(metafiles: Sequence[Metafile]) -> bytes:
    """A Word file of metafiles, one to a page."""
    body = ""
    for id, one in enumerate(metafiles, 1):
        section = _SECTION.format(
            w=round((one.width_pt + _ROOM_PT) * 20), h=round((one.height_pt + _ROOM_PT) * 20)
        )
        last = id == len(metafiles)
        body += _PAGE.format(
            id=id, cx=round(one.width_pt * _EMU), cy=round(one.height_pt * _EMU),
            uri=tag("pic:x")[1:-2], section="" if last else section,
        ) + (section if last else "")  # fmt: skip
    images = "".join(
        f'<Relationship Id="m{id}" Type="{R_NS}/image" Target="media/{id}.{one.format}"/>'
        for id, one in enumerate(metafiles, 1)
    )
    types = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/vnd.openxmlformats-officedocument.wordprocessingml."
                    "document.main+xml"),
            ("wmf", "image/x-wmf"),
            ("emf", "image/x-emf"),
        )
    )  # fmt: skip
    text = f'<Relationship Id="d" Type="{R_NS}/officeDocument" Target="word/document.xml"/>'
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'
        )
        file.writestr("_rels/.rels", relations.format(text))
        file.writestr(
            "word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
        )
        file.writestr("word/_rels/document.xml.rels", relations.format(images))
        for id, one in enumerate(metafiles, 1):
            file.writestr(f"word/media/{id}.{one.format}", one.data)
    return made.getvalue()


def rendered(pdf: bytes, metafiles: tuple[Metafile, ...]) -> tuple[bytes, ...]:
    """The pages as PNG, in grey where they have no colour; empty bytes where nothing was drawn.

    Run in the sandbox.
    """
    import pypdfium2
    from PIL import ImageChops

    made = []
    with pypdfium2.PdfDocument(pdf) as document:
        if len(document) != len(metafiles):
            return (b"",) * len(metafiles)
        for page, one in zip(document, metafiles, strict=True):
            scale = min(_DPI / 72, _MOST_PX / max(one.width_pt, one.height_pt))
            image = page.render(scale=scale).to_pil().convert("RGB")
            image = image.crop((0, 0, round(one.width_pt * scale), round(one.height_pt * scale)))
            red, green, blue = image.split()
            grey = not ImageChops.difference(red, green).getbbox()
            grey = grey and not ImageChops.difference(red, blue).getbbox()
            shown = red if grey else image
            low, high = red.getextrema()
            file = io.BytesIO()
            shown.save(file, "PNG", optimize=True, dpi=(scale * 72, scale * 72))
            made.append(file.getvalue() if (low, high) != (255, 255) or not grey else b"")
    return tuple(made)
