"""What passages are: title, red head, number, addressee, attachments, signature, date, imprint.

Rules for official documents follow GB/T 9704-2012, section 7, and what manuscripts make of it. Each
gives a proposal with its reason and how sure it is; a person decides.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from huozi.intake.flow import FlowItem, FlowPassage, FlowTable
from huozi.intake.headings import headings
from huozi.intake.looks import PassageLook, body_look, table_words
from huozi.intake.outcome import PartOfText, Proposal
from huozi.intake.sequence import number_form
from huozi.intake.values import AtomKind

#: How many passages of a text its head may take, and its foot.
_HEAD, _FOOT = 24, 16
_LONGEST_TITLE = 80

_STOPS = "。；：，、;:,"
_OPEN, _CLOSE = r"[\[(（【〔〈《［﹝<]", r"[\])）】〕〉》］﹞>]"
DOCNO = re.compile(
    rf"(?P<agency>[\u4e00-\u9fff（）]{{1,16}}?)[ \u3000]*{_OPEN}[ ]?(?P<year>[0-9０-９]{{2,4}})年?[ ]?{_CLOSE}"
    r"[ \u3000]*(?P<di>第?)[ ]?(?P<serial>[0-9０-９]{1,5})[ ]?(?P<hao>号?)"
)
SIGNER = re.compile(r"签[ \u3000]*发[ \u3000]*人[：:]?[ \u3000]*.{0,20}")
_ZERO = "〇○ＯO0零◯"
DATE = re.compile(
    rf"(?P<year>[0-9０-９]{{4}}|[一二三四五六七八九{_ZERO}]{{4}})年"
    rf"(?P<month>[0-9０-９]{{1,2}}|[一二三四五六七八九十元]{{1,2}})月"
    rf"(?:(?P<day>[0-9０-９]{{1,2}}|[一二三四五六七八九十{_ZERO}]{{1,3}})[日号])?"
)
ANNEX = re.compile(
    r"附[ \u3000]*(?:件|表)[ \u3000]*(?P<number>[0-9０-９一二三四五六七八九十]{0,3})[ \u3000]*[：:]?"
)
ANNEX_TITLE = re.compile(
    r"附件[ \u3000]*[0-9０-９一二三四五六七八九十]{0,3}[ \u3000]*[：:.．、\u3000 ][ \u3000]*(?=\S)"
)
ATTACHMENTS = re.compile(r"附[ \u3000]*件[ \u3000]*[：:][ \u3000]*\S")
_ATTACHED = re.compile(r"[0-9０-９]{1,2}[.．、]|[（(][0-9]{1,2}[）)]")
PUBLIC = re.compile(r"[（(]?此件[^。]{0,20}(?:公开|发至)[^。]{0,12}[）)]?")
IMPRINT = re.compile(
    r"(?:抄[ \u3000]*送|主[ \u3000]*送|抄[ \u3000]*报|分送|主[ \u3000]*题[ \u3000]*词|拟稿|校对|打字|联系人)[：:]"
    r"|.{2,40}(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[一二三四五六七八九〇○零]{4}年.{2,5}月.{1,3}日)[ \u3000]*印发"
    r"|[（(]?共印[ \u3000]*[0-9]+[ \u3000]*份"
)
MARKING = re.compile(
    r"(?:绝密|机密|秘密|内部(?:资料|文件)?)(?:★.{0,8})?|(?:特急|加急|平急|紧急|急件)|[0-9]{6}|(?:密级|份号|紧急程度)[：:].{0,12}"
)
CONTRIBUTOR = re.compile(r"[（(]?供稿(?:单位|人)?[：:][ \u3000]*(?P<who>[^）)]{1,60})[）)]?")
CAPTION = re.compile(
    r"(?P<sign>表|图)[ \u3000]?[0-9０-９一二三四五六七八九十]{1,3}(?:[-–.．－][0-9]{1,3})*(?![0-9%年月日个])"
)
_TITLE_WORDS = (
    "通知", "意见", "办法", "规定", "决定", "报告", "请示", "批复", "方案", "计划", "总结", "纪要",
    "通报", "公告", "通告", "函", "条例", "细则", "规划", "制度", "讲话", "简报", "章程", "要点",
    "规则", "措施", "汇报", "情况", "名单", "一览表", "登记表", "统计表",
)  # fmt: skip
_BODIES = (
    "各", "局", "委", "办", "厅", "部", "院", "校", "县", "市", "区", "乡", "镇", "府", "公司", "单位",
    "处", "科", "室", "所", "站", "中心", "会", "行", "企业", "集团", "库", "坊", "学会",
)  # fmt: skip
_GREETED = ("同志们", "朋友们", "来宾", "女士", "先生们", "委员们", "代表们", "老师们", "同学们")


class TextUnit(Struct, frozen=True):
    """An entry or an annex: its passages, and what they are. `first` and `end` are flow indices."""

    first: int
    end: int
    annex: bool
    reason: str  # why a unit begins here
    confidence: float
    proposals: tuple[Proposal, ...]
    second_title: tuple[int, ...] = ()  # another candidate

    def of(self, part: PartOfText) -> tuple[int, ...]:
        """The passages of a part, in order."""
        return tuple(at for p in self.proposals if p.part is part for at in p.passages)


class _Page(Struct, frozen=True):
    """The items of a manuscript with the looks of its passages."""

    items: Sequence[FlowItem]
    looks: Mapping[int, PassageLook]
    body: tuple[float, str, bool]

    def text(self, at: int) -> str:
        """The words of a passage, a table's behind one another; empty behind the end."""
        if look := self.looks.get(at):
            return look.text
        item = self.items[at] if 0 <= at < len(self.items) else None
        return table_words(item) if isinstance(item, FlowTable) else ""


