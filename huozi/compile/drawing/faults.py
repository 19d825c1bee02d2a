"""The error of the drawing modules."""

from xml.etree.ElementTree import Element


class DrawingError(ValueError):
    """A drawing can't be printed as it stands; `code` and `found` are those of its finding."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code, found)
        self.code, self.found = code, found


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
