"""Measures the flow of a text in lines, for making up (`huozi.compile.makeup`).

Only plain flows are measured: paragraphs, headings and blocks that stand on one page. Pages with
notes are left as they are: the white above the notes hides that a page is short.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from msgspec.structs import replace

from huozi.compile.engine.library import boxes
from huozi.compile.makeup import Item, level_pages, pages_of, short_pages
from huozi.compile.page.grid import pitch_px
from huozi.compile.page.written import line_of
from huozi.compile.proofs import WAYS
from huozi.compile.setting.paragraph import Paragraph
from huozi.compile.setting.run import Run
from huozi.compile.setting.session import current
from huozi.compose import compose
from huozi.values.length import PT_PER_CSS_PX

#: Elements that hold the blocks of a flow, and are none themselves.
_HOLDERS = {"html", "body", "article"}
_WHOLE_PX = 0.05  # of a line
#: Characters of a paragraph that is set in a line more are spaced by no more than this.
MOST_SPACED_EM = 0.045


@dataclass(slots=True)
class _Piece:
    """The part of a block that one page shows."""

    box: Any
    top: float
    lines: float = 0.0


def looseness_of(
    pages: list[Any], done: bool = False
) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """The paragraphs to be set longer or shorter, and the numbers of pages that are short now.

    A paragraph is named by the line it was written on. No paragraph is named where that was `done`.
    """
    if len(pages) < 2 or any(_has_notes(page) for page in pages):
        return (), ()
    capacity = round(pages[0].height / pitch_px(pages[0].children[0]))
    found = _items(pages)
    if found is None:
        return (), ()
    items, used, first = found
    made = pages_of(items, capacity, {})
    if [page.used for page in made] != used:
        return (), ()  # something moves here that is not reckoned with
    changes: Mapping[int, int] = {}
    if not done:
        changes = level_pages(items, capacity, lambda name, lines: _can(first[name], lines))
    return tuple(sorted(changes.items())), tuple(n + 1 for n in short_pages(items, made, capacity))


def _has_notes(page: Any) -> bool:
    return any(isinstance(c, boxes.FootnoteAreaBox) and c.children for c in page.children)


def _items(pages: list[Any]) -> tuple[list[Item], list[int], dict[int, Any]] | None:
    """The items of a flow, the lines used on each page, and the first box of each paragraph; None
    for a flow that is not plain.
    """
    items: list[Item] = []
    used: list[int] = []
    first: dict[int, Any] = {}
    last_element = None
    for page in pages:
        pieces = list(_pieces(page))
        if not pieces or any(not _is_whole(piece.lines) for piece in pieces):
            return None
        used.append(sum(round(piece.lines) for piece in pieces))
        for piece in pieces:
            lines, item = round(piece.lines), _item(piece)
            if piece.box.element is last_element:
                if items[-1].whole:
                    return None
                items[-1] = replace(
                    items[-1], lines=items[-1].lines + lines, keep_next=item.keep_next
                )
            else:
                items.append(item)
                if item.name:
                    first[item.name] = piece.box
            last_element = piece.box.element
    return items, used, first


def _is_whole(lines: float) -> bool:
    return abs(lines - round(lines)) < _WHOLE_PX and lines > 0


def _pieces(page: Any) -> Iterator[_Piece]:
    """The blocks of a page with the lines that they take, from the head of the type area down."""
    root = page.children[0]
    pitch, y = pitch_px(root), page.content_box_y()
    found = [_Piece(box, box.position_y) for box in _blocks(root)]
    if not found:  # a template with nothing but bare text
        return
    for piece, following in zip(found, [*found[1:], None], strict=True):
        end = following.top if following else piece.box.position_y + piece.box.margin_height()
        if following is None and _is_paragraph(piece.box):
            end = y + len(piece.box.children) * pitch
        piece.lines = (end - y) / pitch
        y = end
        yield piece


def _blocks(box: Any) -> Iterator[Any]:
    if box.element_tag in _HOLDERS:
        for child in box.children:
            yield from _blocks(child)
    elif isinstance(box, boxes.BlockLevelBox) and box.is_in_normal_flow():
        yield box


def _is_paragraph(box: Any) -> bool:
    return box.element_tag == "p" and bool(box.children)


def _item(piece: _Piece) -> Item:
    box, style = piece.box, piece.box.style
    divided = _is_paragraph(box) and len(box.children) == round(piece.lines)
    return Item(
        lines=round(piece.lines),
        name=line_of(box) if divided else 0,
        whole=not divided,
        keep_next=style["break_after"] in ("avoid", "avoid-page"),
        keep_before=style["break_before"] in ("avoid", "avoid-page"),
    )


def _can(box: Any, lines: int) -> bool:
    """Whether a paragraph can be set so many lines longer or shorter without a fault."""
    session = current()
    runs = (d.pango_layout for d in box.descendants() if isinstance(d, boxes.TextBox))
    cut: Iterator[object] = (run.columns for run in runs if isinstance(run, Run))
    paragraph = next((whole for whole in cut if isinstance(whole, Paragraph)), None)
    if session is None or paragraph is None:
        return False
    style = session.style_of(paragraph.linebox.style)
    measure_pt = box.width * PT_PER_CSS_PX
    indent = paragraph.linebox.style["text_indent"]
    indent_pt = getattr(indent, "value", 0) * PT_PER_CSS_PX
    tokens = paragraph.tokens()
    natural = compose(tokens, measure_pt, indent_pt, style)
    changed = compose(tokens, measure_pt, indent_pt, replace(style, prefer=WAYS[lines]))
    if len(changed.lines) != len(natural.lines) + lines or changed.faults:
        return False
    widest = max((median(line.gaps[:-1] or (0.0,)) for line in changed.lines), default=0.0)
    return bool(widest <= MOST_SPACED_EM * paragraph.sizes_pt[0])
