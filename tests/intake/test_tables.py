"""Tables: grids, spans, wrappers, and what a cell may hold."""

from huozi.intake.values import WordTable
from tests.intake.word import p, r, read_body, root


def tc(text: str, properties: str = "", inside: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or p(r(text))}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "", **more: object) -> WordTable:
    body = f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"
    (found,) = read_body(body, **more).blocks
    assert isinstance(found, WordTable)
    return found


def grid(found: WordTable) -> list[list[tuple[int, int, int]]]:
    return [[(c.column, c.columns, c.rows) for c in row.cells] for row in found.rows]


SPAN, DOWN, ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_cells_that_go_on_downwards() -> None:
    found = table(tr(tc("甲", DOWN), tc("1")), tr(tc("", ON), tc("2")), tr(tc("", ON), tc("3")))
    assert grid(found) == [
        [(0, 1, 3), (1, 1, 1)], [(0, 1, 0), (1, 1, 1)], [(0, 1, 0), (1, 1, 1)],
    ]  # fmt: skip
    assert found.rows[1].cells[0].continued


def test_what_goes_on_from_nothing_is_a_cell() -> None:
    found = table(tr(tc("甲"), tc("乙")), tr(tc("丙", ON), tc("丁")))
    assert grid(found)[1] == [(0, 1, 1), (1, 1, 1)]
    assert found.rows[1].cells[0].blocks[0].text == "丙"


def test_spans_both_ways() -> None:
    found = table(tr(tc("甲", SPAN + DOWN), tc("1")), tr(tc("", SPAN + ON), tc("2")))
    assert grid(found) == [[(0, 2, 2), (2, 1, 1)], [(0, 2, 0), (2, 1, 1)]]


def test_two_that_begin_below_one_another_are_two() -> None:
    found = table(tr(tc("甲", DOWN)), tr(tc("", ON)), tr(tc("乙", DOWN)), tr(tc("", ON)))
    assert [row[0][2] for row in grid(found)] == [2, 0, 2, 0]


def test_cells_joined_sideways_as_old_files_have_it() -> None:
    joined = table(tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("乙")))
    assert grid(joined) == [[(0, 2, 1), (2, 1, 1)]]
    assert [c.joined for c in joined.rows[0].cells] == [2, 1]


def test_rows_that_begin_inside_the_grid() -> None:
    found = table(tr(tc("甲"), tc("乙")), tr(tc("丙"), properties='<w:gridBefore w:val="1"/>'))
    assert grid(found)[1] == [(1, 1, 1)]


def test_rows_of_the_head() -> None:
    head = "<w:tblHeader/>"
    found = table(
        tr(tc("甲"), properties=head), tr(tc("乙"), properties=head),
        tr(tc("丙")), tr(tc("丁"), properties=head),
    )  # fmt: skip
    assert found.header_rows == 2


def test_rows_and_cells_in_controls_and_changes() -> None:
    row = tr(f"<w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt>")
    found = table(f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>",
                  tr(tc("乙"), properties='<w:ins w:id="1" w:author="某"/>'))  # fmt: skip
    assert [row.cells[0].blocks[0].text for row in found.rows] == ["甲", "乙"]
    assert [one.author for one in found.rows[1].revisions] == ["某"]


def test_ruled() -> None:
    borders = '<w:tblBorders><w:top w:val="{0}"/><w:insideV w:val="{0}"/></w:tblBorders>'
    assert table(tr(tc("甲")), properties=borders.format("single")).ruled
    assert not table(tr(tc("甲")), properties=borders.format("nil")).ruled
    assert not table(tr(tc("甲"))).ruled
    cell = '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'
    assert table(tr(tc("甲", cell))).ruled
    styles = root(
        "w:styles",
        '<w:style w:type="table" w:styleId="G"><w:name w:val="Table Grid"/><w:tblPr>'
        '<w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr></w:style>',
    )
    by_style = table(tr(tc("甲")), properties='<w:tblStyle w:val="G"/>',
                     parts={"styles.xml": styles})  # fmt: skip
    assert by_style.ruled


def test_a_nested_table_is_a_block_of_its_cell() -> None:
    inner = f"<w:tbl>{tr(tc('里'))}</w:tbl>{p()}"
    found = table(tr(tc("", inside=p(r("外")) + inner)))
    outer, nested, empty = found.rows[0].cells[0].blocks
    assert isinstance(nested, WordTable) and nested.rows[0].cells[0].blocks[0].text == "里"
    assert (outer.text, empty.text) == ("外", "")
