"""docs/proofreading.md names each rule as it is."""

import re
from pathlib import Path

from huozi.proofread.rules import rules
from huozi.proofread.values import Grade

_ROW = re.compile(r"^\| ([A-Z]\d\d\w?) \| (.) \| (on|off) \| (yes)? ?\|", re.MULTILINE)
_GRADES = {Grade.WRONG: "错", Grade.DOUBT: "疑", Grade.ADVICE: "议"}


def test_each_rule_has_its_row():
    text = (Path(__file__).parents[2] / "docs/proofreading.md").read_text(encoding="utf-8")
    rows = [
        (rule.id, _GRADES[rule.grade], "on" if rule.fit else "off", "yes" if rule.fixes else "")
        for rule in rules()
    ]
    assert _ROW.findall(text) == rows
