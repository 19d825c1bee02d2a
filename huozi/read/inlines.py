"""Running text: markdown-it's inline tokens → Inline nodes, with line ends and spaces settled."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import unquote

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct, field

from huozi.read.anchors import aim_of
from huozi.read.paths import meant
from huozi.read.pictures import ENDINGS, Pictures
from huozi.read.references import SHOWS, SIGN, Register
from huozi.read.report import Reporter
from huozi.read.residue import check_field, check_inlines
from huozi.read.syntax import line_ends
from huozi.read.terms import Attributes, attributes, sort_key
from huozi.read.text import clean, composed, fold_spaces, joint
from huozi.read.typed import TypedNotes
from huozi.values.manuscript import (
    Block,
    BlockKind,
    CrossReference,
    IndexMark,
    Inline,
    InlineKind,
    Note,
    Point,
    Severity,
    plain,
)
from huozi.values.script import simplified

#: Classes of spans, in Chinese and English.
SPANS = {
    "着重": InlineKind.DOTS, "dots": InlineKind.DOTS,
    "专名": InlineKind.NAME, "name": InlineKind.NAME,
    "书名": InlineKind.WAVY, "wavy": InlineKind.WAVY,
    "下划线": InlineKind.UNDERLINE, "underline": InlineKind.UNDERLINE,
    "删除": InlineKind.STRUCK, "struck": InlineKind.STRUCK,
    "夹批": InlineKind.REMARK, "remark": InlineKind.REMARK,
    "双行": InlineKind.DOUBLE, "double": InlineKind.DOUBLE,
    "造字": InlineKind.DRAWN, "drawn": InlineKind.DRAWN,
    "索引": InlineKind.INDEX, "index": InlineKind.INDEX,
}  # fmt: skip

#: What makes a rule of blanks, to be filled in.
UNDERLINED = frozenset((".下划线", ".underline"))

_WRAPS = {
    "strong": InlineKind.STRONG, "em": InlineKind.EM, "s": InlineKind.STRUCK,
    "html_sub": InlineKind.SUB, "html_sup": InlineKind.SUP,
}  # fmt: skip
_LEAVES = {"code_inline": InlineKind.CODE, "raised": InlineKind.SUP, "lowered": InlineKind.SUB}

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


class MarkdownFile(Struct, frozen=True):
    """One Markdown file while it is read."""

    report: Reporter
    pictures: Pictures
    links: Mapping[str, str]  # paths relative to content/ → entry ids
    lines: tuple[str, ...]  # of the body, as parsed
    offset: int = 0  # lines of the file before the body
    numbers: Sequence[int] = ()  # lines of the body above each, where empty ones were put between
    typed: Sequence[str] = ()  # the lines of the body as they stand in the file
    by_hand: Sequence[TypedNotes] = ()
    trailing: frozenset[int] = frozenset()  # below lines that end in two blanks, from 0
    note_tokens: Mapping[int, list[Token]] = field(default_factory=dict)  # of ^[…], by number
    notes_typed: Mapping[int, str] = field(default_factory=dict)
    calls: list[tuple[str, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unit: str = ""  # id of the unit the file becomes
    register: Register = field(default_factory=Register)

    def line(self, node: SyntaxTreeNode | Token) -> int:
        """The line of the file a token was written on."""
        at = node.map[0] if node.map else 0
        return (self.numbers[at] if self.numbers else at) + 1 + self.offset

    def line_at(self, node: SyntaxTreeNode, below: int) -> int:
        """The line of the file so many lines below the first of a token."""
        at = (node.map[0] if node.map else 0) + below
        at = self.numbers[at] if at < len(self.numbers) else at
        return at + 1 + self.offset

    def check(self, tokens: Sequence[Token], source: str, line: int) -> None:
        """Tell what looks like markup and is left in running text that begins on a line."""
        check_inlines(tokens, source, self.typed, line, self.offset, self.report, self.by_hand)


def read_inlines(
    sheet: MarkdownFile,
    node: SyntaxTreeNode,
    in_note: bool = False,
    keep_indent: bool = False,
    line: int = 0,
) -> tuple[Inline, ...]:
    """The running text of an `inline` token, or the words of a picture on `line`."""
    line = line or sheet.line(node)
    if node.token:
        sheet.check(node.token.children or (), node.token.content, line)
    return _Reader(sheet, line, in_note, keep_indent).read(node.children)


class _Reader:
    """Reads the nodes of one paragraph; the last character settles line ends and spaces."""

    def __init__(self, sheet: MarkdownFile, line: int, in_note: bool, keep_indent: bool) -> None:
        self.sheet = sheet
        self.line = line
        self.in_note = in_note
        self.before = ""  # the last character set
        self.broken = False  # a line of the source ended, what it stands for is not yet known
        self.keep_indent = keep_indent
        self.at_start = True
        self.aim = ""  # where the link leads that is being read

    def read(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Inline, ...]:
        """Inline nodes, with neighbouring text put together."""
        joined: list[Inline] = []
        for node in nodes:
            for made in self._node(node):
                if joined and joined[-1].kind is made.kind is InlineKind.TEXT:
                    joined[-1] = Inline(InlineKind.TEXT, joined[-1].text + made.text)
                else:
                    joined.append(made)
        return tuple(joined)

    def _node(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        if node.type in _WRAPS:
            return (Inline(_WRAPS[node.type], children=self.read(node.children)),)
        if node.type in _LEAVES:
            leaf = Inline(
                _LEAVES[node.type], children=self._text(node.content, node.type == "code_inline")
            )
            self.line += _line_ends(node)
            return (leaf,)
        handler: Callable[[SyntaxTreeNode], tuple[Inline, ...]] | None
        handler = getattr(self, f"_read_{node.type}", None)
        if handler is None:
            self.sheet.report.error("unknown-markup", self.line, found=node.type)
            return ()
        return handler(node)

    # ------------------------------------------------------------------------------ plain text

    def _text(self, written: str, typed: bool = False) -> tuple[Inline, ...]:
        """Text; as typed, blanks too, where it is code."""
        text = composed(written.replace("\t", " ") if typed else fold_spaces(written))
        if self.at_start:
            text = text.lstrip(" " if self.keep_indent else " \u3000")
        elif self.before == " ":
            text = text.lstrip(" ")
        if not text:
            return ()
        if self.broken:
            text = joint(self.before, text[0]) + text
        self._set(text[-1])
        return (Inline(InlineKind.TEXT, text),)

    def _set(self, last: str) -> None:
        self.before, self.broken, self.at_start = last, False, False

    def _read_text(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return self._text(node.content)

    def _read_text_special(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """An escaped sign, or a character written as `&name;`: that may be an invisible one."""
        return self._text(clean(node.content, self.sheet.report, self.line))

    def _read_softbreak(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        self.line += 1
        self.broken = True
        return ()

    def _read_hardbreak(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        self.line += 1
        self._set("")
        self.at_start = True
        return (Inline(InlineKind.NEWLINE),)

    # ---------------------------------------------------------------------------------- markup

    def _read_html_inline(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """HTML that is not understood (`hypertext`)."""
        self.sheet.report.error("raw-html", self.line, found=shown(node.content))
        self.line += _line_ends(node)
        return ()

    def _read_line_end(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        self._set("")
        self.at_start = True
        return (Inline(InlineKind.NEWLINE),)

    def _read_comment(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """What an editor writes to editors."""
        self.line += _line_ends(node)
        return ()

    def _read_ruby(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        base = self._text(node.content)
        check_field(node.info, self.line, node.content, self.sheet.report)
        return (Inline(InlineKind.RUBY, children=base, target=composed(node.info)),)

    def _read_span(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        line = self.line
        blank = self._blank(node)
        children = blank or self.read(node.children)
        written, words = attributes(node.info)
        for word in reversed(words.split() or [""]):
            name = simplified(word.removeprefix("."))
            if not word.startswith(".") and name in SPANS:
                self.sheet.report.error("span-without-dot", line, found=name)
            elif name not in SPANS or not word.startswith("."):
                self.sheet.report.unknown("unknown-span", line, name, SPANS)
            elif SPANS[name] is InlineKind.DRAWN:
                children = self._drawn(children, line)
            elif SPANS[name] is InlineKind.INDEX:
                children = self._mark(children, written, line)
            else:
                kinds = {node.kind for node in children}
                if SPANS[name] is InlineKind.DOUBLE and kinds != {InlineKind.TEXT}:
                    self.sheet.report.error("double-plain", line, found=shown(plain(children)))
                children = (Inline(SPANS[name], children=children),)
        return children

    def _blank(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """A blank to be filled in, where blanks alone are underlined: two narrow ones are an em."""
        text = node.children[0].content if len(node.children) == 1 else ""
        width = sum(2 if blank == "\u3000" else 1 for blank in text)
        if not text or text.strip() or UNDERLINED.isdisjoint(simplified(node.info).split()):
            return ()
        blanks = "\u3000" * ((width + 1) // 2)
        self._set(blanks[-1])
        return (Inline(InlineKind.TEXT, blanks),)

    def _drawn(self, children: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        """A character of the book's own, by what it stands for."""
        text, known = plain(children), self.sheet.pictures.drawn
        if text in known and all(node.kind is InlineKind.TEXT for node in children):
            return (Inline(InlineKind.DRAWN, text),)
        self.sheet.report.error("drawn-unknown", line, found=shown(text), known=known or ("—",))
        return children

    def _mark(
        self, shown: tuple[Inline, ...], written: Attributes, line: int
    ) -> tuple[Inline, ...]:
        """A term of the index: what is shown, unless the mark names another one."""
        sheet, words = self.sheet, plain(shown).strip()
        term = written.term or words
        if written.unknown:
            sheet.report.error("index-attribute", line, found=written.unknown)
        if not term:
            sheet.report.error("index-empty", line)
            return shown
        sorted_by = sort_key(term, written.reading)
        if sorted_by is None:
            sheet.report.error("index-reading", line, term=term, found=written.reading)
            return shown
        letter, key = sorted_by
        point = f"{SIGN}{sheet.unit}.{len(sheet.register.marks)}"
        mark = IndexMark(
            term, letter, key, sheet.unit, point, sheet.report.at(line), words, written.see,
            bool(written.reading),
        )  # fmt: skip
        sheet.register.marks.append(mark)
        return (Inline(InlineKind.INDEX, children=shown, target=point),)

    def _read_point(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        sheet, name = self.sheet, node.info
        if name in sheet.links.values():
            sheet.report.error("point-taken", self.line, name=name)
        point = Point(f"{SIGN}{name}", sheet.report.at(self.line))
        sheet.register.points.append(point)
        return (Inline(InlineKind.ANCHOR, target=point.name),)

    def _read_reference(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        if not self.aim.startswith("#"):
            self.sheet.report.error("reference-aim", self.line, found=f"{{{node.info}}}")
            return ()
        self._set("0")  # as a figure, which is what mostly stands here
        shows = SHOWS[simplified(node.info)]
        return (Inline(InlineKind.REFERENCE, target=self.aim.removeprefix("#"), shows=shows),)

    def _read_link(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        line = self.line
        written = str(node.attrs.get("href", ""))
        if "title" in node.attrs:
            self.sheet.report.warning("title-attribute", line, found=node.attrs["title"])
        if self.before == "！" and written.lower().endswith(ENDINGS):
            self.sheet.report.error("full-width-link", line, found=f"！[…]({written})")
        self.aim = target = self._target(written, line)
        children = self.read(node.children)
        self.aim = ""
        if target and not children:
            self.sheet.report.error("link-empty", line)
        self._refer(children, line)
        return (Inline(InlineKind.LINK, children=children, target=target),) if target else children

    def _refer(self, children: tuple[Inline, ...], line: int) -> None:
        """Register the references of a link, each with the words around it."""
        for at, node in enumerate(children):
            if node.kind is InlineKind.REFERENCE and node.shows:
                before = children[at - 1].text if at else ""
                after = children[at + 1].text if at + 1 < len(children) else ""
                place, unit = self.sheet.report.at(line), self.sheet.unit
                self.sheet.register.references.append(
                    CrossReference(unit, place, node.target, node.shows, (before, after))
                )
            self._refer(node.children, line)  # 见**第{页}页**

    def _target(self, written: str, line: int) -> str:
        """The target of a link: an address as written, a file or point of the book as `#id`.

        Whether there is such a point is known when all is read.
        """
        links = self.sheet.links
        if _ADDRESS.fullmatch(written):
            return written
        if written.startswith("#"):
            if written[1:] in links.values():
                return written
            return self._aim(aim_of(unquote(written[1:])), line)
        file, _, heading = written.partition("#")
        there = [path for path in meant(file, self.sheet.report.file) if path in links]
        if len(there) > 1:
            taken, other = there[:2]
            self.sheet.report.warning("path-twice", line, path=file, taken=taken, other=other)
        if there and heading:
            return self._aim(aim_of(unquote(heading), links[there[0]]), line)
        if there:
            return f"#{links[there[0]]}"
        if file.lower().endswith(".md"):
            names = [name for name in links if not name.startswith("#")]
            self.sheet.report.unknown_file("unknown-entry", line, file, names, Severity.WARNING)
        else:
            self.sheet.report.error("link-target", line, found=shown(written))
        return ""

    def _aim(self, name: str, line: int) -> str:
        """A point that a link leads to."""
        self.sheet.register.aims.append(Point(name, self.sheet.report.at(line)))
        return f"#{name}"

    def _read_image(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """An image inside a line of text; one that stands alone is a figure (`blocks.py`)."""
        if node.meta.keys() & {"width", "height", "place"}:
            path = str(node.attrs.get("src", ""))
            self.sheet.report.error("inline-image-width", self.line, path=unquote(path))
        if "title" in node.attrs:  # the words in brackets are not printed: they say it
            self.sheet.report.error("title-attribute", self.line, found=node.attrs["title"])
        if node.content.strip():
            self.sheet.report.note(
                "inline-image-words", self.line, found=f"![{shown(node.content)}]"
            )
        target = find_image(self.sheet, node, self.line)
        self.line += _line_ends(node)
        self._set("")
        return (Inline(InlineKind.IMAGE, text=node.content, target=target),) if target else ()

    def _read_footnote_ref(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        label = node.meta.get("label")
        if self.in_note:
            self.sheet.report.error("note-in-note", self.line, label=label or "^[…]")
            if label is not None:
                self.sheet.calls.append((label, self.line))  # its text is not without a call
            return ()
        if label is None:
            # A number no typed label can have: they hold no space.
            label = f"inline {node.meta['id']}"
            tokens = self.sheet.note_tokens[node.meta["id"]]
            self.sheet.check(tokens, self.sheet.notes_typed[node.meta["id"]], self.line)
            text = SyntaxTreeNode([Token("inline", "", 0, children=tokens)]).children
            inlines = _Reader(self.sheet, self.line, True, False).read(text[0].children)
            place = self.sheet.report.at(self.line)
            block = Block(BlockKind.PARAGRAPH, place, inlines)
            self.sheet.notes.append(Note(label, place, (block,)))
        self.sheet.calls.append((label, self.line))
        self.broken = False
        return (Inline(InlineKind.NOTE, target=label),)


def _line_ends(node: SyntaxTreeNode) -> int:
    return line_ends(node.token) if node.token else 0


def find_image(sheet: MarkdownFile, node: SyntaxTreeNode, line: int) -> str:
    """The path of an image relative to the book."""
    return sheet.pictures.find(str(node.attrs.get("src", "")), sheet.report, line)


def shown(text: str) -> str:
    """The beginning of a text that was found, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"
