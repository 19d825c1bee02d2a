"""A picture as part of an HTML page that loads nothing: for the reports of preflight and diff."""

import base64
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


def data_uri(picture: "Image", colours: int) -> str:
    """The picture as a PNG of so many colours, written into its own address."""
    file = io.BytesIO()
    picture.quantize(colours).save(file, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
