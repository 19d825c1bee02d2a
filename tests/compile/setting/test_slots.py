"""Slots: what the linker finds in the page stream, whoever set the text."""

import re

import pytest

SLOT = re.compile(r"/HzSlot <</Name \(([^)]*)\)>> BDC\n(.*?)\nEMC", re.DOTALL)
HEX = re.compile(r"\[?<([0-9a-f]+)>\]? ?T[jJ]")


def slots(laid):
    return SLOT.findall("\n".join(laid.streams))


CASES = {
    "alone": "<p><span data-slot=s>000</span>",
    "in a sentence": "<p>见第<span data-slot=s>000</span>页。",
    "with typed spaces": "<p>见第 <span data-slot=s>000</span> 页。",
    "in a stretched line": "<p style='text-align-last:justify'>见<span data-slot=s>000</span>页",
    "letter-spaced": "<p>见<span data-slot=s style='letter-spacing:1pt'>000</span>页",
    "deep in the element": "<p>见<span data-slot=s><b>000</b></span>页",
    "on the block": "<p data-slot=s>000",
    "set by the engine": "<p style='direction:rtl'><span data-slot=s>000</span>",
    "outside of a session": "<p><span data-slot=s>000</span>",
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_slot_holds_one_string_of_glyphs(lay, case):
    style = {"style": None} if case == "outside of a session" else {}
    laid = lay(CASES[case], **style)
    ((name, content),) = slots(laid)
    assert name == "s"
    assert len(re.findall(r"T[jJ]", content)) == 1
    assert "ActualText" not in content and content.count("BDC") == 0
    assert re.search(r"/\w+ [\d.]+ Tf", content), "its font is named inside"
    glyph = HEX.search(content)[1]
    assert len(glyph) == 12 and glyph == glyph[:4] * 3


def test_slots_do_not_run_together(lay):
    laid = lay("<p><span data-slot=a>11</span><span data-slot=b>22</span>")
    assert [name for name, _ in slots(laid)] == ["a", "b"]


def test_text_beside_a_slot_is_not_in_it(lay):
    laid = lay("<p>第<span data-slot=a>11</span>页")
    assert [glyph.text for glyph in laid.painted_lines[0] if glyph.text] == list("第11页")
    ((_, content),) = slots(laid)
    assert len(HEX.search(content)[1]) == 8


@pytest.mark.parametrize("reader", ["pypdf", "pdfium", "poppler"])
def test_a_number_in_a_sentence_reads_without_spaces(lay, reader):
    laid = lay("<p>见第 <span data-slot=s>46</span> 页。")
    assert laid.extracted(reader) == "见第46页。"


def test_a_slot_after_a_leader_stands_at_the_right_edge(lay):
    css = "a::after { content: leader('.') } "
    laid = lay("<p><a>标题</a><span data-slot=s>012</span>", css)
    assert laid.painted_lines[0][-1].end == pytest.approx(170, abs=0.005)
    assert len(slots(laid)) == 1
