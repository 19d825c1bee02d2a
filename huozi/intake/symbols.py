"""Signs of symbol fonts as Unicode: what Wingdings and its kin show where others have letters.

The tables hold the signs that forms and lists use and whose Unicode is sure; anything else stays
without text, and the report names font and code.
"""

import re

from huozi.intake.styles import Properties

_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x52: "☼", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "◻", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x80: "⓪", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○",
    0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xAC: "✶", 0xB2: "⟡", 0xB6: "✰",
    0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + at: chr(0x2460 + at) for at in range(10)},  # ① … ⑩
    0x8B: "⓿", **{0x8C + at: chr(0x2776 + at) for at in range(10)},  # ❶ … ❿
}  # fmt: skip
_WINGDINGS_2 = {
    0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■",
    0xA3: "□",
    0x69: "⓪", **{0x6A + at: chr(0x2460 + at) for at in range(10)},
    0x74: "⓿", **{0x75 + at: chr(0x2776 + at) for at in range(10)},
}  # fmt: skip
_WINGDINGS_3 = {
    0x5B: "↺", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼", 0x74: "◀",
    0x75: "▶", 0x7D: "▶",
}  # fmt: skip
_GREEK = dict(zip(
    range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True
)) | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))  # fmt: skip
_SYMBOL = _GREEK | {
    0x22: "∀", 0x24: "∃", 0x27: "∍", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC4: "⊗", 0xC5: "⊕",
    0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCA: "⊇", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈",
    0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧",
    0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE5: "∑", 0xF2: "∫",
    **{code: chr(code) for code in (*range(0x28, 0x2A), *range(0x2B, 0x2D), *range(0x2E, 0x40))},
    0x5B: "[", 0x5D: "]", 0x5F: "_", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "∼",
}  # fmt: skip
_TABLES = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "symbol": _SYMBOL,
    "webdings": {0x61: "✔", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✖"},
}
#: Fonts of signs of which no table is kept here.
_UNKNOWN = frozenset({
    "mt extra", "zapfdingbats", "zapf dingbats", "itc zapf dingbats", "monotype sorts", "marlett",
    "bookshelf symbol 7", "ms outlook", "ms reference specialty",
})  # fmt: skip


def sign(font: str, code: int) -> str:
    """The Unicode of a sign; empty where it is not known.

    Word writes codes of symbol fonts in the private area from U+F000 on, or bare.
    """
    name = font.strip().lower()
    table = {} if name in _UNKNOWN else _TABLES.get(name)
    bare = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None:
        return table.get(bare, "")
    private = 0xE000 <= code <= 0xF8FF or code > 0xF0000
    usable = 0x20 < code < 0xD800 or 0xF900 <= code < 0xF0000
    return chr(code) if usable and not private else ""


def symbol_font(font: str) -> bool:
    """Whether the letters of a font stand for other signs."""
    name = font.strip().lower()
    return name in _TABLES or name in _UNKNOWN


def bullet_sign(template: str, letters: Properties) -> str:
    """What the mark of a list without numbers is in Unicode; a dot where that is not known."""
    if not template:
        return "•"
    font = letters.get("ascii") or letters.get("eastAsia") or "Wingdings"
    code = ord(template[0])
    private = 0xE000 <= code <= 0xF8FF
    return sign(font, code) if private and sign(font, code) else "•" if private else template


_ENCLOSING = re.compile(
    r"EQ\s+\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇◯Οo]\s*[,;，]\s*(\d{1,2}|[一-鿿])\s*\)", re.IGNORECASE
)
_IDEOGRAPHS = {han: chr(0x3280 + at) for at, han in enumerate("一二三四五六七八九十月火水木金土日")}


def enclosed(instruction: str) -> str:
    r"""What a field `EQ \o\ac(○,21)` shows: ㉑; empty where Unicode has no such sign."""
    found = _ENCLOSING.fullmatch(instruction.strip())
    if found is None:
        return ""
    if not found[1].isdigit():
        return _IDEOGRAPHS.get(found[1], "")
    number = int(found[1])
    for first, start, count in ((1, 0x2460, 20), (21, 0x3251, 15), (36, 0x32B1, 15)):
        if first <= number < first + count:
            return chr(start + number - first)
    return "⓪" if number == 0 else ""


_GUIDE = re.compile(
    r"EQ\b.*?\\o\s*(?:\\a[cdlr]\s*)?\(\s*\\s\s*\\up\s*\d*\s*\((?P<reading>.*?)\)\s*[,;，]\s*(?P<base>[^()]*)\)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip


def guided(instruction: str) -> tuple[str, str] | None:
    r"""Base and reading of a phonetic guide written as a field: `EQ \o\ad(\s\up 9(huó),活)`."""
    found = _GUIDE.search(instruction)
    return (found["base"].strip(), found["reading"].strip()) if found else None
