"""Findings on a terminal and for other programs."""

import json

import pytest
from pypdf import PdfReader

from huozi.cli.findings import print_findings, work_on
from huozi.cli.formats import FORMATS
from huozi.messages import catalogue
from huozi.values.manuscript import Place, Severity, finding
from tests.books import make_book
from tests.shell import DONE, INPUT, USAGE, caller

BOLD_RED = "\x1b[31m\x1b[1m"


@pytest.fixture
def run(monkeypatch, capsys):
    return caller(monkeypatch, capsys)


@pytest.fixture
def broken(tmp_path):
    """A book with one error whose column is known."""
    return make_book(tmp_path / "b", entries={"甲.md": "  正文里 H<b>乙\n"})


@pytest.fixture
def warned(tmp_path):
    return make_book(tmp_path / "b", entries={"甲.md": "甲\u00a0乙\n"})


def test_a_caret_stands_under_the_words(run, broken) -> None:
    source, marks = run("check", "--book", broken).err.splitlines()[1:3]
    assert source.endswith("| 正文里 H<b>乙") or source.endswith("|   正文里 H<b>乙")
    before = source[: source.index("<b>")].partition("| ")[2]
    wide = sum(2 if "一" <= char <= "鿿" else 1 for char in before)
    assert marks.partition("| ")[2] == " " * wide + "^^^"


def test_a_long_line_is_cut_around_the_place(run, tmp_path) -> None:
    body = "字" * 300 + "<b>" + "字" * 300
    err = run("check", "--book", make_book(tmp_path, entries={"甲.md": body})).err
    source, marks = err.splitlines()[1:3]
    assert len(source) < 80
    assert "<b>" in source
    assert marks.endswith("^^^")


def test_what_cannot_be_read_again_has_no_caret(tmp_path, capsys) -> None:
    work_on(tmp_path)
    for place in (Place("fort.md", 1, 1), Place("", 1, 1), None):
        print_findings([finding("yaml-too-big", place)])
    assert len(capsys.readouterr().err.splitlines()) == 3


class Terminal:
    """What a stream says when it is a terminal."""

    def __init__(self, monkeypatch) -> None:
        monkeypatch.setattr("click.utils.should_strip_ansi", self.strips)

    @staticmethod
    def strips(stream, color=None):
        return False if color is None else not color


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colour_is_for_a_terminal_that_has_not_asked_for_none(
    run, broken, monkeypatch, no_colour, coloured
) -> None:
    Terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", no_colour)
    assert (BOLD_RED in run("check", "--book", broken).err) is coloured


def test_a_file_gets_no_colour(run, broken) -> None:
    assert "\x1b" not in run("check", "--book", broken).err


# ------------------------------------------------------------------------------ other programs


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_on_standard_output(run, broken, form) -> None:
    said = run("check", "--book", broken, "--format", form)
    assert (said.code, said.err) == (INPUT, "")
    assert "raw-html" in said.out


def test_github_gets_a_command_a_finding() -> None:
    place = Place("a,b:c.md", 3, 4)
    found = finding("unknown-key", place, Severity.WARNING, found="x%y", known="z")
    (line,) = FORMATS["github"]([found]).splitlines()
    assert line.startswith("::warning file=a%2Cb%3Ac.md,line=3,col=4,title=unknown-key::")
    assert "x%25y" in line


def test_sarif_is_as_its_standard_has_it() -> None:
    told = [
        finding("yaml-too-big", Place("一.md", 3, 4)),
        finding("yaml-too-big", Place("一.md"), Severity.INFO),
        finding("memory-limit", found=1, wanted=2),
    ]
    log = json.loads(FORMATS["sarif"](told))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "yaml-too-big", "memory-limit",
    ]  # fmt: skip
    assert [one["level"] for one in run["results"]] == ["error", "note", "error"]
    where = run["results"][0]["locations"][0]["physicalLocation"]
    assert where["region"] == {"startLine": 3, "startColumn": 4}
    assert where["artifactLocation"]["uri"] == "%E4%B8%80.md"
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]
    assert "locations" not in run["results"][2]


def test_strict_counts_warnings_as_errors(run, warned) -> None:
    assert run("check", "--book", warned).code == DONE
    said = run("check", "--book", warned, "--strict")
    assert said.code == INPUT
    assert catalogue("en")["check-failed-warning"].format(count=1) in said.err
    assert run("check", "--book", warned, "--strict", "--format", "json").code == INPUT


@pytest.mark.slow
def test_a_build_that_fails_leaves_its_findings(run, broken) -> None:
    assert run("book", "--book", broken).code == INPUT
    kept = broken / "output" / "findings.json"
    told = json.loads(kept.read_text("utf-8"))
    assert [(row["code"], row["file"]) for row in told["findings"]] == [
        ("raw-html", "content/甲.md")
    ]
    (broken / "content" / "甲.md").write_text("---\ntitle: 甲\n---\n\n正文。\n", "utf-8")
    assert run("book", "--book", broken).code == DONE
    assert not kept.exists()  # they are no book's any more


def test_findings_go_where_they_are_asked_for(run, warned, tmp_path) -> None:
    wanted = tmp_path / "here" / "f.json"
    assert run("book", "--book", warned, "--findings", wanted).code == DONE
    assert json.loads(wanted.read_text("utf-8"))["summary"]["findings"] >= 1


# ------------------------------------------------------------------------------ slips of the hand


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["chek"], "check"),
        (["check", "--strikt"], "--strict"),
        (["impose", "x.pdf", "--singature", "8"], "--signature"),
        (["--fianl"], "--final"),
    ],
)
def test_a_slip_gets_the_word_that_was_meant(run, typed, meant) -> None:
    said = run(*typed)
    assert said.code == USAGE
    assert repr(meant) in said.err
    assert meant in run(*typed, lang="zh_CN.UTF-8").err


def test_what_is_near_nothing_is_told_where_to_look(run) -> None:
    for typed in (["qqqq"], ["check", "--qqqq"]):
        said = run(*typed)
        assert said.code == USAGE
        assert "--help" in said.err


def test_exit_codes_stand_in_the_help(run) -> None:
    for lang in ("C.UTF-8", "zh_CN.UTF-8"):
        said = run("--help", lang=lang).out
        assert all(f"{code} " in said for code in range(4))


@pytest.mark.slow
def test_a_proof_tells_its_round_and_the_lines_of_its_source(run, warned) -> None:
    assert run("book", "--book", warned, "--proof", "2").code == DONE
    pages = PdfReader(warned / "output" / "book-proof.pdf").pages
    said = "".join("".join(page.extract_text().split()) for page in pages)
    assert "二校样" in said
    assert "content/甲.md:1" in said
