"""Ties between tokens: a number and its counter word or label, a document number, an issuer's sign;
and the parts of a formula.

Ties depend on more than two neighbours. They are looked for only where there are digits, or
something raised or lowered.
"""

import re
from collections.abc import Sequence

from huozi.compose.kinsoku import RELAXED_UNIT
from huozi.compose.weights import COUNTER, PREFIX

#: 量词 and units written in Han that follow a number.
COUNTERS = frozenset(
    "年月日号时分秒点周天岁季届期次回遍场"
    "个名人位户家口村组队所处支项件条款章节页篇部册卷本份张幅块片面"
    "级层栋幢座间套台辆架艘只头匹棵株根把双对批种类门例桌班级师团"
    "元角万亿千百余多倍成度折米吨斤亩升克里公平立毫厘顷岁周世"
)
#: What a number stands behind as a name: 第3条, 表3, 附图2, 附件1 (CY/T 170-2019 and CY/T 171-2019
#: name tables and figures so). The longer ones come in two tokens, which stay together too.
LABELS = frozenset({"第", "表", "图", "附表", "附图", "附件", "附录"})
#: Words that end as a label does and are none: 代表 5 人.
_NO_LABELS = frozenset(
    {"代表", "发表", "手表", "钟表", "地图", "企图", "试图", "意图", "力图", "妄图"}
)
#: … and in a Latin text: p. 12, vol. 3 (trade usage).
_ABBREVIATED = frozenset(
    {"p", "pp", "vol", "vols", "no", "nos", "fig", "figs", "ch", "chap", "sec"}
)
#: 〔2004〕26号: bracket, year, bracket, number, 号; also with 第.
_DOCUMENT = re.compile(r"[Oq]N[Cr]H?NH")
#: Signs of issuers end so (代字): 京平发, 国办函, 京政令, 厅字.
_SIGN_ENDS = frozenset("发字函令办组党政委通电规任干文会")
#: How many characters of a sign are held together; most have three.
_SIGN_LENGTH = 3
#: Latin letters, figures and signs with something raised or lowered among them: H₂O, x²+y², m³/s.
_FORMULA = re.compile("[WNYqrQKVMA]*f[WNYqrQKVMAf]*")
#: In a longer one a line may end after an operator.
_LONGEST_FORMULA = 24


def tie(codes: str, texts: Sequence[str], penalties: list[float]) -> None:
    """Raise the penalty of each line end that would part what belongs together."""
    at = codes.find("N")
    while at >= 0:
        if at + 1 < len(texts) and texts[at + 1] in COUNTERS:
            penalties[at] += COUNTER
        if at:
            _tie_label(at, texts, penalties)
        at = codes.find("N", at + 1)
    for match in _DOCUMENT.finditer(codes):
        _tie_document(match.start(), match.end(), codes, texts, penalties)


def tie_formulas(
    codes: str, texts: Sequence[str], spaced: Sequence[bool], penalties: list[float]
) -> None:
    """Hold formulas together, up to the spaces that were typed in them."""
    for match in _FORMULA.finditer(codes):
        ends = [at for at in range(match.start(), match.end() - 1) if not spaced[at + 1]]
        long = sum(map(len, texts[match.start() : match.end()])) > _LONGEST_FORMULA
        for at in ends:
            if not long or "f" in codes[at : at + 2]:
                penalties[at] = max(penalties[at], RELAXED_UNIT)


def _tie_label(at: int, texts: Sequence[str], penalties: list[float]) -> None:
    """Hold the number at `at` and the label before it together."""
    pair = "".join(texts[max(at - 2, 0) : at])
    if pair.endswith(".") and pair[:-1].lower() in _ABBREVIATED:
        penalties[at - 1] += COUNTER
    if texts[at - 1] in LABELS and pair not in _NO_LABELS:
        penalties[at - 1] += COUNTER
    if pair in LABELS and at > 1:
        penalties[at - 2] += COUNTER
        penalties[at - 1] = max(penalties[at - 1], COUNTER)


def _tie_document(
    start: int, end: int, codes: str, texts: Sequence[str], penalties: list[float]
) -> None:
    year = texts[start + 1]
    if texts[end - 1] != "号" or not (len(year) == 4 and year.isdigit()):
        return
    if end - start == 6 and texts[start + 3] != "第":
        return
    for at in range(start, end - 1):
        penalties[at] = max(penalties[at], RELAXED_UNIT)
    if start and texts[start - 1] in _SIGN_ENDS:
        penalties[start - 1] += 2 * PREFIX
        for at in range(max(start - _SIGN_LENGTH, 0), start - 1):
            if codes[at : start - 1] == "H" * (start - 1 - at):
                penalties[at] += PREFIX
