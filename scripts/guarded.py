"""Which of the functions that we rely on are others in another WeasyPrint (docs/porting.md).

python scripts/guarded.py --against FOLDER   the differences; FOLDER holds `weasyprint/`
python scripts/guarded.py --hooks            the table of hooks
python scripts/guarded.py --write            put the digests of the installed one into known.py
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from huozi.compile.engine import guard, known

_HEAD = "#: Made by `scripts/guarded.py --write`"


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--against", type=Path, metavar="FOLDER")
    wanted.add_argument("--hooks", action="store_true")
    wanted.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write:
        write()
    elif options.hooks:
        tell_hooks()
    else:
        tell_differences(options.against / "weasyprint")


def tell_differences(root: Path) -> None:
    """One line for each part that differs or is missing, and how many there are of each kind."""
    kinds: Counter[str] = Counter()
    for name, part, kind in compared(root):
        kinds[kind] += 1
        if kind != "same":
            print(f"{kind:8} {name}:{part}")
    print(", ".join(f"{kinds[kind]} {kind}" for kind in ("same", "differs", "missing")))


def compared(root: Path) -> Iterator[tuple[str, str, str]]:
    """Each part that we rely on, and whether it is the same, differs, or is missing there."""
    for name, file in known.KNOWN.items():
        raw = (root / name).read_bytes() if (root / name).exists() else b""
        for part, now in guard.parts(raw, file.parts).items():
            kind = "same" if now == file.parts[part] else "differs" if now else "missing"
            yield name, part, kind


def tell_hooks() -> None:
    """Each hook: what it is needed for, where it stands, and why."""
    from huozi.compile.hooks import table
    from huozi.compile.ready import get_ready
    from huozi.compile.speed import way

    get_ready()
    for hook in table(way()):
        print(f"{hook.need:12} {', '.join(hook.targets)}\n{'':12} {hook.why}")


def write() -> None:
    """Digest anew what is named in known.py. Stops for a name that is not there."""
    root = guard.installed()
    path = Path(known.__file__)
    source = path.read_text(encoding="utf-8")
    head = source[: source.index(_HEAD)]
    path.write_text(head + "\n".join(_table(root)) + "\n", encoding="utf-8")


def _table(root: Path) -> Iterator[str]:
    yield f"{_HEAD}: names are ours, digests its."
    yield f'VERSION = "{version("weasyprint")}"'
    yield "KNOWN: dict[str, File] = {"
    for name in sorted(known.KNOWN):
        raw = (root / name).read_bytes()
        found = guard.parts(raw, sorted(known.KNOWN[name].parts))
        if missing := [part for part, digest in found.items() if not digest]:
            raise SystemExit(f"{name} has no {', '.join(missing)}")
        yield f'    "{name}": File(\n        "{guard.digest(raw)}",\n        {{'
        yield from (f'            "{part}": "{digest}",' for part, digest in found.items())
        yield "        },\n    ),"
    yield "}"


if __name__ == "__main__":
    main()
