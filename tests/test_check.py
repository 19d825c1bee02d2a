"""`check` sees what a build sees, tells all of it, and by which file."""

import json
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import foreign
from huozi.jobs.check import check_book
from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.values.errors import InputError, MachineError
from huozi.values.manuscript import Finding, Severity
from tests.books import ENTRY, PNG, make_book
from tests.shell import INPUT

WIDE = "| " + " | ".join(f"Antidisestablishment{n}" for n in range(8)) + " |\n"
RULE = "|" + "---|" * 8 + "\n"


def built(book: Path) -> tuple[Finding, ...]:
    """What a build tells."""
    try:
        return press_book(Order(book, book / "out.pdf", jobs=1), Progress()).findings
    except (InputError, MachineError) as error:
        return error.findings


def picture(path: Path, mode: str = "L", size: tuple[int, int] = (60, 60)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(path)


CASES = {
    "a character without a glyph": ("第一段。\n\n第二段\U0001f600。\n", "6:4"),
    "a character without a glyph in a note": ("第一段[^1]。\n\n[^1]: 注\U0001f600。\n", "6:8"),
    "a character that another face lends": ("正文。\n\n> 引文㐀。\n", "6:5"),
    "one that is lent to a note": ("第一段[^1]。\n\n[^1]: *注㐀*。\n", "6:9"),
    "one that is lent to a heading": ("正文。\n\n### 标题㐀\n", "6:7"),
    "words in a table that are too wide": (f"正文。\n\n表：各季度\n\n{WIDE}{RULE}{WIDE}", "8:3"),
    "a picture that is coarse": ("正文。\n\n![图](图/小.png){width=20字}\n", "6:6"),
    "a picture that turns grey": ("正文。\n\n![图](图/红.png){width=2字}\n", "6:6"),
    "a damaged picture": ("正文。\n\n![图](图/坏.png)\n", "6:6"),
}


OF_FONTS = {
    "Latin letters alone, for Chinese": ("fonts:\n  song: DejaVu Sans\n", "font-without-han", 9),
    "a role that no style names": ("字体:\n  黑: DejaVu Sans\n", "font-role-idle", 3),
    "a family that is not here": ("fonts:\n  kai: 没有的字体\n", "font-unknown", 8),
}


@pytest.mark.slow
@pytest.mark.parametrize(("fonts", "code", "column"), OF_FONTS.values(), ids=OF_FONTS)
def test_faults_of_fonts_are_told_by_both_in_their_place(tmp_path, fonts, code, column):
    book = make_book(
        tmp_path, entries={"甲.md": ENTRY}, book=f"title: 书\n{fonts}entries: [甲.md]\n"
    )
    for told in (check_book(book).findings, built(book)):
        assert (code, f"content/book.yaml:3:{column}") in {(f.code, str(f.place)) for f in told}


@pytest.mark.slow
@pytest.mark.parametrize(("body", "place"), CASES.values(), ids=CASES)
def test_what_a_build_tells_check_has_told(tmp_path, body, place):
    book = make_book(tmp_path / "书", entries={"甲.md": body})
    picture(book / "content/图/小.png")
    picture(book / "content/图/红.png", "RGB", (600, 600))
    whole = (book / "content/图/小.png").read_bytes()
    (book / "content/图/坏.png").write_bytes(whole[:60])
    told = check_book(book).findings
    found = {(f.code, str(f.place)) for f in built(book)}
    assert found
    assert found <= {(f.code, str(f.place)) for f in told}
    assert any(str(f.place) == f"content/甲.md:{place}" for f in told)


def test_a_sound_book_is_found_sound(tmp_path):
    book = make_book(tmp_path, entries={"甲.md": ENTRY + "\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n"})
    before = sorted(book.rglob("*"))
    checked = check_book(book)
    assert (checked.findings, checked.failed) == ((), False)
    assert sorted(book.rglob("*")) == before  # nothing is made


def test_a_book_that_cannot_be_read_has_its_articles_read_all_the_same(tmp_path):
    broken = "title: 书\nentries: [甲.md,\n 乙\n"
    book = make_book(tmp_path, entries={"甲.md": "**甲\n"}, book=broken)
    codes = [found.code for found in check_book(book).findings]
    assert codes[0].startswith("yaml-")
    assert "unclosed-emphasis" in codes


def test_a_book_without_entries_blames_no_template(tmp_path):
    book = make_book(tmp_path, entries={"甲.md": ENTRY}, book="title：书\n")
    codes = [found.code for found in check_book(book).findings]
    assert codes == ["yaml-wide-colon", "no-entries"]


def test_a_fault_of_the_text_hides_no_missing_glyph(tmp_path):
    book = make_book(tmp_path, entries={"甲.md": "甲<b>乙\n\n丙\U0001f600丁[^没有]\n"})
    codes = {found.code.removesuffix("-offer") for found in check_book(book).findings}
    assert {"raw-html", "note-without-text", "glyph-missing"} <= codes


#: Each construct in each kind of file.
CHAPTERS = 25


@pytest.fixture(scope="module")
def strange(tmp_path_factory) -> Path:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(foreign, "CHAPTERS", CHAPTERS)
        return foreign.write(tmp_path_factory.mktemp("别人的书"))


@pytest.fixture(scope="module")
def found(strange) -> tuple[Finding, ...]:
    return check_book(strange).findings


@pytest.mark.slow
def test_of_many_findings_every_class_and_every_file_is_told(huozi, strange, found):
    said = huozi("check", "--book", strange)
    told = said.err
    assert (said.out, said.code) == ("", INPUT)
    assert len({f.place.file for f in found if f.place}) >= CHAPTERS
    for wanted in {f.code for f in found}:
        assert f"{wanted}: {sum(f.code == wanted for f in found)} places" in told
    for file in {f.place.file for f in found if f.place}:
        assert f"  {strange / file}  " in told


@pytest.mark.slow
def test_everything_is_in_the_json(huozi, strange, found):
    said = huozi("check", "--format", "json", "--book", strange)
    whole = json.loads(said.out)
    assert said.code == INPUT
    assert len(whole["findings"]) == whole["summary"]["findings"] == len(found)
    assert sum(whole["summary"]["files"].values()) == len(found)
    row = next(row for row in whole["findings"] if row["code"] == "heading-space")
    line = Path(row["file"]).read_text(encoding="utf-8").split("\n")[row["line"] - 1]
    assert line[row["column"] - 1 :].startswith("#标题")
    assert set(row["words"]) == {"zh", "en"}


def test_paths_are_told_as_they_open_from_where_the_caller_is(huozi, tmp_path, monkeypatch):
    make_book(tmp_path / "书", entries={"甲.md": "甲<b>乙\n"})
    (tmp_path / "别处").mkdir()
    monkeypatch.chdir(tmp_path / "别处")
    for command in ("check", "book"):
        said = huozi(command, "--quiet", "--book", "../书")
        path, line, column = said.err.removeprefix("error: ").split(":")[:3]
        lines = Path(path).read_text(encoding="utf-8").split("\n")
        assert lines[int(line) - 1][int(column) - 1 :] == "<b>乙"


def test_lines_of_the_page_are_told_with_line_column_and_page(tmp_path):
    long = "https://example.org/" + "a" * 120
    body = "正文。\n\n" * 40 + f"这一行里有一个很长的\n地址 {long} 排不下。\n"
    found = [f for f in built(make_book(tmp_path, entries={"甲.md": body})) if "line-" in f.code]
    assert found
    for one in found:
        assert one.place is not None
        assert one.place.line >= 84 and one.place.column
        assert dict(one.params)["sample"].rstrip("…") in body
        assert int(dict(one.params)["page_of_book"]) > 2
        assert one.severity is not Severity.ERROR


@pytest.mark.slow
def test_every_finding_of_a_file_is_in_the_json(huozi, tmp_path):
    text = "甲\u00a0乙\n\n#标题\n\n" * 1500
    book = make_book(tmp_path, entries={"甲.md": text})
    whole = json.loads(huozi("check", "--format", "json", "--book", book).out)
    classes = whole["summary"]["classes"]
    assert classes["error heading-space"] == classes["warning fixed-space"] == 1500
    assert "error too-many-findings" not in classes


CAPTIONED = {
    "of a figure beside others": (
        "正文。\n\n![](图/甲.png) ![题名字](图/甲.png){width=1字}\n",
        "6",
    ),
    "of a table": ("第一段。\n\n表：" + "W" * 90 + "\n\n| 甲 |\n|---|\n| 乙 |\n", "6"),
    "of code": ("第一段。\n\n代码：" + "y" * 90 + "\n\n```\nx\n```\n", "6"),
    "an item whose label stands alone": ("第一段。\n\n1. 甲\n2. " + "W" * 90 + "\n", "7"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("body", "line"), CAPTIONED.values(), ids=CAPTIONED)
def test_a_line_of_a_title_is_told_where_the_title_stands(tmp_path, body, line):
    book = make_book(tmp_path, entries={"甲.md": body}, files={"content/图/甲.png": PNG})
    found = [f for f in built(book) if f.code.startswith("line-")]
    assert found
    assert {str(f.place).split(":")[1] for f in found} == {line}
    assert not any("\ufffc" in dict(f.params)["sample"] for f in found)
