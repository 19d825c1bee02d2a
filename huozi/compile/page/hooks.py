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
| `layout.make_margin_boxes` | a galley has none: an eighth of the time of a page |
| `formatting_structure.build.create_anonymous_boxes` | pieces of notes are complete already |
"""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any

from weasyprint import document, layout
from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, block, page

from huozi.compile.page import foot, grid, heads, tables
from huozi.compile.setting import guard, session

#: Digests of what is hooked or relied upon; see `huozi.compile.setting.guard`.
KNOWN: dict[str, str] = {
    "document:Document._render": "ebaceeb0fa8e79aa",
    "formatting_structure.boxes:Box.descendants": "c15a877f61361343",
    "formatting_structure.boxes:FootnoteAreaBox": "44d2d15f921a5350",
    "formatting_structure.build:create_anonymous_boxes": "f1e76cc779a89855",
    "formatting_structure.build:element_to_box": "2d0a37e45b7f3e0c",
    "layout.block:_add_break_values": "547eb148b813c006",
    "layout.block:_break_line": "2b92255d94ab45f7",
    "layout.block:_in_flow_layout": "c2537262836dd981",
    "layout.block:_linebox_layout": "e07bbe000974787e",
    "layout.block:_out_of_flow_layout": "2ace1b03f455de46",
    "layout.block:block_level_layout": "c1301dde9284e245",
    "layout.block:block_level_page_break": "4c36f807aa76498f",
    "layout.block:find_earlier_page_break": "c2bbdcdfdf408cbc",
    "layout.page:make_all_pages": "b5e4034894841caa",
    "layout.page:make_margin_boxes": "4a2d2e301eb3bc47",
    "layout.page:make_page": "656f183328e8b1b5",
    "layout.page:remake_page": "1ff09b2dffa17839",
    "layout.table:table_layout": "6594fa40743fbc0b",
    "layout:LayoutContext._update_footnote_area": "2e317e4b066fb80c",
    "layout:LayoutContext.add_running_element": "64de7d06c4d3d2bc",
    "layout:LayoutContext.layout_footnote": "5075f64aaae4a32d",
    "layout:LayoutContext.report_footnote": "f05bad3895c6824c",
    "layout:LayoutContext.unlayout_footnote": "c7c223cf4a0fda54",
    "layout:layout_document": "a5cbf437e99caf72",
}

_installed: list[bool] = []


def install() -> None:
    """Check WeasyPrint and hook into it, once."""
    if _installed:
        return
    guard.check(KNOWN)
    _hook(grid.block_level_layout, block, "block_level_layout")
    _hook(tables.table_layout, block, "table_layout")
    _hook(heads.root_layout, page, "block_level_layout")
    _hook(foot.make_page, page, "make_page")
    _hook(foot.iter_line_boxes, block, "iter_line_boxes")
    _hook(make_margin_boxes, layout, "make_margin_boxes")
    _hook(foot.layout_document, document, "layout_document")
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
