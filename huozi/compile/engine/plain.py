"""The engine as it is: what the press does where nothing of `huozi.compile.fast` is wanted."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from jinja2 import BytecodeCache

from huozi.compile.engine.hooks import Hook

P = ParamSpec("P")
T = TypeVar("T")


class Plain:
    """Everything of the press that can be done sooner, done as WeasyPrint does it."""

    def load(self, importer: Callable[[], object]) -> None:
        """Call `importer`, which imports WeasyPrint."""
        importer()

    def rehearse(self, compile_unit: Callable[[Any], object]) -> None:
        """Meet what every unit needs before there is one. Here the first unit meets it."""

    def call(self, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Call a function that calls deeply."""
        return function(*given, **named)

    def hooks(self) -> tuple[Hook, ...]:
        """Hooks beside those that books need."""
        return ()

    def templates(self, options: Mapping[str, object]) -> BytecodeCache | None:
        """Where templates are kept as Jinja translated them under `options`."""
        return None

    def source(self, html: str, base_url: str, fetcher: Any) -> Any:
        """HTML as the engine reads it."""
        from huozi.compile.engine.library import HTML

        return HTML(string=html, base_url=base_url, url_fetcher=fetcher)

    def sheet(self, css: str, parse: Callable[[], T]) -> T:
        """A style sheet of an engine."""
        return parse()

    def line_class(self, linebox: Any, leaf: Any) -> Any:
        """The class of the lines of a paragraph that is one leaf."""
        from huozi.compile.engine.library import boxes

        return boxes.LineBox

    def digest(self, font_file: Any, files: Iterable[tuple[Path, str]]) -> str:
        """The SHA-256 of a font file; `files` are those whose digests are known."""
        return sha256(font_file).hexdigest()
