"""Bookmarks: part → entry → heading."""

from msgspec.structs import replace

from huozi.link.outline import outline
from huozi.values.galley import Anchor, Galley, Heading, TitleOnly, Unit
from huozi.values.manuscript import Place
from huozi.values.style import UnitKind


def unit(id_: str, kind: UnitKind, title: str = "") -> Unit:
    return Unit(id_, kind, Place("content/book.yaml"), TitleOnly(title), title=title)


def drawn(*units: Unit, **headings: list[Heading]) -> str:
    galleys = {u.id: Galley(u.id, (b"",), headings=tuple(headings.get(u.id, ()))) for u in units}
    return "\n".join("  " * mark.level + mark.title for mark in outline(units, galleys))


def test_entries_lie_below_their_part_and_headings_below_their_entry() -> None:
    assert (
        drawn(
            unit("half-title", UnitKind.HALF_TITLE),
            unit("preface", UnitKind.PREFACE, "前言"),
            unit("part-1", UnitKind.PART, "经验篇"),
            unit("a", UnitKind.ARTICLE, "甲"),
            unit("part-2", UnitKind.PART, "文件篇"),
            unit("b", UnitKind.DOCUMENT, "乙"),
            unit("afterword", UnitKind.AFTERWORD, "后记"),
            a=[
                Heading(1, "一、总则", 0, 9),
                Heading(2, "（一）目的", 1, 9),
                Heading(1, "二、", 2, 9),
            ],
        )
        == """\
前言
经验篇
  甲
    一、总则
      （一）目的
    二、
文件篇
  乙
后记"""
    )


def test_without_parts_entries_are_at_the_top() -> None:
    assert drawn(unit("a", UnitKind.ARTICLE, "甲"), unit("b", UnitKind.ARTICLE, "乙")) == "甲\n乙"


def test_a_rank_that_was_left_out_leaves_no_hole() -> None:
    """An entry that goes from its title straight to （1） still opens level by level."""
    headings = [Heading(4, "（1）", 0, 9), Heading(2, "（一）", 0, 8), Heading(4, "（2）", 0, 7)]
    assert (
        drawn(unit("a", UnitKind.ARTICLE, "甲"), a=headings)
        == """\
甲
  （1）
    （一）
      （2）"""
    )


def test_bookmarks_know_where_they_lead() -> None:
    units = [unit("a", UnitKind.ARTICLE, "甲")]
    galleys = {"a": Galley("a", (b"", b""), headings=(Heading(1, "一、", 1, 300.0),))}
    first, second = outline(units, galleys)
    assert (first.unit_id, first.page, first.y_pt) == ("a", 0, None)
    assert (second.unit_id, second.page, second.y_pt) == ("a", 1, 300.0)


def test_annexes_lie_below_their_entry_with_a_part_or_without() -> None:
    units = [
        unit("a", UnitKind.DOCUMENT, "通知"),
        unit("x", UnitKind.ANNEX, "附件1　守则"),
        unit("y", UnitKind.ANNEX, "附件2　表样"),
        unit("b", UnitKind.DOCUMENT, "批复"),
    ]
    part = unit("part-1", UnitKind.PART, "文件篇")
    assert drawn(*units) == "通知\n  附件1　守则\n  附件2　表样\n批复"
    assert drawn(part, *units) == "文件篇\n  通知\n    附件1　守则\n    附件2　表样\n  批复"


def test_entries_that_run_on_lie_beside_the_first_of_their_unit() -> None:
    """By where they stand: the title of an entry comes before its headings."""
    one = replace(unit("a", UnitKind.ARTICLE, "甲"), run_on=(("b", "乙"), ("c", "丙")))
    galley = Galley(
        "a",
        (b"", b""),
        anchors=(Anchor("a", 0, 60, 500), Anchor("x", 0, 60, 480), Anchor("b", 0, 60, 300),
                 Anchor("c", 1, 60, 500)),
        headings=(Heading(1, "一、", 0, 400), Heading(1, "二、", 0, 200),
                  Heading(1, "三、", 1, 50)),
    )  # fmt: skip
    part = unit("part-1", UnitKind.PART, "上篇")
    marks = outline([part, one], {"part-1": Galley("part-1", (b"",)), "a": galley})
    assert [(mark.level, mark.title, mark.page, mark.y_pt) for mark in marks] == [
        (0, "上篇", 0, None),
        (1, "甲", 0, None),
        (2, "一、", 0, 400),
        (1, "乙", 0, 300),
        (2, "二、", 0, 200),
        (1, "丙", 1, 500),
        (2, "三、", 1, 50),
    ]
    assert {mark.unit_id for mark in marks[1:]} == {"a"}
