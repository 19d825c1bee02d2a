"""What a stranger or a careless file may try: refused, or shown as text (5)."""

import urllib.error
import urllib.parse
import urllib.request

import pytest

from roomtests.harness import WAIT_MS, RunningRoom
from tests.books import make_book

SCRIPT = "<img src=x onerror=window.caught=1><script>window.caught=1</script>"


def status(room: RunningRoom, path: str, **headers: str) -> int:
    """Of a request without a browser."""
    asked = urllib.request.Request(room.url + urllib.parse.quote(path), headers=headers)
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_refusals(inside, small):
    hands = inside(small)
    root = f"/api/b/{hands.book.name}"
    text = {"file": "content/甲.md", "text": "x", "base": "0" * 16, "reason": ""}
    opened = hands.get("text?file=content/甲.md")
    right = {**text, "text": opened["text"], "base": opened["base"]}
    assert hands.ask("PUT", f"{root}/text", right) == 200
    assert hands.ask("PUT", f"{root}/text", right, {"X-Huozi-Token": "wrong"}) == 403
    for file in ("content/../book.yaml", "../甲.md", "content/book.yaml", "templates/甲.html",
                 "content/甲.html", "content/甲\0.md", "/etc/passwd"):  # fmt: skip
        assert 400 <= hands.ask("PUT", f"{root}/text", {**right, "file": file}) < 500, file
    assert 400 <= hands.ask("PUT", f"{root}/text", {**right, "text": "长" * 1_000_000}) < 500
    assert 400 <= hands.ask("PUT", f"{root}/text", "not json") < 500
    outside = small.state / "外.md"
    outside.write_text("外面的文字\n", "utf-8")
    (hands.book / "content" / "链.md").symlink_to(outside)
    assert 400 <= hands.ask("PUT", f"{root}/text", {**right, "file": "content/链.md"}) < 500
    assert outside.read_text("utf-8") == "外面的文字\n"
    assert status(small, f"{root}/edition") == 401
    assert status(small, "/sign-in", Host="evil.example:80") in (400, 403, 421)


def test_another_site_can_send_nothing(inside, small, browser):
    hands = inside(small)
    page = hands.page.context.new_page()
    page.route(
        "http://evil.example/*",
        lambda route: route.fulfill(body="<p>x</p>", content_type="text/html"),
    )
    page.goto("http://evil.example/")
    form = (
        "(address) => { const form = document.createElement('form'); form.method = 'post';"
        "form.action = address; document.body.append(form); form.submit(); }"
    )
    answered: list[int] = []
    page.on(
        "response",
        lambda answer: answered.append(answer.status) if small.url in answer.url else None,
    )
    page.evaluate(form, f"{small.url}/sign-out")
    hands.until(lambda: bool(answered))
    assert all(400 <= code < 500 for code in answered)
    assert hands.page.evaluate("fetch('/api/me').then((r) => r.status)") == 200


def test_a_reader_may_mark_and_not_write(inside, small):
    hands = inside(small, "审读丙")
    assert hands.page.locator("#tab-orders").is_hidden()
    root = f"/api/b/{hands.book.name}"
    opened = hands.get("text?file=content/甲.md")
    body = {"file": "content/甲.md", "text": "改了", "base": opened["base"], "reason": ""}
    assert hands.ask("PUT", f"{root}/text", body) == 403
    hands.open("甲.md")
    hands.put_cursor("第二段")
    hands.type("写不进去")
    assert "写不进去" not in hands.text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markup_in_titles_names_and_marks_is_text(browser, inside, tmp_path, language):
    name = "<b>篇<i onclick=x>.md"
    book = make_book(
        tmp_path / "书",
        {name: f"---\ntitle: '{SCRIPT}'\n---\n正文说：{SCRIPT}\n".replace("<", "\\<")},
        {"title": "书名"},
    )
    room = RunningRoom([book], tmp_path / "state")
    room.account("编辑甲", "editor")
    try:
        hands = inside(room)
        hands.page.evaluate("(l) => localStorage.setItem('huozi/language', l)", language)
        hands.page.reload()
        hands.page.wait_for_selector("html[data-ready]", state="attached", timeout=WAIT_MS)
        opened = hands.get("files")[0]["file"]
        base = hands.get(f"text?file={opened}")["base"]
        mark = {
            "file": opened,
            "base": base,
            "offset": 5,
            "length": 2,
            "kind": "query",
            "text": "",
            "note": SCRIPT,
        }
        assert hands.ask("POST", f"/api/b/{book.name}/marks", mark) == 201
        hands.page.click("#tab-marks")
        hands.page.locator(".card", has_text="onerror").wait_for(timeout=WAIT_MS)
        hands.page.click("#tab-search")
        hands.page.fill("#search-words", "onerror")
        hands.page.press("#search-words", "Enter")
        hands.page.locator("#hits button").first.wait_for(timeout=WAIT_MS)
        assert hands.page.evaluate("window.caught") is None
        assert hands.page.locator("img[src=x]").count() == 0
    finally:
        room.stop()
