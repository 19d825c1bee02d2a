"""Images of the book by `book:` address, and nothing else: no network, no other file."""

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
        """The same for other pictures; to make one anew takes 1 ms, for handlers it never asks."""
        other = copy(self)
        other.pictures = pictures
        return other

    def fetch(self, url: str, headers: object = None) -> object:
        """The bytes of a picture, as the engine wants them."""
        if not url.startswith(BASE):
            raise FatalURLFetchingError(url)
        try:
            return URLFetcherResponse(url, self.pictures(unquote(url.removeprefix(BASE))))
        except LookupError as error:
            raise FatalURLFetchingError(url) from error
