"""Small books for tests: `make_book` writes a book's folder, `ENTRY` is the least text there is."""

from collections.abc import Mapping
from pathlib import Path

import yaml

#: Lines `make_book` puts before the body of an entry that brings no front matter of its own.
FRONT_LINES = 3

ENTRY = "这是一段正文。\n"

#: A PNG of one white pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fea73581e40000000049454e44ae426082"
)


def entry(body: str = ENTRY, **front: object) -> str:
    """The text of an entry file."""
    front = {"title": "题名", **front}
    return f"---\n{as_yaml(front)}---\n{body}"


def as_yaml(keys: Mapping[str, object]) -> str:
    """Keys in their order, one value to a line."""
    return yaml.safe_dump(dict(keys), allow_unicode=True, sort_keys=False, width=float("inf"))


def make_book(
    folder: Path,
    entries: Mapping[str, str] | None = None,
    book: Mapping[str, object] | str | None = None,
    files: Mapping[str, bytes | str] | None = None,
) -> Path:
    """Write a book and give its folder back.

    `entries` are files below `content/`, in order; one without front matter gets `title: 题名`.
    `book` are keys of `book.yaml` over the least ones (its whole text, if a string); it lists all
    entries unless it has `entries` or `parts` itself. `files` are any others, by path in the book.
    """
    entries = {"甲.md": ENTRY} if entries is None else entries
    texts: dict[str, bytes | str] = {
        f"content/{path}": text if text.startswith("---") else entry(text)
        for path, text in entries.items()
    }
    if not isinstance(book, str):
        keys: dict[str, object] = {"title": "书名", **(book or {})}
        if not keys.keys() & {"entries", "parts"}:
            keys["entries"] = list(entries)
        book = as_yaml(keys)
    texts["content/book.yaml"] = book
    for path, data in {**texts, **(files or {})}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder
