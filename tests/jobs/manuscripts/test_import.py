"""Manuscripts become entries of a book: what is written, what is asked, and what is left alone."""

import json
import os
import re
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from huozi.cli.manuscripts import import_command
from huozi.jobs.check import check_book
from huozi.jobs.manuscripts import job, keeping, taking
from huozi.jobs.manuscripts.job import Import
from huozi.jobs.manuscripts.keeping import ImportRecord
from huozi.jobs.manuscripts.order import Imported, ImportOrder, manuscripts
from huozi.jobs.manuscripts.report import ImportReport
from huozi.values.errors import UsageError
from huozi.values.manuscript import Severity
from tests.books import PNG, make_book
from tests.intake.word import docx, p, r
from tests.pressing import press, printed, squeezed

SAMPLES = Path(__file__).parents[2] / "intake" / "samples"
NAMES = sorted(path.name for path in SAMPLES.glob("*.docx"))
BOOK = """\
title: 汇编   # 试
fonts: {fallback: DejaVu Sans}
parts:
  - title: 经验篇
    entries:
      - 经验/甲.md      # 先发
  - title: 文件篇
    entries: [乙.md]
"""


def a_book(folder: Path) -> Path:
    return make_book(folder / "book", {"经验/甲.md": "甲。\n", "乙.md": "乙。\n"}, BOOK)


def run(book: Path, *sources: Path, **wanted: object) -> list[Imported]:
    order = ImportOrder(book, sources, **wanted)
    found = manuscripts(order).manuscripts
    return list(Import(order).every(found))


def report(book: Path, label: str) -> ImportReport:
    return msgspec.json.decode(
        (book / "output" / "import" / f"{label}.json").read_bytes(), type=ImportReport
    )


def files(book: Path) -> dict[str, bytes]:
    """All files of a book but reports and what runs leave."""
    found = (path for path in book.rglob("*") if path.is_file())
    names = {path.relative_to(book).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if name[:7] != "output/"}


def word(folder: Path, *lines: str, name: str = "稿.docx") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(docx("".join(p(r(line)) for line in lines)))
    return path


TITLE = "关于试收稿件的说明"
LINES = [TITLE, "各篇稿件先收进来，再逐篇核对。", "核对的人要看原稿。", "看完以后写下日期。"]


# ---------------------------------------------------------------------------- the samples


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_stands_in_the_book_and_is_printed(name: str, tmp_path: Path) -> None:
    book = a_book(tmp_path)
    (made,) = run(book, SAMPLES / name, into="经验篇", add=True)
    assert (made.state, made.findings, made.book_lines) == ("new", (), "")
    found = check_book(book).findings
    errors = {f.code for f in found if f.severity is Severity.ERROR}
    expected = {"03-boxes.docx": {"image-unknown"}, "05-inline.docx": {"glyph-missing"}}
    assert errors == expected.get(name, set())
    for path in (book / "content" / "图").glob("*.wmf"):  # what an editor has to do
        shutil.copy(book / "content" / "图" / "版面说明-1.png", path)
    for path in (book / "content" / "经验").glob("*.md"):
        path.write_text(path.read_text("utf-8").replace("\ue000", "〓"), "utf-8")
    words = squeezed("".join(printed(press(book)).pages()))
    for file in report(book, name).files:
        text = (book / file.path).read_text("utf-8").split("---\n", 2)[2]
        plain = (line for line in text.splitlines() if re.fullmatch(r"[\u3000-\u9fff]{9,}", line))
        assert squeezed(file.title) in words
        assert [line for line in plain if squeezed(line) not in words] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_fates_add_up_to_all_that_a_sample_shows(name: str, tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, SAMPLES / name)
    account = report(book, name).account
    assert account.all > 100
    assert account.set + account.matter + account.changed + account.left == account.all


