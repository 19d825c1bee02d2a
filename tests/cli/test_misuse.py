"""Calls that click refuses, told in Chinese and in English."""

import pytest

from tests.shell import USAGE


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        ("book x", "“x”是多出来的", "there is 'x' too much"),
        ("fonts a b", "“a”是多出来的", "there is 'a' too much"),
        ("check --book", "选项“--book”后面要写出值来", "'--book' wants a value behind it"),
        ("check --format xml", "“--format”没有“xml”这一种，只有：text、json、github、sarif",
         "'--format' can't be 'xml', only: text, json, github, sarif"),
        ("book --jobs x", "“--jobs”要 1 到 64 的整数，写的是“x”",
         "'--jobs' wants a whole number from 1 to 64, not 'x'"),
        ("room --port 99999", "“--port”要 0 到 65535 的整数，写的是“99999”",
         "'--port' wants a whole number from 0 to 65535, not '99999'"),
        ("impose --up a b.pdf", "“--up”要整数，写的是“a”", "'--up' wants a whole number, not 'a'"),
        ("import nowhere", "没有“nowhere”这个文件或文件夹", "there is no 'nowhere'"),
        ("new", "缺少“FOLDER”", "FOLDER is missing"),
        ("--jobs 2 book", "命令写在最前面，选项写在它后面：", "the command stands first"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_the_language_of_the_reader(huozi, call, zh, en) -> None:
    for language, told in (("zh_CN.UTF-8", zh), ("C.UTF-8", en)):
        said = huozi(*call.split(), lang=language)
        assert said.code == USAGE
        assert told in said.err


def test_a_call_that_makes_no_book_says_nothing_of_the_last_one(huozi, tmp_path) -> None:
    (tmp_path / "x").write_text("x")
    for call in (("new", str(tmp_path)), ("import", str(tmp_path), "--book", str(tmp_path))):
        said = huozi(*call, lang="C.UTF-8")
        assert "stopped: 1 to mend\n" in said.err and "last good book" not in said.err
    assert "last good book" in huozi("book", "--book", str(tmp_path), lang="C.UTF-8").err
