"""Entry files: front matter and body → Entry; and the texts of front and back matter."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from huozi.read import dates, schema
from huozi.read.docno import docno, year_of
from huozi.read.keys import english_key
from huozi.read.matter import MatterKind, title_of
from huozi.read.pictures import Pictures
from huozi.read.references import Register
from huozi.read.report import Reporter
from huozi.read.schema import Field
from huozi.read.titles import FOREIGN_KEYS, entitled, opening
from huozi.read.yamlnodes import Node, compose
from huozi.values.manuscript import Entry, Matter
from huozi.values.script import solid
from huozi.values.style import ENTRY_KINDS, Status, UnitKind

FENCE = "---"

_SLUG = re.compile(r"[a-z][a-z0-9_-]{0,39}")
#: Names the other units of a book bear.
_TAKEN = re.compile(rf"(?:(?:{'|'.join(UnitKind)})(?:-[0-9]+)?|e[0-9a-f]{{10}})")

#: Lines that stand for `---`, and one of a key.
_FENCE_LIKE = re.compile(r"[-—－─+]{3,}|\.{3}")
_KEY_LINE = re.compile(r"[ \t]*([^\s:：=]{1,30})[ \t]*[:：=]")

_TITLE = schema.text(200)
ENTRY_FIELDS = (
    Field("title", _TITLE, default=""),
    Field("title_lines", schema.listing(_TITLE), default=()),
    Field("toc_title", _TITLE, default=""),
    Field("short_title", _TITLE, default=""),
    Field("kind", schema.choice(ENTRY_KINDS), default=UnitKind.ARTICLE),
    Field("contributor", schema.text(100), default=""),
    Field("issuers", schema.listing(schema.text(100)), default=()),
    Field("docno", docno, default=""),
    Field("date", dates.date, default=""),
    Field("date_display", schema.text(40), default=""),
    Field("status", schema.choice(schema.words_of(Status)), default=Status.COMPLETE),
    Field("reserve_pages", schema.integer(0, 500), default=0),
    Field("title_note", schema.text(500), default=""),
)
MATTER_FIELDS = (
    Field("title", _TITLE, default=""),
    Field("title_lines", schema.listing(_TITLE), default=()),
    Field("in_contents", schema.flag),
)


def entry_ids(paths: Iterable[str]) -> dict[str, str]:
    """A stable ASCII id for each path: the file's name if it can be one, else from a digest."""
    slugs = {path: path.rpartition("/")[2].removesuffix(".md").lower() for path in paths}
    count = Counter(slugs.values())
    return {
        path: slug
        if _SLUG.fullmatch(slug) and not _TAKEN.fullmatch(slug) and count[slug] == 1
        else f"e{hashlib.sha256(path.encode()).hexdigest()[:10]}"
        for path, slug in slugs.items()
    }


class _Front(Struct, frozen=True):
    """The front matter of a file, and what comes after it."""

    values: dict[str, Any]
    lines: dict[str, int]  # of the keys that were written
    body: str
    offset: int  # lines of the file before the body


class Reader(Struct, frozen=True):
    """Reads the Markdown files of one book."""

    pictures: Pictures
    links: Mapping[str, str]  # paths relative to content/ → ids of units
    every_line: bool = False  # is a paragraph
    language: str = ""

    def entry(self, path: str, text: str, report: Reporter) -> Entry:
        """An entry; whatever is wrong with it is reported."""
        front = _front_matter(text, ENTRY_FIELDS, report)
        made = self._body(front, report, self.links[path])
        if front.lines:
            _check_title(front, report)
            _check_date(front, report)
            _check_status(front, report)
        values = front.values
        title = values["title"]
        filled = {
            "title_lines": values["title_lines"] or (title,),
            "toc_title": values["toc_title"] or title,
            "short_title": values["short_title"] or title,
            "date_display": values["date_display"] or dates.display(values["date"]),
        }
        place = report.at(1)
        return Entry(id=self.links[path], place=place, **made, **{**values, **filled})

    def matter(
        self, path: str, text: str, report: Reporter, piece: MatterKind, label: str = ""
    ) -> Matter:
        """A piece of front or back matter that has a text of its own, or an annex (`label`)."""
        front = _front_matter(text, MATTER_FIELDS, report, needed=False)
        made = self._body(front, report, self.links[path])
        if not front.body.strip():
            report.error("empty-matter", front.offset + 1)
        if front.lines:
            _check_title(front, report)
        title = front.values["title"] or title_of(piece.kind, self.language)
        if label and not title:
            report.error("annex-title", 1)
        asked = front.values["in_contents"]
        return Matter(
            piece.kind,
            report.at(1),
            title,
            id=self.links[path],
            title_lines=front.values["title_lines"] or (title,),
            label=label,
            in_contents=piece.in_contents if asked is None else asked,
            **made,
        )

    def _body(self, front: "_Front", report: Reporter, unit: str) -> dict[str, Any]:
        """Blocks, notes and pointers of a file."""
        from huozi.read.markdown import read_body  # loads the parser, which memory may spare

        register = Register()
        blocks, notes = read_body(
            front.body, report, self.pictures, self.links, front.offset, unit, register,
            self.every_line,
        )  # fmt: skip
        return {"body": blocks, "notes": notes, "pointers": register.pointers()}


