"""A folder of somebody else's Markdown: 110 chapters with what other tools read and Huozi does not.

    python benchmarks/foreign.py FOLDER     write it; then `build.py check --book FOLDER`

The text is made of fixed words by arithmetic: it is the same whenever it is made.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

CHAPTERS = 110
PARAGRAPHS = 48

_WORDS = (
    "春天到了，村口的老槐树又发了新芽", "大家在会上讨论了修路的事情",
    "他把账本翻到最后一页，算了又算",
    "水渠修通以后，山下的地都能浇上水", "档案里还留着当年的几张照片", "这件事后来写进了县里的文件",
    "孩子们放学回来，先去看看那口井", "工作队住了三个月，走的时候下着雨",
)  # fmt: skip

#: Constructs of other dialects, one of which stands in every few paragraphs.
FOREIGN = (
    "<div class=\"note\">提示：这里是网页里的方框</div>",
    "```python\nprint('你好')\n```",
    "正文里<br>换行，还有<span style=\"color:red\">红字</span>。",
    "![示意图](https://example.org/a.png)",
    "![截图](images/figure-{n}.png)",
    "#标题没有空格",
    "# 又一个一级标题",
    "> [!NOTE]\n> 这是提示框。",
    "- [ ] 待办\n- [x] 完成",
    "[TOC]",
    "公式 $x^2 + y^2 = z^2$ 写在行内，另有 $$\\frac{{a}}{{b}}$$ 一处。",
    "~~删去的话~~照样印出。",
    "见[^{n}]处。",
    "[没有写完的链接](",
    "==高亮== 与 __粗体__。",
    "表：没有分隔行\n| 甲 | 乙 |\n| 1 | 2 |",
    "甲\t乙\t丙\n1\t2\t3",
    ":::tip\n小贴士\n:::",
    "{{% include 'a.md' %}}",
    "**没有收尾的粗体。",
    "<!-- 注释 -->",
    "![](图/没有-{n}.jpg)",
    "第一行\n　　第二行缩进",
    "[下一章](chapter-{n}.html)",
    "很少见的字：𰻝、\U0001f600、꙰。",
)  # fmt: skip

#: How files begin, in turn: with front matter of another tool, with none, with a slip.
_HEADS = (
    "---\ntitle: \"第{n}章\"\n---\n\n",
    "---\nlayout: post\ntitle: 第{n}章: 开头\ntags: [甲，乙]\n---\n\n",
    "# 第{n}章\n\n",
    "---\ntitle：第{n}章\ndate: 2020/1/1\n---\n\n",
)  # fmt: skip


def chapter(number: int) -> str:
    """One chapter."""
    return _HEADS[number % len(_HEADS)].format(n=number) + "\n\n".join(_paragraphs(number)) + "\n"


def _paragraphs(number: int) -> Iterator[str]:
    for at in range(PARAGRAPHS):
        words = (_WORDS[(number * 7 + at * 3 + k * k) % len(_WORDS)] for k in range(7))
        yield "，".join(words) + "。"
        if at % 3 == 0:
            yield FOREIGN[(number + at // 3) % len(FOREIGN)].format(n=number)


def write(folder: Path) -> Path:
    """Write the book; gives its folder."""
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    names = [f"chapter-{number:03}.md" for number in range(1, CHAPTERS + 1)]
    for number, name in enumerate(names, 1):
        (content / name).write_text(chapter(number), encoding="utf-8")
    listed = "".join(f"- {name}\n" for name in names)
    (content / "book.yaml").write_text(f"title: 别人的书\nentries:\n{listed}", encoding="utf-8")
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]))
