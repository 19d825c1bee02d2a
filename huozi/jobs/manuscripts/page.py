"""The report of an import as one HTML page for a person: it loads nothing and runs nothing."""

import html
from collections.abc import Iterable, Iterator

from huozi.jobs.manuscripts.report import (
    ImportAccount,
    ImportReport,
    ReportConflict,
    ReportFile,
    ReportGroup,
    ReportQuestion,
    ReportRow,
    ReportSection,
    sections,
)
from huozi.messages import catalogue, locale_language, say
from huozi.webpage import webpage

_MOST_OPEN = 8  # rows of a group that stand open; the others are a click away

_STYLE = """
body{max-width:64rem;background:#fbfaf7;line-height:1.7;font-size:16px}
h1{font-size:1.75rem;font-weight:600;margin:2.2rem 0 .2rem;letter-spacing:.02em}
h1+p{margin:.2rem 0 1.6rem;font-size:1.05rem}
h2{font-size:1.2rem;margin:3rem 0 .2rem;padding-top:.9rem;border-top:2px solid #222}
h2 small,h3 small{font-weight:400;color:#767268;font-size:.85em;margin-left:.6em}
h3{font-size:1rem;margin:1.5rem 0 .3rem}
h2+p{margin:.1rem 0 .8rem;color:#5d5a52;font-size:.92rem}
.facts{color:#767268;font-size:.88rem;margin:0}
.bar{display:flex;height:.9rem;margin:1.4rem 0 .5rem;background:#eee;gap:2px}
.bar i{display:block;min-width:3px}
.set{background:#3b5f52}.matter{background:#8aa89b}.changed{background:#c9962b}
.left{background:#b23a2e}
.key{display:flex;flex-wrap:wrap;gap:.3rem 1.8rem;padding:0;margin:0;list-style:none;
font-size:.92rem}
.key i{display:inline-block;width:.7rem;height:.7rem;margin-right:.45rem}
.key b{font-weight:600;font-variant-numeric:tabular-nums}
nav{margin:1.8rem 0 0;padding:.9rem 1.1rem;background:#f1efe8;font-size:.92rem}
nav a{color:#222;margin-right:1.5rem;white-space:nowrap;text-decoration:none;
border-bottom:1px solid #b9b4a6}nav b{font-weight:600;margin-left:.35em}
nav a.urgent{color:#b23a2e;border-color:#b23a2e}
table{border-collapse:collapse;width:100%;font-size:.94rem;table-layout:fixed}
td,th{text-align:left;vertical-align:top;padding:.38rem .9rem .38rem 0;
border-bottom:1px solid #e4e0d5}
th{font-weight:400;color:#767268;font-size:.85rem}
td.place{width:6rem;color:#767268;font-size:.85rem;white-space:nowrap;
font-variant-numeric:tabular-nums}
td.more{width:17rem;color:#5d5a52;font-size:.88rem;overflow-wrap:anywhere}
td.kind{width:9rem;font-size:.9rem}td.path{width:31rem;overflow-wrap:anywhere}
td span{color:#a19c8e}mark{background:#fff2c4;color:inherit;padding:0 .12em}
ins{background:#dcebe2;text-decoration:none}del{background:#f6dcd8}
code{font:.88em/1.6 "Noto Sans Mono CJK SC",monospace;background:#f1efe8;padding:.08em .3em}
pre{font:.88rem/1.7 "Noto Sans Mono CJK SC",monospace;background:#f1efe8;padding:.7rem 1rem;
overflow-x:auto;margin:.4rem 0}
.ask{border-left:4px solid #b23a2e;margin:.9rem 0;padding:.1rem 0 .2rem 1rem}
.ask.done{border-color:#8aa89b}
.ask p{margin:.2rem 0}.ask ul{margin:.3rem 0;padding:0;list-style:none;display:flex;
flex-wrap:wrap;gap:.3rem .7rem}.ask li{border:1px solid #cfcabb;padding:0 .6rem;font-size:.92rem}
.ask li.holds{border-color:#3b5f52;background:#e6efe9}
details{margin:.4rem 0}summary{cursor:pointer;color:#5d5a52;font-size:.9rem}
.three{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem;font-size:.92rem}
.three div{background:#f1efe8;padding:.5rem .8rem}.three b{display:block;font-weight:400;
color:#767268;font-size:.85rem}
@media print{body{background:#fff}nav{display:none}h2{break-after:avoid}tr{break-inside:avoid}}
"""


def as_html(report: ImportReport, language: str | None = None) -> bytes:
    """The page, in the reader's language."""
    return webpage(
        (language := language or locale_language()),
        say("import-heading", language, name=report.name),
        say(f"import-state-{report.state}", language, files=len(report.files),
            asks=say("import-asks" if report.open_questions else "import-asks-none", language,
                     count=report.open_questions),
            conflicts=len(report.conflicts)),
        _Page(report, language).parts(),
        _STYLE,
    )  # fmt: skip


