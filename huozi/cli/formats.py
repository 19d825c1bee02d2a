"""Findings for other programs: JSON of our own, GitHub's workflow commands, SARIF 2.1.0 (OASIS)."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from huozi import __version__
from huozi.messages import render
from huozi.values.manuscript import Finding, Place, Severity

#: Of the JSON; counted up when a field is taken away or changes its meaning.
VERSION = 1

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS = _LEVELS | {Severity.INFO: "notice"}


class Summary(Struct, frozen=True):
    """How many findings there are: of each severity and class, and of each file."""

    findings: int
    classes: dict[str, int]
    files: dict[str, int]


class FindingRow(Struct, frozen=True):
    """A finding. Line and column count from 1; 0 where they are not known."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    words: dict[str, str]  # by language: zh, en
    params: dict[str, str]


class Findings(Struct, frozen=True):
    """The findings of a run, as `check --format json` and a build that fails tell them."""

    version: int
    summary: Summary
    findings: tuple[FindingRow, ...]


def as_json(findings: Iterable[Finding]) -> str:
    """All findings in both languages, with counts by class and file (`huozi schema findings`)."""
    told = list(findings)
    summary = Summary(
        len(told),
        Counter(f"{found.severity.value} {found.code}" for found in told),
        Counter(found.place.file if found.place else "" for found in told),
    )
    whole = Findings(VERSION, summary, tuple(map(_row, told)))
    return json.dumps(msgspec.to_builtins(whole), ensure_ascii=False, indent=1)


def _row(found: Finding) -> FindingRow:
    place = found.place or Place("")
    words = {tongue: _words(found, tongue) for tongue in ("zh", "en")}
    return FindingRow(
        found.code, found.severity, place.file, place.line, place.column, words, dict(found.params)
    )


def _words(found: Finding, language: str | None = None) -> str:
    return render(replace(found, place=None), language)


def as_github(findings: Iterable[Finding]) -> str:
    """A workflow command for each finding: GitHub shows it beside its line."""
    return "\n".join(map(_command, findings))


def _command(found: Finding) -> str:
    place = found.place
    said = {"file": place.file, "line": place.line, "col": place.column} if place else {}
    said |= {"title": found.code}
    where = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in said.items() if value)
    return f"::{_COMMANDS[found.severity]} {where}::{_escaped(_words(found))}"


def _escaped(value: object, more: str = "") -> str:
    """As workflow commands want it: what would end them is written by its number."""
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + more else char for char in str(value))


def as_sarif(findings: Iterable[Finding]) -> str:
    """The log of a run, as code scanners write it."""
    told = list(findings)
    driver = {
        "name": "huozi",
        "semanticVersion": __version__,
        "rules": [{"id": code} for code in dict.fromkeys(found.code for found in told)],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": list(map(_result, told)),
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _result(found: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": _words(found)},
    }
    if (place := found.place) is not None and place.file:
        from urllib.parse import quote

        region = {"startLine": place.line, "startColumn": place.column}
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file)}}
        if place.line:
            physical["region"] = {name: value for name, value in region.items() if value}
        made["locations"] = [{"physicalLocation": physical}]
    return made


FORMATS: Mapping[str, Callable[[Iterable[Finding]], str]] = {
    "json": as_json, "github": as_github, "sarif": as_sarif,
}  # fmt: skip
