"""Alarms as values for the terminal, a page, other programs and a forge: by rule, then by entry."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from huozi.jobs.proofreading.job import Proofreading
from huozi.messages import say
from huozi.proofread.kept import source_of
from huozi.proofread.values import Alarm, Grade, PlacedAlarm, ProofRule
from huozi.values.manuscript import Place
from huozi.values.script import COMMON_HAN

_HAN = re.compile(f"[{COMMON_HAN}]")
#: How a place is told: by the path with which its file can be opened from where the caller is.
Opened = Callable[[Place], Place]

_GRADES = tuple(Grade)
#: What a forge calls each grade.
_LEVELS = {Grade.WRONG: "error", Grade.DOUBT: "warning", Grade.ADVICE: "notice"}


class OfEntry(Struct, frozen=True):
    """The alarms of a rule in one text."""

    title: str
    alarms: tuple[PlacedAlarm, ...]


class OfRule(Struct, frozen=True):
    """The alarms of a rule."""

    rule: ProofRule
    entries: tuple[OfEntry, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(len(entry.alarms) for entry in self.entries)


def by_rule(desk: Proofreading) -> tuple[OfRule, ...]:
    """Alarms by rule, the surest first, and by entry in the order of the book."""
    found: dict[str, dict[str, list[PlacedAlarm]]] = {}
    for one in desk.alarms:
        of = found.setdefault(one.alarm.rule, {})
        of.setdefault(one.alarm.passage.unit, []).append(one)
    titles = desk.titles
    groups = (
        OfRule(desk.rule(name), tuple(OfEntry(titles.get(u, u), tuple(a)) for u, a in of.items()))
        for name, of in found.items()
    )
    return tuple(sorted(groups, key=lambda g: (_GRADES.index(g.rule.grade), g.rule.id)))


def terminal(desk: Proofreading, opened: Opened) -> Iterator[str]:
    """The report in lines."""
    for group in by_rule(desk):
        rule = group.rule
        yield say(
            "proof-head", rule=rule.id, grade=say(f"grade-{rule.grade.value}"),
            says=say(rule.id), count=group.count, source=_in_brackets(rule.source),
        )  # fmt: skip
        for entry in group.entries:
            yield f"  {entry.title}"
            yield from (f"    {_line(one, desk, opened)}" for one in entry.alarms)
    yield summed(desk)


def _in_brackets(source: str) -> str:
    return say("proof-source", source=source) if source else ""


def _line(one: PlacedAlarm, desk: Proofreading, opened: Opened) -> str:
    alarm = one.alarm
    said = say("proof-line", place=opened(one.place), before=one.before, words=alarm.words,
               after=one.after)  # fmt: skip
    rule = desk.rule(alarm.rule)
    source = "" if rule.source else _in_brackets(source_of(alarm, rule, desk.rulings.lists))
    return said + instead(alarm.hit.instead) + _in_brackets(told_of(alarm)) + source


def told_of(alarm: Alarm) -> str:
    """What an alarm is about, where its own words do not say it: the title that one is near to."""
    of = alarm.hit.of
    return of if _HAN.search(of) and of != alarm.words else ""


def instead(words: str | None, language: str | None = None) -> str:
    """What is suggested, in words."""
    if words is None:
        return ""
    return say("proof-instead", language, words=words) if words else say("proof-drop", language)


def summed(desk: Proofreading, language: str | None = None) -> str:
    """How many there are of each grade, how many were left as decided, and by how many rules."""
    counts = Counter(one.alarm.grade for one in desk.alarms)
    return say(
        "proof-sum" if desk.alarms else "proof-none", language, count=len(desk.alarms),
        wrong=counts[Grade.WRONG], doubt=counts[Grade.DOUBT], advice=counts[Grade.ADVICE],
        kept=desk.kept, rules=len(desk.rules),
    )  # fmt: skip


def as_json(desk: Proofreading, opened: Opened) -> str:
    """All alarms for other programs, with the words of their rules in both languages."""
    titles = desk.titles
    rows = []
    for one in desk.alarms:
        alarm, place = one.alarm, opened(one.place)
        rule = desk.rule(alarm.rule)
        rows.append(
            {
                "rule": rule.id, "grade": rule.grade.value, "file": place.file,
                "line": place.line, "column": place.column, "length": one.length,
                "entry": titles.get(alarm.passage.unit, alarm.passage.unit),
                "before": one.before, "words": alarm.words, "after": one.after,
                "of": alarm.hit.of, "instead": alarm.hit.instead, "fixes": rule.fixes,
                "source": source_of(alarm, rule, desk.rulings.lists),
                "says": {tongue: say(rule.id, tongue) for tongue in ("zh", "en")},
            }
        )  # fmt: skip
    summary = {
        "alarms": len(rows),
        "kept": desk.kept,
        "rules": Counter(row["rule"] for row in rows),
        "files": Counter(row["file"] for row in rows),
    }
    return json.dumps({"summary": summary, "alarms": rows}, ensure_ascii=False, indent=1)


def as_github(desk: Proofreading, opened: Opened) -> Iterator[str]:
    """A line for each alarm, as a forge reads them from the output of a check."""
    for one in desk.alarms:
        alarm, place = one.alarm, opened(one.place)
        said = f"{alarm.words} {instead(alarm.hit.instead)} {say(alarm.rule)}"
        at = {"file": place.file, "line": place.line, "col": place.column,
              "endColumn": place.column + one.length, "title": alarm.rule}  # fmt: skip
        given = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in at.items() if value)
        yield f"::{_LEVELS[alarm.grade]} {given}::{_escaped(' '.join(said.split()))}"


def _escaped(value: object, also: str = "") -> str:
    """Text as commands of a forge have it: signs that would end it as per cent and two figures."""
    text = str(value)
    for sign in f"%\r\n{also}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def accepted_lines(made: Iterable[Alarm]) -> Iterator[str]:
    """Errors as `content/审校.yaml` records them for a proof; a person gives page and kind."""
    for alarm in made:
        row = {"page": "", "kind": _kind(alarm.rule), "wrong": alarm.words,
               "right": alarm.hit.instead or "", "rule": alarm.rule}  # fmt: skip
        pairs = ", ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in row.items())
        yield f"      - {{{pairs}}}"


def _kind(rule: str) -> str:
    """What an error that a rule found most likely is."""
    return {"P": "标点", "N": "数字", "D": "格式", "S": "格式"}.get(rule[0], "字")
