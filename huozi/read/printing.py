"""`printing:` and `cover:` of `book.yaml`: paper, binding and cover, each with its bounds."""

from typing import Any

from huozi.read import schema
from huozi.read.report import Reporter
from huozi.read.schema import Field
from huozi.read.yamlnodes import Node
from huozi.values.printing import Binding, Cover, Paper, Printing, Stock

_STOCK = (
    Field("paper", schema.choice(schema.words_of(Paper))),
    Field("weight", schema.integer(30, 500)),
    Field("caliper_mm", schema.number(0.02, 2), default=0.0),
    Field("bulk", schema.number(0.5, 4), default=0.0),
)

_PRINTING = (
    *_STOCK,
    Field("binding", schema.choice(schema.words_of(Binding)), default=Binding.PERFECT),
    Field("run", schema.integer(1, 10_000_000), default=0),
    Field("signature", schema.choice({str(n): n for n in (4, 8, 16, 32)}), default=16),
    Field("colours", schema.choice({"one": True, "full": False}), default=True),
    Field("notes", schema.listing(schema.text(120)), default=()),
)

_COVER = (
    *_STOCK,
    Field("spine_mm", schema.number(0.5, 120), default=0.0),
    Field("spine_pages", schema.integer(1, 20_000), default=0),
    Field("flaps_mm", schema.number(30, 200), default=0.0),
    Field("title_lines", schema.listing(schema.text(40)), default=()),
    Field("spine_title", schema.text(40), default=""),
    Field("blurb", schema.listing(schema.text(60)), default=()),
)


def _stock(values: dict[str, Any], house: Stock) -> Stock:
    return Stock(
        values.pop("paper") or house.paper,
        values.pop("weight") or house.weight_gsm,
        values.pop("caliper_mm"),
        values.pop("bulk"),
    )


@schema.takes(schema.shape_of(_PRINTING))
def printing(node: Node, key: str, report: Reporter) -> Printing:
    """A reader for `printing:`."""
    values = schema.read_fields(node, _PRINTING, report)
    stock = _stock(values, Printing().stock)
    return Printing(stock, one_colour=values.pop("colours"), **values)


@schema.takes(schema.shape_of(_COVER))
def cover(node: Node, key: str, report: Reporter) -> Cover:
    """A reader for `cover:`. A measured spine says of how many pages."""
    values = schema.read_fields(node, _COVER, report)
    if bool(values["spine_mm"]) is not bool(values["spine_pages"]):
        report.error("cover-spine-pages", node.line)
    return Cover(_stock(values, Cover().stock), line=node.line, **values)


def check_cover(made: Cover, title: str, report: Reporter) -> None:
    """Report a broken title whose words differ from the title."""
    joined = "".join("".join(made.title_lines).split())
    if made.title_lines and joined != "".join(title.split()):
        report.error("cover-title", made.line, found="".join(made.title_lines), expected=title)
