"""Stamping: figures replace the noughts of a slot, and nothing else in the stream changes."""

import re

import pytest

from huozi.fonts.faces import Faces
from huozi.link.resolve import Patch
from huozi.link.stamp import Figures, Stamper, contents_figures, folio_figures, grown, shifted
from huozi.values.errors import HuoziError
from huozi.values.galley import FOLIO_SLOT, FontUse, Galley, Relocation
from huozi.values.length import Side
from tests.link.proofs import faces, font, galley, glyphs, hexed, line, slot, use

KAI = "LXGW WenKai"
SERIF = "Noto Serif CJK SC"


def stamper(of: Galley) -> Stamper:
    return Stamper(faces(), of)


def fill(content: str, figures: dict[str, Figures], family: str = SERIF) -> str:
    return (
        stamper(galley("a", fonts=(use("0", family),)))
        .fill(content.encode(), figures)
        .content.decode()
    )


def shown(content: str) -> list[str]:
    """The arrays that TJ shows, as written."""
    return re.findall(r"\[[^\]]*\]", content)


def advance(array: str, family: str = SERIF) -> float:
    """How far a TJ array moves the pen, in 1/1000 em (PDF 32000-1, 9.4.3)."""
    widths = {f"{glyph:04x}": width for glyph, width, _ in glyphs("0123456789ivxlcdm", family)}
    total = 0.0
    for number, ids in re.findall(r"(-?[\d.]+(?:e-?\d+)?)(?![^<]*>)|<([0-9a-f]*)>", array):
        if number:
            total -= float(number)
        total += sum(widths[ids[at : at + 4]] for at in range(0, len(ids), 4))
    return total


def nought(family: str = SERIF) -> int:
    return glyphs("0", family)[0][1]


# ---------------------------------------------------------------------------- in the stream


def test_only_the_slot_changes() -> None:
    before, after = line("甲"), line("乙")
    filled = fill(before + slot("s0", 3) + after, {"s0": Figures("046", "right", tabular=True)})
    assert filled.startswith(before)
    assert filled.endswith(after)
    assert "".join(re.findall(r"<([0-9a-f]+)>", shown(filled)[0])) == hexed("046")


def test_each_slot_gets_its_own_figures() -> None:
    filled = fill(
        slot("s0", 3) + slot("s1", 3) + slot("s2", 3),
        {"s1": Figures("22", "left"), "s0": Figures("1", "left"), "s2": Figures("333", "left")},
    )
    assert [re.sub(r"[^0-9a-f]", "", array) for array in shown(filled)] == [
        hexed("1"), hexed("22"), hexed("333"),
    ]  # fmt: skip


def test_a_slot_without_figures_shows_nothing() -> None:
    assert shown(fill(slot("s0", 3), {})) == ["[<>]"]


def test_a_stream_without_slots_stays_as_it_is() -> None:
    content = line("甲乙丙")
    assert fill(content, {"s0": Figures("1", "left")}) == content


def test_the_other_way_to_show_a_string_is_known_too() -> None:
    content = slot("s0", 2).replace("[<", "<").replace(">] TJ", "> Tj")
    assert hexed("46") in fill(content, {"s0": Figures("46", "left")})


def test_figures_come_from_the_font_in_force() -> None:
    """The last font before the noughts counts, not one that stood there earlier."""
    fonts = (use("0甲"), use("0", KAI))
    content = line("甲") + slot("s0", 2, family=KAI)
    of = stamper(galley("a", fonts=fonts))
    filled = of.fill(content.encode(), {"s0": Figures("46", "left")})
    assert hexed("46", KAI) in filled.content.decode()
    assert {resource for resource, *_ in filled.needed} == {font(KAI)[0]}


# ---------------------------------------------------------------------------- alignment


@pytest.mark.parametrize("family", [SERIF, KAI])
@pytest.mark.parametrize("text", ["001", "046", "258", "111"])
def test_tabular_figures_fill_their_slot(text: str, family: str) -> None:
    """Cells as wide as a nought: whatever stands right of the slot, does not move."""
    (array,) = shown(
        fill(slot("s0", 3, family=family), {"s0": Figures(text, "right", tabular=True)}, family)
    )
    assert advance(array, family) == pytest.approx(3 * nought(family), abs=0.01)


@pytest.mark.parametrize("text", ["1", "46", "258", "1234"])
def test_figures_flush_right_end_where_the_slot_ends(text: str) -> None:
    (array,) = shown(fill(slot("s0", 4), {"s0": Figures(text, "right")}))
    assert advance(array) == pytest.approx(4 * nought(), abs=0.01)


def test_figures_flush_left_begin_where_the_slot_begins() -> None:
    (array,) = shown(fill(slot("s0", 4), {"s0": Figures("46", "left")}))
    assert array == f"[<{hexed('46')}>]"


def test_figures_in_the_middle() -> None:
    (array,) = shown(fill(slot("s0", 4), {"s0": Figures("46", "center")}))
    assert advance(array) == pytest.approx(3 * nought(), abs=1)


def test_roman_folios() -> None:
    (array,) = shown(fill(slot("s0", 4), {"s0": Figures("viii", "right")}))
    assert advance(array) == pytest.approx(4 * nought(), abs=0.01)


def test_a_folio_lies_at_the_fore_edge() -> None:
    assert folio_figures("7", Side.RECTO)[FOLIO_SLOT].align == "right"
    assert folio_figures("8", Side.VERSO)[FOLIO_SLOT].align == "left"


def test_padded_figures_are_tabular_and_roman_ones_are_not() -> None:
    """The m of xxxiii would not fit the cell of a nought."""
    padded = Relocation("s0", "a", 3, pad=True)
    made = contents_figures({"s0": Patch(padded, "046"), "s1": Patch(padded, "xvi")})
    assert made["s0"].tabular
    assert not made["s1"].tabular


# ---------------------------------------------------------------------------- glyphs, failures


def test_the_figures_that_were_put_in_are_added_to_the_fonts() -> None:
    of = galley("a", fonts=(use("甲0"),))
    filled = stamper(of).fill(slot("s0", 3).encode(), {"s0": Figures("46", "left")})
    (use_,) = grown(of, filled.needed)
    assert sorted(text for _, _, text in use_.rows) == ["0", "4", "6", "甲"]


def test_a_font_without_the_figure_is_named() -> None:
    class Bare:
        def glyphs(self, text: str) -> list[tuple[int, int, str]]:
            raise KeyError(text)

    class Fount(Faces):
        def of(self, use: FontUse) -> Bare:
            return Bare()

    bare = Stamper(Fount({}), galley("a", fonts=(use("0"),)))
    with pytest.raises(HuoziError) as raised:
        bare.fill(slot("s0", 3).encode(), {"s0": Figures("7", "left")})
    (found,) = raised.value.findings
    assert found.code == "figure-missing"
    assert dict(found.params)["font"] == "Noto-Serif-CJK-SC"


def test_versos_are_shifted_and_blanks_stay_empty() -> None:
    assert shifted(b"", 3.0) == b""
    assert shifted(b"x", 0.0) == b"q\nx\nQ\n"
    assert shifted(b"x", -3.5) == b"q\n1 0 0 1 -3.5000 0 cm\nx\nQ\n"
