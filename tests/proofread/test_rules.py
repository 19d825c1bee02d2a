"""Each rule finds what its docstring says, makes of it what is said, and lets be the rest."""

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest
from msgspec.structs import replace

from huozi.proofread import rules as package
from huozi.proofread.rules import rules
from huozi.proofread.run import applied, proofread
from huozi.proofread.values import Passage, ProofRule, Titled, Volume
from huozi.values.manuscript import BlockKind

_ENTRY = re.compile(r"篇(《.+》)(?:(?P<docno>.+)·(?P<date>.+))?")
_EXAMPLE = re.compile(r"^ {4}([✗✓]) (.+?)(?: → (.*))?$", re.MULTILINE)


def passage(text: str) -> Passage:
    return Passage(text, "content/甲.md", 1, tuple(range(len(text))), "a", BlockKind.PARAGRAPH)


def module_of(rule: ProofRule) -> str:
    """The docstring of the module in which a rule is defined."""
    modules = (
        import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)
    )
    (defined,) = (module for module in modules if module.RULE is rule)
    return re.sub("¶\n +", "¶", defined.__doc__ or "")


EXAMPLES = [
    pytest.param(rule, *groups, id=f"{rule.id} {groups[1]}")
    for rule in rules()
    for groups in _EXAMPLE.findall(module_of(rule))
]


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "sign", "text", "instead"), EXAMPLES)
def test_examples(rule: ProofRule, sign: str, text: str, instead: str) -> None:
    """Passages of an example are parted by ¶, those behind an entry are its own; \\uXXXX stands
    for what an editor can't show.
    """
    parts = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text).split("¶")
    passages, entries = [], []
    for part in parts:
        if entry := _ENTRY.fullmatch(part):
            title, unit = entry[1][1:-1], str(len(entries))
            entries.append(Titled(unit, title, entry["docno"] or "", entry["date"] or ""))
            passages.append(replace(passage(title), kind=None, unit=unit))
        else:
            passages.append(replace(passage(part), unit=entries[-1].unit if entries else "a"))
    alarms = proofread(Volume(tuple(passages), tuple(entries)), [rule])
    assert bool(alarms) == (sign == "✗")
    if instead:
        (only,) = passages
        assert applied(only.text, (alarm.hit for alarm in alarms)) == instead


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_shows_what_it_finds_and_what_it_lets_be(rule: ProofRule) -> None:
    examples = _EXAMPLE.findall(module_of(rule))
    assert {sign for sign, *_ in examples} == {"✗", "✓"}
    assert rule.fixes <= any(instead for *_, instead in examples)
    assert (rule.of_passage is None) != (rule.of_volume is None)


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))
