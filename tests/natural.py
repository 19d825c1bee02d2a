"""The natural mistakes of an editor: what was typed, and what is said of it.

`docs/mistakes.md` and `docs/mistakes.zh-CN.md` are made from this table, with the words that the
program says: `python -m tests.natural` writes them, and a test holds them against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from huozi.jobs.check import check_book
from huozi.messages import render
from huozi.values.manuscript import Finding
from tests.books import PNG, make_book

DOCS = Path(__file__).parent.parent / "docs"

Data = bytes | str


@dataclass(frozen=True)
class Mistake:
    """One mistake: its name in Chinese and English, the files it is made in, what is found."""

    zh: str
    en: str
    code: str
    place: str
    files: dict[str, Data] = field(hash=False)
    shown: str = ""  # what a reader of the page sees of the file; all of it, if empty

    @cached_property
    def found(self) -> Finding:
        """What `check` finds. Raises StopIteration when it is not what is expected."""
        book = {"content/book.yaml": "title: 书名\nentries:\n- 甲.md\n"}
        files = book | {"content/甲.md": _ENTRY} | self.files
        with TemporaryDirectory() as above:
            folder = Path(above) / "书"
            make_book(folder, entries={}, files=files, book=str(files["content/book.yaml"]))
            told = check_book(folder).findings
        return next(f for f in told if (f.code, str(f.place)) == (self.code, self.place))


_ENTRY = "---\ntitle: 题名\n---\n这是一段正文。\n"


def _book(*lines: str) -> dict[str, Data]:
    return {"content/book.yaml": "\n".join(lines) + "\n"}


def _head(*lines: str) -> dict[str, Data]:
    return {"content/甲.md": "---\n" + "\n".join(lines) + "\n---\n这是一段正文。\n"}


def _body(*lines: str) -> dict[str, Data]:
    return {"content/甲.md": "---\ntitle: 题名\n---\n" + "\n".join(lines) + "\n"}


_ITEM = "entries: [甲.md]"
_A = "content/甲.md"
_BOOK = "content/book.yaml"

MISTAKES = (
    # book.yaml and front matter
    Mistake("全角冒号", "A full-width colon", "yaml-wide-colon", f"{_BOOK}:1:6",
            _book("title：书名", _ITEM)),
    Mistake("冒号后面没有空格", "No blank behind a colon", "yaml-colon-blank", f"{_BOOK}:1:6",
            _book("title:书名", _ITEM)),
    Mistake("用 Tab 键缩进", "Indented with a tab", "yaml-tab", f"{_BOOK}:3:1",
            _book("title: 书名", "entries:", "\t- 甲.md")),
    Mistake("用全角空格缩进", "Indented with full-width blanks", "yaml-wide-indent",
            f"{_BOOK}:3:1", _book("title: 书名", "entries:", "　- 甲.md")),
    Mistake("用了中文的横线", "A Chinese dash before an item", "yaml-wide-dash", f"{_BOOK}:3:1",
            _book("title: 书名", "entries:", "－ 甲.md")),
    Mistake("减号后面没有空格", "No blank behind a hyphen", "yaml-dash-blank", f"{_BOOK}:3:1",
            _book("title: 书名", "entries:", "-甲.md")),
    Mistake("列表没有对齐", "An item indented more than the one above", "yaml-dash-indent",
            f"{_BOOK}:4:3", _book("title: 书名", "entries:", "- 甲.md", "  - 乙.md")),
    Mistake("列表里用了中文逗号", "A Chinese comma in a list", "yaml-wide-comma", f"{_BOOK}:2:19",
            _book("title: 书名", "front: [title-page，contents]", _ITEM)),
    Mistake("题名里有英文引号", "Quotation marks inside a title", "yaml-quote-inside",
            f"{_A}:2:8", _head('title: "两优一先"表彰')),
    Mistake("引号没有收尾", "A quotation mark that is not closed", "yaml-quote", f"{_A}:2:8",
            _head('title: "题名”')),
    Mistake("题名以方括号开头", "A title that begins with a bracket", "yaml-bracket-text",
            f"{_A}:2:8", _head("title: [转发]关于评选先进的通知")),
    Mistake("题名里有半角冒号", "A colon inside a title", "yaml-colon", f"{_A}:2:10",
            _head("title: 关于: 评选先进的通知")),
    Mistake("题名里有 #", "A # inside a title", "yaml-remark", f"{_A}:2:12",
            _head("title: 语言C # 比较")),
    Mistake("键写错了", "A key with a slip", "unknown-key-near", f"{_A}:2:1",
            _head("titel: 题名")),
    # dates, numbers
    Mistake("日期的写法", "How a date is written", "date-form-near", f"{_A}:3:7",
            _head("title: 题名", "date: 2010.4.30")),
    Mistake("没有的日期", "A day that there is not", "date-day", f"{_A}:3:7",
            _head("title: 题名", "date: 2010-02-30")),
    Mistake("发文字号的括号", "Brackets of a document number", "docno-brackets", f"{_A}:3:8",
            _head("title: 题名", "docno: 京平发[2004]26号")),
    Mistake("书号的校验码", "The check digit of an ISBN", "isbn-digit", f"{_BOOK}:3:7",
            _book("title: 书名", _ITEM, "isbn: 978-7-01-000000-3")),
    Mistake("编号用了半角括号", "Half-width brackets of a number", "half-width-bracket",
            f"{_A}:4:1", _body("(一)提高认识")),
    # tables
    Mistake("从 Excel 贴来的表", "A table pasted from Excel", "tab-table", f"{_A}:4:1",
            _body("姓名\t单位", "李明\t一中")),
    Mistake("表格没有分隔行", "A table without its delimiter row", "table-unread", f"{_A}:4:1",
            _body("| 姓名 | 单位 |", "| 李明 | 一中 |")),
    Mistake("表格少了一格", "A row that lacks a cell", "table-row", f"{_A}:6:1",
            _body("| 姓名 | 单位 |", "|---|---|", "| 李明 |")),
    # pasted from Word and the web
    Mistake("段首用全角空格，段间没有空行", "Paragraphs without a blank line between",
            "indented-line", f"{_A}:5:3", _body("　　第一段。", "　　第二段。")),
    Mistake("网页里的代码", "Code of a web page", "raw-html", f"{_A}:4:3",
            _body("甲乙<font color=red>丙丁</font>")),
    Mistake("看不见的字符", "A character that nobody sees", "invisible-character", f"{_A}:4:3",
            _body("甲乙\u200b丙丁"), "甲乙(U+200B)丙丁"),
    Mistake("标题的 # 后面没有空格", "No blank behind the # of a heading", "heading-space",
            f"{_A}:4:1", _body("##提高认识")),
    # brackets, fences, notes
    Mistake("文件开头的 --- 没有收尾", "Front matter that is not closed", "open-front-matter",
            f"{_A}:1", {_A: "---\ntitle: 题名\n\n这是一段正文。\n"}),
    Mistake("文件开头没有 ---", "No front matter", "no-front-matter", f"{_A}:1",
            {_A: "题名\n\n这是一段正文。\n"}),
    Mistake("方框没有收尾", "A box that is not closed", "unclosed-box", f"{_A}:4:5",
            _body("::: 落款", "平谷区")),
    Mistake("粗体没有收尾", "Bold that is not closed", "unclosed-emphasis", f"{_A}:4:3",
            _body("甲乙**丙丁")),
    Mistake("注号没有注文", "A note without its text", "note-without-text", f"{_A}:4:5",
            _body("甲乙[^1]丙丁。")),
    Mistake("花括号里少了一个点", "Braces without their dot", "span-without-dot", f"{_A}:4:6",
            _body("[活字]{索引}")),
    # pictures
    Mistake("图片的名字大小写不对", "A picture's name in other case", "missing-image-near",
            f"{_A}:4:7", _body("![会议](图/甲.PNG)") | {"content/图/甲.png": PNG}),
    Mistake("图片在网上", "A picture on the web", "image-address", f"{_A}:4:7",
            _body("![会议](https://example.org/a.png)")),
    Mistake("存下来的是网页", "A web page in a picture's place", "image-page", f"{_A}:4:7",
            _body("![会议](图/甲.jpg)") | {"content/图/甲.jpg": "<html>404</html>"}),
    # names and folders
    Mistake("多了一个 .txt", "A hidden .txt", "missing-entry-ending", f"{_BOOK}:4:3",
            _book("title: 书名", "entries:", "- 甲.md", "- 乙.md") | {"content/乙.md.txt": _ENTRY}),
    Mistake("文件名大小写不对", "A file's name in other case", "missing-entry-near",
            f"{_BOOK}:4:3",
            _book("title: 书名", "entries:", "- 甲.md", "- a.md") | {"content/A.MD": _ENTRY}),
    Mistake("有一篇没有列入", "A file that is not listed", "not-listed", f"{_BOOK}:2:1",
            {"content/乙.md": _ENTRY}),
    Mistake("同步软件留下的副本", "A copy that a syncing program left", "conflict-copy",
            "content/甲 (冲突副本).md", {"content/甲 (冲突副本).md": _ENTRY}),
    # encodings
    Mistake("存成了 GBK", "Saved as GBK", "not-utf8-gbk", f"{_A}:2",
            {_A: _ENTRY.encode("gbk")}),
    Mistake("存成了 Big5", "Saved as Big5", "not-utf8-big5", f"{_A}:2",
            {_A: "---\ntitle: 題名\n---\n這是一個說明。\n".encode("big5")}),
    Mistake("存成了 UTF-16", "Saved as UTF-16", "not-utf8-utf16", f"{_A}:1",
            {_A: _ENTRY.encode("utf-16")}),
    Mistake("文件开头有 BOM", "A byte-order mark", "byte-order-mark", f"{_A}:1",
            {_A: "\ufeff" + _ENTRY}),
)  # fmt: skip

_INTRO = {
    "zh": "# 常见的错误\n\n"
    "`.venv/bin/python build.py check` 一次说出全部问题。下面是最常见的几十种："
    "打了什么，程序怎么说。行号后面的数字是第几个字。\n",
    "en": "# Natural mistakes\n\n"
    "`.venv/bin/python build.py check` tells all mistakes of a book in one run. "
    "These are the commonest: what was typed, and what the program says. The number behind the "
    "line is that of the character.\n",
}
_SAID = {"zh": "程序说：", "en": "The program says:"}
_FILES = {"zh": "mistakes.zh-CN.md", "en": "mistakes.md"}


def pages() -> dict[str, str]:
    """The two pages of the documents, by the names of their files."""
    parts = {language: [intro] for language, intro in _INTRO.items()}
    for number, mistake in enumerate(MISTAKES, 1):
        found = mistake.found
        for language, part in parts.items():
            name = mistake.zh if language == "zh" else mistake.en
            typed = "\n".join(_typed(mistake))
            said = f"{_SAID[language]}\n\n```text\n{render(found, language)}\n```"
            part.append(f"## {number}. {name}\n\n{typed}\n\n{said}\n")
    return {_FILES[language]: "\n".join(part) for language, part in parts.items()}


def _typed(mistake: Mistake) -> Iterator[str]:
    """What was typed, as code; of files that are no text only the names."""
    for path, data in mistake.files.items():
        if isinstance(data, bytes) or path.endswith((".jpg", "副本).md", ".txt", ".MD")):
            yield f"`{path}`\n"
        elif mistake.shown:
            yield f"```text\n{mistake.shown}\n```"
        else:
            text = data.removeprefix("\ufeff").rstrip("\n")
            yield f"```text\n{text}\n```"


if __name__ == "__main__":
    for name, page in pages().items():
        (DOCS / name).write_text(page, encoding="utf-8")
