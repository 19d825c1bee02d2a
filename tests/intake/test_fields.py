"""Fields: the result is shown and the instruction is not, but for some that have no result."""

import pytest

from huozi.intake.symbols import enclosed, guided
from huozi.intake.values import AtomKind
from tests.intake.word import atoms, field, p, pairs, paragraphs, r, read_body

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def instr(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_a_result_belongs_to_its_field() -> None:
    found = atoms(p(r("见第") + field(" PAGEREF 甲 \\h ", r("12") + r("3", "<w:b/>")) + r("页")))
    assert [(a.text, a.field and a.field.name) for a in found] == [
        ("见第", None), ("12", "PAGEREF"), ("3", "PAGEREF"), ("页", None),
    ]  # fmt: skip
    assert found[1].field is not None and found[1].field.instruction == "PAGEREF 甲 \\h"


def test_fields_in_results_are_read_and_in_instructions_are_not() -> None:
    inner = field("REF b", r("里"))
    result = BEGIN + instr("TOC") + SEPARATE + r("外") + inner + r("外") + END
    instruction = BEGIN + instr("IF ") + inner + instr(" = 1") + SEPARATE + r("得") + END
    text = read_body(p(result + instruction))
    assert [(a.text, a.field and a.field.name) for a in text.atoms] == [
        ("外", "TOC"), ("里", "REF"), ("外", "TOC"), ("得", "IF"),
    ]  # fmt: skip
    assert [(u.reason, u.text) for u in text.unshown] == [("instruction", "里")]


def test_words_and_boxes_of_an_instruction_are_accounted_for() -> None:
    box = (
        "<w:pict><v:shape><v:textbox><w:txbxContent>"
        + p(r("框"))
        + "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    text = read_body(p(BEGIN + instr("X") + r("字", inside=box) + SEPARATE + END) + p(r("后")))
    assert [a.text for a in text.atoms] == ["后"]
    assert [u.text for u in text.unshown] == ["字", "框"]
    assert text.atoms[0].spot.run == 7


def test_a_field_runs_over_paragraphs() -> None:
    body = p(BEGIN + instr("TOC") + SEPARATE + r("一")) + p(r("二")) + p(END + r("三"))
    text = read_body(body)
    assert [(a.text, bool(a.field)) for a in text.atoms] == [
        ("一", True), ("二", True), ("三", False),
    ]  # fmt: skip


@pytest.mark.parametrize("stray", [BEGIN, END, SEPARATE, BEGIN + SEPARATE, END + END])
def test_a_field_that_begins_or_ends_alone_hides_nothing(stray: str) -> None:
    found = pairs(p(r("前") + stray + r("中")) + p(r("后")))
    assert "".join(text for _, text in found) == "前中后"


def test_a_field_in_a_box_does_not_end_the_one_around_it() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r>"
    )
    body = p(BEGIN + instr("REF a") + SEPARATE + box.format(p(r("框") + END)) + r("果") + END)
    text = read_body(body)
    assert [(a.text, bool(a.field)) for a in text.atoms if a.text] == [
        ("框", False), ("果", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("instruction", "sign"),
    [
        (r"EQ \o\ac(○,21)", "㉑"), (r"eq \o\ac(○,1)", "①"), (r" EQ \o \ac(〇,50) ", "㊿"),
        (r"EQ \o\ac(○,0)", "⓪"), (r"EQ \o\ac(○,三)", "㊂"), (r"EQ \o(○,36)", "㊱"),
        (r"EQ \o\ac(○,51)", ""), (r"EQ \f(1,2)", ""), (r"EQ \o\ac(□,2)", ""),
    ],
)  # fmt: skip
def test_enclosed_figures(instruction: str, sign: str) -> None:
    assert enclosed(instruction) == sign


@pytest.mark.parametrize("result", [None, "", r("", inside="<w:t></w:t>")])
def test_an_enclosed_figure_is_shown_once(result: str | None) -> None:
    (atom,) = atoms(p(field(r"EQ \o\ac(○,21)", result)))
    assert (atom.kind, atom.text, atom.counted) == (AtomKind.ENCLOSED, "㉑", "")


def test_a_result_goes_before_what_the_instruction_would_show() -> None:
    assert pairs(p(field(r"EQ \o\ac(○,21)", r("㉑")))) == [("text", "㉑")]


def test_a_phonetic_guide_by_field_is_ruby() -> None:
    instruction = r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(huó),活)'
    assert guided(instruction) == ("活", "huó")
    found = atoms(p(field(instruction)))
    assert [(str(a.kind), a.text, a.ruby) for a in found] == [
        ("enclosed", "活", 1), ("ruby", "huó", 1),
    ]  # fmt: skip


def test_other_equations_keep_their_words() -> None:
    (atom,) = atoms(p(field(r"EQ \f(1,2)")))
    assert (atom.kind, atom.text, atom.source) == (AtomKind.FORMULA, "1/2", r"EQ \f(1,2)")


@pytest.mark.parametrize(
    ("instruction", "kind", "text"),
    [
        (r'SYMBOL 254 \f "Wingdings" \s 10', "enclosed", "☑"),
        (r"SYMBOL 0xA8 \f Wingdings", "enclosed", "□"),
        (r"SYMBOL 97", "enclosed", "α"),
        ("MACROBUTTON NoMacro [点击输入]", "enclosed", "[点击输入]"),
    ],
)
def test_fields_that_show_their_instruction(instruction: str, kind: str, text: str) -> None:
    assert pairs(p(field(instruction))) == [(kind, text)]


def test_fields_that_show_nothing() -> None:
    assert pairs(p(field('XE "索引"') + field('TC "目录"') + r("文"))) == [("text", "文")]


@pytest.mark.parametrize(
    ("box", "sign"),
    [
        ('<w:checked/><w:default w:val="0"/>', "☑"),
        ('<w:checked w:val="0"/><w:default w:val="1"/>', "□"),
        ('<w:default w:val="1"/>', "☑"),
        ("", "□"),
    ],
)
def test_form_boxes_are_ticked_or_not(box: str, sign: str) -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        f"{box}</w:checkBox></w:ffData></w:fldChar></w:r>"
    )
    assert pairs(p(begin + instr("FORMCHECKBOX") + END + r("同意"))) == [
        ("checkbox", sign), ("text", "同意"),
    ]  # fmt: skip


def test_the_entry_that_is_chosen_of_a_menu() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    assert pairs(p(begin + instr("FORMDROPDOWN") + SEPARATE + END)) == [("enclosed", "乙")]


def test_a_simple_field_may_stand_in_another() -> None:
    inner = f'<w:fldSimple w:instr=" SEQ 图 ">{r("1")}</w:fldSimple>'
    body = p(f'<w:fldSimple w:instr="REF a">{r("图") + inner}</w:fldSimple>')
    assert [(a.text, a.field and a.field.name) for a in atoms(body)] == [
        ("图", "REF"), ("1", "SEQ"),
    ]  # fmt: skip
    (paragraph,) = paragraphs(read_body(body))
    assert paragraph.text == "图1"
