"""Page labels: what a viewer shows as page numbers (ISO 32000-1, 12.4.2)."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.values.style import roman

_MAX_NODES = 10_000


def page_labels(pdf: pikepdf.Pdf, count: int) -> list[str]:
    """The label of every page; empty strings where the file gives none."""
    try:
        ranges = _ranges(pdf.Root.get("/PageLabels"), count)
        return _labels(ranges, count) if ranges else [""] * count
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, pikepdf.PdfError):
        return [""] * count


def _ranges(tree: Any, count: int) -> dict[int, Any]:
    """The leaves of the number tree, as far as they lie in the document."""
    return {index: held for index, held in leaves(tree) if 0 <= index < count}


def leaves(tree: Any) -> Iterator[tuple[int, Any]]:
    """The leaves of a number tree (7.9.7). Raises what a strange one may raise."""
    todo = [tree]
    for _ in range(_MAX_NODES):
        if not todo:
            break
        node = todo.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        todo.extend(node.get("/Kids", ()))
        numbers = list(node.get("/Nums", ()))
        for index, value in zip(numbers[::2], numbers[1::2], strict=False):
            yield int(index), value


def _labels(ranges: dict[int, Any], count: int) -> list[str]:
    labels = []
    prefix, style, number = "", "", 1
    for index in range(count):
        if index in ranges:
            held = ranges[index]
            prefix = str(held.get("/P", ""))
            style = str(held.get("/S", ""))
            number = int(held.get("/St", 1))
        labels.append(prefix + _figure(style, number))
        number += 1
    return labels


def _figure(style: str, number: int) -> str:
    if style == "/D":
        return str(number)
    if style in ("/r", "/R"):
        figure = roman(min(number, 10_000))
        return figure.upper() if style == "/R" else figure
    if style in ("/a", "/A"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 40 + 1)
        return letter.upper() if style == "/A" else letter
    return ""
