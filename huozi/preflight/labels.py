"""Number trees of a stranger's file, and the page labels that lie in one."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.pdf import labels

_MAX_NODES = 10_000


def page_labels(pdf: pikepdf.Pdf, count: int) -> list[str]:
    """The label of every page; empty strings where the file gives none."""
    try:
        ranges = {
            index: (str(told.get("/P", "")), str(told.get("/S", ""))[1:], int(told.get("/St", 1)))
            for index, told in leaves(pdf.Root.get("/PageLabels"))
            if 0 <= index < count
        }
        return labels.labels(ranges, count)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, pikepdf.PdfError):
        return [""] * count


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
