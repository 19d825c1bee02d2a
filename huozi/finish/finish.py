"""Finish (后期): from the book as the link wrote it to the file that a purpose asks for.

A pass over the linked PDF that moves no line: it lays the page on a larger sheet with boxes, marks
and slug, takes links off, and claims a standard. The result is read back and proved like any other
book (`verify.py`); whether its inks and transparency are what the profile allows, preflight says.
"""

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from huozi.finish import margin
from huozi.finish.downsample import make_smaller
from huozi.finish.margin import SlugNote
from huozi.finish.slug import Typesetter
from huozi.finish.standards import claim
from huozi.pdf.boxes import Box
from huozi.pdf.profile import BLEED_PT, PLAIN, Icc, Profile
from huozi.prove.readback import ReadBack
from huozi.values.errors import InputError
from huozi.values.length import Side
from huozi.values.manuscript import Finding, finding
from huozi.values.style import PageFormat

_MAX_NAMED = 8  # pages that a complaint names
_SILENT = re.compile(rb"<[0-9A-Fa-f]{4}>\s*<>")  # of a ToUnicode map
_MARKS, _SLUG, _NUMBERS = "HzMarks", "HzSlug", "HzNumbers"


@dataclass(frozen=True, slots=True)
class Slip:
    """作业单: what finishing has to know of a job beside its PDF."""

    notes: tuple[SlugNote, ...] = ()  # one a page
    grid: PageFormat | None = None  # the body's lines, to number them in a proof
    folds_pt: tuple[float, ...] = ()  # from the trim's left edge
    art_bleed_pt: float = 0.0  # bleed that the pages have already: covers are painted over the edge


def finish(data: bytes, profile: Profile, slip: Slip, icc: Icc | None = None) -> bytes:
    """The linked PDF, made ready for a purpose.

    Raises InputError where what was set does not go with the profile.
    """
    if profile == PLAIN and not slip.art_bleed_pt:
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        findings = _undated(pdf, profile)
        if profile.standard.startswith("PDF/A"):
            findings += _unmapped(pdf, data)
        if findings:
            raise InputError(findings)
        if profile.press:
            _without_links(pdf)
        _tidy(pdf)
        _lay(pdf, profile, slip)
        if profile.small:
            make_smaller(pdf)
        if profile.version < "1.5" and pdf.Root.get(Name.PageLayout) == Name.TwoPageRight:
            del pdf.Root[Name.PageLayout]  # a value of PDF 1.5 (ISO 32000-1, table 28)
        if profile.standard:
            claim(pdf, profile, icc, hashlib.sha256(data).digest())
        return _saved(pdf, profile)


def _saved(pdf: pikepdf.Pdf, profile: Profile) -> bytes:
    """Saved the same way every time. Before PDF 1.5 there are no object streams."""
    modern = profile.version >= "1.5"
    buffer = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=(
            pikepdf.ObjectStreamMode.generate if modern else pikepdf.ObjectStreamMode.disable
        ),
        compress_streams=True,
        recompress_flate=profile.small,
        force_version=profile.version,
    )
    return buffer.getvalue()


# ---------------------------------------------------------------------------- what is refused


def _some(pages: Sequence[str]) -> str:
    more = "…" if len(pages) > _MAX_NAMED else ""
    return ", ".join(pages[:_MAX_NAMED]) + more


def _undated(pdf: pikepdf.Pdf, profile: Profile) -> list[Finding]:
    """PDF/X wants dates, and a build has none but the book's own."""
    if profile.standard.startswith("PDF/X") and "/CreationDate" not in pdf.docinfo:
        return [finding("finish-undated", profile=profile.name)]
    return []


def _unmapped(pdf: pikepdf.Pdf, data: bytes) -> list[Finding]:
    """PDF/A-2u: every glyph says which characters it stands for (ISO 19005-2, 6.2.11.7)."""
    silent = [
        str(number)
        for number, page in enumerate(pdf.pages, 1)
        if any(_is_silent(font) for _, font in _fonts(page))
    ]
    if not silent:
        book = ReadBack(data)
        texts = ("".join(book.runs(index)) for index in range(len(book.pages)))
        silent = [str(number) for number, text in enumerate(texts, 1) if "\ufffd" in text]
    return [finding("finish-unmapped", pages=_some(silent))] if silent else []


def _is_silent(font: Any) -> bool:
    return "/ToUnicode" not in font or bool(_SILENT.search(font.ToUnicode.read_bytes()))


def _fonts(page: pikepdf.Page) -> Iterator[tuple[str, Any]]:
    resources = page.obj.Resources
    yield from resources.Font.items() if "/Font" in resources else ()


# ---------------------------------------------------------------------------- the sheet


