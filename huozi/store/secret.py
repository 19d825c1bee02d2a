"""Whose a sealed file is: a secret of this user on this machine goes into every seal.

What lies on a shelf may have been brought from elsewhere with the book. A digest tells whether it
is whole, not who made it. Where no secret can be kept nothing on a shelf counts as our own.
"""

import contextlib
import os
from functools import cache
from hashlib import blake2b
from pathlib import Path

from huozi.files import cache_folder, read_file

TAG_BYTES = 16
_SECRET_BYTES = 32


def tag(digest: bytes) -> bytes:
    """The mark of this machine below a digest; empty marks are nobody's."""
    secret = _secret(cache_folder() / "secret")
    return (
        blake2b(digest, key=secret, digest_size=TAG_BYTES).digest() if secret else bytes(TAG_BYTES)
    )


def is_ours(digest: bytes, mark: bytes) -> bool:
    """Was this sealed by this user on this machine?"""
    return any(mark) and mark == tag(digest)


@cache
def _secret(path: Path) -> bytes:
    """The secret, made where there is none; empty where none can be kept."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            made = path.with_name(f".{path.name}.{os.getpid()}.part")
            descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.write(descriptor, os.urandom(_SECRET_BYTES))
                os.close(descriptor)
                os.link(made, path)  # whole or not at all, and never over another
            finally:
                made.unlink()
    try:
        secret = read_file(path, _SECRET_BYTES)
    except OSError:
        return b""
    return secret if len(secret) == _SECRET_BYTES else b""
