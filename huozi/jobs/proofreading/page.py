"""The report of a proofreading as one HTML page for a person: it loads nothing and runs nothing."""

import html
from collections.abc import Iterator

from huozi.jobs.proofreading.job import Proofreading, words_around
from huozi.jobs.proofreading.report import OfEntry, OfRule, Opened, by_rule, summed, told_of
from huozi.messages import locale_language, say
from huozi.proofread.kept import source_of
from huozi.proofread.values import PlacedAlarm
from huozi.webpage import webpage

_MOST_OPEN = 12  # alarms of a rule in one entry that stand open; the others are a click away

_STYLE = """
body{max-width:64rem;background:#fbfaf7;font-size:16px;line-height:1.7}
h1{font-size:1.75rem;font-weight:600;margin:2.2rem 0 .2rem}
h1+p{margin:.2rem 0 1.6rem;font-size:1.05rem}
nav{margin:0 0 2rem;padding:.9rem 1.1rem;background:#f1efe8;font-size:.92rem;line-height:2}
nav a{color:#222;margin-right:1.4rem;white-space:nowrap;text-decoration:none;
border-bottom:1px solid #b9b4a6}nav b{font-weight:600;margin-left:.3em}
h2{font-size:1.15rem;margin:2.8rem 0 .1rem;padding-top:.9rem;border-top:2px solid #222}
h2 small{font-weight:400;color:#767268;font-size:.8em;margin-left:.6em}
h2 i{font-style:normal;font-weight:400;color:#fff;padding:0 .35em;margin-right:.5em;font-size:.85em}
i.wrong{background:#b23a2e}i.doubt{background:#b07d14}i.advice{background:#6d7f77}
h2+p{margin:.1rem 0 .6rem;color:#767268;font-size:.88rem}
h3{font-size:.95rem;font-weight:600;margin:1.1rem 0 .2rem}
table{border-collapse:collapse;width:100%;font-size:.95rem;table-layout:fixed}
td{vertical-align:top;padding:.35rem .9rem .35rem 0;border-bottom:1px solid #e4e0d5}
td.place{width:13rem;color:#767268;font-size:.82rem;overflow-wrap:anywhere}
td.instead{width:11rem;overflow-wrap:anywhere;color:#2f5f4d}
td.instead small{display:block;color:#767268}
td span{color:#57534a}mark{background:#fff2c4;color:#000;padding:0 .1em;border-bottom:2px solid #c9962b}
summary{cursor:pointer;color:#5d5a52;font-size:.9rem}
@media print{body{background:#fff}nav{display:none}tr{break-inside:avoid}h2,h3{break-after:avoid}}
"""  # noqa: E501  (a style sheet)


def as_html(desk: Proofreading, opened: Opened, language: str | None = None) -> bytes:
    """The page, in the reader's language: each alarm in its sentence."""
    language = language or locale_language()
    title = say("proof-title", language, title=desk.manuscript.book.title)
    return webpage(language, title, summed(desk, language), _parts(desk, opened, language), _STYLE)


def _parts(desk: Proofreading, opened: Opened, language: str) -> Iterator[str]:
    groups = by_rule(desk)
    if groups:
        links = (f'<a href="#{g.rule.id}">{g.rule.id}<b>{g.count:,}</b></a>' for g in groups)
        yield f"<nav>{' '.join(links)}</nav>"
    for group in groups:
        yield from _group(group, desk, opened, language)


def _group(group: OfRule, desk: Proofreading, opened: Opened, language: str) -> Iterator[str]:
    rule = group.rule
    grade = f'<i class="{rule.grade.value}">{say(f"grade-{rule.grade.value}", language)}</i>'
    says = _e(say(rule.id, language))
    yield f'<h2 id="{rule.id}">{grade}{rule.id}　{says}<small>{group.count:,}</small></h2>'
    yield f"<p>{_e(rule.source)}</p>"
    for entry in group.entries:
        yield f"<h3>{_e(entry.title)}</h3>"
        yield from _entry(entry, desk, opened, language)


def _entry(entry: OfEntry, desk: Proofreading, opened: Opened, language: str) -> Iterator[str]:
    rows = [_row(one, desk, opened, language) for one in entry.alarms]
    yield f"<table>{''.join(rows[:_MOST_OPEN])}</table>"
    if more := rows[_MOST_OPEN:]:
        head = _e(say("proof-more", language, count=len(more)))
        yield f"<details><summary>{head}</summary><table>{''.join(more)}</table></details>"


def _row(one: PlacedAlarm, desk: Proofreading, opened: Opened, language: str) -> str:
    alarm, (before, words, after) = one.alarm, words_around(one.alarm)
    rule = desk.rule(alarm.rule)
    new = alarm.hit.instead
    made = "" if new is None else _e(new) if new else _e(say("proof-drop", language).strip(" →"))
    more = told_of(alarm), "" if rule.source else source_of(alarm, rule, desk.rulings.lists)
    made += "".join(f"<small>{_e(told)}</small>" for told in more if told)
    marked = f"<span>{_e(before)}</span><mark>{_e(words) or '‸'}</mark><span>{_e(after)}</span>"
    place = _e(str(opened(one.place)))
    return (
        f'<tr><td class="place">{place}</td><td>{marked}</td><td class="instead">{made}</td></tr>'
    )


_e = html.escape
