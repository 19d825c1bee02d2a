"""`fonts:` in book.yaml."""

import pytest

from huozi.values.style import FontRoles

ENTRY = "---\ntitle: 甲\n---\n\n正文。\n"


def roles(read_book, fonts) -> FontRoles:
    return read_book(entries={"甲.md": ENTRY}, book={
        "title": "书", "entries": ["甲.md"], "fonts": fonts}).manuscript.fonts  # fmt: skip


def test_a_role_is_one_family_or_several(read_book) -> None:
    made = roles(read_book, {
        "song": ["FandolSong", "Noto Serif CJK SC", "FandolSong"], "latin-sans": "DejaVu Sans",
        "fang": "FandolFang", "fallback": ["Signs"], "小标宋": "FZXBS", "titling": ["A", "B"],
    })  # fmt: skip
    assert made == FontRoles(
        song=("FandolSong", "Noto Serif CJK SC"), latin_sans=("DejaVu Sans",),
        fang=("FandolFang",), fallback=("Signs",),
        own=(("小标宋", ("FZXBS",)), ("titling", ("A", "B"))),
    )  # fmt: skip
    assert made.stacks["song"] == ("FandolSong", "Noto Serif CJK SC", "Signs")
    assert made.stacks["小标宋"] == ("FZXBS", "Signs")
    assert made.families[-1] == "B"


def test_roles_without_families_are_set_as_others() -> None:
    stacks = FontRoles(song=("S",), hei=("H",), fallback=("F",)).stacks
    assert stacks["fang"] == ("S", "F")
    assert stacks["latin-sans"] == ("H", "F")


@pytest.mark.parametrize(
    ("fonts", "code"),
    [
        ({"sonq": "x"}, "unknown-key-near"),
        ({"fangsong": "x"}, "unknown-key-near"),
        ({"latin_sans": "x"}, "unknown-key-near"),
        ({"own": "a b"}, None),
        ({"1x": "x"}, "unknown-key"),
        ({"a b": "x"}, "unknown-key"),
        ({"song": 'A", "B'}, "font-name"),
        ({"song": "A; } p { color: red"}, "font-name"),
        ({"song": ["A", "B\\"]}, "font-name"),
        ({"song": {"a": "b"}}, "expected-text"),
        ({"song": [f"F{n}" for n in range(13)]}, "fonts-many"),
        ("Noto", "expected-mapping"),
        (["Noto"], "expected-mapping"),
    ],
)
def test_what_is_no_role_or_no_name_is_told(refuse_book, read_book, fonts, code) -> None:
    if code is None:
        assert roles(read_book, fonts).own == (("own", ("a b",)),)
        return
    said = refuse_book(entries={"甲.md": ENTRY}, book={
        "title": "书", "entries": ["甲.md"], "fonts": fonts})  # fmt: skip
    assert [one for one, _ in said] == [code]
