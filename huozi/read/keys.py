"""The keys and words of `book.yaml` and front matter in Chinese: one table, read both ways.

A key may be written in English or in Chinese, in whatever mixture. Where a key has several Chinese
names, the first is the one that Huozi writes. `docs/keys.md` shows the table, and a test holds them
together.
"""

from collections.abc import Iterable, Mapping

#: Keys: English → Chinese.
KEYS: Mapping[str, str] = {
    # the book
    "title": "书名 标题 题名 篇名 名称", "style": "风格", "subtitle": "副题 副标题 副书名",
    "editor": "主编 编者", "editor_role": "责任方式", "issuer": "编印 编印单位",
    "date": "日期 时间 编印日期", "date_display": "日期印作", "language": "语言",
    "material": "资料", "permit": "准印证号", "recipients": "发送对象", "printer": "印刷单位",
    "print_date": "印刷日期",
    "isbn": "书号", "copyright_lines": "版权页另加", "format": "版式", "line": "行文",
    "fonts": "字体", "glyphs": "造字", "folios": "页码", "heads": "书眉", "notes": "注释",
    "paragraphs": "分段", "captions": "图表题", "contents": "目录", "start": "起页",
    "pages": "页面", "sections": "分节", "front": "书前", "parts": "部分", "entries": "篇目",
    "back": "书后", "printing": "印制", "cover": "封面", "booklets": "单行本",
    "annexes": "附件",
    # pages and lines
    "trim": "开本 成品尺寸", "measure": "每行字数", "lines": "每页行数", "size": "字号",
    "leading": "行距", "inner_margin": "订口", "head_margin": "天头", "canon": "版心比例",
    "share": "占页", "growth": "递增", "punctuation": "标点", "kinsoku": "禁则",
    "prefer": "调整", "gap": "中西间隙", "hanging": "标点悬挂", "hyphenate": "西文断词",
    "form": "样式", "place": "位置", "verso": "双码面", "recto": "单码面", "body": "正文",
    "numbers": "数字", "depth": "级数", "columns": "栏数", "tables": "表格", "figures": "插图",
    "code": "代码", "starts": "起面", "run": "印数 页码段", "folio": "印页码",
    "folio_on_opening": "起始页印页码", "head": "印书眉", "counted": "计页", "leaf": "独占一张",
    # fonts
    "song": "宋体", "hei": "黑体", "kai": "楷体", "fang": "仿宋", "latin": "西文",
    "latin-sans": "西文无衬线", "mono": "等宽", "fallback": "替补",
    # printing, cover, booklets
    "paper": "用纸", "weight": "克重", "caliper_mm": "纸厚毫米", "bulk": "松厚度",
    "binding": "装订", "signature": "书帖", "colours": "色数", "spine_mm": "书脊毫米",
    "spine_pages": "书脊页数", "flaps_mm": "勒口毫米", "spine_title": "书脊书名",
    "blurb": "封底文字", "name": "文件名", "part": "篇章", "kind": "种类",
    # entries
    "title_lines": "书名分行 标题分行", "toc_title": "目录标题", "short_title": "书眉标题",
    "contributor": "供稿 作者 撰稿", "issuers": "发文机关", "docno": "文号",
    "status": "状态", "reserve_pages": "预留页数", "title_note": "题注",
    "in_contents": "收入目录",
    # pieces of front and back matter, and kinds of pages
    "half-title": "书名页 简扉页", "title-page": "扉页", "copyright": "版权页", "epigraph": "题词",
    "editors": "编委会", "foreword": "序 序言", "preface": "前言", "editorial-notes": "凡例",
    "list-of-tables": "表目录", "list-of-figures": "图目录", "appendix": "附录", "index": "索引",
    "afterword": "后记 跋", "acknowledgements": "致谢", "colophon": "版权记录",
    "article": "文章", "document": "公文 文件", "annex": "附件页",
}  # fmt: skip

#: Words that values choose from: English → Chinese. One word may be meant for several; which,
#: the key decides.
WORDS: Mapping[str, str] = {
    "internal": "内部资料", "none": "无 不印 不编", "party-press": "公文汇编",
    "literary": "散文小说", "technical": "程序手册", "quanjiao": "全角式", "kaiming": "开明式",
    "banjiao": "半角式", "plain": "原样 照排", "padded": "补零", "basic": "一般", "strict": "从严",
    "push-in": "推入", "push-out": "推出", "balanced": "兼顾", "arabic": "阿拉伯数字",
    "roman": "罗马数字", "foot-outer": "地脚外侧", "foot-centre": "地脚居中",
    "head-outer": "天头外侧", "foot": "页末", "end": "篇末", "paragraph": "段末",
    "entry": "本篇 篇名", "book": "全书 书名", "part": "部分", "heading": "小标题", "page": "另页",
    "run-on": "接排", "as-typed": "照录", "numbered": "编号", "blank-line": "空行",
    "every-line": "每行", "any": "另面", "recto": "单码面", "verso": "双码面", "front": "书前",
    "body": "正文", "offset": "胶版纸", "coated": "铜版纸", "light": "轻型纸",
    "perfect": "胶订 无线胶订", "sewn": "锁线 锁线胶订", "saddle": "骑马订", "one": "单色",
    "full": "彩色", "article": "文章", "document": "公文 文件", "complete": "完成 齐稿",
    "partial": "未完", "pending": "待补 待收", "own": "另编",
}  # fmt: skip

_ENGLISH = {chinese: english for english, names in KEYS.items() for chinese in names.split()}


def english_key(written: str) -> str:
    """The key that a Chinese one stands for; any other as it is."""
    return _ENGLISH.get(written, written)


def english_word(written: str, known: Iterable[str]) -> str:
    """The one of some words that is written, in English or Chinese; else what is written."""
    names = (*known,)
    if written in names:
        return written
    meant = (name for name in names if written in _chinese(name).split())
    return next(meant, written)


def in_chinese(name: str) -> str:
    """The Chinese name of a key or word, the one that Huozi writes; the name itself without one."""
    return _chinese(name).partition(" ")[0] or name


def is_chinese(text: str) -> bool:
    """Whether a text has a Han character: its writer wants to be told Chinese names."""
    return any("一" <= char <= "鿿" for char in text)


def as_written(found: str, known: Iterable[str]) -> tuple[str, ...]:
    """The names of `known` in the language of what was found: all Chinese ones, or the English."""
    if not is_chinese(found):
        return tuple(known)
    names = ((_chinese(name) or name).split() for name in known)
    return tuple(dict.fromkeys(chinese for its in names for chinese in its))


def _chinese(name: str) -> str:
    return " ".join(filter(None, (KEYS.get(name, ""), WORDS.get(name, ""))))


#: All Chinese keys, the longest first.
CHINESE_KEYS = tuple(sorted(_ENGLISH, key=lambda name: (-len(name), name)))
