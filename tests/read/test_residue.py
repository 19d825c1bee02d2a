"""What looks like markup and is not read as any is told, where it stands; ordinary text is not.

The strings named in brackets are cases that once were printed with no finding.
"""

import tomllib
from importlib.resources import files

import pytest

from huozi.messages import render
from huozi.read.manuscript import read
from huozi.read.signs import SIGNS
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding
from tests.books import FRONT_LINES, PNG, entry, make_book

PICTURES = {"content/图/甲.png": PNG}


def look(folder) -> tuple[Finding, ...]:
    try:
        return read(folder).findings
    except InputError as error:
        return error.findings


#: Body → code, line and column of the body (column 0: as its words are found).
TOLD = [
    # mathematics and TeX (math-literal, newpage-literal)
    ("质能方程 $E=mc^2$，以及", "mathematics", 1, 6),
    ("$$\\int_0^1 x dx$$", "mathematics", 1, 1),
    ("$$\nx = 1\n$$", "mathematics", 1, 1),
    ("得 $x^2+y^2$ 之和", "mathematics", 1, 3),
    ("得$a*b*c$之积", "mathematics", 1, 2),
    ("设 $n$ 为整数", "mathematics", 1, 3),
    ("甲\n所以 \\(x^2\\) 大", "mathematics", 2, 4),
    ("\\[\nx = 1\n\\]", "mathematics", 1, 1),
    ("$\\text{面积}=3$", "mathematics", 1, 1),
    ("| 甲 |\n|----|\n| $x_1$ |", "mathematics", 3, 3),
    ("甲\\newpage", "page-break-unread", 1, 2),
    ("> \\newpage", "page-break-unread", 1, 3),
    ("\\clearpage", "page-break-unread", 1, 1),
    ("[分页]", "page-break-unread", 1, 1),
    ("见\\cite{smith}。", "tex-command", 1, 2),
    ("\\begin{equation}\n一\n\\end{equation}", "tex-command", 1, 1),
    ("甲\\LaTeX 乙", "tex-command", 1, 2),
    ("> \\textbf{粗}", "tex-command", 1, 3),
    # notes typed by hand, one half of which is missing
    *(
        (f"正文{call}说。", "typed-call", 1, 3)
        for call in (
            "[注1]",
            "［注1］",
            "〔注一〕",
            "(注1)",
            "（注12）",
            "【注】",
            "[注释③]",
            "［注］",
            "{注1}",
            "[脚注2]",
            "〔尾注１〕",
            "[note 1]",
            "［注 1］",
        )
    ),
    ("正文。\n\n[注1] 这是注文。", "typed-call", 3, 1),
    ("正文<sup>[1]</sup>说。", "typed-call", 1, 8),
    ("甲｜乙\n—｜—\n1｜2", "table-unread", 2, 1),
    ("这是 ~删去~ 的", "raised-unread", 1, 4),
    ("{字｜zì}", "ruby-unread", 1, 1),
    ("{活|字|huó}", "ruby-unread", 1, 1),
    ("正文。\n\n〔注一〕这是注文。", "typed-call", 3, 1),
    ("一[注1]二[注2]。\n\n[注1] 甲书。", "typed-call", 1, 7),
    ("一[注1]。\n\n[注1] 甲书。\n\n[注2] 乙书。", "typed-call", 5, 1),
    ("一[注1]。\n\n[注1] 甲书。\n\n## 二\n\n又[注1]。", "typed-call", 7, 2),
    ("| 甲 |\n|----|\n| 乙[注1] |", "typed-call", 3, 4),
    # other Markdown (underscore-literal)
    ("文件名 my_file_name.txt 和 _强调_", "underscores", 1, 24),
    ("这是__粗__体", "underscores", 1, 3),
    ("- _甲乙_", "underscores", 1, 3),
    ("甲~~删去", "strikethrough", 1, 2),
    ("这是==高亮==文字", "unknown-marks", 1, 3),
    ("++下划线++", "unknown-marks", 1, 1),
    ("%%按语%%", "unknown-marks", 1, 1),
    ("||遮住||", "unknown-marks", 1, 1),
    ("甲{++加上++}乙", "unknown-marks", 1, 2),
    ("[b]粗[/b]", "unknown-marks", 1, 1),
    ("'''粗'''", "unknown-marks", 1, 1),
    ("1. [ ] 待办", "task", 1, 4),
    ("[ ] 待办", "task", 1, 1),
    ("- [-] 作罢", "task", 1, 3),
    ("- [x]办了", "task", 1, 3),
    ("- [] 待办", "task", 1, 3),
    ("* ［ ］待办", "task", 1, 3),
    ("铅字\n:金属的字", "other-markup", 2, 1),
    ("[TOC]", "table-of-contents", 1, 1),
    ("[[_TOC_]]", "table-of-contents", 1, 1),
    ("[toc]", "table-of-contents", 1, 1),
    ("> [!DANGER]\n> 注意", "callout", 1, 3),
    ("> 甲\n> [!NOTE]\n> 注意", "callout", 2, 3),
    ("[NOTE]\n甲", "callout", 1, 1),
    ("如[@smith2004, 12]所说", "citation", 1, 2),
    ("如[-@smith]所说", "citation", 1, 2),
    ("见[[首页]]", "wiki-link", 1, 2),
    ("![[图.png]]", "wiki-link", 1, 1),
    ("见[甲][1]", "link-by-reference", 1, 2),
    ("见[甲][1]\n\n[1]: 《甲书》", "link-by-reference", 1, 2),
    ("正文。\n\n[1]: https://example.org", "link-by-reference", 3, 1),
    ("见[甲][b]\n\n[a]: https://example.org\n[b]: https://example.org", "link-unused", 3, 0),
    ("文字\n[a]: <甲.md> '题'\n文字", "link-unused", 2, 0),
    ("见[甲][]", "link-by-reference", 1, 2),
    ("*[HTML]: 超文本", "link-by-reference", 1, 1),
    ("{{ 题名 }}", "template-sign", 1, 1),
    ("{% include 甲 %}", "template-sign", 1, 1),
    ("{{< figure >}}", "template-sign", 1, 1),
    ("{字|}", "ruby-unread", 1, 1),
    ("{" + "活字" * 30 + "|" + "huó zì " * 30 + "}", "ruby-unread", 1, 1),  # longer than is read
    ("甲{|zì}", "ruby-unread", 1, 2),
    ("｛字｜zì｝", "ruby-unread", 1, 1),
    ("天气:sunny:好", "emoji-code", 1, 3),
    ("甲 :+1: 乙", None, 0, 0),
    ("注意 :warning: 甲", "emoji-code", 1, 4),
    ("平方米 m^2", "raised-unread", 1, 5),
    ("x^太长的上标太长的上标太长的上标^", "raised-unread", 1, 2),
    ("正文^[1]^。", "raised-unread", 1, 3),
    (".. note:: 注意", "other-markup", 1, 1),
    ("= 题名", "other-markup", 1, 1),
    ("== 标题 ==", "other-markup", 1, 1),
    ("% 题名", "other-markup", 1, 1),
    ("甲\n\n＝＝＝＝", "rule-unread", 3, 1),
    ("甲\n\n————————", "rule-unread", 3, 1),
    ("甲\n\n====", "rule-unread", 3, 1),
    ("＊　＊　＊", "rule-unread", 1, 1),
    ("甲\\ 乙", "stray-backslash", 1, 2),
    ("甲\\", "stray-backslash", 1, 2),
    ("| 诗行\n| 诗行", "other-markup", 1, 1),
    ("!!! note\n    甲", "other-markup", 1, 1),
    ("见${变量}", "template-sign", 1, 2),
    ("<%= 甲 %>", "template-sign", 1, 1),
    ("\\alpha_1", "tex-command", 1, 1),
    ("见[甲] (https://example.org)", "broken-link", 1, 2),
    ("![甲] (图/甲.png)", "broken-link", 1, 1),
    ("见(甲)[甲.md]", "broken-link", 1, 2),
    ("甲〔^1〕", "full-width-note", 1, 2),
    ("![甲](图/甲.png)｛width=2字｝", "full-width-brace", 1, 14),
    ("![](图/甲.png)\n图1 会场", "caption-of-figure", 2, 1),
    ("┌──┬──┐\n│甲│乙│\n└──┴──┘", "table-unread", 1, 1),
    ("姓名  单位  电话\n甲    乙    丙", "table-unread", 1, 1),
    ("正文¹。\n\n¹ 甲书。", "typed-notes", 3, 0),
    ("正文 [1]。\n\n[1] 甲书。", "typed-notes", 3, 0),
    # HTML
    ("甲</div 乙", "html-unread", 1, 2),
    ("＜br＞", "html-unread", 1, 1),
    ("＜b＞粗＜/b＞", "html-unread", 1, 1),
    ("甲<br＞乙", "html-unread", 1, 2),
    ("甲&nbsp乙", "entity-unread", 1, 2),
    ("甲＆nbsp；乙", "entity-unread", 1, 2),
    ("甲&foobar;乙", "entity-unread", 1, 2),
    # full-width look-alikes
    ("！[会议](图/甲.png)", "full-width-link", 1, 0),
    ("![会议]（图/甲.png）", "full-width-link", 1, 1),
    ("！［会议］（图/甲.png）", "full-width-link", 1, 1),
    ("[国标]（https://example.org）", "full-width-link", 1, 1),
    ("［国标］（国标.md）", "full-width-link", 1, 1),
    ("甲［＾1］", "full-width-note", 1, 2),
    ("甲[＾1]", "full-width-note", 1, 2),
    ("甲＾[注]", "full-width-note", 1, 2),
    ("甲［^1］", "full-width-note", 1, 2),
    ("[活字]｛.索引｝", "full-width-brace", 1, 5),
    ("![](图/甲.png)｛width=2字｝", "full-width-brace", 1, 13),
    ("甲｛#名字｝", "full-width-brace", 1, 2),
    ("＊＊粗＊＊", "full-width-marks", 1, 1),
    ("这是＿＿粗＿＿体", "full-width-marks", 1, 3),
    ("～～删～～", "full-width-marks", 1, 1),
    ("｀代码｀", "full-width-marks", 1, 1),
    ("m＾2＾", "full-width-marks", 1, 2),
    ("＃＃ 标题", "full-width-heading", 1, 1),
    ("＃标题", "full-width-heading", 1, 1),
    ("#＃ 标题", "full-width-heading", 1, 1),
    ("＞ 引文", "full-width-quote", 1, 1),
    ("文字。\n＞引文", "full-width-quote", 2, 1),
    ("::: 居中\n＞引文\n:::", "full-width-quote", 2, 1),
    # tables
    ("| 甲 | 乙 |\n| 1 | 2 |", "table-unread", 1, 1),
    ("| 甲 | 乙 |\n|——|——|\n| 1 | 2 |", "table-unread", 1, 1),
    ("｜甲｜乙｜\n｜--｜--｜\n｜1｜2｜", "table-unread", 1, 1),
    ("甲 | 乙\n丙 | 丁", "table-unread", 1, 1),
    ("+----+----+\n| 甲 | 乙 |\n+----+----+", "table-unread", 1, 1),
    ("姓名\t单位\n甲\t乙", "tab-table", 1, 1),
    ("姓名\t单位\t电话", "tab-table", 1, 1),
    ("文字\n姓名\t单位\n甲\t\n", "tab-in-text", 2, 3),
    ("姓名\t甲", "tab-in-text", 1, 3),
    ('::: 表格\n姓名\t"甲\n乙"\n:::', "pasted-lines", 2, 0),
    ("::: 表格\n:::", "empty-box", 1, 0),
    # captions
    ("| 甲 |\n|----|\n| 乙 |\n\n表：题名", "caption-below", 5, 0),
    ("| 甲 |\n|----|\n| 乙 |\n\n表1　题名", "caption-below", 5, 0),
    ("表：题名\n\n文字。", "caption-below", 1, 0),
    ("表1　题名\n\n| 甲 |\n|----|\n| 乙 |", "caption-unread", 1, 0),
    ("![](图/甲.png)\n\n图1　会场", "caption-of-figure", 3, 0),
    ("图：会场\n\n![](图/甲.png)", "caption-of-figure", 1, 0),
    # lines
    ("第一段话说完了。\n第二段话也说完了。", "lines-joined", 2, 0),
    ("他说：“好。”\n“那么走吧。”\n大家都走了。", "lines-joined", 2, 0),
    (f"{'长' * 25}，\n短的一行。\n{'长' * 25}", "lines-joined", 3, 0),
    ("> 引文\n正文另起", "line-swallowed", 2, 0),
    ("1. 甲\n2. 乙\n正文另起", "line-swallowed", 3, 0),
    ("- 甲\n正文另起", "line-swallowed", 2, 0),
    ("甲乙丙丁  \n戊", "blanks-at-end", 1, 0),
    ("文字\n\n    git commit -m x", "indented-code", 3, 0),
    ("文字\n\n\tmake all", "indented-code", 3, 0),
    ("文字\n\n    甲乙\n    丙丁", "indented-code", 3, 0),
    ("1.1 背景", "number-unread", 1, 0),
    ("2.3.1　方法", "number-unread", 1, 0),
    ("IV. 结论", "number-unread", 1, 0),
    ("Chapter 3", "number-unread", 1, 0),
    ("有人说[1]。又说[2]。\n\n[1] 甲书。\n\n[2] 乙书。", "typed-notes", 3, 0),
    ("有人说①。\n\n注：\n\n① 甲书。", "typed-notes", 5, 0),
    ("有人说〔1〕。\n\n---\n\n〔1〕甲书。", "typed-notes", 5, 0),
    ("::: 名单\n主任：李　明　芳\n:::", "roster-name", 2, 0),
    ("::: 名单\n组长：张　明　区委副书记、区长\n:::", "roster-mixed", 2, 0),
    ("张明　　区委副书记\n李小力　　区委常委", "lines-joined", 2, 0),
    ("有以下。\n（2）甲", "joined-paragraph", 2, 0),
    ("他说：\n——鲁迅", "joined-paragraph", 2, 0),
    ("第一条 甲。\n第一百二十条之一 乙。", "joined-paragraph", 2, 0),
    # rows of cells, parted by commas, semicolons, bars, blanks
    ("姓名,年龄,单位\n张三,20,甲厂\n李四,30,乙厂", "cells-in-lines", 1, 0),
    ("名单：\n姓名;年龄;单位\n张三;20;甲厂\n李四;30;乙厂", "cells-in-lines", 2, 0),
    ("姓名,年龄\n张三,20\n李四,30\n王五,40", "cells-in-lines", 1, 0),
    ("编号，名称\n1，铅笔\n2，橡皮\n3，尺子", "cells-in-lines", 1, 0),
    ('"甲","乙"\n"1","2"\n"3","4"', "cells-in-lines", 1, 0),
    ("甲|乙|丙\n1|2|3", "cells-in-lines", 1, 0),
    ("姓名　单位　职务\n张三　甲厂　厂长\n李四　乙厂　主任", "cells-in-lines", 1, 0),
    # notes by hand
    *(
        (f"正文{call}说。\n\n{note}", "typed-notes", 3, 0)
        for call, note in (
            ("[注1]", "[注1] 甲书。"),
            ("（注1）", "注1：甲书。"),
            ("*注", "*注：甲书。"),
            ("注①", "注①：甲书。"),
            ("（注）", "注：甲书。"),
            ("（注一）", "（注一）甲书。"),
            ("①", "①甲书，第3页。"),
            ("【1】", "【1】甲书。"),
            ("※", "※甲书。"),
            ("†", "†甲书。"),
        )
    ),
    ("正文[1]。\n\n注释：\n1. 甲书。", "typed-notes", 4, 0),
    ("正文^1^。\n\n## 注释\n\n1、甲书。", "typed-notes", 5, 0),
    ("## 一\n\n正文[1]。\n\n[1] 甲书。\n\n## 二\n\n正文。", "typed-notes", 5, 0),
    # what else is pasted: wikis, reStructuredText, AsciiDoc, Org, Typst, trackers, programs, chats
    ("这里//斜体//字", "unknown-marks", 1, 3),
    ("%%\n甲\n%%", "unknown-marks", 1, 1),
    ("{color:red}甲{color}", "unknown-marks", 1, 1),
    ("*甲 *", "unclosed-emphasis", 1, 1),
    ("#话题#很热", "hashtag", 1, 1),
    ("#标签 #随笔", "hashtag", 1, 1),
    ("这里有#标签 甲", "hashtag", 1, 4),
    ("见<<甲>>", "angle-brackets", 1, 2),
    ("依照<保险法>办理", "angle-brackets", 1, 3),
    ("[https://example.org 甲]", "broken-link", 1, 1),
    ("[甲|https://example.org]", "broken-link", 1, 1),
    ('"甲":https://example.org', "broken-link", 1, 1),
    ("!()[甲]", "broken-link", 1, 1),
    ("【甲】(https://example.org)", "full-width-link", 1, 1),
    ("！【甲】（图/甲.png）", "full-width-link", 1, 1),
    ("!甲.png!", "picture-unread", 1, 1),
    ("图片：会场.jpg", "picture-unread", 1, 1),
    ("[图片]", "placeholder", 1, 1),
    ("（此处插入会场照片）", "placeholder", 1, 1),
    ("甲【待核】", "placeholder", 1, 2),
    ("TODO：补一段", "placeholder", 1, 1),
    (":sup:`2`", "other-markup", 1, 1),
    ("`甲`_", "other-markup", 1, 4),
    (".. 注释", "other-markup", 1, 1),
    ("甲\n^^^^", "underlined-heading", 2, 1),
    ("image::甲.png[]", "other-markup", 1, 1),
    ("甲footnote:[乙]", "other-markup", 1, 2),
    ("[source,python]\n甲", "other-markup", 1, 1),
    ("NOTE: 甲", "callout", 1, 1),
    ("|===\n|甲 |乙\n|===", "table-unread", 1, 1),
    ("<<<", "page-break-unread", 1, 1),
    ("'''", "rule-unread", 1, 1),
    ("甲((乙))丙", "other-markup", 1, 2),
    ("甲 ^block-id", "other-markup", 1, 2),
    ("key:: 甲", "other-markup", 1, 1),
    ("#+TITLE: 甲", "other-markup", 1, 1),
    ("#set page(x)", "other-markup", 1, 1),
    ("甲#footnote[乙]", "other-markup", 1, 2),
    ("甲[fn:1]", "other-markup", 1, 2),
    ("h1. 甲", "other-markup", 1, 1),
    ("［＃改页］", "other-markup", 1, 1),
    ("title: 甲\ndate: 2004", "other-markup", 1, 1),
    ("｜汉字《かんじ》", "ruby-unread", 1, 1),
    ("汉字《かんじ》", "ruby-unread", 1, 3),
    ("甲[捂脸]", "emoji-code", 1, 2),
    ("如[@张三2004]所说", "citation", 1, 2),
    ("``甲''", "tex-command", 1, 1),
    ("甲\\\\\n乙", "stray-backslash", 1, 0),
    ("甲\\n乙", "escape-unread", 1, 2),
    ("甲\\u4e00乙", "escape-unread", 1, 2),
    ("甲%E4%B8%AD乙", "escape-unread", 1, 2),
    ("甲_x000D_乙", "escape-unread", 1, 2),
    ("锟斤拷", "mojibake", 1, 1),
    ("ç”²ä¹™", "mojibake", 1, 1),
    ("甲&amp;nbsp;乙", "entity-unread", 1, 7),
    ("甲& nbsp;乙", "entity-unread", 1, 2),
    ("甲&NBSP;乙", "entity-unread", 1, 2),
    ("〈br〉", "html-unread", 1, 1),
    ("<o:p>甲", "html-unread", 1, 1),
    ("＝＝甲＝＝", "full-width-marks", 1, 1),
    ("‘‘‘\n甲\n‘‘‘", "full-width-marks", 1, 1),
    # characters (kangxi-in)
    ("⽂件", "lookalike-character", 1, 1),
    ("e\ufb03cient", "lookalike-character", 1, 2),
    ("辻\U000e0100氏", "variation-selector", 1, 2),
    ("电话\u260e\ufe0e", "variation-selector", 1, 4),
    ("甲\n乙\ufa1b", "lookalike-character", 2, 2),
    ("⻋站", "radical-character", 1, 1),
    ("\uf0b7 甲", "private-character-near", 1, 1),
    ("甲\ue123", "private-character", 1, 2),
    *(
        (f"甲\n乙{c}丙", "invisible-character", 2, 2)
        for c in "\u00ad\u000b\u200b\u034f\u180b\u180e\u115f\u3164\uffa0\u17b4"
        "\U0001d173\U000e0041\U000e007f"
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "code", "line", "column"), TOLD, ids=lambda value: str(value)[:30]
)
def test_what_looks_like_markup_is_told(tmp_path, body, code, line, column):
    found = look(make_book(tmp_path, entries={"甲.md": body}, files=PICTURES))
    if code is None:
        assert not found
        return
    places = {(f.code, f.place.line - FRONT_LINES): f for f in reversed(found) if f.place}
    assert (code, line) in places
    told = places[code, line]
    assert told.place and told.place.column == (column or told.place.column)
    for language in ("zh", "en"):
        assert render(told, language)


