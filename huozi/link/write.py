"""Write the book: one PDF of all pages, with shared fonts, outline, folios as page labels, links.

The same plan gives the same bytes: nothing here asks for the time, and the file's /ID is a digest
of its content.
"""

import io
from collections.abc import Container, Mapping, Sequence

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, String

from huozi.link.fonts import FontStock
from huozi.link.leaves import APART, FilledPages, filled_pages
from huozi.link.names import page_names
from huozi.link.navigation import labels, links, outline
from huozi.link.plan import Plan
from huozi.link.tree import Tree
from huozi.pdf.xmp import describe
from huozi.values.pages import BookPage
from huozi.values.style import PageFormat

#: Namespace of a claim (ISO 14289-1, 5).
_ACCESSIBLE = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'


class Written(Struct, frozen=True):
    """A book as PDF, with a name for each page by its content."""

    pdf: bytes
    page_names: tuple[str, ...]


class Pull(Struct, frozen=True):
    """A pull 打样: some pages of a book by themselves, to be looked at.

    `drawn` are their names in the order of the PDF, which is empty where there are none;
    `page_names` are those of the whole book.
    """

    pdf: bytes
    drawn: tuple[str, ...]
    page_names: tuple[str, ...]


def write(plan: Plan) -> Written:
    """The book as PDF."""
    pause = plan.means.pause
    with pikepdf.new() as pdf:
        tree = _tree(plan)
        filled = filled_pages(plan, tree)
        pause()
        stock = FontStock(plan.means.faces, plan.means.kept, plan.means.standing)
        sheets = _sheets(pdf, plan, filled, stock, plan.page_map.pages)
        pause()
        links(pdf, plan, sheets, tree)
        pause()
        accessible = False
        if tree is not None:
            moved_pt = [plan.aside_pt(page) for page in plan.page_map.pages]
            accessible = tree.write(pdf, sheets, moved_pt)
        outline(pdf, plan, sheets)
        pause()
        labels(pdf, plan.page_map)
        _metadata(pdf, plan, accessible)
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            min_version="1.6",
            fix_metadata_version=False,  # it says none, and to look takes 20 ms
        )
    pause()
    written = Written(buffer.getvalue(), page_names(plan, filled.contents))
    plan.means.standing.turn()  # what a book that was given up has made is kept, too
    return written


def pull(plan: Plan, known: Container[str]) -> Pull:
    """Pages of a book whose names nobody knows yet, before all of it is written. They look as they
    will in the book: the streams are the same, the fonts have the same outlines.
    """
    filled = filled_pages(plan, _tree(plan))
    names = page_names(plan, filled.contents)
    new = {name: page for name, page in zip(names, plan.page_map.pages, strict=True)
           if name not in known}  # fmt: skip
    if not new:
        return Pull(b"", (), names)
    with pikepdf.new() as pdf:
        # What is cut for them alone is not for the shelf.
        stock = FontStock(plan.means.faces, standing=plan.means.standing, packed=False)
        _sheets(pdf, plan, filled, stock, tuple(new.values()))
        buffer = io.BytesIO()
        pdf.save(buffer, fix_metadata_version=False, compress_streams=False)
    return Pull(buffer.getvalue(), tuple(new), names)


# ---------------------------------------------------------------------------- content


def _sheets(
    pdf: pikepdf.Pdf, plan: Plan, filled: FilledPages, stock: FontStock, pages: Sequence[BookPage]
) -> list[pikepdf.Object]:
    """Hang pages into a PDF, with the fonts of their units."""
    units = {page.unit_id for page in pages if not page.blank}
    variants = {unit_id: stock.take(fonts) for unit_id, fonts in filled.uses.items()
                if unit_id in units}  # fmt: skip
    common_variants = stock.take(filled.furniture)
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
            filled.contents[page.index],
            nothing if page.blank else named[wanted[page.unit_id]],
        )
        for page in pages
    ]
    # Hung in at once: the library goes through all pages for each that is added by itself.
    pdf.Root.Pages.Kids, pdf.Root.Pages.Count = Array(sheets), len(sheets)
    return sheets


def _tree(plan: Plan) -> Tree | None:
    """The structure tree, where the book is to have one. Units lie in it as in the outline."""
    if not plan.tagged:
        return None
    levels = {mark.unit_id: mark.level for mark in reversed(plan.outline)}
    return Tree(plan.galleys, levels)


def _resources(
    pdf: pikepdf.Pdf,
    carrier: bytes,
    chosen: tuple[tuple[str, int], ...],
    fonts: Mapping[tuple[str, int], pikepdf.Object],
) -> pikepdf.Object:
    """The resources that a galley's streams name: images, graphic states, shared fonts."""
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
            resources[kind][f"/{APART}{name[1:]}"] = value
    return resources


def _box(form: PageFormat) -> Array:
    """The trim, with its origin at the lower left corner."""
    return Array([0, 0, round(form.trim_width_pt, 3), round(form.trim_height_pt, 3)])


def _page(
    pdf: pikepdf.Pdf, box: pikepdf.Object, packed: bytes, resources: pikepdf.Object
) -> pikepdf.Object:
    content = pdf.make_stream(packed)
    content.Filter = Name.FlateDecode
    return pdf.make_indirect(
        Dictionary(
            {
                "/Type": Name.Page,
                "/Parent": pdf.Root.Pages,
                "/MediaBox": box,
                "/TrimBox": box,
                "/Resources": resources,
                "/Contents": content,
            }
        )
    )


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
