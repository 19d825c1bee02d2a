"""Errors to plant in edited text, one kind a rule, none of them taken from the rule's own list.

A seed is given a paragraph and draws a place in it; it gives the text with one error, and where
that is, or None where the paragraph has no place for it. ¶ parts paragraphs.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from huozi.proofread.values import Titled
from huozi.proofread.words import standard_characters, variant_words

_HAN = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with one error from `start` to `stop`, and the entries of its book."""

    text: str
    start: int
    stop: int
    entries: tuple[Titled, ...] = ()


Seed = Callable[[str, Random], Planted | None]


def swap(form: str, *instead: str | Callable[[re.Match[str], Random], str]) -> Seed:
    """Something in place of what a form finds, at a place that is drawn."""
    searched = re.compile(form)

    def seed(text: str, draw: Random) -> Planted | None:
        found = list(searched.finditer(text))
        if not found:
            return None
        match, what = draw.choice(found), draw.choice(instead)
        new = what if isinstance(what, str) else what(match, draw)
        if new == match[0]:
            return None
        if not new:
            return Planted(text[: match.start()] + text[match.end() :], 0, 0)
        made = text[: match.start()] + new + text[match.end() :]
        return Planted(made, match.start(), match.start() + len(new))

    return seed


def put(
    *words: str | Callable[[Random], str], at: str = "(?<=[，。；])(?=[\u4e00-\u9fff])"
) -> Seed:
    """Words put in where a clause begins, or where a form says."""
    return swap(
        at, *((lambda match, draw, w=w: w if isinstance(w, str) else w(draw)) for w in words)
    )


def _two(one: str, two: str) -> Seed:
    """Paragraphs around one: a number before it and one that does not follow it."""

    def seed(text: str, draw: Random) -> Planted | None:
        if re.match(r"[（第0-9一二三四五六七八九十]", text):
            return None
        made = f"{one}{text}¶{two}{text}"
        return Planted(made, 0, 0)

    return seed


def _repeated(least: int, most: int, form: str = f"[{_HAN}]") -> Seed:
    return swap(f"{form}{{{least},{most}}}", lambda match, draw: match[0] * 2)


def _traditional(match: re.Match[str], draw: Random) -> str:
    return TRADITIONAL[match[0]]


#: Traditional forms by hand: what people type or scans bring.
TRADITIONAL = dict(
    zip(
        "国会个来时为发对经学业员区关门问间车长书东乐习买产亲亿仅从众优传伤体",
        "國會個來時爲發對經學業員區關門問間車長書東樂習買產親億僅從眾優傳傷體",
        strict=True,
    )
)
_RADICAL = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
#: The one list that is the rule itself: the state's.
_VARIANTS = {right: word for word, right in variant_words().pairs.items()}
_PLAIN = "".join(one for one in _RADICAL if one in standard_characters())
_NAMES = (
    "约翰",
    "史密斯",
    "玛丽",
    "安娜",
    "彼得",
    "亚历山大",
    "普希金",
    "威廉",
    "乔治",
    "华盛顿",
    "托马斯",
)
#: Errors of typists from no list of ours, by the words that they stand for.
_TYPED = {
    "已经": "己经", "未来": "末来", "根据": "跟据", "规定": "归定", "部署": "布署",
    "措施": "错施", "安装": "按装", "社会": "杜会", "责任": "责认", "保护": "保户",
    "管理": "管里", "政府": "政俯", "人民": "入民", "部门": "部们", "依法": "依发",
    "行政": "行正", "机关": "机官", "监督": "监都", "检查": "捡查", "申请": "申清",
    "登记": "登计", "许可": "许司", "应当": "因当", "禁止": "禁只", "处罚": "处罰",
    "按照": "按召", "组织": "组职", "负责": "负贵", "实施": "实旋", "制定": "制订定",
    "建设": "建没", "环境": "环镜", "资源": "资原", "维护": "维户", "提供": "提共",
}  # fmt: skip


def _name(draw: Random, dot: str) -> str:
    return dot.join(draw.sample(_NAMES, 2)) + "说，"


def _date_of_none(draw: Random) -> str:
    month = draw.choice((2, 4, 6, 9, 11, 13, 14))
    day = {2: 30, 4: 31, 6: 31, 9: 31, 11: 31}.get(month, 5)
    return f"{draw.randint(1980, 2024)}年{month}月{day}日，"


def _title(text: str, draw: Random) -> Planted | None:
    match = re.search("《([\u4e00-\u9fff]{10,40})》", text)
    if not match:
        return None
    at = draw.randrange(2, len(match[1]) - 2)
    title = match[1][:at] + match[1][at + 1 :]
    return Planted(text, match.start(1), match.end(1), (Titled("x", title),))


def _cut(text: str, draw: Random) -> Planted | None:
    commas = [match.end() for match in re.finditer("，(?=[\u4e00-\u9fff])", text)]
    commas = [at for at in commas if at > 25]
    if not commas:
        return None
    at = draw.choice(commas) + draw.randint(-1, 0)
    return Planted(text[:at] + "¶" + text[at:], 0, 0)


def _joined(text: str, draw: Random) -> Planted | None:
    """Numbered paragraphs, two of which are one."""
    if re.match(r"[（第0-9一二三四五六七八九十]", text) or not text.endswith("。"):
        return None
    return Planted(f"一、{text}二、{text}¶三、{text}", 0, 0)


