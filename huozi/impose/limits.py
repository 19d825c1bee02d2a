"""How much a stranger's file may ask for before it is refused."""

from dataclasses import dataclass

from huozi.sandbox import Bounds


@dataclass(frozen=True, slots=True)
class ImpositionLimits:
    """Bounds in size and time. A scanned book of 1,000 pages stays well below."""

    pages: int = 5_000
    file_mib: int = 512
    stream_mib: int = 128  # one page's content, or one compressed stream, unfolded
    content_mib: int = 768  # the content of all pages, unfolded
    work: Bounds = Bounds(seconds=180.0, memory_mib=2_560)


LIMITS = ImpositionLimits()
