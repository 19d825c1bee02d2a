"""Names of files for what is imported: from titles, safe on every system, no two the same."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from huozi.read.booklets import is_file_name, same_file
from huozi.read.manuscript import NOT_IN_BOOK

_LONGEST = 48  # characters; of Han, 144 bytes of the 255 that a name may have
#: What no name may hold: signs of systems, of Markdown, of YAML; marks that print nothing.
_UNSAFE = re.compile(r"[\\/:*?\"<>|#\[\](){}&!%@`'^~$=;,+\x00-\x20\x7f\s]+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


def stem_of(title: str, otherwise: str = "稿件") -> str:
    """What a file with this title is called, without its ending."""
    composed = unicodedata.normalize("NFC", title)
    shown = "".join(c for c in composed if unicodedata.category(c) not in _HIDDEN)
    name = _UNSAFE.sub("-", shown).strip("-._ ")[:_LONGEST].rstrip("-._ ")
    devices = not is_file_name(name) and is_file_name(f"{name}x")  # con, prn, lpt1
    kept = f"{name}.md".casefold() in (known.casefold() for known in NOT_IN_BOOK)
    return f"{otherwise}-{name}" if name and (devices or kept) else name or otherwise


class FileNames:
    """The names that are taken below a folder, on a system that can't tell them apart."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {same_file(path) for path in taken}

    def new(self, stem: str, ending: str, folder: str = "") -> str:
        """A path that nothing has yet: `folder/stem.md`, else `folder/stem-2.md`, and so on."""
        number = 1
        while True:
            name = f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}"
            path = str(PurePosixPath(folder, name))
            if same_file(path) not in self._taken:
                self._taken.add(same_file(path))
                return path
            number += 1
