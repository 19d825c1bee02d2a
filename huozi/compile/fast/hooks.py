"""The hooks that are for speed: with and without each of them the bytes are the same."""

from collections.abc import Callable
from typing import Any

from huozi.compile.engine.hooks import Hook, Need
from huozi.compile.fast import fontfile, plainline, shortcuts, styles

_LAYING_OUT = ("absolute", "block", "column", "float", "grid", "inline", "page", "table")


def _row(why: str, replacement: Callable[..., Any], *targets: str, asks: bool = True) -> Hook:
    return Hook(targets, replacement, why, Need.SPEED, asks)


HOOKS = (
    _row("styles are known from the document before",
         styles.set_computed_styles, "css.StyleFor.set_computed_styles"),
    _row("pages of a kind have one style",
         shortcuts.page_styles, "layout.page.set_page_type_computed_styles"),
    _row("nobody reads the metadata",
         shortcuts.html_metadata, "document.get_html_metadata"),
    _row("a galley has no margin boxes: an eighth of the time of a page",
         shortcuts.make_margin_boxes, "layout.make_margin_boxes"),
    _row("line heights are known from the style",
         shortcuts.strut, "layout.inline.strut"),
    _row("most boxes have no background",
         shortcuts.layout_box_backgrounds, "layout.background.layout_box_backgrounds"),
    _row("used lengths are known from the style", shortcuts.resolve_percentages,
         *(f"layout.{name}.resolve_percentages" for name in _LAYING_OUT)),
    _row("two margins or none, mostly",
         shortcuts.collapse_margin, "layout.block.collapse_margin", asks=False),
    _row("no generator for each level", shortcuts.descendants,
         "formatting_structure.boxes.Box.descendants", asks=False),
    _row("an only child is asked once: twice at each level is 2ⁿ times", shortcuts.page_values,
         "formatting_structure.boxes.ParentBox.page_values", asks=False),
    _row("most boxes are neither floated nor positioned", shortcuts.is_in_normal_flow,
         "formatting_structure.boxes.Box.is_in_normal_flow", asks=False),
    _row("blocks in the flow are asked most", shortcuts.establishes_formatting_context,
         "formatting_structure.boxes.Box.establishes_formatting_context", asks=False),
    _row("plain lines are in no stacking context of their own",
         plainline.dispatch, "stacking._dispatch"),
    _row("plain lines have no outline",
         plainline.draw_outline, "draw.border.draw_outline", "draw.draw_outline"),
    _row("plain lines are shown and no more",
         plainline.draw_inline_level, "draw.draw_inline_level"),
    _row("font files are not copied",
         fontfile.face_data, "pdf.fonts.get_hb_object_data"),
)  # fmt: skip
