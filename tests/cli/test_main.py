"""The command line: words for people, exit codes for programs, and never a traceback."""

import re
import sys
from pathlib import Path

import pikepdf
import pytest

from huozi.cli import main as cli
from huozi.messages import catalogue
from huozi.values.style import UnitKind
from tests.books import entry, make_book
from tests.shell import DONE, INPUT, MACHINE, USAGE, Said

ROOT = Path(__file__).parents[2]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book", {"a.md": entry("正文。\n", title="甲")})


# ---------------------------------------------------------------------------- done


def test_a_book_is_made(huozi, book: Path) -> None:
    said = huozi("--book", book)
    assert said.code == DONE
    assert (book / "output" / "book.pdf").read_bytes().startswith(b"%PDF-")
    assert re.search(r"^\d+ pages in [\d.]+ s; .*甲.*not set before.*book\.pdf$", said.out)


@pytest.mark.slow
def test_book_is_the_default_command(huozi, book: Path) -> None:
    assert huozi("book", "--book", book).code == DONE
    assert "nothing had to be set again" in huozi("--book", book).out


def test_the_output_may_go_elsewhere(huozi, book: Path, tmp_path: Path) -> None:
    assert huozi("--book", book, "-o", tmp_path / "new" / "x.pdf").code == DONE
    assert (tmp_path / "new" / "x.pdf").is_file()
    assert (tmp_path / "new" / "x.json").is_file()
    assert not (book / "output" / "book.pdf").exists()


@pytest.mark.slow
def test_quiet_says_nothing(huozi, book: Path) -> None:
    assert huozi("--quiet", "--book", book) == Said(DONE, "", "")
    assert huozi("check", "-q", "--book", book) == Said(DONE, "", "")


def test_quiet_still_says_what_is_wrong(huozi, book: Path) -> None:
    (book / "content" / "a.md").write_text("---\ntitel: 甲\n---\n")
    said = huozi("--quiet", "--book", book)
    assert said.code == INPUT
    assert "titel" in said.err


@pytest.mark.slow
def test_explain_says_why_each_unit_was_set(huozi, book: Path) -> None:
    huozi("--book", book)
    (book / "content" / "a.md").write_text(entry("改过的正文。\n", title="甲"))
    assert "  甲: text changed\n" in huozi("--explain", "--book", book).out
    assert "  甲：" not in huozi("--explain", "--book", book).out


@pytest.mark.slow
def test_a_unit_without_a_title_is_called_what_it_is(huozi, book: Path) -> None:
    said = huozi("--explain", "--book", book, lang="zh_CN.UTF-8").out
    assert "  扉页：首次排版\n" in said and "  书眉和页码：首次排版\n" in said
    assert re.search(r"重排：扉页、目录、甲、书眉和页码（", said)
    change = entry("改过的正文。\n", title="甲")
    (book / "content" / "a.md").write_text(change)
    assert "  甲：文字有改动\n" in huozi("--explain", "--book", book, lang="zh_CN.UTF-8").out


@pytest.mark.slow
def test_warnings_are_told_and_do_not_stop_the_book(huozi, tmp_path: Path) -> None:
    document = {"kind": "document", "docno": "京平发〔2004〕26号"}
    files = {name: entry(title=name, **document) for name in ("a.md", "b.md")}
    book = make_book(tmp_path / "book", files)
    said = huozi("--book", book)
    assert said.code == DONE
    assert re.search(r"^warning: \S+/content/b\.md:[0-9:]+: ", said.err, re.MULTILINE)


def test_check_reads_and_makes_nothing(huozi, book: Path) -> None:
    said = huozi("check", "--book", book)
    assert (said.code, said.out) == (DONE, "1 entries, 0 warnings\n")
    assert not (book / "output").exists()


def test_a_log_gets_plain_lines(huozi, book: Path) -> None:
    said = huozi("--book", book)
    lines = said.err.splitlines()
    assert lines[0] == "1/5 reading"
    assert lines[-1] == "5/5 reading the book back"
    assert "\x1b" not in said.err
    assert "\r" not in said.err


@pytest.mark.parametrize("args", [["--help"], ["-h"], ["book", "--help"], ["check", "-h"]])
def test_help(huozi, args: list[str]) -> None:
    said = huozi(*args)
    assert said.code == DONE
    assert "Usage: build.py" in said.out


@pytest.mark.slow
def test_a_pdf_that_is_unfit_ends_with_1(huozi, book: Path) -> None:
    huozi("--book", book)
    pdf = book / "output" / "book.pdf"
    assert huozi("preflight", pdf, "--profile", "proof", "--signature", 16, "-q").code == INPUT
    assert huozi("preflight", pdf, "--profile", "proof").code == DONE


