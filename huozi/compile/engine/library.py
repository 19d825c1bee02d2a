"""WeasyPrint and the libraries that belong to it; no other module imports them.

Functions that we hook, and those whose hooked version is wanted, are called through their module
(`block.block_level_layout`): a name imported from here stays the original.

What is named here or reached through these modules is guarded (`known.py`; a test compares).
"""

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.properties import INHERITED
from weasyprint.document import Document, Page
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import block, inline, layout_document, percent, preferred
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.percent import resolve_one_percentage
from weasyprint.pdf import _use_references as use_references
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import FROM_UNITS, ffi, fontconfig, harfbuzz, pango, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout, create_layout, line_size, strut
from weasyprint.text.line_break import _font_style_cache_key as font_style_cache_key
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "FROM_UNITS",
    "HTML",
    "INHERITED",
    "AbsolutePlaceholder",
    "AnonymousStyle",
    "ComputedStyle",
    "Document",
    "ElementWrapper",
    "FatalURLFetchingError",
    "FontConfiguration",
    "Layout",
    "Page",
    "Stream",
    "URLFetcher",
    "URLFetcherResponse",
    "block",
    "boxes",
    "build",
    "create_layout",
    "ffi",
    "font_style_cache_key",
    "fontconfig",
    "get_color",
    "harfbuzz",
    "inline",
    "layout_document",
    "line_size",
    "pango",
    "pangoft2",
    "percent",
    "preferred",
    "pydyf",
    "resolve_one_percentage",
    "strut",
    "use_references",
]
