"""`content/审校.yaml`: what it may say, and what is said of mistakes in it, each with its line."""

import re
from pathlib import Path

import pytest

from huozi.messages import render
from huozi.read.report import Reporter
from huozi.read.rulings import RULINGS_FILE, read_rulings
from huozi.values.rulings import AcceptedError, ErrorKind, Kept, OfficeList, ProofRead, Rulings

DOCS = Path(__file__).parents[2] / "docs"
WHOLE = """\
exceptions:
  - {rule: N02, text: 08年, reason: 照录, who: 张三, date: 2026-01-05}
terms: [8+1工作法]
names:
  - 韩复榘
lists:
  - name: 机构
    who: 李四
    date: 2026-01-05
    words:
      农工委: 农村工作委员会
      的的: ''
proofs:
  - number: 1
    who: 王五
    date: 2026-02
    errors:
      - {page: ii, kind: 字, wrong: 工帐, right: 台账, rule: W05, note: 两处}
      - {page: 3, kind: mark, wrong: ','}
  - number: 2
"""


def read(text: str, known: tuple[str, ...] = ("N02", "W05")) -> tuple[Rulings | None, Reporter]:
    report = Reporter(RULINGS_FILE)
    return read_rulings(text, report, known), report


def test_all_that_may_be_said() -> None:
    rulings, report = read(WHOLE)
    assert report.findings == []
    assert rulings == Rulings(
        (Kept("N02", "08年", "照录", "张三", "2026-01-05", 2),),
        ("8+1工作法",),
        ("韩复榘",),
        (OfficeList("机构", "李四", "2026-01-05", (("农工委", "农村工作委员会"), ("的的", ""))),),
        (
            ProofRead(
                1,
                (
                    AcceptedError("ii", ErrorKind.CHARACTER, "工帐", "台账", "W05", "两处"),
                    AcceptedError("3", ErrorKind.MARK, ","),
                ),
                "王五",
                "2026-02",
                14,
            ),
            ProofRead(2, line=20),
        ),
    )
    assert rulings.proof(2) == ProofRead(2, line=20)
    assert rulings.proof(3) is None


@pytest.mark.parametrize("page", ["proofreading.md", "proofreading.zh-CN.md"])
def test_what_the_docs_show_can_be_written(page: str) -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.M | re.S)
    rulings, report = read(example)
    assert report.findings == []
    assert rulings is not None
    assert all(getattr(rulings, name) for name in Rulings.__struct_fields__)
    assert all(kind.value in (DOCS / page).read_text("utf-8") for kind in ErrorKind)


def test_an_empty_file_decides_nothing() -> None:
    assert read("")[0] == read("# 只有说明\n")[0] == Rulings()


#: The head of a list of the office.
LIST = "lists:\n  - name: 表\n    who: 甲\n    date: 2026\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("exceptions:\n  - {rule: N02, text: 甲}", "missing-key", 2),  # no reason
        ("exceptions:\n  - {rule: N2, text: 甲, reason: 乙}", "ruling-rule-near", 2),
        ("exceptions:\n  - {rule: 甲, text: 甲, reason: 乙}", "ruling-rule", 2),
        ("exceptions: N02", "expected-list", 1),
        ("exceptions:\n  - N02", "expected-mapping", 2),
        ("exception: []", "unknown-key-near", 1),
        ("lists:\n  - {name: 表, date: 2026-01-05, words: {甲: 乙}}", "missing-key", 2),
        (LIST.replace("2026", "2026-02-30") + "    words: {甲: 乙}", "date-day", 4),
        (LIST + "    words:\n      甲: 甲", "ruling-same", 6),
        (LIST + "    words: [甲]", "expected-mapping", 5),
        ("proofs:\n  - number: 一", "expected-integer", 2),
        ("proofs:\n  - number: 10", "expected-integer", 2),
        ("proofs:\n  - number: 1\n  - number: 1", "ruling-proof-twice", 3),
        ("proofs:\n  - number: 1\n    errors:\n      - {kind: 字, wrong: 甲}", "missing-key", 4),
        ("proofs:\n  - number: 1\n    errors:\n      - {page: '', kind: 字, wrong: 甲}",
         "missing-key", 4),
        ("proofs:\n  - number: 1\n    errors:\n      - {page: 1, kind: 政治, wrong: 甲}",
         "unknown-value", 4),
        ("terms: [甲", "yaml-bracket", 1),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, code: str, line: int) -> None:
    _, report = read(text)
    found = [(one.code, one.place.line) for one in report.findings if one.place]
    assert (code, line) in found
    for one in report.findings:
        for language in ("zh", "en"):
            assert render(one, language).startswith(RULINGS_FILE)
