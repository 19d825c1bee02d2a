"""What looks like markup and is not read as any: told wherever text will be printed.

Markdown is full of dialects, and text comes from Word, TeX, the web and Chinese keyboards. A sign
of those that this program does not know would be printed as it stands. `_SIGNS` lists them by what
they look like; whoever reads text that is printed asks here: running text (paragraphs, cells,
captions, notes, boxes) and the fields of YAML, which are printed as typed and take no markup.

Plain prose costs one search for a set of characters.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from huozi.read.report import Reporter

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Han, kana and full-width marks: mathematics holds none of them.
_CJK = "\u2e80-\uffef"
_TAGS = (
    "abbr|big|blockquote|br|center|code|del|details|div|em|figure|font|h[1-6]|hr|iframe|img|ins|"
    "kbd|li|mark|ol|pre|ruby|rp|rt|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|"
    "tt|ul|video"
)
_ENDINGS = "md|png|jpe?g|webp|gif|svg|html?"
_ENTITIES = "nbsp|amp|lt|gt|quot|apos|[lr]dquo|[lr]squo|e[nm]sp|thinsp|[nm]dash|hellip|middot|copy"

#: Between lines to be filled in: ____年__月__日.
_BLANK = "[年月日时分秒点岁元人号份页共第至]{1,2}"

#: Stand for what was read already. An escaped bracket keeps a sign of its own: `\\(x\\)` is TeX.
_READ = "\0"
_ESCAPED = {"(": "\x01", ")": "\x02", "[": "\x03", "]": "\x04"}

#: Nothing else can begin what `_SIGNS` tells.
_SUSPECT = re.compile(r"[$\\_~`\[\]{}^<>&|=:#*\t＃＊［］｛｝＞＜｜＾＿｀＄＆＼＝─━│┃┌└├╔╚]")
_SUSPECT_TWICE = re.compile(
    r"～～|：：：|———|－－－|%[% ]|\+[-+=]|''|\.\. |  |!!!|\?\?\?|\n图|\nFig"
)

#: Addresses hold such signs by right.
_ADDRESS = re.compile(r"(?:https?|ftp)://[!-;=?-~]+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+", re.ASCII)

#: Three columns held apart by blanks.
_APART = r"\S[^\n]{0,60}?[ ]{2,}\S[^\n]{0,60}?[ ]{2,}\S"

#: What may stand between two dollars for it to be mathematics, not prices or variables.
_FORMULA = (
    rf"(?=[^\s$])(?:[^$\n{_CJK}]{{0,200}}[\\^_=<>{_READ}][^$\n{_CJK}]{{0,200}}"
    r"|[^$\n]{0,200}\\[^$\n]{0,200}|[A-Za-z]{1,3}'?"
    r"|[A-Za-z0-9 .()]{0,80}[A-Za-z)][ ]?[-+*/,][ ]?[A-Za-z0-9( ]"
    r"[A-Za-z0-9 .()+*/,-]{0,80})(?<!\s)"
)


#: Enough of one kind in one paragraph for an editor to see what is wrong with it.
_SHOWN = 20


class _Sign(Struct, frozen=True):
    """What something looks like: the code of its message, its form, and whether it is an error."""

    code: str
    written: str
    wrong: bool

    @property
    def form(self) -> re.Pattern[str]:
        """Compiled when a text is first looked at: all forms take longer than a short book."""
        return _compiled(self.written)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form, re.MULTILINE)


def _sign(code: str, *forms: str, wrong: bool = False) -> _Sign:
    return _Sign(code, "|".join(forms), wrong)


#: The first that fits tells; what it took is told by no other.
_SIGNS = (
    # mathematics and TeX
    _sign(
        "mathematics",
        r"(?<!\$)\$\$(?!\$)(?:[^$]{0,300}\$\$)?",
        rf"\${_FORMULA}\$(?![A-Za-z0-9])",
        rf"(?<!\])\x01[^\x02\n{_CJK}]{{1,200}}\x02",
        rf"\x03[^\x04{_CJK}]{{0,300}}[=\\^_+{_READ}][^\x04]{{0,300}}\x04",
        r"＄[!-~ ]{0,100}[\\^_=][!-~ ]{0,100}＄",
        wrong=True,
    ),
    _sign(
        "page-break-unread",
        r"\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?![A-Za-z])(?:\[\d\])?",
        r"^\+\+\+$|^\[(?:newpage|pagebreak|换页|分页)\]$|^=== ?pagebreak ?===$",
    ),
    _sign(
        "tex-command",
        r"(?<![A-Za-z0-9:._\\/-])[\\＼][A-Za-z]{2,}\*?(?![\\/A-Za-z]|\.[A-Za-z])"
        r"(?:[ ]?[{\[][^{}\[\]\n]{0,60}[}\]])?",
        r"[\\＼][A-Za-z]+\*?[{\[]",
    ),
    # notes, links, pictures
    _sign(
        "full-width-note",
        r"［[\^＾][^\[\]［］\n]{1,30}[\]］]|\[[\^＾][^\[\]［］\n]{1,30}］",
        r"\[＾[^\[\]［］\n]{1,30}\]",
        r"[\^＾]［|＾\[|[〔【]\^[^〔〕【】\n]{1,30}[〕】]",
        wrong=True,
    ),
    _sign("unclosed-note", r"\[\^[^\s\]]{0,18}|\^\[\S{0,18}", wrong=True),
    _sign("stray-box", r"[:：]{3,}[^\n]{0,17}", wrong=True),
    _sign(
        "full-width-link",
        r"！[\[［][^\n]{0,60}",
        r"![\[［][^\[\]［］\n]{0,60}(?:］[(（]|\]（)",
        r"(?:\[[^\[\]［］\n]{0,60}\]（|［[^\[\]［］\n]{1,60}[\]］][(（])"
        r"(?:[^（）()\n]{0,80}[A-Za-z0-9./#]|\0{6,})[)）]",
        wrong=True,
    ),
    _sign(
        "broken-link",
        rf"!?\[[^\[\]\n]{{0,60}}\][ \u3000]+\((?:\0{{6,}}|[^()\n]{{1,80}}\.(?:{_ENDINGS})\b)",
        rf"\([^()\n]{{1,60}}\)\[(?:\0{{6,}}|[^\[\]\n]{{1,80}}\.(?:{_ENDINGS}))\]",
        wrong=True,
    ),
    _sign(
        "table-of-contents",
        r"^(?:@?\[{1,2}_?(?i:toc)_?\]{1,2}|\[目录\])$|\{:toc\}",
    ),
    _sign(
        "caption-of-figure",
        r"(?<=\0\n)(?:图|Figure|Fig\.)[ ]?[0-9一二三四五六七八九十][^\n。]{0,40}$",
    ),
    _sign("broken-link", r"\]\([^\s\0]{0,18}", wrong=True),
    _sign("wiki-link", r"!?\[\[[^\[\]\n]+\]\]"),
    _sign("callout", r"\[![A-Za-z]{2,}\][-+]?|^\[(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION)\]$"),
    _sign("task", r"^\[[ xX√]\][ \u3000]"),
    _sign("citation", r"\[-?@[A-Za-z][^\[\]\n]*\]"),
    _sign(
        "link-by-reference",
        r"\[[^\[\]\n]{1,80}\]\[[^\[\]\n]{0,80}\]",
        r"^\*?\[[^\[\]\n]{1,80}\]:[ ]*\S[^\n]{0,60}",
    ),
    # braces
    _sign("template-sign", r"\{\{[^\n]{0,40}|[{<]%[^\n]{0,40}|\$\{[^{}\n]{1,40}\}"),
    _sign("unknown-marks", r"\{(?:\+\+|--|~~|==|>>)[^\n]{0,40}"),
    _sign("stray-attribute", r"\{[.#:=][^\s}]{0,18}|\{width\S{0,12}|\{-\}", wrong=True),
    _sign(
        "full-width-brace",
        r"(?<=[\]\0])｛[^｛｝\n]{0,40}｝?|｛(?:[.#＃。]|width|height)[^｛｝\n]{0,40}｝?",
        wrong=True,
    ),
    _sign(
        "ruby-unread",
        r"\{[^{}|\n]{0,400}\|[^{}|\n]{0,400}\}",
        r"｛[^｛｝｜\n]{1,400}｜[^｛｝｜\n]{1,400}｝",
    ),
    # emphasis and its like
    _sign("unclosed-emphasis", r"\*\*[^\s*\0]{0,18}"),
    _sign(
        "underscores",
        rf"(?<![A-Za-z0-9_])(_{{1,2}})(?=[^\s_])(?!{_BLANK}_)"
        r"[^_\n]{0,79}[^\s_：:]\1(?![A-Za-z0-9_])",
    ),
    _sign("strikethrough", r"~~\S{0,18}"),
    _sign(
        "unknown-marks",
        r"(?<![A-Za-z0-9=<>!])==(?=[^\s=])[^=\n]{1,80}==(?![A-Za-z0-9=])",
        r"(?<![A-Za-z0-9+])\+\+(?=[^\s+])[^+，。；、,;\n]{1,80}\+\+(?![A-Za-z0-9+])",
        r"%%[^%\n]{1,80}%%|\|\|[^|\s][^|\n]{0,80}\|\||\^\^[^\s^][^^\n]{0,80}\^\^",
        r"'''[^'\n]{1,80}'''|(?<!')''[^'\n]{1,80}''(?!')",
        r"(?i:\[/?(?:b|i|u|s|url|img|quote|code|color|size)(?:=[^\]\n]*)?\])(?=[^\n]*\[/)",
    ),
    _sign(
        "full-width-marks",
        r"＊＊[^＊\n]+＊＊",
        rf"(?<!＿)(＿{{1,2}})(?=[^\s＿])(?!{_BLANK}＿)[^＿\n]{{0,79}}[^\s＿：:]\1(?!＿)",
        r"～～[^～\s][^～\n]*～～|｀[^｀\n]+｀|＾[^＾\s]{1,40}＾",
    ),
    _sign(
        "raised-unread",
        r"[A-Za-z0-9)）]\^[-+0-9A-Za-z({（][^\s，。；]{0,12}|\0\^",
        r"\^(?![_.oO-]+\^)[^\s^]{1,40}\^|[A-Za-z]~[^\s~，。、；]{1,6}~",
    ),
    _sign("unclosed-code", r"`[^\s`\0]{0,18}"),
    # HTML
    _sign(
        "html-unread",
        rf"</?(?:{_TAGS})(?=[\s/>])[^<>\n]{{0,60}}>?|<!--",
        rf"＜/?(?:{_TAGS}|[abipsu])(?![A-Za-z0-9])[^＜＞<>\n]{{0,60}}[＞>]",
        rf"</?(?:{_TAGS}|[abipsu])(?![A-Za-z0-9])[^＜＞<>\n]{{0,60}}＞",
    ),
    _sign(
        "entity-unread",
        rf"[&＆](?:{_ENTITIES})(?![A-Za-z])[;；]?",
        r"[&＆]#x?[0-9a-fA-F]{2,6}[;；]?|&[a-z]{3,8}\d?;",
    ),
    _sign("emoji-code", r"(?<![A-Za-z0-9:])::?[a-z][a-z0-9_+-]{1,30}:(?![A-Za-z0-9:/])"),
    # whole lines
    _sign("underlined-heading", r"(?<=\n)=+$", wrong=True),
    _sign(
        "table-delimiter",
        r"(?<=\n)\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-*:?[ ]*)+$(?:\n\|[^\n]*$)*",
        wrong=True,
    ),
    _sign(
        "full-width-heading",
        r"^[#＃]*＃[#＃]*[ \u3000]*[^\s#＃0-9０-９\0][^\n]{0,40}",
        wrong=True,
    ),
    _sign("full-width-quote", r"^＞[^\n]{0,40}"),
    _sign(
        "table-unread",
        r"^[|｜][^\n|｜]*[|｜][^\n|｜]*[^\n]*[|｜][ \u3000]*$(?!\n\0)(?:\n[|｜][^\n]*$)*",
        r"^[|｜][^\n|｜]+[|｜]\n[|｜][^\n|｜]+[|｜]$",
        r"^[^\n|｜]+[ \u3000][|｜][ \u3000][^\n]+\n[^\n|｜]+[ \u3000][|｜][ \u3000][^\n]+$",
        r"^\+[-=]{2,}[-=+]*\+[ ]*$|^[│┃┌└├╔╚][^\n]*[│┃┐┘┤╗╝]$",
        rf"^{_APART}[^\n]{{0,60}}\n{_APART}[^\n]*$",
        r"^[ ]*[|｜]?[ ]*[:：]?[-—－─]{2,}[:：]?[ ]*"
        r"(?:[|｜][ ]*[:：]?[-—－─]{2,}[:：]?[ ]*)+[|｜]?$",
        wrong=True,
    ),
    _sign(
        "tab-table",
        r"^[^\n]*[^\s]\t+[^\n]*\n[^\n]*\t[^\n]*$",
        r"^[^\n\t]+\t+[^\s][^\n\t]*\t+[^\n]*$",
        wrong=True,
    ),
    _sign("tab-in-text", r"(?<=[^\s、．.）)])\t+(?=\S)[^\t\n]{0,20}"),
    _sign("rule-unread", r"^(?:[=＝]{3,}|[－─━]{3,}|—{4,}|＊{3,}|(?:＊[ \u3000]){2,}＊)$"),
    _sign(
        "other-markup",
        r"^[:~][ \t]+\S[^\n]{0,40}|^\|[ ][^|\n]*$|^(?:!!!|\?\?\?\+?)[ ]+[a-z]+[^\n]{0,30}",
        r"^\.\. [\w-]+::",
        r"^={1,6}[ ][^\s=][^\n]{0,40}|^%[ ]\S[^\n]{0,40}",
    ),
    _sign("stray-backslash", r"\\(?=[ \u3000]|\Z)"),
)  # fmt: skip

#: What is read in running text and printed as typed in a field of YAML.
_IN_A_FIELD = re.compile(
    r"\*\*|(?<![0-9])\*[^*\s](?:[^*\n]{0,80}[^*\s])?\*|(?<![0-9~])~[0-9A-Za-z+\-=()]{1,12}~"
    r"|\^[^\s^\[]{1,12}\^|\^\[|\[\^|\]\(|\]\{|!\["
    r"|\{[^{}\n]{1,80}[|][^{}\n]{1,80}\}|\{[#.][^{}\n]{1,40}\}"
    r"|`[^`\n]{1,80}`|<[A-Za-z/!][^<>\n]{0,80}>|\\[!-/:-@\[-`{-~]"
    r"|^#{1,6}[ ]|&[a-z]{2,8};|&#x?[0-9a-f]+;"
)


def check_inlines(
    tokens: "Sequence[Token]",
    source: str,
    lines: Sequence[str],
    first: int,
    offset: int,
    report: Reporter,
) -> None:
    """Tell what is left of a piece of running text once it is parsed.

    `source` is the text as typed, from line `first` of the file on; `lines` are those of the body,
    which begins below line `offset`.
    """
    if not _suspect(source):
        return
    written, places = _left(tokens, source)
    for code, wrong, start, end in _told(written):
        typed = places[start], places[end - 1] + 1
        row = source.count("\n", 0, typed[0])
        column = typed[0] - (source.rfind("\n", 0, typed[0]) + 1)
        line = first + row - 1 - offset
        shift = lines[line].find(source.split("\n")[row]) if 0 <= line < len(lines) else -1
        found = quoted(source[slice(*typed)])
        tell = report.error_at if wrong else report.warn_at
        tell(code, first + row, column + shift + 1 if shift >= 0 else 0, found=found)


def check_field(value: str, line: int, key: str, report: Reporter) -> None:
    """Tell what looks like markup in a text that is printed as typed: a title, a name, a line."""
    if not _suspect(value):
        return
    if found := _IN_A_FIELD.search(value):
        report.warning("field-markup", line, key=key, found=quoted(found[0]))
        return
    for code, _, start, end in _told(_masked(value)):
        report.warning(code, line, found=quoted(value[start:end]))


def _suspect(text: str) -> bool:
    return bool(_SUSPECT.search(text) or _SUSPECT_TWICE.search(text))


def quoted(text: str) -> str:
    """The beginning of what was found, as it stands on one line, so that it can be searched for."""
    line = text.strip("\n").partition("\n")[0].strip()
    return line if len(line) <= 40 else f"{line[:40]}…"


def _told(written: str) -> Iterator[tuple[str, bool, int, int]]:
    """Code, weight, start and end of all that is found, in the order of the table."""
    for sign in _SIGNS:
        matches = list(islice(sign.form.finditer(written), _SHOWN))
        for match in matches:
            yield sign.code, sign.wrong, match.start(), match.end()
        if matches:
            written = sign.form.sub(lambda match: _READ * len(match[0]), written)


def _masked(text: str) -> str:
    return _ADDRESS.sub(lambda match: _READ * len(match[0]), text)


def _left(tokens: "Sequence[Token]", source: str) -> tuple[str, list[int]]:
    """The text that is printed as typed, and where each of its characters stands in the source."""
    written: list[str] = []
    places: list[int] = []
    at = 0
    for token in _flat(tokens):
        typed = token.markup if token.type == "text_special" else token.content
        if token.type in ("softbreak", "hardbreak"):
            typed = "\n"
        elif token.type == "image":
            typed = ""  # its words come as tokens of their own
        found = source.find(typed, at) if typed else at
        start = at if found < 0 else found
        at = min(start + len(typed), len(source))
        if token.type == "text":
            shown = _masked(token.content)
            where = range(start, start + len(shown))
        elif token.type in ("softbreak", "hardbreak"):
            shown, where = "\n", range(start, start + 1)
        elif (
            token.type == "text_special" and token.content == typed
        ):  # nothing to escape: \\newpage
            shown, where = typed, range(start, start + len(typed))
        elif token.type == "text_special":
            shown, where = _ESCAPED.get(token.content, _READ), range(start, start + 1)
        else:
            shown, where = _READ, range(start, start + 1)
        written.append(shown)
        places.extend(min(place, len(source) - 1) for place in where)
    return "".join(written), places


def _flat(tokens: "Sequence[Token]") -> "Iterator[Token]":
    """All tokens; of a picture its own sign comes first."""
    for token in tokens:
        yield token
        if token.children:
            yield from _flat(token.children)
