"""Shrink-to-fit boxes are just as wide as what is set in them."""

import pytest

from huozi.compile.engine.library import boxes

TEXTS = [
    "收缩2004年Team测试",
    "“引号”，（括号）",
    "one two three",
    "一<br>二三四<br>五",
    "一<b style='padding:0 5pt'>二</b>三",
    "一<span style='display:inline-block;width:2em'></span>二",
    "<span style='letter-spacing:.5em'>加空</span>",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("box", ["float: left", "display: inline-block", "position: absolute"])
def test_a_shrunk_box_holds_its_text_in_one_line(lay, text, box):
    laid = lay(f"<div class=x>{text}</div>", f".x {{ {box} }}", em=30)
    shrunk = next(
        b
        for b in laid.boxes
        if b.element_tag == "div" and isinstance(b, boxes.BlockBox | boxes.InlineBlockBox)
    )
    lines = [
        line for line in laid.lines if line.element_tag == "div" and line.element is shrunk.element
    ]
    lines = [line for line in lines if not any(b is shrunk for b in line.descendants())]
    assert len(lines) == text.count("<br>") + 1
    assert shrunk.width == pytest.approx(max(line.width for line in lines), abs=0.01)


def test_a_table_column_is_as_wide_as_its_widest_cell(lay):
    css = "table { border-collapse: collapse } td { padding: 0 }"
    laid = lay("<table><tr><td>2004年<td>甲<tr><td>A和B<td>乙</table>", css, em=30)
    cells = [box for box in laid.boxes if isinstance(box, boxes.TableCellBox)]
    assert len(laid.lines) == 4
    year = next(line for line in laid.lines if "2004" in line.children[0].text)
    assert cells[0].width == pytest.approx(year.width, abs=0.01)


def test_the_least_width_keeps_units_whole(lay):
    laid = lay("<div style='width:1pt'><p>〔2004〕26号——Windows", em=30)
    assert "│Windows│" in laid.trace
    assert not any(line.startswith(("│—│", "│）│")) for line in laid.trace)
