"""Whatever is in the files: either a manuscript or an InputError, and every place exists."""

import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huozi.messages import render
from huozi.read.manuscript import ReadResult, read
from huozi.read.markdown import read_body
from huozi.read.report import Reporter
from huozi.values.errors import InputError
from huozi.values.manuscript import Block, Finding, Inline, InlineKind, Note, plain
from tests.books import ENTRY, entry, make_book

PIECES = [
    *"甲乙。，“”《》（）〔〕一1.、-+*`[]{}|~^<>!#:&\\ \n\u3000\t",
    *("\n\n", "**", "[^1]", "[^1]: ", "^[", "](", "{.着重}", "::: 落款\n", ":::\n", "---\n"),
    *("|--|\n", "| 甲 |\n", "（一）", "第一条 ", "1. ", "> ", "- ", "    ", "![", "图/甲.png"),
    *("{width=2字}", "{甲|jiǎ}", "<b>", "```\n", "表：", "&#8203;", "===\n", "\u200b", "😀"),
    *("title: ", "题名\n", "status: pending\n", "date: ", "2004-02-30\n", "? ", "&a ", "!!x "),
]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ANYTHING = st.text(max_size=200) | st.binary(max_size=200)


def check(folder: Path) -> ReadResult | None:
    """Read a book, and look at everything that is said."""
    result, findings = None, ()
    try:
        result = read(folder)
        findings = result.findings
    except InputError as error:
        findings = error.findings
        assert findings
    for found in findings:
        check_place(found, folder)
        assert render(found, "zh") and render(found, "en")
    return result


def check_place(found: Finding, folder: Path) -> None:
    assert found.place is not None
    data = (folder / found.place.file).read_bytes()
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert 0 <= found.place.line <= lines, found


def lines_of(blocks: tuple[Block, ...]) -> list[int]:
    return [line for b in blocks for line in (b.place.line, *lines_of(b.children))]


@pytest.mark.slow
@given(MARKDOWN)
@example("[^1]: 甲\n[^1")
@example("::: 落款\n::: 落款\n:::")
def test_any_body(body):
    with tempfile.TemporaryDirectory() as folder:
        result = check(make_book(Path(folder), entries={"甲.md": entry(body)}))
        if result:
            made = result.manuscript.entries[0]
            count = entry(body).count("\n") + 1
            for line in lines_of(made.body + tuple(b for n in made.notes for b in n.blocks)):
                assert 4 <= line <= count


@pytest.mark.slow
@given(MARKDOWN | ANYTHING)
def test_any_entry_file(data):
    with tempfile.TemporaryDirectory() as folder:
        check(make_book(Path(folder), files={"content/甲.md": data}))


@pytest.mark.slow
@given(MARKDOWN | ANYTHING)
def test_any_book_file(data):
    with tempfile.TemporaryDirectory() as folder:
        check(make_book(Path(folder), files={"content/book.yaml": data}))


WORDS = st.sampled_from(
    ["1", "0", "3-1", "1,2", "2，", "甲.md", "上篇", "book", "preface", "contents", "document",
     "乙", "a/b", "甲", " ", "-", "９", "1" * 5000]
) | st.text(max_size=9) | st.none() | st.integers()  # fmt: skip
BOOKLET_KEYS = ["name", "title", "subtitle", "part", "parts", "entries", "kind", "folios", "front"]


@pytest.mark.slow
@given(st.lists(WORDS | st.dictionaries(
    st.sampled_from(BOOKLET_KEYS) | st.text(max_size=3),
    WORDS | st.lists(WORDS, max_size=3) | st.dictionaries(WORDS, WORDS, max_size=2),
), max_size=4) | WORDS)  # fmt: skip
def test_any_booklets(booklets):
    with tempfile.TemporaryDirectory() as folder:
        check(make_book(Path(folder), book={"booklets": booklets}))


