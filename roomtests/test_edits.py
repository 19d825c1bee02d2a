"""What is typed comes to the page: the place stays, only what changed is fetched (2)."""

import io

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from roomtests.harness import WAIT_MS
from tests.books import make_book

#: Notes that a page flashed: it does for a second, and a busy machine would look too late.
FLASHES = """() => new MutationObserver((all) => {
    const added = all.flatMap((one) => [...one.addedNodes]);
    if (added.some((node) => node.classList?.contains("flash"))) window.flashed = true;
}).observe(document.getElementById("pages"), { childList: true, subtree: true })"""


#: Scrolls, and waits until the pages in sight there are asked for: that is in the next frame.
SCROLL = """() => new Promise((done) => {
    document.getElementById("pages").scrollTop += 137;
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""

#: The pages in the window, by their places in the book, whose pictures are not there yet.
AWAITED = """() => [...document.querySelectorAll("#pages .page")].filter(
    (page) => !page.querySelector("img")?.complete).map((page) => Number(page.dataset.index))"""


def test_an_edit_changes_its_page_and_moves_nothing(inside, kitchen_sink_copy):
    hands = inside(kitchen_sink_copy)
    page = hands.page
    hands.open("工序/拼版.md")
    before = hands.edition()
    unit = next(u for u in before["units"] if u["file"] == "content/工序/拼版.md")
    hands.turn_to(unit["page"])
    page.evaluate(SCROLL)
    hands.until(lambda: all(before["pages"][index]["blank"] for index in page.evaluate(AWAITED)))
    assert page.locator("#pages img").count() >= 2
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url) if ".png" in asked.url else None)
    page.evaluate(FLASHES)
    scroll = page.evaluate("() => document.getElementById('pages').scrollTop")

    hands.put_cursor("宽二十九字")
    hands.type("也")
    hands.saved()
    hands.pressed("也宽二十九字")
    after = hands.edition()
    hands.until(lambda: page.evaluate("window.flashed === true"))

    assert page.evaluate("() => document.getElementById('pages').scrollTop") == scroll
    names = {p["name"] for p in after["pages"]} - {p["name"] for p in before["pages"]}
    assert 0 < len(names) < 5
    assert {url.rpartition("/")[2].partition("@")[0] for url in fetched} <= names


def test_a_picture_is_the_page_of_the_delivered_pdf(inside, kitchen_sink):
    hands = inside(kitchen_sink)
    root = f"{kitchen_sink.url}/api/b/{hands.book.name}"
    book = pdfium.PdfDocument(hands.page.request.get(f"{root}/book.pdf").body())
    for number, page in enumerate(hands.edition()["pages"]):
        if number % 5:
            continue
        shown = Image.open(io.BytesIO(
            hands.page.request.get(f"{root}/page/{page['name']}@100.png").body()
        ))  # fmt: skip
        drawn = (
            book[number].render(scale=1, grayscale=shown.mode == "L").to_pil().convert(shown.mode)
        )
        assert ImageChops.difference(shown, drawn).getbbox() is None, number


def test_a_faulty_text_leaves_the_last_good_pages_and_says_why(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    before = hands.edition()
    hands.page.evaluate("document.getElementById('pages').scrollTop = 333")
    place = """() => [document.getElementById("pages").scrollTop, document.getElementById("zoom")
        .dataset.percent, document.querySelector("#pages .page").getBoundingClientRect().top]"""
    stood = hands.page.evaluate(place)
    hands.put_cursor("第二段")
    hands.type("![没有这张图](没有.png)")
    hands.saved()
    hands.page.wait_for_selector("#stale:not([hidden])", timeout=WAIT_MS)
    assert "没有.png" in hands.page.inner_text("#stale")
    assert hands.page.evaluate(place) == stood
    assert [p["name"] for p in hands.edition()["pages"]] == [p["name"] for p in before["pages"]]
    hands.page.click("#stale button")
    hands.evaluate(
        "const text = view.state.doc.toString(); const at = text.indexOf('![没有');"
        "view.dispatch({ changes: { from: at, to: text.indexOf('.png)') + 5 } });"
    )
    hands.page.wait_for_selector("#stale", state="hidden", timeout=WAIT_MS)


def test_nothing_is_sent_while_an_input_method_composes(inside, small):
    hands = inside(small)
    hands.open("乙.md")
    hands.put_cursor("乙篇的正文")
    sent: list[str] = []
    hands.page.on(
        "request",
        lambda r: sent.append(r.method) if r.url.endswith("/text") and r.method == "PUT" else None,
    )
    session = hands.page.context.new_cdp_session(hands.page)
    for so_far in ("c", "ce", "ces", "ceshi"):
        session.send(
            "Input.imeSetComposition",
            {"text": so_far, "selectionStart": len(so_far), "selectionEnd": len(so_far)},
        )
        hands.page.wait_for_timeout(120)
    assert "ceshi" in hands.text()
    assert sent == []
    session.send("Input.insertText", {"text": "测试"})
    hands.saved()
    assert "测试乙篇的正文" in (hands.book / "content" / "乙.md").read_text("utf-8")
    assert "ceshi" not in hands.text()


def test_several_books_stand_on_the_shelf(browser, tmp_path, inside):
    from roomtests.harness import RunningRoom

    books = [
        make_book(
            tmp_path / name,
            {
                "甲.md": "正文。\n",
                "乙.md": "---\ntitle: 待补的\nstatus: pending\nreserve_pages: 2\n---\n",
            },
            {"title": name},
        )
        for name in ("第一本", "第二本")
    ]
    room = RunningRoom(books, tmp_path / "state")
    room.account("编辑甲", "editor")
    try:
        hands = inside(room)
        hands.page.goto(f"{room.url}/")
        cards = hands.page.locator("#books a")
        cards.nth(1).wait_for()
        assert "第一本" in cards.nth(0).inner_text()
        cards.nth(1).click()
        hands.page.wait_for_selector("html[data-ready]", state="attached", timeout=WAIT_MS)
        hands.until(lambda: hands.page.inner_text("#title") == "第二本")
    finally:
        room.stop()
