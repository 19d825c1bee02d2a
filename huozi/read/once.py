"""One fault is told once: what follows from it is left out, and is told when it still holds then.

Pure. Whoever reads a book tells all that is wrong in one run; a fault that keeps a list from being
read would make each file of it a fault of its own.
"""

from collections.abc import Sequence

from huozi.values.manuscript import Finding, Severity

#: Of a book with one of these there is no list that a file could be missing from.
_NO_LIST = frozenset(("no-entries", "yaml-broken"))


def told_once(findings: Sequence[Finding], book_file: str, book: str) -> tuple[Finding, ...]:
    """The findings without files that are not listed for a fault of `book.yaml` that is told, too:
    it has no list, or names the file in what could not be read. `book` is its text.
    """
    causes = [
        found for found in findings
        if found.severity is Severity.ERROR and found.code != "not-listed"
        and found.place is not None and found.place.file == book_file
    ]  # fmt: skip
    if not causes:
        return tuple(findings)
    no_list = any(found.code in _NO_LIST for found in causes)
    named = {value for found in causes for _, value in found.params}

    def follows(found: Finding) -> bool:
        if found.code != "not-listed":
            return False
        path = dict(found.params)["path"]
        return no_list or path in book or not named.isdisjoint((path, path.removesuffix(".md")))

    return tuple(found for found in findings if not follows(found))
