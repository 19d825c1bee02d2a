"""HTML → laid pages → content streams. The one door to WeasyPrint.

Pages are painted into content streams directly, not written as a PDF: no font is subset or
embedded here. WeasyPrint keeps the glyph ids of the font file, so that streams of different
galleys agree and the linker can share one subset (`huozi.link.fonts`).

WeasyPrint is imported inside functions: a run that compiles nothing never pays for it.
"""

import atexit
import copy
import gc
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huozi.compile.hypertext import tree_of
from huozi.compile.makeup import Changes
from huozi.compile.pictures import Pictures
from huozi.compile.proofs import Look
from huozi.compile.sheets import origin, unstacked
from huozi.compile.startup import load
from huozi.compile.tagging import Tagger
from huozi.fonts.typecase import TypeCase
from huozi.values.errors import HuoziError, InputError
from huozi.values.galley import Anchor, FontUse, Heading, Link, pack_glyphs
from huozi.values.length import PT_PER_CSS_PX
from huozi.values.manuscript import Finding, Place, finding
from huozi.values.structure import Marks, Structure
from huozi.values.style import LineStyle

if TYPE_CHECKING:
    from weasyprint import CSS, HTML, Document

#: Addresses in a unit are of the book.
_BASE = "book:"

#: Shown what came out, the HTML of the next round, or the paragraphs of this one that are to be set
#: in other lines; None when it is good.
Again = Callable[[Look], str | Changes | None]


