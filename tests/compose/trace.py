"""Paragraphs as text a reader can see, set in an imaginary font.

Han characters and full-width marks are 1 em wide, letters and digits half an em, narrow marks a
quarter; so every width in a test can be worked out in the head.
"""

from huozi.compose import Composition, Line, Tokens, classify, compose, cut
from huozi.values.script import is_cell
from huozi.values.style import LineStyle

SIZE_PT = 10.0
NARROW = ".,:;!?()[]{}'\"/- "
WIDE = "“”‘’—…￥‰℃·～‼⁇⁈⁉"


def advance_em(cluster: str) -> float:
    """Width of a token in the imaginary font."""
    return sum(
        1.0 if is_cell(char) or char in WIDE else 0.25 if char in NARROW else 0.5
        for char in cluster
        if char != "\n"
    )


def tokens_of(text: str, size_pt: float = SIZE_PT, **classes: str) -> Tokens:
    """Tokens of a text; `classes` overrules the class of single clusters, as a caller may."""
    _, texts, spaced = cut(text)
    widths_em = [advance_em(cluster) for cluster in texts]
    return Tokens(
        texts,
        [width_em * size_pt for width_em in widths_em],
        [size_pt] * len(texts),
        [classes.get(t) or classify(t, em) for t, em in zip(texts, widths_em, strict=True)],
        spaced,
    )


def joined(*parts: Tokens) -> Tokens:
    """Tokens of one paragraph, from parts."""
    names = Tokens.__dataclass_fields__
    return Tokens(*([item for part in parts for item in getattr(part, name)] for name in names))


def set_text(text: str, measure_em: float, indent_em: float = 0.0, **how: object) -> Composition:
    """A text composed at a measure given in characters. `style` or its fields, `align` …"""
    fields = {key: how.pop(key) for key in tuple(how) if key in LineStyle.__struct_fields__}
    classes = how.pop("classes", {})
    return compose(
        tokens_of(text, **classes),
        measure_em * SIZE_PT,
        indent_em * SIZE_PT,
        LineStyle(**fields),
        **how,
    )


def line_text(tokens: Tokens, line: Line) -> str:
    """The text of a line, with a space where the manuscript has one inside it."""
    inner = slice(line.start, line.end)
    rows = enumerate(zip(tokens.texts[inner], tokens.spaced[inner], strict=True))
    return "".join((" " if spaced and at else "") + text for at, (text, spaced) in rows)


def trace(text: str, measure_em: float, indent_em: float = 0.0, **how: object) -> str:
    """The lines between bars, faults behind them; an em of indent or shift is a wide space."""
    composition = set_text(text, measure_em, indent_em, **how)
    tokens = tokens_of(text, **how.get("classes", {}))
    rows = []
    for line in composition.lines:
        indent = "\u3000" * round(line.offset_pt / SIZE_PT)
        row = f"│{indent}{line_text(tokens, line)}│"
        rows.append(" ".join([row, *line.faults]))
    return "\n".join(rows)


def gaps_em(composition: Composition, line: int = 0) -> list[float]:
    """The gaps of a line in em, to three places."""
    return [round(gap / SIZE_PT, 3) + 0.0 for gap in composition.lines[line].gaps]