#: Ordinary text: nothing is found in it.
QUIET = [
    "每本$5，运费$3，共100$。",
    "It costs $5 and $10, or US$5/US$10.",
    "变量$HOME和$PATH，以及 $HOME/bin:$PATH。",
    "3*4=12，5*3*2，5 * 3，a_b，my_file_name.txt，snake_case_name。",
    "姓名____，____年__月__日，电话____传真____。",
    "写信给 a_b@example.org，网址 https://example.org/~user/a_b_c?x=$y&z=1#top。",
    "［…］和【…】和〔2004〕、《书名》、〈篇名〉，原文如此［按］。",
    "5～10万元，5~10万元，甲～乙，好的～",
    "10:30 开会，12:30:45 散会，比分3:2。",
    "1 < 2，2 > 1，a<b 且 b>c，x<=y，AT&T，R&D；Q&A。",
    "C++、Java、C++ 和 C#，++i，i++。",
    "a == b，a != b，x=1。",
    "路径 C:\\temp\\new 和 \\\\server\\share，D:\\books。",
    "——这是破折号，……这是省略号。",
    "他说：“好！”“真的？”——“真的。”",
    "图1所示的会场，表2列出的数字。",
    "百分之五是5%，100%合格。",
    "①甲；②乙；③丙。",
    "第①项和第②项。",
    "^_^",
    "“引号”‘单引号’ 'x' it's 'fine'。",
    "\\[\\^1\\]：像注",
    "锚\\{#这里\\}。",
    "\\$x\\$ 与 \\_甲\\_ 与 \\[甲\\]\\[乙\\] 与 \\#。",
    "`$x^2$`、`\\newpage`、`_甲_`、`[a][1]`、`|甲|乙|`都是代码。",
    "| 甲 | 乙 |\n|----|----|\n| 1 | —— |\n| $5 | 3*4 |",
    "表：题名\n\n| 甲 |\n|----|\n| 乙 |",
    "![图1　会场](图/甲.png)\n\n图中左起第一人。",
    "行末接着下一行，\n这里没有说完\n，接着说。",
    f"{'长' * 24}\n{'长' * 16}。{'长' * 7}\n说下去。",
    "    汉字行首有四个空格的段落。",
    "共 3.5 元。",
    "2004.12 完成。",
    "(见上)文字。",
    "[2004] 和 〔2004〕",
    "某某[1]说。",
    "Smith & Sons; Brown&Co；",
    "café与Zürich。",
    "①\n\n文字。",
    "﨑",
    "春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少。",
    "山一程，水一程，\n身向榆关那畔行，\n夜深千帐灯。",
    "他说,这事好办,明天就去\n我说,那好,后天见面,\n大家笑了。",
    "比如1，2，3，\n4，5，6，都是数。",
    "附注1和附注2，注1：表中数据未经核实。",
    "注：表中数据未经核实。",
    "见[甲][1]，[乙][]，[丙][c]。\n\n[1]: https://example.org\n[乙]: <https://example.org/b> '题'\n"
    "[C]: mailto:a@example.org",
    "\\[注1]是这样写的；见注1；（参见注3）；（注：原文如此）；［原注］；（注册会计师）；【注意】。",
    "\\*本文原载《甲报》。",
    "①见甲书；②见乙书。\n\n以上两种。",
    "《甲》（图略），（待续），（见图），〈乙〉，《甲》《乙》。",
    "a/b/c，http://example.org//x//y，和/或。",
    "若 x<y 而 y>z，则 x<z；5<甲，乙>6。",
    "50%的人，100%～120%，80%80%。",
    "naïve、Zürich、Ångström、äöü、café。",
    "第#号，C#语言，#1。",
    "函数 f(x)(y)，.NET 与 Node.js，a.png 是图。",
]


