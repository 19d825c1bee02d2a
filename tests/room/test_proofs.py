"""Proofs are frozen whole and stay as they were; marks of a proof are judged by the text now."""

import io
import os
from pathlib import Path

import msgspec
import pikepdf
import pytest
from pypdf import PdfWriter

from huozi.room.comparing import word_changes
from huozi.room.corrections import as_html
from huozi.room.marks import Marks
from huozi.room.proofs import FrozenProofs, SpoiltProofError
from huozi.room.values import RoomMark
from tests.books import make_book

FILE = "content/甲.md"
HEAD = "---\ntitle: 题名\n---\n"
TEXT = f"{HEAD}甲一二三四五六七，乙一二三四五六七，丙一二三四五六七，丁一二三四五六七。\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = make_book(tmp_path / "book", {"甲.md": TEXT})
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(200, 300)
    file = io.BytesIO()
    writer.write(file)
    (tmp_path / "book.pdf").write_bytes(file.getvalue())
    return folder


def pdf(book: Path) -> Path:
    return book.parent / "book.pdf"


def mark(id: str, found: str, text: str = "", kind: str = "replace", at: str = "") -> RoomMark:
    offset = TEXT.index(at or found)
    return RoomMark(
        id, FILE, offset, len(found), kind, found, text, "批注", "读者", "2026-01-01T00:00:00+00:00"
    )


def test_a_proof_is_kept_with_its_texts_and_open_marks(book: Path) -> None:
    marks, proofs = Marks(book), FrozenProofs(book)
    marks.add(mark("m1", "甲一", "甲二"))
    marks.add(mark("m2", "乙一", "乙二"))
    marks.answer("m2", "decline", "编者", "")
    made = proofs.freeze("一校", pdf(book), {FILE: TEXT}, marks.all({FILE: TEXT}), "主编")
    assert (made.name, made.who, made.pages, made.open_marks) == ("一校", "主编", 3, 1)
    assert FrozenProofs(book).all() == (made,)
    assert proofs.pdf("一校").read_bytes() == pdf(book).read_bytes()
    assert proofs.texts("一校") == {FILE: TEXT}
    assert [one.id for one in proofs.marks("一校")] == ["m1"]
    assert marks.add(mark("m3", "丙一")).proof == "一校"  # made on it


def test_proofs_are_in_their_order_whatever_the_clock_says(book: Path, monkeypatch) -> None:
    marks, proofs = Marks(book), FrozenProofs(book)
    for name, hour in (("一校", 12), ("二校", 11), ("三校", 11)):
        monkeypatch.setattr("huozi.room.proofs.now", lambda h=hour: f"2026-01-02T{h}:00:00+00:00")
        proofs.freeze(name, pdf(book), {FILE: TEXT}, (), "主编")
    assert [one.name for one in FrozenProofs(book).all()] == ["一校", "二校", "三校"]
    assert marks.add(mark("m1", "甲一", "甲二")).proof == "三校"


def test_proofs_from_before_they_were_counted_are_the_oldest(book: Path) -> None:
    proofs = FrozenProofs(book)
    for name in ("一校", "二校"):
        proofs.freeze(name, pdf(book), {FILE: TEXT}, (), "主编")
    seal = book / ".room" / "proofs" / "二校" / "seal.json"
    kept = msgspec.json.decode(seal.read_bytes())
    del kept["number"]
    seal.chmod(0o600)
    seal.write_bytes(msgspec.json.encode(kept))
    assert [one.name for one in proofs.all()] == ["二校", "一校"]
    assert proofs.pdf("二校").is_file()


def test_a_proof_is_not_frozen_twice(book: Path) -> None:
    proofs = FrozenProofs(book)
    made = proofs.freeze("一校", pdf(book), {}, (), "主编")
    with pytest.raises(FileExistsError):
        proofs.freeze("一校", pdf(book), {FILE: TEXT}, (), "他人")
    assert proofs.all() == (made,)


