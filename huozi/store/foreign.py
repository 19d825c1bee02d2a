"""Galleys that somebody else made: what of them can be believed without setting them again.

Their text is counted (`huozi.account`). It is worth what their glyphs are: each has to be the one
that the font file itself has for its character, and nothing may be drawn beside type and rules.
"""

import re

from huozi.fonts.faces import Faces, OpenedFace
from huozi.values.errors import HuoziError
from huozi.values.galley import Galley

#: Pictures, shadings, patterns, curves: type that no account can read may be drawn with them.
_DRAWN = re.compile(rb" (?:Do|sh|c|v|y|scn|SCN)(?:\n|\Z)")
_BLANKS = "\u0020\u2002\u2003\u3000"


def is_plain(galley: Galley, faces: Faces) -> bool:
    """Does a galley show type alone, and each glyph what the font says of it?"""
    streams = (*galley.contents, *galley.furniture)
    if any(_DRAWN.search(stream) for stream in streams):
        return False
    try:
        return all(
            _stands_for(faces.of(use), glyph, text)
            for use in galley.fonts
            for glyph, _, text in use.rows
        )
    except (HuoziError, ValueError):
        return False


def _stands_for(face: OpenedFace, glyph: int, text: str) -> bool:
    chars = text or _BLANKS
    return (not text or len(text) == 1) and any(
        face.font.get_nominal_glyph(ord(char)) == glyph for char in chars
    )
