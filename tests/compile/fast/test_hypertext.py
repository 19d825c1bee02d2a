"""HTML read the short way is what the engine's parser reads, or is left to it."""

import io
from itertools import product

import pytest
import tinyhtml5

from huozi.compile.fast.hypertext import tree_of
from huozi.compile.markup import render
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Place
from tests.compile.kit import FILE, SETTING, house, paragraph, unit

FRAME = """
<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>甲 &amp; 乙</title></head>
<body class="article">
{}
</body>
</html>
"""
TAGS = [
    "a", "article", "b", "body", "br", "caption", "code", "col", "colgroup", "div", "em", "figure",
    "form", "h1", "h2", "head", "i", "img", "li", "ol", "option", "p", "pre", "rt", "ruby",
    "section", "span", "strong", "sub", "svg", "table", "tbody", "td", "textarea", "th", "thead",
    "tr", "u", "ul",
]  # fmt: skip
EMPTY = {"br", "col", "img"}


def same(one, other) -> bool:
    return (
        (one.tag, dict(one.attrib), one.text or "", one.tail or "")
        == (other.tag, dict(other.attrib), other.text or "", other.tail or "")
        and len(one) == len(other)
        and all(map(same, one, other))
    )  # fmt: skip


def parsed(html: str):
    return tinyhtml5.parse(io.StringIO(html), namespace_html_elements=False)


def element(tag: str, content: str) -> str:
    return f"<{tag}>" if tag in EMPTY else f"<{tag}>{content}</{tag}>"


@pytest.mark.slow
@pytest.mark.parametrize("outer", TAGS)
def test_one_element_in_another(outer):
    inner = [element(tag, text) + behind
             for tag, text, behind in product(TAGS, ("", "字"), ("", " \n", "尾"))]  # fmt: skip
    for content in inner:
        html = FRAME.format(element(outer, content))
        tree = tree_of(html)
        assert tree is None or same(tree, parsed(html)), content


@pytest.mark.parametrize(
    "content",
    [
        "<p>一<p>二</p></p>", "<p><em>一</p></em>", "<em><p>一</em></p>", "<p>一", "一</p>",
        "<table><tr><td>一</td></tr></table>", "<table>字<tbody></tbody></table>",
        "<p><span>一<div>二</div></span></p>", "<!-- 注 --><p>一</p>", "<p>&nbsp;一&copy</p>",
        "<p class=a>一</p>", "<p hidden>一</p>", "<P>一</P>", "<p/>", "<br></br>", "a < b",
        "<p>\r\n一</p>", "<p>\0一</p>", "<p>一</p></body><p>二</p>",
        "<a><span><a>一</a></span></a>",
        '<p class="一" class="二">三</p>', '<p title="a>b">一</p>', "<svg><p>一</p></svg>",
    ],
)  # fmt: skip
def test_what_is_unusual_is_not_guessed_at(content):
    assert tree_of(FRAME.format(content)) is None


@pytest.mark.parametrize(
    "content",
    [
        "", "字", " <p>一</p> 二 ", "<p>&lt;甲&gt; &#34;乙&#39; &amp;amp;</p>",
        '<p class="a&amp;b"  id="c"\n>一<br>二<img src="book:x" alt=""></p>',
        "<div><div><p>一</p>\n</div></div>", "<a>一</a><p><a>二</a></p>",
        "<table>\n<colgroup><col><col> </colgroup><thead>\n<tr> <th>一</th></tr></thead>"
        "<tbody><tr><td><p>二</p><table><tbody></tbody></table></td></tr></tbody></table>",
        "<em><em><em><em>一</em>二</em>三</em>四</em>",
    ],
)  # fmt: skip
def test_what_is_usual_is_read(content):
    html = FRAME.format(content)
    tree = tree_of(html)
    assert tree is not None and same(tree, parsed(html))


def test_units_are_read_the_short_way():
    linked = Inline(InlineKind.LINK, target="https://example.org", children=paragraph("甲").inlines)
    listed = Block(BlockKind.ITEM, Place(FILE, 9), children=(paragraph("项", 9),), label="一、")
    html = render(
        unit(
            paragraph("正<文>&"),
            paragraph("节", kind=BlockKind.HEADING, level=1),
            Block(BlockKind.PARAGRAPH, Place(FILE, 7), (linked,)),
            Block(BlockKind.LIST, Place(FILE, 9), children=(listed,)),
        ),
        house(),
        SETTING,
    ).html
    tree = tree_of(html)
    assert tree is not None and same(tree, parsed(html))
