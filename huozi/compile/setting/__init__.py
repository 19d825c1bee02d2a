"""Setting: WeasyPrint's inline content through our composer.

    LineBox ──paragraph──▶ tokens ──compose──▶ Composition ──lines──▶ finished LineBoxes
                              ▲                                            │
                           glyphs (learnt through Pango)                 draw ──▶ page stream

`install()` puts the hooks in place, once a process; `document(style)` composes what is laid out
inside it. Everything above the line box (pages, notes, tables, columns, tags) stays WeasyPrint's.

A text box whose element carries `data-slot="NAME"` is drawn between `/HzSlot <</Name (NAME)>> BDC`
and `EMC`, its glyphs in one plain hexadecimal string: the linker puts other figures in.

WeasyPrint is imported when something is set, not before.
"""

from contextlib import AbstractContextManager

from huozi.compile.setting.report import SettingReport
from huozi.values.style import LineStyle

__all__ = ["SettingReport", "document", "install"]


def install() -> None:
    """Check that WeasyPrint is the one we know, and hook our composer into it. Idempotent.

    Raises MachineError (`engine-differs`) for any other WeasyPrint.
    """
    from huozi.compile.setting.hooks import install as hook

    hook()


def document(style: LineStyle = LineStyle()) -> AbstractContextManager[SettingReport]:
    """Compose all lines laid out inside the block in `style`; yields the report."""
    from huozi.compile.setting.session import document as begin

    return begin(style)
