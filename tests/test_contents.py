"""Contents of several levels in finished books: every number is the folio of its page."""

import pytest
from msgspec.structs import replace

from huozi.prove.readback import ReadBack
from huozi.prove.verify import verify
from huozi.read.contents import contents
from huozi.read.manuscript import read
from huozi.values.pages import Spot
from tests.books import entry, make_book
from tests.pressing import SENTENCE, press
from tests.test_furniture import PARTS

SECTION = "（{}）加强党员队伍建设\n\n" + SENTENCE * 20 + "\n\n"
BODY = "".join(
    f"{number}、{title}\n\n" + SECTION.format("一") + SECTION.format("二")
    for number, title in zip("一二", ("指导思想与基本原则", "工作^[注文。]的实施"), strict=True)
)


def book(folder, **keys):
    entries = {"a.md": entry(BODY, title="甲"), "b.md": entry(BODY, title="乙")}
    return make_book(folder, entries, {"front": ["contents"], "parts": PARTS, **keys})


def listing(edition) -> str:
    read_back = ReadBack(edition.pdf)
    pages = [p.index for p in edition.page_map.pages if p.unit_id == "contents" and not p.blank]
    return "".join("".join("".join(read_back.runs(page)).split()) for page in pages)


LISTS = {
    "entries": ({}, "上篇1.甲·1下篇2.乙·7"),
    "padded": ({"numbers": "padded"}, "上篇1.甲·(01)下篇2.乙·(07)"),
    "parts": ({"parts": True}, "上篇·11.甲·1下篇·72.乙·7"),
    "headings": (
        {"depth": 2},
        "上篇1.甲·1一、指导思想与基本原则·1二、工作的实施·3"
        "下篇2.乙·7一、指导思想与基本原则·7二、工作的实施·9",
    ),
    "columns": (
        {"depth": 2, "columns": 2},
        "上篇1.甲·1一、指导思想与基本原则·1二、工作的实施·3"
        "下篇2.乙·7一、指导思想与基本原则·7二、工作的实施·9",
    ),
    "three levels": (
        {"depth": 3},
        "上篇1.甲·1一、指导思想与基本原则·1（一）加强党员队伍建设·1（二）加强党员队伍建设·2"
        "二、工作的实施·3（一）加强党员队伍建设·3（二）加强党员队伍建设·4"
        "下篇2.乙·7一、指导思想与基本原则·7（一）加强党员队伍建设·7（二）加强党员队伍建设·8"
        "二、工作的实施·9（一）加强党员队伍建设·9（二）加强党员队伍建设·10",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_what_the_contents_list(tmp_path, name):
    style, wanted = LISTS[name]
    edition = press(book(tmp_path, contents=style)).edition
    found = listing(edition).replace("目录", "").removesuffix("i")
    assert "·".join(filter(None, found.split("·"))) == wanted


@pytest.mark.slow
@pytest.mark.parametrize(("style", "numbers"), [({}, "·1"), ({"numbers": "padded"}, "·(1)")])
def test_a_foreword_on_a_page_of_a_long_number_has_room_for_it(tmp_path, style, numbers):
    """The body has one page and its numbers one figure: `xiii` was refused, `slot-overflow`."""
    front = [{"preface": "前言.md"}, {"foreword": "序.md"}, "contents"]
    files = {
        "content/前言.md": f"---\nin_contents: true\n---\n\n{SENTENCE * 140}\n",
        "content/序.md": f"---\nin_contents: true\n---\n\n{SENTENCE}\n",
    }
    keys = {"front": front, "contents": style}
    edition = press(make_book(tmp_path, {"a.md": entry(SENTENCE, title="甲")}, keys, files)).edition
    found = "·".join(filter(None, listing(edition).split("·")))
    for title, unit in (("前言", "preface"), ("序", "foreword")):
        folio = next(page.folio for page in edition.page_map.pages if page.unit_id == unit)
        assert f"{title}{numbers.replace('1', folio)}" in found
    assert f"1.甲{numbers}" in found


@pytest.mark.slow
def test_a_part_whose_page_is_counted_bears_its_own_number(tmp_path):
    made = book(tmp_path, contents={"parts": True}, pages={"part": {"counted": True}})
    assert "上篇·11.甲·3" in "·".join(filter(None, listing(press(made).edition).split("·")))


@pytest.mark.slow
def test_a_heading_that_the_contents_send_elsewhere_is_found(tmp_path):
    """The proof reads the number of a heading: another page in the map, and it is told."""
    folder = book(tmp_path, contents={"depth": 2})
    edition = press(folder).edition
    manuscript = read(folder).manuscript
    page_map = edition.page_map
    first = page_map.opening("a")
    names = [f"{unit}.{n}" for unit in "ab" for n in range(6)]
    right = {name: Spot(page_map.at(name[0], 0 if name[2] == "0" else 2)) for name in names}
    wrong = right | {"a.3": Spot(replace(first, folio="9"))}

    def codes(where):
        found = verify(edition.pdf, page_map, contents(manuscript), range(1), {}, spots=where)
        return [f.code for f in found]

    assert codes(right) == []
    assert codes(wrong) == ["verify-contents-number"]
