"""One fault is one finding: what follows from it is not told beside it, nor told again."""

import pytest

from huozi.jobs.check import check_book
from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.values.errors import InputError
from huozi.values.manuscript import Severity
from tests.books import ENTRY, PNG, make_book

pytestmark = pytest.mark.slow

BODIES = {
    "a picture that is missing in a line": ("见图![场](没.png)处。", "missing-image", "4:8"),
    "in a cell": ("| 甲 |\n|---|\n| ![](没.png) |", "missing-image", "6:7"),
    "beside one that is there": ("![](图/甲.png) ![](没.png)", "missing-image", "4:18"),
    "of another kind": ("见图\n![](图/空.png)处。", "image-empty", "5:5"),
    "Arabic": ("这是 سلام 的意思。", "script-bidi", "4:4"),
    "Tibetan": ("藏文བོད。", "script-shaped", "4:3"),
    "code that is not closed": ("```\n", "unclosed-fence", "4:1"),
    "a note called by another name": ("甲[^注1]\n\n[^注2]: 注", "note-without-text-near", "4:4"),
    "a note called in a note": (
        "甲[^1]\n\n[^1]: 注[^2]\n[^2]: 注", "note-in-note", "6:10",
    ),
}  # fmt: skip
FRONTS = {
    "a title that is a list": ("title: [题]", "expected-text", "2:8"),
    "a title in two lines": ("title: 题\n  名", "folded-text", "2:1"),
    "a key of another case": ("Title: 题", "unknown-key-near", "2:1"),
    "a key with a slip": ("标日: 题", "unknown-key-near", "2:1"),
    "a tab": ("title: 题\n\tkind: article", "yaml-tab", "3:1"),
    "a full-width blank": ("title: 题\n　kind: article", "yaml-wide-indent", "3:1"),
    "a bracket that is not closed": ("title: 题\nissuers: [甲,\n 乙", "yaml-bracket", "3:10"),
    "a key that stands too far out": (
        "title: 题\nissuers:\n  - 甲\n kind: article", "yaml-indent", "5:2",
    ),
    "what can't be read at all": ("%YAML 9", "yaml-broken", "2:8"),
}  # fmt: skip
BOOKS = {
    "no entries": ("title: 书", "no-entries", "1"),
    "a wide colon": ("title: 书\nentries：[甲.md, 乙.md]", "yaml-wide-colon", "2:8"),
    "the name of a file with a slip": (
        "title: 书\nentries: [甲.md, 乙]", "not-markdown", "2:17",
    ),
    "a name that is near": ("title: 书\nentries: [甲.md, 已乙.md]", "missing-entry-near", "2:17"),
    "a piece that is unknown": (
        "title: 书\nfront: [{prefaces: 乙.md}]\nentries: [甲.md]", "unknown-matter-near", "2:10",
    ),
    "a key of the book that is near": (
        "title: 书\nentrys: [甲.md, 乙.md]", "unknown-key-near", "2:1",
    ),
}  # fmt: skip


def told(folder) -> list[tuple[str, str]]:
    """What stops the book, by code and place."""
    found = check_book(folder).findings
    wrong = [one for one in found if one.severity is Severity.ERROR]
    return [(one.code, str(one.place).rpartition(".")[2].partition(":")[2]) for one in wrong]


@pytest.mark.parametrize(("body", "code", "place"), BODIES.values(), ids=BODIES)
def test_in_a_body(tmp_path, body, code, place):
    files = {"content/图/甲.png": PNG, "content/图/空.png": b""}
    make_book(tmp_path, entries={"甲.md": body}, files=files)
    assert told(tmp_path) == [(code, place)]


@pytest.mark.parametrize(("front", "code", "place"), FRONTS.values(), ids=FRONTS)
def test_in_front_matter(tmp_path, front, code, place):
    make_book(tmp_path, entries={"甲.md": f"---\n{front}\n---\n{ENTRY}"})
    assert told(tmp_path) == [(code, place)]


@pytest.mark.parametrize(("book", "code", "place"), BOOKS.values(), ids=BOOKS)
def test_in_book_yaml(tmp_path, book, code, place):
    make_book(tmp_path, entries={"甲.md": ENTRY, "乙.md": ENTRY}, book=book)
    assert told(tmp_path) == [(code, place)]


LONG = "汉" * 30
BUILT = {
    "a reading that can't be divided": (f"文{{{LONG}|hàn}}。", "line-overfull"),
    "in a heading": (f"## {{{LONG}|hàn}}\n\n文。", "line-overfull"),
    "a number that is wider than its column": (
        f"| 甲 | 乙 |\n|---|---|\n| {'1234567890' * 6} | 丙 |", "table-wide",
    ),
    "two small lines of one word": (f"文[{'W' * 120}]{{.双行}}。", "line-overfull"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "code"), BUILT.values(), ids=BUILT)
def test_what_is_too_wide_is_told_once_and_by_check_too(tmp_path, body, code):
    make_book(tmp_path, entries={"甲.md": body}, book={"front": []})
    with pytest.raises(InputError) as built:
        press_book(Order(tmp_path, tmp_path / "out.pdf", jobs=1), Progress())
    wrong = [f for f in built.value.findings if f.severity is Severity.ERROR]
    found = [(f.code, str(f.place).rpartition(".")[2].partition(":")[2]) for f in wrong]
    assert [one for one, _ in found] == [code]
    assert told(tmp_path) == found
