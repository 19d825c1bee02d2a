"""Fonts: they are in the file, they are the book's, and their glyphs are there and say what they
are.
"""

from collections.abc import Iterator

from huozi.pdf.boxes import Box
from huozi.pdf.marks import ShownString
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, each_page, fault, warning


def fonts_embedded(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Every font travels with the file.

    A font that is not inside is replaced by whatever the press has: other glyphs, other widths.
    """
    for font, page in job.document.fonts.values():
        if not font.embedded:
            yield fault("preflight-font-embedded", page, font=font.name)


def fonts_subset(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Fonts hold only the glyphs that are shown: embedded ones bear a subset tag.

    A whole Chinese font is 20 MB; and its licence may not allow passing it on whole.
    """
    for font, page in job.document.fonts.values():
        if font.embedded and not font.subset and font.kind != "Type3":
            yield warning("preflight-font-subset", page, font=font.name)


def fonts_allowed(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Only fonts that the book names are used.

    Another font means that a fallback slipped in. Families come from the call or from the record of
    the build; a PostScript name begins with its family. What stands in the slug is not the book's.
    """
    allowed = job.wanted.fonts or _recorded(job)
    if not allowed:
        return
    plain = tuple(_plain(name) for name in allowed)
    for name, (page, box) in _shown(job.document.pages).items():
        if not _plain(name).startswith(plain):
            named = ", ".join(allowed)
            yield fault("preflight-font-allowed", page, box, font=name, allowed=named)


def _shown(pages: list[DocumentPage]) -> dict[str, tuple[int, Box]]:
    """Names of the fonts that something on a page is set in, and where they are first."""
    found: dict[str, tuple[int, Box]] = {}
    for page in pages:
        for mark in page.on_trim:
            if isinstance(mark, ShownString):
                found.setdefault(page.painted.fonts[mark.font].name, (page.number, mark.box))
    return found


def _recorded(job: PreflightJob) -> tuple[str, ...]:
    fonts = job.wanted.record.get("fonts")
    if not isinstance(fonts, list):
        return ()
    names = (str(font.get("family", "")) for font in fonts if isinstance(font, dict))
    return tuple(dict.fromkeys(filter(None, names)))


def _plain(name: str) -> str:
    """Without spaces, hyphens and case, in which PostScript names differ from families."""
    return "".join(filter(str.isalnum, name.lower()))


def fonts_type3(job: PreflightJob) -> Iterator[PlacedFinding]:
    """No Type 3 fonts: their glyphs are little pictures without hints, often bitmaps.

    Many platesetters and most printing houses refuse them.
    """
    for font, page in job.document.fonts.values():
        if font.kind == "Type3":
            yield fault("preflight-font-type3", page, severity=job.profile.type3, font=font.name)


@each_page
def unmapped(job: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Every glyph says which character it is; the first of each font and page that does not.

    Without that no text can be searched or copied, and PDF/A level U is out of reach (ISO 19005-2,
    6.2.11.7). There even a blank that fills a gap has to say that it is a space.
    """
    seen, strict = set(), bool(job.profile.pdfa)
    for mark in page.marks:
        if not isinstance(mark, ShownString) or mark.font in seen:
            continue
        font = page.painted.fonts[mark.font]
        if not all(mark.text) or (strict and not all(map(font.mapped, mark.codes))):
            seen.add(mark.font)
            weight = job.profile.unmapped
            yield fault("preflight-unmapped", page, mark.box, weight, font=font.name)


def notdef(job: PreflightJob) -> Iterator[PlacedFinding]:
    """No missing glyph is shown: neither .notdef nor an empty outline where a character should be.

    A box or a hole in a name is the fault a reader does not forgive. Each is named once a page.
    """
    known: dict[tuple[int, int], str] = {}
    for page in job.document.pages:
        seen = set()
        for mark in page.marks:
            if not isinstance(mark, ShownString) or not mark.visible:
                continue
            font = page.painted.fonts[mark.font]
            for code, text in zip(mark.codes, mark.text, strict=True):
                key = (id(font), code)
                if key not in known:
                    known[key] = font.fault(code)
                if known[key] and key not in seen:
                    seen.add(key)
                    notdef = known[key] == "notdef"
                    what = "preflight-notdef" if notdef else "preflight-glyph-empty"
                    yield fault(what, page, mark.box, font=font.name, shown=f"{code:04X}",
                                text=text)  # fmt: skip
