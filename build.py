#!/usr/bin/env python3
"""Make the book in this folder: `.venv/bin/python build.py` gives `output/book.pdf`. See `--help`.

Any Python can read this file: one that lacks what the press needs says what to run instead.
"""

import os
import sys

_OWN = os.path.join(".venv", "bin", "python")


def _misplaced(reason):
    """Say in both languages how to begin. Exit code 3: the machine lacks something."""
    here = os.path.dirname(os.path.abspath(__file__))
    if os.path.exists(os.path.join(here, _OWN)) and not sys.prefix.startswith(here):
        command = " ".join([_OWN, *sys.argv])
    else:
        command = "make book"
    sys.stderr.write(
        f"This Python lacks what the press needs ({reason}). Run this in {here}:\n"
        f"这个 Python 里缺少排书要用的东西。请在 {here} 里运行：\n\n    {command}\n\n"
    )
    sys.exit(3)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        _misplaced("Python %d.%d < 3.11" % sys.version_info[:2])
    try:
        from huozi.__main__ import main

        main()
    except ModuleNotFoundError as error:
        _misplaced(error.name)
