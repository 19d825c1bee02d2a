"""Numbers of sections: 1, 1.1, 1.1.1."""

from huozi.read.contents import contents
from huozi.values.manuscript import BlockKind, plain
from tests.books import entry

BODY = "## 甲\n\n文。\n\n### 子\n\n文。\n\n### 丑\n\n文。\n\n## 乙\n\n文。\n\n### 寅\n\n文。\n"
NUMBERED = {"sections": "numbered", "contents": {"depth": 2}}


def titles(manuscript) -> list[str]:
    found = []
    for text in manuscript.entries:
        found.append("".join(text.title_lines))
        found += [plain(b.inlines) for b in text.body if b.kind is BlockKind.HEADING]
    return found


def test_articles_and_their_headings_are_numbered(read_book) -> None:
    texts = {"一.md": entry("文。\n", title="序幕"), "二.md": entry(BODY, title="正文")}
    made = read_book(entries=texts, book=NUMBERED).manuscript
    assert titles(made) == [
        "1　序幕", "2　正文", "2.1　甲", "2.1.1　子", "2.1.2　丑", "2.2　乙", "2.2.1　寅",
    ]  # fmt: skip
    listed = [line.title for part in contents(made) for line in part.lines]
    assert listed == ["序幕", "正文", "2.1　甲", "2.2　乙"]


def test_a_typed_number_stays_and_is_not_counted(read_book) -> None:
    text = entry("一、甲\n\n文。\n\n## 乙\n\n文。\n\n## 1.5 丙\n\n文。\n", title="第三章　丁")
    made = read_book(entries={"一.md": text}, book=NUMBERED).manuscript
    assert titles(made) == ["第三章　丁", "一、甲", "1.1　乙", "1.5 丙"]


def test_documents_and_books_that_do_not_ask_are_as_typed(read_book) -> None:
    texts = {"一.md": entry(BODY, title="通知", kind="document")}
    made = read_book(entries=texts, book=NUMBERED).manuscript
    assert titles(made)[:2] == ["通知", "甲"]
    made = read_book(entries={"一.md": entry(BODY, title="文")}).manuscript
    assert titles(made)[:2] == ["文", "甲"]
