"""Numbers that passages begin with: their form, value and level, typed or automatic alike."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.looks import PassageLook
from huozi.intake.outcome import IntakeNotice
from huozi.intake.passages import FlowPassage
from huozi.read.text import han_number

#: More than any number has, with what follows it.
_LONGEST = 20

#: What stands behind 1.5 where it is a quantity.
_UNITS = "0-9%％.．倍万亿千元米吨个亩"
_DOTTED = "[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}"
_HAN = "一二三四五六七八九十百零〇○"
_FIGURE = "[0-9０-９]{1,3}"
_FORMS = (
    ("chapter", 1, re.compile(rf"第([{_HAN}]{{1,6}}|{_FIGURE})[编篇章]")),
    ("section", 2, re.compile(rf"第([{_HAN}]{{1,6}}|{_FIGURE})节")),
    ("article", 0, re.compile(rf"第([{_HAN}千]{{1,9}}|{_FIGURE})条")),
    ("han", 1, re.compile(rf"([{_HAN}]{{1,6}})[、.．]")),
    ("han-bracket", 2, re.compile(rf"[（(]([{_HAN}]{{1,6}})[）)]")),
    ("figures", 0, re.compile(rf"({_DOTTED})(?![{_UNITS}])[.．、]?")),
    ("figure", 3, re.compile(rf"({_FIGURE})[.．、](?![0-9０-９])")),
    ("figure-bracket", 4, re.compile(rf"[（(]({_FIGURE})[）)]")),
    ("half-bracket", 0, re.compile(rf"({_FIGURE})[）)]")),
    ("circle", 0, re.compile("([①-⑳])")),
    ("letter", 0, re.compile(r"([A-Za-z])[.．、)）]")),
)  # fmt: skip


class NumberForm(Struct, frozen=True):
    """The number of a passage. Level 0: none that is for headings."""

    form: str
    value: int
    level: int
    sign: str


def number_form(text: str) -> NumberForm | None:
    """The number a text begins with."""
    return _form_of(text[:_LONGEST])


@lru_cache(4096)
def _form_of(text: str) -> NumberForm | None:
    for name, level, form in _FORMS:
        if match := form.match(text):
            if name == "figures":
                dots = re.split("[.．]", match[1])
                return NumberForm(f"{name}-{len(dots)}", int(dots[-1]), len(dots), match[0])
            return NumberForm(name, _value(match[1]), level, match[0])
    return None


def _value(written: str) -> int:
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    if written.isascii() and written.isalpha():
        return ord(written.lower()) - ord("a") + 1
    return han_number(written.replace("○", "〇"))


def switches(looks: Mapping[int, PassageLook], items: Sequence[object]) -> tuple[IntakeNotice, ...]:
    """Sequences that go on with typed numbers behind automatic ones, or the reverse.

    One notice for each, at the first switch, with their count.
    """
    last: dict[str, tuple[int, bool, int]] = {}  # value, automatic, which sequence
    found: dict[int, IntakeNotice] = {}
    for at, look in looks.items():
        form, item = number_form(look.text), items[at]
        if form is None or not isinstance(item, FlowPassage):
            continue
        made = bool(look.number)
        before = last.get(form.form)
        goes_on = before is not None and before[0] + 1 == form.value
        chain = before[2] if before and goes_on else at
        last[form.form] = form.value, made, chain
        if before and goes_on and before[1] != made:
            detail = "typed-to-automatic" if made else "automatic-to-typed"
            first = found.get(chain)
            found[chain] = (
                replace(first, count=first.count + 1)
                if first
                else IntakeNotice("number-switch", look.text[:40], item.paragraph.spot, detail)
            )
    return tuple(found.values())
