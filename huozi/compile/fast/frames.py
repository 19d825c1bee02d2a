"""Gives deep layout room for its stack frames.

CPython keeps the frames of Python functions in chunks of 16 KB. It asks the system for the next
chunk when one is full and returns it when it is empty, so that a function called often at the edge
of a chunk costs a system call each time: up to 15 % of the time of a unit, depending on how deep
its caller was. A frame that asks for much room gets a chunk large enough for all below.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

#: Places on the stack: 264 KB, in a chunk of 512 KB; the rest of it is for the frames below.
_PLACES = 33_000


def roomy(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function from a frame so large that all frames below fit into its chunk."""
    return function(*args, **kwargs)


roomy.__code__ = roomy.__code__.replace(co_stacksize=_PLACES)
