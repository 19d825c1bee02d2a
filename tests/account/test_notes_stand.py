"""Notes are counted in every unit: whatever text, notes and height of page, none is lost.

`books-t22` and `notes-slide` are inputs that lost notes, or left holes above them.
"""

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huozi.compile.page import foot
from huozi.compile.proofs import Look
from huozi.compile.rounds import late
from huozi.values.errors import InputError
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Note, Place, Severity
from tests.compile.kit import FILE, galley, shown, text

WORDS = "乡里修志，须先访求旧籍，次第校勘，然后下笔。"
#: What the text of no note and no paragraph holds besides.
ALPHABET = [c for c in map(chr, range(0x4E20, 0x5000)) if c not in WORDS + "两个后其和"]


# --------------------------------------------------------------------------------- the count


def test_a_note_that_begins_overleaf_is_told() -> None:
    look = Look(calls=(("a", "b"), ()), notes=(("a",), ("a", "b")))
    (found,) = late(look, {"b": Place(FILE, 9)})
    assert (found.code, found.place, found.severity) == (
        "note-late", Place(FILE, 9), Severity.WARNING,
    )  # fmt: skip


@pytest.mark.slow
def test_a_note_that_the_layout_drops_stops_the_unit(monkeypatch) -> None:
    set_notes = foot._set_notes
    monkeypatch.setattr(foot, "_set_notes", lambda area, shown: set_notes(area, shown[1:]))
    made = Written()
    body = made.paragraph(40, 90)
    with pytest.raises(InputError) as raised:
        galley(body, notes=tuple(made.notes))
    wrong = [f.code for f in raised.value.findings if f.severity is Severity.ERROR]
    assert wrong.count("account-note") == 1
    assert all(code.startswith("account-") for code in wrong)


# --------------------------------------------------------------------------------- all texts


