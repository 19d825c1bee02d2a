"""What markup looks like that is not read as any: the table `residue` looks things up in.

Each sign has the code of its message, its forms, and whether it is an error. The first that fits
tells; what it took is told by no other. Text comes from Markdown's dialects and from all that is
pasted: TeX, HTML, wikis, reStructuredText, AsciiDoc, Org, Typst, programs, chats, Word.
"""

import re
from functools import cache

from msgspec import Struct

#: Han, kana and full-width marks: mathematics holds none of them.
_CJK = "\u2e80-\uffef"
_TAGS = (
    "abbr|big|blockquote|br|center|code|del|details|div|em|figure|font|h[1-6]|hr|iframe|img|ins|"
    "kbd|li|mark|ol|pre|ruby|rp|rt|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|"
    "tt|ul|video"
)
_ENDINGS = "md|png|jpe?g|webp|gif|svg|html?"
_ENTITIES = "nbsp|amp|lt|gt|quot|apos|[lr]dquo|[lr]squo|e[nm]sp|thinsp|[nm]dash|hellip|middot|copy"

#: How notes are counted by hand.
_COUNT = "(?:[0-9０-９]{1,3}|[①-⑳]|[一二三四五六七八九十]{1,3})"
#: Between lines to be filled in: ____年__月__日.
_BLANK = "[年月日时分秒点岁元人号份页共第至]{1,2}"

#: Stand for what was read already. An escaped bracket keeps a sign of its own: `\\(x\\)` is TeX.
READ = "\0"
ESCAPED = {"(": "\x01", ")": "\x02", "[": "\x03", "]": "\x04", "\\": "\x05"}

#: Nothing else can begin what `SIGNS` tells.
_SUSPECT = re.compile(r"[$\\_~`\[\]{}^<>&|=:#*\t＃＊［］｛｝＞＜｜＾＿｀＄＆＼＝─━│┃┌└├╔╚]")
_TWICE = re.compile(
    r"～～|：：：|———|－－－|%[% ]|\+[-+=]|''|\.\. |  |!!!|\?\?\?|\n图|\nFig"
    r"|//|\(\(|《《|[〈《][/a-zぁ-ヿ]|》》|[】」]\(|！【|!\S+!|[‘’'·]{3}|[：:]\Z|%[0-9A-F]{2}|^h[1-6]\.|^bq\."
    r"|此处|待补|待核|TODO|图片|照片|插图|\.(?:png|jpe?g|gif|webp|svg|tiff?|bmp)\b|锟斤|烫烫|屯屯|[\u0080-\u00ff]"
    r"|\.[\u4e00-\u9fff]|^(?:NOTE|TIP|WARNING|CAUTION|IMPORTANT):|\]\(|［＃|[a-z]:|[〔【（(](?:[脚尾附]?注|[Nn]ote)"
)


def suspect(text: str) -> bool:
    """Whether anything of a text can begin what `SIGNS` tells."""
    return bool(_SUSPECT.search(text) or _TWICE.search(text))


#: Three columns held apart by blanks.
_APART = r"\S[^\n]{0,60}?[ ]{2,}\S[^\n]{0,60}?[ ]{2,}\S"

#: What may stand between two dollars for it to be mathematics, not prices or variables.
_FORMULA = (
    rf"(?=[^\s$])(?:[^$\n{_CJK}]{{0,200}}[\\^_=<>{READ}][^$\n{_CJK}]{{0,200}}"
    r"|[^$\n]{0,200}\\[^$\n]{0,200}|[A-Za-z]{1,3}'?"
    r"|[A-Za-z0-9 .()]{0,80}[A-Za-z)][ ]?[-+*/,][ ]?[A-Za-z0-9( ]"
    r"[A-Za-z0-9 .()+*/,-]{0,80})(?<!\s)"
)


class Sign(Struct, frozen=True):
    """What something looks like: the code of its message, its form, and whether it is an error."""

    code: str
    needs: frozenset[str]  # characters one of which at least stands wherever it fits
    written: str
    wrong: bool

    @property
    def form(self) -> re.Pattern[str]:
        """Compiled when a text is first looked at: all forms take longer than a short book."""
        return _compiled(self.written)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form, re.MULTILINE)


def _sign(code: str, needs: str, *forms: str, wrong: bool = False) -> Sign:
    return Sign(code, frozenset(needs), "|".join(forms), wrong)