@dataclass(frozen=True, slots=True)
class Laid:
    """What layout yields, page by page, in PDF points from the lower left corner."""

    contents: tuple[bytes, ...]
    resources: bytes
    fonts: tuple[FontUse, ...]
    missing: tuple[tuple[str, str], ...]  # font family, character it lacks
    anchors: tuple[Anchor, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    structure: Structure
    counts: tuple[tuple[str, int], ...]
    faults: tuple[tuple[str, str], ...]  # code, sample of the line


class Engine:
    """WeasyPrint with our composer, images from one book, and caches for a process."""

    def __init__(self, pictures: Pictures, line: LineStyle, case: TypeCase) -> None:
        get_ready()
        from weasyprint.text.fonts import FontConfiguration

        from huozi.compile import setting

        self.setting = setting
        self.fetcher = _fetcher(pictures)
        self.line = line
        self.files = [(face.path, face.digest) for face in case.faces]
        self.font_config = FontConfiguration()
        self._sheets: dict[str, CSS] = {}
        self._cast: dict[int, Any] = {}
        self._digests: dict[int, str] = {}

    def lay(
        self,
        html: str,
        css: tuple[str, ...],
        place: Place,
        measure_pt: float = 0.0,
        again: Again | None = None,
    ) -> Laid:
        """Lay a unit out; once more for as long as `again`, shown what came out, is not content.

        Raises InputError with whatever WeasyPrint complained about.
        """
        while True:
            with _Complaints(place, css, _OF_A_SHEET), self.setting.document(self.line) as report:
                document = self._document(html, css, measure_pt)
                changed = again(_look(document)) if again else None
                if again and isinstance(changed, Mapping):
                    with _pages(measure_pt):
                        _lay_again(document, changed)
                    changed = again(_look(document, levelled=True))
                if isinstance(changed, str):
                    html = changed
                    continue
                fonts = self._fresh_fonts()
                tagger = Tagger(document.pages[0]._page_box.children[0].element)
                contents, resources, marks = _paint(document, fonts, tagger)
            break
        self._keep(fonts)
        links = tuple(_links(document, tagger))
        laid = Laid(
            contents=contents,
            resources=resources,
            fonts=tuple(self._font_uses(fonts)),
            missing=tuple(_missing(fonts)),
            anchors=tuple(_anchors(document)),
            headings=tuple(_headings(document)),
            links=links,
            structure=tagger.structure(marks),
            counts=report.counts(),
            faults=report.faults(),
        )
        _forget(document)
        return laid

    def _document(self, html: str, css: tuple[str, ...], measure_pt: float) -> "Document":
        source = self._source(html)
        sheets = [self._sheet(sheet) for sheet in css]
        with _pages(measure_pt):
            return source.render(stylesheets=sheets, font_config=self.font_config)

    def _source(self, html: str) -> "HTML":
        """The HTML as the engine would read it, which it does itself where it is unusual."""
        from weasyprint import HTML, cssselect2

        tree = tree_of(html)
        if tree is None:
            return HTML(string=html, base_url=_BASE, url_fetcher=self.fetcher)
        source = HTML.__new__(HTML)
        source.base_url, source.url_fetcher, source.media_type = _BASE, self.fetcher, "print"
        source.etree_element = tree
        source.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree)
        return source

    def _fresh_fonts(self) -> dict[int, Any]:
        """The fonts met so far, with empty glyph lists.

        WeasyPrint asks for the metrics of each font for each document; here documents share them.
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
                self._digests[key] = font.file_content.digest(self.files)

    def _font_uses(self, fonts: dict[int, Any]) -> Iterator[FontUse]:
        """The fonts of a document, by resource name, with the glyphs that are shown."""
        merged: dict[str, tuple[int, dict[int, int], dict[int, str]]] = {}
        for key, font in fonts.items():
            _, widths, texts = merged.setdefault(font.hash, (key, {}, {}))
            widths.update(font.widths)
            for glyph, text in font.to_unicode.items():
                texts.setdefault(glyph, text)
        for resource, (key, widths, texts) in sorted(merged.items()):
            font = fonts[key]
            if texts:
                yield FontUse(
                    resource=resource,
                    digest=self._digests[key],
                    face_index=font.index & 0xFFFF,
                    name=font.name.decode().split("+", 1)[1],
                    ascent=font.ascent,
                    descent=font.descent,
                    flags=font.flags,
                    glyphs=pack_glyphs(
                        (g, widths[g], texts[g]) for g in sorted(texts) if g in widths
                    ),
                )

    def _sheet(self, css: str) -> "CSS":
        from weasyprint import CSS

        if css not in self._sheets:
            with _Complaints(Place("styles"), (css,)):
                sheet = CSS(string=css, font_config=self.font_config)
            self._sheets[css] = sheet
        return self._sheets[css]


# ---------------------------------------------------------------------------- input, complaints


def _look(document: "Document", levelled: bool = False) -> Look:
    from huozi.compile.page.look import look

    return look(document, levelled)


def _lay_again(document: "Document", changes: Changes) -> None:
    from huozi.compile.page.again import lay_again

    lay_again(document, changes)


def _paint(
    document: "Document", fonts: dict[int, Any], tagger: Tagger
) -> tuple[tuple[bytes, ...], bytes, list[Marks]]:
    from huozi.compile.setting.painting import paint

    return paint(document, fonts, tagger)


def _forget(document: "Document") -> None:
    from huozi.compile.page.again import forget

    forget(document)


def _pages(measure_pt: float) -> AbstractContextManager[None]:
    """Pages as ours, where there is a measure; else as the engine makes them."""
    from huozi.compile.page import session

    return session.document(measure_pt) if measure_pt else nullcontext()


def get_ready() -> None:
    """Load WeasyPrint with our hooks. Raises MachineError when it is not the one we know."""
    load(_weasyprint)
    atexit.register(gc.freeze)  # Pango's objects, collected at the very end, could crash there
    from huozi.compile import page, setting

    setting.install()
    page.install()


def _weasyprint() -> None:
    import weasyprint  # noqa: F401


def _fetcher(pictures: Pictures) -> Any:
    """Images of the book by `book:` address, and nothing else: no network, no other file."""
    from urllib.parse import unquote

    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class BookFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> object:
            if not url.startswith("book:"):
                raise FatalURLFetchingError(url)
            try:
                return URLFetcherResponse(url, pictures(unquote(url.removeprefix("book:"))))
            except LookupError as error:
                raise FatalURLFetchingError(url) from error

    return BookFetcher()


class _Complaints:
    """Gathers what WeasyPrint logs: a warning (a property it ignored, say) becomes an error.

    What it says of `css` is told with the file and line the rule was written at; `of_css` is how
    its words begin then.
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


def _missing(fonts: dict[int, Any]) -> Iterator[tuple[str, str]]:
    for font in fonts.values():
        for codepoint in sorted(font.missing):
            yield font.family, chr(codepoint)


def _points(page: Any, x_px: float, y_px: float) -> tuple[float, float]:
    return round(x_px * PT_PER_CSS_PX, 3), round((page.height - y_px) * PT_PER_CSS_PX, 3)


def _anchors(document: "Document") -> Iterator[Anchor]:
    for index, page in enumerate(document.pages):
        for name, (x_px, y_px, *_) in page.anchors.items():
            yield Anchor(name, index, *_points(page, x_px, y_px))


def _headings(document: "Document") -> Iterator[Heading]:
    for index, page in enumerate(document.pages):
        for level, label, (x_px, y_px), _ in page.bookmarks:
            _, y_pt = _points(page, x_px, y_px)
            yield Heading(level, label, index, y_pt)


def _links(document: "Document", tagger: Tagger) -> Iterator[Link]:
    """One link for each line of a linked text: WeasyPrint names every box inside it as well."""
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
