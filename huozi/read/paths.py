"""Paths as texts write them: from the file they stand in, as programs that show Markdown have it,
or from `content/`, as `book.yaml` has them.
"""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

CONTENT = "content"


def meant(written: str, file: str) -> tuple[str, ...]:
    """What a path written in a file may mean, below `content/`; the likeliest first."""
    return tuple(dict.fromkeys(_meant(written, file)))


def _meant(written: str, file: str) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.relpath(file, CONTENT)) if file else ""
    names = dict.fromkeys((written, unquote(written)))  # 图%201.png
    for name in names:
        path = posixpath.normpath(posixpath.join(folder, name))
        if name and not path.startswith(("../", "/")):
            yield path
    for name in names:
        if name and not posixpath.isabs(name) and ".." not in name.split("/"):
            yield posixpath.normpath(name)
