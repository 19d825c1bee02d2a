"""What befalls an editor: input methods, odd characters, files that go, a session that ends."""

from roomtests.harness import WAIT_MS, Hands, pass_door


def on_disk(hands: Hands, file: str) -> str:
    return (hands.book / "content" / file).read_bytes().decode()


def test_what_is_typed_while_another_entry_comes_is_kept(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.put_cursor("第三段")
    hands.hold("GET .*/text")
    hands.page.select_option("#file", "content/乙.md")
    hands.evaluate("view.focus();")
    for sign in "等着的时候写的":
        hands.type(sign)
        hands.page.wait_for_timeout(90)
    hands.until(lambda: hands.held() == 1)
    hands.let_through()
    hands.until(lambda: "乙篇" in hands.text())
    hands.until(lambda: "等着的时候写的第三段" in on_disk(hands, "甲.md"))
    assert hands.page.input_value("#file") == "content/乙.md"


def test_of_entries_chosen_quickly_the_last_one_is_open(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.hold("GET .*/text.*乙")
    hands.page.select_option("#file", "content/乙.md")
    hands.page.select_option("#file", "content/丙.md")
    hands.until(lambda: "丙篇说" in hands.text())
    hands.until(lambda: hands.held() == 1)
    hands.let_through()  # the first answer comes last
    hands.page.wait_for_timeout(500)
    assert "丙篇说" in hands.text()
    assert hands.page.input_value("#file") == "content/丙.md"
    hands.put_cursor("丙篇说")
    hands.type("又")
    hands.saved()
    assert "又丙篇说" in on_disk(hands, "丙.md")


def test_composing_is_cut_neither_by_an_edition_nor_by_another_s_paragraph(inside, small):
    first, second = inside(small, "编辑甲"), inside(small, "编辑乙")
    first.open("甲.md")
    second.open("甲.md")
    first.put_cursor("第三段")
    session = first.page.context.new_cdp_session(first.page)

    def compose(so_far: str) -> None:
        end = len(so_far)
        session.send("Input.imeSetComposition", {
            "text": so_far, "selectionStart": end, "selectionEnd": end,
        })  # fmt: skip
        first.page.wait_for_timeout(150)

    first.type("先")  # its save is under way when composing begins
    compose("n")
    compose("ni")
    second.put_cursor("春天")
    second.type("早早的")
    second.saved()
    first.pressed("早早的春天")
    compose("nih")
    compose("nihao")
    first.page.wait_for_timeout(600)
    assert "先nihao第三段" in first.text()
    assert first.evaluate("return view.composing;")
    session.send("Input.insertText", {"text": "你好"})
    first.saved()
    first.until(lambda: "先你好第三段" in on_disk(first, "甲.md"))
    first.until(lambda: "早早的春天" in first.text())
    assert first.text().count("nihao") == 0
    assert "早早的春天" in on_disk(first, "甲.md")


def test_a_session_that_ends_while_typing_goes_on_once_signed_in_again(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.put_cursor("第二段")
    hands.type("先写")
    hands.saved()
    hands.page.context.clear_cookies()
    hands.type("后写")
    hands.until(lambda: "signed-out" in hands.saving())
    assert "登录已过期" in hands.page.inner_text("#offer")
    with hands.page.context.expect_page() as opened:
        hands.page.click("#offer a")
    door = opened.value
    pass_door(door, "编辑甲")
    door.wait_for_url(f"{small.url}/", timeout=WAIT_MS)
    hands.evaluate("view.focus();")  # the link had it
    hands.type("再写")
    hands.saved()
    hands.until(lambda: "先写后写再写第二段" in on_disk(hands, "甲.md"))
    hands.until(lambda: "没有连上" not in hands.page.inner_text("#state"))


def test_somebody_else_who_signed_in_does_not_save_under_another_s_name(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.put_cursor("第二段")
    hands.page.context.clear_cookies()
    hands.type("甲写的")
    hands.until(lambda: "signed-out" in hands.saving())
    door = hands.page.context.new_page()
    door.goto(f"{small.url}/sign-in")
    pass_door(door, "编辑乙")
    door.wait_for_url(f"{small.url}/", timeout=WAIT_MS)
    hands.until(lambda: "refused" in hands.saving())
    assert "甲写的" not in on_disk(hands, "甲.md")
    assert "刷新" in hands.page.inner_text("#offer")
    assert "甲写的第二段" in hands.text()


def test_an_open_file_that_goes_away_and_comes_back(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    path = hands.book / "content" / "甲.md"
    before = path.read_text("utf-8")
    path.unlink()
    hands.put_cursor("第二段")
    hands.type("没处存的")
    hands.until(lambda: "refused" in hands.saving())
    assert "不在了" in hands.page.inner_text("#offer")
    hands.page.select_option("#file", "content/乙.md")
    hands.until(lambda: "乙篇" in hands.text())
    path.write_text(before, "utf-8")  # as `git checkout` does
    hands.until(lambda: any(one["file"] == "content/甲.md" for one in hands.get("files")))
    hands.page.select_option("#file", "content/甲.md")
    hands.page.click("#draft-restore", timeout=WAIT_MS)
    hands.saved()
    assert "没处存的第二段" in on_disk(hands, "甲.md")


def test_a_file_that_is_renamed_outside_is_offered_by_its_new_name(inside, small):
    hands = inside(small)
    hands.open("丙.md")
    content = hands.book / "content"
    (content / "丙.md").rename(content / "丁.md")
    book = content / "book.yaml"
    book.write_text(book.read_text("utf-8").replace("丙.md", "丁.md"), "utf-8")
    option = hands.page.locator("#file option[value='content/丁.md']")
    option.wait_for(state="attached", timeout=WAIT_MS)
    hands.until(lambda: "ready" in (hands.page.get_attribute("#state", "class") or ""))
    hands.open("丁.md")
    hands.put_cursor("丙篇说")
    hands.type("改名的")
    hands.saved()
    assert "改名的丙篇说" in on_disk(hands, "丁.md")
    assert not (content / "丙.md").exists()


def test_a_book_that_is_broken_outside_and_mended(inside, small):
    hands = inside(small)
    book = hands.book / "content" / "book.yaml"
    before = book.read_text("utf-8")
    book.write_text(f"{before}\n  : [\n", "utf-8")
    hands.page.wait_for_selector("#stale:not([hidden])", timeout=WAIT_MS)
    assert "book.yaml" in hands.page.inner_text("#stale")
    hands.open("甲.md")
    hands.put_cursor("第二段")
    hands.type("照样存")
    hands.saved()
    book.write_text(before, "utf-8")
    hands.page.wait_for_selector("#stale", state="hidden", timeout=WAIT_MS)
    assert "照样存第二段" in on_disk(hands, "甲.md")


def test_odd_characters_are_saved_as_they_are_and_halves_of_pairs_are_mended(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.put_cursor("第二段")
    hands.evaluate(r"""const pasted = "表\t格\r\n次行\ud800半\u0000零𠀀𠮷";
        view.dispatch({ ...view.state.replaceSelection(pasted),
        userEvent: "input.paste" });""")
    hands.saved()
    wanted = "表\t格\n次行\ufffd半\0零𠀀𠮷第二段"
    assert wanted in on_disk(hands, "甲.md")
    assert wanted in hands.text()
    # Places behind characters that are two units in the browser.
    text = on_disk(hands, "甲.md")
    assert hands.cursor()[1] == text.index("第二段")
    hands.type("尾")
    hands.saved()
    assert "𠮷尾第二段" in on_disk(hands, "甲.md")
    hands.page.keyboard.press("Control+z")
    hands.page.keyboard.press("Control+z")
    hands.saved()
    hands.until(lambda: "表\t格" not in on_disk(hands, "甲.md"))


def test_two_hundred_kilobytes_are_pasted(inside, small):
    hands = inside(small)
    hands.open("甲.md")
    hands.put_cursor("第二段")
    line = "一是班子建设得到加强，二是队伍建设得到加强。"
    pasted = line * 400 + "\n\n" + f"{line}\n\n" * 2700  # one line is very long
    assert len(pasted.encode()) > 200_000
    hands.evaluate(f"""const line = {line!r};
        const pasted = line.repeat(400) + "\\n\\n" + (line + "\\n\\n").repeat(2700);
        view.dispatch({{ ...view.state.replaceSelection(pasted), userEvent: "input.paste" }});""")
    hands.saved()
    hands.type("还能打字")
    hands.saved()
    hands.until(lambda: f"{pasted}还能打字第二段" in on_disk(hands, "甲.md"))
    hands.until(lambda: len(hands.edition()["pages"]) > 100)


def test_two_people_in_one_paragraph_lose_nothing(inside, small):
    """Key by key at once: one of them is asked; afterwards all three see the same."""
    first, second = inside(small, "编辑甲"), inside(small, "编辑乙")
    for hands in (first, second):
        hands.open("甲.md")
    first.put_cursor("第二段")
    second.put_cursor("夏天")
    for one, other in zip("张三李四王五", "赵六孙七周八", strict=True):
        first.type(one)
        second.type(other)
    both = (first, second)

    def rests(hands: Hands) -> bool:
        return bool({"saved", "conflict"} & set(hands.saving().split()))

    held: list[str] = []
    for _ in range(6):  # who decides may meet what the other has decided meanwhile
        first.until(lambda: all(map(rests, both)))
        asked = [hands for hands in both if "conflict" in hands.saving()]
        if not asked:
            break
        held.append(asked[0].text())  # keys that meet the question are no text
        asked[0].page.get_by_role("button", name="用我的").click()
        asked[0].page.wait_for_timeout(500)
    first.until(lambda: first.text() == second.text() == on_disk(first, "甲.md"))
    kept = [first.get(f"version?file=content/甲.md&id={one['id']}")["text"]
            for one in first.get("history?file=content/甲.md")]  # fmt: skip
    typed = "".join([*kept, first.text()])
    for text in held or [first.text()]:
        written = {sign for sign in "张三李四王五赵六孙七周八" if sign in text}
        assert written
        assert written <= set(typed)


def test_a_file_that_was_away_for_a_moment_is_saved_when_it_is_there_again(inside, small):
    """Nobody hears of it: it was there at the looks before and after."""
    hands = inside(small)
    hands.open("甲.md")
    hands.put_cursor("第三段")
    refused: list[str] = []

    def away_at_first(route) -> None:
        if route.request.method == "PUT" and not refused:
            refused.append(route.request.url)
            route.fulfill(status=404, json={"code": "room-no-file"})
        else:
            route.continue_()

    hands.page.route("**/text", away_at_first)
    hands.type("又")
    hands.until(lambda: "又第三段" in on_disk(hands, "甲.md"))
    hands.saved()
    assert refused
