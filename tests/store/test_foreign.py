"""Galleys of somebody else are believed where each glyph is what the font has for its text."""

import pytest
from msgspec.structs import replace

from huozi.store.foreign import is_plain
from huozi.values.galley import FontUse, Galley, pack_glyphs
from tests.link.proofs import faces, galley, glyphs, use


def showing(*rows: tuple[int, int, str]) -> Galley:
    """A galley whose font says so of its glyphs."""
    made = galley("a", ["甲"])
    return replace(made, fonts=(replace(made.fonts[0], glyphs=pack_glyphs(rows)),))


((A, WIDTH, _),), ((B, _, _),) = glyphs("甲"), glyphs("乙")


def test_type_and_rules_are_plain() -> None:
    made = galley("a", ["甲乙"], ["丙"], head="头")
    ruled = replace(made, contents=(made.contents[0] + b"0 0 100 1 re f\n0 0 m 9 9 l S\n",))
    assert is_plain(made, faces())
    assert is_plain(ruled, faces())


@pytest.mark.parametrize("sign", [b"/I Do", b"/S sh", b"1 2 3 4 5 6 c", b"1 2 3 4 v", b"/P scn"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\nq Q\n"])
def test_what_is_drawn_otherwise_may_show_anything(sign: bytes, end: bytes) -> None:
    made = galley("a", ["甲"], head="头")
    assert not is_plain(replace(made, contents=(made.contents[0] + sign + end,)), faces())
    assert not is_plain(replace(made, furniture=(sign + end,)), faces())


@pytest.mark.parametrize(
    ("rows", "believed"),
    [
        ([(A, WIDTH, "甲")], True),
        ([(A, WIDTH, "甲"), (B, WIDTH, "乙")], True),
        ([(A, WIDTH, "乙")], False),  # shows one character and says another
        ([(A, WIDTH, "甲"), (A + 1, WIDTH, "乙")], False),
        ([(A, WIDTH, "甲甲")], False),
        ([(A, WIDTH, "")], False),  # says nothing and shows something
        ([(glyphs("\u3000")[0][0], WIDTH, "")], True),  # a blank may say nothing
        ([(glyphs(" ")[0][0], WIDTH, "")], True),
    ],
)
def test_each_glyph_is_the_one_of_its_character(rows, believed: bool) -> None:
    assert is_plain(showing(*rows), faces()) is believed


def test_a_face_that_is_not_here_can_not_be_asked() -> None:
    unknown = FontUse("ABCDEF", "0" * 64, 0, "Song", 880, -120, 4, use("甲").glyphs)
    assert not is_plain(replace(galley("a", ["甲"]), fonts=(unknown,)), faces())