def _misdated(text: str, draw: Random) -> Planted | None:
    """A document with another date, or another year in its number, than its front matter says."""
    month, day, year = draw.randint(1, 12), draw.randint(1, 28), draw.randint(1990, 2024)
    signed, number = draw.choice(((draw.randint(1, 28), year), (day, year + 1)))
    if (signed, number) == (day, year):
        return None
    entry = Titled("x", "甲", f"平发〔{number}〕3号", f"{year}-{month:02}-{day:02}")
    return Planted(f"{text}¶{year}年{month}月{signed}日", 0, 0, (entry,))


_DIGITS = "〇一二三四五六七八九"
_CJK = rf"(?<=[{_HAN}])(?P<m>[，；：])(?=[{_HAN}])"

SEEDS: dict[str, Seed] = {
    "P01": swap(_CJK, lambda m, d: {"，": ",", "；": ";", "：": ":"}[m[0]]),
    "P02": swap(rf"（(?=[{_HAN}]+）)", "("),
    "P03": swap(rf"“(?=[{_HAN}])", '"'),
    "P04": swap("[“”（）《》]", ""),
    "P05": swap(rf"(?<=[{_HAN}])([{_HAN}]{{2,4}})(?=[，。])", lambda m, d: f"“所谓“{m[0]}”是”"),
    "P06": swap(rf"《[{_HAN}]+》", lambda m, d: f"《关于{m[0]}的通知》"),
    "P07": put("经验--", "经验－－", "就是这样的—", "启示──", at=rf"(?<=，)(?=[{_HAN}])"),
    "P08": swap(rf"(?<=[{_HAN}])。", "...", "。。。", "…", "......"),
    "P09": swap(_CJK, lambda m, d: m[0] + d.choice("，；、")),
    "P10": swap(rf"(?<=[{_HAN}])。$", lambda m, d: "，说：“好。”。"),
    "P11": swap(rf"（(?=[{_HAN}])", "（，", "（。"),
    "P13": put("首先、", "第二、", at=rf"(?<=[。；])(?=[{_HAN}])"),
    "P14": swap(
        r"(?<![\d.])\d{2,4}", lambda m, d: "".join(chr(ord(digit) + 0xFEE0) for digit in m[0])
    ),
    "P15": put(*(f"过了{a}、{b}{c}，" for a, b in ("三四", "五六", "二三") for c in "天个年次")),
    "P16": put("约20-30人，", "占20%-30%，", "每户3-5亩，", "下降20—30元，", "共100-200万元，"),
    "P17": put(*((lambda d, dot=dot: _name(d, dot)) for dot in ".•・")),
    "P20": swap(rf"(?<=[{_HAN}])(?=[{_HAN}])", " "),
    "P22": swap("^", "，", "。", "）", "”"),
    "N01": put(_date_of_none, "25时30分，", "8时75分，"),
    "N02": put("08年底，", "09年3月，", "到98年底，", "05年，"),
    "N03": put(*(f"{a}年，" for a in ("二○○八", "二OO九", "一九九○", "一九八O", "二0一0"))),
    "N04": put("2010年四月，", "二〇〇八年5月，", "5月三日，"),
    "N05": put("提高30-40%，", "占百分之30，", "约50～60%，"),
    "N07": put("成本降低了2倍，", "人数减少了一倍，", "缩小了3倍，"),
    "N09": put("约为50平方米左右，", "近100多户，", "各位代表们，", "下午16时，", "超过30人以上，"),
    "N11": put(*(f"{year}年3月至{year - 2}年1月，" for year in (1999, 2006, 2013))),
    "N12": put("重50KG，", "长30KM，", "面积120M2，", "加水500ML，"),
    "N10": put("共有党员30名，其中男20名、女9名，", "共计5个，其中大的2个、小的4个，"),
    "P18": put("一是学习。要认真；二是工作；", "一是抓学习，重实效。促提高；二是抓落实；"),
    "N08": put("共3，500人，", "拨款12，000元，"),
    "D01": put("京政发[2008]15号文，", "平办发（2007）第3号文，", "国办函〔2010〕07号文，"),
    "D03": _misdated,
    "D04": put(lambda d: f"电话1{d.choice('3578')}{d.randrange(10**9):09d}，"),
    "D05": put("共×××人，", "（待补）", "名单□□□略，", "时间？？点，"),
    "D06": _cut,
    "D08": _joined,
    "S01": _two("二、", "四、"),
    "S03": _title,
    "W01": swap("[的了和在与对]", lambda m, d: m[0] * 2),
    "W02": _repeated(3, 6),
    "W03": swap("|".join(_TYPED), lambda m, d: _TYPED[m[0]]),
    "W04": swap("|".join(_VARIANTS), lambda m, d: _VARIANTS[m[0]]),
    "W05": swap("账", "帐"),
    "W07": put("认真的总结了经验，", "较好的完成了任务，", "队伍变的更强了，", "工作做的很好，"),
    "W09": swap("|".join(TRADITIONAL), _traditional),
    "W10": swap(f"[{_PLAIN}]", lambda m, d: _RADICAL[m[0]]),
    "W11": put("共1O户，", "2O10年，", "第2l条，", "共l5人，"),
    "W12": put("截止去年，", "群众反应了不少问题，", "必需认真执行，", "象亲人一样，"),
    "W21": swap("|".join(_TYPED), lambda m, d: _TYPED[m[0]]),
    "W22": swap("|".join(_TYPED), lambda m, d: _TYPED[m[0]]),
}  # fmt: skip
