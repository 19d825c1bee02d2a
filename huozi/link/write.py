"""Write the book: one PDF of all pages, with shared fonts, outline, folios as page labels, links.

The same plan gives the same bytes: nothing here asks for the time, and the file's /ID is a digest
of its content.
"""

import io
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from huozi.galley import BookPage, FontUse, Galley, PageMap
from huozi.length import Side
from huozi.link.faces import Faces
from huozi.link.fonts import FontStock, Kept, not_kept
from huozi.link.resolve import Patch
from huozi.link.stamp import Stamper, contents_figures, folio_figures, shifted
from huozi.link.tags import furniture as as_furniture
from huozi.link.tree import Tree
from huozi.link.xmp import describe
from huozi.style import PageFormat

#: Pages of the common furniture galley.
VERSO_HEAD, VERSO_PLAIN, RECTO_PLAIN = range(3)

#: The common furniture stands on pages of other galleys. Its names are set apart from theirs: a
#: font may need another ToUnicode map, and a state or image of the same name may be another.
_APART = "H"
_NAMED = re.compile(
    rb"/(?!Pattern |Device)([^\s/<>\[\]()]+)(?=(?: [\d.]+)? (?:Tf|gs|Do|sh|cs|CS|scn|SCN)\b)"
)

#: Namespace of a claim (ISO 14289-1, 5).
_ACCESSIBLE = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'

#: Content of a blank. An empty stream, packed, is one that Ghostscript can't unpack.
_NOTHING = b"\n"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: part, entry or heading."""

    level: int  # 0 for parts
    title: str
    unit_id: str
    page: int = 0
    y_pt: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a book is made of; nothing is left to decide."""

    title: str
    author: str
    language: str
    date: str  # D:20100401… or empty
    producer: str
    format: PageFormat
    page_map: PageMap
    galleys: Mapping[str, Galley]
    furniture: Galley
    patches: Mapping[str, Mapping[str, Patch]]
    outline: tuple[Bookmark, ...]
    faces: Faces
    kept: Kept = not_kept  # subsets of fonts from earlier runs
    pack: Callable[[bytes], bytes] = zlib.compress
    tagged: bool = False  # for those who have it read to them


def write(plan: Plan) -> bytes:
    """The book as PDF bytes."""
    with pikepdf.new() as pdf:
        stock = FontStock(plan.faces, plan.kept)
        tree = _tree(plan)
        contents, uses, furniture_uses = _stamp(plan, tree)
        variants = {unit_id: stock.take(fonts) for unit_id, fonts in uses.items()}
        common_variants = stock.take(furniture_uses)
        fonts = stock.write(pdf)
        common = _resources(pdf, plan.furniture.resources, common_variants, fonts)
        wanted = {unit_id: (plan.galleys[unit_id].resources, v) for unit_id, v in variants.items()}
        named = {
            what: pdf.make_indirect(_beside(_resources(pdf, *what, fonts), common))
            for what in dict.fromkeys(wanted.values())  # most units name the same
        }
        nothing, box = pdf.make_indirect(Dictionary()), pdf.make_indirect(_box(plan.format))
        sheets = [
            _page(
                pdf,
                box,
                plan.pack(contents[page.index] or _NOTHING),
                nothing if page.blank else named[wanted[page.unit_id]],
            )
            for page in plan.page_map.pages
        ]
        # Hung in at once: the library goes through all pages for each that is added by itself.
        pdf.Root.Pages.Kids, pdf.Root.Pages.Count = Array(sheets), len(sheets)
        _links(pdf, plan, sheets, tree)
        accessible = False
        if tree is not None:
            moved_pt = [_aside_pt(plan, page) for page in plan.page_map.pages]
            accessible = tree.write(pdf, sheets, moved_pt)
        _outline(pdf, plan, sheets)
        _labels(pdf, plan.page_map)
        _metadata(pdf, plan, accessible)
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            min_version="1.6",
        )
    return buffer.getvalue()


# ---------------------------------------------------------------------------- content


def _tree(plan: Plan) -> Tree | None:
    """The structure tree, where the book is to have one. Units lie in it as in the outline."""
    if not plan.tagged:
        return None
    levels = {mark.unit_id: mark.level for mark in reversed(plan.outline)}
    return Tree(plan.galleys, levels)


