"""Keys, sizes, contents and search, without a mouse where it can be."""

from roomtests.harness import WAIT_MS


def test_the_pages_are_read_by_keys(inside, kitchen_sink):
    hands = inside(kitchen_sink)
    page = hands.page
    hands.turn_to(0)
    page.focus("#pages")
    now = lambda: page.input_value("#page-now")  # noqa: E731
    first = now()
    page.keyboard.press("PageDown")
    hands.until(lambda: now() != first)
    page.keyboard.press("Home")
    hands.until(lambda: now() == first)
    page.keyboard.press("End")
    hands.until(
        lambda: (
            page.locator(f'.page[data-index="{len(hands.edition()["pages"]) - 1}"]').count() == 1
        )
    )
    size = page.get_attribute("#zoom", "data-percent")
    page.keyboard.press("+")
    hands.until(lambda: page.get_attribute("#zoom", "data-percent") != size)
    page.keyboard.press("0")
    hands.until(lambda: page.get_attribute("#zoom", "data-percent") == size)
    page.keyboard.press("?")
    page.locator("dialog.help").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog.help").wait_for(state="detached")
    page.keyboard.press("F6")
    assert page.evaluate("document.activeElement.id") == "editor"
    page.keyboard.press("F6")
    page.keyboard.press("F6")
    assert page.evaluate("document.activeElement.id") == "pages"


def test_search_finds_and_leads_there(inside, kitchen_sink):
    hands = inside(kitchen_sink)
    hands.page.focus("#pages")
    hands.page.keyboard.press("Control+f")
    hands.page.keyboard.insert_text("铅字时代")
    hands.page.keyboard.press("Enter")
    hands.page.click("#hits button", timeout=WAIT_MS)
    hands.until(lambda: hands.cursor()[0] == "content/工序/字盘.md")
    hands.page.locator("#pages .box.landed").first.wait_for(timeout=WAIT_MS)
    for place in ("search-words", "pages"):
        hands.page.keyboard.press("F6")
        assert hands.page.evaluate("document.activeElement.id") == place


def test_a_spread_is_told_by_both_its_pages(inside, kitchen_sink):
    hands = inside(kitchen_sink)
    page = hands.page
    page.click("#facing")
    page.fill("#page-now", "2")
    page.press("#page-now", "Enter")
    hands.until(lambda: page.input_value("#page-now") == "2–3")
    page.press("#page-now", "Enter")
    assert page.input_value("#page-now") == "2–3"
    page.click("#facing")
    hands.until(lambda: page.input_value("#page-now") == "3")


def test_thumbnails_open_at_the_page_in_sight(inside, kitchen_sink):
    hands = inside(kitchen_sink)
    page = hands.page
    last = len(hands.edition()["pages"]) - 1
    hands.turn_to(last)
    page.click("#tab-thumbs")
    page.locator(f'#thumbs .page.chosen[data-index="{last}"] img').wait_for(timeout=WAIT_MS)
    sizes = "() => [document.getElementById('thumbs')].map((t) => t.scrollWidth - t.clientWidth)"
    assert page.evaluate(sizes) == [0]


def test_two_hundred_per_cent_is_sharp(inside, kitchen_sink):
    hands = inside(kitchen_sink, device_scale_factor=1.5)
    hands.page.select_option("#zoom", "2")
    hands.until(lambda: hands.page.get_attribute("#zoom", "data-percent") == "200 %")
    sharpness = """() => Math.min(...[...document.querySelectorAll("#pages img")].map(
        (img) => img.naturalWidth / (img.clientWidth * devicePixelRatio)))"""
    hands.until(lambda: 0.9 <= hands.page.evaluate(sharpness) < 9)  # and there is a picture


def test_each_control_has_a_name(inside, kitchen_sink):
    hands = inside(kitchen_sink, name="编辑甲")
    nameless = hands.page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, [role=tabpanel]")]
            .filter((node) => node.checkVisibility() && !node.textContent.trim()
                && !node.getAttribute("aria-label") && !node.getAttribute("aria-labelledby")
                && !node.closest("label")).map((node) => node.outerHTML)"""
    )
    assert nameless == []
