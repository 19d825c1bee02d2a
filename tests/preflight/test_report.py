"""Verdicts in words, JSON and HTML; the command and its exit codes."""

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from huozi.cli.preflight import preflight
from huozi.messages import catalogue
from huozi.pdf.boxes import Box
from huozi.preflight import report
from huozi.preflight.job import PlacedFinding
from huozi.preflight.judge import Verdict
from huozi.values.errors import HuoziError
from huozi.values.manuscript import Severity, finding
from tests.preflight.sample import LEFT, RECORD, Book, made, show

PLACE = Box(10, 10, 60, 30)


def fault(code: str, page: int, **params: object) -> PlacedFinding:
    return PlacedFinding(finding(code, **params), page, PLACE)


def verdict(*faults: PlacedFinding) -> Verdict:
    return Verdict("书.pdf", "plain-k", 16, faults)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(preflight, [str(argument) for argument in arguments])


def tinted(book: Book) -> None:
    book.add(6, b"0.4 g\n" + show("活字", LEFT, 100))


# ------------------------------------------------------------------------------------ words


def test_the_same_fault_on_many_pages_is_one_line() -> None:
    faults = [fault("preflight-colour", page, found="rgb") for page in (3, 5, 6, 7, 9)]
    (line,) = report.terminal(verdict(*faults), "en")
    assert line.startswith("error: preflight-colour: page 3, 5–7, 9: ")
    (line,) = report.terminal(verdict(*faults), "zh")
    assert line.startswith("错误：preflight-colour: 第 3, 5–7, 9 面：")


def test_errors_come_first() -> None:
    faults = [
        PlacedFinding(finding("preflight-grid", severity=Severity.WARNING, leading=1, share=1), 1),
        fault("preflight-page-turned", 2, found=90),
    ]
    assert [g.finding.severity for g in report.groups(faults)] == [Severity.ERROR, Severity.WARNING]


def test_a_word_without_end_is_cut() -> None:
    """A stranger's bookmark may be as long as a book."""
    faults = [fault("preflight-outline-title", 1, title="长" * 100_000)]
    (line,) = report.terminal(verdict(*faults), "en")
    page = report.as_html(verdict(*faults), {}, "en").decode()
    made = report.as_json(verdict(*faults)).decode()
    assert max(map(len, (line, page, made))) < 3_000
    assert "长长…" in line and "长长…" in page and "长长…" in made


def test_a_flood_of_one_code_is_counted() -> None:
    faults = [fault("preflight-colour", 1, found=f"c{i}") for i in range(report.MOST_LINES + 5)]
    lines = report.terminal(verdict(*faults), "en")
    assert len(lines) == report.MOST_LINES + 1
    assert lines[-1] == "preflight-colour: 5 more kinds; --json lists all"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_message_says_what_to_do(language: str) -> None:
    summaries = {"passed", "failed", "heading", "on-pages", "page", "place", "more"}
    for code, words in catalogue(language).items():
        if code.startswith("preflight-") and code.removeprefix("preflight-") not in summaries:
            assert re.search("[；;]", words), code


def test_json_holds_places_as_numbers() -> None:
    value = json.loads(report.as_json(verdict(fault("preflight-colour", 3, found="rgb"))))
    assert value["errors"] == 1 and value["passed"] is False
    assert value["faults"][0]["page"] == 3 and value["faults"][0]["box"] == [10, 10, 60, 30]
    assert value["faults"][0]["params"] == {"found": "rgb"}


def test_json_survives_places_that_are_no_numbers() -> None:
    odd = PlacedFinding(
        finding("preflight-colour", found="rgb"), 3, Box(0, 0, float("inf"), float("nan"))
    )
    assert json.loads(report.as_json(verdict(odd)))["faults"][0]["box"] is None


def test_html_escapes_what_a_stranger_wrote() -> None:
    odd = fault("preflight-outline-title", 3, title="<script>alert(1)</script>")
    page = report.as_html(verdict(odd), {(3, PLACE): "data:image/png;base64,AA"}, "en").decode()
    assert "<script" not in page and "&lt;script&gt;" in page
    assert '<img src="data:image/png;base64,AA" alt="page 3">' in page


def test_pictures_are_few_and_of_every_kind() -> None:
    many = [fault("preflight-colour", page, found="rgb") for page in range(1, 100)]
    one = fault("preflight-hairline", 7, found=0, expected=0)
    places = report.pictured(verdict(*many, one))
    assert len(places) <= report.MOST_PICTURES and (7, PLACE) in places


# ---------------------------------------------------------------------------------- command


def test_a_clean_file_passes(tmp_path: Path) -> None:
    result = call(made().save(tmp_path), "--signature", 16, "--trim", "200 × 280 pt")
    assert result.exit_code == 0, result.output
    assert "book.pdf" in result.output


def test_errors_end_with_1_and_reports_are_written(tmp_path: Path) -> None:
    path = made(before=tinted).save(tmp_path)
    record = tmp_path / "book.json"
    record.write_text(json.dumps(RECORD), encoding="utf-8")
    out, page = tmp_path / "v.json", tmp_path / "v.html"
    result = call(path, "--record", record, "--json", out, "--html", page)
    assert result.exit_code == 1
    assert "preflight-tinted-text" in result.output
    assert json.loads(out.read_bytes())["faults"][0]["code"] == "preflight-tinted-text"
    assert page.read_text(encoding="utf-8").count("data:image/png;base64,") == 1
    assert str(tmp_path) not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("trim", ["70.6x98.8", "70.6 × 98.8 mm", "7.06*9.88cm", "200X280 pt"])
def test_a_size_without_a_unit_is_in_millimetres(trim: str, tmp_path: Path) -> None:
    result = call(made().save(tmp_path), "--trim", trim)
    assert result.exit_code == 0, result.output


def test_reports_make_their_folder(tmp_path: Path) -> None:
    out = tmp_path / "new" / "v.json"
    assert call(made().save(tmp_path), "--json", out).exit_code == 0
    assert json.loads(out.read_bytes())["passed"]


def test_warnings_alone_end_with_0(tmp_path: Path) -> None:
    path = made(before=lambda book: book.add(6, show("活", 26, 100))).save(tmp_path)
    result = call(path)
    assert result.exit_code == 0 and "preflight-near-trim" in result.output


def test_quiet_says_nothing(tmp_path: Path) -> None:
    result = call(made(before=tinted).save(tmp_path), "-q")
    assert (result.exit_code, result.output) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--trim", "200"], "preflight-length"),
        (["--spine", "thick", "--cover", "book.pdf"], "preflight-length"),
        (["--bleed", "3"], "preflight-length"),
        (["--spine", "3mm"], "preflight-spine-alone"),
        (["--html", "book.pdf"], "output-name"),
        (["--record", "bad.json", "--json", "in/../bad.json"], "preflight-overwrites"),
        (["--text", "bad.html", "--html", "in/../bad.html"], "preflight-overwrites"),
        (["--record", "bad.txt"], "preflight-record"),
        (["--text", "bad.txt"], "preflight-text-encoding"),
    ],
)
def test_wrong_arguments_are_said(
    arguments, code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("bad.txt", "bad.json", "bad.html"):
        Path(name).write_bytes(b"[\xff")
    Path("in").mkdir()
    result = call(made().save(tmp_path), *arguments)
    assert isinstance(result.exception, HuoziError)
    assert [found.code for found in result.exception.findings] == [code]


def test_the_command_has_a_name_and_help() -> None:
    assert isinstance(preflight, click.Command) and preflight.name == "preflight"
    assert call("--help").exit_code == 0