class _Page:
    """The parts of a page in one language."""

    def __init__(self, report: ImportReport, language: str) -> None:
        self.report, self.language = report, language
        self.sections = sections(report.rows)

    def parts(self) -> Iterator[str]:
        """From top to bottom: figures, contents, what to decide, files, then all the rest."""
        report = self.report
        yield self._facts()
        yield self._account(report.account)
        yield self._contents()
        if report.questions:
            yield self._head("questions", len(report.questions), answers=report.answers)
            yield from map(self._question, report.questions)
        if report.conflicts:
            yield self._head("conflicts", len(report.conflicts), answers=report.answers)
            yield from map(self._conflict, report.conflicts)
        yield self._head("files", len(report.files))
        yield self._table("", map(self._file, report.files))
        if report.book_lines:
            yield f"<p>{self.say('import-book-lines')}</p><pre>{_e(report.book_lines)}</pre>"
        for section in self.sections:
            yield self._head(section.name, section.count)
            if section.name == "guesses":
                yield self._guesses(section)
            else:
                yield from map(self._group, section.groups)

    # ------------------------------------------------------------------------ the top

    def _facts(self) -> str:
        report = self.report
        encoding = f"{report.encoding} " if report.encoding else ""
        facts = (report.original, f"{encoding}{report.form}", report.application)
        return f'<p class="facts">{" · ".join(_e(fact) for fact in facts if fact)}</p>'

    def _account(self, account: ImportAccount) -> str:
        shares = [(name, getattr(account, name)) for name in ("set", "matter", "changed", "left")]
        bar = "".join(
            f'<i class="{name}" style="flex:{count}"></i>' for name, count in shares if count
        )
        key = "".join(
            f'<li><i class="{name}"></i>{self.say(f"import-fate-{name}")} <b>{count:,}</b></li>'
            for name, count in shares
        )
        whole = self.say("import-fates", all=f"{account.all:,}")
        return f'<div class="bar">{bar}</div><ul class="key">{key}<li>{whole}</li></ul>'

    def _contents(self) -> str:
        report = self.report
        listed = [("questions", report.open_questions), ("conflicts", len(report.conflicts)),
                  ("files", len(report.files))]  # fmt: skip
        listed += [(section.name, section.count) for section in self.sections]
        links = "".join(
            f'<a href="#{name}"{_urgent(name)}>{self.say(f"import-section-{name}")}'
            f"<b>{count:,}</b></a> "
            for name, count in listed
            if count
        )
        return f"<nav>{links}</nav>"

    def _head(self, name: str, count: int, **params: object) -> str:
        title = self.say(f"import-section-{name}")
        told = self.say(f"import-on-{name}", **params)
        return f'<h2 id="{name}">{title}<small>{count:,}</small></h2><p>{told}</p>'

    # ------------------------------------------------------------------------ what is asked

    def _question(self, question: ReportQuestion) -> str:
        done = " done" if question.answer else ""
        holds = question.answer or (question.proposals or ("",))[0]
        proposals = "".join(
            f'<li class="{"holds" if one == holds else "not"}">{_e(one)}</li>'
            for one in question.proposals
        )
        if question.answer:
            answer = self.say("import-answered", answer=question.answer)
        else:
            answer = self.say("import-must") if question.blocks else self.say("import-may")
        place = self._place(question.place)
        return (
            f'<div class="ask{done}"><p>{self.words(f"import-ask-{question.code}")}</p>'
            f"<p>{_quote(question)}</p>{f'<ul>{proposals}</ul>' if proposals else ''}"
            f'<p class="facts">{place} <code>{_e(question.id)}</code> {answer}</p></div>'
        )

    def _conflict(self, conflict: ReportConflict) -> str:
        cells = "".join(
            f"<div><b>{self.say(f'import-text-{name}')}</b>{_e(text) or '—'}</div>"
            for name, text in (
                ("before", conflict.before), ("edited", conflict.edited), ("new", conflict.new)
            )
        )  # fmt: skip
        place = f"{conflict.file}:{conflict.line}"
        id = f"<code>{_e(conflict.id)}</code>"
        return f'<h3>{_e(place)} {id}</h3><div class="three">{cells}</div>'

    def _file(self, file: ReportFile) -> str:
        what = self.say(f"import-done-{file.done}")
        annex = self.say("import-annex") if file.annex else ""
        return (
            f'<tr><td class="path"><code>{_e(file.path)}</code></td><td>{_e(file.title)}</td>'
            f'<td class="more">{annex}{what}</td></tr>'
        )

    # ------------------------------------------------------------------------ what is told

    def _group(self, group: ReportGroup) -> str:
        rows = [self._row(row) for row in group.rows]
        told = f"<h3>{self._title(group)}<small>{group.count:,}</small></h3>"
        told += self._table("", rows[:_MOST_OPEN])
        if len(rows) > _MOST_OPEN:
            more = self.say("import-more", count=len(rows) - _MOST_OPEN)
            told += self._table(f"<details><summary>{more}</summary>", rows[_MOST_OPEN:])
            told += "</details>"
        return told

    def _guesses(self, section: ReportSection) -> str:
        """One table in the order of the manuscript, since each kind comes once or twice."""
        kinds = [(row, self._title(group)) for group in section.groups for row in group.rows]
        kinds.sort(key=lambda pair: _paragraph(pair[0].place))
        return self._table("", (self._row(row, kind) for row, kind in kinds))

    def _title(self, group: ReportGroup) -> str:
        """What the rows of a group are, in words. A code without words speaks for itself."""
        code = group.code
        match group.family:
            case "part":
                return self.words(f"import-part-{code}")
            case "left":
                return self.words(f"import-left-{code}")
            case "unshown":
                return self.words(f"import-unshown-{code}")
            case "named":
                return self.words(f"import-named-{code}")
            case "changed" if code.endswith("-corrected"):  # a key of the front matter
                return self.words("import-changed-corrected")
            case "changed":
                return self.words(f"import-changed-{code}")
            case "picture":
                return self.words(f"import-picture-{code}")
            case "revision" | "comment":
                return self.words(f"import-revision-{code}")
            case "made":
                return self.words(f"import-made-{code}")
            case _:
                return self.words(f"import-row-{code}")

    def _table(self, before: str, rows: Iterable[str]) -> str:
        return f"{before}<table>{''.join(rows)}</table>"

    def _row(self, row: ReportRow, kind: str = "") -> str:
        kind = f'<td class="kind">{kind}</td>' if kind else ""
        return (
            f'<tr><td class="place">{self._place(row.place)}</td>{kind}<td>{_quote(row)}</td>'
            f'<td class="more">{self._more(row)}</td></tr>'
        )

    def _place(self, place: str) -> str:
        """¶12; of other parts than the text their name before it."""
        part, _, paragraph = place.rpartition("¶")
        if not (part := part.strip() if paragraph else place):
            return _e(place)
        name = self.words(f"import-in-{part.rstrip('0123456789')}")
        return f"{name} ¶{_e(paragraph)}" if paragraph else name

    def _more(self, row: ReportRow) -> str:
        """Reason or detail, author and day, and where it stands now."""
        reason = row.detail
        detail = self.words(f"import-why-{reason}") if reason else ""
        sure = f"{row.sure:.0%}" if row.sure else ""
        many = f"{row.count:,}" if row.family == "face" else ""
        told = " · ".join(filter(None, (sure, detail, many, _e(row.author), _e(row.date[:10]))))
        target = f"<code>{_e(row.target)}</code>" if row.target else ""
        return f"{told} {target}".strip()

    def say(self, code: str, **params: object) -> str:
        """A sentence, for HTML."""
        return _e(say(code, self.language, **params))

    def words(self, code: str) -> str:
        """The words for a code, for HTML; of a code that has none, what tells it from others."""
        return _e(catalogue(self.language).get(code, code.split("-", 2)[2]))


