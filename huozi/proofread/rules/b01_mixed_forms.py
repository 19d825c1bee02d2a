"""Two forms of one thing in one book: 其它 and 其他, 2004年 and 二〇〇四年, 10% and 百分之十.

A book keeps to one; the rarer one is told. Reprinted documents may differ
among themselves.

    ✗ 其他单位，其他个人，其他组织，其他事项¶其它情况
    ✓ 其他单位¶其他情况
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, ProofRule, Volume

_PAIRS = tuple(
    (pattern(one), pattern(other))
    for one, other in (
        ("其他", "其它"),
        ("唯一", "惟一"),
        (r"(?<!\d)[12]\d{3}年", "(?<![一二三四五六七八九〇])[一二][〇一二三四五六七八九]{3}年"),
        (r"\d[%％]", "百分之[一二三四五六七八九十]"),
        ("作为一(?:名|个)", "做为一(?:名|个)"),
        ("登录(?!记)", "登陆(?=系统|网站|平台|后台)"),
        ("想象", "想像"),
    )
)
#: The rarer form stands for less than this share of both.
_RARE = 0.34


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    for pair in _PAIRS:
        found = [
            [
                (n, match)
                for n, passage in enumerate(volume.passages)
                for match in form.finditer(passage.text)
            ]
            for form in pair
        ]
        rarer, other = sorted(found, key=len)
        if rarer and len(rarer) <= _RARE * (len(rarer) + len(other)):
            for number, match in rarer:
                yield number, Hit(*match.span(), of=match[0])


RULE = ProofRule("B01", Grade.DOUBT, "图书质量管理规定", fit=False, of_volume=_find)
