"""Links and pictures relative to the file, and links to headings by their words."""

from huozi.read.manuscript import Survey, survey
from huozi.values.manuscript import BETWEEN, Inline, InlineKind
from tests.books import PNG, make_book


def links(found: Survey, number: int = 0) -> list[Inline]:
    body = found.manuscript.entries[number].body
    return [node for block in body for node in block.inlines if node.kind is InlineKind.LINK]


def test_a_heading_of_the_text_is_led_to_by_its_words(tmp_path) -> None:
    body = (
        "见[下节](#二乙-b)，[见第{页}页](#二乙-b)。\n\n## 一、甲\n\n文。\n\n## 二、乙 *B*\n\n文。\n"
    )
    found = survey(make_book(tmp_path, {"甲.md": body}))
    assert found.findings == ()
    first, second = links(found)
    entry = found.manuscript.entries[0]
    heading = next(block for block in entry.body if block.place.line == 3 + 7)
    assert first.target == second.target == f"#{heading.inlines[0].target}"
    assert [aim.name for aim in entry.pointers.aims] == [heading.inlines[0].target] * 2
    assert entry.pointers.references[0].target == heading.inlines[0].target


def test_a_heading_of_another_file_and_a_link_in_a_note(tmp_path) -> None:
    entries = {
        "上/甲.md": "甲^[见[乙](../下/乙.md#节)。]，[丙](丙.md)，[丙](上/丙.md)。\n",
        "上/丙.md": "文。\n",
        "下/乙.md": "文。\n\n> ## 节\n>\n> 文。\n\n## 节\n\n文。\n",
    }
    found = survey(make_book(tmp_path, entries))
    assert [f for f in found.findings if f.code != "heading-inside"] == []
    one, other = links(found)
    assert one.target == other.target == f"#{found.manuscript.entries[1].id}"
    (note,) = found.manuscript.entries[0].notes
    (link,) = [node for node in note.blocks[0].inlines if node.kind is InlineKind.LINK]
    assert link.target.startswith(f"#@{found.manuscript.entries[2].id}.heading.")


def test_a_name_that_was_given_goes_before_the_words_of_a_heading(tmp_path) -> None:
    found = survey(make_book(tmp_path, {"甲.md": "[见](#节)。\n\n## 节\n\n文{#节}。\n"}))
    assert links(found)[0].target == "#@节"


def test_a_name_of_another_file_is_led_to_with_the_file_before_it(tmp_path) -> None:
    entries = {
        "甲.md": "[见](乙.md#jie)，[见](丙.md#jie)。\n",
        "乙.md": "## 节 {#jie}\n\n文。\n",
        "丙.md": "文。\n",
    }
    found = survey(make_book(tmp_path, entries))
    assert links(found)[0].target == "#@jie"
    assert [f.code for f in found.findings] == ["unknown-point"]


def test_what_no_heading_says_is_told(tmp_path) -> None:
    found = survey(make_book(tmp_path, {"甲.md": "[见](乙.md#无)。\n", "乙.md": "## 有\n\n文。\n"}))
    assert [f.code for f in found.findings] == ["unknown-point"]


def test_pictures_lie_beside_the_file_or_in_content(tmp_path) -> None:
    body = "![](图/甲.png)\n\n![](../总/乙%201.png)\n\n![](总/乙%201.png)\n"
    files = {"content/上/图/甲.png": PNG, "content/总/乙 1.png": PNG}
    found = survey(make_book(tmp_path, {"上/甲.md": body}, files=files))
    assert found.findings == ()
    sources = [block.src for block in found.manuscript.entries[0].body]
    assert sources == ["content/上/图/甲.png", *["content/总/乙 1.png"] * 2]


def test_of_two_that_may_be_meant_the_nearer_is_taken_and_told(tmp_path) -> None:
    files = {"content/上/图/甲.png": PNG, "content/图/甲.png": PNG}
    found = survey(make_book(tmp_path, {"上/甲.md": "![](图/甲.png)\n"}, files=files))
    assert [f.code for f in found.findings] == ["path-twice"]
    assert found.manuscript.entries[0].body[0].src == "content/上/图/甲.png"


def test_nothing_outside_the_book_is_reached(tmp_path) -> None:
    body = "![](../../../秘.png)\n\n[甲](../../../秘.md)\n"
    found = survey(make_book(tmp_path, {"上/甲.md": body}))
    assert [f.code for f in found.findings] == ["outside-book", "unknown-entry"]


def test_names_that_are_known_are_those_an_editor_wrote(tmp_path) -> None:
    entries = {
        "甲.md": "## 字盘\n\n[见](#字盘)，[见](#没有)。\n\n{#这里}",
        "乙.md": "## 别处\n\n[见](甲.md#无)",
    }
    found = survey(make_book(tmp_path, entries=entries)).findings
    known = [dict(f.params)["known"].split(BETWEEN) for f in found if f.code == "unknown-point"]
    assert known == [["字盘", "这里"], ["字盘", "这里"]]
