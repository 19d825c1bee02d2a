"""The hook surface: where WeasyPrint's pagination calls us instead of itself.

| place | why |
|---|---|
| `layout.block.block_level_layout` | whole lines; single lines kept with their neighbours |
| `layout.block.table_layout` | the continuation label of a table |
| `layout.page.block_level_layout` | blocks that wait for the head of a page |
| `layout.LayoutContext.add_running_element` | … and where they are met |
| `layout.block.iter_line_boxes` | pieces of notes show some of the lines |
| `layout.page.make_page` | what is left of notes comes in its order |
| `document.layout_document` | notes are cut into pieces before anything is laid out |
| … | and kept, to be laid out again in part |
| `layout.make_all_pages` | where pages are taken over from the layout before |
| `layout.make_margin_boxes` | a galley has none: an eighth of the time of a page |
| `formatting_structure.build.create_anonymous_boxes` | pieces of notes are complete already |
"""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any

from weasyprint import document, layout
from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, block, page

from huozi.compile.page import again, foot, grid, heads, tables
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
    _hook(foot.make_page, page, "make_page")
    _hook(foot.iter_line_boxes, block, "iter_line_boxes")
    _hook(make_margin_boxes, layout, "make_margin_boxes")
    _hook(foot.layout_document, document, "layout_document")
    _hook(again.keep_tree, document, "layout_document")
    _hook(again.make_all_pages, layout, "make_all_pages")
    _hook(foot.create_anonymous_boxes, build, "create_anonymous_boxes")
    original = LayoutContext.add_running_element

    def add_running_element(context: Any, box: Any) -> None:
        heads.add_running_element(partial(original, context), context, box)

    LayoutContext.add_running_element = add_running_element
    _installed.append(True)


def make_margin_boxes(original: Any, context: Any, page_box: Any, state: Any) -> Iterable[Any]:
    """No margin boxes: furniture takes their place at the link, and `house` refuses their rules."""
    return original(context, page_box, state) if session.current() is None else ()


def _hook(replacement: Callable[..., Any], module: Any, name: str) -> None:
    """Put `replacement` in the place of a function; it gets the original as first argument."""
    original = getattr(module, name)
    setattr(module, name, wraps(original)(partial(replacement, original)))