#: Code, characters it needs, forms. The first that fits tells; what it took is told by no other.
SIGNS = (
    # what went through a program: characters read in another encoding, signs of strings
    _sign("mojibake", "锟烫屯ïâäåæçèé",
        r"锟斤拷(?:锟斤拷)*|烫烫烫+|屯屯屯+|ï»¿",
        r"â€[œ\x9d™˜¦”“]?|(?:[ä-é][^\s\x00-\x7fÀ-ÿ\u2e80-\uffef]{1,2}){2,}",
        wrong=True,
    ),
    _sign("escape-unread", "\\%=_<",
        r"(?<![A-Za-z0-9:\\/._-])\\(?:r\\n|[nrt])(?![A-Za-z\\])",
        r"(?<![A-Za-z0-9:/._-])\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|U[0-9A-Fa-f]{8})",
        r"(?:%[0-9A-F]{2}){2,}[!-~]*|(?:=[0-9A-F]{2}){3,}|_x[0-9A-F]{4}_|<0x[0-9A-F]{2}>",
    ),
    # other programs whose signs begin as one of ours does
    _sign("other-markup", ":_[#.［^(",
        r":[a-z]{2,12}:(?=\0)|(?<=\0)_{1,2}(?=[\s，。；、：）]|\Z)",
        r"(?<![A-Za-z0-9_.])(?:image|link|include|footnote|xref|video|audio|kbd|btn)"
        r"::?[^\s\[\]:]*\[[^\]\n]*\]",
        r"^\[(?:source|quote|verse|listing|example|horizontal|cols|%|\.|\#)[^\]\n]*\]$",
        r"\[fn:[^\]\n]*\]|^#\+[A-Za-z_]+:?[^\n]{0,40}|^#(?:set|show|let|import|include) ",
        r"(?<![A-Za-z0-9&])#(?:footnote|text|emph|strong|image|figure|pagebreak|link|cite)[(\[]",
        r"^(?:h[1-6]|bq)\. \S[^\n]{0,40}|［＃[^］\n]{0,40}］",
        r"^(?:title|date|author|tags|categories|layout|slug|draft|description|keywords):[^\n]*\n"
        r"[a-z_]+:[^\n]*$",
        r"^[A-Za-z][A-Za-z ]{0,20}:: [^\n]{1,40}",
        r"^\.\. [^\s.][^\n]{0,40}|^\.[\u4e00-\u9fff][^\n]{0,30}$",
        r"[ ]\^[a-z0-9-]{3,20}$|\({2,3}[^()\n]{1,40}\){2,3}",
    ),
    # mathematics and TeX
    _sign("mathematics", "$＄\x01\x03",
        r"(?<!\$)\$\$(?!\$)(?:[^$]{0,300}\$\$)?",
        rf"\${_FORMULA}\$(?![A-Za-z0-9])",
        rf"(?<!\])\x01[^\x02\n{_CJK}]{{1,200}}\x02",
        rf"\x03(?!{READ}[^\s\x04]{{0,20}}\x04)[^\x04{_CJK}]{{0,300}}[=\\^_+{READ}][^\x04]{{0,300}}\x04",
        r"＄[!-~ ]{0,100}[\\^_=][!-~ ]{0,100}＄",
        wrong=True,
    ),
    _sign("page-break-unread", "\\+[=<",
        r"\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?![A-Za-z])(?:\[\d\])?",
        r"^\+\+\+$|^\[(?:newpage|pagebreak|换页|分页)\]$|^=== ?pagebreak ?===$|^<<<$",
    ),
    _sign("tex-command", "\\＼`",
        r"(?<![A-Za-z0-9:._\\/-])[\\＼][A-Za-z]{2,}\*?(?![\\/A-Za-z]|\.[A-Za-z])"
        r"(?:[ ]?[{\[][^{}\[\]\n]{0,60}[}\]])?",
        r"[\\＼][A-Za-z]+\*?[{\[](?:[^{}\[\]\n]{0,60}[}\]])?",
        r"``[^`'\n]{1,60}''",
    ),
    # notes, links, pictures
    _sign("full-width-note", "^＾",
        r"［[\^＾][^\[\]［］\n]{1,30}[\]］]|\[[\^＾][^\[\]［］\n]{1,30}］",
        r"\[＾[^\[\]［］\n]{1,30}\]",
        r"[\^＾]［|＾\[|[〔【]\^[^〔〕【】\n]{1,30}[〕】]",
        wrong=True,
    ),
    _sign("unclosed-note", "^", r"\[\^[^\s\]]{0,18}|\^\[\S{0,18}", wrong=True),
    _sign("typed-call", "注Nn[",
        rf"[\[［〔【{{｛](?:[脚尾附]?注释?|[Nn]ote)[ ]?{_COUNT}?[\]］〕】}}｝]",
        rf"[（(](?:[脚尾附]?注释?|[Nn]ote)[ ]?{_COUNT}[）)]",
        r"(?<=\0)\[[0-9]{1,3}\](?=\0)",
    ),
    _sign("stray-box", ":：", r"[:：]{3,}[^\n]{0,17}", wrong=True),
    _sign("full-width-link", "！［］（【「",
        r"！[\[［][^\n]{0,60}",
        r"![\[［][^\[\]［］\n]{0,60}(?:］[(（]|\]（)",
        r"(?:\[[^\[\]［］\n]{0,60}\]（|［[^\[\]［］\n]{1,60}[\]］][(（])"
        r"(?:[^（）()\n]{0,80}[A-Za-z0-9./#]|\0{6,})[)）]",
        r"[!！][【「][^【】「」\n]{0,40}[】」][(（][^()（）\n]{1,80}[)）]",
        rf"[【「][^【】「」\n]{{1,40}}[】」](?:\(\0{{6,}}|[(（][^()（）\n]{{1,80}}\.(?:{_ENDINGS})[)）])",
        wrong=True,
    ),
    _sign("broken-link", "[\"",
        rf"!?\[[^\[\]\n]{{0,60}}\][ \u3000]+\((?:\0{{6,}}|[^()\n]{{1,80}}\.(?:{_ENDINGS})\b)",
        rf"\([^()\n]{{1,60}}\)\[(?:\0{{6,}}|[^\[\]\n]{{1,80}}\.(?:{_ENDINGS}))\]",
        r"\[\0{6,}[ ][^\[\]\n]{1,80}\]|\[[^\[\]|\n]{1,80}\|\0{6,}|\"[^\"\n]{1,60}\":\0{6,}",
        r"!\([^()\n]{0,80}\)\[[^\[\]\n]{0,80}\]",
        wrong=True,
    ),
    _sign("table-of-contents", "[{",
        r"^(?:@?\[{1,2}_?(?i:toc)_?\]{1,2}|\[目录\])$|\{:toc\}",
    ),
    _sign("caption-of-figure", "\0",
        r"(?<=\0\n)(?:图|Figure|Fig\.)[ ]?[0-9一二三四五六七八九十][^\n。]{0,40}$",
    ),
    _sign("broken-link", "]", r"\]\([^\s\0]{0,18}", wrong=True),
    _sign("wiki-link", "[", r"!?\[\[[^\[\]\n]+\]\]"),
    _sign("picture-unread", ".",
        r"![^!\s\0]{1,80}\.(?:png|jpe?g|gif|webp|svg)!",
        r"^(?:图片?[：:][ ]?)?[^\s。，；：\0]{1,80}\.(?:png|jpe?g|gif|webp|svg|tiff?|bmp)$",
    ),
    _sign("placeholder", "[【（(T",
        r"[\[【](?:图片|照片|插图|表格|视频|image|Image|插入图片|插入照片|图片上传[^\]】\n]{0,20})[\]】]",
        r"[\[【（(]此处(?:应)?[插补加放配][^\]】）)\n]{0,20}[\]】）)]",
        r"[\[【（(](?:待补|待核|待查|待定|待续写)[^\]】）)\n]{0,12}[\]】）)]",
        r"^TODO$|TODO[:：]|[\[【（(]TODO[\]】）)]",
    ),
    _sign("callout", ":[",
        r"\[![A-Za-z]{2,}\][-+]?|^\[(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION)\]$",
        r"^(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION):[ ]",
    ),
    _sign("task", "[［",
        r"^[\[［][ \u3000]{0,4}[-xXvV√✓✔~]?[ \u3000]{0,4}[\]］]"
        r"(?=[^\n\0:：(（{^\[\]［］])[ \u3000]*",
    ),
    _sign("citation", "[", r"\[-?@[^\s\[\]@][^\[\]\n]*\]"),
    _sign("link-by-reference", "[",
        r"\[[^\[\]\n]{1,80}\]\[[^\[\]\n]{0,80}\]",
        r"^\*?\[[^\[\]\n]{1,80}\]:[ ]*\S[^\n]{0,60}",
    ),
    # braces
    _sign("template-sign", "{<$", r"\{\{[^\n]{0,40}|[{<]%[^\n]{0,40}|\$\{[^{}\n]{1,40}\}"),
    _sign("unknown-marks", "{",
        r"\{(?:\+\+|--|~~|==|>>)[^\n]{0,40}",
        r"\{(?:code|quote|noformat|panel|color|info|tip|note|toc)(?::[^{}\n]{0,60})?\}",
    ),
    _sign("stray-attribute", "{", r"\{[.#:=][^\s}]{0,18}|\{width\S{0,12}|\{-\}", wrong=True),
    _sign("full-width-brace", "｛",
        r"(?<=[\]\0])｛[^｛｝\n]{0,40}｝?|｛(?:[.#＃。]|width|height)[^｛｝\n]{0,40}｝?",
        wrong=True,
    ),
    _sign("ruby-unread", "{｛|｜《",
        r"\{[^{}\n]{0,400}\|[^{}\n]{0,400}\}",
        r"[{｛][^{}｛｝｜\n]{1,400}｜[^{}｛｝｜\n]{1,400}[}｝]",
        r"[|｜][^|｜《》\n]{1,20}《[^《》\n]{1,30}》|(?<=[\u4e00-\u9fff])《[ぁ-ゟ゠-ヿ]{1,20}》",
    ),
    # emphasis and its like
    _sign("unclosed-emphasis", "*",
        r"\*\*[^\s*\0]{0,18}",
        r"(?<![*\w])\*[\u4e00-\u9fff][^*\n]{0,40}[ ]\*(?!\*)",
        r"(?<![*\w])\*[ ][^*\n]{0,40}[\u4e00-\u9fff]\*",
    ),
    _sign("underscores", "_",
        rf"(?<![A-Za-z0-9_])(_{{1,2}})(?=[^\s_])(?!{_BLANK}_)"
        r"[^_\n]{0,79}[^\s_：:]\1(?![A-Za-z0-9_])",
    ),
    _sign("strikethrough", "~", r"~~\S{0,18}"),
    _sign("unknown-marks", "=+%/|^'[",
        r"(?<![A-Za-z0-9=<>!])==(?=[^\s=])[^=\n]{1,80}==(?![A-Za-z0-9=])",
        r"(?<![A-Za-z0-9+])\+\+(?=[^\s+])[^+，。；、,;\n]{1,80}\+\+(?![A-Za-z0-9+])",
        r"%%[^%\n]{1,80}%%|^%%$|(?<![:/A-Za-z0-9\0])//[^/\s\0][^/\n]{0,80}//(?![/A-Za-z0-9])",
        r"\|\|[^|\s][^|\n]{0,80}\|\||\^\^[^\s^][^^\n]{0,80}\^\^",
        r"'''[^'\n]{1,80}'''|(?<!')''[^'\n]{1,80}''(?!')",
        r"(?i:\[/?(?:b|i|u|s|url|img|quote|code|color|size)(?:=[^\]\n]*)?\])(?=[^\n]*\[/)",
    ),
    _sign("full-width-marks", "＊＿～｀＾＝‘’·",
        r"＊＊[^＊\n]+＊＊",
        rf"(?<!＿)(＿{{1,2}})(?=[^\s＿])(?!{_BLANK}＿)[^＿\n]{{0,79}}[^\s＿：:]\1(?!＿)",
        r"～～[^～\s][^～\n]*～～|｀[^｀\n]+｀|＾[^＾\s]{1,40}＾",
        r"＝＝[^＝\s][^＝\n]{0,80}＝＝|^[‘’·｀]{3}[a-z]*$",
    ),
    _sign("raised-unread", "^~",
        r"[A-Za-z0-9)）]\^[-+0-9A-Za-z({（][^\s，。；]{0,12}|\0\^",
        r"(?<![^\s，。；：、（(“\0])~[^\s~，。、；]{1,20}~(?!~)",
        r"\^(?![_.oO-]+\^)[^\s^]{1,40}\^|[A-Za-z]~[^\s~，。、；]{1,6}~",
    ),
    _sign("unclosed-code", "`", r"`[^\s`\0]{0,18}"),
    # HTML
    _sign("html-unread", "<＜〈《",
        rf"</?(?:{_TAGS})(?=[\s/>])[^<>\n]{{0,60}}>?|<!--",
        rf"＜/?(?:{_TAGS}|[abipsu])(?![A-Za-z0-9])[^＜＞<>\n]{{0,60}}[＞>]",
        rf"</?(?:{_TAGS}|[abipsu])(?![A-Za-z0-9])[^＜＞<>\n]{{0,60}}＞",
        rf"[〈《]/?(?:{_TAGS})[ ]?/?[〉》]|</?[a-z]{{1,10}}:[a-z]{{1,20}}[^<>\n]{{0,60}}>",
    ),
    _sign("angle-brackets", "<",
        r"<<[^<>\n]{1,40}>>|(?<![A-Za-z0-9\0])<[\u4e00-\u9fff][^<>\n]{0,40}>",
    ),
    _sign("entity-unread", "&＆;",
        rf"[&＆](?i:{_ENTITIES})(?![A-Za-z])[;；]?|(?:(?<=\0)|&[ ])(?i:{_ENTITIES});",
        r"[&＆]#x?[0-9a-fA-F]{2,6}[;；]?|&[a-z]{3,8}\d?;",
    ),
    _sign("emoji-code", ":[",
        r"(?<![A-Za-z0-9:])::?[a-z][a-z0-9_+-]{1,30}:(?![A-Za-z0-9:/])",
        r"\[(?:微笑|呲牙|偷笑|捂脸|玫瑰|抱拳|鼓掌|大哭|流泪|笑哭|破涕为笑|doge|爱心|发呆|害羞|调皮)\]",
    ),
    _sign("hashtag", "#",
        r"(?<=[^#&A-Za-z0-9\n\0])#[\u4e00-\u9fff][^\s#，。；：、]{0,20}(?=[#\s]|\Z)"
        r"|^#[\u4e00-\u9fff][^\s#]{0,20}(?=#|[ ]+#)",
   ),
    # whole lines
    _sign("underlined-heading", "\n", r"(?<=\n)(?:=+|\^{3,}|\+{3,}|\"{3,}|#{3,})$", wrong=True),
    _sign("table-delimiter", "\n",
        r"(?<=\n)\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-*:?[ ]*)+$(?:\n\|[^\n]*$)*",
        wrong=True,
    ),
    _sign("full-width-heading", "＃",
        r"^[#＃]*＃[#＃]*[ \u3000]*[^\s#＃0-9０-９\0][^\n]{0,40}",
        wrong=True,
    ),
    _sign("full-width-quote", "＞", r"^＞[^\n]{0,40}"),
    _sign("table-unread", "|｜+│┃┌└├╔╚ ",
        r"^[|｜][^\n|｜]*[|｜][^\n|｜]*[^\n]*[|｜][ \u3000]*$(?!\n\0)(?:\n[|｜][^\n]*$)*",
        r"^[|｜][^\n|｜]+[|｜]\n[|｜][^\n|｜]+[|｜]$",
        r"^[^\n|｜]+[ \u3000][|｜][ \u3000][^\n]+\n[^\n|｜]+[ \u3000][|｜][ \u3000][^\n]+$",
        r"^\|={3,}$|^\+[-=]{2,}[-=+]*\+[ ]*$|^[│┃┌└├╔╚][^\n]*[│┃┐┘┤╗╝]$",
        rf"^{_APART}[^\n]{{0,60}}\n{_APART}[^\n]*$",
        r"^[ ]*[|｜]?[ ]*[:：]?(?:-{2,}|[-—－─]+)[:：]?[ ]*"
        r"(?:[|｜][ ]*[:：]?(?:-{2,}|[—－─]+)[:：]?[ ]*)+[|｜]?$",
        wrong=True,
    ),
    _sign("tab-table", "\t",
        r"^[^\n]*[^\s]\t+[^\n]*\n[^\n]*\t[^\n]*$",
        r"^[^\n\t]+\t+[^\s][^\n\t]*\t+[^\n]*$",
        wrong=True,
    ),
    _sign("tab-in-text", "\t", r"(?<=[^\s、．.）)])\t+(?=\S)[^\t\n]{0,20}"),
    _sign("rule-unread", "=＝'－─━—＊",
        r"^(?:[=＝]{3,}|'''|[－─━]{3,}|—{4,}|＊{3,}|(?:＊[ \u3000]){2,}＊)$"),
    _sign("other-markup", ":~|!?=%",
        r"(?<=\n):[^\s:：\0][^\n]{0,40}",
        r"^[:~][ \t]+\S[^\n]{0,40}|^\|[ ][^|\n]*$|^(?:!!!|\?\?\?\+?)[ ]+[a-z]+[^\n]{0,30}",
        r"^={1,6}[ ][^\s=][^\n]{0,40}|^%[ ]\S[^\n]{0,40}",
    ),
    _sign("stray-backslash", "\\\x05", r"\\(?=[ \u3000]|\Z)|\x05(?=\n|\Z)"),
)  # fmt: skip
