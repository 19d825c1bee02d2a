"""The line style and the report that are in force while a document is laid out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from huozi.compile.setting.report import SettingReport
from huozi.values.style import Kinsoku, LineStyle, Prefer, Punctuation

#: Custom property by which a stylesheet changes the line style of a part of the document:
#: `.law { --huozi-line: kaiming strict push-in gap=0.2 hang }`. It is inherited, and words that
#: are left out keep the document's choice.
LINE_PROPERTY = "__huozi_line"  # as WeasyPrint names `--huozi-line`


@dataclass
class Session:
    """The setting of one document."""

    style: LineStyle
    report: SettingReport
    styles: dict[str, LineStyle] = field(default_factory=dict)

    def style_of(self, css: Mapping[str, Any]) -> LineStyle:
        """The line style of a box, from its computed CSS."""
        tokens = css[LINE_PROPERTY]
        if not tokens:
            return self.style
        words = " ".join(token.serialize() for token in tokens)
        if words not in self.styles:
            self.styles[words] = read_style(words, self.style)
        return self.styles[words]


_current: ContextVar[Session | None] = ContextVar("huozi-setting", default=None)


def current() -> Session | None:
    """The session in force; None where WeasyPrint sets lines by itself."""
    return _current.get()


@contextmanager
def document(style: LineStyle = LineStyle()) -> Iterator[SettingReport]:
    """Compose all lines laid out inside the block in `style`; yields the report."""
    report = SettingReport()
    token = _current.set(Session(style, report))
    try:
        yield report
    finally:
        _current.reset(token)


def read_style(words: str, base: LineStyle = LineStyle()) -> LineStyle:
    """Parse the words of `--huozi-line` into a line style, over `base`.

    Words: a punctuation scheme, a kinsoku level, a preference, `gap=<em>`, `hang`, `no-hang`,
    `hyphens`, `no-hyphens`, `turned`. Unknown words are ignored, as CSS ignores what it does not
    know.
    """
    for word in words.replace(" =", "=").replace("= ", "=").split():
        if word in set(Punctuation):
            base = replace(base, punctuation=Punctuation(word))
        elif word in set(Kinsoku):
            base = replace(base, kinsoku=Kinsoku(word))
        elif word in set(Prefer):
            base = replace(base, prefer=Prefer(word))
        elif word.startswith("gap="):
            base = replace(base, gap_em=float(word[4:]))
        elif word in ("hyphens", "no-hyphens"):
            base = replace(base, hyphens=word == "hyphens")
        elif word == "turned":
            base = replace(base, turned=True)
        elif word in ("hang", "no-hang"):
            base = replace(base, hanging=word == "hang")
    return base
