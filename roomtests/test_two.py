"""Two browsers at one book: other paragraphs merged, the same one refused with both texts (4)."""

from roomtests.harness import WAIT_MS, Hands, enter

_SOURCES = "all => all.map((img) => img.src)"


def test_another_paragraph_arrives_and_moves_neither_cursor_nor_undo(inside, small):
    first, second = inside(small, "编辑甲"), inside(small, "编辑乙")
    first.open("甲.md")
    second.open("甲.md")
    first.put_cursor("秋天")
    first.type("深")
    first.saved()
    where = first.cursor()[1]

    second.put_cursor("春天")
    second.type("早早的")
    second.saved()
    first.until(lambda: "早早的春天" in first.text())
    assert first.cursor()[1] == where + len("早早的")
    first.type("的")
    first.saved()
    text = (first.book / "content" / "甲.md").read_text("utf-8")
    assert "早早的春天" in text
    assert "深的秋天" in text
    first.page.keyboard.press("Control+z")
    first.until(lambda: "深的秋天" not in first.text())
    assert "早早的春天" in first.text()


def test_the_same_paragraph_is_refused_and_both_texts_are_shown(inside, small):
    first, second = inside(small, "编辑甲"), inside(small, "编辑乙")
    first.open("甲.md")
    second.open("甲.md")
    second.page.context.set_offline(True)
    second.put_cursor("夏天")
    second.type("短短的")
    second.until(lambda: "offline" in second.saving())
    first.put_cursor("夏天")
    first.type("长长的")
    first.saved()
    second.page.context.set_offline(False)
    second.page.wait_for_selector("dialog.wide", timeout=WAIT_MS)
    theirs, mine = second.page.locator("dialog.wide .cm-content").all_inner_texts()
    assert "长长的夏天" in theirs
    assert "短短的夏天" in mine
    second.page.get_by_role("button", name="用我的").click()
    second.saved()
    assert "短短的夏天" in (first.book / "content" / "甲.md").read_text("utf-8")
    first.until(lambda: "短短的夏天" in first.text())
    assert any("长长的" in version for version in _versions(first))


def _versions(hands: Hands) -> list[str]:
    found = hands.get("history?file=" + "content/甲.md")
    return [hands.get(f"version?file=content/甲.md&id={each['id']}")["text"] for each in found]


def told(hands: Hands, file: str, words: str) -> None:
    """Wait until a page has heard of all that was saved with some words: it shows their picture."""
    hands.pressed(words)
    edition = hands.edition()
    unit = next(one for one in edition["units"] if one["file"] == f"content/{file}")
    name = edition["pages"][unit["page"]]["name"]
    hands.page.wait_for_selector(f'#pages img[src*="{name}@"]', timeout=WAIT_MS)


def test_two_changes_that_come_at_once_are_both_shown(inside, small):
    first, second = inside(small, "编辑甲"), inside(small, "编辑乙")
    first.open("甲.md")
    second.open("甲.md")
    first.turn_to(next(u["page"] for u in first.edition()["units"] if u["file"] == "content/甲.md"))
    first.hold("GET .*/text")
    second.put_cursor("春天")
    second.type("早")
    second.saved()
    first.until(lambda: first.held() == 1)
    second.type("早")
    second.saved()
    told(first, "甲.md", "早早春天")

    def shown() -> bool:
        first.let_through()
        return "早早春天" in first.text()

    first.until(shown)


def test_what_is_saved_while_a_text_is_opened_is_shown(inside, small):
    first, second = inside(small, "编辑甲"), inside(small, "编辑乙")
    first.open("甲.md")
    second.open("乙.md")
    first.turn_to(next(u["page"] for u in first.edition()["units"] if u["file"] == "content/乙.md"))
    first.hold("GET .*/text")
    first.page.select_option("#file", "content/乙.md")
    first.until(lambda: first.held() == 1)
    second.put_cursor("乙篇")
    second.type("新的")
    second.saved()
    told(first, "乙.md", "新的乙篇")

    def shown() -> bool:
        first.let_through()
        return "新的乙篇" in first.text()

    first.until(shown)


def test_ten_tabs_of_one_browser_all_live(inside, small):
    hands = inside(small)
    tabs = [hands]
    for _ in range(9):
        tabs.append(Hands(hands.page.context.new_page(), small))
        enter(tabs[-1].page, small, hands.book)
    unit = next(u for u in hands.edition()["units"] if u["file"] == "content/乙.md")
    for tab in tabs:
        tab.turn_to(unit["page"])
    hands.open("乙.md")
    hands.put_cursor("乙篇的正文")
    hands.type("新的")
    hands.saved()
    hands.pressed("新的乙篇的正文")
    pages = hands.edition()["pages"]
    wanted = {page["name"] for page in pages if not page["blank"]}
    for tab in tabs:
        tab.until(lambda tab=tab: pages[unit["page"]]["name"] in (seen := {
            source.rpartition("/")[2].partition("@")[0]
            for source in tab.page.eval_on_selector_all("#pages img", _SOURCES)
        }) and seen <= wanted)  # fmt: skip
