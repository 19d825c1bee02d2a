"""Generate what every start would generate: declarations of C libraries, translated templates.

    python scripts/bytecode.py

It is put beside the bytecode of the package; part of set-up, and good to run in an image.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = False  # this is what it is for
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    """Load the engine and every template of the house style once."""
    from huozi.compile.house import read_house
    from huozi.compile.markup import environment
    from huozi.compile.ready import get_ready
    from huozi.files import house_dir

    get_ready()
    house = read_house(house_dir())
    for name in house.templates:
        environment(house).get_template(name)


main()
