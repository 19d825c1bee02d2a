"""Hooks: replacements of functions of WeasyPrint, in force only while a unit is set."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import partial, wraps
from importlib import import_module
from threading import Lock
from typing import Any

from msgspec import Struct


class Need(StrEnum):
    """What a hook is needed for."""

    CORRECTNESS = "correctness"  # other pages
    SPEED = "speed"  # nothing: the same bytes later


class Hook(Struct, frozen=True):
    """One replacement, and the attributes of WeasyPrint that it replaces."""

    targets: tuple[str, ...]  # `layout.block.iter_line_boxes`: all are the same function
    replacement: Callable[..., Any]
    why: str
    need: Need = Need.CORRECTNESS
    asks: bool = True  # it gets the function it replaces as its first argument


class _Place(Struct, frozen=True):
    """An attribute with its value while hooks are out and while they are in."""

    owner: Any
    name: str
    original: Any
    hooked: Any


class Hooks:
    """A table of hooks that is put in and taken out as a whole."""

    def __init__(self, table: Sequence[Hook]) -> None:
        self._places = [place for hook in table for place in _places(hook)]
        self._users = 0
        self._are_in = False

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Put the hooks in for the block. Blocks may be nested, and entered by several threads."""
        with _lock:
            self._users += 1
            if not self._are_in:
                for place in self._places:
                    setattr(place.owner, place.name, place.hooked)
                self._are_in = True
        try:
            yield
        finally:
            with _lock:
                self._users -= 1
                _idle.add(self)
                if not _batches:
                    _take_out()

    def take_out(self) -> None:
        """Restore the attributes, unless a block is still running."""
        if self._are_in and not self._users:
            for place in self._places:
                setattr(place.owner, place.name, place.original)
            self._are_in = False


_lock = Lock()
_batches: list[object] = []  # that are under way
_idle: set[Hooks] = set()  # what may be taken out


def _take_out() -> None:
    while _idle:
        _idle.pop().take_out()


def hold() -> None:
    """Leave the hooks in from the first unit on, in a process that does nothing but set type."""
    _batches.append(None)


@contextmanager
def batch() -> Iterator[None]:
    """Leave the hooks in from the first unit to the end of the block.

    Exchanging the methods of a class discards what the interpreter has specialised for it; done for
    each unit, that took a tenth of the time of setting it.
    """
    with _lock:
        _batches.append(None)
    try:
        yield
    finally:
        with _lock:
            _batches.pop()
            if not _batches:
                _take_out()


def owner_of(target: str) -> tuple[Any, str]:
    """The module or class that a target is an attribute of, and the attribute's name."""
    path, _, name = target.rpartition(".")
    *above, last = path.split(".")
    if last[:1].isupper():
        module = ".".join(("weasyprint", *above))
        return getattr(import_module(module), last), name
    return import_module(f"weasyprint.{path}"), name


def _places(hook: Hook) -> Iterator[_Place]:
    owners = [owner_of(target) for target in hook.targets]
    owner, name = owners[0]
    original = vars(owner)[name]
    hooked = _hooked(hook, original, isinstance(owner, type))
    for owner, name in owners:
        assert vars(owner)[name] is original, f"{owner.__name__}.{name} is another function"
        yield _Place(owner, name, original, hooked)


def _hooked(hook: Hook, original: Any, is_method: bool) -> Any:
    replacement = hook.replacement
    if not hook.asks:
        return replacement
    if not is_method:
        return wraps(original)(partial(replacement, original))

    @wraps(original)
    def hooked(*given: Any, **named: Any) -> Any:
        return replacement(original, *given, **named)

    return hooked
