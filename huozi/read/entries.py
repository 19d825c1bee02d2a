"""Entry files: front matter and body → Entry; and the texts of front and back matter."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from huozi.model import Entry, Matter, Status, UnitKind
from huozi.read import dates, schema
from huozi.read.docno import docno, year_of
from huozi.read.markdown import read_body
from huozi.read.pictures import Pictures
from huozi.read.report import Report
from huozi.read.schema import Field
from huozi.read.yamlnodes import compose

FENCE = "---"

_SLUG = re.compile(r"[a-z][a-z0-9_-]{0,39}")
#: Names the other units of a book bear.
_TAKEN = re.compile(rf"(?:{'|'.join(UnitKind)}|part-[0-9]+|e[0-9a-f]{{10}})")

_KINDS = {kind.value: kind for kind in (UnitKind.ARTICLE, UnitKind.DOCUMENT)}

_TITLE = schema.text(200)
_ENTRY = (
    Field("title", _TITLE, required=True, default=""),
    Field("title_lines", schema.listing(_TITLE), default=()),
    Field("toc_title", _TITLE, default=""),
    Field("short_title", _TITLE, default=""),
    Field("kind", schema.choice(_KINDS), default=UnitKind.ARTICLE),
    Field("contributor", schema.text(100), default=""),
    Field("issuers", schema.listing(schema.text(100)), default=()),
    Field("docno", docno, default=""),
    Field("date", dates.date, default=""),
    Field("date_display", schema.text(40), default=""),
    Field("status", schema.choice(schema.words_of(Status)), default=Status.COMPLETE),
    Field("reserve_pages", schema.integer(0, 500), default=0),
)
_MATTER = (Field("title", _TITLE, default=""),)


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


@dataclass(frozen=True, slots=True)
class _Front:
    """The front matter of a file, and what comes after it."""

    values: dict[str, Any]
    lines: dict[str, int]  # of the keys that were written
    body: str
    offset: int  # lines of the file before the body


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the Markdown files of one book."""

    pictures: Pictures
    links: Mapping[str, str]  # paths relative to content/ → entry ids

    def entry(self, path: str, text: str, report: Report) -> Entry:
        """An entry; whatever is wrong with it is reported."""
        front = _front_matter(text, _ENTRY, report)
        blocks, notes = read_body(front.body, report, self.pictures, self.links, front.offset)
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
        made = {**values, **filled}
        return Entry(id=self.links[path], place=place, body=blocks, notes=notes, **made)

    def matter(self, kind: UnitKind, text: str, report: Report) -> Matter:
        """A preface or afterword."""
        front = _front_matter(text, _MATTER, report, needed=False)
        blocks, notes = read_body(front.body, report, self.pictures, self.links, front.offset)
        if not front.body.strip():
            report.error("empty-matter", front.offset + 1)
        return Matter(kind, report.at(1), front.values["title"], blocks, notes)


def _front_matter(
    text: str, fields: tuple[Field, ...], report: Report, needed: bool = True
) -> _Front:
    """Split a file at the two lines `---` and read what is between them."""
    lines = text.split("\n")
    defaults = {field.name: field.default for field in fields}
    if lines[0].rstrip() != FENCE:
        if needed:
            report.error("no-front-matter", 1)
        return _Front(defaults, {}, text, 0)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if not end:
        report.error("open-front-matter", 1)
        return _Front(defaults, {}, "", len(lines) - 1)
    body, offset = "\n".join(lines[end + 1 :]), end + 1
    node = compose("\n".join(lines[1:end]), report, first_line=2)
    if node is None:
        return _Front(defaults, {}, body, offset)
    values = schema.read_fields(node, fields, report)
    return _Front(values, {key.text: key.line for key, _ in node.pairs}, body, offset)


def _check_title(front: _Front, report: Report) -> None:
    """The title as broken on the page is the title, but for spaces at the breaks."""
    title, lines = front.values["title"], front.values["title_lines"]
    if lines and title and _solid("".join(lines)) != _solid(title):
        report.error("title-lines", front.lines["title_lines"], title=title, joined="".join(lines))


def _solid(text: str) -> str:
    return "".join(text.split())


def _check_date(front: _Front, report: Report) -> None:
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


def _check_status(front: _Front, report: Report) -> None:
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
