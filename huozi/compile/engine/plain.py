"""The plain way: what `huozi.compile.fast` does faster, done as WeasyPrint does it."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from jinja2 import BytecodeCache

from huozi.compile.engine.hooks import Hook

P = ParamSpec("P")
T = TypeVar("T")


class Plain:
    """All steps that have a fast way, in the plain way."""

    def load(self, importer: Callable[[], object]) -> None:
        """Call `importer`, which imports WeasyPrint."""
        importer()

    def rehearse(self, compile_unit: Callable[[Any], object]) -> None:
        """Load what every unit needs before the first one. Here it does nothing: the first unit
        does.
        """

    def call(self, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Call a function whose calls nest deeply."""
        return function(*given, **named)

    def hooks(self) -> tuple[Hook, ...]:
        """The hooks beside those that books need."""
        return ()

    def templates(self, options: Mapping[str, object]) -> BytecodeCache | None:
        """The cache of translated templates under `options`; None for none."""
        return None

    def source(self, html: str, base_url: str, fetcher: Any) -> Any:
        """Parse HTML."""
        from huozi.compile.engine.library import HTML

        return HTML(string=html, base_url=base_url, url_fetcher=fetcher)

    def sheet(self, css: str, parse: Callable[[], T]) -> T:
        """Parse a style sheet."""
        return parse()

    def line_class(self, linebox: Any, leaf: Any) -> Any:
        """The class for the lines of a paragraph that is one leaf."""
        from huozi.compile.engine.library import boxes

        return boxes.LineBox

    def digest(self, font_file: Any, files: Iterable[tuple[Path, str]]) -> str:
        """The SHA-256 of a font file; `files` have known digests."""
        return sha256(font_file).hexdigest()
