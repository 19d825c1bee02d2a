"""The switch: the short ways of `huozi.compile.fast`, or the engine as it is.

Both make the same bytes (tests/compile/fast/test_off.py), so the choice is in no key.
`HUOZI_PLAIN=1` takes the plain way: to find out whether a fault is the engine's or a short way's,
and to port to another WeasyPrint in two steps (docs/porting.md).

This is the only module that imports that folder. To do without it, delete it and have `way` return
`PLAIN`.
"""

import os

from huozi.compile.engine.plain import Plain

SWITCH = "HUOZI_PLAIN"
PLAIN = Plain()


def way() -> Plain:
    """The way the press goes."""
    if os.environ.get(SWITCH):
        return PLAIN
    from huozi.compile.fast import FAST

    return FAST