@pytest.mark.slow
@pytest.mark.parametrize("body", QUIET)
def test_ordinary_text_is_left_alone(tmp_path, body):
    assert look(make_book(tmp_path, entries={"甲.md": body}, files=PICTURES)) == ()


#: Titles and names in YAML (title-markup).
FIELDS = [
    ("关于**加强**工作的通知", "field-markup"),
    ("水H~2~O的性质", "field-markup"),
    ("x^2^的性质", "field-markup"),
    ("题名^[注]", "field-markup"),
    ("题名[^1]", "field-markup"),
    ("题名［注1］", "field-markup"),
    ("*斜体*题名", "field-markup"),
    ("`代码`题名", "field-markup"),
    ("[题名](甲.md)", "field-markup"),
    ("{题|tí}名", "field-markup"),
    ("<b>题名</b>", "field-markup"),
    ("题名<br>第二行", "field-markup"),
    ("题\\*名", "field-markup"),
    ("## 题名", "field-markup"),
    ("题&nbsp;名", "field-markup"),
    ("勾股定理 $a^2+b^2$", "field-markup"),
    ("设 $n$ 为整数", "mathematics"),
    ("_题名_", "underscores"),
    ("题名\\newpage", "page-break-unread"),
    ("＊＊题名＊＊", "full-width-marks"),
    ("题名［＾1］", "full-width-note"),
    ("关于5*3*2和3~5~7的通知", None),
    ("C++与C#", None),
    ("“两优一先”表彰（2004—2010）", None),
    ("甲：乙", None),
    ("[转发]通知", None),
    ("a_b与100%", None),
]


