"""What is told of a book's galleys, of all that was told of each."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from huozi.pdf.profile import Purpose
from huozi.values.errors import InputError
from huozi.values.galley import Galley
from huozi.values.manuscript import IN_BOOK, Finding, Severity
from huozi.values.pages import Forme, PageMap


def told_of(forme: Forme, purpose: Purpose) -> tuple[Finding, ...]:
    """What is told of the galleys of a book. Errors are those of `summed`."""
    told = (
        _paged(one, galley, forme.page_map)
        for galley in forme.all_galleys
        for one in galley.findings
    )
    return summed(told, purpose)


def summed(told: Iterable[Finding], purpose: Purpose) -> tuple[Finding, ...]:
    """Findings of galleys, each once; grey pictures and a bold that is missing once for the book.

    Raises InputError for pictures in red, green and blue where the profile takes none.
    """
    found = list(dict.fromkeys(told))
    profile = purpose.profile
    rgb = [told for told in found if told.code == "image-rgb"]
    if rgb and "rgb" not in profile.families:
        raise InputError(
            _with(replace(f, severity=Severity.ERROR), "profile", profile.name) for f in rgb
        )
    grey = [told for told in found if told.code == "image-grey"]
    count = len({dict(told.params)["path"] for told in grey})
    once = [_with(told, "count", str(count)) for told in grey[:1]]
    bold = [told for told in found if told.code in ("bold-missing", "bold-none")]
    italic = [told for told in found if told.code == "italic-none"]
    once += (*told_once(bold, "family"), *told_once(italic, "family"))
    return (*(told for told in found if told not in (*rgb, *grey, *bold, *italic)), *once)


def told_once(found: Iterable[Finding], name: str) -> Iterator[Finding]:
    """The first of the findings with each value of a parameter, with their count."""
    counts = Counter(dict(told.params)[name] for told in found)
    for value, count in counts.items():
        first = next(told for told in found if dict(told.params)[name] == value)
        yield _with(first, "count", str(count))


def _paged(found: Finding, galley: Galley, page_map: PageMap) -> Finding:
    """A finding of a galley's page, with the page of the book."""
    page = dict(found.params).get("page", "")
    if not page.isdigit() or page_map.opening(galley.unit_id) is None:
        return found
    return _with(found, IN_BOOK, str(page_map.at(galley.unit_id, int(page) - 1).index + 1))


def _with(found: Finding, name: str, value: str) -> Finding:
    """A finding with one more parameter, or another value of it."""
    return replace(found, params=tuple(sorted((dict(found.params) | {name: value}).items())))
