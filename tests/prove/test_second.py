"""The second reading: a general reader finds what the proof found, or the book is kept back."""

import io

import pikepdf
import pytest

from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.prove import second
from huozi.prove.second import second_reading
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding
from tests.books import make_book
from tests.link.proofs import write
from tests.pressing import article
from tests.prove.test_verify import a_plan


def codes(found: list[Finding]) -> set[str]:
    return {one.code for one in found}


@pytest.fixture(scope="module")
def book() -> bytes:
    return write(a_plan())


def test_a_good_book_reads_the_same(book):
    assert list(second_reading(book, range(1))) == []


class Other:
    """A proof that found something else."""

    def __init__(self, labels=None, pages=None, runs=None):
        self.said = {"labels": labels, "pages": pages, "runs": runs}

    def __call__(self, book):
        proof = second_proof(book)
        for name, value in self.said.items():
            if value is not None:
                vars(proof)[name] = value
        return proof


second_proof = second.ReadBack


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (Other(pages=(None,)), "second-pages"),
        (Other(labels=("9",) * 4), "second-label"),
        (Other(runs=lambda index: iter(["1.甲乙（9）"])), "second-contents"),
    ],
)
def test_a_disagreement_is_found(book, monkeypatch, other, code):
    monkeypatch.setattr(second, "ReadBack", other)
    assert code in codes(list(second_reading(book, range(1))))


def test_what_the_proof_passed_over_is_found(book):
    """A string in brackets: the proof leaves out what this press does not write."""
    with pikepdf.open(io.BytesIO(book)) as pdf:
        page = pdf.pages[0].obj
        name = next(iter(page.Resources.Font.keys()))
        more = f"\nBT {name} 9 Tf 50 50 Td (\\000\\001\\000\\001) Tj ET".encode()
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + more)
        buffer = io.BytesIO()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert codes(list(second_reading(buffer.getvalue(), range(1)))) == {"second-contents"}


@pytest.mark.slow
@pytest.mark.parametrize(("final", "kept_back"), [(True, True), (False, False)])
def test_only_a_book_for_press_is_read_again_and_kept_back(tmp_path, monkeypatch, final, kept_back):
    monkeypatch.setattr(second, "ReadBack", Other(labels=()))
    book = make_book(tmp_path / "book", {"a.md": article("甲")}, {"title": "汇编"})
    order = Order(book, tmp_path / "b.pdf", final=final, jobs=1)
    if not kept_back:
        assert press_book(order, Progress()).pdf
        return
    with pytest.raises(InputError) as error:
        press_book(order, Progress())
    assert codes(error.value.findings) == {"second-unreadable"}
