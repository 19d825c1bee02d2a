"""Fetches pictures of the book by their `book:` address; refuses the network and other files."""

from copy import copy
from urllib.parse import unquote

from huozi.compile.engine.library import FatalURLFetchingError, URLFetcher, URLFetcherResponse
from huozi.compile.pictures import Pictures

#: Addresses in a unit are of the book.
BASE = "book:"


class BookFetcher(URLFetcher):  # type: ignore[misc]
    """Gives the engine the pictures of one book. Raises FatalURLFetchingError for all else."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.pictures = pictures

    def showing(self, pictures: Pictures) -> "BookFetcher":
        """A copy of the fetcher with other pictures; a new one would take 1 ms to build
        handlers.
        """
        other = copy(self)
        other.pictures = pictures
        return other

    def fetch(self, url: str, headers: object = None) -> object:
        """The bytes of a picture, as the engine expects them."""
        if not url.startswith(BASE):
            raise FatalURLFetchingError(url)
        try:
            return URLFetcherResponse(url, self.pictures(unquote(url.removeprefix(BASE))))
        except LookupError as error:
            raise FatalURLFetchingError(url) from error
