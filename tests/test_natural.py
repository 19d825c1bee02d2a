"""The natural mistakes of an editor, each with its place and its words in both languages."""

import pytest

from huozi.messages import render
from tests.natural import DOCS, MISTAKES, pages


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.en)
def test_a_mistake_is_told_with_its_place_in_words_of_both_languages(mistake):
    for language in ("zh", "en"):
        assert render(mistake.found, language).startswith(f"{mistake.place}: ")


@pytest.mark.slow
def test_the_pages_of_the_documents_say_what_the_program_says():
    for name, page in pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == page, "run: python -m tests.natural"
