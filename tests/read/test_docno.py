"""Numbers of documents (GB/T 9704-2012, 7.2.5) and of books (ISO 2108)."""

import pytest

from huozi.read.docno import docno, year_of
from huozi.read.isbn import isbn
from huozi.read.report import Reporter
from huozi.read.yamlnodes import Node, NodeShape
from huozi.values.manuscript import Severity


def read(reader, text: str) -> tuple[str | None, list[tuple[str, str, Severity]]]:
    """What is read, and what is told: code, the number as it should be, weight."""
    report = Reporter("甲.md")
    got = reader(Node(NodeShape.SCALAR, 3, text), "docno", report)
    assert {found.place.line for found in report.findings if found.place} <= {3}
    told = [(f.code, dict(f.params).get("near", ""), f.severity) for f in report.findings]
    return got, told


@pytest.mark.parametrize(
    "number", ["京平发〔2004〕26号", "京政发（平）〔2004〕1号", "国办函〔1999〕100号"]
)
def test_a_number_as_it_should_be(number) -> None:
    assert read(docno, number) == (number, [])
    assert read(docno, f" {number[:3]} {number[3:]}\u3000") == (number, [])


def test_the_year_of_a_number() -> None:
    assert year_of("京平发〔2004〕26号") == 2004


@pytest.mark.parametrize(
    ("number", "codes", "near"),
    [
        ("京发[2004]26号", ["docno-brackets"], "京发〔2004〕26号"),
        ("京发〔04〕26号", ["docno-year"], "京发〔2004〕26号"),
        ("京发〔49〕26号", ["docno-year"], "京发〔2049〕26号"),
        ("京发〔50〕26号", ["docno-year"], "京发〔1950〕26号"),
        ("京发〔2004〕26", ["docno-hao"], "京发〔2004〕26号"),
        ("京发（98）007", ["docno-brackets", "docno-year", "docno-hao"], "京发〔1998〕7号"),
    ],
)
def test_a_number_that_is_refused_is_told_as_it_should_be(number, codes, near) -> None:
    assert read(docno, number) == (None, [(code, near, Severity.ERROR) for code in codes])


@pytest.mark.parametrize(
    ("number", "code", "near"),
    [
        ("京发〔2004〕026号", "docno-zero", "京发〔2004〕26号"),
        ("京发〔2004〕0号", "docno-zero", "京发〔2004〕0号"),
        ("京发〔2004〕第26号", "docno-di", "京发〔2004〕26号"),
    ],
)
def test_what_older_documents_have_is_taken_and_told(number, code, near) -> None:
    assert read(docno, number) == (number, [(code, near, Severity.WARNING)])


@pytest.mark.parametrize(
    "number", ["", "〔2004〕26号", "京发2004年26号", "京发〔2004〕号", "京" * 61]
)
def test_what_is_no_number(number) -> None:
    assert read(docno, number) == (None, [("docno-form", "", Severity.ERROR)])


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("978-7-01-000000-8", "978-7-01-000000-8"),
        ("ISBN 978-7-01-000000-8", "978-7-01-000000-8"),
        ("isbn：9787020002207", "9787020002207"),
        ("979-10-90636-07-1", "979-10-90636-07-1"),
        ("0-306-40615-2", "0-306-40615-2"),  # ten figures
        ("0-8044-2957-X", "0-8044-2957-X"),
        ("0-8044-2957-x", "0-8044-2957-x"),
    ],
)
def test_numbers_of_books(written, read_as) -> None:
    assert read(isbn, written) == (read_as, [])


@pytest.mark.parametrize(
    ("written", "digit"),
    [("978-7-01-000000-3", "8"), ("0-306-40615-3", "2"), ("0-8044-2957-1", "X")],
)
def test_the_last_figure_follows_from_the_others(written, digit) -> None:
    report = Reporter("book.yaml")
    assert isbn(Node(NodeShape.SCALAR, 3, written), "isbn", report) is None
    (found,) = report.findings
    assert (found.code, dict(found.params)["digit"]) == ("isbn-digit", digit)


@pytest.mark.parametrize("written", ["977-7-01-000000-8", "978-7-01-00000-8", "X-306-40615-2"])
def test_what_is_no_number_of_a_book(written) -> None:
    assert read(isbn, written) == (None, [("isbn-form", "", Severity.ERROR)])
