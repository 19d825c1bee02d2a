"""What passes between the server and a child: MessagePack, each message behind its length.

The children are ours, but what they work on is a stranger's: no message is believed to be longer
than a bound, and none is evaluated.
"""

import os
import select
import struct
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

_LENGTH = struct.Struct(">I")
#: Bytes of a message: the pages of a book of 5,000 pages are 2 MB, a picture is less.
MOST_BYTES = 64 << 20

HEAD_BYTES = _LENGTH.size


class Call(Struct, frozen=True, array_like=True):
    """What a child is asked."""

    id: int
    name: str
    arguments: tuple[Any, ...] = ()


class Answer(Struct, frozen=True, array_like=True):
    """What it answers; `fault` names what it could not do, and why. One that is not the last says
    what is there already.
    """

    id: int
    value: Any = None
    fault: str = ""
    reason: str = ""
    last: bool = True


class BrokenWireError(Exception):
    """The other end is gone, or says what is no message."""


_call, _answer = msgspec.msgpack.Decoder(Call), msgspec.msgpack.Decoder(Answer)
_encoder = msgspec.msgpack.Encoder()


def framed(message: Call | Answer) -> bytes:
    """A message as it travels. Raises ValueError for one beyond the bound."""
    data = _encoder.encode(message)
    if len(data) > MOST_BYTES:
        raise ValueError(len(data))
    return _LENGTH.pack(len(data)) + data


def length_of(head: bytes) -> int:
    """The length that a head announces. Raises BrokenWireError beyond the bound."""
    (length,) = _LENGTH.unpack(head)
    if length > MOST_BYTES:
        raise BrokenWireError(length)
    return int(length)


def answer_in(data: bytes) -> Answer:
    """An answer. Raises BrokenWireError."""
    return _decoded(_answer.decode, data)


def call_in(data: bytes) -> Call:
    """A call. Raises BrokenWireError."""
    return _decoded(_call.decode, data)


def _decoded(decode: Callable[[bytes], Any], data: bytes) -> Any:
    try:
        return decode(data)
    except (msgspec.MsgspecError, ValueError) as error:
        raise BrokenWireError from error


# ------------------------------------------------------------------------------ a child's end


class Pipes:
    """A child's own ends, at descriptors that nothing else writes to: whatever a library prints
    goes where errors go.
    """

    def __init__(self) -> None:
        self.ears, self.mouth = os.dup(0), os.dup(1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)

    def hear(self) -> Call:
        """The next call; waits for it. Raises BrokenWireError when there is no one any more."""
        return call_in(self._read(length_of(self._read(HEAD_BYTES))))

    @property
    def called(self) -> bool:
        """Whether there is something to hear."""
        return bool(select.select([self.ears], [], [], 0)[0])

    def tell(self, answer: Answer) -> None:
        """Send an answer. Raises BrokenWireError."""
        try:
            left = memoryview(framed(answer))
            while left:
                left = left[os.write(self.mouth, left) :]
        except OSError as error:
            raise BrokenWireError from error

    def _read(self, count: int) -> bytes:
        pieces: list[bytes] = []
        while count:
            piece = os.read(self.ears, min(count, 1 << 20))
            if not piece:
                raise BrokenWireError
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)
