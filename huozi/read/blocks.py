"""Block tokens → Block tree. A token this module does not know is an error, never dropped."""

import re
from collections.abc import Callable, Sequence

from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct
from msgspec.structs import replace

from huozi.read.asides import TICKS
from huozi.read.boxes import ASIDES
from huozi.read.cells import LINE_END, in_cell
from huozi.read.code import CODE_TITLE, read_code
from huozi.read.figures import SIZES, figure_place, figure_size
from huozi.read.inlines import MarkdownFile, find_image, read_inlines, shown
from huozi.read.neighbours import abreast, captioned, followed, in_lines, is_white
from huozi.read.numbering import (
    close_articles,
    half_width,
    is_escaped,
    list_numbers,
    lone_item,
    numbered,
)
from huozi.read.paragraphs import (
    check_caption,
    check_indent,
    check_lines,
    check_swallowed,
    steps_of,
)
from huozi.read.residue import check_field
from huozi.read.roster import roster
from huozi.read.runon import DEEPEST
from huozi.read.syntax import TABLE_TITLE, line_ends
from huozi.read.tables import HEAD, MERGED, attributes, check_merges, head_rows
from huozi.read.titles import closing, level_of
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Note, plain
from huozi.values.script import simplified

#: Names of boxes, in Chinese and English.
BOXES = {
    "主送": BlockKind.ADDRESSEE, "addressee": BlockKind.ADDRESSEE,
    "落款": BlockKind.SIGNATURE, "signature": BlockKind.SIGNATURE,
    "附件": BlockKind.ATTACHMENTS, "attachments": BlockKind.ATTACHMENTS,
    "出处": BlockKind.SOURCE, "source": BlockKind.SOURCE,
    "居中": BlockKind.CENTERED, "centered": BlockKind.CENTERED,
    "诗": BlockKind.VERSE, "verse": BlockKind.VERSE,
    "名单": BlockKind.ROSTER, "roster": BlockKind.ROSTER,
}  # fmt: skip

_BLOCK_SIGN = re.compile(r"#{1,6}[ ]|>|\||[-*+][ ]|!\[")


class _Where(Struct, frozen=True):
    """The surroundings of a block."""

    top: bool = True
    note: bool = False
    quote: bool = False  # what stands in a quotation may be a heading


_TOP = _Where()
_NOTE = _Where(top=False, note=True)


def read_blocks(sheet: MarkdownFile, root: SyntaxTreeNode) -> tuple[Block, ...]:
    """The blocks of a body; its notes are gathered in the sheet."""
    single = [sheet.line(n) for n in root.children if n.type == "heading" and n.tag == "h1"]
    if single:
        sheet.report.warning("heading-shift", single[0])
    return _BlockReader(sheet, int(bool(single))).read(root.children, _TOP)


