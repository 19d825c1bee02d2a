"""Chinese numbers, and words drawn by arithmetic."""

import random
from collections.abc import Sequence

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below ten thousand as articles are counted: 十二, 一百零五, 一千二百六十."""
    if number < 20:
        return ("十" if number >= 10 else "") + (
            _DIGITS[number % 10] if number % 10 or not number else ""
        )
    said, gap = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            said += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = bool(said) and not digit
    return said


class Words:
    """Draws sentences; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)

    def one(self, words: Sequence[str]) -> str:
        """One of them."""
        return self.draw.choice(words)

    def some(self, words: Sequence[str], count: int) -> list[str]:
        """So many, all different."""
        return self.draw.sample(words, count)

    def between(self, low: int, high: int) -> int:
        """A number."""
        return self.draw.randint(low, high)

    def chance(self, share: float) -> bool:
        """Whether something happens that happens so often."""
        return self.draw.random() < share
