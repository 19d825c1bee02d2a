"""Notes: ①②③ afresh on every page, each with its text below, long ones continued overleaf."""

import re
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from huozi.compile.notearea import KEPT, WHOLE, NoteLines, Rest, fill
from huozi.compile.notes import LAST_CIRCLED, by_page, mark
from huozi.compile.proofs import AS_WRITTEN, Look, correct
from tests.books import entry, make_book
from tests.compile.elements import BOOKS, FOOT_PT, made, pages, text_of
from tests.compile.proofread import notes_of, pages_of
from tests.pressing import press

# ------------------------------------------------------------------------------------ marks


def test_marks_are_circled_to_fifty() -> None:
    marks = [mark(number) for number in range(1, LAST_CIRCLED + 1)]
    assert marks[:3] == ["①", "②", "③"]
    assert (marks[19], marks[20], marks[34], marks[35], marks[49]) == ("⑳", "㉑", "㉟", "㊱", "㊿")
    assert len(set(marks)) == LAST_CIRCLED
    assert mark(51) == "[51]"


def test_marks_begin_afresh_on_every_page_and_stars_are_not_counted() -> None:
    assert by_page((("*", "n1", "n2"), (), ("n3",))) == (("n1", "①"), ("n2", "②"), ("n3", "①"))


def test_a_round_that_finds_its_marks_right_is_the_last() -> None:
    look = Look(calls=(("n1",), ("n2",)))
    once = correct(look, AS_WRITTEN, ())
    assert dict(once.marks) == {"n1": "①", "n2": "①"}
    assert correct(look, once, ()) == once


@given(count=st.integers(1, 40), room=st.floats(2, 12))
def test_pages_show_every_line_of_a_note_once_and_none_alone_at_an_end(count, room) -> None:
    left = [Rest(NoteLines(tuple(float(n + 1) for n in range(count))))]
    spans = []
    while left:
        shown, left = fill(left, room if count > WHOLE else 3.0)
        assert shown
        spans += [(part.first, part.end) for part in shown]
    assert [line for first, end in spans for line in range(first, end)] == list(range(count))
    if len(spans) > 1:
        assert spans[0][1] >= KEPT
        assert spans[-1][1] - spans[-1][0] >= KEPT


# --------------------------------------------------------------------- read back from the PDF


def numbered(name: str) -> list[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]:
    return [(n.calls, n.texts) for n in (notes_of(runs, FOOT_PT) for runs in pages(name))]


@pytest.mark.slow
def test_on_every_page_the_calls_are_in_order_and_each_has_its_text() -> None:
    found = numbered("notes")
    assert sum(len(calls) for calls, _ in found) > 60
    for calls, texts in found:
        assert list(calls) == [mark(number) for number in range(1, len(calls) + 1)]
        assert [m for m, _ in texts if m not in ("", "*")] == list(calls)


@pytest.mark.slow
def test_a_long_note_goes_on_overleaf_and_loses_nothing() -> None:
    found = numbered("notes")
    at = next(n for n, (_, texts) in enumerate(found) if texts and texts[0][0] == "")
    (_, begun), (_, gone_on) = found[at - 1][1][-1], found[at][1][0]
    (written,) = re.findall(r"^\[\^\d+\]: (注文很长的时候.{500,})$", source("考释"), re.MULTILINE)
    assert begun + gone_on == written
    assert len(begun) >= 30  # a line: by single ones, where two would leave the page short
    assert len(gone_on) > 60


