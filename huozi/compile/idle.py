"""Files of a book's own `templates/` and `styles/` that nothing uses: misnamed, as a rule."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path, PurePath

from huozi.values.manuscript import Finding, Place, Severity, finding

#: What lies beside sheets and templates and is neither.
_BESIDE = re.compile(r"readme|licen[cs]e|copying|style\.yaml$|thumbs\.db$|desktop\.ini$|[.~]", re.I)


def idle(folder: Path, below: str, used: Collection[str]) -> Iterator[Finding]:
    """Warnings of files in a folder, which is `below` that of the book, whose names are not among
    those that are used.
    """
    stems = {PurePath(name).stem: name for name in sorted(used)}
    for path in sorted(folder.glob("*.*")):
        if path.name in used or _BESIDE.match(path.name) or path.is_dir():
            continue
        place = Place(f"{below}/{path.name}")
        if near := get_close_matches(path.name.lower().partition(".")[0], stems, n=1, cutoff=0.7):
            yield finding("house-idle-near", place, Severity.WARNING, near=stems[near[0]])
        else:
            yield finding("house-idle", place, Severity.WARNING)
