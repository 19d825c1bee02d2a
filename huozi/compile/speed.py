"""Chooses between the fast ways of `huozi.compile.fast` and the engine as it is.

Both make the same bytes (tests/compile/fast/test_off.py), so the choice is in no key.
`HUOZI_PLAIN=1` chooses the plain way: to find out whether a fault is the engine's or that of a fast
way, and to port to another WeasyPrint in two steps (docs/porting.md).

This is the only module that imports that folder. To do without it, delete it and have `way` return
`PLAIN`.
"""

import os

from huozi.compile.engine.plain import Plain

SWITCH = "HUOZI_PLAIN"
PLAIN = Plain()


def way() -> Plain:
    """The fast way, or the plain one where `HUOZI_PLAIN` asks for it."""
    if os.environ.get(SWITCH):
        return PLAIN
    from huozi.compile.fast import FAST

    return FAST
