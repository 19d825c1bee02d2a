"""Sets WeasyPrint's inline content by our line composer.

    LineBox ──paragraph──▶ tokens ──compose──▶ Composition ──lines──▶ finished LineBoxes
                              ▲                                            │
                           glyphs (learnt through Pango)                 draw ──▶ page stream

`document(style)` composes what is laid out inside it, while the hooks are in force
(`huozi.compile.hooks`). Everything above the line box (pages, notes, tables, columns, tags) stays
WeasyPrint's.

A text box whose element carries `data-slot="NAME"` is drawn between `/HzSlot <</Name (NAME)>> BDC`
and `EMC`, its glyphs in one plain hexadecimal string: the linker puts other figures in.
"""

from huozi.compile.setting.report import SettingReport
from huozi.compile.setting.session import document

__all__ = ["SettingReport", "document"]
