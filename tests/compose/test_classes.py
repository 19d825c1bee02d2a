"""Classes of characters, and the members the rules name."""

import pytest

from huozi.compose import classify
from huozi.compose.classes import _MEMBERS
from huozi.values.script import is_cell


@pytest.mark.parametrize(
    ("code", "clusters"),
    [
        # CLREQ, "Opening brackets", "Closing brackets"; GB/T 15834-2011, 4.8, 4.9, 4.15
        ("O", "“ ‘ 「 『 （ 《 〈 【 〖 〔 ［ ｛"),
        ("C", "” ’ 」 』 ） 》 〉 】 〗 〕 ］ ｝"),
        # GB/T 15834-2011, 4.4–4.7: 句内点号; 4.1–4.3: 句末点号
        ("P", "， 、 ； ："),
        ("S", "。 ．"),
        ("E", "！ ？"),
        ("M", "· ・ ‧"),
        # GB/T 15834-2011, 4.13: 短横线、一字线、浪纹线
        ("K", "～ – — -"),
        ("V", "／ /"),
        ("D", "—— ⸺"),
        ("T", "…… …"),
        ("N", "5 2004 1,234.56 97% 3.5‰ -5℃ +8 $300 12:30 1/2 3D 5G 100km/h"),
        ("W", "GDP don’t AT&T A4 PM2.5 COVID-19 Толстой Ὅμηρος"),
        ("Z", "https:// www. state- a/ id= page_"),
        ("Y", "￥ $ €"),
        ("q", "( [ {"),
        ("r", ") ] } , . ; : ! ? % ‰ ℃ ° ‼ ⁇ ⁈ ⁉"),
        ("H", "汉 〇 々 あ 한 ① Ⅳ １２３ ● 👍 👨‍👩‍👧"),
        ("Q", "\" '"),
    ],
)
def test_members(code: str, clusters: str) -> None:
    assert {cluster: classify(cluster) for cluster in clusters.split()} == dict.fromkeys(
        clusters.split(), code
    )


@pytest.mark.parametrize(
    ("cluster", "code"),
    [("\u3000", "I"), ("\u2003", "I"), ("\u00a0", "G"), ("\u2060", "G"), ("\n", "X")],
)
def test_blanks(cluster: str, code: str) -> None:
    assert classify(cluster) == code


@pytest.mark.parametrize(("cluster", "code"), [*zip("“”，。？·", "qrrrrK", strict=True)])
def test_mark_that_is_narrow_in_its_font_has_no_blank_half(cluster: str, code: str) -> None:
    assert classify(cluster, 0.4) == code
    assert classify(cluster, 1.0) != code


@pytest.mark.parametrize("sign", "©®™¬¦`´")
def test_a_sign_that_is_narrower_than_a_cell_stands_between_words_as_one_of_ascii_does(
    sign: str,
) -> None:
    assert classify(sign, 0.6) == "A"
    assert classify(sign, 1.0) == "H"


def test_variation_selector_does_not_change_the_class() -> None:
    assert classify("，\ufe00") == "P"
    assert classify("e\u0301") == "W"


def test_no_character_has_two_classes() -> None:
    members = [member for codes in _MEMBERS.values() for member in codes]
    assert len(members) == len(set(members))


@pytest.mark.parametrize("char", "汉あ한①Ⅳ１）𠀀")
def test_cells(char: str) -> None:
    assert is_cell(char)


@pytest.mark.parametrize("char", "aé5Ж.“—")
def test_not_cells(char: str) -> None:
    assert not is_cell(char)
