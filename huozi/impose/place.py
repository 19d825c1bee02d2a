"""Place pages on sheets: every page of the source becomes a form XObject, shown once in its cell.

The same source and order give the same bytes: nothing here asks for the time, and the file's /ID
is a digest of its content.
"""

import io
import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from huozi import __version__
from huozi.finish.slug import Typesetter
from huozi.impose.frame import Frame, creep_shift
from huozi.impose.furnish import furniture
from huozi.impose.limits import LIMITS, ImpositionLimits
from huozi.impose.plan import ImpositionOrder, ImpositionPlan
from huozi.impose.schedule import Cell
from huozi.impose.source import SourcePage, SourcePdf, content
from huozi.pdf.boxes import Matrix
from huozi.pdf.untrusted import inherited
from huozi.values.errors import InputError
from huozi.values.manuscript import finding

_KEPT_OF_ROOT = (Name.OutputIntents, Name.OCProperties)  # what colours mean; hidden layers
_COMPRESSION = 9


def matrix(leaf: SourcePage, rotation: int, scale: float, x: float, y: float) -> Matrix:
    """From a page's own coordinates to the sheet: its trim, turned, with its lower left at (x, y).

    `rotation` is that of the cell; the page's own /Rotate comes on top. Both are clockwise.
    """
    k = scale * leaf.unit
    box = leaf.trim
    match (leaf.rotation + rotation) % 360:
        case 0:
            return (k, 0, 0, k, x - k * box.left, y - k * box.bottom)
        case 90:
            return (0, -k, k, 0, x - k * box.bottom, y + k * box.right)
        case 180:
            return (-k, 0, 0, -k, x + k * box.right, y + k * box.top)
        case _:
            return (0, k, -k, 0, x + k * box.top, y - k * box.left)


def bleed_pt(job: ImpositionOrder, plan: ImpositionPlan, leaves: Sequence[SourcePage]) -> float:
    """How much bleed there is to keep: what was asked for, or what the pages have."""
    widest = max(max(leaf.bleed.over(leaf.trim)) * leaf.unit for leaf in leaves)
    return min(job.bleed_pt, widest * plan.frame.scale)


def placed(
    job: ImpositionOrder,
    plan: ImpositionPlan,
    source: SourcePdf,
    pen: Typesetter | None,
    limits: ImpositionLimits = LIMITS,
) -> bytes:
    """The imposed PDF."""
    with pikepdf.new() as pdf:
        bleed = bleed_pt(job, plan, source.leaves)
        forms = _forms(pdf, source, bleed / plan.frame.scale, limits)
        fonts: pikepdf.Object = pdf.make_indirect(Dictionary())
        for index, sheet in enumerate(plan.sheets):
            for back, cells in enumerate((sheet.front, sheet.back)[: 1 if job.one_sided else 2]):
                stream = _pages(plan, source.leaves, cells, bleed)
                stream += furniture(job, plan, source, index, bool(back), bleed, pen)
                used = sorted({cell.page for cell in cells if cell.page is not None})
                pdf.pages.append(_page(pdf, plan.frame, stream, forms, used, fonts))
        if pen:
            for name, font in pen.write(pdf).items():
                fonts[name] = font
        _document(pdf, plan, source)
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=False,  # what is filtered twice would be unfolded to be packed anew
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            min_version=max(source.pdf.pdf_version, "1.6"),
        )
    return buffer.getvalue()


def _page(
    pdf: pikepdf.Pdf, frame: Frame, stream: bytes, forms: Sequence[pikepdf.Object],
    used: Sequence[int], fonts: pikepdf.Object,
) -> pikepdf.Page:  # fmt: skip
    shown = Dictionary({f"/P{page + 1}": forms[page] for page in used})
    page = Dictionary(
        Type=Name.Page, MediaBox=_rounded((0, 0, frame.sheet.width_pt, frame.sheet.height_pt)),
        Resources=Dictionary(XObject=shown, Font=fonts), Contents=_stream(pdf, stream),
    )  # fmt: skip
    return pikepdf.Page(pdf.make_indirect(page))


