"""Judge the tests: change the program at random places, and see whether a test fails.

    make mutants                                   # 100 mutants, seed 3, writes docs/mutants.md
    make mutants MUTANTS_OPTIONS="--sample 30 --seed 4 --report /dev/null"

cosmic-ray makes the changes. A sample of places is drawn from all that it can change, then one of
the changes for each place: a place where twelve operators could stand instead of `+` counts once.
Each mutant is tried in a copy of this folder against the tests of its own folder alone, which stop
at the first failure; the test file that is nearest to the changed module runs first. A mutant that
runs out of time counts as killed: it loops for ever.

Left out are places whose change no test could or should see: annotations, decorators (caches and
declarations of values) and `strict=` (a check against slips of the pen). So are the cluster and its
tests, which start schedulers and wait for them. Survivors that behave as the program does are
listed with their reasons in scripts/equivalent_mutants.toml.

The seed of the report is one that nobody looked at before its run. Tests are written for what other
seeds leave alive; when they have been written for this one, too, take the next.
"""

import argparse
import ast
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("compose", "link", "read", "store", "impose")
#: Modules that are left out, with the tests of the same name.
LEFT_OUT = ("cluster",)
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
#: A run may take this many times as long as the unchanged folder's tests, and this much more.
TIMES, SECONDS = 3.0, 20.0

Position = tuple[int, int]


@dataclass(frozen=True, order=True)
class Mutant:
    """One change of one module."""

    module: str  # path from the root
    at: Position
    operator: str
    occurrence: int

    @property
    def folder(self) -> str:
        """The folder whose tests judge it."""
        return Path(self.module).parent.name


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    mutant: Mutant
    change: tuple[str, str]  # the line before and after
    outcome: str  # killed | timeout | survived
    seconds: float


def spans_left_out(source: str) -> list[tuple[Position, Position]]:
    """Where no change is made, as (line, column) from and to."""
    nodes: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            nodes += [*node.decorator_list, *filter(None, [node.returns])]
        elif isinstance(node, ast.ClassDef):
            nodes += node.decorator_list
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            nodes.append(node.annotation)
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            nodes.append(node.value)
    return [((n.lineno, n.col_offset), (n.end_lineno or 0, n.end_col_offset or 0)) for n in nodes]


def mutants_of(root: Path, path: Path) -> Iterator[Mutant]:
    """All mutants of a module."""
    source = path.read_text(encoding="utf-8")
    left_out = spans_left_out(source)
    lines = source.splitlines()
    nodes = list(ast_nodes(get_ast(source)))
    for name in operator_names():
        kind = get_operator(name)
        if kind.arguments() or name.endswith("RemoveDecorator"):
            continue
        occurrence = 0
        for node in nodes:
            for (line, column), _ in kind().mutation_positions(node):
                at = line, len(lines[line - 1][:column].encode())  # as `ast` counts columns
                if not any(begin <= at < end for begin, end in left_out):
                    yield Mutant(path.relative_to(root).as_posix(), at, name, occurrence)
                occurrence += 1


def drawn(root: Path, sample: int, seed: int, folders: tuple[str, ...]) -> list[Mutant]:
    """A sample of places, and one mutant for each."""
    places: dict[tuple[str, Position], list[Mutant]] = defaultdict(list)
    for folder in folders:
        for path in sorted((root / "huozi" / folder).glob("*.py")):
            if path.stem in LEFT_OUT:
                continue
            for mutant in mutants_of(root, path):
                places[mutant.module, mutant.at].append(mutant)
    chance = random.Random(seed)
    chosen = chance.sample(sorted(places), min(sample, len(places)))
    return [chance.choice(sorted(places[place])) for place in chosen]


def tests_for(root: Path, module: str) -> list[str]:
    """The test files of a module's folder: its own, then those that name it, then the rest."""
    path = Path(module)
    dotted = ".".join(path.with_suffix("").parts)

    def distance(test: Path) -> tuple[int, str]:
        if test.stem == f"test_{path.stem}":
            return 0, test.name
        text = test.read_text(encoding="utf-8")
        near = (
            dotted in text or f"from huozi.{path.parent.name} import" in text and path.stem in text
        )
        return 1 if near else 2, test.name

    tests = sorted((root / "tests" / path.parent.name).rglob("test_*.py"), key=distance)
    kept = [test for test in tests if test.stem.removeprefix("test_") not in LEFT_OUT]
    return [test.relative_to(root).as_posix() for test in kept]


