"""Scripts that can't be set are refused; others are set, and found again."""

from pathlib import Path

import pypdfium2
import pytest

from huozi.read.report import Reporter
from huozi.read.scripts import can_not_be_set, check_scripts
from tests.books import PNG, entry, make_book
from tests.pressing import press, refused


@pytest.mark.parametrize(
    ("typed", "code", "script", "count"),
    [
        ("السلام عليكم", "script-bidi", "Arabic", "1"),
        ("שלום和שלום", "script-bidi", "Hebrew", "2"),
        ("ئۇيغۇرچە", "script-bidi", "Arabic", "1"),
        ("ᠮᠣᠩᠭᠣᠯ", "script-vertical", "Mongolian", "1"),
        ("བོད་ཡིག", "script-shaped", "Tibetan", "1"),
        ("ภาษาไทย", "script-shaped", "Thai", "1"),
        ("हिन्दी", "script-shaped", "Devanagari", "1"),
    ],
)
def test_what_can_not_be_set_is_refused_at_its_place(
    tmp_path: Path, typed: str, code: str, script: str, count: str
) -> None:
    found = refused(make_book(tmp_path, {"甲.md": entry(f"第一行。\n\n这里有{typed}。\n")}))
    (one,) = [found for found in found if found.code == code]
    assert (one.place.file, one.place.line, one.place.column) == ("content/甲.md", 6, 4)
    assert dict(one.params)["script"] == script
    assert dict(one.params)["count"] == count


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("汉字 abc ひらがな", []),
        ("甲\nשלום", [("script-bidi", 2, 1, "Hebrew", "שלום", "1")]),
        ("ภาษา ไทย，ภาษา", [("script-shaped", 1, 1, "Thai", "ภาษา ไทย", "2")]),
        ("甲سلام，שלום", [
            ("script-bidi", 1, 2, "Arabic", "سلام", "1"),
            ("script-bidi", 1, 7, "Hebrew", "שלום", "1"),
        ]),
        ("ก" * 25, [("script-shaped", 1, 1, "Thai", "ก" * 24, "1")]),
    ],
)  # fmt: skip
def test_each_script_is_told_once_with_its_first_words(text: str, told: list) -> None:
    report = Reporter("甲.md")
    check_scripts(text, report)
    assert can_not_be_set(text) is bool(told)
    found = [(one.code, one.place, dict(one.params)) for one in report.findings]
    assert [
        (code, place.line, place.column, said["script"], said["found"], said["count"])
        for code, place, said in found
        if place
    ] == told


def test_in_a_title_too(tmp_path: Path) -> None:
    found = refused(make_book(tmp_path, {"甲.md": entry(title="שלום")}))
    assert ("script-bidi", 2) in {(one.code, one.place.line) for one in found}


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed", ["ひらがなとカタカナ、々", "한국어 단어", "[tʂʰuɑŋ˥˩] ŋ", "Ελληνικά и русский"]
)
def test_others_are_set_and_found(tmp_path: Path, typed: str) -> None:
    fonts = {"fallback": ["Noto Serif CJK SC", "DejaVu Sans"]}
    book = make_book(
        tmp_path, {"甲.md": entry(f"这里有 {typed} 这些字。\n")}, {"front": [], "fonts": fonts}
    )
    with pypdfium2.PdfDocument(press(book).output) as document:
        text = document[0].get_textpage().get_text_range()
    assert typed.replace(" ", "") in text.replace("\r\n", "").replace(" ", "")


def test_a_book_in_traditional_characters(tmp_path: Path) -> None:
    """「」 are quotation marks of their cells, and marks stand in the middle of theirs."""
    fonts = {
        "song": "Noto Serif CJK TC", "hei": "Noto Sans CJK TC", "latin": "Noto Serif CJK TC",
    }  # fmt: skip
    words = "他說：「這是『引號』，對嗎？」又說，「不對。」第一，第二；第三。"
    book = make_book(
        tmp_path, {"甲.md": entry(f"{words * 3}\n\n![會場](圖.png){{width=20mm}}\n", title="題名")},
        {"front": ["contents"], "language": "zh-TW", "fonts": fonts},
        {"content/圖.png": PNG},
    )  # fmt: skip
    made = press(book)
    with pypdfium2.PdfDocument(made.output) as document:
        assert "目錄" in document[0].get_textpage().get_text_range()
        lines = document[2].get_textpage().get_text_range().split("\r\n")
    assert words in "".join(lines)
    assert any(line.startswith("圖1") for line in lines)
    assert not [line for line in lines if line[:1] in "，。；」』？" and line]
    assert not [line for line in lines if line[-1:] in ("「", "『")]