def _rounded(values: Sequence[float]) -> Array:
    return Array([round(value, 3) for value in values])


def _stream(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    """A stream that is compressed here and now: no more than one page lies open in memory."""
    return pikepdf.Stream(pdf, zlib.compress(data, _COMPRESSION), Filter=Name.FlateDecode)


# ---------------------------------------------------------------------------- pages


def _forms(
    pdf: pikepdf.Pdf, source: SourcePdf, bleed: float, limits: ImpositionLimits
) -> list[pikepdf.Object]:
    """Every page as a form XObject (ISO 32000-1, 8.10), with what it needs copied once."""
    forms: list[pikepdf.Object] = []
    left = limits.content_mib << 20
    for index, (page, leaf) in enumerate(zip(source.pdf.pages, source.leaves, strict=True)):
        data = content(source, index, limits)
        left -= len(data)
        if left < 0:
            too_much = finding("impose-expansion-all", source.place, limit=limits.content_mib)
            raise InputError([too_much])
        form = _stream(pdf, data)
        form[Name.Type], form[Name.Subtype] = Name.XObject, Name.Form
        # The trim and as much of its bleed as is kept, in the page's own coordinates.
        form[Name.BBox] = _rounded(leaf.bleed.cut(leaf.trim.grown(bleed / leaf.unit)))
        form[Name.Resources] = _copied(pdf, source, inherited(page.obj, "/Resources"))
        if isinstance(group := page.obj.get("/Group"), pikepdf.Dictionary):
            form[Name.Group] = _copied(pdf, source, group)
        forms.append(pdf.make_indirect(form))
    return forms


def _copied(pdf: pikepdf.Pdf, source: SourcePdf, held: pikepdf.Object | None) -> pikepdf.Object:
    """A dictionary of the source in the new file, once however often it is used."""
    if not isinstance(held, pikepdf.Dictionary):
        return Dictionary()
    return pdf.copy_foreign(held if held.is_indirect else source.pdf.make_indirect(held))


def _pages(
    plan: ImpositionPlan, leaves: Sequence[SourcePage], cells: Sequence[Cell], bleed: float
) -> bytes:
    """The pages of one side, each in the middle of its cell, moved by its creep, and clipped."""
    parts = []
    for cell in cells:
        if cell.page is None:
            continue
        leaf, trim, scale = leaves[cell.page], plan.frame.trim(cell), plan.frame.scale
        x = (trim.left + trim.right - leaf.size.width_pt * scale) / 2
        x += creep_shift(cell, plan.caliper_pt)
        y = (trim.bottom + trim.top - leaf.size.height_pt * scale) / 2
        window = plan.frame.window(cell, bleed)
        clip = (window.left, window.bottom, *window.size)
        to_sheet = matrix(leaf, cell.rotation, scale, x, y)
        parts.append(
            f"q {' '.join(f'{v:.3f}' for v in clip)} re W n "
            f"{' '.join(f'{v:.5f}' for v in to_sheet)} cm /P{cell.page + 1} Do Q\n"
        )
    return "".join(parts).encode()


# ---------------------------------------------------------------------------- document


def _document(pdf: pikepdf.Pdf, plan: ImpositionPlan, source: SourcePdf) -> None:
    """What holds for the file: how it is to be printed, whose it is, what its colours mean."""
    pdf.Root[Name.ViewerPreferences] = Dictionary(
        PrintScaling=Name("/None"), Duplex=Name(plan.duplex), PickTrayByPDFSize=True
    )
    for key in _KEPT_OF_ROOT:
        held = source.pdf.Root.get(key)
        if isinstance(held, pikepdf.Dictionary | pikepdf.Array):
            own = held if held.is_indirect else source.pdf.make_indirect(held)
            pdf.Root[key] = pdf.copy_foreign(own)
    producer = String(f"Huozi {__version__}")
    pdf.docinfo[Name.Title] = String(source.title)
    pdf.docinfo[Name.Producer] = pdf.docinfo[Name.Creator] = producer
    if source.made_on:
        pdf.docinfo[Name.CreationDate] = pdf.docinfo[Name.ModDate] = String(source.made_on)
