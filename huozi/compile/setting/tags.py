"""Notes where in a page's stream the content of each element begins, while it is painted.

WeasyPrint announces what it is about to paint (`Stream.marked`, `Stream.artifact`) in order to
write tags around it. Tags in the stream of a galley would split text objects, and cost room in
every file; so a stream only remembers the place.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from huozi.compile.engine.library import Stream
from huozi.compile.tagging import Tagger
from huozi.values.structure import ARTIFACT, Marks

_DONE: AbstractContextManager[None] = nullcontext()


class MarkedStream(Stream):  # type: ignore[misc]
    """The stream of a page, which notes what is painted into it."""

    def __init__(self, tagger: Tagger, page: int, *given: Any) -> None:
        super().__init__(*given)
        self.tagger, self.page = tagger, page
        self.begun: list[tuple[int, int]] = []  # index in the stream, element
        self._filling: tuple[Any, Any, Any] = (None, None, None)  # colour, and its state

    def marked(self, box: Any, tag: str) -> AbstractContextManager[None]:
        """Note that the content of a box follows: a text, or a picture (`tag` is Figure)."""
        element = self.tagger.element(box.element, box.element_tag, self.page)
        self._begin(element)
        if tag == "Figure":
            self.tagger.frame(element, self._box_pt(box))
        return _DONE

    def artifact(self) -> AbstractContextManager[None]:
        """Note that a background or a border follows."""
        self._begin(ARTIFACT)
        return _DONE

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """Set a colour; do nothing for the one that is set, which WeasyPrint compares in parts."""
        last, *state = self._filling
        if not stroke and color is last and state == [self._current_color, self._current_alpha]:
            return
        super().set_color(color, stroke)
        if not stroke:
            self._filling = color, self._current_color, self._current_alpha

    def set_color_rgb(self, r: float, g: float, b: float, stroke: bool = False) -> None:
        """Set a colour; neutral RGB becomes device grey, so that black is 100 % K."""
        super().set_color_rgb(r, g, b, stroke)
        red, green, blue, _ = self.stream[-1].split()
        if red == green == blue:
            self.stream[-1] = red + (b" G" if stroke else b" g")

    def add_group(self, *area: float) -> Any:
        """Begin a group, all of which belongs to the element that it begins with."""
        group = super().add_group(*area)
        before = len(self.begun)

        def marked(box: Any, tag: str) -> AbstractContextManager[None]:
            return self.marked(box, "") if len(self.begun) == before else _DONE

        group.marked = marked
        return group

    def _begin(self, element: int) -> None:
        at = len(self.stream)
        if at and self.stream[-1] == b"ET":  # taken out again by the text that follows
            at -= 1
        begun = self.begun
        while begun and begun[-1][0] >= at:  # nothing was painted
            begun.pop()
        if not begun or begun[-1][1] != element:
            begun.append((at, element))

    def _box_pt(self, box: Any) -> tuple[float, float, float, float]:
        x, y = box.content_box_x(), box.content_box_y()
        corners = ((x, y), (x + box.width, y + box.height))
        (x0, y0), (x1, y1) = (self.ctm.transform_point(*corner) for corner in corners)
        left, right = sorted((round(x0, 3), round(x1, 3)))
        bottom, top = sorted((round(y0, 3), round(y1, 3)))
        return left, bottom, right, top

    def content(self) -> tuple[bytes, Marks]:
        """The stream, and the line of it on which each element begins."""
        parts = [part if isinstance(part, bytes) else part.data for part in self.stream]
        content = b"\n".join(parts)
        if content.count(b"\n") == len(parts) - 1:
            return content, tuple(self.begun)
        lines, line = [], 0
        for part in parts:
            lines.append(line)
            line += 1 + part.count(b"\n")
        return content, tuple((lines[at], element) for at, element in self.begun)