def passes(copy: Path, tests: list[str], limit_s: float | None) -> bool | None:
    """Whether the tests pass in a copy of the program; None when they ran out of time."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not slow", "--hypothesis-seed=0"]
    process = subprocess.Popen(
        [*command, "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env={
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(copy),
            "HYPOTHESIS_PROFILE": "thorough",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(limit_s) == 0
    except subprocess.TimeoutExpired:
        return None
    finally:  # what the tests started goes with them
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def tried(mutant: Mutant, copy: Path, limit_s: float) -> Verdict:
    """A mutant tried in a copy of the program, which is as before afterwards."""
    path = copy / mutant.module
    source = path.read_text(encoding="utf-8")
    mutated = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    began = time.monotonic()
    path.write_text(mutated, encoding="utf-8")
    try:
        passed = passes(copy, tests_for(copy, mutant.module), limit_s)
    finally:
        path.write_text(source, encoding="utf-8")
    outcome = {True: "survived", False: "killed", None: "timeout"}[passed]
    pairs = zip(source.splitlines(), mutated.splitlines(), strict=False)
    change = next((a.strip(), b.strip()) for a, b in pairs if a != b)
    return Verdict(mutant, change, outcome, time.monotonic() - began)


def reasons() -> dict[tuple[str, str, str], str]:
    """Why a mutant that survived is the same program, by module and change."""
    rows = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    return {(row["module"], row["before"], row["after"]): row["reason"] for row in rows}


def report(verdicts: list[Verdict], seed: int) -> str:
    """The page for docs/."""
    known = reasons()
    survived = [v for v in verdicts if v.outcome == "survived"]
    why = {v: known.get((v.mutant.module, *v.change)) for v in survived}
    equal = [v for v in survived if why[v]]
    alive = [v for v in survived if not why[v]]
    killed = len(verdicts) - len(survived)
    rows = []
    for folder in FOLDERS:
        counts = Counter(v.outcome for v in verdicts if v.mutant.folder == folder)
        same = sum(v.mutant.folder == folder for v in equal)
        dead = counts["killed"] + counts["timeout"]
        rows.append(f"| `{folder}` | {counts.total()} | {dead} | {counts['survived']} | {same} |")
    parts = [
        "# How much the tests notice",
        "",
        f"Made by `make mutants`: {len(verdicts)} random changes of the program (seed {seed}),",
        "each tried against the tests of its own folder alone, the slow ones left out.",
        "`scripts/mutants.py` says how places are drawn and which are left out.",
        "",
        f"**{killed} of {len(verdicts)} killed: {killed / len(verdicts):.0%}.** "
        f"Of the {len(survived)} that survived, {len(equal)} behave as the program does.",
        "",
        "| folder | mutants | killed | survived | of these equivalent |",
        "|---|---|---|---|---|",
        *rows,
    ]
    for title, listed in (("Survived", alive), ("Equivalent, and why", equal)):
        if listed:
            parts += ["", f"## {title}", ""]
        for v in sorted(listed, key=lambda v: v.mutant):
            parts.append(f"* `{v.mutant.module}`: `{v.change[0]}` → `{v.change[1]}`")
            parts += [f"  {why[v]}"] if why[v] else []
    return "\n".join(parts) + "\n"


def main() -> None:
    """Draw, try, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--folder", choices=FOLDERS, action="append")
    parser.add_argument("--report", type=Path, default=ROOT / "docs" / "mutants.md")
    parser.add_argument("--limit", type=float, help="seconds; else the folders' tests are timed")
    options = parser.parse_args()
    folders = tuple(options.folder or FOLDERS)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "huozi"
        ignore = shutil.ignore_patterns(".*", "__pycache__", "output", "dist")
        shutil.copytree(ROOT, copy, ignore=ignore)
        limits = dict.fromkeys(folders, options.limit)
        for name in folders if options.limit is None else ():
            began = time.monotonic()
            tests = tests_for(copy, f"huozi/{name}/x.py")
            if not passes(copy, tests, None):
                sys.exit(f"the tests of {name} fail as it is")
            limits[name] = TIMES * (time.monotonic() - began) + SECONDS
            print(f"{name}: at most {limits[name]:.0f} s a mutant", flush=True)
        verdicts = []
        for mutant in drawn(copy, options.sample, options.seed, folders):
            verdict = tried(mutant, copy, limits[mutant.folder])
            verdicts.append(verdict)
            before, after = verdict.change
            print(
                f"{len(verdicts)} {verdict.outcome} {verdict.seconds:.0f} s "
                f"{mutant.module}:{mutant.at[0]}: {before} → {after}",
                flush=True,
            )
            options.report.write_text(report(verdicts, options.seed), encoding="utf-8")


if __name__ == "__main__":
    main()
