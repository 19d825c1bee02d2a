"""Keeps the paragraph of a line box, and how it was composed, between layouts.

Layout returns to a line box again and again: at page ends, for notes that have no room, at another
measure. The paragraph is collected once, and composed once for each measure.
"""

from dataclasses import dataclass, field
from math import inf
from typing import Any

from msgspec.structs import replace

from huozi.compile.engine.library import boxes, inline
from huozi.compile.page.written import source_of
from huozi.compile.setting.glyphs import FallbackError, GlyphTable, table_of
from huozi.compile.setting.paragraph import Paragraph
from huozi.compile.setting.report import ParagraphRecord
from huozi.compile.setting.session import Session
from huozi.compose import Line, compose, max_content, verbatim
from huozi.compose.glue import HYPHEN_EM
from huozi.values.length import PT_PER_CSS_PX
from huozi.values.rules import GOES_ON
from huozi.values.script import words_of_house
from huozi.values.style import LineStyle

#: Attribute of a line box: its state.
STATE = "_huozi"
#: … its paragraph as it was measured before any layout, where it holds no objects
MEASURED = "_huozi_measured"
#: … and the style that is asked of it, whatever its CSS says.
ASKED = "_huozi_asked"
#: Leaves that a line may end in.
_TEXTS = ("text", "double")
_SIDES = {"left": "start", "right": "end"}
#: Used values of a box without margins, borders and paddings: text and line boxes have none.
NO_EDGES = {
    f"{edge}_{side}{'_width' if edge == 'border' else ''}": 0
    for edge in ("margin", "border", "padding")
    for side in ("top", "right", "bottom", "left")
}


@dataclass(slots=True, eq=False)
class Composed:
    """A paragraph composed from one of its tokens on."""

    lines: tuple[Line, ...]
    base: int  # the token its first line starts at
    measure_pt: float
    index: dict[int, int]  # token at a line start → line
    resumes: dict[int, Any] = field(default_factory=dict)
    turned: bool = False  # lines that are too long bear a mark where they go on
    prepared: Any = None  # the containing block the boxes were prepared for


@dataclass(slots=True, eq=False)
class State:
    """What a line box keeps from layout to layout."""

    linebox: Any  # copies of the box take the state along, but it is not theirs
    texts: tuple[str, ...]
    paragraph: Paragraph | None
    reason: str
    record: ParagraphRecord | None
    style: LineStyle
    measure_px: float  # of the layout that measured the inline objects
    composed: list[Composed] = field(default_factory=list)


_NO_WORDS = "\ufffc "  # what stands for objects


def texts_of(linebox: Any) -> tuple[str, ...]:
    """The texts in a line box, which page counters may change between layouts."""
    return tuple(child.text for child in linebox.descendants() if isinstance(child, boxes.TextBox))


def state_of(session: Session, linebox: Any, measure_px: float, measure_object: Any) -> State:
    """The state of a line box, made anew when its texts have changed."""
    texts = texts_of(linebox)
    state: State | None = linebox.__dict__.get(STATE)
    if state is not None and state.linebox is not linebox:
        state = None
    if state is not None and state.texts == texts:
        if state.measure_px == measure_px or not _depends(state.paragraph, measure_px):
            return state
    record = state.record if state is not None else None
    paragraph, reason = None, ""
    try:
        paragraph = _collected(linebox, measure_object, measure_px * PT_PER_CSS_PX)
    except FallbackError as error:
        reason = str(error)
    if record is None and reason != "empty":
        record = session.report.record(source_of(linebox))
    if record is not None:
        record.fallback = reason
    style = linebox.__dict__.get(ASKED) or session.style_of(linebox.style)
    state = State(linebox, texts, paragraph, reason, record, style, measure_px)
    linebox.__dict__[STATE] = state
    for child in linebox.descendants():
        if isinstance(child, boxes.TextBox) and reason != "font-size 0":
            table_of(child.style).judge(child.text, session.report)
    return state


def _depends(paragraph: Paragraph | None, measure_px: float) -> bool:
    """Whether a paragraph would have other tokens at another measure."""
    if paragraph is None:
        return False
    narrow = _is_wider(paragraph, measure_px * PT_PER_CSS_PX)
    return paragraph.has_objects or narrow or paragraph.most_pt < inf


def _is_wider(paragraph: Paragraph, measure_pt: float) -> bool:
    """Whether a word of a paragraph, with a hyphen, may be wider than a line."""
    widest = max(paragraph.advances_pt)
    return widest > measure_pt - HYPHEN_EM * max(paragraph.sizes_pt)


def _collected(linebox: Any, measure_object: Any, measure_pt: float) -> Paragraph:
    """Collect a paragraph. Words that no line can hold are cut into characters, unless everything
    stands in one line.
    """
    made = measured(linebox, measure_object)
    if made.nowrap or not _is_wider(made, measure_pt):
        return made
    return Paragraph(linebox, measure_object, measure_pt)


def measured(linebox: Any, measure_object: Any) -> Paragraph:
    """The paragraph of a line box; the kept one, if its texts are the same and it has no objects.

    Raises FallbackError.
    """
    kept: tuple[tuple[str, ...], Paragraph] | None = linebox.__dict__.get(MEASURED)
    texts = texts_of(linebox)
    if kept is not None and kept[0] == texts and kept[1].linebox is linebox:
        return kept[1]
    paragraph = Paragraph(linebox, measure_object)
    if not paragraph.has_objects:
        linebox.__dict__[MEASURED] = texts, paragraph
    return paragraph


