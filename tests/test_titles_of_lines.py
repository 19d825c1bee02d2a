"""Titles of several lines: on a page of few lines, and wherever a reader sees them on one line."""

import io

import pytest
from pypdf import PdfReader

from huozi.press import Order, press_book
from huozi.progress import Progress
from tests.books import make_book

LONG = "关于进一步加强和改进新形势下基层组织建设工作的若干意见和实施办法的通知"


def reader(book) -> PdfReader:
    made = press_book(Order(book, book / "out.pdf", jobs=1), Progress(quiet=True))
    return PdfReader(io.BytesIO(made.pdf))


def marks(items) -> list[str]:
    return [
        title
        for item in items
        for title in (marks(item) if isinstance(item, list) else [str(item["/Title"])])
    ]


def test_a_title_and_its_note_share_a_page_of_ten_lines(tmp_path):
    """The case `lines: 10`: the last line of the title went over, and its note with it."""
    note, body = "这是题名的注，说得很长。" * 6, "正文很长。" * 150
    text = f"---\ntitle: {LONG}\ntitle_note: {note}\n---\n{body}\n"
    pages = reader(
        make_book(tmp_path, entries={"甲.md": text}, book={"format": {"lines": 10}})
    ).pages
    opening = next(page.extract_text() for page in pages if "题名的注" in page.extract_text())
    assert "实施办法的通知" in "".join(opening.split())
    assert "关于进一步加强" in "".join(opening.split())


@pytest.mark.slow
def test_a_line_end_in_a_title_is_none_in_bookmarks_contents_and_heads(tmp_path):
    text = (
        "---\ntitle: 第一行题名第二行题名\ntitle_lines: [第一行题名, 第二行题名]\n---\n"
        f"正文。\n\n## 上一行<br>下一行\n\n{'正文很长。' * 900}\n"
    )
    found = reader(make_book(tmp_path, entries={"甲.md": text}))
    titles = marks(found.outline)
    assert "第一行题名第二行题名" in "".join(titles)
    assert any("上一行下一行" in title.replace(" ", "") for title in titles)
    assert not any("\n" in title or "\r" in title for title in titles)
    pages = [page.extract_text() for page in found.pages]
    assert any("第一行题名第二行题名" in page and "正文很长" in page for page in pages)
    assert not any("\n" in str(value) for value in (found.metadata or {}).values())
