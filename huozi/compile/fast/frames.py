"""Room for frames: deep layout without a step over the edge of a chunk at every call.

CPython keeps the frames of Python functions in chunks of 16 KB. It asks the system for the next
chunk when one is full and gives it back when it is empty, so that a function called often from the
edge of a chunk costs a system call each time: a unit took up to 15 % longer, or not, as the calls
above it happened to lie. A frame that asks for much room gets a chunk large enough for all below.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

#: Places on the stack: 264 KB, in a chunk of 512 KB; the rest of it is for the frames below.
_PLACES = 33_000


def roomy(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function with room for all that it calls."""
    return function(*args, **kwargs)


roomy.__code__ = roomy.__code__.replace(co_stacksize=_PLACES)
