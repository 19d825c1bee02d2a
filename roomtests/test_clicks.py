"""Clicks on given characters land at their offset in the source, and back (1 of the issue).

Where the characters stand on the pages is read from the delivered PDF by PDFium, not from the room.
"""

from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from msgspec import Struct

from roomtests.harness import Hands

PLATE, CASE, PROOF = "工序/拼版.md", "工序/字盘.md", "工序/校对.md"
NOTICE, NOTES = "规程/通知.md", "书前/凡例.md"


class Letter(Struct, frozen=True):
    """A character: the words that it stands in, on the page and in the source.

    `at` counts within those words; `nth` tells which of the same words is meant, from 0; `unit` is
    whose pages are searched, where it is not those of the file.
    """

    kind: str
    file: str
    words: str
    at: int = 0
    nth: int = 0
    source: str = ""
    source_nth: int | None = None
    source_at: int | None = None
    unit: str = ""
    in_head: bool = False  # stands in the running head


#: A running head stands above this, the text below.
_HEAD_PT = 60
LETTERS = [
    Letter("body", PLATE, "宽二十九字", 2),
    Letter("body", PLATE, "行距一定", 3),
    Letter("body-end", PLATE, "透着光看也是齐的", 7),
    Letter("em", PLATE, "要紧的地方用楷体", 1, source="要紧的地方*用", source_at=1),
    Letter("strong", PLATE, "更要紧的地方", 5),
    Letter("dots", PLATE, "人人都该记住", 3),
    Letter("name", PLATE, "平川是地名", 1, source="平川]", source_at=1),
    Letter("struck", PLATE, "已经不要的", 2),
    Letter("after-break", PLATE, "这一行是硬断开的", 4),
    Letter("quote", PLATE, "宁可少一行", 0),
    Letter("quote-second", PLATE, "是给心看的", 3),
    Letter("verse", PLATE, "左手托盘右手拈", 6),
    Letter("repeated", PLATE, "整齐", 1, nth=1, source_nth=1),
    Letter("item", PLATE, "镊子一把", 2),
    Letter("item-inner", PLATE, "平头的夹铅条", 5),
    Letter("bullet", PLATE, "湿布一块", 0),
    Letter("caption", PLATE, "手盘的样子", 4, nth=1, source_nth=1),
    Letter("caption-table", CASE, "常用字号对照", 2),
    Letter("cell", CASE, "小四号", 0),
    Letter("cell-figure", CASE, "10.5", 3),
    Letter("cell-head", CASE, "用处", 1),
    Letter("note", CASE, "这里说的是铅字时代", 6),
    Letter("note-labelled", PROOF, "跨页的长注", 4),
    Letter("heading", CASE, "字号与磅数", 4),
    Letter("heading-numbered", CASE, "字盘的摆法", 3),
    Letter("heading-run-in", CASE, "按部首分格", 1),
    Letter("ruby-after", CASE, "二字读得准", 3),
    Letter("code", PROOF, "defcheck(book)", 3, source="def check(book)", source_at=4),
    Letter("inner-heading", PROOF, "分给谁看", 2),
    Letter("document-body", NOTICE, "各道工序有章可循", 4),
    Letter("docno", NOTICE, "活房发〔2026〕1号", 0),
    Letter("signature", NOTICE, "2026年11月2日", 9, nth=1),
    Letter("front", NOTES, "按读音排列", 4),
    Letter("contents-line", CASE, "字盘与拣字", 0, unit="contents"),
    Letter("running-head", PROOF, "校对", 1, source=": 校对\n", source_at=3, in_head=True),
]


#: Whether one of some boxes stands in the window of the pages, and still.
IN_SIGHT = """(boxes) => {
    const window = document.getElementById("pages").getBoundingClientRect();
    return boxes.some((box) => {
        const { top, bottom } = box.getBoundingClientRect();
        return top >= window.top && bottom <= window.bottom
            && !box.getAnimations().some((one) => one.playState === "running");
    });
}"""
#: Where a box stands on its page: both are looked at in one moment.
ON_ITS_PAGE = """(box) => {
    const [own, page] = [box, box.closest(".page")].map((node) => node.getBoundingClientRect());
    return [own.left - page.left, own.top - page.top, own.width, own.height];
}"""


