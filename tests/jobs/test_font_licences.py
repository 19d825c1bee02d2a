from huozi.jobs.font_licences import licences
from huozi.prove.record import RecordedFont

FONTS = (
    RecordedFont("LXGW WenKai", "regular", "WenKai.ttf", "a" * 64),
    RecordedFont("Noto Serif CJK SC", "bold", "Noto.ttc", "b" * 64),
    RecordedFont("某字体", "regular", "x.ttf", "c" * 64),
    RecordedFont("某字体", "bold", "y.ttf", "d" * 64),
)


def test_each_font_has_its_licence_or_is_told(tmp_path):
    text = tmp_path / "fonts-lxgw-wenkai" / "copyright"
    text.parent.mkdir()
    text.write_text("OFL")
    files, findings = licences(FONTS, tmp_path)
    assert files["fonts/fonts-lxgw-wenkai.txt"] == b"OFL"
    told = [dict(found.params)["family"] for found in findings]
    assert told == ["Noto Serif CJK SC", "某字体"]
    rows = [line.split("\t") for line in files["fonts/README.txt"].decode().splitlines()]
    assert [(row[0], row[4]) for row in rows] == [
        ("LXGW WenKai", "fonts/fonts-lxgw-wenkai.txt"),
        ("Noto Serif CJK SC", "?"),
        ("某字体", "?"),
        ("某字体", "?"),
    ]


def test_the_house_fonts_have_theirs_on_this_machine():
    files, findings = licences(FONTS[:2])
    assert findings == []
    assert b"OFL" in files["fonts/fonts-lxgw-wenkai.txt"].upper() or b"OPEN FONT" in (
        files["fonts/fonts-lxgw-wenkai.txt"].upper()
    )
