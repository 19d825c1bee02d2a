"""`huozi new`: what it writes is a book, in either language."""

import json
import os
import subprocess
import time

import pytest

from huozi.jobs.check import check_book
from huozi.jobs.new import begin_book, kinds
from huozi.values.errors import UsageError
from tests.shell import DONE, USAGE, caller

LANGUAGES = ("zh", "en")


@pytest.fixture
def run(monkeypatch, capsys):
    return caller(monkeypatch, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_a_book_without_a_finding(kind, language, tmp_path) -> None:
    begin_book(tmp_path / "书", kind, "", language)
    checked = check_book(tmp_path / "书")
    assert checked.findings == ()
    assert checked.manuscript.book.title == "书"


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds())
def test_both_languages_are_the_same_book(kind, tmp_path) -> None:
    said = []
    for language in LANGUAGES:
        begin_book(tmp_path / language, kind, "春与秋", language)
        made = check_book(tmp_path / language).manuscript
        said.append((made.style, made.format, [one.kind for one in made.front], [
            (part.title, [entry.title for entry in part.entries]) for part in made.parts
        ]))  # fmt: skip
    assert said[0] == said[1]


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds())
def test_the_rules_of_proofreading_have_nothing_to_say(run, kind, tmp_path) -> None:
    begin_book(tmp_path, kind, "", "zh")
    said = run("proofread", "--book", tmp_path, "--format", "json")
    assert (said.code, json.loads(said.out)["alarms"]) == (DONE, [])


@pytest.mark.slow
def test_it_is_made_without_a_finding(run, tmp_path) -> None:
    assert run("new", tmp_path / "b", "--kind", "technical", lang="zh_CN.UTF-8").code == DONE
    made = run("book", "--book", tmp_path / "b")
    record = json.loads((tmp_path / "b" / "output" / "book.json").read_text())
    assert (made.code, record["findings"]) == (DONE, [])


@pytest.mark.slow
@pytest.mark.parametrize("title", ["有“引号”: 和冒号", "a, b", "C# 入门", "- 一"])
def test_a_title_may_hold_what_yaml_would_take_for_itself(title, tmp_path) -> None:
    begin_book(tmp_path, "report", title, "zh")
    checked = check_book(tmp_path)
    assert checked.findings == ()
    assert checked.manuscript.book.title == title


@pytest.mark.parametrize("title", ["书" * 61, "一\n二", "\x07"])
def test_what_can_be_no_title_is_refused(title, tmp_path) -> None:
    with pytest.raises(UsageError) as refused:
        begin_book(tmp_path / "b", "report", title, "zh")
    assert [one.code for one in refused.value.findings] == ["new-title"]
    assert not (tmp_path / "b").exists()


def test_a_folder_that_holds_something_is_left_as_it_is(run, tmp_path) -> None:
    (tmp_path / "稿").write_text("我的稿子")
    said = run("new", tmp_path)
    assert said.code == USAGE
    assert str(tmp_path) in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["稿"]
    assert run("new", tmp_path / "稿").code == USAGE


@pytest.mark.parametrize(
    ("language", "names"), [("zh", ("预览", "成书")), ("en", ("preview", "finish"))]
)
def test_launchers_can_be_run(language, names, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    begin_book(tmp_path, "report", "书", language)
    for name in names:
        launcher = tmp_path / name
        assert os.access(launcher, os.X_OK)
        subprocess.run(["sh", "-n", launcher], check=True)


@pytest.mark.slow
def test_the_launcher_makes_the_book_and_opens_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    begin_book(tmp_path / "书 一", "report", "", "zh")
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/opened"\n')
    opener.chmod(0o755)
    path = f"{opener.parent}:{os.environ['PATH']}"
    subprocess.run(
        [tmp_path / "书 一" / "预览"], cwd="/", check=True, input=b"\n", capture_output=True,
        env={**os.environ, "PATH": path},
    )  # fmt: skip
    assert (tmp_path / "书 一" / "output" / "book.pdf").exists()
    for _ in range(6000):  # who opens goes on by itself
        if (tmp_path / "opened").exists() and (tmp_path / "opened").read_text():
            break
        time.sleep(0.02)
    assert (tmp_path / "opened").read_text().strip() == "output/book.pdf"


@pytest.mark.slow
def test_on_a_desktop_without_a_viewer_the_path_is_told(run, tmp_path, monkeypatch) -> None:
    begin_book(tmp_path / "b", "report", "书", "en")
    monkeypatch.setattr("huozi.cli.options.shutil.which", lambda name: None)
    said = run("book", "--book", tmp_path / "b", "--open")
    assert said.code == DONE
    assert "book.pdf" in said.err


def test_for_a_mac_launchers_are_commands(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    names = begin_book(tmp_path, "report", "书", "zh")
    assert {"预览.command", "成书.command"} <= set(names)
    assert "预览.command" in (tmp_path / "content" / "README.md").read_text("utf-8")


@pytest.mark.slow
def test_a_picture_that_is_missing_in_a_line_beside_one_that_is_there(run, tmp_path) -> None:
    begin_book(tmp_path, "compilation", "", "zh")
    text = tmp_path / "content" / "文章.md"
    text.write_text(text.read_text("utf-8") + "\n见 ![](图/没有.png) 处\n", encoding="utf-8")
    codes = [found.code for found in check_book(tmp_path).findings]
    assert codes[0] == "missing-image"
