"""作业单: what the slug of every page says, from what the press knows of the book."""

from collections.abc import Callable, Iterable

from huozi.finish.finish import Slip, finish
from huozi.finish.margin import LineNote, SlugNote
from huozi.messages import say
from huozi.pdf.profile import Profile, Purpose
from huozi.spots.lines import NumberedLine, numbered_lines
from huozi.spots.spots import Spots
from huozi.values.galley import Unit
from huozi.values.pages import BookPage, Forme

#: Rounds of proofs 校次: 一校, 二校 …
_ROUNDS = ("", *"一二三四五六七八九")
#: The slug is part of the book's file, so it is in the book's language, not in the user's.
_LANGUAGE = "zh"
#: Files of a page beyond its first are told apart by ② to ⑳.
_CIRCLED_ONE, _MOST_CIRCLED = 0x2460, 20


def finished(book: bytes, purpose: Purpose, forme: Forme, read_text: Callable[[str], str]) -> bytes:
    """The linked book, made ready for a purpose. `read_text` gives a file of the book as typed.

    Raises InputError where the book does not fit the purpose.
    """
    return finish(book, purpose.profile, slip(forme, purpose, read_text), purpose.icc)


def slip(forme: Forme, purpose: Purpose, read_text: Callable[[str], str]) -> Slip:
    """The notes of all pages of a body."""
    manuscript, pages = forme.manuscript, forme.page_map.pages
    info, count = manuscript.book, len(pages)
    stamp = f"{_ROUNDS[purpose.proof]}校样"
    left = "　".join(text for text in (info.title, info.date_display) if text)
    by_id = {unit.id: unit for unit in forme.units}
    spots = Spots(forme, read_text) if purpose.profile.proof else None
    notes = []
    for page in pages:
        place = _PagePlace(page, by_id[page.unit_id], forme)
        lines = tuple(place.line_notes(numbered_lines(spots, page))) if spots else ()
        right = _sheet(page, count, purpose.profile)
        notes.append(SlugNote(left, right, place.told, page.side, page.blank, stamp, lines))
    return Slip(tuple(notes), manuscript.format)


def _sheet(page: BookPage, count: int, profile: Profile) -> str:
    """Which page of the file, which folio, for what purpose."""
    code = "slug-folio" if page.folio else "slug-page"
    return say(
        code, _LANGUAGE, page=page.index + 1, count=count, folio=page.folio, profile=profile.name
    )


class _PagePlace:
    """Where the text of a page comes from, for who has to mend it: unit, file and line, page of the
    unit; then further files that the page shows, each with its sign.
    """

    def __init__(self, page: BookPage, unit: Unit, forme: Forme) -> None:
        if page.page is None:
            self._head, self._files = unit.id, [unit.place.file]
            return
        place = dict(forme.galleys[unit.id].sources).get(page.page)
        self._head = f"{unit.id}　{place or unit.place.file}　{page.page + 1}"
        self._files = [place.file if place else unit.place.file]

    @property
    def told(self) -> str:
        """For the head of the proof."""
        further = (f"{_sign(n)} {name}" for n, name in enumerate(self._files) if n)
        return "　".join((self._head, *further))

    def line_notes(self, lines: Iterable[NumberedLine]) -> Iterable[LineNote]:
        """The numbers beside the lines, with the signs of their files."""
        for line in lines:
            numbers = []
            for file, number in line.sources:
                if file not in self._files:
                    self._files.append(file)
                numbers.append(f"{_sign(self._files.index(file))}{number}")
            yield LineNote(" ".join(numbers), line.place_pt, line.turned)


def _sign(file: int) -> str:
    """The sign of a file of a page; its first has none."""
    if file >= _MOST_CIRCLED:
        return f"({file + 1})"
    return chr(_CIRCLED_ONE + file) if file else ""
