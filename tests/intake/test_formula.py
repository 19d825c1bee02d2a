"""Formulas on one line: every sign of them, and brackets where a reader needs them."""

import pytest

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
         f"{part('e', 'i')}</m:nary>", "∑_(i=1)^ni"),
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