def _aside_pt(plan: Plan, page: BookPage) -> float:
    """How far the content of a page is moved: versos have their inner margin on the right."""
    form = plan.format
    return form.outer_margin_pt - form.inner_margin_pt if page.side is Side.VERSO else 0.0


def _stamp(
    plan: Plan, tree: Tree | None
) -> tuple[list[bytes], dict[str, tuple[FontUse, ...]], tuple[FontUse, ...]]:
    """Content of every page, the fonts of every unit, and those of the common furniture."""
    common = Stamper(plan.faces, plan.furniture, _APART)
    furniture = [_NAMED.sub(rb"/%b\1" % _APART.encode(), text) for text in plan.furniture.contents]
    own = {unit_id: Stamper(plan.faces, galley) for unit_id, galley in plan.galleys.items()}
    contents = []
    for page in plan.page_map.pages:
        if page.page is None:
            contents.append(b"")
            continue
        galley = plan.galleys[page.unit_id]
        figures = contents_figures(plan.patches.get(page.unit_id, {}))
        text = galley.contents[page.page]
        around = _furniture(page, galley, furniture, own[page.unit_id], common)
        if tree is not None:
            text, around = tree.tagged(page, text), as_furniture(around)
        text = own[page.unit_id].fill(text, figures)
        contents.append(shifted(text, _aside_pt(plan, page)) + around)
    uses = {unit_id: stamper.uses(plan.galleys[unit_id]) for unit_id, stamper in own.items()}
    return contents, uses, common.uses(plan.furniture)


def _furniture(
    page: BookPage, galley: Galley, furniture: Sequence[bytes], own: Stamper, common: Stamper
) -> bytes:
    """Running head and folio of a page. A folio that is not printed leaves its slot empty."""
    figures = folio_figures(page.label if page.folio else "", page.side)
    if page.head and page.side is Side.RECTO and galley.furniture:
        return shifted(own.fill(galley.furniture, figures), 0.0)
    if page.head and page.side is Side.VERSO:
        wanted = VERSO_HEAD
    elif page.folio:
        wanted = RECTO_PLAIN if page.side is Side.RECTO else VERSO_PLAIN
    else:
        return b""
    return shifted(common.fill(furniture[wanted], figures), 0.0)


def _resources(
    pdf: pikepdf.Pdf,
    carrier: bytes,
    chosen: tuple[tuple[str, int], ...],
    fonts: Mapping[tuple[str, int], pikepdf.Object],
) -> pikepdf.Object:
    """What a galley's streams name: images and states from its carrier, and the shared fonts."""
    resources: pikepdf.Object = Dictionary()
    if carrier:
        with pikepdf.open(io.BytesIO(carrier)) as carried:
            held = carried.make_indirect(carried.pages[0].obj.Resources)
            resources = pdf.copy_foreign(held)
    resources[Name.Font] = Dictionary({f"/{name}": fonts[name, v] for name, v in chosen})
    return resources


def _beside(resources: pikepdf.Object, common: pikepdf.Object) -> pikepdf.Object:
    """A unit's resources with those of the common furniture beside them."""
    for kind, named in common.items():
        if kind not in resources:
            resources[kind] = Dictionary()
        for name, value in named.items():
            resources[kind][f"/{_APART}{name[1:]}"] = value
    return resources


def _box(form: PageFormat) -> Array:
    """The trim, with its origin at the lower left corner."""
    return Array([0, 0, _figure(form.trim_width_pt), _figure(form.trim_height_pt)])


def _page(
    pdf: pikepdf.Pdf, box: pikepdf.Object, packed: bytes, resources: pikepdf.Object
) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            Parent=pdf.Root.Pages,
            MediaBox=box,
            TrimBox=box,
            Resources=resources,
            Contents=pdf.make_stream(packed, Filter=Name.FlateDecode),
        )
    )


def _figure(value: float) -> float:
    return round(value, 3)


# ---------------------------------------------------------------------------- navigation


