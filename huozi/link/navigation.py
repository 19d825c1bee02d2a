"""Ways through a finished book: links, the outline, page labels that are its folios."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from huozi.link.plan import Plan
from huozi.link.tree import Tree
from huozi.values.pages import BookPage, PageMap, Spot
from huozi.values.style import PageFormat

_LINK = b"<< /Type /Annot /Subtype /Link /Border [0 0 0] /F 4 >>"


def links(
    pdf: pikepdf.Pdf, plan: Plan, sheets: Sequence[pikepdf.Object], tree: Tree | None
) -> None:
    """The links of the galleys, with the pages of their targets."""
    annotations: dict[int, list[pikepdf.Object]] = {}
    for unit_id, galley in plan.galleys.items():
        for place, link in enumerate(galley.links):
            page = plan.page_map.at(unit_id, link.page)
            dx_pt = plan.aside_pt(page)
            x0, y0, x1, y1 = link.box_pt
            annotation = pikepdf.Object.parse(_LINK)
            annotation.Rect = Array([_figure(v) for v in (x0 + dx_pt, y0, x1 + dx_pt, y1)])
            if link.external:
                annotation.A = Dictionary(S=Name.URI, URI=String(link.target))
            elif spot := plan.spots.get(link.target):
                annotation.Dest = _destination(sheets, spot, plan.format)
            else:
                continue  # outside a booklet; in a book, `resolve.dangling` has stopped the link
            made = pdf.make_indirect(annotation)
            annotations.setdefault(page.index, []).append(made)
            if tree is not None:
                tree.link(page, place, made)
    for index, held in annotations.items():
        sheets[index].Annots = Array(held)


def _destination(sheets: Sequence[pikepdf.Object], spot: Spot, form: PageFormat) -> Array:
    """A destination on a page, one line above its target."""
    top = form.trim_height_pt
    if spot.y_pt is not None:
        top = min(top, spot.y_pt + form.leading_pt)
    return Array([sheets[spot.page.index], Name.XYZ, 0, _figure(top), 0])


@dataclass(slots=True)
class _Item:
    """A line of the outline with the lines below it."""

    made: pikepdf.Object
    closed: bool
    below: list["_Item"] = field(default_factory=list)
    shown: int = field(init=False)  # lines below it that are seen as soon as it is open

    def close(self) -> None:
        """Add the lines below, which are complete (ISO 32000-1, 12.3.3)."""
        for item in self.below:
            item.made.Parent = self.made
        for item, following in pairwise(self.below):
            item.made.Next, following.made.Prev = following.made, item.made
        if self.below:
            self.made.First, self.made.Last = self.below[0].made, self.below[-1].made
        opened = sum(item.shown for item in self.below if not item.closed)
        self.shown = len(self.below) + opened
        self.made.Count = -self.shown if self.closed else self.shown


def outline(pdf: pikepdf.Pdf, plan: Plan, sheets: Sequence[pikepdf.Object]) -> None:
    """Bookmarks; those of parts, or of entries where there are none, are open."""
    if not plan.outline:
        return
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    items = [_Item(pdf.Root.Outlines, closed=False)]
    stack = items[:]
    for mark in plan.outline:
        spot = Spot(plan.page_map.at(mark.unit_id, mark.page), mark.y_pt)
        made = Dictionary(
            {"/Title": String(mark.title), "/Dest": _destination(sheets, spot, plan.format)}
        )
        item = _Item(pdf.make_indirect(made), closed=mark.level > 0)
        del stack[mark.level + 1 :]
        stack[-1].below.append(item)
        stack.append(item)
        items.append(item)
    for item in reversed(items):
        item.close()


def labels(pdf: pikepdf.Pdf, page_map: PageMap) -> None:
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
    if page.number is None or not page.folio:
        return Dictionary()
    style = Name.D if page.folio.isdigit() else Name.r
    return Dictionary(S=style, St=page.number)


def _figure(value: float) -> float:
    return round(value, 3)
