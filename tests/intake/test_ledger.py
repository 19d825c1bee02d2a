"""The ledger: two ways of counting agree, and each character has one fate."""

import pytest
from msgspec.structs import replace

from huozi.intake.count import counted
from huozi.intake.fates import AsMatter, Changed, Fated, LeftOut, Set
from huozi.intake.ledger import check_balance, check_fates, tallied
from huozi.intake.package import Package
from huozi.messages import render
from huozi.values.errors import InputError
from tests.intake.word import docx, p, r, read, root

CELLS = f"<w:tbl><w:tr><w:tc>{p(r('格'))}</w:tc><w:tc>{p()}</w:tc></w:tr></w:tbl>"
BODY = p(r("一二", inside='<w:tab/><w:footnoteReference w:id="2"/>')) + CELLS
DATA = docx(
    BODY, {"footnotes.xml": root("w:footnotes", f'<w:footnote w:id="2">{p(r("注"))}</w:footnote>')}
)
TEXT = read(DATA)
COUNTED = counted(Package(DATA, "x"))


def test_the_count_goes_by_parts_and_knows_cells_and_calls() -> None:
    assert {part: dict(found) for part, found in COUNTED.items()} == {
        "word/document.xml": {"一": 1, "二": 1, "\t": 1, "格": 1, "note": 1, "cell": 2},
        "word/footnotes.xml": {"注": 1},
    }
    assert tallied(TEXT) == COUNTED


def test_a_character_that_is_lost_or_added_is_told_with_its_part() -> None:
    (first, *others) = TEXT.atoms
    changed = replace(TEXT, atoms=(replace(first, text="一三"), *others))
    with pytest.raises(InputError) as caught:
        check_balance(changed, COUNTED)
    (found,) = caught.value.findings
    assert found.code == "intake-unbalanced"
    assert dict(found.params) == {"part": "word/document.xml", "lost": "二", "more": "三"}
    assert "二" in render(found, "zh")


@pytest.mark.parametrize("lost", ["atoms", "blocks"])
def test_a_lost_atom_or_table_is_seen(lost: str) -> None:
    changed = replace(TEXT, **{lost: getattr(TEXT, lost)[:-1]})
    with pytest.raises(InputError):
        check_balance(changed, COUNTED)


def test_what_is_read_twice_is_seen() -> None:
    with pytest.raises(InputError):
        check_balance(replace(TEXT, atoms=(*TEXT.atoms, TEXT.atoms[0])), COUNTED)


def whole() -> list[Fated]:
    return [Fated(a.number, 0, a.size, Set("甲.md", 1)) for a in TEXT.atoms]


def test_fates_cover_each_atom() -> None:
    check_fates(TEXT, whole())


def test_fates_may_divide_an_atom() -> None:
    (first, *others) = whole()
    divided = [
        replace(first, stop=1, fate=Changed("一", "二", "规则", "甲.md", 1)),
        replace(first, start=1, fate=LeftOut("缘故", "二")),
    ]
    check_fates(TEXT, [*others, *divided])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda fates: fates[1:],
        lambda fates: [*fates, fates[0]],
        lambda fates: [replace(fates[0], stop=1), *fates[1:]],
        lambda fates: [replace(fates[0], start=1), *fates[1:]],
        lambda fates: [replace(fates[0], stop=9), *fates[1:]],
        lambda fates: [replace(fates[0], stop=0), *fates[1:]],
        lambda fates: [*fates, Fated(0, 0, 0, AsMatter("title"))],
        lambda fates: [*fates, Fated(99, 0, 1, AsMatter("title"))],
        lambda fates: [*fates, Fated(-1, 0, 1, AsMatter("title"))],
    ],
)
def test_a_gap_an_overlap_or_a_stranger_is_an_error(wrong) -> None:
    with pytest.raises(InputError) as caught:
        check_fates(TEXT, wrong(whole()))
    assert caught.value.findings[0].code in ("intake-fateless", "intake-no-atom")
