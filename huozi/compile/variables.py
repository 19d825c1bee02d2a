"""The names by which templates see the content of their unit.

A book may bring templates of its own, so these names are a promise: a field that is renamed keeps
its name here.
"""

from typing import assert_never

from huozi.values.galley import (
    BookFacts,
    CaptionList,
    Content,
    ContentsList,
    EntryText,
    IndexList,
    MatterText,
    SheetFacts,
    TitleOnly,
)


def variables(content: Content) -> dict[str, object]:
    """The content of a unit by the names that its template uses."""
    match content:
        case EntryText(entry):
            return {"entry": entry}
        case MatterText(matter, title):
            return {"matter": matter, "title": title}
        case ContentsList(parts, digits, title, padded, columns):
            return {
                "parts": parts, "digits": digits, "title": title, "padded": padded,
                "columns": columns,
            }  # fmt: skip
        case CaptionList(lines, digits, title, padded):
            return {"lines": lines, "digits": digits, "title": title, "padded": padded}
        case IndexList(groups, title):
            return {"groups": groups, "title": title}
        case BookFacts(book, form):
            return {"book": book, "format": form}
        case TitleOnly(title):
            return {"title": title}
        case SheetFacts():  # the job that defines the fields brings the template
            return {name: getattr(content, name) for name in content.__struct_fields__}
    assert_never(content)