def test_the_report_of_numbers(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, SAMPLES / "01-numbers.docx")
    rows = report(book, "01-numbers.docx").rows
    made = [row for row in rows if (row.family, row.code) == ("number", "made")]
    assert len(made) == 16
    assert {"第二章", "第一条", "（一）", "3、", "1.1"} <= {row.words.strip() for row in made}
    assert [r for r in rows if r.code == "number-switch"]


def test_the_report_of_a_document_with_annexes(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    (made,) = run(book, SAMPLES / "02-red-head.docx")
    told = report(book, "02-red-head.docx")
    assert [file.annex for file in told.files] == [False, True, True]
    assert {q.code for q in told.questions} >= {"annex-number", "docno", "date-zero", "public"}
    assert made.questions == len(told.questions)
    assert "    - " in told.book_lines  # annexes below their entry
    answers = (book / told.answers).read_text("utf-8")
    assert all(q.id in answers for q in told.questions)
    left = {row.code for row in told.rows if row.family == "left"}
    assert {"imprint", "footer"} <= left


@pytest.mark.slow
def test_the_report_of_boxes_and_pictures(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, SAMPLES / "03-boxes.docx", into="1")
    told = report(book, "03-boxes.docx")
    boxes = [row for row in told.rows if row.code == "box-moved"]
    assert len(boxes) == 3
    assert all(row.target.startswith("content/经验/版面说明.md:") for row in boxes)
    pictures = [row for row in told.rows if row.family == "picture"]
    assert {row.code for row in pictures} >= {"format", "cropped"}
    for row in pictures:
        assert (book / row.target).is_file()
    text = (book / "content" / "经验" / "版面说明.md").read_text("utf-8")
    assert all(row.target.removeprefix("content/") in text for row in pictures)


def test_characters_that_no_font_of_the_book_has_are_told(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, word(tmp_path, *LINES, "这里有一个\ue000字。"))
    rows = [row for row in report(book, "稿.docx").rows if row.code == "glyph"]
    assert [(row.before, row.words, row.after) for row in rows] == [
        ("这里有一个", "\ue000", "字。")
    ]
    assert rows[0].target == f"content/{TITLE}.md:11"


def test_the_page_loads_nothing_and_quotes_the_words(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, SAMPLES / "05-inline.docx")
    page = (book / "output" / "import" / "05-inline.docx.html").read_text("utf-8")
    for forbidden in ("<script", "<link", "<img", " src=", "http", "url("):
        assert forbidden not in page
    assert "<mark>藏起来的字</mark>" in page


# ---------------------------------------------------------------------------- the book


def test_nothing_of_the_book_changes_but_a_line(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    before = files(book)
    run(book, word(tmp_path, *LINES), into="经验篇", add=True)
    after = files(book)
    assert {n: d for n, d in after.items() if n in before and n != "content/book.yaml"} == {
        n: d for n, d in before.items() if n != "content/book.yaml"
    }
    added = BOOK.replace("先发\n", f"先发\n      - 经验/{TITLE}.md\n")
    assert after["content/book.yaml"].decode() == added
    (original,) = (name for name in after if name.startswith("sources/稿-"))
    assert after[original] == (tmp_path / "稿.docx").read_bytes()


def test_without_add_the_lines_are_shown(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    (made,) = run(book, word(tmp_path, *LINES))
    assert made.book_lines == f"  - {TITLE}.md\n"
    assert (book / "content" / "book.yaml").read_text("utf-8") == BOOK


def test_a_dry_run_writes_the_report_alone(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    before = files(book)
    (made,) = run(book, word(tmp_path, *LINES), into="文件篇", add=True, dry_run=True)
    assert files(book) == before
    assert made.report and made.report.is_file()
    assert report(book, "稿.docx").state == "new"


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    (book / "content" / f"{TITLE}.md").write_text("别的", "utf-8")
    (made,) = run(book, word(tmp_path, *LINES))
    assert made.files[0].path == f"content/{TITLE}-2.md"
    assert (book / "content" / f"{TITLE}.md").read_text("utf-8") == "别的"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"into": "没有的篇"}, "import-part"),
        ({"into": "经验"}, "import-part-near"),
        ({"into": "3"}, "import-part"),
        ({"add": True}, "import-which"),
    ],
)
def test_a_part_that_is_not_there_is_told(wanted: dict, code: str, tmp_path: Path) -> None:
    book = a_book(tmp_path)
    with pytest.raises(UsageError) as refused:
        run(book, word(tmp_path, *LINES), **wanted)
    assert [found.code for found in refused.value.findings] == [code]