class Written:
    """Texts with notes; the n-th note is of one character of its own, between two marks."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def call(self, length: int) -> tuple[Inline, Inline]:
        number = len(self.notes)
        words = f"b{number:03}{ALPHABET[number] * length}e{number:03}"
        note = Block(BlockKind.PARAGRAPH, Place(FILE, 99), (text(words),))
        self.notes.append(Note(str(number), Place(FILE, 99 + number), (note,)))
        return text(f"c{number:03}"), Inline(InlineKind.NOTE, target=str(number))

    def inlines(self, *lengths: int, words: str = WORDS) -> tuple[Inline, ...]:
        """Sentences, each with a note of that length; of length 0, with none."""
        calls = (self.call(length) if length else () for length in lengths)
        return tuple(node for call in calls for node in (text(words), *call))

    def block(self, kind: BlockKind, inlines=(), **fields) -> Block:
        return Block(kind, Place(FILE, 5), tuple(inlines), **fields)

    def paragraph(self, *lengths: int) -> Block:
        return self.block(BlockKind.PARAGRAPH, self.inlines(*lengths))

    def heading(self, *lengths: int) -> Block:
        return self.block(BlockKind.HEADING, self.inlines(*lengths[:1], words="题"), level=1)

    def quote(self, *lengths: int) -> Block:
        return self.block(BlockKind.QUOTE, children=(self.paragraph(*lengths),))

    def listed(self, *lengths: int) -> Block:
        items = (
            self.block(BlockKind.ITEM, children=(self.paragraph(n),), label="1.") for n in lengths
        )
        return self.block(BlockKind.LIST, children=tuple(items))

    def table(self, *lengths: int) -> Block:
        cell = BlockKind.CELL
        rows = [
            self.block(BlockKind.ROW, children=tuple(
                self.block(cell, self.inlines(n, words=words)) for words in ("甲", WORDS)
            ))
            for n in (*lengths, 0, 0)
        ]  # fmt: skip
        return self.block(
            BlockKind.TABLE, self.inlines(*lengths[:1], words="表"), children=tuple(rows)
        )


KINDS = ["paragraph"] * 4 + ["heading", "quote", "listed", "table"]
LENGTHS = st.one_of(st.just(0), st.integers(1, 60), st.integers(1, 300), st.integers(300, 800))
BLOCKS = st.tuples(st.sampled_from(KINDS), st.lists(LENGTHS, min_size=1, max_size=6))


def judge(made: Written, pages: list[str]) -> None:
    """Every note stands once, whole, in order, on the page of its call or the next."""
    whole = "".join(pages)
    at_calls = [first(pages, f"c{n:03}") for n in range(len(made.notes))]
    begun = [first(pages, f"b{n:03}") for n in range(len(made.notes))]
    for number, note in enumerate(made.notes):
        (words,) = (node.text for node in note.blocks[0].inlines)
        assert whole.count(ALPHABET[number]) == words.count(ALPHABET[number])
        assert (whole.count(f"b{number:03}"), whole.count(f"e{number:03}")) == (1, 1)
    assert all(note >= call for call, note in zip(at_calls, begun, strict=True))
    calls = list(dict.fromkeys(re.findall(r"c(\d{3})", whole)))
    assert re.findall(r"b(\d{3})", whole) == calls


def first(pages: list[str], words: str) -> int:
    return next(n for n, page in enumerate(pages) if words in page)


@pytest.mark.slow
@settings(
    max_examples=settings.default.max_examples // 3, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(before=st.integers(0, 25), written=st.lists(BLOCKS, min_size=1, max_size=8))
def test_no_note_is_lost(before, written) -> None:
    made = Written()
    lines = [made.block(BlockKind.PARAGRAPH, [text("一行文字。")]) for _ in range(before)]
    blocks = [getattr(made, kind)(*lengths) for kind, lengths in written]
    found = galley(*lines, *blocks, notes=tuple(made.notes))
    judge(made, [shown(found, page) for page in found.contents])


@pytest.mark.slow
@pytest.mark.parametrize("before", range(12, 24))
def test_notes_that_find_no_room_beside_one_another_are_not_lost(before) -> None:
    made = Written()
    lines = [made.block(BlockKind.PARAGRAPH, [text("一行文字。")]) for _ in range(before)]
    call = (text("文" * 24), *made.call(58), text("和错错错错错错错错"), *made.call(38))
    books_t22 = made.block(BlockKind.PARAGRAPH, [*call, text("两个，" + "其" * 88)])
    after = [made.block(BlockKind.PARAGRAPH, [text("后面文字。")]) for _ in range(3)]
    found = galley(*lines, books_t22, *after, notes=tuple(made.notes))
    judge(made, [shown(found, page) for page in found.contents])
    assert all(f.code == "notes-hole" for f in found.findings)


@pytest.mark.slow
def test_many_long_notes_of_one_line_follow_one_another_and_that_is_told() -> None:
    made = Written()
    body = made.block(BlockKind.PARAGRAPH, [node for _ in range(9) for node in made.call(400)])
    found = galley(body, notes=tuple(made.notes))
    judge(made, [shown(found, page) for page in found.contents])
    assert {f.code for f in found.findings} == {"note-late"}


@pytest.mark.slow
def test_holes_above_notes_are_small_or_told() -> None:
    notes_slide = []
    for before in range(1, 32):
        made = Written()
        lines = [made.block(BlockKind.PARAGRAPH, [text("一行文字。")]) for _ in range(before)]
        body = [made.paragraph(0, 60, 60, 0), *(made.paragraph(0) for _ in range(3))]
        found = galley(*lines, *body, notes=tuple(made.notes))
        judge(made, [shown(found, page) for page in found.contents])
        notes_slide += [f for f in found.findings if f.code == "notes-hole"]
    assert len(notes_slide) <= 4
    assert max(float(dict(f.params)["lines"]) for f in notes_slide) < 6


# ------------------------------------------------------------------------------ turned tables


def turned(made: Written, *lengths: int) -> Block:
    table = made.table(*lengths)
    return Block(
        table.kind, table.place, table.inlines, children=table.children, classes=("turned",)
    )


def test_notes_of_a_turned_table_stand_below_it() -> None:
    turned_notes = Written()
    body = turned(turned_notes, *[3] * 3)
    after = turned_notes.paragraph(9)
    found = galley(body, after, notes=tuple(turned_notes.notes))
    pages = [shown(found, page) for page in found.contents]
    assert len(pages) == 2  # the text does not wait for the table
    number = len(turned_notes.notes) - 1
    assert f"b{number:03}" in pages[0]
    assert sorted(re.findall(r"b(\d{3})", pages[1])) == [f"{n:03}" for n in range(number)]


@pytest.mark.slow
@pytest.mark.parametrize("lengths", [[3] * 40, [3, 90] * 12, [0, 0, 5] * 15, [30] * 25])
def test_notes_of_a_turned_table_that_goes_on_stand_on_the_pages_of_their_calls(lengths) -> None:
    made = Written()
    found = galley(turned(made, *lengths), made.paragraph(0), notes=tuple(made.notes))
    assert not found.findings
    pages = [shown(found, page) for page in found.contents]
    assert sum("b000" in page for page in pages) == 1
    for number in range(len(made.notes)):
        (page,) = [page for page in pages if f"b{number:03}" in page]
        said = page[: page.index(f"b{number:03}")]
        call = re.search(r"\[\d+\]$|.$", said)
        assert call and page.count(call[0]) == 2  # the call, and the mark of the note


def test_notes_that_take_half_a_page_for_a_row_stand_behind_a_turned_table() -> None:
    made = Written()
    found = galley(turned(made, 3, 900, 3), made.paragraph(0), notes=tuple(made.notes))
    pages = [shown(found, page) for page in found.contents]
    assert [n for n in range(3) if any(f"b{n:03}" in page for page in pages)] == [0, 1, 2]


def test_a_turned_table_goes_on_below_its_head() -> None:
    made = Written()
    found = galley(turned(made, *[0] * 40), made.paragraph(0), notes=tuple(made.notes))
    pages = [shown(found, page) for page in found.contents]
    assert len(pages) >= 3
    assert sum(page.count("甲") for page in pages[1:]) == 42 + len(pages) - 2  # heads that return
    assert all("续表" in page for page in pages[2:])
    assert found.findings == ()
