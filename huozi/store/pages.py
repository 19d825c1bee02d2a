"""The compressed pages of the last book: after most edits, few of them have changed."""

import zlib
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from huozi.store.shelf import seal, unsealed

_FILE = "pages"
#: Another library may pack otherwise, and a book must not depend on its past.
_PACKER = zlib.ZLIB_RUNTIME_VERSION
_Pages = dict[bytes, bytes]

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[str, _Pages])


class PackedPages:
    """Content streams by digest. Only those that the last run used are kept."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._used: _Pages = {}

    @cached_property
    def _known(self) -> _Pages:
        try:
            packer, known = _decoder.decode(unsealed(self._path))
        except (OSError, ValueError, msgspec.MsgspecError):  # packed again, so damage is no news
            return {}
        return known if packer == _PACKER else {}

    def pack(self, content: bytes) -> bytes:
        """A content stream for `/FlateDecode`."""
        key = sha256(content).digest()
        packed = self._used.get(key) or self._known.get(key) or zlib.compress(content)
        self._used[key] = packed
        return packed

    def close(self) -> None:
        """Write the streams that were used, if they differ from the file."""
        if self._used and self._used.keys() != self._known.keys():
            seal(self._path, _encoder.encode((_PACKER, self._used)))
