"""Page labels: what a viewer shows as page numbers (ISO 32000-1, 12.4.2).

Roman numerals are made here by rules of their own: the reader that proves a book shares nothing
with what made its folios.
"""

from collections.abc import Mapping

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN, _MOST_LETTERS = 10_000, 40  # beyond, a label is as long as a bomb


def labels(ranges: Mapping[int, tuple[str, str, int]], count: int) -> list[str]:
    """The labels of so many pages; `ranges` are prefix, style and first number by their first page.

    Pages before the first range have none. Raises ValueError for a style that is none.
    """
    made = []
    prefix, style, number = "", "", 1
    for index in range(count):
        prefix, style, number = ranges.get(index, (prefix, style, number))
        made.append(prefix + _figure(style, number))
        number += 1
    return made


def _figure(style: str, number: int) -> str:
    match style:
        case "":
            return ""
        case "D":
            return str(number)
        case "r" | "R":
            figure = _roman(min(number, _MOST_ROMAN))
        case "a" | "A":
            times = min((number - 1) // 26 + 1, _MOST_LETTERS)
            figure = chr(ord("a") + (number - 1) % 26) * times
        case _:
            raise ValueError(f"page labels of style {style}")
    return figure.upper() if style.isupper() else figure


def _roman(number: int) -> str:
    figures = ""
    for value, figure in _ROMAN:
        times, number = divmod(number, value)
        figures += figure * times
    return figures
