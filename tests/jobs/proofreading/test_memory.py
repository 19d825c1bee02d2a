"""What is remembered of a proofreading: the same is told, and no more is looked at than changed."""

from pathlib import Path

import pytest

from huozi.jobs.proofreading import memory as module
from huozi.jobs.proofreading.job import ProofOrder, Proofreading, proofread_book
from huozi.jobs.proofreading.memory import rules_digest
from huozi.store import closure
from huozi.values.manuscript import Entry, Matter
from tests.books import entry, make_book

BODY = "他说,好。\n\n**甲**{着|zhuó}&amp;乙[^1]\n\n[^1]: 注,文。\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path, {f"{name}.md": entry(BODY, title=name) for name in "甲乙丙"})


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose passages are looked for anew."""
    found: list[str] = []
    passages = module.passages

    def noted(text: Entry | Matter, typed):
        if isinstance(text, Entry):
            found.append(text.title)
        return passages(text, typed)

    monkeypatch.setattr(module, "passages", noted)
    return found


def proofread(book: Path) -> Proofreading:
    return proofread_book(ProofOrder(book, everything=True))


def test_what_is_remembered_is_what_was_found(book: Path, looked: list[str]) -> None:
    first = proofread(book)
    assert looked == ["甲", "乙", "丙"]
    assert len(first.alarms) == 6
    assert proofread(book) == first
    assert looked == ["甲", "乙", "丙"]


def test_after_an_edit_that_entry_alone_is_looked_at(book: Path, looked: list[str]) -> None:
    proofread(book)
    path = book / "content" / "乙.md"
    path.write_text(path.read_text(encoding="utf-8").replace("他说,好", "另起,他说,好"), "utf-8")
    looked.clear()
    again = proofread(book)
    assert looked == ["乙"]
    assert len(again.alarms) == 7
    moved = [one.place for one in again.alarms if one.place.file.endswith("乙.md")]
    assert [(place.line, place.column) for place in moved] == [(4, 3), (4, 6), (8, 8)]


def test_the_same_words_elsewhere_are_looked_at_for_themselves(tmp_path: Path) -> None:
    """A blank may stand in a heading, and not in a paragraph."""
    book = make_book(tmp_path, {"甲.md": "他说， 好\n\n## 他说， 好\n\n他说， 好\n"})
    for _ in range(2):
        alarms = proofread_book(ProofOrder(book, rules=("P20",))).alarms
        assert [one.place.line for one in alarms] == [4, 8]


def test_rules_that_were_not_asked_before_look_now(book: Path) -> None:
    assert proofread_book(ProofOrder(book, rules=("P02",))).alarms == ()
    assert len(proofread_book(ProofOrder(book, rules=("P01",))).alarms) == 6
    whole = proofread(book)
    (book / "output" / ".galleys" / "proofread").unlink()
    assert proofread(book) == whole


def test_a_line_put_in_above_moves_all_places(book: Path) -> None:
    proofread(book)
    path = book / "content" / "乙.md"
    path.write_text(path.read_text(encoding="utf-8").replace("他说", "\n\n\n他说"), "utf-8")
    lines = [one.place.line for one in proofread(book).alarms if "乙" in one.place.file]
    assert lines == [7, 11]


def test_other_rules_look_again(
    book: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proofread(book)
    looked.clear()
    monkeypatch.setattr(module, "rules_digest", lambda: "other")
    assert len(proofread(book).alarms) == 6
    assert looked == ["甲", "乙", "丙"]


def test_words_that_rules_know_are_digested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "huozi"
    (package / "proofread" / "words").mkdir(parents=True)
    monkeypatch.setattr(module, "PACKAGE", package)
    none = rules_digest.__wrapped__()
    (package / "proofread" / "words" / "词.txt").write_text("甲", encoding="utf-8")
    some = rules_digest.__wrapped__()
    (package / "proofread" / "words" / "词.txt").write_text("乙", encoding="utf-8")
    assert len({none, some, rules_digest.__wrapped__()}) == 3
    assert "proofread" in closure.LIBRARIES


def test_damage_is_forgotten(book: Path, looked: list[str]) -> None:
    first = proofread(book)
    kept = book / "output" / ".galleys" / "proofread"
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    looked.clear()
    assert proofread(book) == first
    assert looked == ["甲", "乙", "丙"]
