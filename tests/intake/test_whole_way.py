"""Random Word texts through reading and writing: fates cover all, and what was set is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.intake.fates import Set
from huozi.intake.importing import convert
from huozi.intake.inquiry import Answers
from tests.intake.test_random import Maker, Tree, _trees
from tests.intake.word import docx, p, r, read, root


@pytest.mark.slow
@given(_trees(), st.sampled_from(["accept", "reject"]))
def test_random_texts_are_converted_whole(trees: list[Tree], changes: str) -> None:
    maker = Maker()
    body = "".join(map(maker.block, trees))
    notes = "".join(
        f'<w:footnote w:id="{at}">{p(r(text))}</w:footnote>'
        for at, text in enumerate(maker.notes, 2)
    )
    text = read(docx(body, {"footnotes.xml": root("w:footnotes", notes)}))
    made = convert(text, Answers({"changes": changes}))
    assert made.differences == ()
    shown = "".join(entry.markdown for entry in made.entries)
    words = [text.atoms[fated.atom].text for fated in made.ledger if isinstance(fated.fate, Set)]
    assert all(word in shown for word in words if word.startswith("文"))
