"""Standing type: what a book was made of is at hand for the next, and no longer."""

from huozi.values.reuse import Standing


def test_a_piece_is_made_once_and_forgotten_when_a_book_has_no_use_for_it() -> None:
    standing, made = Standing(), []

    def book(*keys: str) -> list[str]:
        standing.turn()
        made.clear()
        return [standing.of(key, lambda key=key: made.append(key) or key.upper()) for key in keys]

    assert book("a", "b", "a") == ["A", "B", "A"]
    assert made == ["a", "b"]
    assert book("a") == ["A"]
    assert made == []
    assert book("a", "b") == ["A", "B"]
    assert made == ["b"]
