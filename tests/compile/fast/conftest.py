"""Here an engine is what is tested: every test makes its own."""

import pytest


@pytest.fixture(autouse=True)
def every_test_makes_its_own(own_engine: None) -> None:
    """No engine is lent from book to book."""
