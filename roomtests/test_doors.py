"""The way in: the link of the first start, the sign-in page, the way out."""

from huozi.room.accounts import LEAST_PASSWORD
from roomtests.harness import PASSWORD, WAIT_MS, RunningRoom, entered, pass_door
from tests.books import make_book


def test_the_first_one_comes_in_by_the_link_and_later_by_name(browser, tmp_path):
    room = RunningRoom([make_book(tmp_path / "小书")], tmp_path / "state")
    link = f"{room.url}/once/{room.accounts.invite('', 'chief')}"
    context = entered(browser)
    page = context.new_page()
    try:
        page.goto(link)
        page.wait_for_selector("button.main:not(:empty)", timeout=WAIT_MS)
        assert page.inner_text("#new-password") == f"密码（至少 {LEAST_PASSWORD} 个字符）"
        page.fill("input[name=name]", "主编丁")
        page.fill("input[name=password]", PASSWORD)
        page.fill("#again", "别的密码别的密码别的")
        page.click("button.main")
        assert page.inner_text("#refused") == "两遍密码不一样。"
        page.fill("#again", PASSWORD)
        page.click("button.main")
        page.locator("#books a").wait_for(timeout=WAIT_MS)
        assert page.inner_text("#me") == "主编丁 · 主编"
        page.click("#sign-out")
        page.wait_for_url(f"{room.url}/sign-in**")

        pass_door(page, "主编丁", "不对不对不对不对不对")
        page.locator("#refused", has_text="密码").wait_for(timeout=WAIT_MS)
        page.goto(link)
        page.locator("#refused", has_text="链接").wait_for(timeout=WAIT_MS)

        page.goto(room.address(room.books[0]))  # not signed in: to the door, and then there
        page.wait_for_url(f"{room.url}/sign-in**")
        pass_door(page, "主编丁")
        page.wait_for_url(room.address(room.books[0]), timeout=WAIT_MS)
        page.wait_for_selector("html[data-ready]", state="attached", timeout=WAIT_MS)
        page.click("#language")
        page.get_by_role("tab", name="Contents").wait_for(timeout=WAIT_MS)
    finally:
        context.close()
        room.stop()