def units(
    items: Sequence[FlowItem],
    looks: Mapping[int, PassageLook],
    refused: frozenset[int] = frozenset(),
) -> tuple[TextUnit, ...]:
    """The entries and annexes of a manuscript. None begins at a `refused` index."""
    page = _Page(items, looks, body_look(looks.values()))
    starts = [s for s in _starts(page) if not s[0] or s[0] not in refused]
    ends = [*(at for at, *_ in starts[1:]), len(items)]
    return tuple(
        _unit(page, at, end, annex, reason, confidence)
        for (at, annex, reason, confidence), end in zip(starts, ends, strict=True)
    )


# ------------------------------------------------------------------------------- where units begin


def _starts(page: _Page) -> list[tuple[int, bool, str, float]]:
    """Index, whether an annex, reason and confidence of each unit."""
    found: list[tuple[int, bool, str, float]] = [(0, False, "first", 1.0)]
    for at, look in page.looks.items():
        if at == 0 or not look.new_page and not _behind_foot(page, at, found[-1][0]):
            continue
        if ANNEX.fullmatch(look.text) or (
            look.new_page and ANNEX_TITLE.match(look.text) and not _is_list(page, at)
        ):
            found.append((at, True, "annex-number", 0.95 if look.new_page else 0.75))
        elif _begins_document(page, at):
            found.append((at, False, "second-title", 0.85 if look.new_page else 0.65))
        elif look.new_page and _like_first_title(page, at):
            found.append((at, False, "title-alike", 0.6))
    return found


def _behind_foot(page: _Page, at: int, first: int) -> bool:
    """Whether a date, a signature or an imprint ends right above."""
    above = page.text(at - 1)
    if PUBLIC.fullmatch(above):
        above = page.text(at - 2)
    return at - first > 2 and bool(_date_at_end(above) or IMPRINT.match(above))


def _is_list(page: _Page, at: int) -> bool:
    """附件：1. 甲 with 2. 乙 below it: the note of attachments, not an annex."""
    return bool(_ATTACHED.match(page.text(at + 1)))


def _begins_document(page: _Page, at: int) -> bool:
    """Whether a head stands here: number or red head, title, addressee."""
    lines = [page.text(n) for n in range(at, min(at + 10, len(page.items)))]
    looks = [page.looks.get(n) for n in range(at, min(at + 10, len(page.items)))]
    numbered = any(DOCNO.fullmatch(_solid(line)) for line in lines[:5])
    red = any(look and _is_red_head(look) for look in looks[:3])
    title = next((n for n, look in enumerate(looks[:6]) if look and _score(page, look) >= 3), None)
    if title is None:
        return False
    addressed = any(look and _addressee(look) for look in looks[title + 1 : title + 5])
    return addressed or numbered or red


