"""Names of files from titles."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.jobs.manuscripts.names import FileNames, stem_of


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("活字房借还办法", "活字房借还办法"),
        ("关于做好旧版片清点工作的通知（试行）", "关于做好旧版片清点工作的通知（试行）"),
        ("京平发〔2004〕26号", "京平发〔2004〕26号"),
        ("实施“三强工程”，推进农村", "实施“三强工程”，推进农村"),
        ("甲/乙: 丙?", "甲-乙-丙"),
        ("../../etc/passwd", "etc-passwd"),
        (" .前言. ", "前言"),
        ("con", "稿件-con"),
        ("readme", "稿件-readme"),
        ("", "稿件"),
        ("\u200b\ufeff", "稿件"),
        ("活" * 90, "活" * 48),
        ("图![x](y)", "图-x-y"),
    ],
)
def test_a_title_gives_a_name(title: str, stem: str) -> None:
    assert stem_of(title) == stem


@given(st.text())
def test_any_title_gives_a_name_that_every_system_can_hold(title: str) -> None:
    stem = stem_of(title)
    assert stem and stem == stem_of(stem)
    assert len(f"{stem}-999.md".encode()) < 255
    assert not set(stem) & set('\\/:*?"<>|#[](){}\0\n ')
    assert not stem.startswith((".", "-")) and unicodedata.is_normalized("NFC", stem)


def test_no_two_names_are_the_same_on_any_system() -> None:
    names = FileNames(["甲.md", "ABC.md", "篇/乙.md"])
    assert names.new("甲", ".md") == "甲-2.md"
    assert names.new("甲", ".md") == "甲-3.md"
    assert names.new("abc", ".md") == "abc-2.md"
    assert names.new("乙", ".md") == "乙.md"
    assert names.new("乙", ".md", "篇") == "篇/乙-2.md"
