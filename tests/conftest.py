"""What all tests share."""

import gc
import os
import signal

import pytest
from hypothesis import settings

# A test run is a function of the sources: the same examples every time, nothing remembered. Fifty
# find what a change breaks. HYPOTHESIS_PROFILE=thorough takes more of them, and explore looks
# further, with new examples on every run.
settings.register_profile("ci", max_examples=50, derandomize=True, database=None, deadline=None)
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=300)
settings.register_profile("explore", max_examples=2000, database=None, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Words are in the language of who calls: a test says which it means, whoever runs the tests.
for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"

# A job in the background of a shell is started with Ctrl-C ignored, and hands that down to what it
# starts. The tests of Ctrl-C ask what the program does, not what the shell of the tests did.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Collecting makes a hundred thousand objects that stay: looking for garbage among them again and
# again is a third of its time.
gc.disable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--scales", action="store_true", help="say which tests want the mark `slow`")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--scales"):
        from tests.slowness import Scales

        config.pluginmanager.register(Scales())


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: for a third of its time a test waits for what it started."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What was collected stays: no sweep of garbage need look at it again."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def lent():
    """What is the same for all books is done once in a process."""
    from tests import engines

    with pytest.MonkeyPatch.context() as patch:
        engines.lend_engines(patch)
        engines.keep_answers(patch)
        engines.keep_house(patch)
        yield


@pytest.fixture
def own_engine(monkeypatch):
    """For tests of what an engine, or a question for fonts, does at its start."""
    from tests import engines

    engines.as_it_is(monkeypatch)


@pytest.fixture
def huozi(monkeypatch, capsys):
    """Call the program; gives what it said and its exit code."""
    from tests.shell import caller

    return caller(monkeypatch, capsys)
