"""Plain lines: lines of one text box without any decoration, as nearly all lines of a book are.

WeasyPrint asks each line and each text of a page for its background, border, outline, anchors and
stacking order. A plain line has none of them, whatever the style sheet says: its style and that of
its text are anonymous, so that every property that is not inherited has its initial value.
"""

from collections.abc import Callable
from typing import Any

from huozi.compile.engine.library import AnonymousStyle, boxes
from huozi.compile.setting.dress import NAKED
from huozi.compile.setting.textbox import is_bare, show_text


class PlainLine(boxes.LineBox):  # type: ignore[misc]
    """A line of one text box, for which only the text has to be drawn."""

    background = None
    border_top_left_radius = border_top_right_radius = (0, 0)
    border_bottom_left_radius = border_bottom_right_radius = (0, 0)

    def all_children(self) -> tuple[Any, ...]:
        """The boxes to search for anchors and backgrounds: none."""
        return ()

    def page_values(self) -> tuple[Any, Any]:
        """The page names at the start and end: that of the paragraph, which is inherited."""
        name = self.style["page"]
        return name, name

    def translate(self, dx: float = 0, dy: float = 0, ignore_floats: bool = False) -> None:
        """Move the line and its text."""
        (text,) = self.children
        for box in (self, text):
            box.position_x += dx
            box.position_y += dy


def is_plain(linebox: Any, leaf: Any) -> bool:
    """Whether the lines of a paragraph that consists of one leaf may be plain ones."""
    style = leaf.box.style
    return (
        type(style) is type(linebox.style) is AnonymousStyle
        and leaf.dress == NAKED
        and is_bare(style)
    )


def dispatch(original: Callable[..., Any], box: Any, *rest: Any) -> Any:
    """Leave a plain line out of the search for stacking contexts."""
    return box if type(box) is PlainLine else original(box, *rest)


def draw_outline(original: Callable[..., None], stream: Any, box: Any) -> None:
    """Draw no outline of a plain line; `outline-width` is not inherited."""
    if type(box) is not PlainLine:
        original(stream, box)


def draw_inline_level(
    original: Callable[..., None], stream: Any, page: Any, box: Any, *rest: Any
) -> None:
    """Draw only the text of a plain line."""
    if type(box) is not PlainLine or box.block_ellipsis != "none":
        original(stream, page, box, *rest)
        return
    (text,) = box.children
    with stream.marked(text, "Span"):
        show_text(stream, text)
