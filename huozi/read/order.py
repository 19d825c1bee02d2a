"""The order of a book, as `book.yaml` has it: pieces in front and behind, parts, entries, files."""

from pathlib import PurePosixPath

from msgspec.structs import replace

from huozi.read import schema
from huozi.read.keys import as_written, english_word
from huozi.read.matter import BY_NAME
from huozi.read.plan import Listed, MatterPlan, PartPlan
from huozi.read.report import Reporter
from huozi.read.schema import Field
from huozi.read.shapes import Shape, defined, either, line_of_text, list_of, mapping, one_of
from huozi.read.yamlnodes import Node, NodeShape

_FILE = line_of_text(400, r"\.[mM][dD]$")


def _below(*keys: tuple[str, Shape]) -> Shape:
    """A file, or one with keys below it."""
    return mapping([(key, list_of(shape), False) for key, shape in keys])


#: What `listed`, `entry` and the like take; sections hold sections.
DEFINITIONS = {
    "section": either(_FILE, mapping((), _below(("sections", defined("section"))))),
    "entry": either(
        _FILE,
        mapping((), either(
            list_of(_FILE), _below(("sections", defined("section")), ("annexes", _FILE))
        )),
    ),
    "matter": either(
        one_of(name for name, piece in BY_NAME.items() if not piece.written),
        mapping((name, _FILE, False) for name, piece in BY_NAME.items() if piece.written),
    ),
}  # fmt: skip


@schema.takes(_FILE)
def listed(node: Node, key: str, report: Reporter) -> Listed | None:
    """A Markdown file of the book."""
    path = schema.verbatim(400)(node, key, report)
    if path is None:
        return None
    path = node.text  # two blanks in the name of a file are two
    if not path.lower().endswith(".md"):
        report.error("not-markdown", node.line, found=path)
        return None
    return Listed(str(PurePosixPath(path)), node.line)


@schema.takes(defined("entry"))
def entry(node: Node, key: str, report: Reporter) -> Listed | None:
    """`通知.md`, `通知.md: [附件一.md, 附件二.md]`, or `第一章.md: {sections: [第一节.md]}`."""
    return _with_below(node, key, report, _BELOW_ENTRY)


@schema.takes(defined("section"))
def _section(node: Node, key: str, report: Reporter) -> Listed | None:
    """`第一节.md`, or `第一节.md: {sections: [第一目.md]}`."""
    return _with_below(node, key, report, _BELOW_SECTION)


def _with_below(node: Node, key: str, report: Reporter, below: tuple[Field, ...]) -> Listed | None:
    """A file, and in a mapping what stands below it; a bare list are its annexes."""
    if node.shape is not NodeShape.MAP:
        return listed(node, key, report)
    if len(node.pairs) != 1:
        report.error("annex-form", node.line)
        return None
    ((name, value),) = node.pairs
    file = listed(name, key, report)
    if value.shape is NodeShape.MAP or below is _BELOW_SECTION:
        found = schema.read_fields(value, below, report)
    else:
        found = {"annexes": schema.listing(listed)(value, name.text, report) or ()}
    return file and replace(file, **found)


_BELOW_SECTION = (Field("sections", schema.listing(_section), default=()),)
_BELOW_ENTRY = (*_BELOW_SECTION, Field("annexes", schema.listing(listed), default=()))


@schema.takes(defined("matter"))
def matter(node: Node, key: str, report: Reporter) -> MatterPlan | None:
    """`contents`, or `preface: 前言.md`."""
    if node.shape is NodeShape.MAP and len(node.pairs) == 1:
        name, value = node.pairs[0][0].text, node.pairs[0][1]
        piece = BY_NAME.get(name)
        if piece is None:
            _unknown_matter(node.pairs[0][0], report)
        elif not piece.written:
            report.error("matter-without-file", node.line, kind=node.pairs[0][0].written)
        elif file := listed(value, name, report):
            return MatterPlan(piece.kind, node.line, file)
        return None
    piece = BY_NAME.get(english_word(str(node), BY_NAME))
    if piece is None:
        _unknown_matter(node, report)
    elif not piece.written:
        return MatterPlan(piece.kind, node.line)
    else:
        report.error("matter-needs-file", node.line, kind=node)
    return None


def _unknown_matter(node: Node, report: Reporter) -> None:
    found = node.written or str(node)
    report.unknown("unknown-matter", node.line, found, as_written(found, BY_NAME))


#: Where entries begin → whether they run on.
STARTS = {"page": False, "run-on": True}

_PART = (
    Field("title", schema.text(60), required=True, default=""),
    Field("entries", schema.listing(entry), default=()),
    Field("start", schema.choice(STARTS)),
)


@schema.takes(schema.shape_of(_PART))
def part(node: Node, key: str, report: Reporter) -> PartPlan:
    """A part: its title, its entries, and where these begin."""
    values = schema.read_fields(node, _PART, report)
    written = {name.text: value for name, value in node.pairs}
    if node.shape is NodeShape.MAP and ("entries" not in written or written["entries"].bare):
        report.error("empty-part", node.line, title=values["title"])
    return PartPlan(values["title"], node.line, values["entries"], values["start"])
