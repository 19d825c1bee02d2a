"""A general reader has the last word before paper.

The proof is read by a reader that knows only what books of this press are made of. Who prints one
opens it with a library that knows PDF at large: what pypdf finds has to be what the proof found.
"""

import io
from collections.abc import Iterator

from huozi.prove.readback import ReadBack
from huozi.prove.verify import squeezed
from huozi.values.manuscript import Finding, finding


def second_reading(book: bytes, contents_pages: range) -> Iterator[Finding]:
    """Findings where pypdf reads another book than the proof: other pages, labels, contents."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    proof = ReadBack(book)
    try:
        reader = PdfReader(io.BytesIO(book), strict=True)
        if (count := len(reader.pages)) != len(proof.pages):
            yield finding("second-pages", found=count, expected=len(proof.pages))
            return
        for number, pair in enumerate(zip(reader.page_labels, proof.labels, strict=True), 1):
            if pair[0] != pair[1]:
                yield finding("second-label", page=number, found=pair[0], expected=pair[1])
        for index in contents_pages:
            # The slug is drawn before the page itself, and is none of it for the proof.
            said = squeezed(reader.pages[index].extract_text()).replace("\u200b", "")
            if not said.endswith(squeezed("".join(proof.runs(index)))):
                yield finding("second-contents", page=index + 1)
    except (PyPdfError, DependencyError, LookupError, TypeError, ValueError, AttributeError) as why:
        yield finding("second-unreadable", reason=why)
