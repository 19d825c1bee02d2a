"""From a page of the finished book to its line in the manuscript."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.books import make_book
from tests.pressing import press


@pytest.mark.slow
def test_a_page_begins_with_the_words_of_the_line_that_is_told(tmp_path: Path) -> None:
    body = "\n\n".join(f"第{n}段的话在这里。" + "字" * (n % 90) for n in range(100, 190))
    book = make_book(
        tmp_path / "b",
        {"甲.md": body},
    )
    made = press(book, tmp_path / "b.pdf")
    record = json.loads(made.output.with_suffix(".json").read_text("utf-8"))
    lines = (book / "content" / "甲.md").read_text("utf-8").split("\n")
    pages = PdfReader(made.output).pages
    told = [s for s in record["sources"] if s["file"] == "content/甲.md" and s["line"] > 1]
    assert len(told) >= 4
    for source in told:
        shown = "".join(pages[source["page"] - 1].extract_text().split())
        words = lines[source["line"] - 1]
        # The page may begin in the midst of the paragraph: then it shows its end.
        assert words[:8] in shown or words[-8:] in shown
        others = [line for line in lines[: source["line"] - 1] if line.startswith("第")]
        assert all(line[:8] not in shown for line in others)
