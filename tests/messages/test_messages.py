"""The words: in the language the locale asks for, with their parameters filled in."""

from collections.abc import Mapping

import pytest

from huozi.messages import catalogue, locale_language, render, say
from huozi.values.manuscript import Place, finding


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "ZH_cn"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LANG": "C"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_locale_is_asked_in_the_order_of_posix(
    monkeypatch, environment: Mapping[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert locale_language() == language


def test_parameters_are_filled_in() -> None:
    assert say("checked", "en", entries=70, warnings=2) == "70 entries, 2 warnings"
    assert say("checked", "zh", entries=70, warnings=2) == "共 70 篇，2 条提醒"


def test_a_code_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no-such-code", "en")


def test_a_finding_begins_with_its_place() -> None:
    found = finding("target-missing", Place("content/a.md", 7), target="b")
    assert render(found, "en").startswith("content/a.md:7: ")
    assert render(found, "zh").startswith("content/a.md:7: ")
    assert not render(finding("target-missing", target="b"), "en").startswith(":")


def test_what_a_manuscript_says_is_not_read_as_a_format() -> None:
    """Braces of a title stay braces."""
    found = finding("target-missing", target="{place.__class__} {0} {")
    assert "{place.__class__} {0} {" in render(found, "en")


def test_a_list_is_joined_as_the_language_does() -> None:
    found = finding("unknown-key", Place("a.md", 1), found="x", known=("title", "date"))
    assert "title, date" in render(found, "en")
    assert "title、date" in render(found, "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_told_is_one_line_that_commands_no_terminal(language: str) -> None:
    name = "x\x1b[31m\n\u202ey\x9b\udcff\u3000z.md"
    found = finding("not-listed", Place(name, 1), path=name)
    told = render(found, language)
    assert told.startswith("x\\x1b[31m\\n\\u202ey\\x9b\\udcff\u3000z.md:1: ")
    assert told.replace("\u3000", "").isprintable()
    assert say("watching", language, folder="a\x07").count("\\x07") == 1


def test_what_is_quoted_ends_before_a_tab_as_nobody_can_search_for_one() -> None:
    assert "“姓名…”" in render(finding("tab-table", Place("a.md", 1), found="姓名\t单位"), "zh")
    assert "“甲…”" in render(finding("tab-table", Place("a.md", 1), found="\t甲"), "zh")


def test_both_languages_say_the_same_things() -> None:
    assert catalogue("zh").keys() == catalogue("en").keys()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_message_can_be_filled_in(language: str) -> None:
    """A stray brace would turn an error into a bug report."""

    class Anything(dict):
        def __missing__(self, name: str) -> str:
            return "x"

    for code, message in catalogue(language).items():
        assert message.format_map(Anything()), code


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_message_calls_out(language: str) -> None:
    for code, message in catalogue(language).items():
        assert not message.endswith(("!", "！", ".", "。")), code
