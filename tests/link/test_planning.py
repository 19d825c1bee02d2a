"""What is decided before a book is written: its numbers, what it says of itself, what is lost."""

import pytest
from msgspec.structs import replace

from huozi.link.plan import Bookmark, Means
from huozi.link.planning import pdf_date, planned
from huozi.values.errors import InputError
from huozi.values.galley import Galley, Link, Relocation, TitleOnly, Unit
from huozi.values.manuscript import Place
from huozi.values.pages import Forme
from huozi.values.reuse import Standing
from huozi.values.style import FolioPlace, UnitKind
from tests.link.proofs import faces
from tests.link.test_settle import GALLEYS, MAP, manuscript

PLACE = Place("content/book.yaml", 2)
MEANS = Means(faces(), standing=Standing())


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("", ""),
        ("2010", "D:20100101000000Z"),
        ("2010-04", "D:20100401000000Z"),
        ("2010-04-30", "D:20100430000000Z"),
    ],
)
def test_the_date_of_a_book_is_its_own(date: str, written: str) -> None:
    assert pdf_date(date) == written


def forme(book=None, **galleys: Galley) -> Forme:
    """A forme of entries a and b, some galleys changed."""
    made = GALLEYS | galleys
    units = tuple(
        Unit(name, UnitKind.ARTICLE, PLACE, TitleOnly(name), title=f"题{name}") for name in made
    )
    return Forme(book or manuscript(), units, made, Galley("f", ()), MAP, MAP.spots(made))


def test_a_plan_says_what_the_book_says_of_itself() -> None:
    book = manuscript()
    info = replace(
        book.book, editor="编者", language="zh-TW", date="2010-04",
        folio_place=FolioPlace.FOOT_CENTRE,
    )  # fmt: skip
    made = planned(forme(replace(book, book=info)), MEANS, "Huozi 1", tagged=True)
    assert (made.title, made.author, made.language) == ("书", "编者", "zh-TW")
    assert (made.date, made.producer) == ("D:20100401000000Z", "Huozi 1")
    assert (made.folio_place, made.tagged) == (FolioPlace.FOOT_CENTRE, True)
    assert made.outline == tuple(Bookmark(0, f"题{name}", name) for name in GALLEYS)
    assert planned(forme(), MEANS, "Huozi 1").tagged is False


def test_numbers_of_all_galleys_are_filled_in() -> None:
    asking = replace(GALLEYS["a"], relocations=(Relocation("s0", "b", 3, place=PLACE),))
    made = planned(forme(a=asking), MEANS, "Huozi 1")
    assert {name: [p.text for p in found.values()] for name, found in made.patches.items()} == {
        "part": [], "a": ["3"], "b": [],
    }  # fmt: skip


def test_all_that_leads_nowhere_is_told_together() -> None:
    lost = Relocation("s0", "gone", 3, place=PLACE)
    a = replace(GALLEYS["a"], relocations=(lost,))
    b = replace(GALLEYS["b"], links=(Link(0, "away", (0.0, 0.0, 1.0, 1.0)),))
    with pytest.raises(InputError) as error:
        planned(forme(a=a, b=b), MEANS, "Huozi 1")
    assert [found.code for found in error.value.findings] == ["target-missing", "link-dangling"]


def test_links_may_lead_out_of_a_booklet() -> None:
    b = replace(GALLEYS["b"], links=(Link(0, "away", (0.0, 0.0, 1.0, 1.0)),))
    planned(forme(replace(manuscript(), name="单行本"), b=b), MEANS, "Huozi 1")
