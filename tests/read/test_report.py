"""Near guesses: a wrong one is worse than none."""

import pytest

from huozi.read.report import nearest, nearest_file


@pytest.mark.parametrize(
    ("found", "known", "near"),
    [
        ("a.md", ("A.MD", "ab.md"), "A.MD"),
        ("前.md", ("前言.md", "甲.md"), "前言.md"),
        ("图/甲.png", ("甲.png", "乙.png"), "甲.png"),  # in another folder
        ("甲.png", ("图/甲.png", "照片/甲.png"), ""),  # which of the two?
        ("图/没.png", ("图/甲.png", "图/乙.png"), ""),  # the folder is no likeness
        ("通知1.md", ("通知2.md",), ""),  # another number is another file
        ("第三章.md", ("第二章.md",), ""),
        ("平谷区通知.md", ("平谷区通告.md", "平谷区通报.md"), ""),  # equally alike
        ("甲.md", ("甲.md",), ""),
        ("图\\甲.png", ("图/甲.png", "图/乙.png"), "图/甲.png"),
        ("C:\\我的书\\图\\甲.png", ("图/甲.png", "图/乙.png"), "图/甲.png"),
        ("“甲.md”", ("甲.md", "乙.md"), "甲.md"),
        ("Cafe\u0301.md", ("Café.md",), "Café.md"),
    ],
)
def test_a_file_is_suggested_only_when_it_is_plain_which(found, known, near):
    assert nearest_file(found, known) == near


def test_a_name_is_no_guess_for_itself():
    assert nearest("索引", ("索引", "qwzx")) == ""
