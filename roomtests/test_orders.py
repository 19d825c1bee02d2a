"""Booklets, proofs and manuscripts are ordered in the page, while typing goes on (7)."""

import pytest

from roomtests.harness import ROOT, WAIT_MS, Hands


def typed_through(hands: Hands, ended: str) -> int:
    """Type until an order is done; how many keys were saved meanwhile."""
    hands.page.click("#tab-text")
    hands.open("乙.md")
    hands.put_cursor("乙篇的正文")
    keys = 0
    while True:
        number = hands.edition()["number"]
        hands.type("字")
        hands.saved()
        hands.until(lambda number=number: hands.edition()["number"] > number)
        keys += 1
        states = [job["state"] for job in hands.get("jobs")]
        if not {"waiting", "running"} & set(states):
            assert states[0] == ended, hands.get("jobs")[0]
            return keys


def test_a_booklet_of_ticked_entries_is_made_while_typing(inside, small):
    hands = inside(small)
    hands.page.click("#tab-orders")
    ticks = hands.page.locator(".ticks input")
    ticks.nth(0).check()
    ticks.nth(2).check()
    hands.page.click("#order-booklet")
    hands.page.locator("#orders [data-job]").wait_for(timeout=WAIT_MS)
    assert typed_through(hands, "done") > 0
    hands.page.click("#tab-orders")
    link = hands.page.locator("#orders [data-job] a[download$='.pdf']").first
    link.wait_for(timeout=WAIT_MS)
    with hands.page.expect_download() as found:
        link.click()
    assert found.value.path().read_bytes().startswith(b"%PDF")


#: Whatever runs with this beside its modules has to be stopped, if it makes a file for archives.
ENDLESS = """
import sys, time
if "archive" in " ".join(sys.orig_argv):
    for number in range(9999):
        print("begun", number, flush=True)
        time.sleep(0.2)
"""


@pytest.fixture
def endless(small, tmp_path):
    """The small room, whose files for archives are never done."""
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "sitecustomize.py").write_text(ENDLESS)
    small.stop()
    small.start(modules)
    return small


def test_an_order_is_stopped(inside, endless):
    hands = inside(endless)
    hands.page.click("#tab-orders")
    hands.page.locator("#orders select").first.select_option("archive")
    hands.page.locator("#orders section", has_text="成书文件").get_by_role("button").click()
    lines = hands.page.locator("#orders .card.running .lines")
    hands.until(lambda: lines.count() == 1 and lines.inner_text().count("begun") == 3)
    # News come between the moments in which the button goes down and up.
    button = hands.page.get_by_role("button", name="停下").bounding_box()
    hands.page.mouse.move(button["x"] + button["width"] / 2, button["y"] + button["height"] / 2)
    hands.page.mouse.down()
    said = lines.inner_text()
    hands.until(lambda: lines.inner_text() != said)
    hands.page.mouse.up()
    hands.until(lambda: hands.get("jobs")[0]["state"] == "stopped")
    hands.page.locator("#orders .card.stopped").wait_for(timeout=WAIT_MS)


def test_the_end_of_an_order_is_shown_even_if_it_is_heard_before_the_answer(inside, small):
    hands = inside(small)
    hands.page.click("#tab-orders")
    hands.hold("POST .*/jobs")
    hands.page.locator("#orders section", has_text="成书文件").get_by_role("button").click()
    done = hands.page.locator("#orders .card.done")
    done.wait_for(timeout=WAIT_MS)
    hands.until(lambda: hands.held() == 1)
    hands.let_through()
    hands.page.wait_for_timeout(500)
    assert done.count() == 1


def test_a_name_of_a_proof_that_is_typed_stays(inside, small):
    hands = inside(small, "主编丁")
    hands.hold("GET .*/proofs")
    hands.page.click("#tab-proofs")
    hands.until(lambda: hands.held() == 1)
    hands.page.fill("#proofs form input", "付印前")
    hands.let_through()
    hands.page.get_by_role("button", name="定稿留样").click()
    row = hands.page.locator("#proofs tbody tr", has_text="付印前")

    def shown() -> bool:
        hands.let_through()
        return row.count() == 1

    hands.until(shown)
    hands.until(lambda: hands.page.input_value("#proofs form input") == "二校")


def test_a_manuscript_comes_in_and_is_taken(inside, small):
    hands = inside(small)
    hands.page.click("#tab-intake")
    hands.page.set_input_files("#intake input[type=file]", files=[{
        "name": "来稿一篇.txt", "mimeType": "text/plain",
        "buffer": "来稿一篇\n\n这是收来的一段文字。\n\n这是第二段。\n".encode(),
    }])  # fmt: skip
    hands.page.get_by_role("button", name="送上").click()
    hands.page.locator("#intake [data-intake]", has_text="来稿一篇.txt").wait_for(timeout=WAIT_MS)
    hands.page.get_by_role("button", name="报告", exact=True).click(timeout=WAIT_MS)
    frame = hands.page.frame_locator("dialog iframe")
    frame.locator("body *").first.wait_for(state="attached")  # the frame is empty first
    assert hands.page.get_attribute("dialog iframe", "sandbox") == ""
    hands.page.keyboard.press("Escape")
    hands.page.get_by_role("button", name="收进书里").click()
    hands.until(lambda: any(
        "这是收来的一段文字。" in path.read_text("utf-8")
        for path in (hands.book / "content").rglob("*.md")
    ))  # fmt: skip


def test_proofs_are_frozen_and_compared(inside, small):
    hands = inside(small, "主编丁")
    page = hands.page
    page.click("#tab-proofs")
    hands.until(lambda: page.input_value("#proofs form input") == "一校")
    page.get_by_role("button", name="定稿留样").click()
    page.locator("#proofs tbody tr", has_text="一校").wait_for(timeout=WAIT_MS)
    page.click("#tab-text")
    hands.open("甲.md")
    hands.put_cursor("夏天")
    hands.type("炎热的")
    hands.saved()
    page.click("#tab-proofs")
    page.click("#order-compare")
    page.locator("#proofs .card.done").wait_for(timeout=WAIT_MS)
    page.get_by_role("button", name="看报告").click()
    report = page.frame_locator("dialog iframe").locator("body", has_text="文字有改动")
    report.wait_for()  # the frame is empty first
    assert report.locator("ins").all_inner_texts() == ["炎热的"]  # word by word, too


def test_what_a_manuscript_asks_is_answered_in_the_page(inside, small):
    hands = inside(small)
    page = hands.page
    page.click("#tab-intake")
    sample = ROOT / "tests" / "intake" / "samples" / "02-red-head.docx"
    page.set_input_files("#intake input[type=file]", sample)
    page.get_by_role("button", name="送上").click()
    asked = page.locator("#intake fieldset")
    asked.first.wait_for(timeout=WAIT_MS)
    assert "附件号" in asked.first.inner_text()
    docno = page.locator("#intake fieldset", has_text="发文字号")
    docno.get_by_text("留在正文里", exact=True).click()
    page.get_by_role("button", name="交回").click()
    hands.until(lambda: any(
        one["answer"] == "keep-in-text" and "发文字号" in one["message_zh"]
        for one in hands.get("intake")[0]["files"][0]["questions"]
    ))  # fmt: skip
    kept = page.locator("#intake input[value=keep-in-text]:checked")
    hands.until(lambda: kept.count() == 1)
