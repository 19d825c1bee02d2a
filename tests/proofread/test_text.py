"""A manuscript's running text as passages: offsets, code, references."""

from collections.abc import Callable
from pathlib import Path

from huozi.proofread.rules import rules
from huozi.proofread.run import proofread
from huozi.proofread.text import placed, volume
from huozi.proofread.values import MASKED
from huozi.read.manuscript import survey
from huozi.read.whereabouts import NOWHERE
from huozi.values.manuscript import Manuscript
from tests.books import make_book


def opened(folder: Path, bodies: dict[str, str]) -> tuple[Manuscript, Callable[[str], str]]:
    book = make_book(folder, bodies)
    found = survey(book)
    assert found.manuscript is not None, found.findings
    return found.manuscript, lambda file: (book / file).read_text(encoding="utf-8")


def test_code_is_marked_and_a_reference_has_one_mask(tmp_path):
    body = "写作`a,甲`的[{页}](#二)的部分。\n\n## 二 {#二}\n\n乙。"
    manuscript, typed = opened(tmp_path, {"甲.md": body})
    text = next(p for p in volume(manuscript, typed).passages if "写作" in p.text)
    assert text.text == f"写作a,甲的{MASKED}的部分。"
    assert text.code == ((2, 5),)
    assert text.offsets[text.text.index(MASKED)] == NOWHERE
    said = typed("content/甲.md")
    assert "".join(said[at] for at in text.offsets if at != NOWHERE) == "写作a,甲的的部分。"


def test_an_alarm_is_placed_at_its_characters(tmp_path):
    manuscript, typed = opened(tmp_path, {"甲.md": "前文。\n\n**我们**己经完成。"})
    (alarm,) = proofread(volume(manuscript, typed), [r for r in rules() if r.id == "W03"])
    there = placed(alarm, typed)
    line = typed("content/甲.md").splitlines()[there.place.line - 1]
    assert line[there.place.column - 1 :][: there.length] == "己经"
    assert (there.before, there.after) == ("我们", "完成。")
