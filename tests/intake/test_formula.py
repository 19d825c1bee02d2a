"""Formulas on one line: every sign of them, and brackets where a reader needs them."""

import pytest

from huozi.intake.formula import field_formula
from tests.intake.word import atoms, p


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, text: str) -> str:
    return f"<m:{name}>{run(text)}</m:{name}>"


@pytest.mark.parametrize(
    ("omml", "line"),
    [
        (f"<m:f>{part('num', 'a+b')}{part('den', '2')}</m:f>", "(a+b)/2"),
        (f"<m:sSup>{part('e', 'x')}{part('sup', '2')}</m:sSup>", "x^2"),
        (f"<m:sSub>{part('e', 'x')}{part('sub', 'i+1')}</m:sSub>", "x_(i+1)"),
        (f"<m:sSubSup>{part('e', 'x')}{part('sub', '1')}{part('sup', '2')}</m:sSubSup>", "x_1^2"),
        (f"<m:rad><m:deg/>{part('e', 'x+1')}</m:rad>", "√(x+1)"),
        (f"<m:rad>{part('deg', '3')}{part('e', 'x')}</m:rad>", "∛x"),
        (f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>{part('sub', 'i=1')}{part('sup', 'n')}"
         f"{part('e', 'i')}</m:nary>", "∑_(i=1)^n i"),
        (f"<m:d>{part('e', 'a')}{part('e', 'b')}</m:d>", "(a|b)"),
        (f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=''/></m:dPr>{part('e', 'a')}</m:d>",
         "[a"),
        (f"<m:func>{part('fName', 'sin')}{part('e', 'x')}</m:func>", "sin x"),
        (f"<m:acc>{part('e', 'x')}</m:acc>", "x\u0302"),
        (f"<m:m><m:mr>{part('e', '1')}{part('e', '2')}</m:mr><m:mr>{part('e', '3')}</m:mr></m:m>",
         "1, 2; 3"),
        (f"<m:eqArr>{part('e', 'a')}{part('e', 'b')}</m:eqArr>", "a; b"),
        (f"<m:limLow>{part('e', 'lim')}{part('lim', 'n')}</m:limLow>", "lim_n"),
        (f"<m:box>{part('e', 'a')}</m:box>{run('=1')}", "a=1"),
    ],
)  # fmt: skip
def test_a_formula_on_one_line(omml: str, line: str) -> None:
    (atom,) = atoms(p(f"<m:oMath>{omml}</m:oMath>"))
    assert atom.text == line
    assert atom.counted == "".join(part.partition("<")[0] for part in omml.split("<m:t>")[1:])
    assert atom.source.startswith("<m:oMath")


def test_several_formulas_of_a_paragraph_stand_apart() -> None:
    one = f"<m:oMath>{run('x')}</m:oMath>"
    assert [a.text for a in atoms(p(one + one))] == ["x", "x"]


@pytest.mark.parametrize(
    ("instruction", "line"),
    [
        (r"EQ \f(1,2)", "1/2"),
        (r"eq \f(a+b;c)", "(a+b)/c"),
        (r"EQ \r(3,x)", "3√x"),
        (r"EQ \r(x+1)", "√(x+1)"),
        (r"EQ x\s\up8(2)", "x^2"),
        (r"EQ x\s\do3(i)", "x_i"),
        (r"EQ \o(日,/)", "日/"),
        (r"EQ \b\bc\[(\f(1,2))", "[1/2]"),
        (r"EQ \b\lc\{(\a(x=1,y=2))", "{x=1; y=2"),
        (r"EQ \i(0,1,x)", "∫_0^1 x"),
        (r"EQ \x(框)", "框"),
        (r"EQ \* jc2 \* hps10 a\,b(c,d)", "a,b(c,d)"),
        ("EQ", ""),
        (r"EQ \f(1", "1/"),
    ],
)
def test_an_equation_written_as_a_field(instruction: str, line: str) -> None:
    assert field_formula(instruction) == line


@pytest.mark.parametrize("text", ["(" * 5000, "(" * 1900, r"\f(" * 600, "a) b", "x" * 2001])
def test_a_field_that_nobody_can_have_typed_stays_as_it_is_written(text: str) -> None:
    assert field_formula(f"EQ {text}") == text


@pytest.mark.parametrize(
    "text", [r"\f" + r"  \al" * 300, r"\b" + r"\bc1" * 300, r"\f" + " " * 1900]
)
def test_a_switch_without_a_bracket_is_refused_at_once(text: str) -> None:
    assert len(field_formula(f"EQ {text} x")) < 2 * len(text)  # it took hours
