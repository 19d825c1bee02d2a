"""`impose` as it is called."""

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from huozi.cli.impose import impose
from huozi.messages import render
from huozi.values.errors import HuoziError, InputError, UsageError
from tests.impose.pdfs import numbered


def call(*arguments: object):
    return CliRunner().invoke(impose, list(map(str, arguments)), standalone_mode=False)


def complaint(*arguments: object) -> HuoziError:
    error = call(*arguments).exception
    assert isinstance(error, HuoziError), error
    return error


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return numbered(tmp_path / "book.pdf", 14, Title="汇编")


def test_a_booklet_with_nothing_but_an_output(book: Path, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    done = call(book, "-o", book.with_name("out.pdf"))
    assert done.exception is None
    assert "14 pages on 4 sheets of 297.0 × 210.0 mm" in done.stdout
    assert "2 blank pages were added" in done.stderr
    with pikepdf.open(book.with_name("out.pdf")) as pdf:
        assert len(pdf.pages) == 8


def test_quiet_says_nothing(book: Path) -> None:
    done = call(book, "-o", book.with_name("out.pdf"), "-q")
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "sides"),
    [
        (["--style", "perfect", "--signature", "8", "--sheet", "A3", "--grind", "2mm"], 8),
        (["--style", "sewn", "--signature", "16", "--up", "8", "--sheet", "大度四开"], 2),
        (["--style", "n-up", "--up", "4", "--sheet", "A4", "--fit", "--one-sided"], 4),
        (["--style", "stack", "--up", "4", "--sheet", "320x450mm", "--gap", "6mm"], 4),
        (["--style", "repeat", "--up", "2", "--sheet", "A3"], 14),
        (["--creep", "0.5mm", "--flip", "long", "--binding", "right", "--no-marks"], 8),
        (["--blanks", "before-last", "--last", "2", "--slug-language", "en"], 8),
    ],
)
def test_styles(book: Path, options: list[str], sides: int) -> None:
    output = book.with_name("out.pdf")
    assert call(book, "-o", output, *options).exception is None
    with pikepdf.open(output) as pdf:
        assert len(pdf.pages) == sides


@pytest.mark.parametrize(
    ("options", "code", "kind"),
    [
        (["--sheet", "A99"], "impose-sheet", UsageError),
        (["--bleed", "3"], "impose-length", UsageError),
        (["--up", "3"], "impose-up", UsageError),
        (["--style", "sewn", "--signature", "10"], "impose-signature", UsageError),
        (["--sheet", "100x100"], "impose-misfit", InputError),
        (["--blanks", "refuse"], "impose-blanks-refused", InputError),
    ],
)
def test_wrong_calls_and_wrong_input(book: Path, options, code, kind) -> None:
    output = book.with_name("out.pdf")
    error = complaint(book, "-o", output, *options)
    assert isinstance(error, kind)
    assert [found.code for found in error.findings] == [code]
    assert all(render(found, language) for found in error.findings for language in ("zh", "en"))
    assert not output.exists()


def test_the_source_is_never_overwritten(book: Path) -> None:
    before = book.read_bytes()
    assert complaint(book, "-o", book).findings[0].code == "impose-same-file"
    assert book.read_bytes() == before


def test_what_is_needed_is_said_in_millimetres(book: Path) -> None:
    (found,) = complaint(book, "-o", book.with_name("o.pdf"), "--sheet", "180x120").findings
    for language in ("zh", "en"):
        words = render(found, language)
        assert "100.0 × 140.0 mm" in words  # a page
        assert "200.0 × 140.0 mm" in words  # what it needs
        assert "180.0 × 120.0 mm" in words  # what there is
        assert "A5" in words  # what would do
        assert "85.7" in words


def test_the_command_does_not_load_the_pdf_library() -> None:
    """`--help` and a wrong call cost nothing."""
    code = "import sys, huozi.cli.impose; print('pikepdf' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
