"""What may stand on a page beside what its unit says, and what may be missing of that."""

from msgspec import Struct


class Declared(Struct, frozen=True):
    """What a book's own templates and styles say that they add and leave out.

    A template adds the words that stand in it, a style those it quotes; a field that no template
    of the unit names is left out by them.
    """

    added: tuple[str, ...] = ()
    fields: frozenset[str] | None = None  # None: the house's own, which leave out nothing
    pages: bool = False  # pages with margins of their own


HOUSE = Declared()
