"""Words that are no words: 布署, 再接再励, 己经.

The list is our own (`words/wrong.txt`): homophones, look-alikes, scans. Its short ones meet by
chance as well, as in 增加|人员, where a word of the dictionary reaches across an edge.

    ✗ 认真布署下一步工作。 → 认真部署下一步工作。
    ✗ 我们己经完成。 → 我们已经完成。
    ✗ 再接再励，争取更大成绩。 → 再接再厉，争取更大成绩。
    ✓ 增加人员，参加人数，更加人性化，通知已发，三千部电影，肉末能炒
    ✓ 作为一个干部，已经部署
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.segment import straddled
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.proofread.words import wrong_words

#: What is as long is no meeting of two other words.
_SURE = 4
#: What makes a word of the first character of a wrong one: 三千部, 肉末能.
_NONE_BEFORE = {
    "千": pattern("[0-9一二三四五六七八九十百千万两几数上成近好]$"),
    "末": pattern("[肉粉椒姜蒜葱茶煤锯药碎年月周期岁]$"),
}


def _find(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for start, word, right in wrong_words().found(text):
        stop = start + len(word)
        before = _NONE_BEFORE.get(word[0])
        if before and before.search(text[max(0, start - 1) : start]):
            continue
        if len(word) >= _SURE or not straddled(text, start, stop):
            yield Hit(start, stop, right, word)


RULE = ProofRule("W03", Grade.DOUBT, "国家通用语言文字法, 第十一条", fixes=True, of_passage=_find)
