"""The leaves of a book: the compressed content of each page with its figures and furniture.

To fill and to pack the streams takes longer than all else that a link does, and most pages are what
they were in the book before: they are kept standing, under everything that they were made from.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from huozi.link.plan import Plan
from huozi.link.stamp import (
    Figures,
    Needed,
    Stamper,
    contents_figures,
    folio_figures,
    grown,
    shifted,
)
from huozi.link.tags import furniture as as_furniture
from huozi.link.tree import Tree
from huozi.values.galley import FontUse, Galley
from huozi.values.length import Side
from huozi.values.pages import BookPage
from huozi.values.reuse import Same

#: Pages of the common furniture galley.
VERSO_HEAD, VERSO_PLAIN, RECTO_PLAIN = range(3)

#: The common furniture stands on pages of other galleys. Its names are set apart from theirs: a
#: font may need another ToUnicode map, and a state or image of the same name may be another.
APART = "H"
_NAMED = re.compile(
    rb"/(?!Pattern |Device)([^\s/<>\[\]()]+)(?=(?: [\d.]+)? (?:Tf|gs|Do|sh|cs|CS|scn|SCN)\b)"
)

#: Content of a blank. An empty stream, packed, is one that Ghostscript can't unpack.
_NOTHING = b"\n"


class _Layer(Struct, frozen=True):
    """A stream that a page shows and the figures for its slots."""

    stamper: Stamper
    content: bytes
    figures: Mapping[str, Figures]
    aside_pt: float = 0.0

    @property
    def key(self) -> Hashable:
        """All that the filled stream depends on."""
        return self.content, tuple(self.figures.items()), self.stamper.cast, self.aside_pt


class _PackedPage(Struct, frozen=True):
    """The content of a page, packed, and the glyphs that the figures of its layers asked for."""

    packed: bytes
    text: tuple[Needed, ...] = ()
    furniture: tuple[Needed, ...] = ()


class FilledPages(Struct, frozen=True):
    """Packed content of every page, fonts of every unit, and those of the common furniture."""

    contents: list[bytes]
    uses: dict[str, tuple[FontUse, ...]]
    furniture: tuple[FontUse, ...]


def filled_pages(plan: Plan, tree: Tree | None) -> FilledPages:
    """All pages with their figures put in."""
    common = Stamper(plan.means.faces, plan.furniture, APART)
    furniture = [_NAMED.sub(rb"/%b\1" % APART.encode(), text) for text in plan.furniture.contents]
    own = {unit_id: Stamper(plan.means.faces, galley) for unit_id, galley in plan.galleys.items()}
    figures = {unit_id: contents_figures(plan.patches.get(unit_id, {})) for unit_id in own}
    contents = []
    needed: dict[Stamper, dict[Needed, None]] = {common: {}, **{one: {} for one in own.values()}}
    for page in plan.page_map.pages:
        if page.page is None:
            contents.append(plan.means.standing.of(_NOTHING, partial(plan.means.pack, _NOTHING)))
            continue
        galley, stamper = plan.galleys[page.unit_id], own[page.unit_id]
        text = galley.contents[page.page]
        if tree is not None:
            text = tree.tagged(page, text)
        body = _Layer(stamper, text, figures[page.unit_id], plan.aside_pt(page))
        printed = folio_figures(plan.page_map.printed(page), page.side, plan.folio_place)
        around = _furniture(page, galley, furniture, (stamper, common), printed)
        leaf = plan.means.standing.of(
            (body.key, around.key, tree is None),
            partial(_leaf, body, around, tree is not None, plan.means.pack),
        )
        contents.append(leaf.packed)
        needed[body.stamper].update(dict.fromkeys(leaf.text))
        needed[around.stamper].update(dict.fromkeys(leaf.furniture))
    uses = {
        unit_id: _grown(plan, plan.galleys[unit_id], needed[stamper])
        for unit_id, stamper in own.items()
    }
    return FilledPages(contents, uses, _grown(plan, plan.furniture, needed[common]))


def _leaf(
    body: _Layer, around: _Layer, tagged: bool, pack: Callable[[bytes], bytes]
) -> _PackedPage:
    text, furniture = (layer.stamper.fill(layer.content, layer.figures) for layer in (body, around))
    head = shifted(furniture.content, around.aside_pt)
    content = shifted(text.content, body.aside_pt) + (as_furniture(head) if tagged else head)
    return _PackedPage(pack(content or _NOTHING), text.needed, furniture.needed)


def _grown(plan: Plan, galley: Galley, needed: Iterable[Needed]) -> tuple[FontUse, ...]:
    rows = tuple(needed)
    return plan.means.standing.of((Same(galley), rows), lambda: grown(galley, rows))


def _furniture(
    page: BookPage,
    galley: Galley,
    furniture: Sequence[bytes],
    stampers: tuple[Stamper, Stamper],
    figures: Mapping[str, Figures],
) -> _Layer:
    """Running head and folio of a page. A folio that is not printed leaves its slot empty.

    `stampers` are those of the page's galley and of the common furniture.
    """
    own, common = stampers
    if page.head and page.page is not None and (text := galley.head_on(page.page, page.side)):
        return _Layer(own, text, figures)
    if page.head and page.side is Side.VERSO:
        wanted = VERSO_HEAD
    elif page.shows_folio:
        wanted = RECTO_PLAIN if page.side is Side.RECTO else VERSO_PLAIN
    else:
        return _Layer(own, b"", {})
    return _Layer(common, furniture[wanted], figures)
