from huozi.jobs.font_licences import licences

RECORD = {
    "fonts": [
        {"family": "LXGW WenKai", "weight": "regular", "file": "WenKai.ttf", "sha256": "a" * 64},
        {"family": "Noto Serif CJK SC", "weight": "bold", "file": "Noto.ttc", "sha256": "b" * 64},
        {"family": "某字体", "weight": "regular", "file": "x.ttf", "sha256": "c" * 64},
        {"family": "某字体", "weight": "bold", "file": "y.ttf", "sha256": "d" * 64},
    ]
}


def test_each_font_has_its_licence_or_is_told(tmp_path):
    text = tmp_path / "fonts-lxgw-wenkai" / "copyright"
    text.parent.mkdir()
    text.write_text("OFL")
    files, findings = licences(RECORD, tmp_path)
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
    files, findings = licences({"fonts": RECORD["fonts"][:2]})
    assert findings == []
    assert b"OFL" in files["fonts/fonts-lxgw-wenkai.txt"].upper() or b"OPEN FONT" in (
        files["fonts/fonts-lxgw-wenkai.txt"].upper()
    )
