"""What it costs to end a line between two classes, and which rule a forced end breaks."""

import re
from math import inf

import pytest

from huozi.compose.kinsoku import RELAXED, RELAXED_UNIT, break_penalty, fault_code
from huozi.compose.metrics import metrics_of
from huozi.compose.weights import COUNTER, PREFIX
from huozi.values.style import Kinsoku, LineStyle
from tests.compose.trace import joined, tokens_of

BASIC, STRICT = Kinsoku.BASIC, Kinsoku.STRICT


@pytest.mark.parametrize(
    ("pair", "spaced", "basic", "strict"),
    [
        ("HH", False, 0.0, 0.0),
        ("HW", False, 0.0, 0.0),
        # CLREQ, line start: closing marks, pauses, stops, middle dot, connector, solidus
        *((f"H{code}", spaced, RELAXED, RELAXED)
          for code in "CPSEepsMKVr" for spaced in (False, True)),
        # line end: opening marks, solidus, currency
        *((f"{code}H", False, RELAXED, RELAXED) for code in "OqVY"),
        # calls of notes and what is raised belong to what they stand behind, brackets to their word
        ("HF", False, RELAXED_UNIT, RELAXED_UNIT),
        ("Wf", False, RELAXED_UNIT, RELAXED_UNIT),
        ("Nr", False, RELAXED_UNIT, RELAXED_UNIT),
        ("Wr", False, RELAXED_UNIT, RELAXED_UNIT),
        ("Zr", False, RELAXED, RELAXED),
        # dashes and ellipses are whole, and begin a line where the rules are not strict
        ("DD", False, RELAXED, RELAXED),
        ("TT", False, RELAXED, RELAXED),
        ("HD", False, 15.0, RELAXED),
        ("HT", False, 60.0, RELAXED),
        ("DT", False, 60.0, RELAXED),
        # words, numbers, addresses
        ("WN", False, RELAXED_UNIT, RELAXED_UNIT),
        ("WW", True, 0.0, 0.0),
        ("ZW", False, 8.0, 8.0),
        ("wW", False, 50.0, 50.0),
        ("KW", False, 12.0, 12.0),
        ("KW", True, 0.0, 0.0),
        ("KH", False, 0.0, 0.0),
        # a fixed space, and one that nothing may part
        ("HI", False, 5.0, 5.0),
        ("HG", False, inf, inf),
        ("GH", False, inf, inf),
    ],
)  # fmt: skip
def test_the_penalty_of_a_line_end(pair: str, spaced: bool, basic: float, strict: float) -> None:
    assert break_penalty(*pair, spaced, BASIC) == basic
    assert break_penalty(*pair, spaced, STRICT) == strict


@pytest.mark.parametrize(
    ("pair", "code", "strict"),
    [
        ("HP", "forbidden-start", "forbidden-start"),
        ("OP", "forbidden-start", "forbidden-start"),
        ("DD", "broken-unit", "forbidden-start"),
        ("OH", "forbidden-end", "forbidden-end"),
        ("WW", "broken-word", "broken-word"),
        ("ZW", "broken-word", "broken-word"),
        ("WZ", "broken-word", "broken-word"),
        ("NW", "broken-unit", "broken-unit"),
        ("WN", "broken-unit", "broken-unit"),
    ],
)
def test_the_rule_that_a_line_end_breaks(pair: str, code: str, strict: str) -> None:
    assert (fault_code(*pair, BASIC), fault_code(*pair, STRICT)) == (code, strict)


# ------------------------------------------------------------------------------------------- ties


def penalties(text: str, **classes: str) -> dict[str, float]:
    """The penalties of the line ends of a text that are not free, by the token before each."""
    tokens = tokens_of(text, **classes)
    rows = zip(tokens.texts[:-1], metrics_of(tokens, LineStyle()).penalties, strict=False)
    return {token: penalty for token, penalty in rows if penalty}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("共30人来", {"30": COUNTER}),
        ("共30来", {}),
        ("见第3条", {"第": COUNTER, "3": COUNTER}),
        ("见表3了", {"表": COUNTER}),
        ("见附表3了", {"附": COUNTER, "表": COUNTER}),
        ("有代表5了", {}),
        ("见 p. 12 页", {"p": RELAXED_UNIT, ".": COUNTER, "12": COUNTER}),
        ("见 x. 12 下", {"x": RELAXED_UNIT}),
    ],
)
def test_numbers_keep_their_counter_words_and_labels(text: str, held: dict[str, float]) -> None:
    assert penalties(text) == held


def inside(number: str) -> dict[str, float]:
    """All ends in a number are closed."""
    return dict.fromkeys(tokens_of(number).texts[:-1], RELAXED_UNIT)


@pytest.mark.parametrize(
    ("sign", "held"),
    [
        ("京平发", {"京": PREFIX, "平": PREFIX, "发": 2 * PREFIX}),
        ("京、平发", {"京": RELAXED, "平": PREFIX, "发": 2 * PREFIX}),
        ("中共京平发", {"京": PREFIX, "平": PREFIX, "发": 2 * PREFIX}),  # three are held
        ("京平的", {}),
        ("发", {"发": 2 * PREFIX}),
    ],
)
def test_a_document_number_keeps_the_sign_of_its_issuer(sign: str, held: dict) -> None:
    assert penalties(f"{sign}〔2004〕26号") == held | inside("〔2004〕26号")


@pytest.mark.parametrize(
    ("number", "whole"),
    [
        ("〔2004〕第26号", True),
        ("〔2004〕的26号", False),
        ("〔04〕26号", False),
        ("〔2004〕26次", False),
    ],
)
def test_what_is_a_document_number(number: str, whole: bool) -> None:
    assert (penalties(f"发{number}").get("发") == 2 * PREFIX) is whole
    assert (penalties(f"发{number}").get("〕", 0.0) >= RELAXED_UNIT) is whole


def formula(text: str) -> dict[int, float]:
    """The penalties of line ends in a text in which figures are raised, by place."""
    raised = re.split("([0-9])", text)
    tokens = joined(*(tokens_of(part, **dict.fromkeys("0123456789", "f")) for part in raised))
    found = metrics_of(tokens, LineStyle()).penalties[:-1]
    return {at: penalty for at, penalty in enumerate(found) if penalty}


def test_a_formula_is_whole_up_to_the_spaces_in_it() -> None:
    """设 | x 2 + y 2 | 为"""
    assert formula("设x2+y2为") == dict.fromkeys((1, 2, 3, 4), RELAXED_UNIT)
    assert formula("设x2 + y2为") == dict.fromkeys((1, 4), RELAXED_UNIT)


def test_a_long_formula_may_end_a_line_behind_a_sign() -> None:
    """… but no power leaves its base: 设 | x 2 + a+b+c+d+ e+f+g+h+ … y 2 | 为"""
    held = formula(f"设x2+{'+'.join('abcdefghijkl')}+y2为")
    assert [at for at, penalty in held.items() if penalty == RELAXED_UNIT] == [1, 2, 7]
    short = formula(f"设x2+{'+'.join('abcdef')}+y2为")
    assert set(short.values()) == {RELAXED_UNIT}


def test_straight_quotes_open_and_close_in_turn_and_two_marks_share_a_cell() -> None:
    assert metrics_of(tokens_of('国"国"国"国"'), LineStyle()).codes == "HqHrHqHr"
    assert metrics_of(tokens_of("国！！！？"), LineStyle()).codes == "HEeEe"
