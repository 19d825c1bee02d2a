"""The walk of `docs/room.zh-CN.md`, step by step and in one piece: a chief, an editor, a reader.

They use what is seen: words on the screen, labels, keys that the document names, the mouse on the
pages. HUOZI_WALK_PICTURES names a folder for pictures of each step.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from roomtests.harness import PASSWORD, ROOT, WAIT_MS, Hands
from roomtests.walking import ENTRY, Walk, button, card, click, folio, lands, mark, point, tab

DOCUMENT = ROOT / "docs" / "room.zh-CN.md"
WORD_FILE = ROOT / "tests" / "intake" / "samples" / "02-red-head.docx"


@pytest.fixture
def walk(browser: Browser, tmp_path: Path) -> Iterator[Walk]:
    made = Walk(browser, tmp_path)
    yield made
    for person in made.people:
        person.page.context.close()
    made.room.stop()


def come_in(walk: Walk) -> None:
    assert walk.room.process.stdout is not None
    told = walk.room.process.stdout.readline()
    first = re.search(r"http://\S+/once/[\w-]+", told)
    assert first is not None
    walk.account("add", "王编辑", "--role", "editor", typed=f"{PASSWORD}\n")
    link = re.search(r"/once/[\w-]+", walk.account("add", "李读者", "--role", "reader", "--link"))
    assert link is not None
    for person, address, name in zip(
        walk.people,
        (first[0], f"{walk.room.url}/", walk.room.url + link[0]),
        ("赵主编", "王编辑", ""),  # whom the link is for it says itself
        strict=True,
    ):
        page = person.page
        page.goto(address)
        page.locator("button.main:not(:empty)").wait_for(timeout=WAIT_MS)
        if name:
            page.get_by_label("姓名").fill(name)
        else:
            page.get_by_text("李读者：这个链接只能用一次。请定下密码").wait_for(timeout=WAIT_MS)
        page.get_by_label(re.compile("^密码")).fill(PASSWORD)
        if (again := page.get_by_label("再写一遍密码")).count():
            again.fill(PASSWORD)
        page.keyboard.press("Enter")
        shelf = page.get_by_role("link").filter(has_text="小志")
        shelf.filter(has_text="排好了").wait_for(timeout=WAIT_MS)
        assert re.search(r"面\s*16\s*待补\s*0\s*批注\s*0\s*校次", shelf.inner_text())
        assert page.get_by_role("link").filter(has_text="待补").count() == 2
        shelf.click()
        page.wait_for_selector("html[data-ready]", state="attached", timeout=WAIT_MS)
        folio(person, "i")


def look(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    for key, wanted in (("PageDown", "ii"), ("PageUp", "i"), ("End", "#16"), ("Home", "i")):
        page.keyboard.press(key)
        folio(hands, wanted)
    box = page.get_by_label("到第几面")
    for asked, wanted in (("1", "1"), ("#3", "iii"), ("第２页", "2"), ("99", "2")):
        box.fill(asked)
        box.press("Enter")
        folio(hands, wanted)
    page.get_by_text("没有这一页").wait_for(timeout=WAIT_MS)
    zoom = page.get_by_label("缩放")
    sizes = [int((zoom.get_attribute("title") or "").split()[0])]
    for key in ("+", "-", "-", "0"):
        page.keyboard.press(key)
        sizes.append(int((zoom.get_attribute("title") or "").split()[0]))
    assert sizes[1] > sizes[0] > sizes[3]
    assert sizes[4] == sizes[0]
    both = page.get_by_role("button", name="双面")
    both.click()
    folio(hands, "2–#13")
    page.keyboard.press("Home")  # at once: nobody clicks on the pages first
    folio(hands, "i")
    both.click()
    row = page.get_by_label("目录与搜索").get_by_role("button").filter(has_text="一篇文章的写法")
    assert "不全" in row.inner_text()
    row.click()
    folio(hands, "1")
    hands.until(lambda: hands.cursor()[0] == ENTRY)  # the text, too
    page.keyboard.press("PageDown")
    folio(hands, "2")
    tab(hands, "缩略图")
    page.get_by_role("tabpanel", name="缩略图").get_by_role("img").nth(3).wait_for(timeout=WAIT_MS)
    tab(hands, "目录")


def find(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    page.keyboard.press("F6")  # contents → pages
    page.keyboard.press("Control+f")
    page.keyboard.type("联系人")
    page.keyboard.press("Enter")
    page.get_by_text("1 处", exact=True).wait_for(timeout=WAIT_MS)
    page.get_by_role("listitem").filter(has_text="联系人").get_by_role("button").click()
    hands.until(lambda: hands.cursor()[0] == "content/通知.md")
    folio(hands, "3")
    page.keyboard.press("Control+f")  # the keys are in the text now
    page.get_by_role("textbox", name="换成").wait_for(timeout=WAIT_MS)
    page.keyboard.press("Escape")
    tab(hands, "目录")


def change(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    for words in (
        "一篇文章的写法",
        "沈括《梦溪",
        "大开本",
        "一块活字",
    ):  # title, note, cell, caption
        click(hands, words)
    x, y = point(hands, "一块活字")
    page.mouse.click(x, y - 40)  # the picture above its caption
    lands(hands, hands.text().index("![一块活字]"))
    click(hands, "得当")
    hands.type("许多")
    hands.saved()
    hands.pressed("布署许多得当")
    page.keyboard.press("End")
    page.get_by_label("到第几面").fill("iii")
    page.get_by_label("到第几面").press("Enter")
    folio(hands, "iii")
    page.keyboard.press("F6")  # pages → text
    page.keyboard.press("Control+Enter")
    folio(hands, "1")


def undo(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    page.keyboard.press("Control+z")
    hands.until(lambda: "许多" not in walk.typed())
    page.keyboard.press("Control+y")
    hands.until(lambda: "许多" in walk.typed())
    button(page, "历史").click()
    page.get_by_role("dialog").get_by_role("button").filter(has_text="最初的文字").click()
    button(page, "恢复成当时的文字").click()
    hands.until(lambda: "许多" not in walk.typed())
    page.keyboard.press("Control+z")
    hands.until(lambda: "许多" in walk.typed())
    page.keyboard.press("Control+y")
    hands.until(lambda: "许多" not in walk.typed())
    hands.saved()


def spoil(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    click(hands, "编号打上")
    hands.type("![图](图/没有.png)\n\n")
    fault = page.get_by_role("alert").get_by_role("button").filter(has_text="没有.png")
    fault.wait_for(timeout=WAIT_MS)
    walk.picture("06-写坏了-错着")
    click(hands, "打上")  # the pages are of before, and their characters where they are now
    fault.click()
    lands(hands, hands.text().index("图/没有"))
    line = "![图](图/没有.png)\n\n"
    hands.put_cursor(line)
    for _ in line:
        page.keyboard.press("Delete")
    fault.wait_for(state="detached", timeout=WAIT_MS)
    hands.saved()


def doubt(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    row = page.get_by_label("问题").get_by_role("listitem")
    button(row.filter(has_text="原由"), "改为“缘由”").click(timeout=WAIT_MS)
    hands.until(lambda: "事情的缘由要" in walk.typed())
    button(row.filter(has_text="布署"), "不是错").click(timeout=WAIT_MS)
    page.get_by_label("理由").fill("照原稿")
    button(page, "记下").click()
    kept = hands.book / "content" / "审校.yaml"
    hands.until(lambda: "照原稿" in kept.read_text("utf-8"))
    row.filter(has_text="布署").wait_for(state="detached", timeout=WAIT_MS)
    assert "布署" in walk.typed()


def annotate(walk: Walk) -> None:
    reader, editor = walk.reader, walk.editor
    mark(reader, "改", "第一处写得不对", "第一处写错了")
    mark(reader, "插", "第二处", "请看")
    mark(reader, "删", "也不对")
    mark(reader, "问", "不知是谁", "谁说的？")
    tab(editor, "批注")
    cards = editor.page.get_by_role("tabpanel", name="批注").get_by_role("listitem")
    editor.until(lambda: cards.count() == 4)
    assert "请看（在“第二处也不对。" in card(editor, "请看").inner_text()
    button(card(editor, "写错了"), "采纳").dblclick()  # the next one comes below the mouse
    editor.until(lambda: "第一处写错了" in walk.typed())
    editor.until(lambda: cards.count() == 3)
    button(card(editor, "也不对").filter(has_text="删"), "不采纳").click()
    editor.page.get_by_label("缘由").fill("原文如此")
    button(editor.page.get_by_role("dialog"), "不采纳").click()
    editor.until(lambda: cards.count() == 2)
    chief = walk.chief
    chief.put_cursor("不知是谁")
    for _ in "不知是谁":
        chief.page.keyboard.press("Delete")
    chief.type("是老师傅")
    chief.saved()
    button(editor.page, "找不到原处 1").click(timeout=WAIT_MS)
    button(card(editor, "谁说的"), "不采纳").wait_for(timeout=WAIT_MS)
    assert "请看" not in walk.typed()


def two(walk: Walk) -> None:
    chief, editor = walk.chief, walk.editor
    tab(editor, "文字")
    editor.page.get_by_label("正在看的篇目").select_option(label="一篇文章的写法")
    editor.until(lambda: editor.text() == chief.text())
    chief.put_cursor("编号打上")
    editor.put_cursor("表有表题")
    chief.type("先把")
    editor.type("总之，")
    for person in (chief, editor):
        person.until(lambda p=person: "先把编号" in p.text() and "总之，表有" in p.text())
        person.saved()
    # The same paragraph, while one of them has no line.
    editor.page.context.set_offline(True)
    editor.type("图和")
    editor.page.get_by_text("没有连上：").wait_for(timeout=WAIT_MS)
    chief.put_cursor("表有表题")
    chief.type("书里的")
    chief.saved()
    editor.page.context.set_offline(False)
    asked = editor.page.get_by_role("dialog", name="两个人改了同一段")
    asked.wait_for(timeout=WAIT_MS)
    assert "书里的表有" not in editor.text()
    walk.picture("09-两个人-对照")
    button(asked, "用我的").click()
    chief.until(lambda: "总之，图和表有" in chief.text())
    button(chief.page, "历史").click()
    versions = chief.page.get_by_role("dialog").get_by_role("listitem")
    versions.filter(has_text="赵主编").first.wait_for(timeout=WAIT_MS)  # theirs is kept, too
    chief.page.keyboard.press("Escape")


def lose(walk: Walk) -> None:
    page, context = walk.editor.page, walk.editor.page.context
    context.set_offline(True)
    walk.editor.put_cursor("标点用全角")
    walk.editor.type("中文的")
    page.get_by_text("没有连上：").wait_for(timeout=WAIT_MS)
    page.close(run_before_unload=False)
    context.set_offline(False)
    walk.editor = editor = Hands(context.new_page(), walk.room)
    editor.page.goto(walk.room.address(editor.book))
    button(editor.page, "恢复").click(timeout=WAIT_MS)
    editor.until(lambda: "中文的标点用" in walk.typed())
    # The session ends, and begins again in another window.
    other = context.new_page()
    other.goto(walk.room.url)
    button(other, "退出").click()
    other.get_by_label("密码").wait_for(timeout=WAIT_MS)
    other.close()
    editor.put_cursor("标点用全角")
    editor.type("都要")
    with context.expect_page() as opened:
        editor.page.get_by_role("alert").get_by_role("link", name="登录").click(timeout=WAIT_MS)
    door = opened.value
    door.locator("button.main:not(:empty)").wait_for(timeout=WAIT_MS)
    door.get_by_label("姓名").fill("王编辑")
    door.get_by_label("密码").fill(PASSWORD)
    door.keyboard.press("Enter")
    editor.until(lambda: "中文的都要标点用" in walk.typed())
    # The file is moved away, and comes back.
    path = editor.book / ENTRY
    away = shutil.move(path, walk.state.parent)
    editor.type("呢")
    editor.page.get_by_text("这个文件不在了").wait_for(timeout=WAIT_MS)
    shutil.move(away, path)
    editor.until(lambda: "都要呢标点" in walk.typed())
    editor.saved()
    door.close()


def freeze(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    tab(hands, "校次")
    button(page, "定稿留样").click()
    row = page.get_by_role("row").filter(has_text="一校")
    row.wait_for(timeout=WAIT_MS)
    tab(hands, "文字")
    click(hands, "得当")
    hands.type("老")
    hands.saved()
    tab(hands, "校次")
    button(page, "比较").click()
    button(page, "看报告").click(timeout=WAIT_MS)
    report = page.frame_locator("iframe")
    report.get_by_role("heading", name="改动：一校 → 现在的书").wait_for(timeout=WAIT_MS)
    assert report.locator("ins").all_inner_texts() == ["老"]
    button(page.get_by_role("dialog"), "关闭").click()
    button(row, "核红").click()
    red = page.get_by_role("dialog", name="核红：一校")
    red.get_by_text("（在“第二处也不对。").wait_for(timeout=WAIT_MS)
    assert red.get_by_role("listitem").count() == 2  # one to be put in, one that is lost
    with page.context.expect_page() as opened:
        red.get_by_role("link", name="打印用的清单").click()
    opened.value.get_by_role("heading", name="一校核红").wait_for(timeout=WAIT_MS)
    opened.value.close()
    page.keyboard.press("Escape")


def publish(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    tab(hands, "出书")
    page.get_by_role("checkbox", name="关于征集书稿的通知").check()
    button(page, "做").first.click()
    made = page.get_by_role("listitem").filter(has_text="抽印本").filter(has_text="做好了")
    with page.expect_download() as found:
        made.get_by_role("link", name="取 booklet.pdf").click(timeout=WAIT_MS)
    assert found.value.path().read_bytes().startswith(b"%PDF")
    button(page, "打包").click()
    stopped = page.get_by_role("listitem").filter(has_text="交付").filter(has_text="没做成")
    stopped.filter(has_text="partial").wait_for(timeout=WAIT_MS)  # an entry is not complete
    box, seen = stopped.bounding_box(), page.viewport_size
    assert box is not None and seen is not None
    assert 0 <= box["y"] < seen["height"]  # what was ordered comes into sight
    tab(walk.editor, "出书")
    assert button(walk.editor.page, "查").count() == 1
    assert button(walk.editor.page, "打包").count() == 0


def take_in(walk: Walk) -> None:
    hands, page = walk.chief, walk.chief.page
    tab(hands, "来稿")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("选文件", exact=True).click()
    chooser.value.set_files(WORD_FILE)
    button(page, "送上").click()
    asked = page.get_by_role("group").filter(has_text="发文字号改成规范写法")
    asked.get_by_text("留在正文里", exact=True).click(timeout=WAIT_MS)
    before = set((hands.book / "content").rglob("*.md"))
    button(page, "交回").click()
    kept = asked.get_by_role("radio", name="留在正文里", checked=True)
    hands.until(lambda: any(
        one["answer"] == "keep-in-text" for one in hands.get("intake")[0]["files"][0]["questions"]
    ))  # fmt: skip
    kept.wait_for(timeout=WAIT_MS)
    assert set((hands.book / "content").rglob("*.md")) == before
    page.get_by_label("放进哪一部分").select_option(label="文件篇")
    button(page, "收进书里").click()
    page.get_by_text("已收进书里").wait_for(timeout=WAIT_MS)
    contents = page.get_by_label("目录与搜索").get_by_role("button")
    contents.filter(has_text="附件1").wait_for(timeout=WAIT_MS)
    assert set((hands.book / "content").rglob("*.md")) > before


#: By the bold words that they have in the document.
STEPS: dict[str, Callable[[Walk], None]] = {
    "进门": come_in, "看": look, "找": find, "改": change, "改错了": undo, "写坏了": spoil,
    "问题": doubt, "批注": annotate, "两个人": two, "断了": lose, "校次": freeze, "出书": publish,
    "来稿": take_in,
}  # fmt: skip


def test_the_steps_are_those_of_the_document() -> None:
    titles = re.findall(r"^\*\*(\d+)\. (.+?)。\*\*", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert [(str(number), title) for number, title in enumerate(STEPS, 1)] == titles


def test_three_people_walk_through_the_document(walk: Walk) -> None:
    for number, (title, step) in enumerate(STEPS.items(), 1):
        step(walk)
        walk.picture(f"{number:02}-{title}")
    assert walk.complaints == []
