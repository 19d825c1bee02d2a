"""What a machine offers: families, and the roles they suit."""

from pathlib import Path

import pytest

from huozi.fonts import machine, rights
from huozi.fonts.families import Family, families, han_of_common_use
from tests.fonts.small import installed_in, make

ALL_HAN = "".join(map(chr, han_of_common_use()))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def offered(tmp_path: Path, monkeypatch):
    """The families of these files, by name."""

    def look(**files: dict) -> dict[str, Family]:
        for name, said in files.items():
            make(tmp_path / f"{name}.ttf", **said)
        installed_in(tmp_path, monkeypatch)
        found = families(machine.answer(machine.ask()), machine.charsets(), rights.refusal)
        return {family.names[0]: family for family in found}

    return look


def test_han_of_common_use_are_those_of_the_standard() -> None:
    assert len(han_of_common_use()) == 6763
    assert {ord(char) for char in "啊的齄"} <= set(han_of_common_use())


@pytest.mark.slow
def test_a_role_is_told_by_names_and_characters(offered) -> None:
    han = {name: {"family": name, "chars": ALL_HAN} for name in (
        "Any Song", "Some Ming", "Some Hei", "Some Sans", "Any Kai", "Any FangSong", "Nameless",
        "Hei Mono",
    )}  # fmt: skip
    letters = {name: {"family": name, "chars": LETTERS}
               for name in ("Any Roman", "Any Grotesk Sans", "Any Mono")}  # fmt: skip
    rest = {"Signs": {"family": "Signs", "chars": "☑✔"},
            "Old Fang": {"family": "Old Fang", "chars": ALL_HAN[:4000]}}  # fmt: skip
    found = offered(**han, **letters, **rest)
    assert {name: family.role for name, family in found.items()} == {
        "Any Song": "song", "Some Ming": "song", "Nameless": "song", "Some Hei": "hei",
        "Some Sans": "hei", "Any Kai": "kai", "Any FangSong": "fang", "Hei Mono": "mono",
        "Any Roman": "latin", "Any Grotesk Sans": "latin-sans", "Any Mono": "mono",
        "Signs": "fallback", "Old Fang": "fallback",
    }  # fmt: skip
    assert found["Old Fang"].han == 4000


def test_a_family_is_one_whatever_files_it_has(offered) -> None:
    found = offered(
        a={"family": "Any"},
        b={"family": "Any", "style": "Bold", "weight": 700},
        c={"family": "Other", "fs_type": 2},
    )
    assert {name: (f.has_bold, f.file, f.fault) for name, f in found.items()} == {
        "Any": (True, "a.ttf", ""), "Other": (False, "c.ttf", "font-restricted")
    }  # fmt: skip
