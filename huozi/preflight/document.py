"""A PDF as preflight sees it: pages with their boxes, labels and marks; keys of the whole file.

`opened` is the only way in. It refuses what can't be judged (no PDF, damaged beyond repair, behind
a password, too large) and keeps everything else, however strange.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf

from huozi.pdf.boxes import Box
from huozi.pdf.marks import Mark, ShownString, prints
from huozi.pdf.untrusted import bounded_unpacking, cut_short, inherited, too_large
from huozi.preflight.canvas import STRANGE, Painted, rectangle
from huozi.preflight.fonts import Font
from huozi.preflight.labels import page_labels
from huozi.preflight.limits import Budget, LimitError, PreflightLimits
from huozi.preflight.lines import GlyphLine, letters, lines
from huozi.preflight.paint import Painter
from huozi.preflight.structure import StructureTree, structure
from huozi.values.errors import InputError
from huozi.values.length import ISO_MM, mm
from huozi.values.manuscript import finding

#: Where a file names no paper, as readers assume (ISO 32000-1 demands a MediaBox).
_A4 = Box(0.0, 0.0, *map(mm, ISO_MM["A4"]))
_MAX_ANNOTATIONS = 10_000


@dataclass
class DocumentPage:
    """One page: what it is and what it paints."""

    number: int  # from 1
    label: str  # what a viewer shows as page number; empty: none given
    boxes: dict[str, Box]  # those that the page has, by name: MediaBox, TrimBox, …
    rotate: int
    user_unit: float
    raw: Any  # the page dictionary
    painted: Painted = field(default_factory=Painted)
    unjudged: str = ""  # the limit that stopped its interpretation
    damaged: bool = False  # its content can't be read, or not to its end

    @property
    def media(self) -> Box:
        """The paper."""
        return self.boxes.get("MediaBox", _A4)

    @property
    def trim(self) -> Box:
        """The page as cut; the visible page where no trim is given."""
        return self.boxes.get("TrimBox") or self.boxes.get("CropBox") or self.media

    @property
    def marks(self) -> list[Mark]:
        """All that the page paints."""
        return self.painted.marks

    @property
    def annotations(self) -> list[Any]:
        """Annotations, as many as anybody has use for."""
        held = self.raw.get("/Annots")
        return list(held)[:_MAX_ANNOTATIONS] if isinstance(held, pikepdf.Array) else []

    @cached_property
    def ink(self) -> tuple[Mark, ...]:
        """Marks that leave ink on the paper as cut, bleed included."""
        area = self.boxes.get("BleedBox") or self.trim
        return tuple(m for m in self.marks if prints(m) and not m.box.cut(area).empty)

    @cached_property
    def on_trim(self) -> list[Mark]:
        """Marks that stand on the page as cut, in the order of the content."""
        return [mark for mark in self.marks if not mark.box.cut(self.trim).empty]

    @cached_property
    def lines(self) -> tuple[GlyphLine, ...]:
        """Lines of text from top to bottom; what stands in the slug does not belong to them."""
        return lines(self.on_trim)

    @cached_property
    def letters(self) -> str:
        """The text without marks, as titles are looked for: a title broken by sense loses marks."""
        return letters(self.text)

    @cached_property
    def text(self) -> str:
        """All text in the order of the content, without white space."""
        return "".join(strings(self.on_trim))


def strings(marks: list[Mark]) -> Iterator[str]:
    """Strings as they are shown, without white space."""
    for mark in marks:
        if isinstance(mark, ShownString):
            yield "".join(mark.string.split())


@dataclass
class Document:
    """A whole PDF."""

    pdf: pikepdf.Pdf
    pages: list[DocumentPage]
    repaired: tuple[str, ...]  # what the reader had to mend

    @cached_property
    def fonts(self) -> dict[str, tuple[Font, int]]:
        """All fonts with the first page that uses them."""
        found: dict[str, tuple[Font, int]] = {}
        for page in self.pages:
            for font in page.painted.fonts.values():
                found.setdefault(f"{font.name} {id(font)}", (font, page.number))
        return found

    @cached_property
    def structure(self) -> StructureTree | None:
        """What its tags say; None where it is not tagged."""
        return structure(self.pdf)

    @cached_property
    def xmp(self) -> dict[str, str]:
        """Properties of the XMP metadata by `{namespace}name`; empty where there are none."""
        stream = self.pdf.Root.get("/Metadata")
        if not isinstance(stream, pikepdf.Stream):
            return {}
        try:
            # Not as a context: leaving it would write the metadata back over the file's own.
            metadata = self.pdf.open_metadata(set_pikepdf_as_editor=False)
            return {key: str(value) for key, value in metadata.items()}
        except (*STRANGE, SyntaxError):
            return {}

    def intent(self, kind: str) -> Any:
        """The first output intent of a kind; None where there is none."""
        try:
            held = [one for one in self.pdf.Root.OutputIntents if hasattr(one, "keys")]
        except STRANGE:
            return None
        return next((one for one in held if one.get("/S") == kind), None)

    def info(self, key: str) -> str:
        """A value of the document information, or nothing."""
        try:
            found = self.pdf.trailer.Info.get(key)
        except STRANGE:
            return ""
        if isinstance(found, pikepdf.Name):
            return str(found).removeprefix("/")
        return "" if found is None else str(found)


@contextmanager
def opened(path: Path, limits: PreflightLimits) -> Iterator[Document]:
    """The document in a file, interpreted. Raises InputError where it can't be judged."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        mebibytes = limits.file_bytes >> 20
        raise InputError([finding("preflight-too-large", name=path.name, limit=mebibytes)])
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise InputError([finding("preflight-not-pdf", name=path.name)])
    with bounded_unpacking(limits.stream_bytes):
        try:
            pdf = pikepdf.open(path)
        except pikepdf.PasswordError:
            raise InputError([finding("preflight-encrypted", name=path.name)]) from None
        except (pikepdf.PdfError, pikepdf.DataDecodingError, MemoryError) as error:
            raise _damaged(path, error) from None
        with pdf:
            yield _document(pdf, path, limits)


