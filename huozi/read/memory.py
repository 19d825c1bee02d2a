"""The entries that earlier readings found in files that have not changed.

A file's reading depends on its text, its name and the names of the other entries, all of which the
key digests, and on the images it asks for: a file with images is read anew.
"""

import hashlib
from collections.abc import Mapping
from typing import Protocol

from huozi.values.manuscript import Entry, Finding

#: An entry, and what was found in it.
Remembered = tuple[Entry, tuple[Finding, ...]]


class Memory(Protocol):
    """Keeps entries by key and forgets them when the code of this stage changes."""

    def recall(self, key: str) -> Remembered | None:
        """The entry kept under a key, or None."""

    def keep(self, key: str, entry: Remembered) -> None:
        """Keep an entry."""


def entry_key(path: str, text: str, names: str) -> str:
    """The key of an entry's file; empty for one that has to be read anew.

    `names` is the digest of what the book's entries are called.
    """
    named = ("![", "<img", ".造字", ".drawn")  # they depend on other files
    if any(sign in text.lower() for sign in named):
        return ""
    return hashlib.sha256("\0".join((path, names, text)).encode()).hexdigest()


def names_digest(links: Mapping[str, str], every_line: bool) -> str:
    """A digest of what all texts are read with: the entries' paths and ids, on which links between
    entries depend, and whether every line is a paragraph.
    """
    return hashlib.sha256(repr((sorted(links.items()), every_line)).encode()).hexdigest()
