"""Draws text boxes: those of runs by our own drawing, and slots as plain strings."""

from typing import Any

from huozi.compile.setting.draw import show
from huozi.compile.setting.dress import Dress
from huozi.compile.setting.glyphs import FallbackError, table_of
from huozi.compile.setting.run import Run
from huozi.compile.setting.strip import Strip


def is_bare(style: Any) -> bool:
    """Whether a text is visible and undecorated, so that only its glyphs are drawn."""
    return bool(style["visibility"] == "visible" and style["text_decoration_line"] == "none")


def show_text(stream: Any, textbox: Any) -> None:
    """Draw the text box of a run with the operators that WeasyPrint would write."""
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    show(stream, textbox.pango_layout, textbox.position_x, textbox.position_y + textbox.baseline)
    stream.end_text()


def draw_first_line(
    original: Any,
    stream: Any,
    textbox: Any,
    text_overflow: str,
    block_ellipsis: Any,
    matrix: Any,
) -> list[Any]:
    """Draw a text box; a slot is marked, whoever set it."""
    run = textbox.pango_layout
    if isinstance(run, Run):
        if block_ellipsis == "none":
            show(stream, run, *_point(matrix))
            return []
        textbox.pango_layout = run.as_layout(textbox.style, textbox.width)
    if slot_run := _slot_of(textbox):
        show(stream, slot_run, *_point(matrix))
        return []
    emojis: list[Any] = original(stream, textbox, text_overflow, block_ellipsis, matrix)
    return emojis


def _point(matrix: Any) -> tuple[float, float]:
    """The point where a text box's baseline begins: `draw_text` moves and turns the text there."""
    _, _, (x, y, _) = matrix
    return x, y


def _slot_of(textbox: Any) -> Run | None:
    """A slot that the engine set, as a run: the linker needs plain strings. None for others."""
    element = getattr(textbox, "element", None)
    slot = element.get("data-slot") if element is not None else None
    if not slot:
        return None
    try:
        strip = Strip(textbox, table_of(textbox.style), dress=Dress(slot=slot))
    except FallbackError:
        return None
    return Run(strip, 0, len(strip.texts), strip.gaps(), 0.0, strip)