def _damaged(path: Path, error: BaseException) -> InputError:
    """With the last part of the library's message, which names no path."""
    reason = str(error).rpartition(": ")[2][:200] or type(error).__name__
    return InputError([finding("preflight-damaged", name=path.name, reason=reason)])


def _document(pdf: pikepdf.Pdf, path: Path, limits: PreflightLimits) -> Document:
    try:
        count = len(pdf.pages)
    except STRANGE as error:
        raise _damaged(path, error) from None
    if not count:
        raise InputError([finding("preflight-no-pages", name=path.name)])
    if count > limits.pages:
        raise InputError(
            [finding("preflight-pages-limit", name=path.name, found=count,
                     limit=limits.pages)]
        )  # fmt: skip
    labels = page_labels(pdf, count)
    budget = Budget(limits)
    fonts: dict[tuple[int, int], Font] = {}
    pages = []
    spent = ""
    repaired = _complaints(pdf)
    for number, held in enumerate(pdf.pages, 1):
        page = _page(held.obj, number, labels[number - 1])
        if not spent:
            spent = _interpret(page, budget, fonts)
            said = _complaints(pdf)
            page.damaged |= cut_short(said)
            repaired += said
        else:
            page.unjudged = spent
        pages.append(page)
    return Document(pdf, pages, tuple(repaired))


def _complaints(pdf: pikepdf.Pdf) -> list[str]:
    """What the reader has complained of since last asked (it says so only once)."""
    return [str(warning) for warning in pdf.get_warnings()]


def _page(raw: Any, number: int, label: str) -> DocumentPage:
    boxes = {}
    for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"):
        inheritable = name in ("MediaBox", "CropBox")
        box = _box(inherited(raw, "/" + name) if inheritable else raw.get("/" + name))
        if box is not None:
            boxes[name] = box
    return DocumentPage(
        number,
        label,
        boxes,
        rotate=int(_number(inherited(raw, "/Rotate"), 0)) % 360,
        user_unit=_number(raw.get("/UserUnit"), 1.0),
        raw=raw,
    )


def _box(value: Any) -> Box | None:
    box = rectangle(value)
    return box if box and box.width and box.height else None  # without area it is none


def _number(value: Any, otherwise: float) -> float:
    try:
        return otherwise if value is None else float(value)
    except STRANGE:
        return otherwise


def _interpret(page: DocumentPage, budget: Budget, fonts: dict[tuple[int, int], Font]) -> str:
    """Interpret a page; returns the limit that ended the whole document, if one did."""
    budget.begin_page()
    painter = Painter(page.media, budget, fonts)
    page.painted = painter.painted
    try:
        resources = inherited(page.raw, "/Resources")
        painter.group(page.raw.get("/Group"))
        painter.run(_content(page.raw, budget), {} if resources is None else resources)
    except LimitError as limit:
        page.unjudged = limit.what
        return limit.what if limit.whole else ""
    except (*STRANGE, MemoryError) as error:
        if too_large(error):
            page.unjudged = "bytes"
        else:
            page.damaged = True
    return ""


def _content(raw: Any, budget: Budget) -> bytes:
    """The content of a page: one stream or several, which are one with space between."""
    contents = raw.get("/Contents")
    parts = [] if contents is None else [contents]
    if isinstance(contents, pikepdf.Array):
        parts = list(contents)
    read: list[bytes] = []
    for part in parts:  # a hundred of them may be the same one
        read.append(part.read_bytes())
        budget.spend_bytes(len(read[-1]))
        if sum(map(len, read)) > budget.limits.stream_bytes:
            raise LimitError("bytes", whole=False)
    return b"\n".join(read)