@pytest.fixture(scope="module")
def hands(browser, kitchen_sink) -> Iterator[Hands]:
    from roomtests.harness import enter, entered, sign_in

    context = entered(browser, viewport={"width": 1366, "height": 900})
    page = sign_in(context, kitchen_sink, "编辑甲")
    enter(page, kitchen_sink, kitchen_sink.books[0])
    yield Hands(page, kitchen_sink)
    context.close()


class Printed:
    """The delivered PDF: each letter with its page and its box, in pt from the top left."""

    def __init__(self, data: bytes, edition: dict) -> None:
        self.edition = edition
        self.book = pdfium.PdfDocument(data)
        self.pages = [list(self._letters(number)) for number in range(len(self.book))]

    def _letters(self, number: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        page = self.book[number]
        text, height = page.get_textpage(), page.get_height()
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.strip():
                left, bottom, right, top = text.get_charbox(index, loose=True)
                yield char, (left, height - top, right, height - bottom)

    def place(self, letter: Letter) -> tuple[int, tuple[float, float, float, float]]:
        """Page and box of a letter."""
        file = f"content/{letter.file}"
        own = {
            unit["id"]
            for unit in self.edition["units"]
            if (unit["kind"] == letter.unit if letter.unit else unit["file"] == file)
        }
        nth = letter.nth
        for number, letters in enumerate(self.pages):
            if self.edition["pages"][number]["unit"] not in own:
                continue
            if letter.in_head:
                letters = [one for one in letters if one[1][3] < _HEAD_PT]
            chars = "".join(char for char, _ in letters)
            start = chars.find(letter.words)
            while start >= 0:
                if nth == 0:
                    return number, letters[start + letter.at][1]
                nth, start = nth - 1, chars.find(letter.words, start + 1)
        raise AssertionError(f"{letter.words} is not on the pages")


@pytest.fixture(scope="module")
def printed(hands: Hands) -> Printed:
    data = hands.page.request.get(f"{hands.room.url}/api/b/{hands.book.name}/book.pdf").body()
    return Printed(data, hands.edition())


def source_offset(hands: Hands, letter: Letter) -> int:
    text = (hands.book / "content" / letter.file).read_text("utf-8")
    wanted, start = letter.source or letter.words, -1
    for _ in range((letter.source_nth or 0) + 1):
        start = text.index(wanted, start + 1)
    return start + (letter.at if letter.source_at is None else letter.source_at)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: f"{letter.kind}-{letter.words}")
def test_a_click_lands_at_the_character_and_leads_back(hands, printed, letter):
    page, (x0, y0, x1, y1) = printed.place(letter)
    shown = hands.turn_to(page)
    frame, size = shown.bounding_box(), printed.edition["pages"][page]
    px = frame["width"] / size["width"]
    hands.page.mouse.click(frame["x"] + (x0 + x1) / 2 * px, frame["y"] + (y0 + y1) / 2 * px)
    wanted = (f"content/{letter.file}", source_offset(hands, letter))
    hands.until(lambda: hands.cursor() == wanted, told=lambda: f"{hands.cursor()}, not {wanted}")

    if letter.unit or letter.in_head:
        return  # the way back leads to the entry, not to what repeats its words

    boxes = hands.page.locator(f'#pages .page[data-index="{page}"] .box.landed')

    # Back: from far away, the page is found again, and the box stands at the character.
    hands.turn_to(0 if page > 2 else 8)
    assert not boxes.evaluate_all(IN_SIGHT)
    hands.evaluate("view.focus();")
    hands.page.keyboard.press("Control+Enter")
    hands.until(lambda: boxes.evaluate_all(IN_SIGHT))
    hands.shown(page)
    left, top, width, height = boxes.first.evaluate(ON_ITS_PAGE)
    assert left - 2 <= (x0 + x1) / 2 * px <= left + width + 2
    assert top - 2 <= (y0 + y1) / 2 * px <= top + height + 2
