"""LibreOffice is a large program: what it makes of the same bytes is made once."""

from collections.abc import Iterator
from functools import cache

import pytest

from huozi.intake import office


@pytest.fixture(scope="session", autouse=True)
def drawn_once() -> Iterator[None]:
    """The metafiles of a sample are drawn for the first test that takes it in, and for no other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "_converted", cache(office._converted))
        yield
