"""The table of our hooks into WeasyPrint: which of its functions we replace, and why.

Hooks that are for speed alone stand in `huozi.compile.fast.hooks`. No attribute is hooked twice:
where two of ours concern one function, its one replacement calls them in order.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from huozi.compile.engine.hooks import Hook, Hooks
from huozi.compile.engine.plain import Plain
from huozi.compile.page import again, columns, foot, footlines, grid, heads, tables, turned
from huozi.compile.setting import lines, marks, textbox, widths
from huozi.compile.speed import way


def _layout_document(original: Callable[..., Any], *given: Any) -> Any:
    """Keep the document for a later partial layout, and lay it out with our notes."""
    return again.keep_tree(partial(foot.layout_document, original), *given)


def _block_level_layout(original: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Lay a block out on whole lines of the grid, on turned pages too."""
    return turned.block_level_layout(partial(grid.block_level_layout, original), *given, **named)


def _page_layout(original: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Lay a page out: waiting figures at its head, the text, and the notes below."""
    return foot.page_layout(partial(heads.root_layout, original), *given, **named)


_NEEDED = (
    # Lines
    Hook(
        ("layout.inline.iter_line_boxes", "layout.block.iter_line_boxes"),
        lines.iter_line_boxes,
        "lines come from the composer",
    ),
    Hook(
        ("layout.preferred.inline_min_content_width",),
        widths.min_content_width,
        "shrink-to-fit agrees with the composer",
    ),
    Hook(
        ("layout.preferred.inline_max_content_width",),
        widths.max_content_width,
        "shrink-to-fit agrees with the composer",
    ),
    # Pages
    Hook(
        ("layout.block.block_level_layout",),
        _block_level_layout,
        "blocks take whole lines; single lines are kept with their neighbours; turned tables",
    ),
    Hook(
        ("layout.block.table_layout",),
        tables.table_layout,
        "the continuation label of a table",
    ),
    Hook(
        ("layout.table.table_and_columns_preferred_widths",),
        columns.preferred_widths,
        "one long text leaves the columns beside it their words",
    ),
    Hook(
        ("layout.page.block_level_layout",),
        _page_layout,
        "blocks that wait for the head of a page are set there, and notes at its foot",
    ),
    Hook(
        ("layout.block._linebox_layout",),
        footlines.linebox_layout,
        "the text of a page ends where its notes have room",
    ),
    Hook(
        ("layout.LayoutContext.layout_footnote",),
        foot.layout_footnote,
        "room is reserved for a note",
    ),
    Hook(
        ("layout.LayoutContext.unlayout_footnote",),
        foot.unlayout_footnote,
        "… and given back with its line",
    ),
    Hook(
        ("layout.LayoutContext.report_footnote",),
        foot.report_footnote,
        "a note goes overleaf when the page is made, not before",
    ),
    Hook(
        ("layout.LayoutContext.add_running_element",),
        heads.add_running_element,
        "blocks that wait for the head of a page are met here",
    ),
    Hook(
        ("layout.page.make_page",),
        foot.make_page,
        "what is left of notes has pages of its own",
    ),
    Hook(
        ("layout.make_all_pages",),
        again.make_all_pages,
        "pages are taken over from the layout before",
    ),
    Hook(
        ("document.layout_document",),
        _layout_document,
        "notes are gathered, and what is laid out is kept to be laid out again",
    ),
    # Painting
    Hook(
        ("draw.text.draw_text", "draw.draw_text"),
        marks.draw_text,
        "marks on characters",
    ),
    Hook(
        ("draw.text.draw_first_line",),
        textbox.draw_first_line,
        "composed runs, and slots for the linker",
    ),
)


def table(way: Plain) -> tuple[Hook, ...]:
    """All hooks of the fast or the plain way."""
    return (*_NEEDED, *way.hooks())


@cache
def _hooks_of(way: Plain) -> Hooks:
    return Hooks(table(way))


def hooks() -> Hooks:
    """The hooks, which are put in force while something is laid out or painted."""
    return _hooks_of(way())
