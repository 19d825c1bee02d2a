"""作业单: what the slug of every page says, from what the press knows of the book."""

from huozi.finish.finish import Slip, finish
from huozi.finish.margin import SlugNote
from huozi.messages import say
from huozi.pdf.profile import Profile, Purpose
from huozi.values.galley import Unit
from huozi.values.pages import BookPage, Forme

#: The slug is part of the book's file, so it is in the book's language, not in the user's.
_LANGUAGE = "zh"


def finished(book: bytes, purpose: Purpose, forme: Forme) -> bytes:
    """The linked book, made ready for a purpose. Raises InputError where it does not fit it."""
    return finish(book, purpose.profile, slip(forme, purpose.profile), purpose.icc)


def slip(forme: Forme, profile: Profile) -> Slip:
    """The notes of all pages of a body."""
    manuscript, pages = forme.manuscript, forme.page_map.pages
    info, count = manuscript.book, len(pages)
    by_id = {unit.id: unit for unit in forme.units}
    left = "　".join(text for text in (info.title, info.date_display) if text)
    return Slip(
        tuple(
            SlugNote(left, _sheet(page, count, profile), _source(page, by_id[page.unit_id]),
                 page.side, page.blank)
            for page in pages
        ),
        manuscript.format,
    )  # fmt: skip


def _sheet(page: BookPage, count: int, profile: Profile) -> str:
    """Which page of the file, which folio, for what purpose."""
    code = "slug-folio" if page.folio else "slug-page"
    return say(
        code, _LANGUAGE, page=page.index + 1, count=count, folio=page.folio, profile=profile.name
    )


def _source(page: BookPage, unit: Unit) -> str:
    """Where the text of a page comes from, for who has to mend it."""
    if page.page is None:
        return unit.id
    return f"{unit.id}　{unit.place.file}　{page.page + 1}"
