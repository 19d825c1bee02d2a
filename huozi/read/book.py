"""`content/book.yaml`: the book as a whole, its format, and the order of everything in it."""

from enum import StrEnum
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from huozi.read import dates, schema
from huozi.read.booklets import booklet
from huozi.read.fontroles import font_roles, with_fang
from huozi.read.internal import check_internal
from huozi.read.isbn import isbn
from huozi.read.matter import BY_NAME, out_of_order
from huozi.read.order import STARTS, entry, matter, part
from huozi.read.pageformat import page_format
from huozi.read.plan import HOUSE_FRONT, BookPlan, MatterPlan, PartPlan
from huozi.read.printing import check_cover, cover, printing
from huozi.read.report import Reporter
from huozi.read.schema import Field
from huozi.read.shapes import either, line_of_text, mapping, one_of
from huozi.read.styles import (
    FOLDER,
    HOUSE_STYLES,
    OF_A_STYLE,
    STYLE_FILE,
    STYLE_KEY,
    OfferedStyles,
    laid_under,
    style_of,
)
from huozi.read.yamlnodes import Node, NodeShape, compose
from huozi.values.manuscript import BookInfo
from huozi.values.printing import Cover, Printing
from huozi.values.rules import HOUSE_RULES
from huozi.values.script import MOST_DRAWN, words_of_house
from huozi.values.style import (
    LAST_FOLIO,
    OF_ONE_PARAGRAPH,
    Captions,
    ContentsNumbers,
    ContentsStyle,
    FolioPlace,
    FolioRun,
    FolioStyle,
    FontRoles,
    Heads,
    LineStyle,
    NotePlace,
    PageRule,
    UnitKind,
)

BOOK_FILE = "content/book.yaml"


#: An ideographic description of a rare character is no longer.
_LONGEST_DRAWN = 16


def read_book(text: str, report: Reporter, styles: OfferedStyles) -> BookPlan | None:
    """Read `book.yaml`. The result is None when it is not YAML, else all that could be read."""
    root = compose(text, report)
    if root is None:
        return None
    style, said = style_of(root, styles, report)
    if said is not None and _is_sound(said, report.on(f"{FOLDER}/{style}/{STYLE_FILE}")):
        root = laid_under(said, root)
    values = schema.read_fields(root, BOOK_FIELDS, report)
    _check_matter(values["front"], values["back"], report)
    if line := next((key.line for key, _ in root.pairs if key.text == "material"), 0):
        check_internal(values, line, report)
    check_cover(values["cover"], values["title"], report)
    info = _info(values, report)
    return BookPlan(
        info=info,
        format=values["format"] or page_format(Node(NodeShape.MAP, root.line), "format", report),
        line=LineStyle(**values["line"]),
        fonts=with_fang(values["fonts"], _written(root, "fonts"), info.language),
        drawn=values["glyphs"],
        rules=_rules(values["pages"], report),
        front=values["front"],
        parts=_parts(values, root, report),
        back=values["back"],
        notes=values["notes"] or NotePlace.FOOT,
        every_line=values["paragraphs"],
        captions=Captions(**values["captions"]),
        heads=Heads(**values["heads"]),
        contents=ContentsStyle(**values["contents"]),
        printing=values["printing"],
        cover=values["cover"],
        booklets=values["booklets"],
        style=style,
        sections=values["sections"],
        list_line=next((k.line for k, _ in root.pairs if k.text in ("parts", "entries")), 1),
    )


def _is_sound(style: Node, report: Reporter) -> bool:
    """Whether all that a style says can be read; what can't is told of its own file."""
    before = len(report.findings)
    _rules(schema.read_fields(style, _STYLE, report)["pages"], report)
    return len(report.findings) == before


def _written(root: Node, name: str) -> Node | None:
    """What stands behind a key of the book."""
    return next((value for key, value in root.pairs if key.text == name), None)


# ------------------------------------------------------------------------------- readers of parts


@schema.takes(mapping((), schema.verbatim(400).shape))
def _drawn(node: Node, key: str, report: Reporter) -> tuple[tuple[str, str, int], ...]:
    """`⿰木喜: 造字/木喜.svg`: what a character of the book's own stands for, and its drawing."""
    if node.shape is not NodeShape.MAP or len(node.pairs) > MOST_DRAWN:
        report.error("expected-mapping", node.line, found=node)
        return ()
    made = []
    for name, value in node.pairs:
        if not (0 < len(name.written) <= _LONGEST_DRAWN) or not value.text.lower().endswith(".svg"):
            report.error("drawn-form", name.line, found=f"{name.written}: {value.text}")
        else:
            made.append((name.written, value.text, name.line))
    return tuple(made)


