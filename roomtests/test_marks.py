"""A reader's marks and an editor's list of corrections, in the page."""

import re

from roomtests.harness import WAIT_MS, Hands


def mark(hands: Hands, kind: str, words: str, text: str) -> None:
    """Mark words of the first entry, as the page does it."""
    file = "content/甲.md"
    opened = hands.get(f"text?file={file}")
    length = 0 if kind == "insert" else len(words)
    asked = {"file": file, "base": opened["base"], "offset": opened["text"].index(words),
             "length": length, "kind": kind, "text": text}  # fmt: skip
    assert hands.ask("POST", f"/api/b/{hands.book.name}/marks", asked) == 201


def test_what_is_put_in_is_told_with_its_place_and_checked_on_paper(inside, small):
    reader, chief = inside(small, "审读丙"), inside(small, "主编丁")
    mark(reader, "insert", "第二段", "而")
    mark(reader, "replace", "夏天", "冬天")
    page = chief.page
    page.click("#tab-marks")
    card = page.locator("#marks .card", has_text="插")
    card.wait_for(timeout=WAIT_MS)
    assert "（在“第二段写的是夏天。”前）" in card.inner_text()

    # A proof is of what was typed a moment ago.
    page.click("#tab-text")
    chief.open("甲.md")
    chief.put_cursor("秋天")
    chief.type("深")
    page.click("#tab-proofs")
    chief.until(lambda: page.input_value("#proofs form input") == "一校")
    page.get_by_role("button", name="定稿留样").click()
    row = page.locator("#proofs tbody tr", has_text="一校")
    row.wait_for(timeout=WAIT_MS)
    kept = chief.book / ".room" / "proofs" / "一校" / "texts.json"
    assert "第三段写的是深秋天" in kept.read_text("utf-8")

    page.click("#tab-marks")
    page.locator("#marks .card", has_text="改").get_by_role(
        "button", name="采纳", exact=True
    ).click()
    chief.until(lambda: "冬天" in (chief.book / "content" / "甲.md").read_text("utf-8"))
    chief.until(lambda: "accepted" in [mark["state"] for mark in chief.get("marks")])
    page.click("#tab-proofs")
    row.get_by_role("button", name="核红").click()
    chief.until(lambda: page.locator("dialog .card").count() == 2)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="打印用的清单").click()
    listed = opened.value
    listed.wait_for_load_state()
    rows = [re.sub(r"\s+", " ", row) for row in listed.locator("tr").all_inner_texts()]
    assert listed.locator("h1").inner_text() == "一校核红"
    assert rows[1] == "未改 题名:6 增补 而第二段写的是夏天。 审读丙"
    assert rows[2].startswith("已改 题名:6 改 夏天冬天 冬天") or rows[2].startswith("已改")


def test_texts_that_are_not_of_the_book_stand_apart(inside, small):
    path = small.books[0] / "content" / "README.md"
    path.write_text("给编辑的话。\n", "utf-8")
    hands = inside(small)
    page = hands.page
    apart = page.locator("#file optgroup option")
    hands.until(lambda: apart.all_inner_texts() == ["README"])  # before an edition, all do
    assert page.locator("#file optgroup").get_attribute("label") == "不在书里的文字"
    assert page.locator("#file > option").count() == 3
