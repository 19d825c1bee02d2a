"""Small font files, made for a test: fontTools writes what a maker of fonts would."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

HAN = "中的一是宋体标题黑楷粗正文"
LATIN = "ABCabc0123456789 "


def make(
    path: Path, family: str, style: str = "Regular", weight: int = 400, width: int = 5,
    chars: Iterable[str] = HAN + LATIN, fs_type: int = 0, cff: bool = False, typographic: str = "",
) -> Path:  # fmt: skip
    """A font of black boxes, a little wider the heavier it is. `weight` and `width` as in OS/2."""
    names = {".notdef": 0} | {f"u{ord(char):04X}": ord(char) for char in chars}
    built = FontBuilder(1000, isTTF=not cff)
    built.setupGlyphOrder(list(names))
    built.setupCharacterMap({code: name for name, code in names.items() if code})
    drawn = {name: _box(cff, 0 if code == 0x20 else weight) for name, code in names.items()}
    advance = 1000 if cff else 900
    if cff:
        built.setupCFF(f"{family}-{style}".replace(" ", ""), {}, drawn, {})
    else:
        built.setupGlyf(drawn)
    built.setupHorizontalMetrics(dict.fromkeys(names, (advance, 50)))
    built.setupHorizontalHeader(ascent=880, descent=-120)
    written = {"familyName": family, "styleName": style}
    if typographic:
        written |= {"typographicFamily": typographic, "typographicSubfamily": style}
    built.setupNameTable(written)
    slanted = "Italic" in style
    built.setupOS2(
        usWeightClass=weight, usWidthClass=width, fsType=fs_type, sTypoAscender=880,
        sTypoDescender=-120, fsSelection=0x01 if slanted else 0x40,
    )  # fmt: skip
    built.setupPost(italicAngle=-12 if slanted else 0)
    built.setupHead(unitsPerEm=1000, macStyle=0x02 if slanted else 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    built.save(path)
    return path


def _box(cff: bool, side: int):
    pen = T2CharStringPen(1000, None) if cff else TTGlyphPen(None)
    if side:
        pen.moveTo((50, 0))
        pen.lineTo((50, side))
        pen.lineTo((side, side))
        pen.lineTo((side, 0))
        pen.closePath()
    return pen.getCharString() if cff else pen.glyph()


def installed_in(folder: Path, monkeypatch: pytest.MonkeyPatch, beside: bool = False) -> None:
    """Make the fonts of a folder those of this machine, or `beside` what it has."""
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>' if beside else ""
    config = folder / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><fontconfig>{system}<dir>{folder}</dir>'
        f"<cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
