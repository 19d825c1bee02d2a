"""的 where 地 or 得 is right: 有效的解决了, 变的很快.

地 stands between an adverb and a verb, 得 before what a verb comes to. Only plain cases are told:
a known adverb with a verb that has 了, 着 or 过, and verbs before 很 or 更.

    ✗ 有效的解决了问题。 → 有效地解决了问题。
    ✗ 队伍变的更强了。 → 队伍变得更强了。
    ✗ 工作做的很扎实。 → 工作做得很扎实。
    ✗ 雨悄悄得停了 → 雨悄悄地停了
    ✗ 工作处理的非常及时 → 工作处理得非常及时
    ✓ 有效的措施，有效的解决办法，做的事很多，说的很多人不信
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_ADVERB = (
    "有效|切实|认真|积极|深入|充分|全面|扎实|及时|准确|迅速|稳步|严格|主动|自觉|逐步|明显|极大|大大|更好|科学"
    "|合理|顺利|圆满|坚决|牢固|广泛|热情|耐心|细致|妥善|系统|有力|大力|努力|真正|进一步|不断|有计划|有步骤"
    "|有组织|有针对性|创造性|无私|成功|较好|很好|清楚|清醒|深刻|生动|具体|直接|最大限度"
)
_VERB = (
    "解决|推进|推动|促进|提高|提升|加强|开展|落实|贯彻|完成|实现|发挥|调动|保障|保证|增强|改善|维护|激发|化解"
    "|防止|避免|克服|控制|扩大|巩固|丰富|拓展|延伸|拓宽|帮助|引导|服务|宣传|学习|执行|履行|参与|投入|做好"
    "|抓好|搞好|反映|处理|掌握|了解|听取|研究|落到|做到|总结|回答|认识|看到|体现|说明|指出|记录"
)
_ADVERBIAL = pattern(rf"(?:{_ADVERB})(?P<de>的)(?:{_VERB})[了着过到出](?!的)")
_RESULT = pattern(
    "(?:处理|解决|表现|变|显|做|搞|办|干|抓|管|走|跑|唱|飞|发展|进行|完成)(?P<de>的)"
    "(?:很|更加?|非常|十分|不够|越来越|比较|特别|格外)"
    "(?:好|快|慢|高|大|强|少|差|顺利|成功|扎实|红火|出色|漂亮|认真|细致|到位|重要|突出|复杂|困难|及时)"
    "(?=[了，。；、！]|$)"
)
#: A word that is doubled to tell how something is done.
_DOUBLED = pattern(
    "(?:悄悄|慢慢|渐渐|轻轻|静静|默默|缓缓|匆匆|偷偷|暗暗|牢牢)(?P<de>得)(?![到以起])"
)


def _find(passage: Passage) -> Iterator[Hit]:
    for form, right in ((_ADVERBIAL, "地"), (_RESULT, "得"), (_DOUBLED, "地")):
        for match in form.finditer(passage.text):
            yield Hit(*match.span("de"), right, match[0])


RULE = ProofRule("W07", Grade.DOUBT, "暂拟汉语教学语法系统, 1956", fixes=True, of_passage=_find)