class _BlockReader:
    """One method per type of token."""

    def __init__(self, sheet: MarkdownFile, shift: int = 0) -> None:
        self.sheet = sheet
        self.shift = shift  # by how much headings lie deeper than usual
        self.report = sheet.report
        self.close = False  # an article whose number has no blank behind it is being read

    def read(self, nodes: Sequence[SyntaxTreeNode], where: _Where) -> tuple[Block, ...]:
        """Blocks in order. What depends on a block's neighbours is settled here."""
        blocks: list[Block] = []
        steps = steps_of(nodes) if where.top else frozenset[int]()
        close = (
            close_articles([_written(node) for node in nodes]) if where.top else frozenset[int]()
        )
        for index, node in enumerate(nodes):
            self.close = index in close
            handler: Callable[[SyntaxTreeNode, _Where], list[Block]] | None
            handler = getattr(self, f"_read_{node.type}", None)
            if handler is None:
                self.report.error("unknown-markup", self.sheet.line(node), found=node.type)
                continue
            made = handler(node, replace(where, top=False) if index in steps else where)
            lone = node.type == "ordered_list" and where.top and index not in steps
            if lone and followed(nodes, index):
                made = [lone_item(block) for block in made]
            if node.type == "fence" and blocks:
                made, blocks = captioned(made, blocks, CODE_TITLE)
            if node.type == "table" and made:
                made, blocks = self._titled(made, blocks, nodes[index - 1] if index else None)
            if node.type == "hr":
                self._check_rule(nodes, index)
            blocks.extend(made)
        return tuple(blocks)

    # ----------------------------------------------------------------------------- paragraphs

    def _read_paragraph(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        inline = node.children[0]
        line = self.sheet.line(node)
        images = [child for child in inline.children if not is_white(child)]
        if images and all(child.type == "image" for child in images):
            return self._figures(inline, line)
        check_lines(self.sheet, inline.content, line)
        if where.top:
            check_indent(self.sheet, node, line)
        if inline.meta.get("table") and not self._before_table(node):
            self.report.error("table-title", line, found=shown(inline.meta["table"]))
        else:
            check_caption(self.report, node, inline.content, line)
        inlines = read_inlines(self.sheet, inline, where.note)
        if not inlines:
            return []
        block = Block(BlockKind.PARAGRAPH, self.report.at(line), inlines)
        if where.note or is_escaped(inline.content):
            return [block]
        one_line = "\n" not in inline.content and not inline.meta.get("counted")
        return [numbered(block, one_line, where.top, self.report, self.close)]

    def _figures(self, inline: SyntaxTreeNode, line: int) -> list[Block]:
        """Images that stand alone; those that are written on one line stand side by side."""
        rows: list[list[Block]] = [[]]
        for child in inline.children:
            if child.type == "softbreak":
                rows.append([])
                line += 1
            if is_white(child):
                continue
            caption = read_inlines(self.sheet, child, line=line) if child.children else ()
            size = {key: figure_size(child.meta.get(key), key, line, self.report) for key in SIZES}
            wait = figure_place(child.meta.get("place"), line, self.report)
            source = find_image(self.sheet, child, line)
            alt = " ".join(str(child.attrs.get("title", "")).split())
            if source:  # else it was told of
                rows[-1].append(
                    Block(
                        BlockKind.FIGURE, self.report.at(line), caption, label=size["width"],
                        height=size["height"], alt=alt, src=source, classes=wait,
                    )
                )  # fmt: skip
            line += line_ends(child.token) if child.token else 0
        return [abreast(row) if len(row) > 1 else row[0] for row in rows if row]

    def _read_heading(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        line = self.sheet.line(node)
        signs = int(node.tag[1:])
        if (level := level_of(signs, self.shift if where.top else 0)) > DEEPEST:
            self.report.note("heading-deep", line, found="#" * signs)
            level = DEEPEST
        inlines = read_inlines(self.sheet, node.children[0])
        if not (where.top or where.quote):
            self.report.error("heading-inside", line, found=shown(plain(inlines)))
        elif not plain(inlines).strip():
            self.report.warning("heading-empty", line)
            return []
        written = self.sheet.lines[node.map[0]] if node.map else ""
        if (lost := closing(written, node.children[0].content)) and len(lost) != signs:
            self.report.error("heading-hash", line, found=lost)
        return [Block(BlockKind.HEADING, self.report.at(line), inlines, level=level)]

    def _read_hr(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        return [Block(BlockKind.BREAK, self.report.at(self.sheet.line(node)))]

    def _check_rule(self, nodes: Sequence[SyntaxTreeNode], index: int) -> None:
        """Report `---` right under text, which other Markdown takes for a heading."""
        above, rule = nodes[index - 1] if index else None, nodes[index]
        if above and above.type == "paragraph" and rule.markup.startswith("-"):
            (_, end), (start, _) = above.map or (0, 0), rule.map or (1, 1)
            if end == start:
                self.report.warning("rule-under-text", self.sheet.line(rule))

    # ------------------------------------------------------------------------ quotes and lists

    def _read_blockquote(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        place = self.report.at(self.sheet.line(node))
        inside = replace(where, top=False, quote=not where.note)
        if where.top:
            check_swallowed(self.sheet, node, "> ")
        children = self.read(node.children, inside)
        if "aside" in node.meta:
            return [self._aside(node, children)]
        return [Block(BlockKind.QUOTE, place, children=children)]

    def _read_aside(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        children = self.read(node.children, replace(where, top=False, quote=not where.note))
        return [self._aside(node, children)]

    def _aside(self, node: SyntaxTreeNode, children: tuple[Block, ...]) -> Block:
        """A box with a title, which is that of its kind unless another is typed."""
        line = self.sheet.line(node)
        css, title = ASIDES[node.meta["aside"]]
        if typed := node.meta["title"]:
            check_field(typed, line, node.meta["aside"], self.report)
        if not children:
            self.report.error("empty-box", line, name=node.meta["aside"])
        words = (Inline(InlineKind.TEXT, typed or title),)
        return Block(
            BlockKind.ASIDE, self.report.at(line), words, children, classes=(f"aside-{css}",)
        )

    def _read_dl(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        """Terms, each with its definitions below it."""
        inside = replace(where, top=False, quote=False)
        made = []
        for child in node.children:
            place = self.report.at(self.sheet.line(child))
            if child.type == "dt":
                inlines = read_inlines(self.sheet, child.children[0], where.note)
                made.append(Block(BlockKind.TERM, place, inlines))
            else:
                children = self.read(child.children, inside)
                made.append(Block(BlockKind.DEFINITION, place, children=children))
        place = self.report.at(self.sheet.line(node))
        return [Block(BlockKind.DEFINITIONS, place, children=tuple(made))]

    def _read_new_page(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        return [Block(BlockKind.NEW_PAGE, self.report.at(self.sheet.line(node)))]

    def _read_bullet_list(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        return self._list(node, where)

    def _read_ordered_list(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        written = [(int(item.info), self.sheet.line(item)) for item in node.children]
        return self._list(node, where, list_numbers(written, self.report))

    def _list(
        self, node: SyntaxTreeNode, where: _Where, numbers: Sequence[int] = ()
    ) -> list[Block]:
        items = []
        for at, item in enumerate(node.children):
            place = self.report.at(self.sheet.line(item))
            children = self.read(item.children, replace(where, top=False, quote=False))
            if not children:
                self.report.error("empty-item", place.line)
            label = TICKS.get(str(item.meta.get("tick")), "•")
            label = f"{numbers[at]}{item.markup}" if numbers else label
            items.append(Block(BlockKind.ITEM, place, children=children, label=label))
        place = self.report.at(self.sheet.line(node))
        if where.top:
            check_swallowed(self.sheet, node, " \t-+*0123456789")
        wide = ("wide",) if any(len(item.label) > len("99.") for item in items) else ()
        made = Block(BlockKind.LIST, place, children=tuple(items), classes=wide)
        return [replace(made, ordered=bool(numbers))]

    def _read_typed_list(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        """`（1）甲` over `（2）乙`: the labels are as typed."""
        items = []
        for item in node.children:
            children = self.read(item.children, replace(where, top=False, quote=False))
            place = self.report.at(self.sheet.line(item))
            items.append(Block(BlockKind.ITEM, place, children=children, label=item.info))
        if half := half_width(items[0].label):
            self.report.warning("half-width-bracket", items[0].place.line, found=half)
        place = self.report.at(self.sheet.line(node))
        wide = ("wide",) if any(len(item.label) > 2 or item.label == "——" for item in items) else ()
        return [Block(BlockKind.LIST, place, children=tuple(items), classes=wide)]

    # --------------------------------------------------------------------------------- tables

    def _read_table(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        line = self.sheet.line(node)
        if where.note:
            self.report.error("table-inside", line)
            return []
        rows = []
        for section in node.children:
            for row in section.children:
                self._check_row(row, len(node.children[0].children[0].children))
                classes = ("head",) if section.type == "thead" else ()
                place = self.report.at(self.sheet.line(row))
                cells = tuple(self._cell(cell, place.line) for cell in row.children)
                rows.append(Block(BlockKind.ROW, place, children=cells, classes=classes))
        return [Block(BlockKind.TABLE, self.report.at(line), children=tuple(rows))]

    def _before_table(self, node: SyntaxTreeNode) -> bool:
        following = node.next_sibling
        return following is not None and following.type == "table"

    def _titled(
        self, made: list[Block], above: list[Block], before: SyntaxTreeNode | None
    ) -> tuple[list[Block], list[Block]]:
        """A table with the title above it and the attributes behind the title."""
        table, *others = made
        if above:
            (table,), above = captioned([table], above, TABLE_TITLE)
        said = before.children[0].meta.get("table") if before and before.children else None
        if said and before is not None:
            line = self.sheet.line(before)
            widths, classes = attributes(str(said), table.children, self.report, line)
            table = replace(table, label=widths, classes=classes)
        heads = next((int(c[5:]) for c in table.classes if c.startswith(HEAD)), 0)
        if not heads and (heads := head_rows(table.children)) > 1:
            table = replace(table, classes=(*table.classes, f"{HEAD}{heads}"))
        check_merges(table.children, heads, self.report)
        return [table, *others], above

    def _cell(self, node: SyntaxTreeNode, line: int) -> Block:
        style = str(node.attrs.get("style", ""))
        inlines = read_inlines(self.sheet, node.children[0])
        align = style.removeprefix("text-align:")
        place = self.report.at(line)
        if merged := MERGED.get(node.children[0].content.strip()):
            return Block(BlockKind.CELL, place, label=align, classes=(merged,))
        escaped = [is_escaped(line) for line in LINE_END.split(node.children[0].content)]
        if blocks := in_cell(inlines, place, escaped):
            return Block(BlockKind.CELL, place, children=blocks, label=align)
        return Block(BlockKind.CELL, place, inlines, label=align)

    def _check_row(self, row: SyntaxTreeNode, columns: int) -> None:
        """Report short and long rows, which the parser would fill or cut silently."""
        if (count := row.meta.get("cells", columns)) != columns:  # pasted rows have no bars
            self.report.error("table-row", self.sheet.line(row), cells=count, expected=columns)

    # ---------------------------------------------------------------------------------- boxes

    def _read_box(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        line = self.sheet.line(node)
        if (name := simplified(node.info)) not in BOXES:
            self.report.unknown("unknown-box", line, node.info, (*BOXES, *ASIDES))
            return []
        kind = BOXES[name]
        children: list[Block] = []
        for child in node.children:
            place = self.report.at(self.sheet.line(child))
            if child.type == "box_gap":
                # Between the stanzas of a poem a blank line means something.
                if kind is BlockKind.VERSE and children:
                    children.append(Block(BlockKind.BREAK, place))
                continue
            inline = child.children[0]
            if _BLOCK_SIGN.match(inline.content):
                self.report.error("block-in-box", place.line, found=shown(inline.content))
            inlines = read_inlines(self.sheet, inline, keep_indent=kind is BlockKind.VERSE)
            children.append(Block(BlockKind.PARAGRAPH, place, inlines))
        while children and children[-1].kind is BlockKind.BREAK:
            children.pop()
        if not children:
            self.report.error("empty-box", line, name=node.info)
        if kind is BlockKind.ROSTER:
            return [Block(kind, self.report.at(line), children=roster(children, self.report))]
        if kind is BlockKind.ADDRESSEE:
            return [Block(kind, self.report.at(line), in_lines(children))]
        return [Block(kind, self.report.at(line), children=tuple(children))]

    def _read_box_stray(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        self.report.error("stray-box", self.sheet.line(node), found=":::")
        return []

    # ------------------------------------------------------------------- notes, and what is refused

    def _read_footnote_reference(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        line = self.sheet.line(node)
        label = str(node.meta["label"])
        blocks = self.read(node.children, _NOTE)
        for block in blocks:
            if block.kind is not BlockKind.PARAGRAPH:
                self.report.error("note-block", block.place.line, label=label)
        first = next((note for note in self.sheet.notes if note.label == label), None)
        if first:
            self.report.error("note-twice", line, label=label, first=first.place.line)
        elif not blocks:
            self.report.error("note-empty", line, label=label)
        self.sheet.notes.append(Note(label, self.report.at(line), blocks))
        return []

    def _read_html_block(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        self.report.error("raw-html", self.sheet.line(node), found=shown(node.content))
        return []

    def _read_fence(self, node: SyntaxTreeNode, where: _Where) -> list[Block]:
        return [read_code(self.sheet, node)]


def _written(node: SyntaxTreeNode) -> str:
    """The source of a paragraph; empty for other blocks."""
    return node.children[0].content if node.type == "paragraph" else ""
