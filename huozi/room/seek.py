"""Words searched for in the texts of a book, as they were typed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from huozi.room.values import RoomHit
from huozi.spots.values import PageBox

#: Hits that are told; who meets more asks for longer words.
MOST_HITS = 300
_LONGEST = 100  # characters that are searched for
_AROUND = 18  # characters shown on either side


def seek(
    words: str,
    files: Iterable[str],
    typed: Callable[[str], str],
    where: Callable[[str, int, int], Sequence[PageBox]],
) -> Iterator[RoomHit | None]:
    """Places of words in files, in their order; None before each file, so that who asks can do
    something else meanwhile. Upper and lower case are the same.
    """
    words = words.strip()
    if not words or len(words) > _LONGEST:
        return
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    told = 0
    for file in files:
        yield None
        text = typed(file)
        for match in pattern.finditer(text):
            yield _hit(file, text, match, where)
            told += 1
            if told == MOST_HITS:
                return


def _hit(
    file: str,
    text: str,
    match: re.Match[str],
    where: Callable[[str, int, int], Sequence[PageBox]],
) -> RoomHit:
    start, end = match.span()
    boxes = where(file, start, end - start)
    begun = text.rfind("\n", 0, start) + 1
    ended = text.find("\n", end)
    return RoomHit(
        file,
        start,
        text.count("\n", 0, start) + 1,
        start - begun + 1,
        text[max(begun, start - _AROUND) : start],
        match[0],
        text[end : min(end + _AROUND, len(text) if ended < 0 else ended)],
        boxes[0].page if boxes else None,
    )
