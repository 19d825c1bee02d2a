"""What a book's own templates and styles may take, and what they may not print."""

import gc
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from huozi.compile import bounds, markup
from huozi.press import Order, press_book
from huozi.progress import Progress
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding
from tests.books import make_book

ENTRY_TEMPLATE = (Path(__file__).parents[2] / "templates" / "entry.html").read_text("utf-8")

#: Goes round for ever, as far as anyone waits.
FOR, END = "{% for a in range(99999) %}", "{% endfor %}"


def refused(folder: Path, files: dict[str, str]) -> Finding:
    book = make_book(folder, files=files)
    with pytest.raises(InputError) as raised:
        press_book(Order(book, folder / "a.pdf", jobs=1), Progress(quiet=True))
    return raised.value.findings[0]


@pytest.fixture(autouse=True)
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MEMORY_MIB", 1024)


@pytest.fixture
def little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what goes round for ever: all else has its time, however slow the machine is."""
    monkeypatch.setattr(bounds, "_SECONDS", 1.0)
    monkeypatch.setattr(markup, "_TRANSLATION_SECONDS", 2.0)


@pytest.mark.slow
def test_time_is_bounded_in_any_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as pool:
        files = {"templates/article.html": f"{FOR}{FOR}{END}{END}"}
        with monkeypatch.context() as patched:
            patched.setattr(bounds, "_SECONDS", 1.0)
            found = pool.submit(refused, tmp_path, files).result(timeout=600)
        assert found.code == "unit-time"
        # and what is well goes on in the same thread
        book = make_book(tmp_path / "b")
        order = Order(book, book / "a.pdf", jobs=1)
        assert pool.submit(press_book, order, Progress(quiet=True)).result().pages


def test_a_block_that_ends_in_time_hears_nothing_later() -> None:
    def work() -> int:
        for _ in range(50):
            with suppress(bounds.SpentError), bounds.bounded(0.001):
                sum(range(20_000))
        return sum(range(200_000))

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result(timeout=600) == sum(range(200_000))


@pytest.mark.slow
@pytest.mark.parametrize("main_thread", [True, False])
def test_time_that_ends_in_the_collector_is_told_once_and_later(main_thread: bool) -> None:
    told: list[object] = []
    hook, sys.unraisablehook = sys.unraisablehook, told.append

    begun = time.process_time()

    def collect(*_: object) -> None:
        while time.process_time() < begun + 0.5:
            pass  # the word comes here, where none is raised

    def work() -> None:
        with pytest.raises(bounds.SpentError), bounds.bounded(0.1):
            gc.collect()
            while time.process_time() < begun + 20:
                pass

    gc.callbacks.append(collect)
    try:
        if main_thread:
            work()
        else:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(work).result(timeout=600)
    finally:
        gc.callbacks.remove(collect)
        heard, sys.unraisablehook = sys.unraisablehook, hook
    assert not told
    assert heard == told.append  # as it was


@pytest.mark.slow
@pytest.mark.parametrize(
    ("template", "code"),
    [
        (f"{FOR}{FOR}{END}{END}", "unit-time"),
        ("{% macro f(n) %}{{ f(n - 1) if n }}{{ f(n - 1) if n }}{% endmacro %}{{ f(60) }}",
         "unit-time"),
        (f"{{% set l = namespace(x='x') %}}{FOR}{{% set l.x = l.x ~ l.x %}}{END}", "unit-memory"),
        ("{{ 'x' | center(9000000000) }}", "unit-memory"),
        ("{{ 'x' * 3000000000 }}", "template"),
        ("{{ [1] * 3000000000 }}", "template"),
        ("{{ 9 ** (9 ** 9) }}", "template"),
        ("{{ lipsum() }}", "template"),
        ("{{ [1, 2] | random }}", "template"),
        ("{{ [1, 2] | map('string') }}", "template"),
        ("{{ cycler(1) }}", "template"),
        ("{{ 'x' * 900000 }}" * 9, "template"),
        ("{% for a in range(9) %}{% include 'article.html' %}{% endfor %}", "template-circle"),
        ("{{ ''.__class__.__mro__ }}", "template"),
        ("{% include '../../../etc/passwd' %}", "template"),
        ("{% import '/etc/passwd' as x %}", "template"),
    ],
)  # fmt: skip
def test_a_template_has_bounds(
    tmp_path: Path, request: pytest.FixtureRequest, template: str, code: str
) -> None:
    if code == "unit-time":
        request.getfixturevalue("little_time")
    found = refused(tmp_path, {"templates/article.html": template})
    assert (found.code, found.place and found.place.file) == (code, "templates/article.html")


@pytest.mark.slow
@pytest.mark.parametrize(
    "css",
    [
        # each variable is ten of the one before
        ":root{--v0:a" + "".join(f";--v{n}:" + f"var(--v{n - 1}) " * 10 for n in range(1, 12))
        + "} p{font-family:var(--v11)}",
        ", ".join(f":not(:not(p ~ div:nth-child({n}n+1) > span:has(b)))" for n in range(1, 9000))
        + "{margin:0}",
        "p { width: " + "calc(" * 400 + "1px" + ")" * 400 + "}",
    ],
    ids=["variables", "selectors", "nesting"],
)  # fmt: skip
def test_a_style_sheet_ends_in_words(tmp_path: Path, little_time: None, css: str) -> None:
    assert refused(tmp_path, {"styles/article.css": css}).code in (
        "unit-time", "unit-memory", "unit-deep", "engine-complaint",
    )  # fmt: skip


@pytest.mark.parametrize(
    "css",
    [
        "article::after { content: counter(page) }",
        "article::after { content: counter(\\70 age) }",
        "article::after { content: counters( pages , '.') }",
        "a::after { content: target-counter(attr(href), page) }",
        "h1 { string-set: t content() } p::before { content: string(t) }",
        "p::before { content: cou\\6eter(/**/page) }",
        "@page { @bottom-center { content: 'x' } }",
        "p { counter-increment: page 7 }",
    ],
)
def test_a_style_sheet_counts_no_pages(tmp_path: Path, css: str) -> None:
    found = refused(tmp_path, {"styles/article.css": f"p {{ margin: 0 }}\n{css}"})
    assert found.code in ("style-page-number", "style-margin-box")
    assert (found.place.file, found.place.line) == ("styles/article.css", 2)  # type: ignore[union-attr]


def test_numbers_that_a_sheet_counts_itself_are_for_the_account(tmp_path: Path) -> None:
    css = "body { counter-reset: n 41 } p::before { counter-increment: n; content: counter(n) }"
    assert refused(tmp_path, {"styles/article.css": css}).code.startswith("account-")


def test_what_a_sheet_takes_from_attributes_is_for_the_account(tmp_path: Path) -> None:
    template = ENTRY_TEMPLATE.replace("<article", '<article data-x="123"', 1)
    assert template != ENTRY_TEMPLATE
    css = "article::before { content: attr(data-x) }"
    files = {"styles/article.css": css, "templates/entry.html": template}
    assert refused(tmp_path, files).code.startswith("account-")
