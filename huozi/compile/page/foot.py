"""Notes at the foot of the page, cut into pieces of whole lines.

WeasyPrint moves a note to the next page whole or not at all. Here a long note is several notes to
it: the first two lines, which stay with the call, then line by line, and the last two together.
What finds no room below the text goes on below the text of the next page.

A piece is a copy of the note whose line box shows only some of its lines.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from math import ceil
from typing import Any

from huozi.compile.engine.library import boxes, build
from huozi.compile.page.session import current
from huozi.values.length import PT_PER_CSS_PX

#: Attribute of a note or piece: its place among all of the document.
ORDER = "_huozi_order"
#: Attribute of a line box: which piece of its note it shows, counted from 0.
PIECE = "_huozi_piece"
#: … and the line box it is a copy of: all of them are composed once.
SOURCE = "_huozi_source"
#: Attribute of that line box: its width, and where each of its lines begins.
RESUMES = "_huozi_resumes"
#: Lines of a note that are kept together at its beginning and at its end.
KEPT = 2
#: A note of so many lines is not cut.
WHOLE = 3
_COMPLETE = "_huozi_complete"

Lines = Iterator[tuple[Any, Any]]


def layout_document(
    original: Callable[..., Any], html: Any, root: Any, context: Any, *rest: Any
) -> Any:
    """Cut the notes, then lay the document out."""
    if context.footnotes and current() is not None:
        _cut(context, root)
    return original(html, root, context, *rest)


def create_anonymous_boxes(original: Callable[..., Any], box: Any) -> Any:
    """Complete a tree of boxes; notes in a footnote area are complete already."""
    if isinstance(box, boxes.FootnoteAreaBox) and all(
        _COMPLETE in child.__dict__ for child in box.children
    ):
        box.children = sorted(box.children, key=_order)
        return box
    return original(box)


def make_page(original: Callable[..., Any], context: Any, *rest: Any) -> Any:
    """Make a page, with what is left of the notes of the last one in its order.

    WeasyPrint takes lines of a note back when a line of text needs room, and puts them behind what
    goes on overleaf anyway.
    """
    context.reported_footnotes.sort(key=_order)
    return original(context, *rest)


def _order(piece: Any) -> int:
    order: int = piece.__dict__.get(ORDER, 0)
    return order


def _cut(context: Any, root: Any) -> None:
    """Put pieces in the place of each note; its call holds an empty call for each but the first."""
    calls = [box for box in root.descendants() if box.footnote is not None]
    context.footnotes.clear()
    for call in calls:
        pieces = _pieces(call.footnote)
        carriers = []
        for piece in pieces[1:]:
            carrier = boxes.InlineBox.anonymous_from(call, [])
            carrier.footnote = piece
            carriers.append(carrier)
        call.footnote = pieces[0]
        call.children = [*carriers, *call.children]
        for order, piece in enumerate(pieces, len(context.footnotes)):
            piece.__dict__[ORDER] = order
        context.footnotes.extend(pieces)


def _pieces(note: Any) -> list[Any]:
    """A note, complete with anonymous boxes, as often as it may have to be divided."""
    whole = build.create_anonymous_boxes(note)
    setattr(whole, _COMPLETE, True)
    if len(whole.children) != 1:
        return [whole]
    whole.children[0].__dict__[SOURCE] = whole.children[0]
    count = _most_lines(whole) - KEPT
    if count <= WHOLE - KEPT:
        return [whole]
    pieces = []
    for number in range(count):
        piece = whole.deepcopy()
        setattr(piece.children[0], PIECE, number)
        if number:  # what does not fit goes on overleaf; only the beginning holds the line
            piece.style = piece.style.copy()
            piece.style["footnote_policy"] = "auto"
        pieces.append(piece)
    return pieces


def _most_lines(note: Any) -> int:
    """No fewer lines than the note will have: all its characters taken as full-width ones."""
    session = current()
    assert session is not None
    texts = [child.text for child in note.descendants() if isinstance(child, boxes.TextBox)]
    size_pt = note.style["font_size"] * PT_PER_CSS_PX
    characters = sum(map(len, texts))
    breaks = sum(text.count("\n") for text in texts)
    return ceil(1.05 * characters * size_pt / session.measure_pt) + breaks + 1


def iter_line_boxes(
    original: Callable[..., Lines],
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    *rest: Any,
) -> Lines:
    """The lines of a paragraph; of a piece of a note, only its own."""
    source = box.__dict__.get(SOURCE)
    number = box.__dict__.get(PIECE)

    def lines_from(resume_at: Any) -> Lines:
        return original(
            context, source or box, position_y, bottom_space, resume_at, containing_block, *rest
        )

    if number is None:
        return lines_from(skip_stack)
    known = source.__dict__.get(RESUMES)
    if known is None or known[0] != containing_block.width:
        known = containing_block.width, [None, *(resume for _, resume in lines_from(None))]
        source.__dict__[RESUMES] = known
    first, end = span(number, len(known[1]) - 1)
    return _cut_off(lines_from(known[1][first]), end - first) if first < end else iter(())


def _cut_off(lines: Lines, count: int) -> Lines:
    """The first lines of many; nothing follows the last."""
    for at, (line, resume_at) in enumerate(islice(lines, count), 1):
        yield line, resume_at if at < count else None


def span(number: int, count: int) -> tuple[int, int]:
    """The lines that a piece of a note of `count` lines shows; none where it has no more."""
    if count <= WHOLE:
        return (0, count) if number == 0 else (count, count)
    if number == 0:
        return 0, KEPT
    first = KEPT + number - 1
    if first < count - KEPT:
        return first, first + 1
    return (first, count) if first == count - KEPT else (count, count)