@pytest.mark.slow
@pytest.mark.parametrize(("title", "code"), FIELDS)
def test_markup_in_a_title_is_told(tmp_path, title, code):
    for place, folder in enumerate(
        (
            make_book(tmp_path / "a", entries={"甲.md": entry(title=title)}),
            make_book(tmp_path / "b", book={"title": title}),
            make_book(tmp_path / "c", book={"copyright_lines": [title]}),
        )
    ):
        found = look(folder)
        assert [f.code for f in found] == ([code] if code else []), place
        for told in found:
            assert told.place and told.place.line and render(told, "zh") and render(told, "en")


def test_a_line_end_in_a_title_is_told(tmp_path):
    text = '---\ntitle: "题\\n名"\n---\n文字。'
    (found,) = look(make_book(tmp_path, entries={"甲.md": text}))[:1]
    assert found.code == "folded-text"


def test_notes_captions_and_cells_are_looked_at(tmp_path):
    body = (
        "甲[^1]乙^[注_甲_]。\n\n[^1]: 注_乙_\n\n| _丙_ |\n|----|\n| _丁_ |\n\n"
        "![_戊_](图/甲.png)\n\n::: 居中\n_己_\n:::\n\n## _庚_\n\n> _辛_\n"
    )
    found = look(make_book(tmp_path, entries={"甲.md": body}, files=PICTURES))
    assert [(f.code, f.place.line - FRONT_LINES, dict(f.params)["found"]) for f in found] == [
        ("underscores", line, f"_{sign}_")
        for line, sign in zip((1, 3, 5, 7, 9, 12, 15, 17), "甲乙丙丁戊己庚辛", strict=True)
    ]


def test_all_words_are_tried():
    text = (files("huozi.messages") / "markup.en.toml").read_text(encoding="utf-8")
    tried = {row[1] for row in TOLD} | {code for _, code in FIELDS}
    assert set(tomllib.loads(text)) - tried == {
        "lines-wrapped",  # test_lines.py
        "heading-inferred",  # test_explain.py
    }


@pytest.mark.slow
@pytest.mark.parametrize("blank", [" ", "\u3000"])
@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.code)
def test_a_run_of_blanks_is_read_once(sign, blank):
    found = sign.form.search(f"[{blank * 300_000}")  # what goes back in it takes an hour
    assert found is None or len(found[0]) < 1000
