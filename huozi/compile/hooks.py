"""The hook surface: one table of where WeasyPrint calls us instead of itself, and why.

Those that are for speed alone are rows of `huozi.compile.fast.hooks`. No attribute is hooked twice:
where two of ours have to do with one function, its replacement says in which order.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from huozi.compile.engine.hooks import Hook, Hooks
from huozi.compile.engine.plain import Plain
from huozi.compile.page import again, columns, foot, grid, heads, tables
from huozi.compile.setting import lines, marks, textbox, widths
from huozi.compile.speed import way


def _lines_of_block(original: Callable[..., lines.Lines], *given: Any) -> lines.Lines:
    """Composed lines; of a piece of a note, only its own."""
    return foot.iter_line_boxes(partial(lines.iter_line_boxes, original), *given)


def _layout_document(original: Callable[..., Any], *given: Any) -> Any:
    """Keep the document to be laid out again in part, and cut its notes into pieces."""
    return again.keep_tree(partial(foot.layout_document, original), *given)


_NEEDED = (
    # Lines
    Hook(
        ("layout.inline.iter_line_boxes",),
        lines.iter_line_boxes,
        "lines come from the composer",
    ),
    Hook(
        ("layout.block.iter_line_boxes",),
        _lines_of_block,
        "lines come from the composer, and pieces of notes show some of them",
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
        grid.block_level_layout,
        "blocks take whole lines; single lines are kept with their neighbours",
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
        heads.root_layout,
        "blocks that wait for the head of a page are set there",
    ),
    Hook(
        ("layout.LayoutContext.add_running_element",),
        heads.add_running_element,
        "blocks that wait for the head of a page are met here",
    ),
    Hook(
        ("layout.page.make_page",),
        foot.make_page,
        "what is left of notes comes in its order",
    ),
    Hook(
        ("layout.make_all_pages",),
        again.make_all_pages,
        "pages are taken over from the layout before",
    ),
    Hook(
        ("document.layout_document",),
        _layout_document,
        "notes are cut into pieces, and what is laid out is kept to be laid out again",
    ),
    Hook(
        ("formatting_structure.build.create_anonymous_boxes",),
        foot.create_anonymous_boxes,
        "pieces of notes are complete already",
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
    """All hooks of a way."""
    return (*_NEEDED, *way.hooks())


@cache
def _hooks_of(way: Plain) -> Hooks:
    return Hooks(table(way))


def hooks() -> Hooks:
    """The hooks, to be put in force while something is laid out or painted."""
    return _hooks_of(way())
