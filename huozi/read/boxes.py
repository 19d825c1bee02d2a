"""Boxes with a title 提示框: their names, and the titles that the house gives them. Known without
the parser, which a run that reads nothing anew does not load.
"""

#: Kinds of boxes with a title, by their names in Chinese and English → class, and the title where
#: none is typed.
ASIDES = {
    "说明": ("note", "说明"), "note": ("note", "说明"), "info": ("note", "说明"),
    "提示": ("tip", "提示"), "tip": ("tip", "提示"),
    "重要": ("important", "重要"), "important": ("important", "重要"),
    "注意": ("caution", "注意"), "caution": ("caution", "注意"),
    "警告": ("warning", "警告"), "warning": ("warning", "警告"),
}  # fmt: skip
#: Titles that the house gives, in simplified characters.
HOUSE_TITLES = frozenset(title for _, title in ASIDES.values())
