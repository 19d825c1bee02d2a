"""A paragraph that stands there twice, of forty characters or more.

Something was pasted twice; or it is a standing phrase, as documents have them.

    ✗ 各级党组织要高度重视这项工作，把它列入重要议事日程，抓紧抓好，务求全面完成任务。¶
      各级党组织要高度重视这项工作，把它列入重要议事日程，抓紧抓好，务求全面完成任务。
    ✓ 加强领导。¶加强领导。
"""

from collections.abc import Iterator

from huozi.proofread.values import Grade, Hit, ProofRule, Volume

_LEAST = 40


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    seen: set[str] = set()
    for number, passage in enumerate(volume.passages):
        if len(passage.text) >= _LEAST and passage.text in seen:
            yield number, Hit(0, len(passage.text))
        seen.add(passage.text)


RULE = ProofRule("D07", Grade.ADVICE, "图书质量管理规定", fit=False, of_volume=_find)
