"""Lays HTML out into pages and paints them into content streams.

Pages are painted into content streams directly, not written as a PDF: no font is subset or embedded
here. WeasyPrint keeps the glyph ids of the font file, so that streams of different galleys agree
and the linker can share one subset (`huozi.link.fonts`).

This module loads WeasyPrint. Import it after `ready.get_ready`, and only where a unit is set.
"""

import copy
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from huozi.compile import setting
from huozi.compile.engine.fetch import BASE, BookFetcher
from huozi.compile.engine.fontmap import font_configuration
from huozi.compile.engine.library import CSS, Document
from huozi.compile.hooks import hooks
from huozi.compile.makeup import Changes
from huozi.compile.page import session
from huozi.compile.page.again import forget, lay_again
from huozi.compile.page.look import faulty, look
from huozi.compile.pictures import Pictures
from huozi.compile.proofs import LineFault, Look
from huozi.compile.setting.families import FontNames, font_names
from huozi.compile.setting.painting import paint
from huozi.compile.sheets import origin, unstacked
from huozi.compile.speed import way
from huozi.compile.tagging import Tagger
from huozi.fonts.typecase import TypeCase
from huozi.values.errors import HuoziError, InputError
from huozi.values.galley import Anchor, FontUse, Heading, Link, pack_glyphs
from huozi.values.length import PT_PER_CSS_PX
from huozi.values.manuscript import Finding, Place, finding
from huozi.values.script import drawn_number
from huozi.values.structure import Structure
from huozi.values.style import LineStyle

#: Style sheets an engine keeps: more than a book has; every save of a style makes new ones.
_MOST_SHEETS = 32

#: Shown what came out, the HTML of the next round, or the paragraphs of this one that are to be set
#: in other lines; None when it is good.
Again = Callable[[Look], str | Changes | None]


