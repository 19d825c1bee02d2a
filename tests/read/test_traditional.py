"""Words of the markup in traditional characters, as whoever sets a book in them types them."""

import pytest

from tests.read.outline import outline

TYPED = [
    ("[臺北]{.專名}[說文]{.書名}[重]{.著重}", "[臺北]{.专名}[說文]{.书名}[重]{.着重}"),
    ("甲[刪]{.刪除}", "甲[刪]{.删除}"),
    ("[評]{.夾批}[兩行]{.雙行}[　　]{.下劃線}", "[評]{.夹批}[兩行]{.双行}[　　]{.下划线}"),
    ("::: 詩\n白日\n:::", "::: 诗\n白日\n:::"),
    ("::: 出處\n（據）\n:::", "::: 出处\n（據）\n:::"),
    ("::: 名單\n主任：王芳\n:::", "::: 名单\n主任：王芳\n:::"),
    ("::: 說明 題\n文\n:::", "::: 说明 題\n文\n:::"),
    ("> [!說明]\n> 文", "> [!说明]\n> 文"),
    ("![圖](图/甲.png){.頁首}", "![圖](图/甲.png){.页首}"),
    ("代碼：題\n\n```py {.行號}\nx\n```", "代码：題\n\n```py {.行号}\nx\n```"),
    ('```py {標題="題"}\nx\n```', '```py {标题="題"}\nx\n```'),
    (
        '表：甲 {列寬="1 2" 表頭="1" .全線}\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |',
        '表：甲 {列宽="1 2" 表头="1" .全线}\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |',
    ),
    ("甲{#此}[第{頁}頁](#此)", "甲{#此}[第{页}頁](#此)"),
]  # fmt: skip


@pytest.mark.parametrize(("traditional", "simplified"), TYPED)
def test_words_of_the_markup_are_read_in_traditional_characters(read_body, traditional, simplified):
    made = outline(read_body(traditional).body)
    assert made == outline(read_body(simplified).body)
    assert made


def test_a_mark_for_the_index_that_sees_another(read_book):
    body = '[鉛字]{.索引 見="活字"}和[活字]{.索引 音="huo zi"}。'
    result = read_book(entries={"甲.md": body}, book={"back": ["index"]})
    assert not result.findings
