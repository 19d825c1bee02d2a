"""Rules put to a volume: what is covered, which of two speaks."""

import pytest

from huozi.proofread.rules import rules
from huozi.proofread.run import masked, proofread
from huozi.proofread.values import MASKED, Alarm, Passage, Volume
from huozi.values.manuscript import BlockKind


def passage(text: str, **given) -> Passage:
    return Passage(text, "content/甲.md", 1, (), "a", BlockKind.PARAGRAPH, **given)


def alarms(*texts: str) -> tuple[Alarm, ...]:
    return proofread(Volume(tuple(map(passage, texts))), rules())


def ids(*texts: str) -> list[str]:
    return [alarm.rule for alarm in alarms(*texts)]


def test_addresses_and_code_are_covered_and_alarms_show_what_is_printed():
    covered = masked(passage("写作`a,甲`，见http://a.cn/甲?乙，信a.b@c.cn。", code=((2, 7),)))
    assert covered.text == f"写作{MASKED * 5}，见{MASKED * 15}，信{MASKED * 8}。"
    assert not ids("见http://a.cn/甲?乙和www.a.cn/甲?乙。")
    (alarm,) = alarms("见www.a.cn,乙说好,丙。")[-1:]
    assert alarm.passage.text.startswith("见www.a.cn")


def test_of_two_rules_the_truer_one_speaks():
    assert ids("京平发(2004)26号已印发。") == ["D01"]  # and not that its brackets are half-width
    assert ids("见《关于印发《试行办法》的通知。") == ["P04"]  # nothing stands in what never ends
    assert ids("办法(试行）已印发。") == ["P02"]  # the other bracket has its partner


def test_a_rule_that_yields_names_one_that_there_is():
    known = {rule.id for rule in rules()}
    assert all(known.issuperset(rule.yields_to) for rule in rules())


@pytest.mark.slow
@pytest.mark.parametrize(
    "sign",
    ["（", "“", "？", "，", "、", "’", "象", "A", "一", "的", "1.1", "中 ，", "中国—", "约万亿"],
)
def test_a_long_row_of_one_sign_is_read_at_once(sign: str) -> None:
    """A rule that takes quadratic time would not come to its end here."""
    row = sign * 20_000
    proofread(Volume((passage(row + "。"), passage("@中））" + row))), rules())


def test_brackets_may_stand_in_one_another_as_deep_as_they_like() -> None:
    text = "（" * 20_000 + "甲" + "）" * 20_000
    assert proofread(Volume((passage(text),)), [rule for rule in rules() if rule.id == "P04"]) == ()