def source(name: str) -> str:
    return (BOOKS / "notes" / "content" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_note_of_a_title_has_a_star_and_stands_nowhere_else() -> None:
    first = notes_of(pages("notes")[0], FOOT_PT)
    assert first.texts[0][0] == "*"
    assert "*" not in first.calls
    reader = pages_of(made("notes").output)
    assert not any("*" in text_of(runs) for runs in reader[:4])
    heads = [run.text for runs in pages("notes")[1:] for run in runs if run.y_pt > 530]
    assert not any(re.search("[*①-⑳]", text) for text in heads)


def test_bookmarks_have_no_calls() -> None:
    from pypdf import PdfReader

    def titles(outline):
        for item in outline:
            yield from titles(item) if isinstance(item, list) else [item.title]

    found = list(titles(PdfReader(made("notes").output).outline))
    assert "注在标题里" in found
    assert not any(re.search("[*①-⑳]", title) for title in found)


def test_no_call_begins_a_line() -> None:
    for runs in pages("notes"):
        for run in runs:
            if abs(run.size_pt - 10.5) < 0.05:
                assert not re.match("[①-⑳]", run.text)


BODY = "乡里修志，须先访求旧籍，次第校勘，然后下笔。"


def text_with_note(folder: Path, characters: int) -> Path:
    note = "".join(chr(0x4E00 + at % 3000) for at in range(characters))
    return make_book(folder, {"甲.md": entry(f"{BODY}[^1]\n\n[^1]: {note}\n")})


@pytest.mark.slow
def test_a_note_may_fill_pages_behind_the_text(tmp_path) -> None:
    report = press(text_with_note(tmp_path, 3000))
    assert report.findings == ()
    found = [notes_of(runs, FOOT_PT) for runs in pages_of(report.output)[4:]]
    assert [len(page.texts) for page in found] == [1, 1, 1, 1]


@pytest.mark.slow
def test_a_note_that_goes_on_and_on_has_pages_of_its_own(tmp_path) -> None:
    report = press(text_with_note(tmp_path, 6000))
    assert report.findings == ()
    found = [notes_of(runs, FOOT_PT) for runs in pages_of(report.output)[4:]]
    texts = "".join(text for page in found for _, text in page.texts)
    assert texts == "".join(chr(0x4E00 + at % 3000) for at in range(6000))


def test_many_notes_of_a_short_paragraph_leave_no_opening_page_empty(tmp_path) -> None:
    calls = "".join(f"甲[^{n}]" for n in range(30))
    texts = "\n\n".join(f"[^{n}]: 见第{n}页。" for n in range(30))
    report = press(make_book(tmp_path, {"甲.md": entry(f"{calls}完。\n\n{texts}\n")}))
    assert {found.code for found in report.findings} == {"line-loose", "note-late"}
    found = [notes_of(runs, FOOT_PT) for runs in pages_of(report.output)[4:]]
    assert len(found[0].texts) > 15


@pytest.mark.slow
@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
@given(st.data())
def test_any_notes_come_out_in_order(tmp_path_factory, data) -> None:
    lengths = data.draw(st.lists(st.integers(1, 400), min_size=1, max_size=25))
    texts = ["".join(chr(0x4E00 + 7 * n + i) for i in range(m)) for n, m in enumerate(lengths)]
    body = "\n\n".join(BODY * data.draw(st.integers(1, 9)) + f"[^{n}]" for n in range(len(texts)))
    body += "\n\n" + "\n".join(f"[^{n}]: {text}" for n, text in enumerate(texts))
    report = press(make_book(tmp_path_factory.mktemp("notes"), entries={"甲.md": entry(body)}))
    found = [notes_of(runs, FOOT_PT) for runs in pages_of(report.output)[4:]]
    shown: list[str] = []
    for page in found:
        assert list(page.calls) == [mark(n) for n in range(1, len(page.calls) + 1)]
        for sign, text in page.texts:
            if sign:
                shown.append(text)
            else:
                shown[-1] += text
    assert shown == texts


# ------------------------------------------------------------------------------------ endnotes


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["article", "document"])
def test_a_book_may_set_its_notes_at_the_end_of_each_entry(tmp_path, kind) -> None:
    body = f"{BODY}[^a]\n\n{BODY * 40}[^b]\n\n[^a]: 第一条。\n[^b]: 第二条。"
    front = {"kind": kind, "docno": "东志发〔2006〕1号", "date": "2006-01-02"}
    text = entry(body, **(front if kind == "document" else {}))
    book = make_book(tmp_path, entries={"甲.md": text}, book={"notes": "end"})
    made_pages = pages_of(press(book).output)[4:]
    assert all(not notes_of(runs, FOOT_PT).texts for runs in made_pages[:1])
    (last,) = [text_of(runs) for runs in made_pages if "第二条。" in text_of(runs)]
    assert re.search("然后下笔。②注\\s*释①\\s*第一条。②\\s*第二条。", last)