# ---------------------------------------------------------------------------- folders


def test_a_folder_in_one_call_and_what_is_wrong_stops_no_other(tmp_path: Path) -> None:
    book, folder = a_book(tmp_path), tmp_path / "来稿"
    for town in ("平谷镇", "夏各庄镇"):
        word(folder, f"{town}的做法", f"{town}先学后干。", name=f"{town}/经验.docx")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "~$经验.docx").write_bytes(b"\0" * 162)
    done = run(book, folder)
    assert [one.state for one in done] == ["refused", "new", "new"]
    assert (book / "content" / "平谷镇的做法.md").is_file()
    assert (book / "sources" / "夏各庄镇" / "经验.docx.import.json").is_file()
    again = run(book, folder)
    assert [one.state for one in again] == ["refused", "same", "same"]


def test_two_manuscripts_of_one_name_are_two(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    one = word(tmp_path, "甲镇的做法", "甲镇先学后干，边学边干。", name="a/经验.docx")
    two = word(tmp_path, "乙村的总结", "乙村修了路，也修了渠。", name="b/经验.docx")
    assert [made.state for made in run(book, one, two)] == ["new", "new"]
    assert [made.state for made in run(book, one)] == ["same"]
    assert [made.state for made in run(book, two)] == ["same"]


def test_two_manuscripts_that_say_the_same_are_two_texts(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    done = run(book, word(tmp_path, *LINES), word(tmp_path, *LINES, name="副本.docx"))
    paths = [file.path for one in done for file in one.files]
    assert len(paths) == len(set(paths)) == 2


def test_a_folder_without_manuscripts_is_told(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    (tmp_path / "空").mkdir()
    with pytest.raises(UsageError):
        run(book, tmp_path / "空")


def test_files_of_a_folder_that_are_no_manuscripts_are_told_in_a_line(tmp_path: Path) -> None:
    book, folder = a_book(tmp_path), tmp_path / "来稿"
    word(folder, *LINES)
    for name in ("名单.xlsx", "扫描.pdf", "~$稿.docx", ".DS_Store"):
        (folder / name).write_bytes(b"\0")
    told = CliRunner().invoke(
        import_command, [str(folder), "--book", str(book)], env={"LANG": "zh_CN.UTF-8"}
    )
    assert told.exit_code == 0
    assert told.output.splitlines()[-1] == (
        "还有 3 个文件不是稿件，没有单独收：~$稿.docx、名单.xlsx、扫描.pdf"
        "（Markdown 里用到的图随文收进）"
    )


def test_what_lies_in_the_book_itself_is_not_imported_into_it(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    word(book, *LINES, name="来稿/稿.docx")
    assert [one.state for one in run(book, book)] == ["new"]


# ---------------------------------------------------------------------------- again


def test_a_newer_manuscript_is_merged_and_corrections_stay(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, word(tmp_path, *LINES))
    entry = book / "content" / f"{TITLE}.md"
    entry.write_text(entry.read_text("utf-8").replace("看完以后", "看完之后"), "utf-8")
    newer = [*LINES[:1], "各篇稿件一律先收进来，再逐篇核对。", *LINES[2:]]
    (made,) = run(book, word(tmp_path, *newer))
    assert made.state == "merged"
    text = entry.read_text("utf-8")
    assert "一律先收" in text and "看完之后" in text
    assert len(list((book / "sources").glob("稿-*.docx"))) == 2  # both originals are kept
    (again,) = run(book, word(tmp_path, *newer))
    assert again.state == "same"


def test_where_both_changed_nothing_is_touched(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, word(tmp_path, *LINES))
    entry = book / "content" / f"{TITLE}.md"
    entry.write_text(entry.read_text("utf-8").replace("要看原稿", "要对照原稿"), "utf-8")
    before = files(book)
    (made,) = run(book, word(tmp_path, *LINES[:2], "核对的人必须看两遍。", *LINES[3:]))
    assert (made.state, made.failed, made.conflicts) == ("conflicts", True, 1)
    after = files(book)
    assert {name: after[name] for name in before} == before
    (conflict,) = report(book, "稿.docx").conflicts
    assert "要看原稿" in conflict.before
    assert "对照原稿" in conflict.edited
    assert "两遍" in conflict.new
    answers = book / "sources" / "稿.docx.answers.yaml"
    asked = answers.read_text("utf-8")
    assert conflict.id in asked
    answers.write_text(asked.replace("  answer:\n", "  answer: theirs\n"), "utf-8")
    (made,) = run(book, tmp_path / "稿.docx")
    assert made.state == "merged"
    assert "两遍" in entry.read_text("utf-8")


def test_a_file_that_was_moved_is_asked_for(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, word(tmp_path, *LINES))
    (book / "content" / f"{TITLE}.md").unlink()
    (made,) = run(book, word(tmp_path, *LINES, "又一段。"))
    assert [found.code for found in made.findings] == ["import-gone"]


def test_a_record_that_is_broken_is_told(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    source = word(tmp_path, *LINES)
    run(book, source)
    (book / keeping.record_of("稿.docx")).write_text("{")
    (made,) = run(book, source)
    assert [found.code for found in made.findings] == ["import-record"]


def test_answers_are_honoured_by_the_next_run(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, SAMPLES / "02-red-head.docx")
    path = book / "sources" / "02-red-head.docx.answers.yaml"
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "public-" in line)
    answer = next(n for n in range(at, len(lines)) if lines[n].strip().startswith("answer"))
    lines[answer] = "  answer: drop"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    (made,) = run(book, SAMPLES / "02-red-head.docx")
    assert made.state == "merged"
    entry = (book / report(book, "02-red-head.docx").files[0].path).read_text("utf-8")
    assert "此件公开发布" not in entry
    assert "answer: drop" in path.read_text("utf-8")


# ---------------------------------------------------------------------------- changes of others

CHANGED = docx(
    p(r("试收稿件的通知"))
    + p(
        r("共收")
        + '<w:ins w:id="1" w:author="某审" w:date="2023-02-20T08:00:00Z">'
        + r("三十")
        + "</w:ins>"
        + '<w:del w:id="2" w:author="某审"><w:r><w:delText>二十</w:delText></w:r></w:del>'
        + r("篇。")
    )
)


@pytest.mark.parametrize(
    ("changes", "state", "words"),
    [("ask", "asks", ""), ("accept", "new", "共收三十篇。"), ("reject", "new", "共收二十篇。")],
)
def test_changes_of_others_are_decided_by_a_person(
    changes: str, state: str, words: str, tmp_path: Path
) -> None:
    book = a_book(tmp_path)
    (tmp_path / "改.docx").write_bytes(CHANGED)
    (made,) = run(book, tmp_path / "改.docx", changes=changes)
    assert (made.state, made.failed) == (state, state == "asks")
    entry = book / "content" / "试收稿件的通知.md"
    assert entry.exists() is bool(words)
    assert words in (entry.read_text("utf-8") if words else "")
    told = report(book, "改.docx").rows
    (inserted,) = (row for row in told if (row.family, row.code) == ("revision", "inserted"))
    assert (inserted.words, inserted.author, inserted.before) == ("三十", "某审", "共收")
    assert (book / "sources" / "改.docx.answers.yaml").exists()


# ---------------------------------------------------------------------------- whole or not at all


class _Killed(BaseException):
    pass


@pytest.mark.slow
def test_a_run_that_is_killed_between_files_leaves_no_half_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, kinds = Path.replace, list[str]()

    def told(self: Path, target: Path) -> Path:
        kinds.append(Path(target).suffix)
        return replace(self, target)

    to_pdf, made = taking.to_pdf, dict[str, bytes]()

    def once(package: bytes, name: str) -> bytes:
        """LibreOffice takes longer than all the rest; the package bears the time of day."""
        if name not in made:
            made[name] = to_pdf(package, name)
        return made[name]

    monkeypatch.setattr(taking, "to_pdf", once)
    run(a_book(tmp_path / "first"), SAMPLES / "03-boxes.docx", into="经验篇", add=True)
    whole = a_book(tmp_path / "whole")
    monkeypatch.setattr(Path, "replace", told)
    run(whole, SAMPLES / "03-boxes.docx", into="经验篇", add=True)
    wanted = files(whole)
    count = len(wanted) - 3
    # Between two pictures it is as between the next two.
    for stop in (n for n in range(count) if n < 2 or kinds[n - 2] != kinds[n] or n == count - 1):
        book = a_book(tmp_path / str(stop))
        left = [stop]

        def killed(self: Path, target: Path, left: list[int] = left) -> Path:
            if left[0] == 0:
                raise _Killed
            left[0] -= 1
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", killed)
        with pytest.raises(_Killed):
            run(book, SAMPLES / "03-boxes.docx", into="经验篇", add=True)
        monkeypatch.setattr(Path, "replace", replace)
        there = files(book)
        assert {n: d for n, d in there.items() if d != wanted.get(n)}.keys() <= {
            "content/book.yaml"
        }
        run(book, SAMPLES / "03-boxes.docx", into="经验篇", add=True)
        assert files(book) == wanted


def test_what_can_not_be_written_leaves_the_book_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = a_book(tmp_path)
    before = files(book)

    def full(_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(job, "write_together", full)
    with pytest.raises(OSError, match="space"):
        run(book, word(tmp_path, *LINES))
    assert files(book) == before


def test_the_record_says_what_became_of_the_manuscript(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    run(book, SAMPLES / "04-tables.docx")
    data = (book / keeping.record_of("04-tables.docx")).read_bytes()
    record = msgspec.json.decode(data, type=ImportRecord)
    assert (book / record.original).read_bytes() == (SAMPLES / "04-tables.docx").read_bytes()
    for text in record.texts:
        assert (book / "content" / text.path).read_text("utf-8") == text.text
    assert json.loads(data)["label"] == "04-tables.docx"


# ---------------------------------------------------------------------------- Markdown

MARKDOWN = "# 题*名*\n\n正文**加粗**[^1]。\n\n![图](图片/a.png)\n\n[^1]: 注。\n"


def test_markdown_becomes_an_entry_with_the_pictures_beside_it(tmp_path: Path) -> None:
    book, folder = a_book(tmp_path), tmp_path / "来稿"
    (folder / "上" / "图片").mkdir(parents=True)
    (folder / "上" / "图片" / "a.png").write_bytes(PNG)
    (folder / "上" / "甲.md").write_text(MARKDOWN.replace("*名*", "名"), encoding="utf-8")
    (imported,) = run(book, folder, into="经验篇", add=True)
    assert imported.state == "new"
    assert (book / "content/经验/上/甲.md").read_text(encoding="utf-8") == MARKDOWN.replace(
        "图片/a.png", "图/甲-1.png"
    ).replace("*名*", "名")
    assert (book / "content/图/甲-1.png").read_bytes() == PNG
    assert [found.code for found in check_book(book).findings if found.severity == "error"] == []


@pytest.mark.parametrize(
    "address",
    [
        "../../secret.png",
        "/etc/hostname",
        "link.png",
        "..%2F..%2Fsecret.png",
        "no.png",
        "a.md",
        "broken.png",
    ],
)
def test_markdown_reaches_no_picture_outside_its_folder(tmp_path: Path, address: str) -> None:
    book, folder = a_book(tmp_path), tmp_path / "来稿" / "下"
    folder.mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "broken.png").write_bytes(PNG[:40])
    text = f"# 题\n\n![图]({address})\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    run(book, folder.parent, into="经验篇")
    assert (book / "content/经验/下/a.md").read_text(encoding="utf-8") == text
    assert not (book / "content/图").exists()


def written(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


LINKS = """\
# 题

[一](../乙/README.md)、[二](../乙/)、[三](/乙/丙%20丁.md#节)、[四](../乙/丙%20丁.md)、
[五](<../乙/丙 丁.md>)、[六](戊.md)、[七](戊)、[八](没有.md)、[九](https://a.example/戊.md)、[十](#题)、[十一][甲]。

<img src="a.png" alt="图">

[甲]: ../乙/README.md
"""
LEADING = """\
# 题

[一](../乙/稿件-README.md)、[二](../乙/稿件-README.md)、[三](../乙/丙丁.md#节)、[四](../乙/丙丁.md)、
[五](<../乙/丙丁.md>)、[六](戊.md)、[七](戊.md)、[八](没有.md)、[九](https://a.example/戊.md)、[十](#题)、[十一][甲]。

<img src="图/己-1.png" alt="图">

[甲]: ../乙/稿件-README.md
"""


def test_links_between_manuscripts_lead_to_their_files_in_the_book(tmp_path: Path) -> None:
    body = "# 题\n\n正文。\n"
    folder = written(
        tmp_path / "来稿",
        {"甲/己.md": LINKS, "甲/戊.md": body, "乙/README.md": body, "乙/丙 丁.md": body},
    )
    (folder / "甲/a.png").write_bytes(PNG)
    book = a_book(tmp_path)
    assert {one.state for one in run(book, folder, into="经验篇", add=True)} == {"new"}
    here = book / "content/经验/甲/己.md"
    assert here.read_text(encoding="utf-8") == LEADING
    assert (book / "content/经验/乙/稿件-README.md").is_file()
    assert {one.state for one in run(book, folder, into="经验篇", add=True)} == {"same"}
    assert here.read_text(encoding="utf-8") == LEADING


def test_the_order_of_a_folder_s_outline_is_that_of_the_book(tmp_path: Path) -> None:
    body = "# 题\n\n正文。\n"
    outline = "# 目录\n\n* [乙](乙/README.md)\n  * [乙二](乙/二.md)\n\n----\n\n[甲](甲.md)\n"
    names = ("乙/README.md", "乙/二.md", "甲.md", "丙.md")
    folder = written(tmp_path / "来稿", dict.fromkeys(names, body) | {"SUMMARY.md": outline})
    found = manuscripts(ImportOrder(a_book(tmp_path), (folder,)))
    assert [str(one.path.relative_to(folder)) for one in found.manuscripts] == [*names]
    assert found.outlines == (folder / "SUMMARY.md",)


@pytest.mark.parametrize("text", ["# 结\n\n见[甲](甲.md)和[乙](乙.md)。\n", "* [没有](没有.md)\n"])
def test_a_text_that_is_no_outline_is_a_manuscript(tmp_path: Path, text: str) -> None:
    texts = {"甲.md": "# 甲\n", "乙.md": "# 乙\n", "SUMMARY.md": text}
    folder = written(tmp_path / "来稿", texts)
    found = manuscripts(ImportOrder(a_book(tmp_path), (folder,)))
    assert (len(found.manuscripts), found.outlines) == (3, ())


def test_a_part_of_a_book_without_parts(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"甲.md": "甲。\n"}, "title: 甲\nentries: [甲.md]\n")
    with pytest.raises(UsageError) as caught:
        run(book, written(tmp_path / "来稿", {"乙.md": "# 乙\n"}), into="1")
    assert [found.code for found in caught.value.findings] == ["import-no-parts"]
