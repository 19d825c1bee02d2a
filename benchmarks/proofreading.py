"""Precision, recall and cost of the rules of proofreading.

`python -m benchmarks.proofreading FOLDER…` puts the rules to a corpus, a folder of .md or .txt files
of edited Chinese, and prints how many alarms each rule gives and where, for a person to judge;
`--seeded` plants errors in the same texts and counts how many are found; `--speed` times the
measuring book. `docs/proofreading.md` has the figures and says which corpora they are of.
"""

import argparse
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.seeds import SEEDS
from huozi.proofread.rules import rules
from huozi.proofread.run import proofread
from huozi.proofread.values import Alarm, Passage, Volume
from huozi.values.manuscript import BlockKind

_FENCE = re.compile(r"^(```|~~~|:::|<!--|!!!|\\?\\?\\?|===)")
_MARKUP = re.compile(r"^(?:[>\s\u3000]|[-*+] (?!\d)|\|)+")
_CODE = re.compile(r"`[^`]*`|\$[^$]*\$|!?\[[^\]]*\]\([^)]*\)|\{[^}]*\}|<[^>]*>")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SEEDS_OF_A_RULE = 60


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
    words = f"{text[max(0, hit.start - 18) : hit.start]}⟦{alarm.words[:30]}⟧{text[hit.stop : hit.stop + 18]}"
    return f"{alarm.rule} {words} → {hit.instead} ({hit.of}) {place}"


def precision(folders: Iterable[Path], show: str, most: int) -> None:
    """How many alarms each rule gives, in each folder; those of the rules asked for in words."""
    for folder in folders:
        texts = tuple(passages(folder))
        size = sum(len(passage.text) for passage in texts)
        begun = time.process_time()
        alarms = proofread(Volume(texts), rules())
        took = time.process_time() - begun
        counted = Counter(alarm.rule for alarm in alarms)
        print(f"{folder.name}: {size:,} characters, {took:.1f} s")
        fit = {rule.id: rule.fit for rule in rules()}
        for rule in rules():
            if count := counted[rule.id]:
                off = "" if fit[rule.id] else " (off)"
                print(f"  {rule.id:5} {rule.grade:7} {count:5} {count / size * 1e4:7.2f}{off}")
        draw = random.Random(7)
        for rule in rules():
            found = [alarm for alarm in alarms if alarm.rule == rule.id]
            if rule.id in show.split(",") or show == "all":
                for alarm in sorted(draw.sample(found, min(most, len(found))), key=told):
                    print(f"    {told(alarm)}")


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
            planted += 1
            parts = [
                Passage(part, passage.file, n, (), passage.unit, BlockKind.PARAGRAPH)
                for n, part in enumerate(made.text.split("¶"))
            ]
            alarms = proofread(Volume(tuple(parts), made.entries), asked)
            if any(_meets(alarm, made.start, made.stop) for alarm in alarms):
                found += 1
            else:
                missed.append(made.text[max(0, made.start - 12) : made.stop + 12])
        if planted:
            print(f"  {name:5} {found:3}/{planted:3}  missed: {missed[:6]}")


def _meets(alarm: Alarm, start: int, stop: int) -> bool:
    if stop <= start:
        return True
    return alarm.hit.start < stop and start < max(alarm.hit.stop, alarm.hit.start + 1)


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--show", default="")
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--seeded", action="store_true")
    asked = parser.parse_args()
    if asked.seeded:
        seeded(asked.folders)
    else:
        precision(asked.folders, asked.show, asked.most)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
