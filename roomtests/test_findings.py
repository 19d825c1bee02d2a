"""Findings at their words: accepted, or ruled to be no error (6). Marks and their answers."""

from roomtests.harness import WAIT_MS, RunningRoom
from tests.books import make_book

DOUBTED = "一段布署工作的文字，第一处。\n\n另一段布署工作的文字，第二处。\n"


def opened(tmp_path, inside):
    book = make_book(tmp_path / "小书", {"甲.md": DOUBTED})
    room = RunningRoom([book], tmp_path / "state")
    room.account("编辑甲", "editor")
    hands = inside(room)
    hands.open("甲.md")
    return room, hands


def test_accepting_changes_exactly_its_characters_and_can_be_undone(tmp_path, inside):
    room, hands = opened(tmp_path, inside)
    try:
        before = hands.text()
        rows = hands.page.locator("#findings li", has_text="布署")
        rows.first.wait_for(timeout=WAIT_MS)
        count = rows.count()
        rows.first.get_by_role("button", name="改为").click()
        hands.until(lambda: hands.text() != before)
        assert hands.text() == before.replace("布署", "部署", 1)
        hands.until(lambda: rows.count() < count)
        hands.until(lambda: (hands.book / "content" / "甲.md").read_text("utf-8") == hands.text())
        hands.evaluate("view.focus();")
        hands.page.keyboard.press("Control+z")
        hands.until(lambda: hands.text() == before)
    finally:
        room.stop()


def test_not_an_error_survives_another_start(tmp_path, inside):
    room, hands = opened(tmp_path, inside)
    try:
        rows = hands.page.locator("#findings li", has_text="布署")
        rows.first.wait_for(timeout=WAIT_MS)
        rows.first.get_by_role("button", name="不是错").click()
        hands.page.fill("dialog input", "照原稿")
        hands.page.click("dialog button.main")
        hands.until(lambda: rows.count() == 0)
        rulings = (hands.book / "content" / "审校.yaml").read_text("utf-8")
        assert "布署" in rulings
        assert "照原稿" in rulings
        assert "编辑甲" in rulings
        room.stop()
        room.start()
        with hands.page.expect_response(lambda it: "/proofread?" in it.url) as doubts:
            hands.page.reload()
        assert doubts.value.json() == []
        hands.page.wait_for_selector("html[data-ready]", state="attached", timeout=WAIT_MS)
        hands.open("甲.md")
        assert rows.count() == 0
    finally:
        room.stop()


def test_a_reader_marks_words_on_the_page_and_the_editor_accepts(inside, small):
    reader, editor = inside(small, "审读丙"), inside(small, "编辑甲")
    unit = next(u for u in reader.edition()["units"] if u["file"] == "content/甲.md")
    text = (small.books[0] / "content" / "甲.md").read_text("utf-8")
    boxes = reader.get(f"where?file=content/甲.md&offset={text.index('夏天')}&length=2")
    assert boxes[0]["page"] == unit["page"]
    frame = reader.turn_to(unit["page"]).bounding_box()
    px = frame["width"] / reader.edition()["pages"][boxes[0]["page"]]["width"]
    y = frame["y"] + (boxes[0]["y0"] + boxes[0]["y1"]) / 2 * px
    left, right = frame["x"] + boxes[0]["x0"] * px + 2, frame["x"] + boxes[-1]["x1"] * px - 2
    reader.page.mouse.move(left, y)
    reader.page.mouse.down()
    reader.page.mouse.move((left + right) / 2, y, steps=4)
    reader.page.mouse.move(right, y, steps=4)
    reader.page.mouse.up()
    reader.page.click("#picked button[data-kind=replace]", timeout=WAIT_MS)
    reader.page.fill("dialog input", "盛夏")
    reader.page.click("dialog button.main")

    editor.page.click("#tab-marks")
    card = editor.page.locator(".card", has_text="盛夏")
    card.wait_for(timeout=WAIT_MS)
    assert "夏天" in card.inner_text()
    card.get_by_role("button", name="采纳", exact=True).click()
    editor.until(lambda: "盛夏" in (small.books[0] / "content" / "甲.md").read_text("utf-8"))
    reader.page.click("#tab-marks")
    reader.page.get_by_role("button", name="已采纳 1").click(timeout=WAIT_MS)
    assert "编辑甲" in reader.page.locator(".card").inner_text()


def test_not_an_error_of_one_word_hides_no_other_place(tmp_path, inside):
    """The ruling that is sent is the one the server gave: the bare word is half the book."""
    text = "区里布署了春天的工作。\n\n到了秋天又布署会议。\n"
    room = RunningRoom([make_book(tmp_path / "小书", {"甲.md": text})], tmp_path / "state")
    room.account("编辑甲", "editor")
    try:
        hands = inside(room)
        hands.open("甲.md")
        rows = hands.page.locator("#findings li", has_text="布署")
        hands.until(lambda: rows.count() == 2)
        ruling = hands.get("proofread?file=content/甲.md")[0]["ruling"]
        rows.first.get_by_role("button", name="不是错").click()
        hands.page.fill("dialog input", "照原稿")
        hands.page.click("dialog button.main")
        hands.until(lambda: rows.count() == 1)
        hands.page.reload()
        hands.page.wait_for_selector("html[data-ready]", state="attached", timeout=WAIT_MS)
        hands.until(lambda: rows.count() == 1)
        rulings = (hands.book / "content" / "审校.yaml").read_text("utf-8")
        assert ruling in rulings
    finally:
        room.stop()
