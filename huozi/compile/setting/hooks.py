"""The hook surface: where WeasyPrint calls us instead of itself.

| place | why |
|---|---|
| `layout.block.iter_line_boxes` | lines come from the composer |
| `layout.preferred.inline_{min,max}_content_width` | shrink-to-fit agrees with them |
| `draw.text.draw_first_line`, `draw.draw_text` | composed runs, slots, marks on characters |
| `stacking._dispatch`, `draw.draw_{inline_level,outline}` | plain lines are shown and no more |
| `pdf.fonts.get_hb_object_data` | font files are not copied |
| `css.StyleFor.set_computed_styles` | styles known from the document before |
| … and those of `shortcuts` | the same outcome in less time |
"""

from functools import partial, wraps
from typing import Any

import weasyprint.draw
from weasyprint import document, stacking
from weasyprint.css import StyleFor
from weasyprint.draw import border
from weasyprint.draw import text as draw_text_module
from weasyprint.formatting_structure import boxes
from weasyprint.layout import (
    absolute,
    background,
    block,
    column,
    grid,
    inline,
    page,
    preferred,
    table,
)
from weasyprint.layout import float as float_module
from weasyprint.pdf import fonts

from huozi.compile.setting import (
    draw,
    fontfile,
    guard,
    lines,
    marks,
    plain,
    shortcuts,
    styles,
    widths,
)
from huozi.compile.setting.dress import Dress
from huozi.compile.setting.glyphs import FallbackError, table_of
from huozi.compile.setting.run import Run
from huozi.compile.setting.strip import Strip

_installed: list[bool] = []


def install() -> None:
    """Check WeasyPrint and hook into it, once."""
    if _installed:
        return
    guard.check()
    _hook(lines.iter_line_boxes, "iter_line_boxes", inline, block)
    _hook(widths.min_content_width, "inline_min_content_width", preferred)
    _hook(widths.max_content_width, "inline_max_content_width", preferred)
    _hook(draw_first_line, "draw_first_line", draw_text_module)
    _hook(marks.draw_text, "draw_text", draw_text_module, weasyprint.draw)
    _hook(fontfile.face_data, "get_hb_object_data", fonts)
    _hook_method(styles.set_computed_styles, "set_computed_styles", StyleFor)
    _hook(plain.dispatch, "_dispatch", stacking)
    _hook(plain.draw_outline, "draw_outline", border, weasyprint.draw)
    _hook(plain.draw_inline_level, "draw_inline_level", weasyprint.draw)
    _take_shortcuts()
    _installed.append(True)


def _take_shortcuts() -> None:
    """Put in what gives the same outcome in less time."""
    _hook(shortcuts.html_metadata, "get_html_metadata", document)
    _hook(shortcuts.strut, "strut", inline)
    _hook(shortcuts.layout_box_backgrounds, "layout_box_backgrounds", background)
    laying_out = (absolute, block, column, float_module, grid, inline, page, table)
    _hook(shortcuts.resolve_percentages, "resolve_percentages", *laying_out)
    block.collapse_margin = shortcuts.collapse_margin
    boxes.Box.descendants = shortcuts.descendants
    boxes.ParentBox.page_values = shortcuts.page_values
    boxes.Box.is_in_normal_flow = shortcuts.is_in_normal_flow
    boxes.Box.establishes_formatting_context = shortcuts.establishes_formatting_context
    _hook(shortcuts.page_styles, "set_page_type_computed_styles", page)


def _hook(replacement: Any, name: str, *modules: Any) -> None:
    """Put `replacement` in the place of a function; it gets the original as first argument."""
    original = getattr(modules[0], name)
    hooked = wraps(original)(partial(replacement, original))
    for module in modules:
        assert getattr(module, name) is original, f"{module.__name__}.{name}"
        setattr(module, name, hooked)


def _hook_method(replacement: Any, name: str, owner: Any) -> None:
    """The same for a method: `replacement` gets the original, then the object."""
    original = getattr(owner, name)

    @wraps(original)
    def hooked(*arguments: Any, **named: Any) -> Any:
        return replacement(original, *arguments, **named)

    setattr(owner, name, hooked)


def draw_first_line(
    original: Any,
    stream: Any,
    textbox: Any,
    text_overflow: str,
    block_ellipsis: Any,
    matrix: Any,
) -> list[Any]:
    """Draw a text box; slots are marked whoever set them."""
    run = textbox.pango_layout
    if isinstance(run, Run):
        if block_ellipsis == "none":
            draw.show(stream, run, *_point(matrix))
            return []
        textbox.pango_layout = run.as_layout(textbox.style, textbox.width)
    if slot_run := _slot_of(textbox):
        draw.show(stream, slot_run, *_point(matrix))
        return []
    emojis: list[Any] = original(stream, textbox, text_overflow, block_ellipsis, matrix)
    return emojis


def _point(matrix: Any) -> tuple[float, float]:
    """Where a text box's baseline begins: `draw_text` turns text upside down and moves it there."""
    _, _, (x, y, _) = matrix
    return x, y


def _slot_of(textbox: Any) -> Run | None:
    """A text box of the engine's that is a slot, as a run: the linker wants plain strings."""
    element = getattr(textbox, "element", None)
    slot = element.get("data-slot") if element is not None else None
    if not slot:
        return None
    try:
        strip = Strip(textbox, table_of(textbox.style), dress=Dress(slot=slot))
    except FallbackError:
        return None
    return Run(strip, 0, len(strip.texts), strip.gaps(), 0.0, strip)
