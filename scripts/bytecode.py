"""Generate what every start would generate: declarations of C libraries, translated templates,
compiled regular expressions.

    python scripts/bytecode.py

It is put beside the bytecode of the package; part of set-up, and good to run in an image.
"""

import pkgutil
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = False  # this is what it is for
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Keep what loading everything makes."""
    from huozi.patterns import keep

    keep(load)


def load() -> None:
    """Load every module, the engine and every template of the house style once."""
    for module in pkgutil.walk_packages([str(ROOT / "huozi")], "huozi."):
        with suppress(ImportError):  # of an extra that is not installed
            import_module(module.name)
    from huozi.compile.house import read_house
    from huozi.compile.markup import environment
    from huozi.compile.ready import get_ready
    from huozi.files import house_dir

    get_ready()
    house = read_house(house_dir())
    for name in house.templates:
        environment(house).get_template(name)


main()
