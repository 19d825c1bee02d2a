"""A book linked and read after others is the book that it would be by itself."""

import random
from functools import partial

import pytest
from msgspec.structs import replace

from huozi.link.leaves import filled_pages
from huozi.link.paginate import Extent
from huozi.link.plan import Bookmark, Plan
from huozi.link.resolve import resolve
from huozi.prove.readback import ReadBack
from huozi.values.galley import Anchor, Galley, Link, Relocation
from huozi.values.reuse import Standing
from huozi.values.rules import HOUSE_RULES
from huozi.values.style import UnitKind
from tests.link.proofs import PLACE, furniture, galley, line, plan, slot, use, write
from tests.link.test_tree import galleys as tagged_galleys

#: 一 and ⼀ share a glyph, so that galleys with the one or the other need fonts of their own.
CHARS = "甲乙丙丁一⼀"


class Shop:
    """A book that is changed again and again."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.names = ["a", "b", "c"]
        self.entries = {name: self.entry(name) for name in self.names}
        self.title = "书"

    def words(self) -> str:
        return "".join(self.chance.choices(CHARS, k=4))

    def entry(self, name: str) -> Galley:
        pages = [[self.words()] for _ in range(self.chance.randint(1, 3))]
        head = self.chance.choice(["", self.words()])
        link = Link(0, self.chance.choice("abc"), (60, 480, 90, 495))
        headings = [(1, self.words(), 0)][: self.chance.randint(0, 1)]
        return galley(name, *pages, head=head, links=(link,), headings=headings)

    def change(self) -> None:
        """One thing or two, as between two saves."""
        for what in self.chance.choices(["text", "order", "title", "new", "gone", "none"], k=2):
            one = self.chance.choice(self.names)
            if what == "text":
                self.entries[one] = self.entry(one)
            elif what == "order":
                self.chance.shuffle(self.names)
            elif what == "title":
                self.title = self.words()
            elif what == "new":
                fresh = f"n{self.chance.randint(0, 99)}"
                self.entries[fresh] = self.entry(fresh)
                self.names = [name for name in self.names if name != fresh] + [fresh]
            elif len(self.names) > 3 and what == "gone":
                self.names.remove(one)

    def contents(self) -> Galley:
        text = "".join(
            line(str(number), y_pt=500 - 20 * number) + slot(f"s{number}", 3, 90, 500 - 20 * number)
            for number, _ in enumerate(self.names)
        )
        relocations = (
            Relocation(f"s{number}", name, 3, pad=True, place=PLACE)
            for number, name in enumerate(self.names)
        )
        return Galley(
            "contents", (text.encode(),), fonts=(use("0123456789"),),
            relocations=tuple(relocations), anchors=(Anchor("contents", 0, 60, 500),),
        )  # fmt: skip

    def plan(self) -> Plan:
        """The book as it is now."""
        entries = [self.entries[name] for name in self.names]
        rules = HOUSE_RULES[UnitKind.CONTENTS], HOUSE_RULES[UnitKind.ARTICLE]
        extents = [Extent("contents", rules[0], 1)]
        extents += (Extent(one.unit_id, rules[1], len(one.contents)) for one in entries)
        made = plan(extents, [self.contents(), *entries], furniture=furniture(self.title))
        outline = tuple(Bookmark(0, f"题{name}", name) for name in self.names)
        figures, _ = resolve(made.galleys["contents"], made.spots)
        return replace(made, patches={"contents": figures}, outline=outline)


def on(made: Plan, standing: Standing) -> Plan:
    return replace(made, means=replace(made.means, standing=standing))


@pytest.mark.slow
def test_a_book_is_the_same_after_any_others() -> None:
    shop, standing, read = Shop(70), Standing(), Standing()
    shop.entries |= {name: shop.entry(name) for name in "abc"}
    for _ in range(60):
        shop.change()
        shop.names = list(dict.fromkeys([*shop.names, *"abc"]))  # links lead to these
        book = write(shop.plan())
        assert write(on(shop.plan(), standing)) == book
        after, alone = ReadBack(book, read), ReadBack(book)
        assert after.labels == alone.labels
        for index in range(len(alone.pages)):
            assert after.last_run(index) == alone.last_run(index)
            assert list(after.runs(index)) == list(alone.runs(index))


def test_tagged_and_untagged_books_take_nothing_from_each_other() -> None:
    galleys, standing = tagged_galleys(), Standing()
    rule = HOUSE_RULES[UnitKind.ARTICLE]
    extents = [Extent(made.unit_id, rule, len(made.contents)) for made in galleys]
    made = partial(plan, extents, galleys)
    for tagged in (False, True, True, False):
        book = write(made(tagged=tagged))
        assert write(made(tagged=tagged, standing=standing)) == book


def test_only_what_changed_is_filled_and_packed_again() -> None:
    shop, standing = Shop(7), Standing()
    first = on(shop.plan(), standing)
    leaves = filled_pages(first, None).contents
    standing.turn()
    entry = shop.entries["b"]
    shop.entries["b"] = replace(entry, contents=(*entry.contents[:-1], b"q Q"))
    again = filled_pages(on(shop.plan(), standing), None).contents
    fresh = [new is not old for new, old in zip(again, leaves, strict=True)]
    assert sum(fresh) == 1


class Counting(Standing):
    """Counts what is made anew."""

    made = 0

    def of(self, key, make):
        def counted():
            self.made += 1
            return make()

        return super().of(key, counted)


class GivenUpError(Exception):
    """Somebody waits for another book."""


def test_books_that_are_given_up_forget_nothing() -> None:
    shop, standing = Shop(5), Counting()
    whole = on(shop.plan(), standing)
    book = write(whole)
    standing.made = 0

    def give_up() -> None:
        raise GivenUpError

    for _ in range(3):
        with pytest.raises(GivenUpError):
            write(replace(whole, means=replace(whole.means, pause=give_up)))
    assert write(whole) == book
    assert standing.made == 0
