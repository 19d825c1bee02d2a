"""Keeps generated code: C declarations of libraries and translated templates.

It lies with the bytecode of this package, where set-up puts it (`scripts/bytecode.py`), and is
trusted as that is. Where nothing may be written there, it lies in the cache folder of the machine.
Nothing lies in or is run from a book's folder, which is not ours.
"""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from huozi.files import code_folder, release, write_atomically

#: Of one translation: more is what a template of a stranger piles up.
_MOST_BYTES = 1 << 20


def folders() -> Iterator[Path]:
    """The folders where generated code may lie; it is written to the first one."""
    packaged = Path(importlib.util.cache_from_source(__file__)).parent
    there = packaged if packaged.is_dir() else packaged.parent
    # PYTHONDONTWRITEBYTECODE is about what lies beside the sources.
    if not sys.dont_write_bytecode and os.access(there, os.W_OK):
        yield packaged
        return
    if (own := code_folder()) is not None:
        yield own
    yield packaged


class TemplateCache(BytecodeCache):
    """The cache of Jinja: a file for each template. Jinja compares the source."""

    def __init__(self, options: Mapping[str, object]) -> None:
        """`options` are those of the environment: they shape the translation."""
        maker = f"{release('jinja2')} {sorted(options.items())!r}".encode()
        self._name = f"template-{hashlib.sha256(maker).hexdigest()[:12]}-%s.cache"
        self._folders = tuple(folders())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with the kept translation of its source, if there is one."""
        for folder in self._folders:
            with suppress(OSError), (folder / (self._name % bucket.key)).open("rb") as file:
                bucket.load_bytecode(file)
            if bucket.code is not None:
                return

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a translation; one that can't be written is translated again."""
        data = bucket.bytecode_to_string()
        if len(data) <= _MOST_BYTES:
            write_atomically(self._folders[0] / (self._name % bucket.key), data, lasting=False)
