"""Trim size and type area (版心), checked as geometry before a page is set.

CLREQ, "Page format": the type area is a whole number of body characters wide and a whole number of
lines high; what trim leaves beside it are the margins.
"""

from msgspec.structs import replace

from huozi.read import schema
from huozi.read.canon import MIN_HEAD_FOOT_MM, MIN_SIDE_MM, Canon, type_area
from huozi.read.report import Reporter
from huozi.read.schema import Field
from huozi.read.shapes import either, line_of_text, one_of
from huozi.read.yamlnodes import Node
from huozi.values.length import TRIMS_MM, mm, parse_length, parse_size, to_mm
from huozi.values.script import simplified
from huozi.values.style import PageFormat

#: Margins are what sums in points leave: a rest this small is rounding.
_ROUNDING_PT = 0.01


@schema.takes(either(one_of(TRIMS_MM), line_of_text(60)))
def _trim(node: Node, key: str, report: Reporter) -> tuple[float, float] | None:
    if (name := simplified(str(node))) in TRIMS_MM:
        width, height = TRIMS_MM[name]
        return mm(width), mm(height)
    try:
        sides = parse_size(str(node))
    except ValueError:
        sides = (0, 0)
    if min(sides) < mm(50) or max(sides) > mm(1000):
        report.error("trim-size", node.line, found=node, names=tuple(TRIMS_MM))
        return None
    return sides


_CANON = (
    Field("share", schema.number(0.4, 0.95)),
    Field("growth", schema.number(1, 2)),
    Field("leading", schema.number(1, 3)),
)


@schema.takes(schema.shape_of(_CANON))
def _canon(node: Node, key: str, report: Reporter) -> Canon:
    values = schema.read_fields(node, _CANON, report)
    return Canon(**{name: value for name, value in values.items() if value is not None})


_FORMAT = (
    Field("trim", _trim),
    Field("measure", schema.integer(8, 80)),
    Field("lines", schema.integer(5, 80)),
    Field("size", schema.length(5, 42)),
    Field("leading", schema.length(5, 84)),
    Field("inner_margin", schema.length(0, 400)),
    Field("head_margin", schema.length(0, 400)),
    Field("canon", _canon),
)

#: The page of a book that names neither trim nor type size nor leading of its own.
HOUSE = PageFormat(
    trim_width_pt=mm(140),
    trim_height_pt=mm(203),
    body_size_pt=parse_length("五号"),
    leading_pt=16.8,
    measure_chars=27,
    lines=28,
    inner_margin_pt=mm(21),
    head_margin_pt=mm(20),
)


@schema.takes(schema.shape_of(_FORMAT))
def page_format(node: Node, key: str, report: Reporter) -> PageFormat:
    """A reader for `format:`. A finding about sizes gives the figures needed to mend it.

    The house's trim has the type area of the house; another trim, size or leading has what the
    canon makes of it (`huozi/read/canon.py`).
    """
    values = schema.read_fields(node, _FORMAT, report)
    trim, size, leading = (values[name] for name in ("trim", "size", "leading"))
    house_trim = HOUSE.trim_width_pt, HOUSE.trim_height_pt
    given = {
        "measure_chars": values["measure"],
        "lines": values["lines"],
        "inner_margin_pt": values["inner_margin"],
        "head_margin_pt": values["head_margin"],
    }
    canon = values["canon"]
    if (trim or house_trim) == house_trim and not (size or leading or canon):
        written = {name: value for name, value in given.items() if value is not None}
        page = replace(HOUSE, **written)
    else:
        page = type_area(
            trim or house_trim, size, leading, values["measure"], values["lines"],
            values["inner_margin"], values["head_margin"], canon or Canon(),
        )  # fmt: skip
    _check(page, node.line, report)
    return page


def _check(page: PageFormat, line: int, report: Reporter) -> None:
    if page.leading_pt < page.body_size_pt:
        report.error("format-leading", line, size=page.body_size_pt, leading=page.leading_pt)
    if min(page.inner_margin_pt, page.outer_margin_pt) < mm(MIN_SIDE_MM) - _ROUNDING_PT:
        report.error(
            "format-width", line, trim=_mm(page.trim_width_pt), measure=_mm(page.measure_pt),
            chars=page.measure_chars, size=page.body_size_pt, inner=_mm(page.inner_margin_pt),
            outer=_mm(page.outer_margin_pt), least=MIN_SIDE_MM,
        )  # fmt: skip
    if min(page.head_margin_pt, page.foot_margin_pt) < mm(MIN_HEAD_FOOT_MM) - _ROUNDING_PT:
        report.error(
            "format-height", line, trim=_mm(page.trim_height_pt), height=_mm(page.type_height_pt),
            lines=page.lines, leading=page.leading_pt, head=_mm(page.head_margin_pt),
            foot=_mm(page.foot_margin_pt), least=MIN_HEAD_FOOT_MM,
        )  # fmt: skip


def _mm(value_pt: float) -> str:
    return f"{to_mm(value_pt):.1f}"
