"""ICC profiles: what the header says, and the name of the printing condition (ICC.1:2010, 7.2)."""

from collections.abc import Container

_CHANNELS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_LEAST = 132  # header and number of tags
_VERSION_4_FROM = "1.5"  # of PDF (ISO 32000-1, table 67)


def channels(data: bytes) -> int:
    """How many inks or lights a profile is about; 0: of a kind no book is printed in."""
    return _CHANNELS.get(data[16:20], 0)


def unsound(data: bytes, wanted: Container[int], press: bool, pdf: str = "1.7") -> str:
    """What is wrong with a profile that should have `wanted` channels; empty: nothing.

    `press`: it has to be that of an output device (ISO 15930-7, 6.2.2). `pdf`: the version of PDF
    that it will be in.
    """
    if len(data) < _LEAST or data[36:40] != b"acsp":
        return "acsp"
    if (size := int.from_bytes(data[:4])) > len(data):
        return f"{len(data)} < {size}"
    if press and data[12:16] != b"prtr":
        return _signature(data[12:16])
    if channels(data) not in wanted:
        return _signature(data[16:20])
    if pdf < _VERSION_4_FROM and data[8] > 2:
        return f"ICC {data[8]} > 2"
    return ""


def _signature(four: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else "?" for byte in four).strip()


def description(data: bytes) -> str:
    """The `desc` tag: plain text in version 2, several languages in version 4 (ICC.1, 10)."""
    for at in range(132, min(132 + 12 * int.from_bytes(data[128:132]), len(data) - 11), 12):
        if data[at : at + 4] == b"desc":
            start = int.from_bytes(data[at + 4 : at + 8])
            tag = data[start : start + int.from_bytes(data[at + 8 : at + 12])]
            if tag[:4] == b"desc":
                length = int.from_bytes(tag[8:12])
                return tag[12 : 12 + length].rstrip(b"\0").decode("latin-1")
            if tag[:4] == b"mluc":
                length, offset = int.from_bytes(tag[20:24]), int.from_bytes(tag[24:28])
                return tag[offset : offset + length].decode("utf-16-be", "replace")
    return ""
