"""Precision, recall and cost of the rules of proofreading.

`python -m benchmarks.proofreading FOLDER…` puts the rules to a corpus, a folder of .md or .txt
files of edited Chinese, and prints how many alarms each rule gives and where, for a person to
judge; `--seeded` plants errors in the same texts and counts how many are found; `--speed` times the
measuring book. `docs/proofreading.md` has the figures and says which corpora they are of.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.measuring_book import articles, huozi_folder
from benchmarks.seeds import SEEDS, Planted
from huozi.jobs.proofreading.memory import ProofMemory
from huozi.proofread.rules import rules
from huozi.proofread.run import proofread
from huozi.proofread.text import volume
from huozi.proofread.values import Alarm, Passage, ProofRule, Volume
from huozi.read.manuscript import read
from huozi.store.shelf import FOLDER
from huozi.values.manuscript import BlockKind

_FENCE = re.compile(r"^(```|~~~|:::|<!--|!!!|[?]{3}|===)")
_MARKUP = re.compile(r"^(?:[>\s\u3000]|[-*+] (?!\d)|\|)+")
_CODE = re.compile(r"`[^`]*`|\$[^$]*\$|!?\[[^\]]*\]\([^)]*\)|\{[^}]*\}|<[^>]*>")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SEEDS_OF_A_RULE = 60


def say(line: str) -> None:
    """A line of the result."""
    sys.stdout.write(f"{line}\n")


def passages(folder: Path) -> Iterator[Passage]:
    """The lines of the texts of a folder as paragraphs and headings, without fenced code."""
    for path in sorted([*folder.rglob("*.md"), *folder.rglob("*.txt")]):
        fenced = False
        text = _FRONT.sub("", path.read_text(encoding="utf-8").replace("&nbsp;", ""))
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip().startswith(("```", "~~~")) and line.strip().count("```") < 2:
                fenced = not fenced
            if fenced or _FENCE.match(line.strip()) or "|" in line:
                continue
            heading = line.startswith("#")
            words = _MARKUP.sub("", line.lstrip("#")).replace("**", "").strip()
            if words:
                kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
                code = tuple(match.span() for match in _CODE.finditer(words))
                yield Passage(words, str(path), number, (), path.name, kind, code=code)


def told(alarm: Alarm) -> str:
    """An alarm in its words."""
    text, hit = alarm.passage.text, alarm.hit
    place = f"{Path(alarm.passage.file).name}:{alarm.passage.line}"
    before, after = text[max(0, hit.start - 18) : hit.start], text[hit.stop : hit.stop + 18]
    return f"{alarm.rule} {before}⟦{alarm.words[:30]}⟧{after} → {hit.instead} ({hit.of}) {place}"


def precision(folders: Iterable[Path], show: str, most: int) -> None:
    """How many alarms each rule gives, in each folder; those of the rules asked for in words."""
    for folder in folders:
        texts = tuple(passages(folder))
        size = sum(len(passage.text) for passage in texts)
        begun = time.process_time()
        alarms = proofread(Volume(texts), rules())
        took = time.process_time() - begun
        counted = Counter(alarm.rule for alarm in alarms)
        say(f"{folder.name}: {size:,} characters, {took:.1f} s")
        fit = {rule.id: rule.fit for rule in rules()}
        for rule in rules():
            if count := counted[rule.id]:
                off = "" if fit[rule.id] else " (off)"
                say(f"  {rule.id:5} {rule.grade:7} {count:5} {count / size * 1e4:7.2f}{off}")
        draw = random.Random(7)
        for rule in rules():
            found = [alarm for alarm in alarms if alarm.rule == rule.id]
            if rule.id in show.split(",") or show == "all":
                for alarm in sorted(draw.sample(found, min(most, len(found))), key=told):
                    say(f"    {told(alarm)}")


def seeded(folders: Iterable[Path], count: int = _SEEDS_OF_A_RULE) -> None:
    """How many planted errors each rule finds."""
    texts = tuple(p for folder in folders for p in passages(folder))
    for name, seed in SEEDS.items():
        draw = random.Random(name)
        pool = [passage for passage in texts if len(passage.text) > 25]
        planted = found = 0
        missed: list[str] = []
        draw.shuffle(pool)
        asked = tuple(rule for rule in rules() if rule.id == name)
        for passage in pool:
            if planted >= count:
                break
            if (made := seed(passage.text, draw)) is None:
                continue
            if made.start == made.stop and proofread(Volume((passage,)), asked):
                continue
            planted += 1
            if _is_found(passage, made, asked):
                found += 1
            else:
                missed.append(made.text[max(0, made.start - 12) : made.stop + 12])
        if planted:
            say(f"  {name:5} {found:3}/{planted:3}  missed: {missed[:6]}")


def _is_found(passage: Passage, made: Planted, asked: tuple[ProofRule, ...]) -> bool:
    """Whether an error is told at its place, or, where it has none, any is told."""
    unit = made.entries[0].unit if made.entries else passage.unit
    parts = [
        Passage(part, passage.file, number, (), unit, BlockKind.PARAGRAPH)
        for number, part in enumerate(made.text.split("¶"))
    ]
    alarms = proofread(Volume(tuple(parts), made.entries), asked)
    if made.start == made.stop:
        return bool(alarms)
    return any(alarm.hit.start < made.stop and made.start < alarm.hit.stop for alarm in alarms)


def speed() -> None:
    """The measuring book from its files to alarms, cold; then after an edit of one entry."""
    with tempfile.TemporaryDirectory() as folder:
        root = huozi_folder(articles(), Path(folder))
        begun = time.process_time()
        manuscript = read(root).manuscript
        shelf, asked = root / "output" / FOLDER, tuple(rule for rule in rules() if rule.fit)
        was_read = time.process_time()

        def typed(file: str) -> str:
            return (root / file).read_text(encoding="utf-8")

        memory = ProofMemory(shelf, asked)
        alarms = proofread(volume(manuscript, typed, memory.passages), asked, memory.look)
        memory.close()
        done = time.process_time()
        edited = root / manuscript.entries[9].place.file
        more_text = typed(manuscript.entries[9].place.file) + "\n我们己经完成。\n"
        edited.write_text(more_text, encoding="utf-8")
        manuscript = read(root).manuscript
        begun_again = time.process_time()
        memory = ProofMemory(shelf, asked)
        more = proofread(volume(manuscript, typed, memory.passages), asked, memory.look)
        memory.close()
        again = time.process_time() - begun_again
    say(f"read {was_read - begun:.2f} s, proofread {done - was_read:.2f} s")
    say(f"after an edit of one entry {again * 1000:.0f} ms: {len(alarms)} alarms, {len(more)}")


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--show", default="")
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--seeded", action="store_true")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    if asked.speed:
        speed()
    elif asked.seeded:
        seeded(asked.folders)
    else:
        precision(asked.folders, asked.show, asked.most)
    say(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
