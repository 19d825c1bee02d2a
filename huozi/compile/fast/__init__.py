"""Fast: what gives the same bytes in less time, and nothing else.

    bytecode.py   templates and C declarations kept as bytecode
    startup.py    WeasyPrint imported sooner
    rehearsal.py  what every unit needs is met before there is one
    frames.py     room for the frames of deep layout
    hypertext.py  HTML that is plainly nested, read without the engine's parser
    hooks.py      the hooks that are for speed, of the modules below
    shortcuts.py  what the engine works out for every box, worked out once a style
    styles.py     computed styles handed on from document to document
    plainline.py  lines that are text and nothing else
    fontfile.py   font files looked at, not copied and digested
    parsed.py     style sheets parsed once for all books of a process

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
    """The short ways. Modules are imported when they are gone."""

    def load(self, importer: Callable[[], object]) -> None:
        """Import WeasyPrint by the short way."""
        from huozi.compile.fast.startup import load

        load(importer)

    def rehearse(self, compile_unit: Callable[[Any], object]) -> None:
        """Set a text that nobody will see. What is wrong is not told: the first unit meets it."""
        from huozi.compile.fast.rehearsal import sample

        with suppress(HuoziError):
            compile_unit(sample())

    def call(self, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Call a function with room for all that it calls."""
        return roomy(function, *given, **named)

    def hooks(self) -> tuple[Hook, ...]:
        """The hooks that are for speed."""
        from huozi.compile.fast.hooks import HOOKS

        return HOOKS

    def templates(self, options: Mapping[str, object]) -> BytecodeCache | None:
        """Beside our own bytecode."""
        from huozi.compile.fast.bytecode import TemplateCache

        return TemplateCache(options)

    def source(self, html: str, base_url: str, fetcher: Any) -> Any:
        """HTML as the engine would read it, which it does itself where it is unusual."""
        from huozi.compile.fast.hypertext import source_of

        return source_of(html, base_url, fetcher) or super().source(html, base_url, fetcher)

    def sheet(self, css: str, parse: Callable[[], T]) -> T:
        """As another engine parsed it."""
        from huozi.compile.fast.parsed import sheet

        return sheet(css, parse)

    def line_class(self, linebox: Any, leaf: Any) -> Any:
        """Plain lines, where they may be."""
        from huozi.compile.fast.plainline import PlainLine, is_plain

        return PlainLine if is_plain(linebox, leaf) else super().line_class(linebox, leaf)

    def digest(self, font_file: Any, files: Iterable[tuple[Path, str]]) -> str:
        """That of the one of `files` it is."""
        digest: str = font_file.digest(files)
        return digest


FAST = Fast()
