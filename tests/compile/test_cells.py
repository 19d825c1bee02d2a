"""Cells of tables that hold paragraphs and lists."""

import pytest

from huozi.read.manuscript import read
from huozi.values.manuscript import Block, BlockKind, plain
from tests.books import entry, make_book
from tests.compile.proofread import pages_of
from tests.pressing import press

HEAD = '表：分工 {widths="1 3"}\n\n| 单位 | 任务 |\n|---|---|\n'


def shape(block: Block) -> object:
    """A block as its kind with what is in it, a paragraph as its words."""
    if block.kind is BlockKind.PARAGRAPH:
        return plain(block.inlines, "/")
    return [block.label or block.kind.value, *map(shape, block.children)]


@pytest.mark.parametrize(
    ("typed", "shapes"),
    [
        ("词", []),
        ("一行<br>另一行", []),
        ("一段。<br><br>另一段。<br>末行", ["一段。", "另一段。/末行"]),
        ("- 甲<br>- 乙", [["list", ["•", "甲"], ["•", "乙"]]]),
        ("* 甲<br>* 乙", [["list", ["•", "甲"], ["•", "乙"]]]),
        (
            "如下：<br>（1）甲<br>（2）**乙**丙",
            ["如下：", ["list", ["（1）", "甲"], ["（2）", "乙丙"]]],
        ),
        ("1. 甲<br>续<br>2. 乙", [["list", ["1.", "甲/续"], ["2.", "乙"]]]),
        ("① 甲<br>② 乙<br><br>末段。", [["list", ["①", "甲"], ["②", "乙"]], "末段。"]),
        ("- 甲", []),
        ("**1. 甲**<br>**2. 乙**", []),  # no label that could be taken out
        ("<br>甲<br>", []),
    ],
)  # fmt: skip
def test_what_stands_in_a_cell(tmp_path, typed: str, shapes: list[object]) -> None:
    book = make_book(tmp_path, {"甲.md": entry(f"{HEAD}| 部 | {typed} |\n")})
    (table,) = read(book).manuscript.entries[0].body
    cell = table.children[1].children[1]
    assert [shape(child) for child in cell.children] == shapes
    assert bool(cell.inlines) is not bool(shapes)


def test_a_blank_behind_a_line_end_is_none(tmp_path) -> None:
    book = make_book(tmp_path, {"甲.md": entry(f"{HEAD}| 部 | 甲 <br> 乙 |\n")})
    (table,) = read(book).manuscript.entries[0].body
    assert plain(table.children[1].children[1].inlines, "/") in ("甲/乙", "甲 /乙")


TASKS = (
    "下列工作：<br>- 制定方案，报区委常委会审议通过以后下发各镇乡执行<br>- 组织实施[^1]<br>- 督促"
)


def test_lists_in_cells_hang_and_are_all_there(tmp_path) -> None:
    """The press counts what stands on the page: labels, words, and the note, in their order."""
    body = f"{HEAD}| 部 | {TASKS} |\n| 局 | 一段。<br><br>另一段。 |\n\n[^1]: 注文。\n"
    made = press(make_book(tmp_path, {"甲.md": entry(body)}, {"front": []}))
    runs = pages_of(made.output)[0]
    text = "".join(run.text for run in runs)
    assert "下列工作：•制定方案" in text.replace(" ", "")
    words = next(run for run in runs if run.text.startswith("下列"))
    first = next(at for at, run in enumerate(runs) if "制定" in run.text)
    turnover = next(run for run in runs[first:] if run.y_pt < runs[first].y_pt - 1)
    assert words.x_pt < turnover.x_pt  # it hangs behind the label


def test_a_merged_cell_with_a_list_goes_on_overleaf(tmp_path) -> None:
    rows = "".join(f"| ^ | 第{n}项 |\n" for n in range(60))
    body = f"{HEAD}| 组<br>- 甲<br>- 乙 | 第一 |\n{rows}"
    made = press(make_book(tmp_path, {"甲.md": entry(body)}, {"front": []}))
    pages = ["".join(run.text for run in runs) for runs in pages_of(made.output)]
    assert "组" in pages[0]
    assert "续表1" in pages[1]
    assert "（续）" in pages[1]


@pytest.mark.slow
def test_a_cell_that_no_page_can_hold_is_divided(tmp_path) -> None:
    items = "<br>".join(f"- 第{n}项工作，由各镇乡和各部门分别落实" for n in range(80))
    body = f"{HEAD}| 部 | {items} |\n"
    made = press(make_book(tmp_path, {"甲.md": entry(body)}, {"front": []}))
    pages = ["".join(run.text for run in runs) for runs in pages_of(made.output)]
    assert len([page for page in pages if "项工作" in page]) >= 3
    assert sum(page.count("项工作") for page in pages) == 80
