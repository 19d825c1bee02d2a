"""Values taken over from the document before are those that would be computed."""

from huozi.compile.engine.library import ComputedStyle
from huozi.compile.fast.styles import KNOWN
from huozi.compile.hooks import hooks
from tests.compile.kit import compiler

PAGES = (
    "@page { size: 200pt 100pt; margin: 10pt } .a { color: red; margin-left: 2em; width: 50% }"
    ".t { padding: 3pt; border-collapse: collapse } b { font-size: 2em; border: 1pt solid }",
)
DOCUMENTS = (
    "<html lang=zh-CN><p class=a>一<b>二</b><p>三",
    "<html lang=zh-CN><p class=a style='font-size: 20pt'>一<b>二</b><p>三",
    "<html lang=zh-CN><table class=t><tr><td class=a>一<b>二</b></table>",
    "<html lang=zh-CN><div class=a style='display: table; margin: 5pt'>一<b>二</b></div>",
    "<html lang=en style='font-size: 5pt'><p class=a>一<b>二</b><p>三",
    "<html lang=zh-CN><p class=a>一<b>二</b><p>三",
)


def laid(fresh: bool) -> list[object]:
    from huozi.values.manuscript import Place

    made = compiler()
    _ = made.engine
    contents: list[object] = []
    for document in DOCUMENTS:
        if fresh:
            made.engine._sheets.clear()  # what is remembered lives as long as they
        contents.append(made.engine.lay(document, PAGES, Place("x")).contents)
    return contents


def test_documents_look_the_same_whatever_was_set_before() -> None:
    assert laid(fresh=False) == laid(fresh=True)


def test_values_are_taken_over(monkeypatch) -> None:
    asked: list[str] = []
    missing = ComputedStyle.__missing__

    def ask(style: object, name: str) -> object:
        asked.append(name)
        return missing(style, name)

    laid(fresh=True)
    monkeypatch.setattr(ComputedStyle, "__missing__", ask)
    laid(fresh=True)
    anew = len(asked)
    asked.clear()
    laid(fresh=False)
    assert len(asked) < 0.8 * anew


def test_what_is_remembered_goes_with_the_sheets_it_was_met_under() -> None:
    from huozi.values.manuscript import Place

    engine = compiler().engine
    base, own = PAGES[0], "b { color: blue }"
    engine.lay(DOCUMENTS[0], (base, own), Place("x"))
    sheet = engine._sheets[own]
    _, known = vars(sheet)[KNOWN]
    engine.lay(DOCUMENTS[0], (base, own), Place("x"))
    assert vars(sheet)[KNOWN][1] is known
    engine.lay(DOCUMENTS[0], (base.replace("red", "lime"), own), Place("x"))
    assert engine._sheets[own] is sheet
    assert len(vars(sheet)[KNOWN][1]) == len(known), "nothing is left of the sheet that went"


def test_the_engine_is_its_own_outside_of_a_session() -> None:
    from huozi.compile.engine.library import HTML

    with hooks().in_force():
        document = HTML(string=DOCUMENTS[0]).render(stylesheets=[])
    assert document.pages
    assert "known" not in vars(document.pages[0]._page_box.style)
