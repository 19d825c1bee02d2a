"""A character for one that looks like it: 太明宫, 曰子, 末来.

A scan does that, and a tired eye. Each character of some seventy groups is exchanged in its clause;
where the words of the dictionary then make the clause far likelier, it is told. In edited text two
of five such alarms are right.

    ✗ 我们在二月二十二曰子时出发。
    ✗ 全区杜会事业发展
    ✗ 这是本未倒置的做法。
    ✓ 我们已经出发，本末倒置，子曰学而，大明宫，干部
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.read.segment import likelihood, weights
from huozi.values.script import COMMON_HAN

_GROUPS = (
    "己已巳 末未 日曰 人入八 千干于 土士 治冶 社杜 戊戌戍 候侯 洽恰 贷货 各务 拔拨 "
    "员贝 辨辩辫 晶品 牧收 祝视 牲性姓 管菅 崇祟 茸葺 徒徙 撤撒 兔免 鸟乌 刺剌 "
    "场埸 盲肓 赢羸 裸棵 贪贫 折拆析 清请情 桂挂 科料 天夭 体休 住往 宜宣 栽裁载 "
    "杨扬 拍柏 抗杭 问间 竟竞 遗遣 即既 今令 困因 太大犬 工王土 且目 弟第 传侍付 "
    "什仿 母毋 又叉 刀力 风凤 历厉 状壮 晴睛 沦论 抓孤狐 持特待侍 恨根很狠 般船 "
    "捐损 摸模漠 壁璧 卷券 幕慕墓 梁粱 密蜜 孟盂 哀衰衷 奋夺 陪部倍都 群郡 村材 "
    "枝技伎 抵低底 佳住 狂往征"
)
_LEAST_GAIN = 6.0
_LEFT, _RIGHT = 6, 7
_RUN = re.compile(rf"[{COMMON_HAN}]{{2,}}")
_LONGEST = 4


@cache
def _alike() -> Mapping[str, str]:
    """Each character with those that look like it."""
    alike: dict[str, set[str]] = {}
    for group in _GROUPS.split():
        for one in group:
            alike.setdefault(one, set()).update(set(group) - {one})
    return MappingProxyType({one: "".join(sorted(others)) for one, others in alike.items()})


def _makes_word(text: str, at: int, instead: str) -> bool:
    """Whether an exchange makes a word that was none."""
    known = weights()
    for begin in range(max(0, at - _LONGEST + 1), at + 1):
        for end in range(max(at + 1, begin + 2), min(len(text), begin + _LONGEST) + 1):
            if text[begin:at] + instead + text[at + 1 : end] in known:
                return True
    return False


def gain(run: str, at: int, instead: str) -> float:
    """How much likelier a run of Han is with another character at a place."""
    begin = max(0, at - _LEFT)
    clause = run[begin : at + _RIGHT]
    other = clause[: at - begin] + instead + clause[at - begin + 1 :]
    return likelihood(other) - likelihood(clause)


def _find(passage: Passage) -> Iterator[Hit]:
    alike = _alike()
    for match in _RUN.finditer(passage.text):
        run = match[0]
        for at, character in enumerate(run):
            for instead in alike.get(character, ""):
                if _makes_word(run, at, instead) and gain(run, at, instead) >= _LEAST_GAIN:
                    start = match.start() + at
                    yield Hit(start, start + 1, of=f"{character}{instead}")
                    break


RULE = ProofRule(
    "W21",
    Grade.DOUBT,
    "图书质量管理规定",
    fit=False,
    of_passage=_find,
    yields_to=("W03", "W05", "W12"),
)
