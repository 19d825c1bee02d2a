"""Shortcuts give what the engine's own functions give."""

import re

import pytest

from huozi.compile.engine.library import HTML, boxes, percent
from huozi.compile.fast import shortcuts
from huozi.compile.hooks import hooks
from huozi.compile.setting import document
from huozi.values.manuscript import Place
from tests.compile.kit import compiler

CSS = """
@page { size: 200pt 100pt; margin: 10pt }
.half { width: 50%; margin-left: 10%; padding: 1em }
.boxed { box-sizing: border-box; width: 90px; border: 2px solid; padding: 3px; min-height: 4px }
.grey { background: #ccc } .round { border: 1pt solid; border-radius: 50% 2px }
.named { page: other } .sum { width: calc(10px + 5%) }
table { border-collapse: collapse } td { border: 3px solid; padding: 2px }
"""
BODY = """
<p>一<p class=half>二<b class=boxed>三</b></p><div class=boxed><p>四<br>五</div>
<p class="grey sum">六<div class=round>七<span class=grey>八</span></div>
<table><tr><td>九<td class=grey>十</table><div class=named><p>十一</div><p style="float: left">十二
<ul><li>十三</ul><p style="position: relative">十四<p style="position: absolute">十五
"""


@pytest.fixture(scope="module")
def pages() -> list[boxes.Box]:
    html = f"<html lang=zh-CN><style>{CSS}</style>{BODY}"
    with hooks().in_force(), document():
        return [page._page_box for page in HTML(string=html).render().pages]


def everything(pages) -> list[boxes.Box]:
    return [box for page in pages for box in page.descendants(placeholders=True)]


def test_boxes_are_met_in_their_order(pages):
    def walk(box):
        yield box
        for child in box.children:
            yield from walk(getattr(child, "_box", child))

    assert len(pages) > 1
    for page in pages:
        assert list(page.descendants(placeholders=True)) == list(walk(page))
        assert all(one in page.descendants(placeholders=True) for one in page.descendants()
                   if isinstance(one, boxes.Box))  # fmt: skip


@pytest.mark.parametrize("around", [(300, 200), (50, "auto")])
def test_used_lengths(pages, around):
    for box in everything(pages):
        expected, found, again = box.copy(), box.copy(), box.copy()
        percent.resolve_percentages(expected, around)
        shortcuts.resolve_percentages(percent.resolve_percentages, found, around)
        shortcuts.resolve_percentages(percent.resolve_percentages, again, around)
        for name in shortcuts._USED:
            values = {getattr(its, name) for its in (expected, found, again)}
            assert len(values) == 1, (box, name, values)


def test_bare_boxes_have_no_background(pages):
    drawn = {box.element.text for box in everything(pages) if getattr(box, "background", None)
             and box.element is not None}  # fmt: skip
    assert {"六", "八", "十"} <= {(text or "").strip() for text in drawn}
    assert not drawn & {"一", "二", "七"}
    (rounded,) = (box for box in everything(pages) if box.element_tag == "div"
                  and "round" in box.element.get("class", "")
                  and isinstance(box, boxes.BlockBox))  # fmt: skip
    assert rounded.border_top_left_radius[0] == rounded.border_width() / 2


def test_names_of_pages(pages):
    def plainly(box):
        start = end = box.style["page"]
        flowing = [c for c in box.children if c.is_in_normal_flow() or c.is_floated()]
        if flowing and isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.TableBox):
            start = plainly(flowing[0])[0] or start
            end = plainly(flowing[-1])[1] or end
        return start, end

    found = [box.page_values() for box in everything(pages)]
    assert found == [plainly(box) for box in everything(pages)]
    assert {"other"} < {name for names in found for name in names}


@pytest.mark.parametrize(
    ("margins", "found"),
    [([], 0), ([0.0], 0), ([3, 5], 5), ([-3, -7], -7), ([-2, 4, 1], 2), ((2.5,), 2.5)],
)
def test_margins_collapse(margins, found):
    assert shortcuts.collapse_margin(margins) == found


def heads_of(css: str) -> list[float]:
    """Where the first baseline of each page stands."""
    html = "<html lang=zh-CN><body>" + "<p style='break-after: page'>字</p>" * 4
    laid = compiler().engine.lay(html, (css,), Place("x"))
    return [float(re.search(rb"([\d.]+) Tm", content)[1]) for content in laid.contents]


@pytest.mark.parametrize(
    ("rule", "pages"),
    [("@page", "bbbbb"), ("@page :first", "baaaa"), ("@page :nth(2)", "abaaa"),
     ("@page :nth(2n)", "ababa"), ("@page :left", "ababa")],
)  # fmt: skip
def test_pages_have_the_style_of_their_rules(rule, pages):
    css = "@page { size: 200pt 100pt; margin: 10pt } body, p { margin: 0 }"
    found = heads_of(f"{css} {rule} {{ margin-top: 40pt }}")
    lower = max(found)
    assert len(set(found)) == len(set(pages))
    assert "".join("b" if y == lower else "a" for y in found) == pages[: len(found)]


def test_an_only_child_is_asked_for_its_page_once():
    """Asked twice, a text in thirty boxes took for ever: 2 to the power of its depth."""
    asked = []

    class Innermost:
        def is_in_normal_flow(self):
            return True

        def page_values(self):
            asked.append(self)
            return "first", "last"

    class Holder(Innermost):
        def __init__(self, child):
            self.style, self.children = {"page": "auto"}, [child]

        page_values = shortcuts.page_values

    box = Innermost()
    for _ in range(10):
        box = Holder(box)
    assert box.page_values() == ("first", "last")
    assert len(asked) == 1
