"""作业单: what the slug of every page says, from what the press knows of the book."""

from huozi.finish.finish import Slip, finish
from huozi.finish.margin import SlugNote
from huozi.messages import say
from huozi.pdf.profile import Profile, Purpose
from huozi.values.galley import Unit
from huozi.values.pages import BookPage, Forme

#: Rounds of proofs 校次: 一校, 二校 …
_ROUNDS = ("", *"一二三四五六七八九")
#: The slug is part of the book's file, so it is in the book's language, not in the user's.
_LANGUAGE = "zh"


def finished(book: bytes, purpose: Purpose, forme: Forme) -> bytes:
    """The linked book, made ready for a purpose. Raises InputError where it does not fit it."""
    return finish(book, purpose.profile, slip(forme, purpose), purpose.icc)


def slip(forme: Forme, purpose: Purpose) -> Slip:
    """The notes of all pages of a body."""
    manuscript, pages = forme.manuscript, forme.page_map.pages
    info, count = manuscript.book, len(pages)
    stamp = f"{_ROUNDS[purpose.proof]}校样"
    by_id = {unit.id: unit for unit in forme.units}
    left = "　".join(text for text in (info.title, info.date_display) if text)
    return Slip(
        tuple(
            SlugNote(
                left, _sheet(page, count, purpose.profile),
                _source(page, by_id[page.unit_id], forme), page.side, page.blank, stamp,
            )
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


def _source(page: BookPage, unit: Unit, forme: Forme) -> str:
    """Where the text of a page comes from, for who has to mend it: file and line, page of it."""
    if page.page is None:
        return unit.id
    place = dict(forme.galleys[unit.id].sources).get(page.page, unit.place.file)
    return f"{unit.id}　{place}　{page.page + 1}"
