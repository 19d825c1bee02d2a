"""What templates may name: books bring templates of their own, so these names do not change."""

from typing import get_args

import pytest

from huozi.compile.variables import variables
from huozi.jobs.cover.sheet import CoverFacts
from huozi.jobs.print_order import OrderFacts
from huozi.jobs.proofreading.sheet import ProofSheetFacts
from huozi.values import galley
from huozi.values.galley import Content, SheetFacts

NAMES = {
    galley.EntryText: "entry",
    galley.MatterText: "matter title",
    galley.ContentsList: "parts digits title padded columns",
    galley.CaptionList: "lines digits title padded",
    galley.IndexList: "groups title",
    galley.BookFacts: "book format",
    galley.TitleOnly: "title",
    CoverFacts: "book cover panels front_title spine_text band_pt inner_pt outer_pt rule_pt",
    OrderFacts: "book printing cover pages leaves sections rest sheets sizes standard version "
    "black condition sent own_cover draft",
    ProofSheetFacts: "book proof who date per_line lines full halves unset characters kinds "
    "errors sum rate passes pages",
}


@pytest.mark.parametrize("kind", NAMES, ids=lambda kind: kind.__name__)
def test_a_template_sees_the_content_of_its_unit_by_these_names(kind) -> None:
    names = NAMES[kind].split()
    content = kind(*names)  # each field holds a name, in the order of the fields
    assert variables(content) == dict(zip(names, names, strict=True))


def test_every_kind_of_content_is_listed_here() -> None:
    sheets = {CoverFacts, OrderFacts, ProofSheetFacts}
    assert set(get_args(Content)) == {*NAMES, SheetFacts} - sheets
