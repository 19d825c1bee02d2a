"""What people decided: exceptions, terms and names, the lists of the office."""

import pytest

from huozi.proofread.kept import (
    NAMES_RULE,
    OWN_RULE,
    decided,
    names_rule,
    own_rule,
    source_of,
)
from huozi.proofread.rules import rules
from huozi.proofread.run import applied, proofread
from huozi.proofread.values import Alarm, ProofRule, Volume
from huozi.values.rulings import Kept, OfficeList, Rulings
from tests.proofread.test_rules import passage

BY_ID = {rule.id: rule for rule in rules()}


def alarms(text: str, *asked: ProofRule) -> tuple[Alarm, ...]:
    return proofread(Volume((passage(text),)), asked)


@pytest.mark.parametrize(
    ("rule", "text", "left"),
    [
        ("N02", "08年", ["09年"]),  # the words themselves, wherever they stand
        ("N02", "，08年", ["08年", "09年"]),  # of the three only the one in these words
        ("P01", "08年", ["08年", "08年", "09年"]),  # of another rule
    ],
)
def test_an_exception_is_of_a_rule_and_a_text(rule: str, text: str, left: list[str]) -> None:
    found = alarms("08年：甲，08年：乙。09年：丙。", BY_ID["N02"])
    rulings = Rulings(exceptions=(Kept(rule, text, "照录"),))
    done = decided(found, rulings, [BY_ID["N02"]])
    assert [alarm.words for alarm in done.alarms] == left
    assert done.kept == 3 - len(left)


def test_an_exception_may_be_the_surroundings_of_a_mark() -> None:
    found = alarms("“甲”、“乙”、“丙”和《丁》、《戊》", BY_ID["P12"])
    assert len(found) == 3
    done = decided(found, Rulings(exceptions=(Kept("P12", "”、“", "照录"),)), [BY_ID["P12"]])
    (left,) = done.alarms
    assert left.passage.text[left.hit.start - 1] == "》"


def test_a_term_or_a_name_is_right_for_all_rules() -> None:
    found = alarms("08年派和08年，", BY_ID["N02"])
    for rulings in (Rulings(terms=("08年派",)), Rulings(names=("08年派",))):
        (left,) = decided(found, rulings, ()).alarms
        assert left.hit.start == 5


def test_an_exception_that_meets_nothing_is_stale_only_if_its_rule_was_asked() -> None:
    one = Kept("N02", "97年", "照录")
    found = alarms("08年起", BY_ID["N02"])
    assert decided(found, Rulings(exceptions=(one,)), [BY_ID["N02"]]).stale == (one,)
    assert decided(found, Rulings(exceptions=(one,)), [BY_ID["P01"]]).stale == ()
    met = Kept("N02", "08年", "照录")
    assert decided(found, Rulings(exceptions=(met,)), [BY_ID["N02"]]).stale == ()


LISTS = (
    OfficeList(
        "机构", "张三", "2026-01-05", (("农工委", "农村工作委员会"), ("平谷区", "北京市平谷区"))
    ),
    OfficeList("旧表", "李四", "2020-01-05", (("农工委", "别的"), ("平谷", "平谷县"))),
)


def test_the_lists_of_the_office_are_a_rule_with_who_answers_for_it() -> None:
    rule = own_rule(LISTS)
    assert rule is not None
    found = alarms("平谷区农工委，北京市平谷区，平谷。", rule)
    text = found[0].passage.text
    made = "北京市平谷区农村工作委员会，北京市平谷区，平谷县。"
    assert applied(text, (alarm.hit for alarm in found)) == made
    assert {alarm.rule for alarm in found} == {OWN_RULE}
    sources = [source_of(alarm, rule, LISTS) for alarm in found]
    assert sources == ["机构（张三，2026-01-05）"] * 2 + ["旧表（李四，2020-01-05）"]
    assert own_rule(()) is None


NAMES = ("杜聿明", "农村工作委员会", "李伟民", "李为民")


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("社聿明主政。", "杜聿明主政。"),  # the look
        ("市农村工做委员会印发", "市农村工作委员会印发"),  # the sound
        ("市农村作工委员会印发", "市农村工作委员会印发"),  # two are turned
        ("杜聿文主政，农村工作会议，李维民", "杜聿文主政，农村工作会议，李伟民"),
    ],
)
def test_what_is_nearly_a_name_is_told(text: str, instead: str) -> None:
    rule = names_rule(NAMES)
    assert rule and rule.id == NAMES_RULE
    assert applied(text, (alarm.hit for alarm in alarms(text, rule))) == instead


def test_names_themselves_are_none_near_to_one_another() -> None:
    rule = names_rule(NAMES)
    assert rule and not alarms("李伟民、李为民、杜聿明在农村工作委员会。", rule)
    assert names_rule(("张三", "")) is None
