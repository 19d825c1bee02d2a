"""The rules for parts on the labelled set, and the figures of `docs/import-rules.md`."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from huozi.intake.flow import flow
from huozi.intake.importing import convert
from huozi.intake.inquiry import Answers, Inquiry
from huozi.intake.looks import passages_of
from huozi.intake.outcome import PartOfText
from huozi.intake.parts import units
from huozi.intake.passages import FlowPassage
from huozi.intake.policy import Policy
from tests.intake.labelled import COUNT, Labels, labelled

DOCS = Path(__file__).parents[2] / "docs" / "import-rules.md"
#: Parts whose paragraphs are left or kept as text by rule, and those that a reader would miss.
MEASURED = tuple(part for part in PartOfText if part not in (
    PartOfText.TEXT, PartOfText.SIGNER, PartOfText.MARKING))  # fmt: skip


def proposed(seed: int) -> tuple[Labels, Labels]:
    """What paragraphs are, and what they are taken for."""
    text, labels = labelled(seed)
    items = flow(text, Policy(), Inquiry(Answers())).items
    looks = passages_of(items)
    found: Labels = {}
    for unit in units(items, looks):
        for proposal in unit.proposals:
            for at in proposal.passages:
                if isinstance(item := items[at], FlowPassage):
                    found[item.paragraph.spot.paragraph] = proposal.part, proposal.level
    return labels, found


@cache
def measured() -> dict[str, tuple[int, int, int]]:
    """Right, wanted and found paragraphs of each part over the whole set; levels of headings."""
    right, wanted, found = Counter[str](), Counter[str](), Counter[str]()
    for seed in range(COUNT):
        labels, guessed = proposed(seed)
        for at, (part, level) in labels.items():
            wanted[part] += 1
            guess, rank = guessed.get(at, (PartOfText.TEXT, 0))
            right[part] += guess is part
            if guess is part is PartOfText.HEADING:
                wanted["level"] += 1
                found["level"] += 1
                right["level"] += level in (rank, 0)  # without a number any will do
        found.update(part for at, (part, _) in guessed.items() if at in labels)
    names = (*MEASURED, "level")
    return {str(name): (right[name], wanted[name], found[name]) for name in names}


def precision_recall(name: str) -> tuple[float, float]:
    right, wanted, found = measured()[name]
    return right / max(1, found), right / max(1, wanted)


@pytest.mark.parametrize("part", [*MEASURED, "level"])
def test_parts_are_found(part: str) -> None:
    precision, recall = precision_recall(str(part))
    assert precision >= 0.9 and recall >= 0.9, measured()[str(part)]


def table() -> str:
    """The table of the documentation."""
    rows = ["| part | paragraphs | precision | recall |", "|---|---:|---:|---:|"]
    for name, (_, wanted, _) in measured().items():
        precision, recall = precision_recall(name)
        rows.append(f"| {name} | {wanted} | {precision:.3f} | {recall:.3f} |")
    return "\n".join(rows)


def test_the_documentation_has_these_figures() -> None:
    found = re.search(
        r"\| part \| paragraphs.*?(?=\n\n|\Z)", DOCS.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found and found[0].strip() == table()


@pytest.mark.parametrize("seed", range(0, COUNT, 4))
def test_labelled_manuscripts_are_converted_whole(seed: int) -> None:
    made = convert(labelled(seed)[0])
    assert made.differences == ()
    assert made.entries
