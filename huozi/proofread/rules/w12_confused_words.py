"""Words taken for one another: 截止 with a date, 反应了情况, 必需加强, 象…一样.

截止 stands alone or behind a date, 截至 before one; 反映 is to report, 反应 to react; 必须 goes
before a verb, 必需 before a thing; 像 is to be like (简化字总表, 1986, 说明).

    ✗ 截止2009年底，已有10个。 → 截至2009年底，已有10个。
    ✗ 群众反应了很多问题。 → 群众反映了很多问题。
    ✗ 必需加强领导。 → 必须加强领导。
    ✗ 就象一家人一样 → 就像一家人一样
    ✗ 上世纪80年代未，村里通了电。 → 上世纪80年代末，村里通了电。
    ✓ 年代未久，
    ✓ 报名于2009年截止，化学反应了一小时，必需的条件，现象一样，气象局，对象一样
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

#: With a sign that a text has to have.
_CONFUSED = tuple(
    (sign, pattern(form), right)
    for sign, form, right in (
        (
            "截止",
            "截止(?=到?(?:[0-9]{2,4}年|[0-9]{1,2}月|目前|今年|去年|当前|现在|年底|本月|发稿|[一二三四五六七八九〇○]{4}年))",
            "截至",
        ),
        (
            "反应",
            "反应(?=[了出](?:[^，。]{0,8})(?:情况|问题|意见|民意|诉求|精神|面貌|特点|趋势|要求|愿望))",
            "反映",
        ),
        ("反映", "反映(?=迅速|灵敏|过敏)", "反应"),
        (
            "必需",
            "必需(?=坚持|加强|做到|要|按照|经过|由|把|认真|严格|遵守|执行|完成|进行|立即|尽快|以)",
            "必须",
        ),
        (
            "象",
            "(?<![印现抽表对万想景图气迹征形假真意大小])象(?=[^，。、；]{1,8}(?:一样|那样|似的))",
            "像",
        ),
        ("象", "(?<=就)象(?!征)|(?<!现)象(?=这样|那样)", "像"),
        ("代未", "(?<=年代)未(?=[，。、；]|$)", "末"),
        ("世纪未", "(?<=世纪)未(?=[，。、；]|$)", "末"),
        ("度过", "度过(?=[大长黄]?[河江海])", "渡过"),
        ("渡过", "渡过(?=(?:了)?(?:假期|春节|童年|一生|难忘|节日|时光|余生))", "度过"),
        ("启示", "启示(?=招租|寻人)|(?<=招聘|寻人|招租)启示", "启事"),
        ("以至", "以至(?=造成|引起|酿成)", "以致"),
    )
)


def _find(passage: Passage) -> Iterator[Hit]:
    for sign, confused, right in _CONFUSED:
        if sign in passage.text:
            for match in confused.finditer(passage.text):
                yield Hit(*match.span(), right, match[0])


RULE = ProofRule(
    "W12",
    Grade.DOUBT,
    "国家通用语言文字法, 第十一条",
    fixes=True,
    of_passage=_find,
    signs=tuple(dict.fromkeys(sign for sign, *_ in _CONFUSED)),
)
