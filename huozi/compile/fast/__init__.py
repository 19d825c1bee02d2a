"""Faster ways to the same bytes, and nothing else.

    bytecode.py   keeps templates and C declarations as bytecode
    startup.py    imports WeasyPrint faster
    rehearsal.py  loads what every unit needs before the first one is set
    frames.py     gives deep layout room for its stack frames
    hypertext.py  parses plainly nested HTML without the engine's parser
    hooks.py      the hooks that are for speed, of the modules below
    shortcuts.py  computes once a style what the engine computes for every box
    styles.py     hands computed styles on from document to document
    plainline.py  lines that are text and nothing else
    fontfile.py   identifies font files without copying or digesting them
    parsed.py     keeps parsed style sheets for all books of a process

`huozi.compile.speed` alone imports this folder: without it and that import the press works, in more
time. With `HUOZI_PLAIN=1` it is not loaded.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache

from huozi.compile.engine.hooks import Hook
from huozi.compile.engine.plain import P, Plain, T
from huozi.compile.fast.frames import roomy
from huozi.values.errors import HuoziError


class Fast(Plain):
    """The fast way of each step. Its modules are imported when the step is first taken."""

    def load(self, importer: Callable[[], object]) -> None:
        """Import WeasyPrint by `startup`."""
        from huozi.compile.fast.startup import load

        load(importer)

    def rehearse(self, compile_unit: Callable[[Any], object]) -> None:
        """Set a sample text. Errors are not told here: the first unit meets them."""
        from huozi.compile.fast.rehearsal import sample

        with suppress(HuoziError):
            compile_unit(sample())

    def call(self, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Call a function with room for the stack frames of all that it calls."""
        return roomy(function, *given, **named)

    def hooks(self) -> tuple[Hook, ...]:
        """The hooks that are for speed."""
        from huozi.compile.fast.hooks import HOOKS

        return HOOKS

    def templates(self, options: Mapping[str, object]) -> BytecodeCache | None:
        """A cache that keeps translated templates beside our own bytecode."""
        from huozi.compile.fast.bytecode import TemplateCache

        return TemplateCache(options)

    def source(self, html: str, base_url: str, fetcher: Any) -> Any:
        """Parse HTML by `hypertext`, or by the engine where the HTML is unusual."""
        from huozi.compile.fast.hypertext import source_of

        return source_of(html, base_url, fetcher) or super().source(html, base_url, fetcher)

    def sheet(self, css: str, parse: Callable[[], T]) -> T:
        """A style sheet, parsed once in a process."""
        from huozi.compile.fast.parsed import sheet

        return sheet(css, parse)

    def line_class(self, linebox: Any, leaf: Any) -> Any:
        """`PlainLine` where the lines of a paragraph may be that."""
        from huozi.compile.fast.plainline import PlainLine, is_plain

        return PlainLine if is_plain(linebox, leaf) else super().line_class(linebox, leaf)

    def digest(self, font_file: Any, files: Iterable[tuple[Path, str]]) -> str:
        """The SHA-256 of a font file; `files` have known digests."""
        digest: str = font_file.digest(files)
        return digest


FAST = Fast()