def _without_links(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if Name.Annots in page.obj:
            del page.obj[Name.Annots]


def _tidy(pdf: pikepdf.Pdf) -> None:
    """Take out resource dictionaries with nothing in them."""
    for page in pdf.pages:
        resources = page.obj.Resources
        for kind in [kind for kind, held in resources.items() if not len(held)]:
            del resources[kind]


def _lay(pdf: pikepdf.Pdf, profile: Profile, slip: Slip) -> None:
    """Lay every page on its sheet, in the middle."""
    art, margin_pt = slip.art_bleed_pt, profile.margin_pt or slip.art_bleed_pt
    if not margin_pt:
        return
    _, _, right, top = (float(value) + margin_pt - art for value in pdf.pages[0].mediabox)
    sheet = _Sheet(pdf, Box(margin_pt, margin_pt, right - art, top - art), profile, slip)
    for number, page in enumerate(pdf.pages):
        sheet.lay(page, slip.notes[number] if slip.notes else None)
    sheet.close()
    _move_navigation(pdf, margin_pt - art)


class _Sheet:
    """One size of sheet, with what its pages have in common."""

    def __init__(self, pdf: pikepdf.Pdf, trim: Box, profile: Profile, slip: Slip) -> None:
        self.pdf, self.trim, self.profile = pdf, trim, profile
        self.setting: Typesetter | None = margin.setter() if profile.margin_pt else None
        self.fonts = pdf.make_indirect(Dictionary())
        self.forms: dict[str, pikepdf.Object] = {}
        self.slip = slip
        self.close_stream = pdf.make_stream(b"\nQ\n")
        if profile.margin_pt:
            drawn = margin.marks(trim, slip.folds_pt) if profile.press else margin.frame(trim)
            self.forms[_MARKS] = self._form(drawn)
        if profile.proof and slip.grid and self.setting:
            for side in Side:
                drawn = margin.line_numbers(trim, slip.grid, side, self.setting)
                self.forms[_NUMBERS + side.value] = self._form(drawn)

    def _form(self, content: bytes) -> pikepdf.Object:
        """A form as large as the sheet. Its fonts are filled in when the last line is set."""
        return self.pdf.make_stream(
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(self._box(self.trim.left)),
            Resources=Dictionary(Font=self.fonts),
        )

    def _box(self, around_pt: float) -> list[float]:
        """The trim with some room around it, on the sheet."""
        return [round(value, 3) for value in self.trim.grown(around_pt)]

    def lay(self, page: pikepdf.Page, note: SlugNote | None) -> None:
        """Boxes, furniture of the margin, and the page moved to its place."""
        obj = page.obj
        margin_pt, art = self.trim.left, self.slip.art_bleed_pt
        obj[Name.MediaBox] = Array(self._box(margin_pt))
        obj[Name.TrimBox] = Array(self._box(0))
        bled = self.profile.press or art
        if bled:
            obj[Name.BleedBox] = Array(self._box(BLEED_PT))
        shown = self._shown(note)
        clip = self._box(BLEED_PT if bled else margin_pt)
        x, y, right, top = clip
        move = f"1 0 0 1 {margin_pt - art:.4f} {margin_pt - art:.4f} cm"
        start = (
            "".join(f"/Artifact BMC q /{name} Do Q EMC\n" for name in shown)
            + f"q {x} {y} {right - x:.3f} {top - y:.3f} re W n\n{move}\n"
        )
        obj[Name.Contents] = Array(
            [self.pdf.make_stream(start.encode()), obj.Contents, self.close_stream]
        )
        obj[Name.Resources] = _with_forms(obj.Resources, shown)

    def _shown(self, note: SlugNote | None) -> dict[str, pikepdf.Object]:
        """The forms of a page by name."""
        shown = {_MARKS: self.forms[_MARKS]} if _MARKS in self.forms else {}
        if note is None or self.setting is None:
            return shown
        drawn = margin.slug(self.trim, note, self.setting)
        if self.profile.proof:
            drawn += margin.proof_head(self.trim, note, self.setting)
            drawn += margin.source_lines(self.trim, note, self.setting)
            numbers = self.forms.get(_NUMBERS + note.side.value)
            if numbers is not None and not note.blank:
                shown[_NUMBERS] = numbers
        shown[_SLUG] = self._form(drawn)
        return shown

    def close(self) -> None:
        """Write the font of all that was set in the margin."""
        if self.setting is not None:
            for name, font in self.setting.write(self.pdf).items():
                self.fonts[name] = font


def _with_forms(resources: pikepdf.Object, forms: dict[str, pikepdf.Object]) -> pikepdf.Object:
    """A page's resources with the margin's forms beside its own."""
    own = dict(resources.items())
    beside = dict(own["/XObject"].items()) if "/XObject" in own else {}
    beside |= {f"/{name}": form for name, form in forms.items()}
    return Dictionary(own | {"/XObject": Dictionary(beside)}) if beside else resources


def _move_navigation(pdf: pikepdf.Pdf, by_pt: float) -> None:
    """Links and bookmarks follow the page to its place on the sheet."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            annotation[Name.Rect] = Array([round(float(v) + by_pt, 3) for v in annotation.Rect])
            if "/Dest" in annotation:
                annotation[Name.Dest] = _moved(annotation.Dest, by_pt)
    with pdf.open_outline() as outline:
        todo = list(outline.root)
        for item in todo:
            todo += item.children
            if isinstance(item.destination, pikepdf.Array):
                item.destination = _moved(item.destination, by_pt)


def _moved(destination: pikepdf.Object, by_pt: float) -> Array:
    """A destination [page /XYZ left top zoom] that follows its page."""
    page, kind, left, top, *rest = destination
    if kind != Name.XYZ:
        return Array(list(destination))
    return Array([page, kind, round(float(left) + by_pt, 3), round(float(top) + by_pt, 3), *rest])
