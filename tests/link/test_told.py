"""What is told of a book's galleys: once, on the page of the book, as its purpose weighs it."""

import pytest
from msgspec.structs import replace

from huozi.link.told import summed, told_of
from huozi.pdf.profile import PROFILES, Purpose
from huozi.values.errors import InputError
from huozi.values.galley import Galley
from huozi.values.manuscript import IN_BOOK, Finding, Place, Severity, finding
from huozi.values.pages import Forme
from tests.link.proofs import book_page, page_map
from tests.link.test_settle import manuscript

PLACE, OTHER = Place("content/a.md", 5), Place("content/b.md", 7)


def warned(code: str, place: Place = PLACE, **params: object) -> Finding:
    return finding(code, place, Severity.WARNING, **params)


def params(found: Finding) -> dict[str, str]:
    return dict(found.params)


def test_what_several_galleys_say_is_told_once_and_in_order() -> None:
    loose, runt = warned("line-loose"), warned("line-runt")
    assert summed([loose, runt, loose, replace(loose, place=OTHER)], Purpose()) == (
        loose, runt, replace(loose, place=OTHER),
    )  # fmt: skip


def test_a_face_that_is_missing_is_told_once_for_each_family() -> None:
    """… with its count, behind the rest; bold and italic are counted apart."""
    told = [
        warned("bold-none", family="宋"),
        warned("italic-none", family="宋"),
        warned("bold-missing", OTHER, family="宋"),
        warned("bold-none", OTHER, family="黑"),
        warned("line-runt"),
    ]
    runt, *faces = summed(told, Purpose())
    assert runt == told[4]
    assert [(one.code, one.place, params(one)) for one in faces] == [
        ("bold-none", PLACE, {"family": "宋", "count": "2"}),
        ("bold-none", OTHER, {"family": "黑", "count": "1"}),
        ("italic-none", PLACE, {"family": "宋", "count": "1"}),
    ]


def test_pictures_that_are_printed_grey_are_counted() -> None:
    """A picture that is shown on two pages is one."""
    told = [
        warned("image-grey", path="a.png"),
        warned("image-grey", OTHER, path="a.png"),
        warned("image-grey", path="b.png"),
    ]
    (found,) = summed(told, Purpose())
    assert (found.place, params(found)) == (PLACE, {"path": "a.png", "count": "2"})
    assert summed([], Purpose()) == ()


@pytest.mark.parametrize("profile", ["plain-k", "x4", "x1a"])
def test_red_green_and_blue_stop_what_is_made_for_a_press(profile: str) -> None:
    told = [warned("line-runt"), *(warned("image-rgb", path=path) for path in ("a.png", "b.png"))]
    with pytest.raises(InputError) as error:
        summed(told, Purpose(PROFILES[profile]))
    assert [(one.code, one.severity, params(one)) for one in error.value.findings] == [
        ("image-rgb", Severity.ERROR, {"path": path, "profile": profile})
        for path in ("a.png", "b.png")
    ]


@pytest.mark.parametrize("profile", ["plain", "screen", "archive"])
def test_elsewhere_they_are_no_news(profile: str) -> None:
    runt = warned("line-runt")
    assert summed([warned("image-rgb", path="a.png"), runt], Purpose(PROFILES[profile])) == (runt,)


def test_a_page_of_a_galley_is_told_as_one_of_the_book() -> None:
    pages = page_map(book_page(0, "part", None), book_page(1, "a", 1), book_page(2, "a", 2, page=1))
    on_page, no_page = warned("box-overflow", page=2), warned("box-overflow", page="last")
    galleys = {
        "part": Galley("part", (b"",), findings=(no_page,)),
        "a": Galley("a", (b"", b""), findings=(on_page, warned("line-runt"))),
    }
    furniture = Galley("furniture", (), findings=(warned("head-overflow", page=1),))
    forme = Forme(manuscript(), (), galleys, furniture, pages, {})
    told = {(one.code, *sorted(params(one).items())) for one in told_of(forme, Purpose())}
    assert told == {
        ("box-overflow", ("page", "last")),
        ("box-overflow", ("page", "2"), (IN_BOOK, "3")),
        ("line-runt",),
        ("head-overflow", ("page", "1")),  # of no page of the book
    }
