"""Names of pages by what they show: equal pages of two editions have equal names.

Whoever keeps pictures of pages asks by name which of them are still good.
"""

from collections.abc import Sequence
from hashlib import sha256

from huozi.link.plan import Plan
from huozi.values.galley import Galley
from huozi.values.reuse import Same

_FIGURES = 32  # of a name: 128 bits


def page_names(plan: Plan, contents: Sequence[bytes]) -> tuple[str, ...]:
    """A name for each page. `contents` are the streams of all pages, filled and packed.

    A stream shows glyphs by their number in a font file and images by name: the page's name digests
    the stream, the paper, and what the names of its galley and of the furniture stand for.
    """
    form = plan.format
    paper = repr((form.trim_width_pt, form.trim_height_pt)).encode()
    common = _means(plan, plan.furniture) + paper
    named = {unit_id: _means(plan, galley) + common for unit_id, galley in plan.galleys.items()}
    return tuple(
        sha256(content + (paper if page.blank else named[page.unit_id])).hexdigest()[:_FIGURES]
        for page, content in zip(plan.page_map.pages, contents, strict=True)
    )


def _means(plan: Plan, galley: Galley) -> bytes:
    """A digest of what the names in a galley's streams stand for."""

    def digest() -> bytes:
        fonts = [(use.resource, use.digest, use.face_index) for use in galley.fonts]
        return sha256(galley.resources + repr(fonts).encode()).digest()

    return plan.means.standing.of(("page name", Same(galley)), digest)
