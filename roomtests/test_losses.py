"""A tab killed in mid-word, a server killed at once, a browser offline: nothing is lost (3)."""

import os

import pytest
from playwright.sync_api import Error, Route

from roomtests.harness import WAIT_MS, Hands, enter

#: The page waits up to 8 s before it tries again (`saving.js`, RETRY_MS). HUOZI_OFFLINE_SECONDS has
#: the browser be away for longer.
OFFLINE_SECONDS = float(os.environ.get("HUOZI_OFFLINE_SECONDS", "10"))


def on_disk(hands: Hands, file: str) -> str:
    return (hands.book / "content" / file).read_text("utf-8")


def nothing_saved(route: Route) -> None:
    if route.request.method == "PUT":
        route.abort()
    else:
        route.continue_()


def test_a_killed_tab_is_asked_about_and_its_text_comes_back(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    # Nothing can be saved: as when the line breaks at the moment the tab dies.
    hands.page.route("**/text", nothing_saved)
    hands.put_cursor("第二段")
    hands.type("没来得及存的半句")
    hands.until(lambda: "offline" in hands.saving())
    context = hands.page.context
    hands.page.close(run_before_unload=False)

    again = Hands(context.new_page(), small)
    enter(again.page, small, hands.book)
    assert "半句" not in on_disk(again, "甲.md")
    again.page.click("#draft-restore", timeout=WAIT_MS)
    again.saved()
    assert "没来得及存的半句第二段" in on_disk(again, "甲.md")


def test_a_killed_server_loses_nothing(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.put_cursor("第二段")
    hands.type("一")
    hands.saved()
    hands.type("二三")
    small.kill()
    hands.type("四五")
    hands.until(lambda: "offline" in hands.saving())
    assert "一二三四五第二段" in hands.text()
    small.start()
    hands.saved()
    assert "一二三四五第二段" in on_disk(hands, "甲.md")


def saved_and_unheard(route: Route) -> None:
    """The server has saved, and its answer gets lost."""
    if route.request.method == "PUT":
        route.fetch()
        route.abort()
    else:
        route.continue_()


def test_a_save_whose_answer_was_lost_is_nobody_elses(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.page.route("**/text", saved_and_unheard)
    hands.put_cursor("第二段")
    hands.type("一")
    hands.until(lambda: "offline" in hands.saving())
    assert "一第二段" in on_disk(hands, "甲.md")
    hands.type("二")
    hands.page.unroute("**/text")
    hands.until(lambda: "offline" not in hands.saving())
    hands.until(lambda: {"saved", "conflict"} & set(hands.saving().split()) != set())
    assert "saved" in hands.saving().split()
    assert "一二第二段" in on_disk(hands, "甲.md")


def test_a_browser_that_was_offline_sends_when_it_is_back(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.page.context.set_offline(True)
    hands.put_cursor("第三段")
    for char in "在路上写的":
        hands.type(char)
        hands.page.wait_for_timeout(60)
    hands.until(lambda: "offline" in hands.saving())
    assert "没有连上" in hands.page.inner_text("#saving")
    assert "在路上" not in on_disk(hands, "甲.md")
    hands.page.context.set_offline(False)
    hands.saved()
    hands.until(lambda: "down" not in (hands.page.get_attribute("#state", "class") or ""))
    assert "在路上写的第三段" in on_disk(hands, "甲.md")


def typed_offline(hands: Hands) -> str:
    """Type a sign a second while the browser is away; what was typed."""
    hands.until(lambda: hands.page.evaluate("() => !navigator.onLine"))
    typed = ""
    for second in range(round(OFFLINE_SECONDS)):
        typed += chr(0x4E00 + 11 * second)
        hands.type(typed[-1])
        hands.page.wait_for_timeout(1000)
    hands.until(lambda: "offline" in hands.saving())
    assert "没有连上" in hands.page.inner_text("#state")
    return typed


def test_a_minute_offline_loses_nothing(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.put_cursor("第三段")
    hands.type("先写的")
    hands.saved()
    hands.type("走时写的")  # may be on its way
    hands.page.context.set_offline(True)
    typed = typed_offline(hands)
    assert typed[-1] not in on_disk(hands, "甲.md")
    hands.page.context.set_offline(False)
    hands.type("回来写的")
    hands.saved()
    wanted = f"先写的走时写的{typed}回来写的第三段"
    hands.until(lambda: wanted in on_disk(hands, "甲.md"))
    assert wanted in hands.text()
    hands.type("再")
    hands.pressed("回来写的再第三段")
    hands.until(lambda: "没有连上" not in hands.page.inner_text("#state"))


def test_a_tab_reloaded_while_offline_keeps_what_was_typed(inside, small):
    hands = inside(small)
    page = hands.page
    hands.open("甲.md")
    hands.put_cursor("第三段")
    hands.type("先写的")
    hands.saved()
    page.context.set_offline(True)
    typed = typed_offline(hands)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    assert asked == ["beforeunload"]
    page.wait_for_url("chrome-error://**")
    page.goto("about:blank")  # else the old page may live on, and hear that it is online
    page.context.set_offline(False)
    enter(page, small, hands.book)  # and nobody is asked to sign in
    # Chromium may let the old page live on until it hears that it is online: then it has saved.
    restore = page.locator("#draft-restore")
    hands.until(lambda: restore.is_visible() or typed in on_disk(hands, "甲.md"), 180)
    if restore.is_visible():
        restore.click(timeout=WAIT_MS)
    hands.until(lambda: typed in hands.text(), 180)
    hands.put_cursor("第三段")
    hands.type("回来写的")
    hands.saved()
    assert f"先写的{typed}回来写的第三段" in on_disk(hands, "甲.md")
    assert (
        page.evaluate("() => Object.keys(localStorage).filter((k) => k.includes('/draft/'))") == []
    )


def test_history_gives_an_old_text_back(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    first = hands.text()
    hands.put_cursor("第二段")
    hands.type("改坏了")
    hands.saved()
    hands.page.click("#history")
    hands.page.click(".versions li:last-child button")
    hands.page.click("dialog.wide button.main")
    hands.until(lambda: hands.text() == first)
    hands.saved()
    assert on_disk(hands, "甲.md") == first
    # And the restoring can be undone like anything typed.
    hands.evaluate("view.focus();")
    hands.page.keyboard.press("Control+z")
    hands.until(lambda: "改坏了" in hands.text())


def test_a_change_from_outside_comes_into_the_editor(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    path = hands.book / "content" / "甲.md"
    path.write_text(path.read_text("utf-8").replace("夏天", "盛夏"), "utf-8")
    hands.until(lambda: "盛夏" in hands.text())
