"""The finished book is read back: every fault that is seeded here is found, and nothing else."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from msgspec.structs import replace

from huozi.link.paginate import Extent
from huozi.link.plan import Plan
from huozi.link.resolve import Patch, resolve
from huozi.prove.verify import verify
from huozi.values.galley import ContentsLine, ContentsPart, Galley, Relocation
from huozi.values.pages import Lookup, PageMap
from huozi.values.reuse import Standing
from huozi.values.rules import HOUSE_RULES
from huozi.values.style import UnitKind
from tests.link.proofs import PLACE, galley, line, plan, slot, use, write

PARTS = (
    ContentsPart(
        "",
        (
            ContentsLine(1, "甲 乙", (), "a"),
            ContentsLine(2, "通知", ("2004年12月27日", "京平发〔2004〕26号"), "b"),
        ),
    ),
)
TITLES = {"a": "甲乙", "b": "通知"}
SHOWN = "1.甲乙（）2.通知2004年12月27日·京平发〔2004〕26号…0"


def a_plan(padded: bool = True) -> Plan:
    before, after = ("（", line("）", 180)) if padded else ("", "")
    text = line(f"1.甲乙…{before}") + slot("s0", 3, 150) + after
    text += line("2.通知", y_pt=480) + line("2004年12月27日·京平发〔2004〕26号", y_pt=460)
    text += line(f"…{before}", 260, 460) + slot("s1", 3, 290, 460) + after
    contents = Galley(
        "contents",
        (text.encode(),),
        fonts=(use(SHOWN),),
        relocations=(
            Relocation("s0", "a", 3, pad=padded),
            Relocation("s1", "b", 3, pad=padded),
        ),
    )
    galleys = [
        contents,
        galley("a", ["甲乙", "正文"], ["下页"], head="甲乙"),
        galley("b", ["通知"]),
    ]
    kinds = [UnitKind.CONTENTS, UnitKind.ARTICLE, UnitKind.DOCUMENT]
    extents = [
        Extent(made.unit_id, HOUSE_RULES[kind], len(made.contents))
        for made, kind in zip(galleys, kinds, strict=True)
    ]
    made = plan(extents, galleys, title="汇编")
    return replace(made, patches={"contents": resolve(contents, made.spots)[0]})


def judged(book: bytes, made: Plan, parts=PARTS, titles=TITLES, standing=None) -> list[str]:
    found = verify(book, made.page_map, parts, range(1), titles, standing=standing)
    return [one.code for one in found]


def refolioed(page_map: PageMap, unit: str, folio: str) -> PageMap:
    pages = (replace(p, folio=folio) if p.unit_id == unit else p for p in page_map.pages)
    return PageMap(tuple(pages))


@pytest.mark.parametrize("padded", [True, False])
def test_a_sound_book_agrees(padded: bool) -> None:
    """A plain number ends where its line does: 1 above 2. is not 12."""
    made = a_plan(padded)
    assert judged(write(made), made) == []


def patched(made: Plan, text: str) -> Plan:
    """The contents send the reader of entry 2 to another page."""
    patches = dict(made.patches["contents"])
    patches["s1"] = Patch(patches["s1"].relocation, text)
    return replace(made, patches={"contents": patches})


def retitled(made: Plan) -> Plan:
    return replace(made, galleys=made.galleys | {"b": galley("b", ["别的"])})


def without_contents(made: Plan) -> Plan:
    return replace(made, galleys=made.galleys | {"contents": galley("contents", ["目录"])})


def misnumbered(made: Plan) -> Plan:
    """Entry 2 prints another folio, and is labelled with it too."""
    return replace(made, page_map=refolioed(made.page_map, "b", "9"))


@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        (lambda made: patched(made, "004"), ["verify-contents-number"]),
        (lambda made: patched(made, "000"), ["verify-contents-number"]),
        (retitled, ["verify-opening"]),
        (without_contents, ["verify-contents-line", "verify-contents-line"]),
        (misnumbered, ["verify-folio"]),
    ],
    ids=["wrong-number", "number-of-noughts", "title-missing", "contents-missing", "wrong-folio"],
)
def test_a_seeded_fault_is_found(fault: Callable[[Plan], Plan], codes: list[str]) -> None:
    made = a_plan()
    assert judged(write(fault(made)), made) == codes
    standing = Standing()  # nor does it hide from a reader who has read the sound book
    assert judged(write(made), made, standing=standing) == []
    assert judged(write(fault(made)), made, standing=standing) == codes
    assert judged(write(made), made, standing=standing) == []


@pytest.mark.parametrize("range_", [1, 2, 3], ids=["front", "body", "outside-the-count"])
def test_a_wrong_label_is_found(range_: int) -> None:
    made = a_plan()
    with pikepdf.open(io.BytesIO(write(made))) as pdf:
        label = pdf.Root.PageLabels.Nums[2 * range_ - 1]
        label.S, label.St = pikepdf.Name.D, 77
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert set(judged(buffer.getvalue(), made)) == {"verify-label"}


def test_a_missing_page_is_found_before_anything_else() -> None:
    made = a_plan()
    with pikepdf.open(io.BytesIO(write(made))) as pdf:
        del pdf.pages[-1]
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert judged(buffer.getvalue(), made) == ["verify-pages"]


def test_an_entry_that_is_not_in_the_book_is_found() -> None:
    made = a_plan()
    titles = TITLES | {"c": "丙"}
    assert judged(write(made), made, titles=titles) == ["verify-opening"]


def test_entries_out_of_order_in_the_contents_are_found() -> None:
    made = a_plan()
    ((part),) = PARTS
    swapped = (replace(part, lines=part.lines[::-1]),)
    assert judged(write(made), made, parts=swapped) == ["verify-contents-line"]


def test_a_book_without_contents_is_judged_by_its_openings() -> None:
    made = a_plan()
    book = write(retitled(made))
    found = list(verify(book, made.page_map, PARTS, range(0), TITLES))
    assert [f.code for f in found] == ["verify-opening"]


# ---------------------------------------------------------------------------- what sends elsewhere


def looked_up(*claims: Lookup, made: Plan | None = None) -> list[str]:
    made = made or a_plan()
    found = verify(write(made), made.page_map, PARTS, range(1), TITLES, claims)
    return [f.code for f in found]


def claim(text: str, folio: str = "", *words: str, unit: str = "a") -> Lookup:
    return Lookup(unit, text, PLACE, folio, words)


@pytest.mark.parametrize(
    "sound",
    [
        claim("正文"),
        claim("正文", "3", "通知"),
        claim("正 文", "2", "下页"),
        claim("正文", "3", "没有", "通知"),
        claim("正文", "1", "正文下页"),  # begins at the foot of page 1, ends on page 2
        Lookup("contents", "1.甲乙", PLACE, "1", ("甲乙",), listed=True),  # printed (001)
    ],
)
def test_a_sound_claim_agrees(sound: Lookup) -> None:
    assert looked_up(sound) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (claim("没有印出来"), "verify-reference"),
        (claim("通知"), "verify-reference"),  # it stands in another unit
        (claim("正文", "2", "通知"), "verify-lookup"),
        (claim("正文", "77", "通知"), "verify-lookup"),
        (claim("正文", "1", "正文通知"), "verify-lookup"),
        (Lookup("contents", "1.甲乙", PLACE, "2", ("下页",), listed=True), "verify-reference"),
    ],
)
def test_a_wrong_claim_is_found(wrong: Lookup, code: str) -> None:
    assert looked_up(wrong) == [code]