class Laid(Struct, frozen=True):
    """The result of a layout, page by page. Lengths are in points from the lower left corner."""

    contents: tuple[bytes, ...]
    resources: bytes
    fonts: tuple[FontUse, ...]
    missing: tuple[tuple[str, str], ...]  # font family, character it lacks
    borrowed: tuple[tuple[str, str, str], ...]  # text, family it is set in, families asked for
    not_bold: tuple[tuple[str, str], ...]  # family without bold, sample of what should be
    not_slanted: tuple[tuple[str, str], ...]  # the same of italic
    anchors: tuple[Anchor, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    structure: Structure
    counts: tuple[tuple[str, int], ...]
    faults: tuple[LineFault, ...]


class Engine:
    """WeasyPrint with our composer, the pictures of one book, and caches for a process."""

    def __init__(
        self, pictures: Pictures, line: LineStyle, case: TypeCase, drawn: tuple[str, ...] = ()
    ) -> None:
        self.fetcher = BookFetcher(pictures)
        self.line = line
        self.drawn = drawn
        self.files = [(face.path, face.digest) for face in case.faces]
        self.font_config = font_configuration(case)
        font_names(self.font_config, _names(case))
        self._sheets: dict[str, CSS] = {}
        self._cast: dict[int, Any] = {}
        self._digests: dict[int, str] = {}

    def in_lines(self, line: LineStyle) -> "Engine":
        """This engine with another line style, on which nothing depends that it keeps."""
        other = copy.copy(self)
        other.line = line
        return other

    def showing(self, pictures: Pictures) -> "Engine":
        """This engine with other pictures."""
        other = copy.copy(self)
        other.fetcher = self.fetcher.showing(pictures)
        return other

    def lay(
        self,
        html: str,
        css: tuple[str, ...],
        place: Place,
        paginated: bool = False,
        again: Again | None = None,
    ) -> Laid:
        """Lay a unit out; once more for as long as `again`, shown what came out, is not content.

        Its pages are made by our rules if `paginated`, else as the engine makes them. Raises
        InputError with whatever WeasyPrint complained about.
        """
        while True:
            with (
                hooks().in_force(),
                _Complaints(place, css, _OF_A_SHEET),
                setting.document(self.line) as report,
            ):
                document = self._document(html, css, paginated)
                changed = again(look(document)) if again else None
                if again and isinstance(changed, Mapping):
                    with session.document(paginated):
                        lay_again(document, changed)
                    changed = again(look(document, levelled=True))
                if isinstance(changed, str):
                    html = changed
                    continue
                fonts = self._fresh_fonts()
                tagger = Tagger(document.pages[0]._page_box.children[0].element)
                contents, resources, marks = paint(document, fonts, tagger)
            break
        self._keep(fonts)
        links = tuple(_links(document, tagger))
        laid = Laid(
            contents=contents,
            resources=resources,
            fonts=tuple(self._font_uses(fonts)),
            missing=tuple(_missing(fonts)),
            borrowed=tuple((text, *families) for text, families in report.foreign.items()),
            not_bold=tuple(report.not_bold.items()),
            not_slanted=tuple(report.not_slanted.items()),
            anchors=tuple(_anchors(document)),
            headings=tuple(_headings(document)),
            links=links,
            structure=tagger.structure(marks),
            counts=report.counts(),
            faults=faulty(report.faults(), document),
        )
        forget(document)
        return laid

    def _document(self, html: str, css: tuple[str, ...], paginated: bool) -> Document:
        source = way().source(html, BASE, self.fetcher)
        sheets = [self._sheet(sheet) for sheet in css]
        with session.document(paginated):
            return source.render(stylesheets=sheets, font_config=self.font_config)

    def _fresh_fonts(self) -> dict[int, Any]:
        """The fonts met so far, with empty glyph lists.

        WeasyPrint asks for the metrics of each font in each document; here documents share them.
        """
        fonts = {}
        for key, font in self._cast.items():
            fonts[key] = copy.copy(font)
            fonts[key].widths, fonts[key].to_unicode, fonts[key].missing = {}, {}, {}
        return fonts

    def _keep(self, fonts: dict[int, Any]) -> None:
        for key, font in fonts.items():
            if key not in self._cast:
                self._cast[key] = font
                self._digests[key] = way().digest(font.file_content, self.files)

    def _font_uses(self, fonts: dict[int, Any]) -> Iterator[FontUse]:
        """The fonts of a document by resource name, with the glyphs that it shows."""
        merged: dict[str, tuple[int, dict[int, int], dict[int, str]]] = {}
        for key, font in fonts.items():
            _, widths, texts = merged.setdefault(font.hash, (key, {}, {}))
            widths.update(font.widths)
            for glyph, text in font.to_unicode.items():
                texts.setdefault(glyph, self._stands_for(text) if self.drawn else text)
        for resource, (key, widths, texts) in sorted(merged.items()):
            font = fonts[key]
            if texts:
                yield FontUse(
                    resource=resource,
                    digest=self._digests[key],
                    face_index=font.index & 0xFFFF,
                    # Pango ends a family with a comma where its last word might be a style's.
                    name=font.name.decode().split("+", 1)[1].replace(",", ""),
                    ascent=font.ascent,
                    descent=font.descent,
                    flags=font.flags,
                    glyphs=pack_glyphs(
                        (g, widths[g], texts[g]) for g in sorted(texts) if g in widths
                    ),
                )

    def _stands_for(self, text: str) -> str:
        """The text that a reader extracts: of a drawn character 造字, what it stands for."""
        number = drawn_number(text)
        return text if number is None or number >= len(self.drawn) else self.drawn[number]

    def _sheet(self, css: str) -> CSS:
        sheet = self._sheets.pop(css, None)
        if sheet is None:
            sheet = way().sheet(css, partial(self._parsed, css))
        self._sheets[css] = sheet  # the last to be forgotten
        if len(self._sheets) > _MOST_SHEETS:
            del self._sheets[next(iter(self._sheets))]
        return sheet

    def _parsed(self, css: str) -> CSS:
        with _Complaints(Place("styles"), (css,)):
            return CSS(string=css, url_fetcher=self.fetcher, font_config=self.font_config)


# ---------------------------------------------------------------------------- input, complaints


class _Complaints:
    """Turns what WeasyPrint logs into errors: a property that it ignored, for example.

    A complaint about `css` is told with the file and line of its rule; `of_css` is how it begins.
    """

    def __init__(self, place: Place, css: tuple[str, ...], of_css: str = "") -> None:
        self.place = place
        self.css = css
        self.of_css = of_css
        self.handler = _Listener()
        self.logger = logging.getLogger("weasyprint")

    def __enter__(self) -> None:
        self.saved = self.logger.handlers[:], self.logger.propagate, self.logger.level
        self.logger.handlers[:] = [self.handler]
        self.logger.propagate = False
        self.logger.setLevel(logging.WARNING)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.logger.handlers[:], self.logger.propagate, level = self.saved
        self.logger.setLevel(level)
        if error is not None and isinstance(error, HuoziError | KeyboardInterrupt):
            return
        if type(error).__name__ == "FatalURLFetchingError":
            raise InputError([finding("fetch-refused", self.place, found=error)]) from error
        said = dict.fromkeys(self.handler.said)
        if said and error is None:
            raise InputError(self._finding(text) for text in said)

    def _finding(self, text: str) -> Finding:
        of_css = text.startswith(self.of_css)
        place, words = origin(unstacked(self.css), text) if of_css else (None, text)
        return finding("engine-complaint", place or self.place, said=words.rstrip("."))


#: Complaints that are judged elsewhere, with a better place: missing glyphs in `galley`, links to
#: other units at the link.
_JUDGED_ELSEWHERE = (".notdef glyph", "No anchor #", "Too many glyphs missing")


#: How words begin that are said while pages are laid out and are about the sheet all the same.
_OF_A_SHEET = "Invalid math function"


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if not text.startswith(_JUDGED_ELSEWHERE):
            self.said.append(text)


# ---------------------------------------------------------------------------- output


def _names(case: TypeCase) -> FontNames:
    names = {face.family: frozenset((face.family, *face.names)) for face in case.faces}
    return FontNames(names, case.without_bold, case.bold_stand_in, case.without_italic)


def _missing(fonts: dict[int, Any]) -> Iterator[tuple[str, str]]:
    for font in fonts.values():
        for codepoint in sorted(font.missing):
            yield font.family, chr(codepoint)


def _points(page: Any, x_px: float, y_px: float) -> tuple[float, float]:
    return round(x_px * PT_PER_CSS_PX, 3), round((page.height - y_px) * PT_PER_CSS_PX, 3)


def _anchors(document: Document) -> Iterator[Anchor]:
    for index, page in enumerate(document.pages):
        for name, (x_px, y_px, *_) in page.anchors.items():
            yield Anchor(name, index, *_points(page, x_px, y_px))


def _headings(document: Document) -> Iterator[Heading]:
    for index, page in enumerate(document.pages):
        for level, label, (x_px, y_px), _ in page.bookmarks:
            _, y_pt = _points(page, x_px, y_px)
            yield Heading(level, label, index, y_pt)


def _links(document: Document, tagger: Tagger) -> Iterator[Link]:
    """One link for each line of a linked text; WeasyPrint yields one for every box inside it."""
    for index, page in enumerate(document.pages):
        seen: dict[str, list[tuple[float, float, float, float]]] = {}
        for kind, target, (x0, y0, x1, y1), box in page.links:
            left, bottom = _points(page, min(x0, x1), max(y0, y1))
            right, top = _points(page, max(x0, x1), min(y0, y1))
            outer = seen.setdefault(target, [])
            if any(
                held[0] <= left and held[1] <= bottom and right <= held[2] and top <= held[3]
                for held in outer
            ):
                continue
            outer.append((left, bottom, right, top))
            tagger.link(box.element)
            yield Link(index, target, outer[-1], kind == "external")
