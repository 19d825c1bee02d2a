"""A manuscript read by the steps of an import, without making entries of it."""

from pathlib import Path

from msgspec import Struct

from huozi.intake.receive import BOUNDS, converted, opened, read_converted, read_received
from huozi.intake.sniff import Form
from huozi.intake.values import WordText
from huozi.sandbox import quarantined


class Received(Struct, frozen=True):
    """A text that was received, and the package it was read from: pictures are in it."""

    text: WordText
    data: bytes  # the file as it was received
    package: bytes = b""  # empty for a text file; what was made of it, where it was converted


def receive(path: Path) -> Received:
    """Read a file. Raises InputError for what can't be read, with the reason and what to do, and
    MachineError where a program is missing.
    """
    file = opened(path)
    place = file.place
    found = quarantined(read_received, file.data, file.origin, bounds=BOUNDS, place=place)
    if isinstance(found, WordText):
        return Received(found, file.data, file.data if found.origin.form == Form.DOCX else b"")
    package, origin = converted(path, file.origin, found)
    text = quarantined(read_converted, package, origin, bounds=BOUNDS, place=place)
    return Received(text, file.data, package)
