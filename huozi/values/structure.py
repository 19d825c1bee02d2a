"""Structure (结构): what the content of a galley is, for those who hear a book read to them.

Content streams bear no tags of their own. The record beside them says which line of a stream begins
the content of which element; the linker puts tags in where a profile asks for them, and all other
files are what they would be without (`huozi.link.tags`).
"""

import zlib
from typing import Any

import msgspec
from msgspec import Struct

#: In the place of an element: what is no content of the text, such as rules and leaders.
ARTIFACT = -1
#: Of an element that shows no block of a text: a title, a line of the contents.
NO_BLOCK = -1

Marks = tuple[tuple[int, int], ...]  # line of the stream, element that is shown from there on


class Element(Struct, frozen=True, omit_defaults=True):
    """A structure element by its standard type (ISO 32000-1, 14.8.4)."""

    role: str
    parent: int  # its place among all; -1 for the root
    traits: tuple[tuple[str, str], ...] = ()  # Alt, Lang, Scope, …; Words: what a link says
    box_pt: tuple[float, float, float, float] | None = None  # of a figure, as links have it
    block: int = NO_BLOCK  # what it is of: its place in `Unit.numbered`


class Structure(Struct, frozen=True):
    """The elements of a galley in reading order, each behind the one that holds it."""

    elements: tuple[Element, ...] = ()
    pages: tuple[Marks, ...] = ()
    links: tuple[int, ...] = ()  # for each link of the galley the element that is clicked

    def packed(self) -> bytes:
        """As a galley keeps it: most builds never open it."""
        return zlib.compress(msgspec.msgpack.encode(self))


def unpacked(data: bytes) -> Structure:
    """The structure a galley keeps."""
    return _decoder.decode(zlib.decompress(data)) if data else Structure()


_decoder: Any = msgspec.msgpack.Decoder(Structure)
