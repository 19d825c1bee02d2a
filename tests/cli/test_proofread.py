"""`build.py proofread`: what is told, in each form; what is changed, and what is not."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from huozi.messages import catalogue, say
from huozi.proofread.kept import NAMES_RULE, OWN_RULE
from huozi.proofread.rules import rules
from huozi.proofread.values import Grade
from huozi.read.syntax import MAX_PARAGRAPH
from tests.books import entry, make_book
from tests.shell import DONE, INPUT, USAGE, Said, caller

Call = Callable[..., Said]
RULINGS = "content/审校.yaml"
ENTRIES = {
    "甲.md": entry(
        "他说,好。\n\n## 一、题(试行)\n\n见**甲,乙**和[丙,丁](乙.md)。\n", title="甲,文"
    ),
    "乙.md": entry("08年，工作开始。\n\n他说,好[^1]。\n\n[^1]: 注,文。\n"),
}


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(monkeypatch, capsys)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "书", ENTRIES, {"front": [{"preface": "前言.md"}]},
                     {"content/前言.md": entry("前言,完。\n", title="前言")})  # fmt: skip


def decided(book: Path, text: str) -> None:
    (book / RULINGS).write_text(text, encoding="utf-8")


def texts(book: Path) -> Mapping[Path, bytes]:
    return {path: path.read_bytes() for path in sorted((book / "content").rglob("*.*"))}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_words_of_its_own_in_both_languages(language: str) -> None:
    ids = [rule.id for rule in rules()] + [OWN_RULE, NAMES_RULE]
    said = [catalogue(language).get(name) for name in ids]
    assert None not in said
    assert len(set(said)) == len(ids)
    assert all(say(f"grade-{grade.value}", language) for grade in Grade)


def test_alarms_are_told_by_rule_and_entry_with_places_that_can_be_opened(
    book: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(book)
    monkeypatch.chdir(book.parent)
    said = call("proofread", "--book", "书", lang="zh_CN.UTF-8")
    assert said.code == DONE
    lines = said.out.splitlines()
    heads = [line.split()[0] for line in lines if line[:1].isalpha() and line[1:2].isdigit()]
    assert heads == ["P01", "P02", "N02"]  # what is wrong before what is doubtful
    assert "    书/content/甲.md:4:3　…他说⟦,⟧好。…　→ ，" in lines
    assert "    书/content/甲.md:8:5　…见甲⟦,⟧乙和丙,丁。…　→ ，" in lines
    assert "    书/content/乙.md:4:1　…⟦08年⟧，工作开始。…" in lines
    assert "错 9、疑 1、议 0" in lines[-1]
    assert texts(book) == before


def test_only_the_rules_and_entries_of_a_call_are_told(book: Path, call: Call) -> None:
    def rows(*args: str) -> list[tuple[str, str]]:
        said = call("proofread", "--book", book, "--format", "json", *args)
        found = json.loads(said.out)["alarms"]
        return [(row["rule"], Path(row["file"]).name) for row in found]

    assert set(rows("--rules", "N")) == {("N02", "乙.md")}
    assert {rule for rule, _ in rows("--rules", "p02,N02")} == {"P02", "N02"}
    assert {file for _, file in rows("2")} == {"乙.md"}
    assert {file for _, file in rows("甲.md", "前言.md")} == {"甲.md", "前言.md"}
    assert {file for _, file in rows(str(book / "content" / "甲.md"))} == {"甲.md"}
    assert rows("--rules", "P12") == []
    assert call("proofread", "--book", book, "--rules", "Q").code == USAGE
    assert "P20" in call("proofread", "--book", book, "--rules", "P200").err
    assert call("proofread", "--book", book, "3").code == USAGE
    assert call("proofread", "--book", book, "丙.md").code == USAGE


def test_alarms_change_no_exit_code_unless_it_is_asked(book: Path, call: Call) -> None:
    assert call("proofread", "--book", book).code == DONE
    assert call("proofread", "--book", book, "--strict").code == INPUT
    assert call("proofread", "--book", book, "--strict", "--rules", "P22").code == DONE


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("book.yaml", b"title: ["),
        ("book.yaml", "title: 书\nentries: [甲.md]\n".encode()),  # another one lies there
        ("乙.md", "---\ntitle: 题\n---\n文".encode("gb18030")),
        ("乙.md", f"---\ntitle: 题\n---\n{'他说,好。' * MAX_PARAGRAPH}".encode()),  # left out
    ],
)
def test_a_text_that_was_not_read_is_not_taken_for_read(
    book: Path, call: Call, file: str, data: bytes
) -> None:
    (book / "content" / file).write_bytes(data)
    said = call("proofread", "--book", book)
    assert said.code == INPUT
    assert said.out == ""


def test_a_book_that_can_be_read_is_proofread_though_it_can_not_be_made(
    book: Path, call: Call
) -> None:
    path = book / "content" / "乙.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n甲<b>乙\n", encoding="utf-8")
    said = call("proofread", "--book", book)
    assert said.code == DONE
    assert "P01" in said.out
    assert "1 errors" in said.err


def test_a_forge_gets_a_line_for_each_alarm(book: Path, call: Call) -> None:
    path = book / "content" / "乙.md"
    path.rename(book / "content" / "乙,1.md")
    yaml = book / "content" / "book.yaml"
    yaml.write_text(
        yaml.read_text(encoding="utf-8").replace("乙.md", "'乙,1.md'"), encoding="utf-8"
    )
    said = call("proofread", "--book", book, "--format", "github", "--rules", "N02")
    assert said.out.startswith("::warning file=")
    assert (
        f"/content/乙%2C1.md,line=4,col=1,endColumn=4,title=N02::08年 {say('N02', 'en')}\n"
        in said.out
    )


def test_json_tells_all_of_an_alarm(book: Path, call: Call) -> None:
    made = json.loads(call("proofread", "--book", book, "1", "--format", "json").out)
    assert made["summary"]["rules"] == {"P01": 4, "P02": 2}
    row = made["alarms"][-1]
    assert row == {
        "rule": "P01", "grade": "wrong", "file": str(book / "content" / "甲.md"), "line": 8,
        "column": 12, "length": 1, "entry": "甲,文", "before": "见甲,乙和丙", "words": ",",
        "after": "丁。", "of": "",
        "instead": "，", "fixes": True, "source": "GB/T 15834-2011, 5.1.2",
        "says": {language: say("P01", language) for language in ("zh", "en")},
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_the_page_shows_each_alarm_in_its_sentence(book: Path, call: Call, language: str) -> None:
    path = book / "content" / "乙.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n前句。他说,<https://a.cn>好！后句。\n", encoding="utf-8")
    target = book.parent / "页.html"
    said = call("proofread", "--book", book, "--format", "html", "-o", target, lang=language)
    assert said.code == DONE
    assert str(target) in said.out
    page = target.read_text(encoding="utf-8")
    sentence = "<span>他说</span><mark>,</mark><span>https://a.cn好！</span>"
    assert sentence in page
    assert say("P01", language[:2]) in page
    assert "<script" not in page
    assert call("proofread", "--book", book, "--format", "html", "-q").words == ""
    assert (book / "output" / "审校.html").is_file()
    assert call("proofread", "--book", book, "--format", "html", "-o", "甲.md").code == USAGE
    assert call("proofread", "--book", book, "-o", target).code == USAGE


# ---------------------------------------------------------------------------- decisions


def test_what_was_decided_is_not_told_again_and_a_stale_exception_is(
    book: Path, call: Call
) -> None:
    decided(book, "exceptions:\n  - {rule: N02, text: 08年, reason: 照录}\n"
                  "  - {rule: P02, text: （旧）, reason: 照录}\nterms: ['说,好']\n")  # fmt: skip
    said = call("proofread", "--book", book)
    assert "N02" not in said.out
    assert "说⟦,⟧好" not in said.out
    assert "3 that 审校.yaml keeps" in said.out
    assert f"{RULINGS}:3:23: " in said.err  # the text that meets nothing
    assert "（旧）" in said.err
    assert call("proofread", "--book", book, "1").err == ""  # of a part nobody knows
    assert call("proofread", "--book", book, "--rules", "N02").err == ""


def test_lists_of_the_office_say_who_answers_for_them(book: Path, call: Call) -> None:
    decided(book, "lists:\n  - name: 表\n    who: 张三\n    date: 2026-01-05\n"
                  "    words: {开始: 开展}\n")  # fmt: skip
    said = call("proofread", "--book", book, "--rules", "H")
    assert "工作⟦开始⟧。…  → 开展 (表（张三，2026-01-05）)" in said.out


def test_decisions_that_can_not_be_read_stop_with_their_line(book: Path, call: Call) -> None:
    decided(book, "exceptions:\n  - {rule: X99, text: 甲, reason: 乙}\n")
    said = call("proofread", "--book", book)
    assert said.code == INPUT
    assert f"{RULINGS}:2:" in said.err


def test_decisions_are_no_text_of_the_book(book: Path, call: Call) -> None:
    before = call("check", "--book", book)
    decided(book, "exceptions: [")
    assert call("check", "--book", book) == before


# ---------------------------------------------------------------------------- changes


def test_a_patch_changes_nothing_and_can_be_applied(book: Path, call: Call) -> None:
    before = texts(book)
    said = call("proofread", "--book", book, "--patch")
    assert said.code == DONE
    assert texts(book) == before
    assert "-他说,好。\n+他说，好。\n" in said.out
    patch = shutil.which("patch")
    assert patch is not None
    subprocess.run([patch, "-p1", "-s"], cwd=book, input=said.out, text=True, check=True)
    again = call("proofread", "--book", book)
    assert "P0" not in again.out


@pytest.mark.parametrize("sign", ["\r", "\r\n", "\u2028", "\x85", "\x0c"])
def test_a_patch_parts_lines_where_others_do(tmp_path: Path, call: Call, sign: str) -> None:
    text = entry(f"他说,好。{sign}又说,好。\n\n第三,段", title="题").replace("\n", "\r\n")
    book = make_book(tmp_path, {"甲.md": ""})
    path = book / "content" / "甲.md"
    path.write_bytes(text.encode())
    said = call("proofread", "--book", book, "--patch")
    patch = shutil.which("patch")
    assert patch is not None
    subprocess.run([patch, "-p1", "-s", "--binary"], cwd=book, input=said.out.encode(), check=True)
    assert path.read_bytes() == text.replace(",", "，").encode()


def test_what_is_accepted_is_shown_and_made_and_nothing_else(book: Path, call: Call) -> None:
    path = book / "content" / "乙.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = texts(book)
    said = call("proofread", "--book", book, "--accept", "P01", lang="zh_CN.UTF-8")
    assert said.code == DONE
    assert "+见**甲，乙**和[丙，丁](乙.md)。\n" in said.out
    assert "已照改 7 处，涉及 3 个文件" in said.err
    assert '- {page: "", kind: "标点", wrong: ",", right: "，", rule: "P01"}' in said.err
    after = texts(book)
    for file, old in before.items():
        if file.suffix == ".md":
            assert after[file] == old.replace(b",", "，".encode())
        else:
            assert after[file] == old
    assert call("proofread", "--book", book, "--rules", "P01").out.startswith("1 rules")


def test_what_is_kept_is_not_changed(book: Path, call: Call) -> None:
    decided(book, "terms: ['说,好']\n")
    call("proofread", "--book", book, "--accept", "P01")
    assert "他说,好。" in (book / "content" / "甲.md").read_text(encoding="utf-8")


def test_a_change_that_would_be_read_otherwise_is_left(tmp_path: Path, call: Call) -> None:
    """The title would no longer be that of its lines."""
    book = make_book(tmp_path, {
        "甲.md": entry("他说,好。\n", title="甲,乙", title_lines=["甲,", "乙"]),
        "乙.md": entry("他说,好。\n"),
    })  # fmt: skip
    before = texts(book)
    said = call("proofread", "--book", book, "--accept", "P01")
    assert said.code == DONE
    changed = {path.name for path, text in texts(book).items() if text != before[path]}
    assert changed == {"乙.md"}
    assert "2 need a person" in said.err
    assert f"{book}/content/甲.md:1 P01 ," in said.err


def test_rules_that_need_a_person_can_not_be_accepted(book: Path, call: Call) -> None:
    before = texts(book)
    said = call("proofread", "--book", book, "--accept", "P01,N02")
    assert said.code == USAGE
    assert "N02" in said.err
    assert texts(book) == before
    assert call("proofread", "--book", book, "--patch", "--accept", "P01").code == USAGE
