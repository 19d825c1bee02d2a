#!/usr/bin/env python3
"""Make the book in this folder: `python build.py` gives `output/book.pdf`. See `--help`."""

from huozi.__main__ import main

if __name__ == "__main__":
    main()