@pytest.mark.parametrize(
    "name",
    ["", "..", ".", "一/校", "a\\b", "一\0校", ".隐", "-x", "e\u0301", "名" * 41, "a b", "一校\n"],
)
def test_names_lead_nowhere_else(book: Path, name: str) -> None:
    proofs = FrozenProofs(book)
    with pytest.raises(ValueError):
        proofs.freeze(name, pdf(book), {}, (), "主编")
    with pytest.raises(KeyError):
        proofs.pdf(name)
    assert not (book / ".room" / "proofs").exists()


@pytest.mark.parametrize("file", ["book.pdf", "texts.json", "marks.json", "seal.json"])
def test_what_was_changed_is_not_shown(book: Path, file: str) -> None:
    proofs = FrozenProofs(book)
    proofs.freeze("一校", pdf(book), {FILE: TEXT}, (), "主编")
    path = book / ".room" / "proofs" / "一校" / file
    assert path.stat().st_mode & 0o222 == 0
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"1", b"2", 1) + b" x")
    with pytest.raises(SpoiltProofError):
        (proofs.pdf("一校"), proofs.texts("一校"), proofs.marks("一校"))


def test_what_is_no_pdf_is_no_proof_and_leaves_nothing(book: Path) -> None:
    pdf(book).write_bytes(b"no")
    with pytest.raises(ValueError, match="no PDF"):
        FrozenProofs(book).freeze("一校", pdf(book), {}, (), "主编")
    assert FrozenProofs(book).all() == ()


def test_a_proof_half_made_is_none(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handle: int) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no room"):
        FrozenProofs(book).freeze("一校", pdf(book), {}, (), "主编")
    assert FrozenProofs(book).all() == ()
    assert list((book / ".room" / "proofs").iterdir()) == []


# ---------------------------------------------------------------------------- 核红


def outcomes(book: Path, marks: Marks, now: str) -> dict[str, str]:
    found = FrozenProofs(book).corrections("一校", {FILE: now}, marks.all({FILE: now}))
    return {row.mark.id: row.outcome for row in found}


def test_each_mark_is_done_or_not_or_otherwise_or_lost(book: Path) -> None:
    marks = Marks(book)
    FrozenProofs(book).freeze("一校", pdf(book), {FILE: TEXT}, (), "主编")
    marks.add(mark("done", "甲一", "甲八"))
    marks.add(mark("undone", "乙一", "乙八"))
    marks.add(mark("otherwise", "丙一", "丙八"))
    marks.add(mark("lost", "丁一", "丁八"))
    assert set(outcomes(book, marks, TEXT).values()) == {"undone"}
    now = TEXT.replace("甲一", "甲八").replace("丙一", "丙九").partition("，丁")[0] + "\n"
    assert outcomes(book, marks, now) == {
        "undone": "undone", "otherwise": "otherwise", "lost": "lost", "done": "done",
    }  # fmt: skip
    rows = FrozenProofs(book).corrections("一校", {FILE: now}, marks.all({FILE: now}))
    assert [row.done for row in rows] == [False, None, None, True]
    assert rows[-1].stands == "甲八"
    assert now[rows[-1].offset :].startswith("甲八")
    assert rows[-1].line == 4


@pytest.mark.parametrize(
    ("kind", "found", "text", "at", "after", "expected"),
    [
        ("delete", "甲一", "", "", ("甲一", ""), "done"),
        ("delete", "甲一", "", "", ("甲一", "甲"), "otherwise"),
        ("insert", "", "新", "三四五六七，乙", ("三四五六七，乙", "新三四五六七，乙"), "done"),
        ("insert", "", "新", "三四五六七，乙", ("乙一", "乙二"), "undone"),
        ("query", "甲一", "对吗", "", ("乙一", "乙二"), "undone"),
        ("query", "甲一", "对吗", "", ("甲一", "甲二"), "otherwise"),
    ],
)
def test_each_kind_of_mark_is_judged_by_what_it_asks(
    book: Path, kind: str, found: str, text: str, at: str, after: tuple[str, str], expected: str
) -> None:
    marks = Marks(book)
    FrozenProofs(book).freeze("一校", pdf(book), {FILE: TEXT}, (), "主编")
    marks.add(mark("m", found, text, kind, at))
    assert outcomes(book, marks, TEXT.replace(*after)) == {"m": expected}