def set_anew(linebox: Any, style: LineStyle) -> None:
    """Compose a line box in another style from its next layout on."""
    linebox.__dict__[ASKED] = style
    state: State | None = linebox.__dict__.get(STATE)
    if state is not None and state.linebox is linebox:
        state.style = style
        state.composed.clear()


def composed_from(state: State, measure_px: float, indent_px: float, token: int) -> Composed:
    """The paragraph composed at a measure so that a line starts at `token`."""
    paragraph = state.paragraph
    assert paragraph is not None
    measure_pt = measure_px * PT_PER_CSS_PX
    for composed in state.composed:
        if composed.measure_pt == measure_pt and token in composed.index:
            return composed
    composed = _compose(state, paragraph, measure_pt, indent_px * PT_PER_CSS_PX, token)
    state.composed.append(composed)
    return composed


def _compose(
    state: State, paragraph: Paragraph, measure_pt: float, indent_pt: float, token: int
) -> Composed:
    css = paragraph.linebox.style
    tokens = paragraph.tokens(token)
    room_pt = measure_pt + paragraph.trailing_px * PT_PER_CSS_PX
    if paragraph.nowrap:
        room_pt = max(room_pt, max_content(tokens, state.style) + max(0.0, indent_pt))
    align = _SIDES.get(css["text_align_all"], css["text_align_all"])
    align_last = _SIDES.get(css["text_align_last"], css["text_align_last"])
    if state.style.turned:
        composition = verbatim(tokens, room_pt, indent_pt)
    else:
        indent_pt = 0.0 if token else indent_pt
        last = "start" if paragraph.leader else align_last
        style = state.style if align == "justify" else replace(state.style, hyphens=False)
        composition = compose(tokens, room_pt, indent_pt, style, align, last)
    if state.record is not None:
        state.record.fallback = ""
        state.record.lines = len(composition.lines)
        faults = () if _is_label(paragraph) else composition.faults
        told = ((f.code, _text(paragraph, composition.lines[f.line], token)) for f in faults)
        # The label of an item alone, because what follows is too long: that is told of its line.
        state.record.faults = tuple((code, words) for code, words in told if words.strip(_NO_WORDS))
    index = {line.start + token: number for number, line in enumerate(composition.lines)}
    return Composed(composition.lines, token, measure_pt, index, turned=state.style.turned)


def _is_label(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the label of a continued cell, of which no word can be changed."""
    return paragraph.linebox.element is None and "".join(paragraph.texts).endswith(
        (GOES_ON, words_of_house(GOES_ON, "zh-Hant"))
    )


def _text(paragraph: Paragraph, line: Line, base: int) -> str:
    return "".join(paragraph.texts[line.start + base : line.end + base]).replace("\u2060", "")


def prepare(state: State, composed: Composed, containing_block: Any) -> None:
    """Give the boxes of a paragraph the used values that layout would give them."""
    if composed.prepared is containing_block:
        return
    composed.prepared = containing_block
    paragraph = state.paragraph
    assert paragraph is not None
    done: set[int] = set()
    for leaf in paragraph.leaves:
        inner = (leaf.ruby.box, leaf.ruby.reading.box) if leaf.ruby else ()
        for box in (*leaf.chain, leaf.box, *inner):
            if id(box) not in done and leaf.kind != "placed":
                done.add(id(box))
                if isinstance(box, boxes.TextBox):
                    box.__dict__.update(NO_EDGES)
                    continue
                inline.resolve_percentages(box, containing_block)
                box.padding_left += paragraph.filled_px.get(id(box), 0.0)
                for side in ("left", "right"):
                    if getattr(box, f"margin_{side}") == "auto":
                        setattr(box, f"margin_{side}", 0)
                if leaf.kind == "leader" and box is leaf.box:
                    box.children[0].__dict__.update(NO_EDGES)
        if leaf.kind in _TEXTS and leaf.table is not None:
            set_height(leaf.box, leaf.table)
        if leaf.ruby is not None:
            for strip in (leaf.ruby.base, leaf.ruby.reading):
                set_height(strip.box, strip.table)


def set_height(box: Any, table: GlyphTable) -> None:
    """Set the height and baseline of a text box; its margins fill up the line height."""
    half = (table.line_height_px - table.height_px) / 2
    box.height = table.height_px
    box.margin_top = box.margin_bottom = half
    box.baseline = table.baseline_px + half


# ----------------------------------------------------------------------------- where to resume


def token_of(paragraph: Paragraph, skip_stack: Any) -> int:
    """The token from which a layout is to continue."""
    skip = []
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        skip.append(index)
    wanted = tuple(skip)
    for leaf in paragraph.leaves:
        depth = len(leaf.path)
        if leaf.path == wanted[:depth] and len(wanted) > depth and leaf.kind in _TEXTS:
            text = leaf.box.text.encode()[: wanted[depth]].decode()
            for token in range(leaf.start, leaf.end):
                if paragraph.offsets[token] >= len(text):
                    return token
        elif leaf.path >= wanted[:depth]:
            return leaf.start
    return len(paragraph.texts)


def resume_at(paragraph: Paragraph, token: int) -> Any:
    """The place of a token in WeasyPrint's form (`skip_stack`)."""
    leaf = paragraph.leaves[paragraph.leaf_at(token)]
    stack: Any = None
    if leaf.kind in _TEXTS:
        byte = len(leaf.box.text[: paragraph.offsets[token]].encode())
        stack = {byte: None} if byte else None
    for index in reversed(leaf.path):
        stack = {index: stack} if index or stack else None
    return stack if stack else {0: None}
