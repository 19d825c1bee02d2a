"""Rules put to a volume: what is covered, which of two speaks, what is remembered."""

import pytest
from msgspec.structs import replace

from huozi.proofread.memory import ProofMemory
from huozi.proofread.rules import rules
from huozi.proofread.run import look, masked, proofread
from huozi.proofread.values import MASKED, Alarm, Hit, Passage, ProofRule, Volume
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


@pytest.fixture
def asked() -> tuple[list[str], ProofRule]:
    """A rule that writes down which texts it is asked about."""
    texts: list[str] = []

    def find(one: Passage) -> list[Hit]:
        texts.append(one.text)
        return [Hit(0, 1, "乙", "甲")]

    return texts, replace(rules()[0], of_passage=find, of_volume=None)


def test_a_passage_is_looked_at_once(asked):
    texts, rule = asked
    memory = ProofMemory()
    volume = Volume((passage("甲一"), passage("甲二")))
    first = proofread(volume, [rule], memory.look)
    assert proofread(volume, [rule], memory.look) == first
    assert texts == ["甲一", "甲二"]
    edited = Volume((passage("甲一"), passage("甲三")))
    later = ProofMemory(memory.kept())
    assert proofread(edited, [rule], later.look) == proofread(edited, [rule], look)
    assert texts == ["甲一", "甲二", "甲三", "甲一", "甲三"]


@pytest.mark.parametrize("change", [{"kind": BlockKind.CELL}, {"label": "1."}, {"level": 2}])
def test_what_a_rule_may_go_by_is_in_the_key(asked, change):
    texts, rule = asked
    memory = ProofMemory()
    memory.look(passage("甲"), [rule])
    memory.look(replace(passage("甲"), **change), [rule])
    assert len(texts) == 2


def test_other_rules_look_themselves(asked):
    texts, rule = asked
    memory = ProofMemory()
    memory.look(passage("甲"), [rule])
    memory.look(passage("甲"), [replace(rule, id="Z99")])
    assert len(texts) == 2


def test_what_can_not_be_read_is_forgotten(asked):
    _, rule = asked
    assert ProofMemory(b"\xff broken").look(passage("甲"), [rule])
