"""Code that is generated once and kept: declarations of libraries, translated templates.

It lies with the bytecode of this package and is trusted as that is. Nothing of it lies in a book's
folder, which is not ours, and nothing from there is run.
"""

import hashlib
import importlib.util
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

FOLDER = Path(importlib.util.cache_from_source(__file__)).parent


class TemplateCache(FileSystemBytecodeCache):
    """Templates as Jinja translated them, one file for each name; Jinja compares the source."""

    def __init__(self, options: Mapping[str, object]) -> None:
        """`options` are those of the environment: they shape the translation."""
        maker = f"{version('jinja2')} {sorted(options.items())!r}".encode()
        super().__init__(str(FOLDER), f"template-{hashlib.sha256(maker).hexdigest()[:12]}-%s.cache")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a translation; a read-only installation translates anew."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                FOLDER.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)