_TAGS = {"inserted": "ins", "moved-here": "ins", "deleted": "del", "moved-away": "del"}


def _quote(row: ReportRow | ReportQuestion) -> str:
    """The words between their neighbours; inserted or deleted ones as such."""
    tag = _TAGS.get(row.code, "mark")
    before = f"<span>…{_e(row.before)}</span>" if row.before else ""
    after = f"<span>{_e(row.after)}…</span>" if row.after else ""
    words = f"<{tag}>{_visible(row.words)}</{tag}>" if row.words else ""
    to = f" → <ins>{_visible(row.to)}</ins>" if isinstance(row, ReportRow) and row.to else ""
    return f"{before}{words}{after}{to}"


def _e(text: str) -> str:
    return html.escape(text)


def _visible(text: str) -> str:
    """Words with signs for what is not seen: blanks, line ends, tabs, what no font has."""
    shown = _e(text)
    if not text.strip():
        shown = shown.replace(" ", "␣").replace("\u00a0", "␣").replace("\u3000", "□")
    return shown.replace("\n", "↵").replace("\t", "→")


def _paragraph(place: str) -> int:
    number = place.rpartition("¶")[2]
    return int(number) if number.isdecimal() else 0


def _urgent(name: str) -> str:
    return ' class="urgent"' if name in ("questions", "conflicts") else ""