def _front_matter(
    text: str, fields: tuple[Field, ...], report: Reporter, needed: bool = True
) -> _Front:
    """Split a file at the two lines `---` and read what is between them."""
    lines = text.split("\n")
    values = {field.name: field.default for field in fields}
    written: dict[str, int] = {}
    end = 0
    told = False
    if lines[0].rstrip() == FENCE:
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
        if not end:
            report.error("open-front-matter", 1)
            return _Front(values, {}, "", len(lines) - 1)
        node = compose("\n".join(lines[1:end]), report, first_line=2)
        told = node is None or _is_title_told(node)
        if node:
            values = schema.read_fields(node, fields, report, FOREIGN_KEYS)
            written = {key.text: key.line for key, _ in node.pairs}
    offset = end + 1 if end else 0
    if late := _late(lines, offset):
        report.error("front-matter-late", late[0] + 1, found=lines[late[0]].strip())
        lines[slice(*late)] = [""] * (late[1] - late[0])
        told = True
    front = _with_title(_Front(values, written, "\n".join(lines[offset:]), offset), report)
    if needed and end and not front.values["title"] and not told:
        line = written.get("title", min(written.values(), default=2))
        report.error("missing-key", line, key="title")
    elif needed and not front.lines and not end and not told:
        report.error("no-front-matter", 1)
    return front


def _late(lines: list[str], start: int) -> tuple[int, int] | None:
    """The lines of front matter that stands elsewhere than on the first line, or comes twice, or
    between other signs: it would be printed.
    """
    first = next((n for n in range(start, len(lines)) if lines[n].strip()), len(lines))
    key = _KEY_LINE.match(lines[first + 1]) if first + 1 < len(lines) else None
    if not key or not _FENCE_LIKE.fullmatch(lines[first].strip()):
        return None
    name, known = english_key(key[1]), {field.name for field in ENTRY_FIELDS} | FOREIGN_KEYS
    if name.lower() not in known:
        return None
    ends = (n for n in range(first + 2, len(lines)) if _FENCE_LIKE.fullmatch(lines[n].strip()))
    return first, next(ends, first + 1) + 1


def _is_title_told(node: Node) -> bool:
    """Whether a title is written that can't be read, or under a key with a slip: that is told."""
    names = [field.name for field in ENTRY_FIELDS]
    return any(
        not value.empty if key.text == "title" else schema.meant(key, names) == "title"
        for key, value in node.pairs
    )


def _with_title(front: _Front, report: Reporter) -> _Front:
    """Where the front matter has no title, the text may begin with it; or say it again."""
    found = opening(front.body)
    title = front.values["title"]
    if not found.titles or title and solid(title) != solid("".join(found.titles)):
        return front
    values = front.values if title else entitled(front.values, found, front.offset, report)
    lines = {"title": found.line + front.offset} | front.lines
    return replace(front, values=values, lines=lines, body=found.body)


def _check_title(front: _Front, report: Reporter) -> None:
    """The title as broken on the page is the title, but for spaces at the breaks."""
    title, lines = front.values["title"], front.values["title_lines"]
    if lines and title and solid("".join(lines)) != solid(title):
        report.error("title-lines", front.lines["title_lines"], title=title, joined="".join(lines))


def _check_date(front: _Front, report: Reporter) -> None:
    """Date, printed date and document number agree; a document has both."""
    date, shown, number = (front.values[key] for key in ("date", "date_display", "docno"))
    if date and shown and not dates.agrees(date, shown):
        report.warning("date-disagrees", front.lines["date_display"], date=date, shown=shown)
    if date and number and abs(year_of(number) - int(date[:4])) > 1:
        report.warning("docno-date", front.lines["docno"], docno=number, date=date)
    if front.values["kind"] is UnitKind.DOCUMENT:
        for key in ("docno", "date"):
            if key not in front.lines:
                report.warning(f"document-without-{key}", min(front.lines.values()))


def _check_status(front: _Front, report: Reporter) -> None:
    """What is there is what the status says."""
    status, pages = front.values["status"], front.values["reserve_pages"]
    written = bool(front.body.strip())
    line = front.lines.get("status", min(front.lines.values()))
    if status is Status.PENDING:
        if written:
            report.error("pending-with-body", front.offset + 1)
        if not pages:
            report.error("pending-without-pages", line)
    elif not written:
        partial = status is Status.PARTIAL
        report.error("partial-without-body" if partial else "complete-without-body", line)
    if status is Status.COMPLETE and pages:
        report.warning("complete-with-pages", front.lines["reserve_pages"], pages=pages)
