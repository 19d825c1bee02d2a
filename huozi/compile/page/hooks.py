"""The hook surface: where WeasyPrint's pagination calls us instead of itself.

| place | why |
|---|---|
| `layout.block.block_level_layout` | whole lines; single lines kept with their neighbours |
| `layout.block.table_layout` | the continuation label of a table |
| `layout.page.block_level_layout` | blocks that wait for the head of a page; notes at its foot |
| `layout.LayoutContext.add_running_element` | … and where they are met |
| `layout.block._linebox_layout` | lines end where their notes have room |
| `layout.LayoutContext.{layout,unlayout,report}_footnote` | … and nobody else counts notes |
| `layout.page.make_page` | what is left of notes has pages of its own |
| `document.layout_document` | the notes of a document are gathered |
| … | and it is kept, to be laid out again in part |
| `layout.make_all_pages` | where pages are taken over from the layout before |
| `layout.make_margin_boxes` | a galley has none: an eighth of the time of a page |
"""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any

from weasyprint import document, layout
from weasyprint.layout import LayoutContext, block, page

from huozi.compile.page import again, foot, footlines, grid, heads, tables
from huozi.compile.setting import guard, session

_installed: list[bool] = []


def install() -> None:
    """Check WeasyPrint and hook into it, once."""
    if _installed:
        return
    guard.check()
    _hook(grid.block_level_layout, block, "block_level_layout")
    _hook(tables.table_layout, block, "table_layout")
    _hook(heads.root_layout, page, "block_level_layout")
    _hook(foot.page_layout, page, "block_level_layout")
    _hook(foot.make_page, page, "make_page")
    _hook(footlines.linebox_layout, block, "_linebox_layout")
    _hook(make_margin_boxes, layout, "make_margin_boxes")
    _hook(foot.layout_document, document, "layout_document")
    _hook(again.keep_tree, document, "layout_document")
    _hook(again.make_all_pages, layout, "make_all_pages")
    _hook_method(heads.add_running_element, "add_running_element")
    _hook_method(foot.layout_footnote, "layout_footnote")
    _hook_method(foot.unlayout_footnote, "unlayout_footnote")
    _hook_method(foot.report_footnote, "report_footnote")
    _installed.append(True)


def _hook_method(replacement: Callable[..., Any], name: str) -> None:
    """The same for a method of the layout context: `replacement` gets the original, then it."""
    original = getattr(LayoutContext, name)

    @wraps(original)
    def hooked(*arguments: Any) -> Any:
        return replacement(original, *arguments)

    setattr(LayoutContext, name, hooked)


def make_margin_boxes(original: Any, context: Any, page_box: Any, state: Any) -> Iterable[Any]:
    """No margin boxes: furniture takes their place at the link, and `house` refuses their rules."""
    return original(context, page_box, state) if session.current() is None else ()


def _hook(replacement: Callable[..., Any], module: Any, name: str) -> None:
    """Put `replacement` in the place of a function; it gets the original as first argument."""
    original = getattr(module, name)
    setattr(module, name, wraps(original)(partial(replacement, original)))
