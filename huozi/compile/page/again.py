"""Lays out only the changed pages of a unit when paragraphs are set longer or shorter.

WeasyPrint itself lays a document out several times where page counters ask for it: it keeps the
boxes of the HTML and remakes a page only when it is marked, or when it no longer begins where it
began. Here the pages with a changed paragraph are marked, with the same boxes, computed styles and
composed paragraphs.

Notes, and blocks that wait for the head of a page, pass from page to page outside of that scheme: a
unit with such is rendered again from its HTML.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from huozi.compile.engine.library import Page, boxes, layout_document
from huozi.compile.page import grid, heads
from huozi.compile.page import session as pages_session
from huozi.compile.page.written import line_of
from huozi.compile.proofs import WAYS
from huozi.compile.setting import session
from huozi.compile.setting.state import MEASURED, STATE, set_anew

#: Attribute of a document's HTML and of its layout context: its tree.
TREE = "_huozi_tree"


@dataclass(slots=True)
class _Made:
    """A page before the parts that all pages have were added."""

    page: Any
    areas: list[Any]
    text: list[Any]  # boxes of the root
    last: grid.Last  # what `grid` goes on from behind it

    def restored(self) -> Any:
        """The page without those parts."""
        self.page.children = self.areas
        self.areas[0].children = self.text
        return self.page


@dataclass(slots=True)
class _Tree:
    """A document that may be laid out again."""

    root: Any
    context: Any
    notes: bool
    made: list[_Made] = field(default_factory=list)
    kept: Any = None  # the page maker of the layout before, while it is laid out again


def keep_tree(original: Callable[..., Any], html: Any, root: Any, context: Any, *rest: Any) -> Any:
    """Keep the boxes of a document for a later layout."""
    if pages_session.in_force() and TREE not in context.__dict__:
        tree = _Tree(root, context, bool(context.footnotes))
        context.__dict__[TREE] = html.__dict__[TREE] = tree
    return original(html, root, context, *rest)


def make_all_pages(
    original: Callable[..., Iterator[Any]], context: Any, root: Any, html: Any, pages: list[Any]
) -> Iterator[Any]:
    """Make pages; unmarked pages of the layout before are taken over."""
    tree = context.__dict__.get(TREE)
    if tree is None:
        yield from original(context, root, html, pages)
        return
    before: list[_Made] = tree.made
    if tree.kept is not None:
        context.page_maker, tree.kept = tree.kept, None
        pages = [made.restored() for made in before]
    tree.made = []
    for number, page in enumerate(original(context, root, html, pages)):
        if number < len(before) and before[number].page is page:
            made = before[number]
            grid.come_from(context, made.last)
        else:
            text = page.children[0]
            made = _Made(page, page.children, text.children, grid.came_from(context))
        tree.made.append(made)
        yield page


def is_apart(document: Any) -> bool:
    """Whether each page of a document depends on nothing but where it begins."""
    tree = document._html.__dict__.get(TREE)
    return tree is not None and not tree.notes and not heads.any_waiting(tree.context)


def lay_again(document: Any, looseness: Mapping[int, int]) -> None:
    """Set paragraphs longer or shorter by `looseness` lines, and remake the pages that change.

    A paragraph is named by the line it was written on. The document has to be one that `is_apart`.
    """
    html = document._html
    tree: _Tree = html.__dict__[TREE]
    changed = [_asked(box, looseness) for box in tree.root.descendants()]
    elements = {element for element in changed if element is not None}
    tree.kept = tree.context.page_maker
    for made, (*_, remake) in zip(tree.made, tree.kept, strict=False):
        shown = made.areas[0].descendants(placeholders=True)
        if any(box.element in elements for box in shown):
            remake["content_changed"] = True
    tree.context.string_set.clear()
    known = {id(page._page_box): page for page in document.pages}
    before = [made.page for made in tree.made]
    found = list(layout_document(html, tree.root, tree.context))
    document.pages = [
        known[id(page)] if any(page is old for old in before) else Page(page) for page in found
    ]


def forget(document: Any) -> None:
    """Release a document that will not be laid out again.

    Its boxes refer to one another in circles, and would wait for the garbage collector.
    """
    tree = document._html.__dict__.pop(TREE, None)
    if tree is not None:
        for box in tree.root.descendants():
            for name in (STATE, MEASURED):
                box.__dict__.pop(name, None)
        tree.made.clear()
        tree.context.__dict__.clear()


def _asked(box: Any, looseness: Mapping[int, int]) -> Any:
    """The element of a paragraph that is to change; its lines are set anew."""
    if box.element_tag != "p" or not isinstance(box, boxes.BlockBox) or box.element is None:
        return None
    lines = looseness.get(line_of(box))
    current = session.current()
    if lines is None or current is None:
        return None
    style = replace(current.style, prefer=WAYS[lines])
    for line in box.descendants():
        if isinstance(line, boxes.LineBox):
            set_anew(line, style)
    return box.element
