"""The head of a unit: who issues, number, title, addressee (GB/T 9704-2012, 7.2 to 7.3.2)."""

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from huozi.intake.looks import PassageLook, table_words
from huozi.intake.outcome import PartOfText
from huozi.intake.passages import FlowItem, FlowTable
from huozi.intake.patterns import (
    ANNEX,
    ATTACHMENTS,
    BODIES,
    DATE,
    DOCNO,
    DOCNO_BARE,
    GREETED,
    IMPRINT,
    MARKING,
    SIGNER,
    STOPS,
    TITLE_WORDS,
)
from huozi.intake.sequence import number_form
from huozi.read.numbering import is_short
from huozi.values.script import solid

Propose = Callable[[PartOfText, Sequence[int], str, float], None]
_HEAD = 24
_LONGEST_TITLE = 80


class UnitPage(Struct, frozen=True):
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


def propose_head(page: UnitPage, first: int, end: int, propose: Propose) -> None:
    """Red head, markings, signer and number above the title."""
    for at in range(first, min(first + _HEAD, end)):
        look = page.looks.get(at)
        if look is None:
            if IMPRINT.match(page.text(at)):
                break
            continue
        text = solid(look.text)
        if DOCNO.fullmatch(text):
            propose(PartOfText.DOCNO, (at,), "form", 0.97)
        elif DOCNO_BARE.fullmatch(text):
            propose(PartOfText.DOCNO, (at,), "form-without-agency", 0.7)
        elif (match := DOCNO.match(text)) and SIGNER.fullmatch(text[match.end() :]):
            propose(PartOfText.DOCNO, (at,), "form-with-signer", 0.95)
        elif SIGNER.fullmatch(look.text):
            propose(PartOfText.SIGNER, (at,), "words", 0.95)
        elif MARKING.fullmatch(text) and at < first + 6:
            propose(PartOfText.MARKING, (at,), "words", 0.9)
        elif is_red_head(look):
            propose(PartOfText.RED_HEAD, (at,), "red" if look.red else "words", 0.9)
        elif look.red and look.short and at < first + 6 and not title_score(page, look) >= 3:
            propose(PartOfText.RED_HEAD, (at,), "red", 0.7)
        elif len(text) > _LONGEST_TITLE or addressee_confidence(look):
            break


def is_red_head(look: PassageLook) -> bool:
    """春水县刻书局文件, in red, in large type or in a box."""
    text = solid(look.text)
    named = text.endswith(("文件", "公报", "简报")) and len(text) <= 40
    loud = look.red or look.size_pt >= 26 or look.home.value in ("box", "opened")
    return named and loud and not text.startswith(("关于", "《"))


def title_of_unit(
    page: UnitPage, first: int, end: int, taken: set[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The passages of the title, and those of the next best candidate."""
    groups: list[tuple[float, list[int]]] = []
    for at in range(first, min(first + _HEAD, end)):
        look = page.looks.get(at)
        if at in taken:
            continue
        if look is None or (len(look.text) > _LONGEST_TITLE and look.outline is None):
            break
        score = title_score(page, look) + (1 if at == first else 0)
        last = groups[-1] if groups else None
        if last and last[1][-1] == at - 1 and _goes_on(page.looks[at - 1], look):
            groups[-1] = max(last[0], score), [*last[1], at]
        else:
            groups.append((score, [at]))
        if addressee_confidence(look) or (look.outline is None and len(look.text) > 45):
            break
    good = sorted((g for g in groups if g[0] >= 2), key=lambda g: (-g[0], g[1][0]))
    if not good:  # a short line above all others, in a text without looks
        plain = [at for score, (at, *_) in groups[:1] if score >= 0]
        short = [at for at in plain if at + 1 < end and is_short(page.text(at))]
        return tuple(short), ()
    second = good[1][1] if len(good) > 1 and good[1][0] >= good[0][0] - 0.5 else []
    return tuple(good[0][1]), tuple(second)


def title_score(page: UnitPage, look: PassageLook) -> float:
    """How much speaks for a title."""
    text, (size, face, bold) = solid(look.text), page.body
    style = look.style.lower()
    if (
        not text
        or DATE.fullmatch(text)
        or addressee_confidence(look)
        or text.endswith(tuple(STOPS))
    ):
        return -5
    if (
        DOCNO.fullmatch(text)
        or DOCNO_BARE.fullmatch(text)
        or ATTACHMENTS.match(text)
        or ANNEX.fullmatch(text)
    ):
        return -5
    if IMPRINT.match(text):
        return -5
    form = number_form(text)
    score = -4.0 if form and form.level else 0.0
    score += 4 * (style in ("title", "标题", "文档标题") or style.startswith("公文标题"))
    score += 2 * look.spread + 2 * (look.size_pt >= size + 1.5)
    score += look.face != face or (look.bold and not bold)
    score += text.endswith(TITLE_WORDS) or text.endswith(("（试行）", "（暂行）", "（草案）"))
    score += ("关于" in text) + (look.outline == 0)
    return score - (len(text) > 60) - 2 * look.right - (text[0] in "（(—-")


def _goes_on(above: PassageLook, look: PassageLook) -> bool:
    """Whether two lines are one title: they look alike, or the second stands in brackets below."""
    if addressee_confidence(look) or DATE.fullmatch(solid(look.text).strip("（）()")):
        return False
    form = number_form(look.text)
    if (form and form.level) or above.spread != look.spread:
        return False
    if above.style != look.style or not (look.spread or above.style):
        return False
    return above.size_pt == look.size_pt and (above.face, above.bold) == (look.face, look.bold)


def title_reason(page: UnitPage, title: Sequence[int]) -> tuple[str, float]:
    """Why some passages are the title, and how sure that is."""
    best = max((title_score(page, page.looks[at]) for at in title), default=0)
    look = page.looks[title[0]] if title else None
    reason = "style" if look and look.style.lower() in ("title", "标题") else "place-and-face"
    return reason, min(0.97, 0.4 + 0.1 * best)


def addressee_confidence(look: PassageLook) -> float:
    """How sure a line is that of the 主送机关; 0 if it is none."""
    text = solid(look.text)
    if (
        not text.endswith(("：", ":"))
        or not 3 <= len(text) <= 160
        or re.search("[。；：:]", text[:-1])
    ):
        return 0.0
    if look.spread or look.right or number_form(text) or any(word in text for word in GREETED):
        return 0.0
    if not any(word in text for word in BODIES) or text.startswith(("附件", "抄送", "主题词")):
        return 0.0
    flush = look.indent_chars + look.left_chars < 1
    several = "各" in text or "、" in text
    if not flush and several and look.indent_chars + look.left_chars <= 2.5:
        return 0.6
    return (
        0.95 if flush and ("各" in text or "、" in text or "，" in text) else 0.8 if flush else 0.0
    )
