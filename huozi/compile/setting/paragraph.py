"""Paragraphs: the inline content of a LineBox as tokens for the composer.

The tree of inline boxes is flattened into leaves in reading order: stretches of text in one font,
inline objects, and boxes without width (anchors, absolutely placed boxes). Margins, borders and
paddings of inline boxes widen the first and last token inside them.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import inf
from typing import Any

from huozi.compile.engine.library import boxes
from huozi.compile.setting.cast import cast
from huozi.compile.setting.double import Double, double_of
from huozi.compile.setting.dress import NAKED, Dress, dressed
from huozi.compile.setting.glyphs import FallbackError, GlyphTable, table_of
from huozi.compile.setting.ruby import Ruby, rubies
from huozi.compile.setting.session import current
from huozi.compose import Tokens, max_content, read
from huozi.values.length import PT_PER_CSS_PX

#: A typed space is shown, but between one of these and a Han character or an object: there it is
#: folded into the gap (CLREQ, "Mixed text").
_LATIN = frozenset("WZwNYqrQFf")
_HAN = frozenset("HB")
#: Elements whose words stay whole.
_CODE = frozenset(("code", "kbd", "samp"))
_GLUE = "\u2060"
#: A leader keeps at least this much between an entry and its page number: three dots.
LEAST_LEADER_EM = 1.0


@dataclass(slots=True, eq=False)
class Leaf:
    """A stretch of tokens [start, end) that is drawn as one."""

    box: Any
    path: tuple[int, ...]  # of indexes, from the line box down
    chain: tuple[Any, ...]  # the inline boxes around it, outermost first
    start: int
    end: int
    kind: str = "text"  # text, object, leader, ruby, double, edges; without width: empty, placed
    table: GlyphTable | None = None
    before_pt: float = 0.0  # edges of inline boxes that open here
    after_pt: float = 0.0  # and that close here
    font: int = -1  # the one font of all its tokens, or -1
    dress: Dress = NAKED
    begins: bool = True  # no marked character stands before its first token in the same span
    ends: bool = True  # nor after its last
    ruby: Ruby | None = None
    double: Double | None = None
    columns: tuple[int, ...] = ()  # of a double: that each token begins, and one behind


class Paragraph:
    """Flattened inline content, as parallel lists with one item for each token."""

    def __init__(self, linebox: Any, measure_object: Any, most_pt: float = inf) -> None:
        """`measure_object` lays an atomic box out and returns its width in CSS pixels. Words wider
        than `most_pt` are cut into characters.
        """
        self.most_pt = most_pt
        self.linebox = linebox
        self.measure_object = measure_object
        self.leaves: list[Leaf] = []
        # Columns, one item for each token.
        self.texts: list[str] = []
        self.offsets: list[int] = []  # in the text of the leaf's box
        self.advances_pt: list[float] = []
        self.sizes_pt: list[float] = []
        self.classes: list[str] = []
        self.spaced: list[bool] = []  # the manuscript has a space before
        self.hexes: list[str] = []
        self.fonts: list[int] = []
        self.tails_pt: list[float] = []
        self.nowrap = linebox.style["white_space"] in ("nowrap", "pre")
        self.spacing_px: set[float] = set()
        self.spans: dict[int, tuple[int, int]] = {}  # id of an inline box → its tokens
        self.filled_px: dict[int, float] = {}  # id of an inline box with a width → white in it
        self.widths_px: tuple[float, float] | None = None  # least and greatest, once they are asked
        self.leader = False
        self.has_objects = False
        self._after_space = True  # leading spaces collapse
        self._tokens: Tokens | None = None
        self._unsupported(linebox)
        self._collect(linebox, (), (), dressed(NAKED, linebox))
        if not self.texts:
            raise FallbackError("empty")
        self._ends = [leaf.end for leaf in self.leaves]
        self._columns()

    def _unsupported(self, linebox: Any) -> None:
        if not linebox.style["font_size"]:
            raise FallbackError("font-size 0")
        if linebox.style["direction"] != "ltr":
            raise FallbackError("direction")
        if linebox.text_overflow != "clip":
            raise FallbackError("text-overflow")

    # ----------------------------------------------------------------------------- collection

    def _collect(
        self,
        box: Any,
        path: tuple[int, ...],
        chain: tuple[Any, ...],
        dress: Dress,
    ) -> None:
        for index, child in enumerate(box.children):
            here = (*path, index)
            if isinstance(child, boxes.TextBox):
                if child.text:
                    self._text(child, here, chain, dress)
            elif not child.is_in_normal_flow():
                if child.is_floated() or child.is_footnote():
                    raise FallbackError("float")
                self._weightless(child, here, chain, "placed")
            elif isinstance(child, boxes.InlineBox):
                self._inline(child, here, chain, dress)
            elif isinstance(child, boxes.AtomicInlineLevelBox):
                self._object(child, here, chain)
            else:
                raise FallbackError("inline-flex")

    def _inline(
        self,
        box: Any,
        path: tuple[int, ...],
        chain: tuple[Any, ...],
        dress: Dress,
    ) -> None:
        if box.style["box_decoration_break"] == "clone":
            raise FallbackError("box-decoration-break")
        chain = (*chain, box)
        if box.is_leader:
            self._leader(box, path, chain)
            return
        first, first_leaf = len(self.texts), len(self.leaves)
        found = list(rubies(box, dress)) if box.element_tag == "ruby" else []
        inner = dressed(dress, box)
        if found:
            self._rubies(found, path, chain)
        elif (double := double_of(box)) is not None:
            self._double(double, (*path, 0), chain)
        else:
            self._collect(box, path, chain, inner)
        before_pt, after_pt = _edge(box, "left"), _edge(box, "right")
        self.spans[id(box)] = first, len(self.texts)
        inside = [leaf for leaf in self.leaves[first_leaf:] if leaf.end > leaf.start]
        if inner.marks != dress.marks:
            for leaf in inside:
                leaf.begins, leaf.ends = leaf is inside[0], leaf is inside[-1]
        if not inside:
            if before_pt or after_pt:
                del self.leaves[first_leaf:]
                self._put(box, path, chain[:-1], "edges", before_pt + after_pt)
            elif len(self.leaves) == first_leaf:
                self._weightless(box, path, chain[:-1], "empty")
            return
        if getattr(box.style["width"], "unit", "") == "px":
            fill_pt = self._fill_pt(box, first, before_pt + after_pt)
            self.filled_px[id(box)] = fill_pt / PT_PER_CSS_PX
            before_pt += fill_pt
        if before_pt or after_pt:
            first, last = inside[0].start, inside[-1].end - 1
            inside[0].before_pt += before_pt
            inside[-1].after_pt += after_pt
            self.advances_pt[first] += before_pt
            self.advances_pt[last] += after_pt
            # White that a style puts there is no place for a gap between Han and Latin besides.
            for at, white_pt in ((first, before_pt), (last, after_pt)):
                if white_pt > 0 and self.classes[at] == "H":
                    self.classes[at] = "B"

    def _fill_pt(self, box: Any, first: int, edges_pt: float) -> float:
        """By how much an inline box, whose tokens begin at `first`, is narrower than it asks to be.

        It becomes white before its text, so that numbers in boxes of one width are aligned in any
        line.
        """
        tokens = Tokens(
            self.texts[first:], self.advances_pt[first:], self.sizes_pt[first:],
            self.classes[first:], self.spaced[first:],
        )  # fmt: skip
        session = current()
        own_pt = sum(tokens.advances_pt)
        if session is not None and len(tokens) > 1:
            own_pt = max_content(tokens, session.style_of(box.style))
        return max(0.0, float(box.style["width"].value) * PT_PER_CSS_PX - own_pt - edges_pt)

    def _add(self, at: int, text: str, cls: str, width_pt: float, spaced: bool = False) -> None:
        """Add a token that shows no glyphs: an object, or a joiner."""
        self.texts.insert(at, text)
        self.offsets.insert(at, self.offsets[at] if at < len(self.offsets) else 0)
        self.advances_pt.insert(at, width_pt)
        self.sizes_pt.insert(at, self.linebox.style["font_size"] * PT_PER_CSS_PX)
        self.classes.insert(at, cls)
        self.spaced.insert(at, spaced)
        self.hexes.insert(at, "")
        self.fonts.insert(at, self.fonts[at - 1] if at else 0)
        self.tails_pt.insert(at, 0.0)

    def _weightless(
        self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...], kind: str
    ) -> None:
        at = len(self.texts)
        self.leaves.append(Leaf(box, path, chain, at, at, kind))

    def _object(self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        self.has_objects = True
        width_pt = self.measure_object(box) * PT_PER_CSS_PX
        self._put(box, path, chain, "object", width_pt)

    def _put(
        self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...], kind: str, width_pt: float
    ) -> None:
        at = len(self.texts)
        self._add(at, "\ufffc", "B", width_pt, self._take_space(at))
        self.leaves.append(Leaf(box, path, chain, at, at + 1, kind))

    def _rubies(
        self, found: list[tuple[int, Ruby]], path: tuple[int, ...], chain: tuple[Any, ...]
    ) -> None:
        for index, ruby in found:
            cls = "H" if set(ruby.base.classes) == {"H"} else "B"
            base, at = ruby.base.box, len(self.texts)
            self._add(at, "".join(ruby.base.texts), cls, ruby.width_pt, self._take_space(at))
            here = (*path, index)
            self.leaves.append(Leaf(base, here, chain, at, at + 1, "ruby", ruby=ruby))

    def _double(self, double: Double, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        """Add a token for each column, with a joiner before those that can't begin a line."""
        note, first, columns = double.note, len(self.texts), []
        for column in range(note.columns):
            offset = double.offset(column)
            if column and column not in note.parting:
                self._add(len(self.texts), _GLUE, "G", 0.0)
                self.offsets[-1] = offset
                columns.append(column)
            spaced = self._take_space(len(self.texts)) if not column else False
            width_pt = note.advance_pt(column)
            self._add(len(self.texts), double.text(column), "H", width_pt, spaced)
            self.offsets[-1] = offset
            columns.append(column)
        leaf = Leaf(double.strip.box, path, chain, first, len(self.texts), "double")
        leaf.table, leaf.double = double.strip.table, double
        leaf.columns = (*columns, note.columns)
        self.leaves.append(leaf)

    def _take_space(self, at: int) -> bool:
        spaced, self._after_space = self._after_space, False
        return spaced and at > 0 and self.classes[at - 1] != "X"

    def _leader(self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        """Add a leader, glued to what stands beside it so that no number stands alone in a line."""
        (text_box,) = box.children
        table = table_of(text_box.style)
        texts = [cluster for _, cluster, _ in read(text_box.text)]
        table.learn(texts)
        glyphs = [table.tokens[text] for text in texts]
        if self.leader or None in glyphs or any(g.cls == "X" for g in glyphs if g):
            raise FallbackError("leader")
        self.leader = True
        size_pt = self.linebox.style["font_size"] * PT_PER_CSS_PX
        width_pt = LEAST_LEADER_EM * size_pt
        self._put(box, path, chain[:-1], "leader", width_pt)
        # No line starts with a leader, and it weighs nothing: the last line of an entry that runs
        # over holds two characters of the title beside it (CLREQ, "Widows and orphans").
        self.classes[-1] = "K"
        self.leaves[-1].table = table
        self._add(len(self.texts), _GLUE, "G", 0.0)
        self.leaves[-1].end += 1

    def _text(
        self,
        box: Any,
        path: tuple[int, ...],
        chain: tuple[Any, ...],
        dress: Dress,
    ) -> None:
        style, text = box.style, box.text
        white_space = style["white_space"]
        table = table_of(style)
        if table.word_spacing:
            raise FallbackError("word-spacing")
        code = any(outer.element_tag in _CODE for outer in chain)
        found = cast(text, table, white_space, code, self.most_pt)
        tokens, start = found.tokens, len(self.texts)
        trailing = text[-1] == " " and white_space not in ("pre", "pre-wrap")
        if not tokens:
            self._after_space = self._after_space or trailing
            return
        classes = tokens.classes
        if self.leader:  # the page number: glued to the leader, and no character of the title
            classes = tuple("r" if cls in "WNZw" else cls for cls in classes)
        if dress.raised:
            classes = tuple("X" if cls == "X" else dress.raised for cls in classes)
        first_spaced = self._take_space(start)
        if start and tokens.spaced[0] and self.classes[-1] != "X":
            first_spaced = True
        self.texts += tokens.texts
        self.offsets += found.offsets
        self.advances_pt += tokens.advances_pt
        self.sizes_pt += tokens.sizes_pt
        self.classes += classes
        self.spaced += (first_spaced, *tokens.spaced[1:])
        self.hexes += found.hexes
        self.fonts += found.fonts
        self.tails_pt += found.tails_pt
        self._after_space = trailing
        leaf = Leaf(box, path, chain, start, len(self.texts), "text", table)
        leaf.font = found.font
        leaf.dress = dress
        self.leaves.append(leaf)
        self.spacing_px.add(table.spacing_px)
        if not chain and not dress.raised:  # if nothing is added, the tokens are those of the cast
            self._tokens = tokens
        if white_space in ("nowrap", "pre") and not self.nowrap:
            self._hold(leaf)

    def _hold(self, leaf: Leaf) -> None:
        """Put a joiner without width between the tokens of a leaf, so that it is not divided."""
        for at in range(leaf.end - 1, leaf.start, -1):
            if "X" in self.classes[at - 1 : at + 1]:
                continue
            self._add(at, _GLUE, "G", 0.0)
        leaf.end = len(self.texts)

    # -------------------------------------------------------------------------------- columns

    def _columns(self) -> None:
        #: Token i is followed by a space that is shown.
        self.shown: tuple[bool, ...] = ()
        if True in self.spaced:
            following = zip(self.classes, self.classes[1:], self.spaced[1:], strict=False)
            self.shown = (
                *(
                    space and not (a in _LATIN and b in _HAN or a in _HAN and b in _LATIN)
                    for a, b, space in following
                ),
                False,
            )
        #: Letter-spacing that stands behind every token, the last of a line included.
        self.trailing_px = self.spacing_px.pop() if len(self.spacing_px) == 1 else 0.0

    def tokens(self, start: int = 0) -> Tokens:
        """The tokens from `start` on."""
        if self._tokens is None or len(self._tokens) < len(self.texts):
            self._tokens = Tokens(
                self.texts, self.advances_pt, self.sizes_pt, self.classes, self.spaced
            )
        return self._tokens.since(start) if start else self._tokens

    def leaf_at(self, token: int) -> int:
        """The index of the leaf that holds a token."""
        return self.leaves_from(token, holding=True)

    def leaves_from(self, token: int, holding: bool = False) -> int:
        """The index of the first leaf that ends at or behind a token; with `holding`, of the leaf
        that holds it.
        """
        return bisect_right(self._ends, token) if holding else bisect_left(self._ends, token)


def _edge(box: Any, side: str) -> float:
    """The margin, border and padding of an inline box at one side, in points."""
    width_px: float = box.style[f"border_{side}_width"]
    for name in ("margin", "padding"):
        value = box.style[f"{name}_{side}"]
        if value == "auto":
            continue
        if getattr(value, "unit", "").lower() != "px":
            raise FallbackError("edge in per cent")
        width_px += value.value
    return width_px * PT_PER_CSS_PX
