"""Books in traditional characters: the words that the house prints are theirs."""

import pytest
from pypdf import PdfReader

from huozi.values.script import is_traditional, words_of_house
from tests.books import entry, make_book
from tests.pressing import press

FRONT = ["half-title", "title-page", "copyright", "contents"]
SIMPLIFIED = "释续图录编时间开发对书资内费册页预见说证号记会谢单"
ROWS = "\n".join(f"| 第{n}行 | 字 |" for n in range(40))
BODY = (
    "長文^[一條。]，[詞]{.索引}。\n\n::: 说明\n注意此處。\n:::\n\n"
    f"表：長表\n\n| 甲 | 乙 |\n|----|----|\n{ROWS}\n"
)


@pytest.mark.parametrize(
    ("language", "traditional"),
    [("zh-Hant", True), ("zh-TW", True), ("zh-HK", True), ("zh-CN", False), ("en", False)],
)
def test_which_books_are_traditional(language: str, traditional: bool) -> None:
    assert is_traditional(language) is traditional
    assert words_of_house("注释", language) == ("注釋" if traditional else "注释")


@pytest.mark.slow
def test_every_word_of_the_house_is_traditional(tmp_path) -> None:
    """The account balances, too: it knows the words in both scripts."""
    texts = {
        "甲.md": entry(BODY, title="甲", contributor="檔案室"),
        "乙.md": entry("", title="乙", status="pending", reserve_pages=2),
        "丙.md": entry("未完。\n", title="丙", status="partial"),
    }
    book = {
        "language": "zh-Hant", "title": "文集", "editor": "某人", "issuer": "檔案室",
        "date": "2024-05", "recipients": "同人", "printer": "某廠", "print_date": "2024-05",
        "permit": "十七", "printing": {"run": 500}, "notes": "end", "front": FRONT,
        "back": ["index"],
    }  # fmt: skip
    report = press(make_book(tmp_path, texts, book))
    text = "".join(page.extract_text() for page in PdfReader(report.output).pages)
    wanted = ("注釋", "續表1", "供稿：檔案室", "目錄", "索引", "主編", "編印單位", "時間", "大32開",
              "發送對象", "印刷單位", "500冊", "內部資料，免費交流", "本篇書稿待收", "以下書稿待收",
              "說明")  # fmt: skip
    flat = "".join(text.split())
    assert [word for word in wanted if word not in flat] == []
    assert set(SIMPLIFIED) & set(flat) == set()