def _links(
    pdf: pikepdf.Pdf, plan: Plan, sheets: Sequence[pikepdf.Object], tree: Tree | None
) -> None:
    """Links of the galleys, aimed at the pages where their targets stand."""
    points: dict[str, tuple[str, int, float]] = {}
    for unit_id, galley in plan.galleys.items():
        for anchor in galley.anchors:  # one that turns over the page counts where it begins
            points.setdefault(anchor.name, (unit_id, anchor.page, anchor.y_pt))
    for unit_id, galley in plan.galleys.items():
        for place, link in enumerate(galley.links):
            page = plan.page_map.at(unit_id, link.page)
            dx_pt = _aside_pt(plan, page)
            x0, y0, x1, y1 = link.box_pt
            annotation = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([_figure(v) for v in (x0 + dx_pt, y0, x1 + dx_pt, y1)]),
                Border=Array([0, 0, 0]),
                F=4,
            )
            if link.external:
                annotation[Name.A] = Dictionary(S=Name.URI, URI=String(link.target))
            elif link.target in points:
                target, number, y_pt = points[link.target]
                goal = plan.page_map.at(target, number)
                annotation[Name.Dest] = _destination(sheets, goal, plan.format, y_pt)
            else:
                continue  # outside a booklet; in a book, `resolve.dangling` has stopped the link
            target_page = sheets[page.index]
            if Name.Annots not in target_page:
                target_page[Name.Annots] = Array()
            made = pdf.make_indirect(annotation)
            target_page[Name.Annots].append(made)
            if tree is not None:
                tree.link(page, place, made)


def _destination(
    sheets: Sequence[pikepdf.Object], page: BookPage, form: PageFormat, y_pt: float | None
) -> Array:
    """A point on a page, a line above what is aimed at."""
    top = form.trim_height_pt if y_pt is None else min(form.trim_height_pt, y_pt + form.leading_pt)
    return Array([sheets[page.index], Name.XYZ, 0, _figure(top), 0])


def _outline(pdf: pikepdf.Pdf, plan: Plan, sheets: Sequence[pikepdf.Object]) -> None:
    if not plan.outline:
        return
    with pdf.open_outline() as outline:
        stack: list[pikepdf.OutlineItem] = []
        for mark in plan.outline:
            goal = plan.page_map.at(mark.unit_id, mark.page)
            item = pikepdf.OutlineItem(
                mark.title, _destination(sheets, goal, plan.format, mark.y_pt)
            )
            item.is_closed = mark.level > 0
            del stack[mark.level :]
            (stack[-1].children if stack else outline.root).append(item)
            stack.append(item)


def _labels(pdf: pikepdf.Pdf, page_map: PageMap) -> None:
    """PDF page labels equal to the folios, so that a viewer's numbers are the book's.

    Pages outside the count have an empty label; a range starts wherever the sequence breaks.
    """
    entries = Array()
    previous: BookPage | None = None
    for page in page_map.pages:
        runs_on = (
            previous is not None
            and page.number is not None
            and previous.number is not None
            and page.run is previous.run
            and page.number == previous.number + 1
        )
        both_outside = previous is not None and page.number is None and previous.number is None
        if not runs_on and not both_outside:
            entries.append(page.index)
            entries.append(_label(page))
        previous = page
    pdf.Root[Name.PageLabels] = Dictionary(Nums=entries)


def _label(page: BookPage) -> Dictionary:
    if page.number is None or not page.label:
        return Dictionary()
    style = Name.D if page.label.isdigit() else Name.r
    return Dictionary(S=style, St=page.number)


def _metadata(pdf: pikepdf.Pdf, plan: Plan, accessible: bool) -> None:
    pdf.Root[Name.Lang] = String(plan.language)
    pdf.Root[Name.PageMode] = Name.UseOutlines
    pdf.Root[Name.PageLayout] = Name.TwoPageRight
    pdf.Root[Name.ViewerPreferences] = Dictionary(DisplayDocTitle=True, Direction=Name.L2R)
    pdf.docinfo[Name.Title] = String(plan.title)
    if plan.author:
        pdf.docinfo[Name.Author] = String(plan.author)
    pdf.docinfo[Name.Producer] = String(plan.producer)
    pdf.docinfo[Name.Creator] = String(plan.producer)
    if plan.date:
        pdf.docinfo[Name.CreationDate] = String(plan.date)
        pdf.docinfo[Name.ModDate] = String(plan.date)
    pdf.docinfo[Name.Trapped] = Name("/False")
    if accessible:
        describe(pdf, _ACCESSIBLE, ["<pdfuaid:part>1</pdfuaid:part>"])
    else:
        describe(pdf)