@pytest.mark.slow
@given(st.dictionaries(st.text(max_size=8), st.recursive(
    st.text(max_size=9) | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
), max_size=4))  # fmt: skip
def test_any_keys(keys):
    with tempfile.TemporaryDirectory() as folder:
        check(make_book(Path(folder), book=keys, entries={"甲.md": entry(**keys)}))


PLAIN = st.lists(
    st.text(st.characters(whitelist_categories=("Lo", "Lu", "Ll")), min_size=1, max_size=20),
    min_size=1,
    max_size=8,
)


class _NoPictures:
    def find(self, written: str, report: Reporter, line: int) -> str:
        return f"content/{written}"


def body_of(text: str) -> tuple[tuple[Block, ...], tuple[Note, ...], list[Finding]]:
    report = Reporter("甲.md")
    blocks, notes = read_body(text, report, _NoPictures(), {})  # type: ignore[arg-type]
    return blocks, notes, report.findings


@pytest.mark.slow
@given(PLAIN)
def test_no_word_is_lost(paragraphs):
    """Letters and Han have no meaning in Markdown: all of them come out, in order."""
    blocks, _, _ = body_of("\n\n".join(paragraphs))
    assert [plain(block.inlines) for block in blocks] == paragraphs


def letters(nodes: tuple[Inline, ...]) -> str:
    return "".join(
        node.text + letters(node.children) for node in nodes if node.kind is not InlineKind.NOTE
    )


def all_letters(blocks: tuple[Block, ...]) -> str:
    return "".join(letters(block.inlines) + all_letters(block.children) for block in blocks)


@pytest.mark.slow
@given(st.lists(st.sampled_from([p for p in PIECES if p not in "<!&"]), max_size=40).map("".join))
def test_text_is_kept_or_reported(text):
    """Han that is neither in blocks nor in notes was reported."""
    blocks, notes, findings = body_of(text)
    kept = all_letters(blocks) + "".join(all_letters(note.blocks) for note in notes)
    if text.count("乙") != kept.count("乙"):
        assert findings, text


HOSTILE = {
    "brackets": "[" * 1_000_000,
    "brackets in paragraphs": ("[" * 790 + "\n\n") * 50,
    "quotes": ">" * 1_000_000,
    "lists": "".join(" " * depth + "- 甲\n" for depth in range(1200)),
    "notes": "[^1]:" * 200_000,
    "boxes": "::: 落款\n" * 20_000,
    "ticks": "`".join("a" * size for size in range(1200)),
    "bars": "|" * 1_000_000,
    "stars": ("*甲" * 700 + "\n\n") * 20,
    "braces": "{甲|" * 250_000,
    "raised": "^甲" * 400_000,
    "sentence": "（一）" + "甲" * 50_000 + "。乙",
    "backslashes": "\\" * 1_000_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_costs_no_more_than_its_size(text):
    start = time.process_time()
    body_of(text)
    assert time.process_time() - start < 10


def test_nothing_is_read_outside_the_book(tmp_path, monkeypatch):
    """Whatever a manuscript names, no file beyond its folder is opened."""
    (tmp_path / "外.md").write_text(ENTRY, encoding="utf-8")
    folder = make_book(
        tmp_path / "书",
        entries={"甲.md": "![](../../外.md)\n\n![](/etc/hostname)\n\n[甲](../../外.md)"},
        book={"entries": ["甲.md", "../../外.md", "链.md"]},
    )
    (folder / "content" / "链.md").symlink_to(tmp_path / "外.md")
    opened = []
    plain_open = os.open

    def watched(path, *args, **kwargs):
        handle = plain_open(path, *args, **kwargs)
        opened.append(Path(f"/proc/self/fd/{handle}").resolve())
        return handle

    monkeypatch.setattr(os, "open", watched)
    with pytest.raises(InputError):
        read(folder)
    assert opened
    assert all(path.is_relative_to(folder.resolve()) for path in opened)
