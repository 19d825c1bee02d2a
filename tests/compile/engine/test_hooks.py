"""Hooks: one table, no attribute twice, and nothing left behind."""

import inspect
from collections import Counter
from threading import Thread

import pytest

from huozi.compile.engine.hooks import Hook, Hooks, Need, batch, owner_of
from huozi.compile.engine.library import HTML
from huozi.compile.engine.plain import Plain
from huozi.compile.fast import FAST
from huozi.compile.hooks import hooks, table
from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.values.errors import InputError
from tests.books import make_book

TARGETS = [target for hook in table(FAST) for target in hook.targets]
HTML_TEXT = """<style>@page { size: 200pt 100pt; @top-left { content: counter(page) } }
.half { width: 50%; margin: 3px 0 5px } table { border-collapse: collapse }</style>
<p>一<p class=half>二<b>三</b></p><table><tr><td>九<td>十</table><ul><li>十三</ul>
<p style="float: left">十二<span style="float: footnote">注</span></p>"""


def standing() -> list[object]:
    """What stands at each target now."""
    return [vars(owner)[name] for owner, name in map(owner_of, TARGETS)]


ORIGINAL = standing()


def plainly() -> bytes:
    return HTML(string=HTML_TEXT).write_pdf(pdf_identifier=b"x")


def test_no_attribute_is_hooked_twice():
    assert [target for target, count in Counter(TARGETS).items() if count > 1] == []
    assert len({(id(owner), name) for owner, name in map(owner_of, TARGETS)}) == len(TARGETS)


def test_every_hook_says_why_and_what_for():
    assert all(hook.why for hook in table(FAST))
    assert {hook.need for hook in table(Plain())} == {Need.CORRECTNESS}
    assert {hook.need for hook in FAST.hooks()} == {Need.SPEED}


@pytest.mark.parametrize("hook", table(FAST), ids=lambda hook: hook.targets[0])
def test_a_replacement_takes_what_the_original_takes(hook):
    """Whatever a caller may give to the one, the other takes."""
    owner, name = owner_of(hook.targets[0])
    theirs = list(inspect.signature(vars(owner)[name]).parameters.values())
    ours = inspect.signature(hook.replacement)
    given = [None] * (len(theirs) + hook.asks)
    ours.bind(*given)
    needed = [p for p in theirs if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]
    ours.bind(*given[: len(needed) + hook.asks])


def test_hooks_are_in_force_inside_the_block_alone():
    with hooks().in_force():
        assert all(now is not was for now, was in zip(standing(), ORIGINAL, strict=True))
        with hooks().in_force():
            pass
        assert all(now is not was for now, was in zip(standing(), ORIGINAL, strict=True))
    assert standing() == ORIGINAL
    with pytest.raises(ZeroDivisionError), hooks().in_force():
        raise ZeroDivisionError
    assert standing() == ORIGINAL


def test_threads_do_not_take_hooks_away_from_one_another():
    seen = []

    def other():
        with hooks().in_force():
            seen.append(standing())

    with hooks().in_force():
        here = standing()
        thread = Thread(target=other)
        thread.start()
        thread.join()
        assert standing() == here == seen[0]
    assert standing() == ORIGINAL


def test_hooks_stay_in_to_the_end_of_a_batch():
    with batch():
        assert standing() == ORIGINAL
        with hooks().in_force():
            within = standing()
        with batch(), hooks().in_force():
            pass
        assert standing() == within != ORIGINAL
    assert standing() == ORIGINAL
    with hooks().in_force():
        with batch():
            pass
        assert standing() == within
    assert standing() == ORIGINAL


def test_attributes_that_are_not_one_function_are_refused():
    hook = Hook(("layout.block.collapse_margin", "layout.block.block_level_layout"), print, "")
    with pytest.raises(AssertionError, match="another function"):
        Hooks([hook])


@pytest.mark.slow
def test_no_hook_outlives_a_press(tmp_path):
    before = plainly()
    book = make_book(tmp_path, {"甲.md": "正文[^1]。\n\n[^1]: 注文。\n"})
    order = Order(book, tmp_path / "output" / "book.pdf", jobs=1)
    press_book(order, Progress())
    assert standing() == ORIGINAL
    assert plainly() == before
    make_book(tmp_path, {"甲.md": "正文𰀀。\n"}, files={"styles/article.css": "p { colour: red }"})
    with pytest.raises(InputError):
        press_book(order, Progress())
    assert standing() == ORIGINAL
    assert plainly() == before
