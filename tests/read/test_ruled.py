"""Exceptions added to `content/审校.yaml`: lines more, all others as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.read.report import Reporter
from huozi.read.ruled import RuledError, ruled
from huozi.read.rulings import RULINGS_FILE, read_rulings
from huozi.values.rulings import Kept

NEW = Kept("N02", "08年: “#”", "照录 'x'", "张三", "2026-01-05")
WORDS = st.text("甲乙 :#'\"\\-{}[]%@！，0a", min_size=1, max_size=20).filter(
    lambda words: words == " ".join(words.split())
)

BLOCK = """\
# 决定
exceptions:   # 照录
  - rule: P01
    text: 一,二
    reason: 印本如此   # 见第3页

# 术语
terms: [甲]
"""


def read(text: str):
    report = Reporter(RULINGS_FILE)
    found = read_rulings(text, report)
    assert found is not None
    assert not report.failed
    return found


@pytest.mark.parametrize(
    "text",
    [
        "", "# 空\n", "terms: [甲]\n", "terms: [甲]", "exceptions:\n",
        "exceptions: # 无\nterms: [甲]\n",
        "exceptions: []\n", BLOCK,
        "exceptions: [{rule: P01, text: 甲, reason: 乙}]  # 一行\n",
        "exceptions:\n- rule: P01\n  text: 甲\n  reason: 乙\n",
    ],
)  # fmt: skip
def test_what_was_there_stays_and_one_more_is_read(text: str) -> None:
    made = ruled(text, NEW)
    *before, last = read(made).exceptions
    assert (last.rule, last.text, last.reason, last.who, last.date) == (
        NEW.rule, NEW.text, NEW.reason, NEW.who, NEW.date,
    )  # fmt: skip
    assert len(before) == len(read(text).exceptions if text.startswith(("e", "t", "# 决")) else ())
    for line in text.splitlines():
        head = line.partition("#")[0].rstrip("] ")
        assert head in made
        assert line.partition("#")[2] in made


def test_a_hand_would_have_written_it_so() -> None:
    assert ruled(BLOCK, NEW) == BLOCK.replace(
        "见第3页\n",
        '见第3页\n  - rule: N02\n    text: "08年: “#”"\n    reason: "照录 \'x\'"\n'
        '    who: "张三"\n    date: 2026-01-05\n',
    )


@pytest.mark.slow
@given(WORDS, WORDS)
def test_any_words_come_back(text: str, reason: str) -> None:
    made = ruled(BLOCK, Kept("N02", text, reason))
    last = read(made).exceptions[-1]
    assert (last.text, last.reason) == (text, reason)


@pytest.mark.parametrize(
    "text", ["exceptions: x\n", "{terms: [甲]}\n", "- 甲\n", "a: [\n", "x: 1\n"]
)
def test_what_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(RuledError):
        ruled(text, NEW)
