"""Reports as one HTML page that loads nothing and runs nothing."""

import base64
import html
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC",sans-serif;margin:2em auto;
padding:0 1em;color:#222}
h1{font-size:1.3em}figcaption{color:#666;font-size:.85em}
"""


def webpage(language: str, title: str, summary: str, body: Iterable[str], style: str) -> bytes:
    """The page: heading, a sentence, then what stands below them as HTML."""
    heading, lang = html.escape(title), "zh-CN" if language == "zh" else "en"
    page = (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{heading}</title><style>{_STYLE}{style}</style></head>\n"
        f"<body><h1>{heading}</h1>\n<p>{html.escape(summary)}</p>\n"
    )
    return (page + "\n".join(body) + "</body></html>\n").encode("utf-8", "replace")


def data_uri(picture: "Image", colours: int) -> str:
    """The picture as a PNG of so many colours, written into its own address."""
    file = io.BytesIO()
    picture.quantize(colours).save(file, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
