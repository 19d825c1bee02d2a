"""《…》 in running text that is nearly, but not quite, the title of an entry of the book.

One of the two was typed wrong. Titles that differ in a figure, a year or （试行） are two. In
examples 篇《…》 is an entry.

    ✗ 篇《关于加强农村大村级组织建设的意见》¶印发《关于加强农村大村村级组织建设的意见》。
    ✗ 篇《民政局关于推行村级民主决策票决制的意见》¶建立《村级民主决策票决制度》。
    ✓ 篇《关于加强农村大村级组织建设的意见》¶印发《关于加强农村大村级组织建设的意见》。
    ✓ 篇《关于2008年工作的意见》¶印发《关于2009年工作的意见》。
    ✓ 篇《农村党员管理办法》¶印发《农村党员培训规定》。
"""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, ProofRule, Volume

_QUOTED = pattern("《([^《》]{6,80})》")
_BLANK = pattern("[\\s\u3000，、“”‘’]")
#: How much of a title may be other, and how many characters of a short one.
_SHARE, _LEAST = 0.1, 1
_ISSUED = pattern(
    "关于(?:推行|实行|建立|印发|开展|加强)?(?P<about>.{8,}?)的?(?:意见|通知|办法|决定|方案)$"
)
#: What tells two titles apart that are two.
_TELLING = pattern("[0-9〇一二三四五六七八九十上下甲乙]|试行|修订|暂行|修正")


def _near(one: str, two: str) -> bool:
    """Whether two titles differ by no more than a tenth."""
    most = max(_LEAST, int(_SHARE * max(len(one), len(two))))
    if abs(len(one) - len(two)) > most or sum((Counter(one) - Counter(two)).values()) > most:
        return False
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    changed = [(one[a:b], two[c:d]) for tag, a, b, c, d in blocks if tag != "equal"]
    if any(_TELLING.search(part) for pair in changed for part in pair):
        return False
    return 0 < sum(max(map(len, pair)) for pair in changed) <= most


def _names(title: str) -> Iterator[str]:
    """What a title is called by: whole, without who issued it, and what it is about."""
    yield title
    if match := _ISSUED.search(title):
        yield title[match.start() :]
        yield match["about"]


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    titles = {
        _BLANK.sub("", name): entry.title
        for entry in volume.entries
        for name in _names(entry.title)
    }
    known: dict[str, str | None] = {}
    for number, passage in enumerate(volume.passages):
        if passage.kind is None:
            continue
        for match in _QUOTED.finditer(passage.text):
            quoted = _BLANK.sub("", match[1])
            if quoted not in known:
                near = (title for title in titles if quoted not in titles and _near(quoted, title))
                known[quoted] = next(near, None)
            if title := known[quoted]:
                yield number, Hit(*match.span(1), of=titles[title])


RULE = ProofRule("S03", Grade.DOUBT, "图书质量管理规定", of_volume=_find)
