"""House styles 版式风格: `style: literary` in `book.yaml`.

A style is a folder `styles/NAME/` of the book or of the house. Its `style.yaml` says what a book of
that style has where `book.yaml` says nothing: keys of `book.yaml`, those of `OF_A_STYLE`. The style
sheets and templates beside it are the compile stage's (`huozi/compile/house.py`).
"""

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from huozi.files import house_dir, read_file
from huozi.read.keys import english_word
from huozi.read.report import Reporter
from huozi.read.source import MissingFileError, RefusedError, Source
from huozi.read.yamlnodes import Node, NodeShape, compose

STYLE_KEY, STYLE_FILE, FOLDER = "style", "style.yaml", "styles"
#: The styles of the house, by name.
HOUSE_STYLES = ("party-press", "literary", "technical")
#: What of `book.yaml` a style may say: how the book looks, nothing of what it is.
OF_A_STYLE = (
    "format", "line", "fonts", "folios", "heads", "notes", "captions", "contents", "sections",
    "pages",
)  # fmt: skip
_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class OfferedStyles:
    """The styles that a book may choose: its own, and those of the house."""

    source: Source

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the book's own first."""
        own = (Path(path) for path in self.source.files(FOLDER, (".yaml",)))
        mine = [path.parent.name for path in own if path.name == STYLE_FILE and _is_style(path)]
        ours = sorted(path.parent.name for path in (house_dir() / FOLDER).glob(f"*/{STYLE_FILE}"))
        return tuple(dict.fromkeys((*mine, *ours)))

    def text(self, name: str) -> tuple[str, str]:
        """The `style.yaml` of a style that there is: its path, and what stands in it.

        Raises RefusedError.
        """
        path = f"{FOLDER}/{name}/{STYLE_FILE}"
        try:
            return path, self.source.read_text(path, _LIMIT)
        except MissingFileError:
            return path, read_file(house_dir() / path, _LIMIT).decode()


def _is_style(path: Path) -> bool:
    return path.parent.parent == Path(FOLDER)


def style_of(root: Node, styles: OfferedStyles, report: Reporter) -> tuple[str, Node | None]:
    """The style that a book chooses, and what its `style.yaml` says; empty where it chooses none.

    Reports a name that no style has, with those that there are.
    """
    key, chosen = next(
        ((key, value) for key, value in root.pairs if key.text == STYLE_KEY), (root, None)
    )
    if chosen is None or chosen.empty:
        return "", None
    name = english_word(chosen.text, styles.names)
    if chosen.shape is not NodeShape.SCALAR or name not in styles.names:
        report.unknown("unknown-style", key.line, str(chosen), styles.names)
        return "", None
    try:
        path, text = styles.text(name)
    except RefusedError as refused:
        report.error(refused.code, refused.line or key.line, **refused.params)
        return "", None
    return name, compose(text, report.on(path))


def laid_under(style: Node, book: Node, line: int = 0) -> Node:
    """What a book says, and where it says nothing, what its style does. Mappings join key by key.

    What comes of the style bears the line of the book where the style is chosen.
    """
    if not line:
        line = next((key.line for key, _ in book.pairs if key.text == STYLE_KEY), book.line)
    written = {key.text: value for key, value in book.pairs if not value.empty}
    said = {key.text: value for key, value in style.pairs}
    pairs = tuple(
        (key, _joined(said.get(key.text), value, line)) for key, value in book.pairs
        if key.text in written or key.text not in said
    )  # fmt: skip
    added = tuple(_on_line(pair, line) for pair in style.pairs if pair[0].text not in written)
    return replace(book, pairs=(*pairs, *added))


def _joined(style: Node | None, book: Node, line: int) -> Node:
    if style is None or not style.shape is book.shape is NodeShape.MAP:
        return book
    return laid_under(style, book, line)


def _on_line(pair: tuple[Node, Node], line: int) -> tuple[Node, Node]:
    key, value = pair
    return replace(key, line=line), _moved(value, line)


def _moved(node: Node, line: int) -> Node:
    return replace(
        node,
        line=line,
        items=tuple(_moved(item, line) for item in node.items),
        pairs=tuple(_on_line(pair, line) for pair in node.pairs),
    )