def _style(kind: type[Struct], **renamed: str) -> tuple[Field, ...]:
    """Fields for an all-defaults value of enumerations, texts and flags: its own fields."""
    readers = {bool: schema.flag, str: schema.text(100), float: schema.number(0, 1)}
    made = []
    wanted: Any
    for name, wanted in kind.__annotations__.items():
        if name == "turned":  # no book's to choose
            continue
        reader = (
            schema.choice(schema.words_of(word for word in wanted if word not in OF_ONE_PARAGRAPH))
            if isinstance(wanted, type) and issubclass(wanted, StrEnum)
            else readers[wanted]
        )
        made.append(Field(renamed.get(name, name), reader))
    return tuple(made)


def _only_written(record: tuple[Field, ...], **renamed: str) -> schema.FieldReader:
    """A reader for keyword arguments. A key that is missing keeps the default of the value."""

    @schema.takes(schema.shape_of(record))
    def read(node: Node, key: str, report: Reporter) -> dict[str, Any]:
        values = schema.read_fields(node, record, report)
        return {renamed.get(k, k): v for k, v in values.items() if v is not None}

    return read


_FOLIOS = tuple(
    Field(run.value, schema.choice(schema.words_of(FolioStyle)))
    for run in (FolioRun.FRONT, FolioRun.BODY)
)


@schema.takes(line_of_text(20, r"\{\}"))
def _folio_form(node: Node, key: str, report: Reporter) -> str | None:
    """What is printed around a page number, which is `{}`: `— {} —`, `第 {} 页`, `{}/{last}`.

    Figures beside the number would be taken for a part of it.
    """
    form = schema.text(20)(node, key, report)
    if form is None:
        return None
    around = form.replace(LAST_FOLIO, "/", 1).split("{}")
    if form.endswith(f"{{}}{LAST_FOLIO}") or form.startswith(f"{LAST_FOLIO}{{}}"):
        around = []  # two numbers, and nothing between them
    if len(around) != 2 or set("{}0123456789") & set("".join(around)):
        report.error("folio-form", node.line, found=form)
        return None
    return form


_CONTENTS = (
    Field("numbers", schema.choice(schema.words_of(ContentsNumbers))),
    Field("depth", schema.integer(1, 3)),
    Field("columns", schema.integer(1, 2)),
    Field("parts", schema.flag),
)

#: How headings are numbered → whether by the program.
_SECTIONS = {"as-typed": False, "numbered": True}

#: What parts paragraphs → whether every line is one.
_PARAGRAPHS = {"blank-line": False, "every-line": True}

_PAGES = tuple(Field(kind.value, _only_written(_style(PageRule))) for kind in HOUSE_RULES)


@schema.takes(schema.shape_of(_PAGES))
def _pages(node: Node, key: str, report: Reporter) -> Node:
    """What differs from the house's rules; read when all else is (`_rules`)."""
    return node


@schema.takes(either(one_of(HOUSE_STYLES), line_of_text(100)))
def _style_name(node: Node, key: str, report: Reporter) -> Node:
    """A style of the house, or of the book; read before all else."""
    return node


