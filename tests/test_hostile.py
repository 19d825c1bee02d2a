"""A small share of the hostile campaign; the whole of it is `python -m benchmarks.hostile`."""

import pytest

from benchmarks.hostile import campaign, doors
from huozi.compile.engine.fetch import BookFetcher


@pytest.mark.slow
def test_strangers_reach_nothing_and_break_nothing() -> None:
    tally, connections = campaign(0.02, seed=7)
    assert (tally.faults, connections) == ([], 0)
    assert set(tally.runs) == {"door", "place", "book", "pdf"}
    assert set(tally.codes) <= {0, 1, 2, 3}


def test_the_doors_are_many() -> None:
    assert len(dict(doors("http://127.0.0.1:1/x"))) > 30


@pytest.mark.parametrize(
    "url", ["http://a/b", "file:///etc/passwd", "data:text/css,p{}", "ftp://a", "book:../x", "x"]
)
def test_the_fetcher_knows_pictures_of_the_book_alone(url: str) -> None:
    def pictures(path: str) -> bytes:
        raise LookupError(path)

    with pytest.raises(BaseException, match="") as raised:
        BookFetcher(pictures).fetch(url)
    assert type(raised.value).__name__ == "FatalURLFetchingError"