def test_a_stranger_who_is_no_pdf(huozi, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(GARBAGE)
    for command in (["preflight"], ["impose", "-o", tmp_path / "b.pdf"], ["diff", file]):
        said = huozi(*command, file)
        assert said.code == INPUT
        assert "a.pdf" in said.err
        assert "stopped: 1 to mend" in said.err


def test_version(huozi) -> None:
    said = huozi("--version")
    assert said.code == DONE
    assert re.search(r"\d+\.\d+", said.out)


# ---------------------------------------------------------------------------- the call is wrong


@pytest.mark.parametrize(
    "args",
    [
        ["--no-such-option"],
        ["bok"],
        ["book", "extra"],
        ["--jobs", "0"],
        ["--jobs", "many"],
        ["--output"],
        ["check", "--final"],
    ],
)
def test_a_wrong_call(huozi, book: Path, args: list[str]) -> None:
    said = huozi(*args)
    assert said.code == USAGE
    assert said.out == ""
    assert "--help" in said.err


@pytest.mark.parametrize("options", [["--book", "书"], ["--final"], ["-q", "--book=书"]])
def test_a_command_behind_its_options_is_told_how_to_stand(huozi, options: list[str]) -> None:
    said = huozi(*options, "check")
    assert said.code == USAGE
    assert f"check {' '.join(options)}" in said.err


def test_a_folder_without_a_book(huozi, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        for command in ("book", "check"):
            said = huozi(command, "--book", folder)
            assert said.code == USAGE
            assert "content/book.yaml" in said.err


def test_a_book_that_is_a_file(huozi, book: Path) -> None:
    assert huozi("--book", book / "content" / "book.yaml").code == USAGE


@pytest.mark.parametrize("name", ["content/book.yaml", "content/a.md", "x.json", "x"])
def test_only_a_pdf_can_be_the_output(huozi, book: Path, name: str) -> None:
    """The manuscript is a file too: a slip of the hand may not overwrite it."""
    before = (book / "content" / "book.yaml").read_bytes()
    said = huozi("--book", book, "-o", book / name)
    assert said.code == USAGE
    assert ".pdf" in said.err
    assert (book / "content" / "book.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "args",
    [
        ["book", "-o"], ["watch", "-o"], ["cover", "-o"], ["deliver", "--draft", "-o"],
        ["impose", "PDF", "-o"], ["diff", "PDF", "PDF", "--html"],
        ["preflight", "PDF", "--json"], ["preflight", "PDF", "--html"],
    ],
    ids=lambda args: args[0] + args[-1],
)  # fmt: skip
def test_no_command_writes_over_the_manuscript(huozi, book: Path, args: list[str]) -> None:
    pdf = book / "a.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(pdf)
    before = (book / "content" / "a.md").read_bytes()
    own = [] if "PDF" in args else ["--book", book]
    said = huozi(*(pdf if arg == "PDF" else arg for arg in args), book / "content" / "a.md", *own)
    assert said.code == USAGE
    assert (book / "content" / "a.md").read_bytes() == before
    assert "a.md" in said.err and "--help" not in said.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "entries", ["9" * 5000, "1-" + "9" * 30, "1,,2", "2-1", "1-10000,10001", "", "①"]
)
def test_entries_that_are_no_list(huozi, book: Path, entries: str) -> None:
    said = huozi("booklet", "--book", book, f"--entries={entries}")
    assert said.code == USAGE
    assert len(said.err) < 500


def test_entries_that_the_book_has_not(huozi, book: Path) -> None:
    said = huozi("booklet", "--book", book, "--entries", "1-9999")
    assert said.code == USAGE
    assert "no entry 9999;" in said.err
    assert len(said.err) < 500


@pytest.mark.parametrize("asked", [["--part={}"], ["{}"], ["--all-entries", "--name={}"]], ids=str)
def test_what_there_is_not_is_told_in_short(huozi, book: Path, asked: list[str]) -> None:
    said = huozi("booklet", "--book", book, *(arg.format("长" * 5000) for arg in asked))
    assert said.code == USAGE
    assert len(said.err) < 600


@pytest.mark.slow
@pytest.mark.parametrize("title", ["a\x07b", "\udcff", "一\n二", "a\u200bb", "长" * 101])
def test_a_title_that_cannot_be_printed(huozi, book: Path, title: str) -> None:
    said = huozi("booklet", "--book", book, "--entries", "1", "--title", title)
    assert said.code == USAGE
    assert "cannot be a title" in said.err


@pytest.mark.slow
@pytest.mark.parametrize("name", ["../x", "a/b", "---", "长" * 80, "a.b", "a\nb"])
def test_a_name_that_is_none_of_a_file(huozi, book: Path, name: str) -> None:
    assert huozi("booklet", "--book", book, "--entries", "1", f"--name={name}").code == USAGE


# ---------------------------------------------------------------------------- the input is wrong


GARBAGE = bytes(range(256)) * 4

BROKEN: dict[str, dict[str, bytes | str | None]] = {
    "no-entry": {"content/a.md": None},
    "empty-yaml": {"content/book.yaml": ""},
    "yaml-list": {"content/book.yaml": "- a\n- b\n"},
    "yaml-text": {"content/book.yaml": "just words"},
    "yaml-broken": {"content/book.yaml": "title: [\n"},
    "yaml-tag": {"content/book.yaml": "title: !!python/object/apply:os.system ['true']\n"},
    "yaml-alias": {"content/book.yaml": "a: &a [*a]\ntitle: *a\n"},
    "yaml-bomb": {
        "content/book.yaml": "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
        "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\ntitle: *c\n"
    },
    "yaml-numbers": {"content/book.yaml": "title: 3\nentries: 5\nfront: 7\nformat: 9\n"},
    "yaml-nulls": {"content/book.yaml": "title:\nentries:\nfront:\nparts:\n"},
    "yaml-deep": {"content/book.yaml": "title: " + "[" * 3000},
    "yaml-garbage": {"content/book.yaml": GARBAGE},
    "yaml-utf16": {"content/book.yaml": "title: 书".encode("utf-16")},
    "entry-garbage": {"content/a.md": GARBAGE},
    "entry-nul": {"content/a.md": "---\ntitle: 甲\n---\n正\x00文\n"},
    "entry-gbk": {"content/a.md": "---\ntitle: 甲\n---\n正文版权\n".encode("gbk")},
    "entry-no-front": {"content/a.md": "正文。\n"},
    "entry-open-front": {"content/a.md": "---\ntitle: 甲\n"},
    "entry-front-list": {"content/a.md": "---\n- a\n---\n正文。\n"},
    "entry-deep": {"content/a.md": "---\ntitle: 甲\n---\n" + "> " * 500 + "正文\n"},
    "entry-deep-emphasis": {"content/a.md": "---\ntitle: 甲\n---\n" + "*a " * 3000},
    "entry-brackets": {"content/a.md": "---\ntitle: 甲\n---\n" + "[" * 5000},
    "entry-html": {"content/a.md": "---\ntitle: 甲\n---\n<script>x</script>\n"},
    "entry-image-gone": {"content/a.md": "---\ntitle: 甲\n---\n![](gone.png)\n"},
    "entry-image-broken": {
        "content/a.md": "---\ntitle: 甲\n---\n![](b.png)\n", "content/b.png": b"\x89PNG\r\n\x1a\n",
    },
    "entry-image-outside": {"content/a.md": "---\ntitle: 甲\n---\n![](../../../etc/hostname)\n"},
    "entry-glyph": {"content/a.md": "---\ntitle: 甲\n---\n\U0001e800\n"},
    "entry-emoji": {"content/a.md": "---\ntitle: 甲\n---\n\U0001f600\n"},
    "entry-control": {"content/a.md": "---\ntitle: 甲\n---\n正\u202e文\x07\n"},
    "entry-surrogate": {"content/a.md": b"---\ntitle: x\n---\n\xed\xa0\x80\n"},
    "template-syntax": {"templates/article.html": "{% if %}"},
    "template-loop": {"templates/article.html": '{% include "article.html" %}'},
    "template-type": {"templates/article.html": "{{ entry.title + 1 }}"},
    "template-garbage": {"templates/article.html": GARBAGE},
    "style-syntax": {"styles/article.css": "h1 {} }"},
    "style-garbage": {"styles/article.css": GARBAGE},
    "style-address": {"styles/article.css": "p { background: url(http://127.0.0.1/x) }"},
    "style-cycle": {"styles/article.css": '@import "article.css";'},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("broken", BROKEN, ids=BROKEN)
def test_broken_files_end_in_words(huozi, book: Path, broken: str) -> None:
    """Exit code 1, a place, and no half-made book; the program itself is never to blame."""
    for name, data in BROKEN[broken].items():
        path = book / name
        path.parent.mkdir(exist_ok=True)
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
    said = huozi("--book", book)
    assert said.code == INPUT, said.err
    told = re.search(r"^error: \S*/(content|styles|templates)[/:]", said.err, re.MULTILINE)
    assert told, said.err
    assert "stopped: " in said.err
    assert not (book / "output" / "book.pdf").exists()


def test_everything_that_is_wrong_is_told_in_one_run(huozi, tmp_path: Path) -> None:
    book = make_book(
        tmp_path,
        {
            "a.md": "---\ntitel: 甲\n---\n",
            "b.md": entry("![](gone.png)\n", title="乙"),
            "c.md": entry("(一)<b>x</b>\n", title="丙", date="2010-02-30"),
        },
    )
    said = huozi("check", "--book", book)
    assert said.code == INPUT
    for name in "abc":
        assert f"content/{name}.md:" in said.err
    assert f"\n{said.err.count('error: ')} to mend" in said.err


def test_a_pending_entry_stops_a_final_book(huozi, tmp_path: Path) -> None:
    book = make_book(
        tmp_path, {"a.md": entry("", title="待收篇", status="pending", reserve_pages=2)}
    )
    assert huozi("--book", book).code == DONE
    before = (book / "output" / "book.pdf").read_bytes()
    said = huozi("--final", "--book", book)
    assert said.code == INPUT
    assert "content/a.md" in said.err
    assert "待收篇" in said.err
    assert (book / "output" / "book.pdf").read_bytes() == before


# ---------------------------------------------------------------------------- the machine


def test_a_missing_font_names_the_family_and_what_to_run(huozi, tmp_path: Path) -> None:
    book = make_book(tmp_path, book={"fonts": {"song": "No Such Font"}})
    said = huozi("--book", book)
    assert said.code == MACHINE
    assert "No Such Font" in said.err
    assert "apt-get install" in said.err or "fonts:" in said.err


def test_a_font_of_the_house_names_its_package(huozi, book: Path, monkeypatch) -> None:
    monkeypatch.setattr("huozi.fonts.machine._COMMAND", ("true",))
    said = huozi("--book", book)
    assert said.code == MACHINE
    assert "apt-get install fonts-noto-cjk" in said.err
    assert "apt-get install fonts-lxgw-wenkai" in said.err


def test_a_disk_that_refuses(huozi, book: Path) -> None:
    (book / "output").write_text("a file where a folder should be")
    said = huozi("--book", book)
    assert said.code == MACHINE
    assert "the system refused" in said.err


def test_a_fault_of_the_program_is_called_one(huozi, book: Path, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("seven")

    monkeypatch.setattr("huozi.press.press_book", fail)
    said = huozi("--book", book)
    assert said.code == MACHINE
    assert "bug in huozi (ZeroDivisionError: seven)" in said.err


def test_the_details_of_a_fault_can_be_had(book: Path, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("huozi.press.press_book", fail)
    monkeypatch.setattr(sys, "argv", ["build.py", "--book", str(book)])
    monkeypatch.setenv("HUOZI_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main()


# ---------------------------------------------------------------------------- languages


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "word"),
    [("zh_CN.UTF-8", "共 1 篇"), ("zh_TW.UTF-8", "共 1 篇"), ("en_US.UTF-8", "1 entries"),
     ("C", "1 entries"), ("", "1 entries"), ("fr_FR.UTF-8", "1 entries")],
)  # fmt: skip
def test_the_words_follow_the_locale(huozi, book: Path, lang: str, word: str) -> None:
    assert word in huozi("check", "--book", book, lang=lang).out


def test_errors_follow_the_locale_too(huozi, book: Path) -> None:
    (book / "content" / "a.md").write_text("---\ntitel: 甲\n---\n")
    said = huozi("--book", book, lang="zh_CN.UTF-8")
    assert said.code == INPUT
    assert re.search(r"^错误：\S+/content/a\.md:2", said.err, re.MULTILINE)
    assert "已停止" in said.err
    assert "命令有误" in huozi("--nothing", lang="zh_CN.UTF-8").err


def test_every_reason_and_step_has_its_word() -> None:
    from huozi.progress import STEPS
    from huozi.read.matter import PIECES, TITLES
    from huozi.store.key import INGREDIENTS

    for language in ("zh", "en"):
        words = catalogue(language)
        assert {f"step-{step}" for step in STEPS} <= set(words)
        assert {f"reason-{name}" for name in (*INGREDIENTS, "new", "shelf")} <= set(words)
        untitled = {piece.kind for piece in PIECES if piece.kind not in TITLES}
        untitled |= {UnitKind.BOOKLET_COVER, UnitKind.FURNITURE}
        assert {f"kind-{kind.value}" for kind in untitled} <= set(words)


def test_check_explains_what_was_taken_for_a_heading(huozi, book: Path) -> None:
    text = "---\ntitle: 甲\n---\n一、标题\n\n文字。\n"
    (book / "content" / "a.md").write_text(text, encoding="utf-8")
    assert "“一、标题”" not in huozi("check", "--book", book).err
    assert "“一、标题” is a heading of level 1" in huozi("check", "--explain", "--book", book).err