BOOK_FIELDS = (
    Field("title", schema.text(100), required=True, default=""),
    Field(STYLE_KEY, _style_name),
    Field("subtitle", schema.text(100), default=""),
    Field("editor", schema.text(100), default=""),
    Field("editor_role", schema.text(20)),
    Field("issuer", schema.text(100), default=""),
    Field("date", dates.date, default=""),
    Field("date_display", schema.text(40), default=""),
    Field("language", schema.language),
    Field("material", schema.choice({"internal": "internal", "none": "none"})),
    Field("permit", schema.text(100), default=""),
    Field("recipients", schema.text(100), default=""),
    Field("printer", schema.text(100), default=""),
    Field("print_date", dates.date, default=""),
    Field("isbn", isbn, default=""),
    Field("copyright_lines", schema.listing(schema.text(200)), default=()),
    Field("format", page_format),
    Field(
        "line",
        _only_written(
            _style(LineStyle, gap_em="gap", hyphens="hyphenate"), gap="gap_em", hyphenate="hyphens"
        ),
        default={},
    ),
    Field("fonts", font_roles, default=FontRoles()),
    Field("glyphs", _drawn, default=()),
    Field(
        "folios",
        _only_written(
            (
                *_FOLIOS,
                Field("form", _folio_form),
                Field("place", schema.choice(schema.words_of(FolioPlace))),
            ),
            front="front_folios",
            body="body_folios",
            form="folio_form",
            place="folio_place",
        ),
        default={},
    ),
    Field("heads", _only_written(_style(Heads)), default={}),
    Field("notes", schema.choice(schema.words_of(NotePlace))),
    Field("paragraphs", schema.choice(_PARAGRAPHS), default=False),
    Field("captions", _only_written(_style(Captions)), default={}),
    Field("contents", _only_written(_CONTENTS), default={}),
    Field("start", schema.choice(STARTS), default=False),
    Field("pages", _pages),
    Field("sections", schema.choice(_SECTIONS), default=False),
    Field("front", schema.listing(matter), default=HOUSE_FRONT),
    Field("parts", schema.listing(part)),
    Field("entries", schema.listing(entry), default=()),
    Field("back", schema.listing(matter), default=()),
    Field("printing", printing, default=Printing()),
    Field("cover", cover, default=Cover()),
    Field("booklets", schema.listing(booklet), default=()),
)


_STYLE = tuple(field for field in BOOK_FIELDS if field.name in OF_A_STYLE)

# ------------------------------------------------------------------------------------ assembling


def _info(values: dict[str, Any], report: Reporter) -> BookInfo:
    date, shown = values["date"], values["date_display"]
    if date and shown and not dates.agrees(date, shown):
        report.warning("date-disagrees", 1, date=date, shown=shown)
    values = {
        **values,
        **values["folios"],
        "date_display": shown or dates.display(date),
        "print_date": dates.display(values["print_date"]),
        "copies": values["printing"].run,
    }
    names = [name for name in BookInfo.__struct_fields__ if values.get(name) is not None]
    made = BookInfo(place=report.at(1), **{name: values[name] for name in names})
    role = values["editor_role"] or words_of_house(made.editor_role, made.language)
    return replace(made, editor_role=role)


def _rules(node: Node | None, report: Reporter) -> tuple[tuple[UnitKind, PageRule], ...]:
    """The house rules with single fields changed."""
    rules = dict(HOUSE_RULES)
    if node is None:
        return tuple(rules.items())
    for name, values in schema.read_fields(node, _PAGES, report).items():
        if values:
            rules[UnitKind(name)] = replace(rules[UnitKind(name)], **values)
    return tuple(rules.items())


def _parts(values: dict[str, Any], root: Node, report: Reporter) -> tuple[PartPlan, ...]:
    """The parts; a book without parts has one, untitled."""
    written = {key.text: (key.line, node) for key, node in root.pairs}
    lists = [written[name] for name in ("parts", "entries") if name in written]
    if len(lists) == 2:
        report.error("parts-and-entries", max(line for line, _ in lists))
    slips = {schema.meant(key, ("parts", "entries")) for key, _ in root.pairs}
    if all(node.bare for _, node in lists) and not any(slips):
        report.error("no-entries", lists[0][0] if lists else root.line)
    if values["parts"] is None:
        line = written["entries"][0] if "entries" in written else root.line
        return (PartPlan("", line, values["entries"], values["start"]),)
    return tuple(
        replace(part, run_on=values["start"] if part.run_on is None else part.run_on)
        for part in values["parts"]
    )


def _check_matter(
    front: tuple[MatterPlan, ...], back: tuple[MatterPlan, ...], report: Reporter
) -> None:
    """Report pieces that come twice, on the wrong side of the text, or out of their usual order."""
    seen: dict[UnitKind, int] = {}
    for piece in (*front, *back):
        if piece.kind in seen and not piece.file:
            report.error("matter-twice", piece.line, kind=piece.kind, first=seen[piece.kind])
        seen.setdefault(piece.kind, piece.line)
    for pieces, side, other in ((front, "front", "back"), (back, "back", "front")):
        strays = [piece for piece in pieces if not getattr(BY_NAME[piece.kind], side)]
        for piece in strays:
            report.error("matter-side", piece.line, kind=piece.kind, found=side, expected=other)
        kept = [piece for piece in pieces if piece not in strays]
        for before, piece in pairwise(kept):
            if out_of_order(before.kind, piece.kind):
                report.warning("matter-order", piece.line, kind=piece.kind, before=before.kind)