def test_an_accepted_mark_is_judged_by_the_text_too_and_a_withdrawn_one_is_none(
    book: Path,
) -> None:
    marks = Marks(book)
    FrozenProofs(book).freeze("一校", pdf(book), {FILE: TEXT}, (), "主编")
    for id, found in (("a", "甲一"), ("b", "乙一"), ("c", "丙一"), ("q", "丁一")):
        marks.add(mark(id, found, "字", "query" if id == "q" else "replace"))
    marks.answer("a", "accept", "编者", "")
    marks.answer("b", "withdraw", "读者", "")
    marks.answer("q", "decline", "编者", "无误")
    assert outcomes(book, marks, TEXT) == {"a": "undone", "c": "undone", "q": "done"}


def test_marks_carried_from_before_are_in_the_list_those_of_other_proofs_are_not(
    book: Path,
) -> None:
    marks, proofs = Marks(book), FrozenProofs(book)
    marks.add(mark("before", "甲一", "字"))
    proofs.freeze("一校", pdf(book), {FILE: TEXT}, marks.all({FILE: TEXT}), "主编")
    marks.add(mark("on", "乙一", "字"))
    for number, name in enumerate(("二校", "三校")):  # a second apart, as their times are told
        made = proofs.freeze(name, pdf(book), {FILE: TEXT}, (), "主编")
        seal = book / ".room" / "proofs" / name / "seal.json"
        sealed = msgspec.json.decode(seal.read_bytes())
        sealed["proof"]["at"] = f"2099-01-0{number + 1}T00:00:00+00:00"
        seal.chmod(0o600)
        seal.write_bytes(msgspec.json.encode(sealed))
        assert made.name == name
    assert marks.add(mark("later", "丙一", "字")).proof == "三校"
    assert outcomes(book, marks, TEXT).keys() == {"before", "on"}


def test_the_list_is_a_page_in_both_languages_and_holds_words_as_words(book: Path) -> None:
    marks = Marks(book)
    FrozenProofs(book).freeze("一校", pdf(book), {FILE: TEXT}, (), "主编")
    marks.add(mark("m", "甲一", "<script>alert(1)</script>"))
    rows = FrozenProofs(book).corrections("一校", {FILE: TEXT}, marks.all({FILE: TEXT}))
    for language, words in (("zh", "一校核红"), ("en", "Corrections of 一校")):
        page = as_html("一校", rows, {FILE: "甲篇"}, language).decode()
        assert words in page
        assert "<script" not in page
        assert "甲篇:4" in page


# ---------------------------------------------------------------------------- compared


def test_words_that_changed_are_told_with_what_stands_beside_them() -> None:
    (change,) = word_changes({FILE: TEXT}, {FILE: TEXT.replace("乙一二", "乙新")})
    assert (change.file, change.line, change.gone, change.added) == (FILE, 4, "一二", "新")
    assert change.before.endswith("，乙")
    assert change.behind.startswith("三四")
    assert word_changes({FILE: TEXT}, {FILE: TEXT}) == ()
    (gone,) = word_changes({FILE: "旧文\n"}, {})
    assert (gone.gone, gone.added) == ("旧文\n", "")


@pytest.mark.slow
def test_two_proofs_are_compared_in_one_page(book: Path) -> None:
    proofs = FrozenProofs(book)
    proofs.freeze("一校", pdf(book), {FILE: TEXT}, (), "主编")
    with pikepdf.open(pdf(book), allow_overwriting_input=True) as changed:
        del changed.pages[-1]
        changed.save(pdf(book))
    newer = TEXT.replace("乙一", "<b>")
    proofs.freeze("二校", pdf(book), {FILE: newer}, (), "主编")
    for b, now in (("二校", None), ("", (pdf(book), {FILE: newer}))):
        page = proofs.compare("一校", b, {FILE: "甲篇"}, now, "zh").decode()
        assert f"改动：一校 → {b or '现在的书'}<" in page
        assert "<ins>&lt;b&gt;</ins>" in page
        assert "文字改动 1 处" in page
        assert "甲篇:4" in page