def _like_first_title(page: _Page, at: int) -> bool:
    """Whether a new page begins with a title like the first one: a series of minutes, of speeches."""
    first = next((look for look in page.looks.values() if _score(page, look) >= 3), None)
    look = page.looks[at]
    alike = first and (first.size_pt, first.face, first.align) == (
        look.size_pt,
        look.face,
        look.align,
    )
    return bool(alike) and look.spread and _score(page, look) >= 3 and at + 2 < len(page.items)


# --------------------------------------------------------------------------------------- one unit


def _unit(
    page: _Page, first: int, end: int, annex: bool, reason: str, confidence: float
) -> TextUnit:
    made: list[Proposal] = []
    taken: set[int] = set()

    def propose(part: PartOfText, passages: Sequence[int], why: str, sure: float) -> None:
        if passages:
            made.append(Proposal(part, tuple(passages), why, sure))
            taken.update(passages)

    at = first
    if annex and ANNEX.fullmatch(page.text(first)):
        propose(PartOfText.ANNEX, (first,), "number", confidence)
        at += 1
    else:
        _head(page, first, end, propose)
    title, second = _title(page, at, end, taken)
    propose(PartOfText.TITLE, title, *_title_reason(page, title))
    below = max((*title, at - 1)) + 1
    for n in range(below, min(below + 4, end)):
        look = page.looks.get(n)
        if look and n not in taken and (sure := _addressee(look)) and not annex:
            propose(PartOfText.ADDRESSEE, (n,), "colon", sure)
            below = n + 1
            break
    _foot(page, below, end, taken, propose)
    for n in range(below, end):
        if n not in taken and n in page.looks and _is_caption(page, n):
            propose(PartOfText.CAPTION, (n,), "number", 0.9)
    look = page.looks.get(end - 1)
    if look and end - 1 not in taken and CONTRIBUTOR.fullmatch(look.text):
        propose(PartOfText.CONTRIBUTOR, (end - 1,), "words", 0.95)
    inside = {n: look for n, look in page.looks.items() if below <= n < end}
    made += headings(page.items[:end], inside, frozenset(taken))
    return TextUnit(first, end, annex, reason, confidence, tuple(made), second)


def _head(page: _Page, first: int, end: int, propose) -> None:  # type: ignore[no-untyped-def]
    """Red head, markings, signer and number above the title."""
    for at in range(first, min(first + _HEAD, end)):
        look = page.looks.get(at)
        if look is None:
            if IMPRINT.match(page.text(at)):
                break
            continue
        text = _solid(look.text)
        if DOCNO.fullmatch(text):
            propose(PartOfText.DOCNO, (at,), "form", 0.97)
        elif (match := DOCNO.match(text)) and SIGNER.fullmatch(text[match.end() :]):
            propose(PartOfText.DOCNO, (at,), "form-with-signer", 0.95)
        elif SIGNER.fullmatch(look.text):
            propose(PartOfText.SIGNER, (at,), "words", 0.95)
        elif MARKING.fullmatch(text) and at < first + 6:
            propose(PartOfText.MARKING, (at,), "words", 0.9)
        elif _is_red_head(look):
            propose(PartOfText.RED_HEAD, (at,), "red" if look.red else "words", 0.9)
        elif look.red and look.short and at < first + 6 and not _score(page, look) >= 3:
            propose(PartOfText.RED_HEAD, (at,), "red", 0.7)
        elif len(text) > _LONGEST_TITLE or _addressee(look):
            break


def _is_red_head(look: PassageLook) -> bool:
    """春水县刻书局文件, in red, in large type or in a box."""
    text = _solid(look.text)
    named = text.endswith(("文件", "公报", "简报")) and len(text) <= 40
    loud = look.red or look.size_pt >= 26 or look.home.value in ("box", "opened")
    return named and loud and not text.startswith(("关于", "《"))


