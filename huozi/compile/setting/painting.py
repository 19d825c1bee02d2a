"""Paints laid pages into content streams, and gathers the resources they name beside fonts."""

import io
from functools import lru_cache
from typing import Any

from huozi.compile.engine.library import Document, pydyf, use_references
from huozi.compile.setting.tags import MarkedStream
from huozi.compile.tagging import Tagger
from huozi.values.length import PT_PER_CSS_PX
from huozi.values.structure import Marks

#: Values of a graphic state that need no object of their own.
_FLAT = (int, float, str)
_States = tuple[tuple[str, tuple[tuple[str, object], ...]], ...]


def paint(
    document: Document, fonts: dict[int, Any], tagger: Tagger
) -> tuple[tuple[bytes, ...], bytes, list[Marks]]:
    """The content streams of all pages, a PDF with their resources beside fonts, and
    their marks.
    """
    resources = _no_resources()
    images: dict[str, Any] = {}
    contents, marks = [], []
    for number, page in enumerate(document.pages):
        area = (0, 0, page.width, page.height)
        stream = MarkedStream(tagger, number, fonts, area, resources, images, None, {}, None)
        stream.transform(d=-1, f=page.height * PT_PER_CSS_PX)
        page.paint(stream, PT_PER_CSS_PX)
        content, begun = stream.content()
        contents.append(content)
        marks.append(begun)
    return tuple(contents), _carried(resources, images), marks


def _carried(resources: Any, images: dict[str, Any]) -> bytes:
    """The resources of a unit as a PDF; empty where it has none. Most units need only the alpha of
    their text, whose PDF is kept.
    """
    named = [name for name, its in resources.items() if its]
    if not named:
        return b""
    states = resources["ExtGState"].items()
    if named == ["ExtGState"] and all(isinstance(v, _FLAT) for _, s in states for v in s.values()):
        return _of_states(tuple((name, tuple(state.items())) for name, state in states))
    return _carrier(resources, images)


@lru_cache(maxsize=64)
def _of_states(states: _States) -> bytes:
    resources = _no_resources()
    for name, state in states:
        resources["ExtGState"][name] = pydyf.Dictionary(dict(state))
    return _carrier(resources, {})


def _no_resources() -> Any:
    names = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
    return pydyf.Dictionary({name: pydyf.Dictionary() for name in names})


def _carrier(resources: Any, images: dict[str, Any]) -> bytes:
    """A PDF of one empty page that carries resources."""
    pdf = pydyf.PDF()
    resources["Font"] = pydyf.Dictionary()
    use_references(pdf, resources, images, {})
    for made in pdf.objects:
        if isinstance(made, pydyf.Stream):
            # Readers that smooth pictures each do it in their own way; PDF/A forbids to ask for it
            # (ISO 19005-2, 6.2.8).
            made.extra.pop("Interpolate", None)
    pdf.add_object(resources)
    pdf.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, 1, 1]),
                "Resources": resources.reference,
            }
        )
    )
    buffer = io.BytesIO()
    pdf.write(buffer, version=b"1.7", identifier=b"0" * 16, compress=True)
    return buffer.getvalue()
