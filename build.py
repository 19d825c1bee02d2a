#!/usr/bin/env python3
"""Make the book in this folder: `.venv/bin/python build.py` gives `output/book.pdf`. See `--help`.

Any Python 3 can read this file: one that lacks what the press needs says what to run instead.
"""

import sys
from pathlib import Path


def _misplaced(reason: object) -> None:
    """Say in both languages how to begin. Exit code 3: the machine lacks something."""
    here = Path(__file__).resolve().parent
    own = here / ".venv" / "bin" / "python"
    command = "make book"
    if own.exists() and Path(sys.prefix) != here / ".venv":
        command = " ".join([".venv/bin/python", *sys.argv])
    sys.stderr.write(
        f"This Python lacks what the press needs ({reason}). Run this in {here}:\n"
        f"这个 Python 里缺少排书要用的东西。请在上面这个文件夹里运行：\n\n    {command}\n\n"
    )
    sys.exit(3)


if __name__ == "__main__":
    try:
        from huozi.__main__ import main

        main()
    except (ImportError, SyntaxError) as error:  # SyntaxError: a Python that is too old
        _misplaced(error)