def _title(
    page: _Page, first: int, end: int, taken: set[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The passages of the title, and those of the next best candidate."""
    groups: list[tuple[float, list[int]]] = []
    for at in range(first, min(first + _HEAD, end)):
        look = page.looks.get(at)
        if at in taken:
            continue
        if look is None or (len(look.text) > _LONGEST_TITLE and look.outline is None):
            break
        score = _score(page, look) + (1 if at == first else 0)
        last = groups[-1] if groups else None
        if last and last[1][-1] == at - 1 and _goes_on(page.looks[at - 1], look):
            groups[-1] = max(last[0], score), [*last[1], at]
        else:
            groups.append((score, [at]))
        if _addressee(look) or (look.outline is None and len(look.text) > 45):
            break
    good = sorted((g for g in groups if g[0] >= 2), key=lambda g: (-g[0], g[1][0]))
    if not good:
        return (), ()
    second = good[1][1] if len(good) > 1 and good[1][0] >= good[0][0] - 0.5 else []
    return tuple(good[0][1]), tuple(second)


def _score(page: _Page, look: PassageLook) -> float:
    """How much speaks for a title."""
    text, (size, face, bold) = _solid(look.text), page.body
    style = look.style.lower()
    if not text or DATE.fullmatch(text) or _addressee(look) or text.endswith(tuple(_STOPS)):
        return -5
    if DOCNO.fullmatch(text) or ATTACHMENTS.match(text) or ANNEX.fullmatch(text):
        return -5
    form = number_form(text)
    score = -4.0 if form and form.level else 0.0
    score += 4 * (style in ("title", "标题", "文档标题") or style.startswith("公文标题"))
    score += 2 * look.spread + 2 * (look.size_pt >= size + 1.5)
    score += look.face != face or (look.bold and not bold)
    score += text.endswith(_TITLE_WORDS) or text.endswith(("（试行）", "（暂行）", "（草案）"))
    score += ("关于" in text) + (look.outline == 0)
    return score - (len(text) > 60) - 2 * look.right - (text[0] in "（(—-")


def _goes_on(above: PassageLook, look: PassageLook) -> bool:
    """Whether two lines are one title: they look alike, or the second stands in brackets below."""
    if _addressee(look) or DATE.fullmatch(_solid(look.text).strip("（）()")):
        return False
    form = number_form(look.text)
    if (form and form.level) or above.spread != look.spread:
        return False
    return above.size_pt == look.size_pt and (above.face, above.bold) == (look.face, look.bold)


def _title_reason(page: _Page, title: Sequence[int]) -> tuple[str, float]:
    best = max((_score(page, page.looks[at]) for at in title), default=0)
    look = page.looks[title[0]] if title else None
    reason = "style" if look and look.style.lower() in ("title", "标题") else "place-and-face"
    return reason, min(0.97, 0.4 + 0.1 * best)


def _addressee(look: PassageLook) -> float:
    """How sure a line is that of the 主送机关; 0 if it is none."""
    text = _solid(look.text)
    if (
        not text.endswith(("：", ":"))
        or not 3 <= len(text) <= 160
        or re.search("[。；：:]", text[:-1])
    ):
        return 0.0
    if look.spread or look.right or number_form(text) or any(word in text for word in _GREETED):
        return 0.0
    if not any(word in text for word in _BODIES) or text.startswith(("附件", "抄送", "主题词")):
        return 0.0
    flush = look.indent_chars + look.left_chars < 1
    return (
        0.95 if flush and ("各" in text or "、" in text or "，" in text) else 0.8 if flush else 0.0
    )


def _foot(page: _Page, first: int, end: int, taken: set[int], propose) -> None:  # type: ignore[no-untyped-def]
    """From the end upwards: imprint, public note, date, signature, attachments."""
    at = end - 1
    while at >= first and IMPRINT.match(page.text(at)):
        propose(PartOfText.IMPRINT, (at,), "words", 0.9)
        at -= 1
    for n in range(at, max(first, at - _FOOT) - 1, -1):
        look = page.looks.get(n)
        if look and PUBLIC.fullmatch(_solid(look.text)):
            propose(PartOfText.PUBLIC, (n,), "words", 0.95)
        elif look and IMPRINT.match(look.text):
            propose(PartOfText.IMPRINT, (n,), "words", 0.8)
    date = next(
        (n for n in range(at, max(first, at - _FOOT) - 1, -1) if _is_date(page, n, end, taken)),
        None,
    )
    above = _signature(page, first, date if date is not None else at + 1, taken, date is not None)
    if above:
        propose(
            PartOfText.SIGNATURE,
            above,
            "above-date" if date is not None else "right",
            0.9 if date is not None else 0.6,
        )
    if date is not None:
        propose(PartOfText.DATE, (date,), "form", 0.95)
    _attachments(page, first, end, taken, propose)


def _is_date(page: _Page, at: int, end: int, taken: set[int]) -> bool:
    """A date by itself, at the right or right behind a short line; or the end of a signature."""
    look = page.looks.get(at)
    if look is None or at in taken or not _date_at_end(look.text):
        return False
    above = page.looks.get(at - 1)
    if DATE.fullmatch(_solid(look.text)) is None and "\n" not in look.text:
        return look.right and len(look.text) <= 60  # names and date in one line
    named = (
        above is not None and len(above.text) <= 40 and not above.text.endswith(tuple("。！？；"))
    )
    return look.right or look.spread or look.indent_chars >= 6 or (named and at >= end - 4)


def _date_at_end(text: str) -> re.Match[str] | None:
    """The date a text ends with, on a line of its own or behind names."""
    last = _solid(text.split("\n")[-1])
    found = None
    for found in DATE.finditer(last):
        pass
    return (
        found if found and found.end() == len(last) and len(last) <= 60 and found["day"] else None
    )


def _signature(page: _Page, first: int, date: int, taken: set[int], dated: bool) -> tuple[int, ...]:
    """Short lines right above the date."""
    found: list[int] = []
    for at in range(date - 1, max(first, date - 8) - 1, -1):
        look = page.looks.get(at)
        if look is None or at in taken or len(look.text) > 60:
            break
        if look.text.endswith(tuple(_STOPS + "！？")) or ATTACHMENTS.match(look.text):
            break
        form = number_form(look.text)
        placed = look.right or look.spread or (dated and look.indent_chars + look.left_chars >= 4)
        if form or not (
            placed
            or (
                dated
                and at == date - 1
                and len(look.text) <= 30
                and not look.gap is None
                and _named(look)
            )
        ):
            break
        found.insert(0, at)
    return tuple(found)


def _named(look: PassageLook) -> bool:
    """Whether a line may name a body that signs."""
    return _solid(look.text).endswith(
        (
            "局",
            "委",
            "办",
            "厅",
            "部",
            "院",
            "校",
            "府",
            "公司",
            "处",
            "科",
            "室",
            "会",
            "中心",
            "组",
            "集团",
            "办公室",
            "委员会",
        )
    )


def _attachments(page: _Page, first: int, end: int, taken: set[int], propose) -> None:  # type: ignore[no-untyped-def]
    """附件：1. 甲, and the numbered lines below it; before the signature."""
    for at in range(end - 1, first - 1, -1):
        look = page.looks.get(at)
        if look is None or at in taken or not ATTACHMENTS.match(look.text):
            continue
        lines = [at]
        while (below := page.looks.get(lines[-1] + 1)) and lines[-1] + 1 not in taken:
            hanging = (
                below.indent_chars + below.left_chars >= 4
                and not below.right
                and len(below.text) <= 60
            )
            if lines[-1] + 1 >= end or not (_ATTACHED.match(below.text) or hanging):
                break
            lines.append(lines[-1] + 1)
        propose(PartOfText.ATTACHMENTS, lines, "words", 0.95)
        return


def _is_caption(page: _Page, at: int) -> bool:
    """表1 above a table, 图1 below a picture: short, and nothing between."""
    look = page.looks[at]
    match = CAPTION.match(look.text)
    if match is None or not look.short or look.text.endswith(tuple("。；：，")):
        return False
    if match["sign"] == "表":
        return at + 1 < len(page.items) and isinstance(page.items[at + 1], FlowTable)
    return at > 0 and not isinstance(page.items[at - 1], FlowPassage | FlowTable)


def has_note(item: FlowItem) -> bool:
    """Whether a note is called in a passage."""
    return isinstance(item, FlowPassage) and any(
        bit.atom.kind is AtomKind.NOTE_CALL for bit in item.bits
    )


def _solid(text: str) -> str:
    return "".join(text.split())
