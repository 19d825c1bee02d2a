"""The scan before the parser: it mends what is meant, and leaves sound YAML as it is."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from huozi.read.report import Reporter
from huozi.read.yamlscan import mended
from tests.books import as_yaml

#: What was typed → what is read in its place.
MENDED = [
    ("title：书", {"title": "书"}),  # fullwidth-colon
    ("title:书\nentries:\n- 甲.md", {"title": "书", "entries": ["甲.md"]}),
    ("entries：\n－　甲.md\n—乙.md\n-丙.md", {"entries": ["甲.md", "乙.md", "丙.md"]}),
    ("front:\n- preface：前言.md\n- contents", {"front": [{"preface": "前言.md"}, "contents"]}),
    ("parts:\n　- title: 一\n　  entries: [a.md，b.md]",
     {"parts": [{"title": "一", "entries": ["a.md", "b.md"]}]}),
    ("entries:\n  - 甲.md\n - 乙.md\ntitle: 书", {"entries": ["甲.md", "乙.md"], "title": "书"}),
    ("entries:\n- 甲.md\n  - 乙.md\n- 丙.md", {"entries": ["甲.md", "乙.md", "丙.md"]}),
    ('title: "两优一先"表彰', {"title": "“两优一先”表彰"}),
    ("title: [转发]关于", {"title": "[转发]关于"}),
    ("title: 甲: 乙", {"title": "甲: 乙"}),
    ('title: "题\nkind: article', {"title": "题", "kind": "article"}),
    ("entries: [甲.md, 乙.md\ntitle: 书", {"entries": ["甲.md", "乙.md"], "title": "书"}),
    ("copyright_lines:\n- 责任编辑: 张三", {"copyright_lines": ["责任编辑: 张三"]}),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), MENDED, ids=lambda value: str(value)[:20])
def test_what_comes_behind_a_slip_is_read_as_meant(typed, meant):
    report = Reporter("book.yaml")
    assert yaml.safe_load(mended(typed, report)) == meant
    assert report.failed


#: A line with a slip → code, column, and the line as it should be.
SLIPS = [
    ("title: ＂题＂", "yaml-wide-quotes", 8, 'title: "题"'),
    ("title: ＇题＇", "yaml-wide-quotes", 8, 'title: "题"'),
    ("issuers: ［甲局, 乙局］", "yaml-wide-bracket", 10, "issuers: [甲局, 乙局]"),
    ("issuers: [甲局, 乙局］", "yaml-wide-bracket", 17, "issuers: [甲局, 乙局]"),
    ('title: "题”', "yaml-quote", 8, 'title: "题"'),
    ("title: '题’", "yaml-quote", 8, "title: '题'"),
    ('title: "题', "yaml-quote", 8, 'title: "题"'),
    ("title: '", "yaml-quote", 8, "title: ''"),
    ("title: 'it's'", "yaml-quote-inside", 8, "title: \"'it's'\""),
    ('title: "甲"和"乙"', "yaml-quote-inside", 8, "title: “甲”和“乙”"),
    ('title: "甲"\'乙"', "yaml-quote-inside", 8, None),
    ("title: @题", "yaml-sign", 8, 'title: "@题"'),
    ("title: - 题", "yaml-sign", 8, 'title: "- 题"'),
    ("title: %x", "yaml-sign", 8, 'title: "%x"'),
    ("title: &a 题", "yaml-anchor", 8, 'title: "&a 题"'),
    ("title: !x 题", "yaml-tag", 8, 'title: "!x 题"'),
    ("title: 题 # 注", "yaml-remark", 10, 'title: "题 # 注"'),
    ("title = 题", "yaml-no-colon", 1, "title: 题"),
    ("title:\u3000书", "yaml-colon-blank", 6, "title: 书"),
    ("title：书", "yaml-wide-colon", 6, "title: 书"),
]


@pytest.mark.parametrize(("typed", "code", "column", "better"), SLIPS)
def test_a_slip_is_told_with_the_line_as_it_should_be(typed, code, column, better):
    """… which is how it is read; but what may be a remark is one."""
    report = Reporter("book.yaml")
    read_as = yaml.safe_load(mended(f"date: 2004\n{typed}\nkind: a", report))
    (told,) = report.findings
    said = dict(told.params)["better"]
    assert (told.code, told.place.line, told.place.column) == (code, 2, column)
    assert said == (better or said)
    again = Reporter("book.yaml")
    right = f"date: 2004\n{said}\nkind: a"
    assert mended(right, again) == right
    assert again.findings == []
    if code != "yaml-remark":
        assert yaml.safe_load(right) == read_as


def test_all_slips_are_told_at_once_each_with_its_column():
    report = Reporter("book.yaml")
    mended("title：书\nentries:\n\t- 甲.md\ndate:2004\nfront: [contents，index]", report, 3)
    assert [(f.code, f.place.line, f.place.column) for f in report.findings if f.place] == [
        ("yaml-wide-colon", 3, 6),
        ("yaml-tab", 5, 1),
        ("yaml-colon-blank", 6, 5),
        ("yaml-wide-comma", 7, 17),
    ]


#: Texts in which wide signs are what they are.
SOUND = [
    "title: ［转发］通知",
    "title: “两优一先”",
    "title: 很长的题名\n  说明：也在这里",
    "title: 12:30会议",
    "copyright_lines:\n- 网址：http://x.cn\n- 版权所有，翻印必究",
    "copyright_lines: [版权所有，翻印必究]",
    "printing: # 印制\n  run: 1000 # 册",
    "folios: {form: '— {} —'}",
    "issuers: [甲局,\n  乙局]\ntitle: 题",
    "title: |\n  甲: 乙",
    "# 注：全角\ntitle: 题",
    "title: ＂题",
    "title: ＂",
    "title: 甲：乙",
    'title: "甲 \\"乙\\" 丙"',
    "title: '甲''乙'",
    "title : 书",
    '"title": 书  # 注',
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_yaml_stays_as_it_is(text):
    report = Reporter("book.yaml")
    assert mended(text, report) == text
    assert report.findings == []


_TEXTS = st.text("甲乙ab：，“”［］【】—－　·# :-[]{}\"'&*!|>%@`", max_size=8)
_KEYS = st.sampled_from(["title", "date", "entries", "printing", "甲.md"])


def _meant_for_lists(value: object) -> bool:
    """Whether there is a text where a list is wanted that begins and ends as one does."""
    if isinstance(value, dict):
        own = (value.get(key) for key in ("entries", "甲.md"))
        texts = [text for text in own if isinstance(text, str)]
        return any(text.startswith(("［", "【")) for text in texts) or any(
            map(_meant_for_lists, value.values())
        )
    return isinstance(value, list) and any(map(_meant_for_lists, value))


@pytest.mark.slow
@example({"title": "【]", "printing": "【:]"})
@given(
    st.dictionaries(
        _KEYS, _TEXTS | st.lists(_TEXTS | st.dictionaries(_KEYS, _TEXTS, max_size=2))
    ).filter(lambda book: not _meant_for_lists(book))
)
def test_what_a_program_wrote_has_no_slips(book):
    report = Reporter("book.yaml")
    text = as_yaml(book)
    assert yaml.safe_load(mended(text, report)) == book
