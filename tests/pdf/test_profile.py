import json

import pytest

from huozi.jobs.cover.make import press_cover
from huozi.pdf import profile as profiles
from huozi.pdf.profile import JUDGED, purpose
from huozi.preflight.inspect import inspect
from huozi.preflight.job import PlacedFinding, Wanted
from huozi.preflight.judge import Verdict
from huozi.press import Order
from huozi.progress import Progress
from huozi.values.errors import InputError, MachineError, UsageError
from huozi.values.length import mm
from huozi.values.manuscript import Booklet, Severity, finding
from tests.books import make_book
from tests.pressing import ROOT, article, press, press_booklets


def icc(space=b"CMYK", kind=b"prtr", description=b"Test Press"):
    """A profile with a header and a description, and nothing else."""
    tag = b"desc" + bytes(4) + (len(description) + 1).to_bytes(4) + description + b"\0"
    table = (1).to_bytes(4) + b"desc" + (144).to_bytes(4) + len(tag).to_bytes(4)
    size = 144 + len(tag)
    header = size.to_bytes(4) + bytes(8) + kind + space + bytes(16) + b"acsp" + bytes(88)
    return header + table + tag


@pytest.fixture
def press_profile(tmp_path):
    file = tmp_path / "press.icc"
    file.write_bytes(icc())
    return file


def code(error):
    return error.value.findings[0].code


def test_the_printers_own_profile(press_profile):
    made = purpose("x4", press_profile)
    assert (made.icc.channels, made.icc.description) == (4, "Test Press")
    assert made.icc.data == press_profile.read_bytes()


def test_without_the_package_x4_stops_and_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(profiles, "ICC_FILE", tmp_path / "none.icc")
    for name in ("x4", "x1a"):
        with pytest.raises(MachineError) as error:
            purpose(name)
        assert code(error) == "icc-not-installed" and error.value.exit_code == 3
        assert dict(error.value.findings[0].params)["package"] == profiles.ICC_PACKAGE


def test_a_profile_that_is_not_there(tmp_path):
    with pytest.raises(MachineError) as error:
        purpose("x4", tmp_path / "none.icc")
    assert code(error) == "icc-missing"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a profile" * 20,
        icc(kind=b"mntr"),
        icc(space=b"RGB "),
        icc()[:-1],
    ],
    ids=["empty", "text", "monitor", "rgb", "cut short"],
)
def test_what_is_no_press_profile_is_refused(tmp_path, data):
    file = tmp_path / "press.icc"
    file.write_bytes(data)
    with pytest.raises(MachineError) as error:
        purpose("x4", file)
    assert code(error) == "icc-unsound"


def test_a_condition_newer_than_pdf_1_4_is_not_for_x1a(tmp_path):
    """PDF 1.4 knows version 2 of ICC profiles; what can't read version 4 prints anything."""
    data = bytearray(icc())
    data[8] = 4
    file = tmp_path / "press.icc"
    file.write_bytes(data)
    assert purpose("x4", file).icc.data == data
    with pytest.raises(MachineError) as error:
        purpose("x1a", file)
    assert code(error) == "icc-unsound"
    assert dict(error.value.findings[0].params)["reason"] == "ICC 4 > 2"


def test_a_profile_nobody_needs_is_a_wrong_call(press_profile):
    with pytest.raises(UsageError) as error:
        purpose("plain-k", press_profile)
    assert code(error) == "icc-unused"


@pytest.mark.slow
@pytest.mark.parametrize("name", JUDGED)
def test_what_the_press_makes_passes_the_preflight_of_its_profile(name, tmp_path):
    book = make_book(tmp_path / "book", {"a.md": article("甲", 12), "b.md": article("乙")},
                     {"title": "汇编", "date": "2010-04"})  # fmt: skip
    output = press(book, tmp_path / "book.pdf", purpose=purpose(name)).output
    record = json.loads(output.with_suffix(".json").read_bytes())
    verdict, _ = inspect(output, name, Wanted(record=record), None, draw=False)
    assert [f.finding for f in verdict.faults if f.finding.severity is Severity.ERROR] == []


TINTED = {
    "styles/article.css": (ROOT / "styles" / "entry.css").read_text() + ".text { color: #999 }"
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kept_back"), [("plain-k", True), ("proof", False)])
def test_a_build_is_judged_by_its_profile(name, kept_back, tmp_path):
    """Small grey type has no place on a plate; a proof is there to show it."""
    book = make_book(tmp_path / "book", {"a.md": article("甲")}, {"title": "汇编"}, TINTED)
    output = tmp_path / "book.pdf"
    output.write_bytes(b"the last good book")
    if not kept_back:
        assert press(book, output, purpose=purpose(name)).pages
        return
    with pytest.raises(InputError) as error:
        press(book, output, purpose=purpose(name))
    (found,) = error.value.findings
    assert found.code == "preflight-tinted-text"
    assert str(found.place).startswith("book.pdf, page ")
    assert output.read_bytes() == b"the last good book"


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_booklets_are_judged_by_their_profile_too(tmp_path, jobs, monkeypatch):
    monkeypatch.setattr("huozi.jobs.press_booklets._SHARED_FROM_PAGES", 0)
    book = make_book(tmp_path / "book", {"a.md": article("甲"), "b.md": article("乙")},
                     {"title": "汇编"}, TINTED)  # fmt: skip
    wanted = [Booklet("one", "甲", (1,)), Booklet("two", "乙", (2,))]
    with pytest.raises(InputError) as error:
        press_booklets(book, *wanted, jobs=jobs, purpose=purpose("plain-k"))
    assert {found.code for found in error.value.findings} == {"preflight-tinted-text"}
    assert [str(found.place).split(",")[0] for found in error.value.findings] == [
        "one-plain-k.pdf", "two-plain-k.pdf",
    ]  # fmt: skip
    assert not list((book / "output" / "booklets").glob("*.pdf"))


def test_a_cover_is_judged_by_its_profile_too(tmp_path, monkeypatch):
    fault = PlacedFinding(finding("preflight-overlap", found="甲乙"), 1)
    asked = []

    def judge(path, profile, wanted):
        asked.append((path.name, profile.name, wanted.trim_pt[1]))
        return Verdict(path.name, profile.name, 1, (fault,))

    monkeypatch.setattr("huozi.preflight.judge.judge", judge)
    book = make_book(tmp_path / "book", book={"title": "汇编"})
    order = Order(book, tmp_path / "cover.pdf", jobs=1, purpose=purpose("plain-k"))
    with pytest.raises(InputError) as error:
        press_cover(order, Progress())
    assert code(error) == "preflight-overlap"
    assert asked == [("cover.pdf", "plain-k", pytest.approx(mm(203)))]
    assert not order.output.exists()


def test_faults_on_the_desk_are_told_and_keep_nothing_back(tmp_path, monkeypatch):
    fault = PlacedFinding(finding("preflight-overlap", found="甲乙"), 3)
    monkeypatch.setattr(
        "huozi.preflight.judge.judge", lambda *_: Verdict("b.pdf", "proof", 4, (fault,))
    )
    book = make_book(tmp_path / "book", {"a.md": article("甲")}, {"title": "汇编"})
    told = press(book, tmp_path / "b.pdf", purpose=purpose("proof")).findings
    assert [(f.code, f.severity) for f in told] == [("preflight-overlap", Severity.WARNING)]
