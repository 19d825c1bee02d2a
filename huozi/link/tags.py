"""Tags: marked content put into the stream of a page, from the marks that its galley keeps.

Text is the content of an element; rules and borders are artifacts (ISO 32000-1, 14.8.2.2). Text
objects and tags have to be nested properly (14.6.1): text is tagged inside its text objects. Spans
that bring their own wording (`setting/draw.py`) become tags themselves, since poppler 22.12 loses
what follows a span inside a tag.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from huozi.values.structure import ARTIFACT, Marks

_SHOWS = (b"TJ", b"Tj")
_SPAN, _SLOT = b"/Span <<", b"/HzSlot"
_PATH = frozenset((b"m", b"re"))
_PAINTS = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_ARTIFACT, _END = b"/Artifact BMC", b"EMC"
FIGURE = "Figure"


def tagged(content: bytes, marks: Marks, roles: Sequence[str]) -> tuple[bytes, tuple[int, ...]]:
    """A stream with its tags, and the element of each by its number (MCID)."""
    page = _TaggedLines(roles)
    lines = content.split(b"\n")
    for element, first, end in _stretches(marks, len(lines)):
        page.add(lines[first:end], element)
    return b"\n".join(page.lines), tuple(page.elements)


def furniture(content: bytes) -> bytes:
    """Running head and folio as artifacts, which readers skip."""
    return b"/Artifact <</Type /Pagination>> BDC\n" + content + b"EMC\n" if content else b""


def _stretches(marks: Marks, count: int) -> Iterator[tuple[int, int, int]]:
    """Elements with their lines."""
    for (first, element), (end, _) in pairwise([(0, ARTIFACT), *marks, (count, ARTIFACT)]):
        if first < end:
            yield element, first, end


class _TaggedLines:
    """The lines of a stream as tags are put in."""

    def __init__(self, roles: Sequence[str]) -> None:
        self.roles = roles
        self.lines: list[bytes] = []
        self.elements: list[int] = []  # of the numbered tags
        self.in_text = self.open = self.in_span = False
        self.path = -1  # where the path begins that is being built

    def add(self, lines: Sequence[bytes], element: int) -> None:
        """Lines that show an element."""
        if self.open:  # a text object goes on with another element
            self._close()
        if self.in_text and lines[0] == b"ET":  # or ends where it begins
            self._text(lines[0], ARTIFACT)
            lines = lines[1:]
        if element != ARTIFACT and self.roles[element] == FIGURE:
            self._figure(lines, element)
            return
        for line in lines:
            if self.in_text:
                self._text(line, element)
            else:
                self._other(line, element)

    def _begin(self, element: int) -> None:
        if element == ARTIFACT:
            self.lines.append(_ARTIFACT)
            return
        role = self.roles[element]
        self.lines.append(f"/{role} <</MCID {len(self.elements)}>> BDC".encode())
        self.elements.append(element)

    def _close(self) -> None:
        self.lines.append(_END)
        self.open = False

    def _text(self, line: bytes, element: int) -> None:
        span = element != ARTIFACT and line.startswith(_SPAN)
        if self.open and (span or line == b"ET"):
            self._close()
        if span:
            number = f"<</MCID {len(self.elements)} ".encode()
            self.elements.append(element)
            self.in_span = True
            line = line.replace(b"<<", number, 1)
        elif self.in_span:
            self.in_span = line != _END
        elif not self.open and (line.endswith(_SHOWS) or line.startswith((_SLOT, _SPAN))):
            self._begin(element)
            self.open = True
        self.in_text = line != b"ET"
        self.lines.append(line)

    def _other(self, line: bytes, element: int) -> None:
        operator = line.rpartition(b" ")[2]
        if operator in (b"Do", b"sh"):
            self._begin(element if operator == b"Do" else ARTIFACT)
            self.lines += (line, _END)
            return
        if operator in _PATH and self.path < 0:
            self.path = len(self.lines)
        self.lines.append(line)
        if operator in _PAINTS:
            self.lines.insert(self.path, _ARTIFACT)
            self._close()
        if operator in _PAINTS or operator == b"n":
            self.path = -1
        self.in_text = line == b"BT"

    def _figure(self, lines: Sequence[bytes], element: int) -> None:
        """The lines of a picture in one tag, however many there are."""
        painting = [at for at, line in enumerate(lines) if _paints(line)]
        if painting:
            self._begin(element)
            end = painting[-1] + 1
            self.lines += (*lines[:end], _END, *lines[end:])
        else:
            self.lines += lines


def _paints(line: bytes) -> bool:
    operator = line.rpartition(b" ")[2]
    return operator in (b"Do", b"sh", b"ET") or operator in _PAINTS
