"""The title of a text that comes with no more than Markdown: its first headings are the title."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from huozi.read.report import Reporter
from huozi.read.residue import check_field
from huozi.read.text import composed, fold_spaces

#: Keys that programs for web sites read, and a press does not.
FOREIGN_KEYS = frozenset({
    "abbrlink", "aliases", "aside", "bookCollapseSection", "build", "cascade",
    "categories", "category", "comments", "cover", "created", "cssClass", "cssclass",
    "cssclasses", "custom_edit_url", "description", "dir", "displayed_sidebar", "draft",
    "editLink", "excerpt", "expiryDate", "featured", "features", "footer", "has_children", "head",
    "headless", "hero", "hide_table_of_contents", "hide_title", "icon", "id", "image",
    "isCJKLanguage", "isOriginal", "katex", "keywords", "lang", "lastUpdated", "lastmod", "layout",
    "linkTitle", "linktitle", "markup", "math", "mathjax", "menu", "menus", "modified", "nav",
    "nav_order", "navbar", "next", "order", "outline", "outputs", "pageClass", "pagination_label",
    "pagination_next", "pagination_prev", "parent", "password", "permalink", "pin", "prev",
    "publishDate", "published", "series", "sidebar", "sidebarDepth", "sidebar_class_name",
    "sidebar_label", "sidebar_position", "sitemap", "slug", "star", "sticky", "summary", "tag",
    "tags", "thumbnail", "toc", "toc_max_heading_level", "toc_min_heading_level", "top",
    "translationKey", "type", "unlisted", "updated", "url", "uuid", "weight",
})  # fmt: skip

_TITLE = re.compile(r"#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
#: A name behind a title, as other programs have it: links lead to the file.
_NAME = re.compile(r"[ \t]*(\{#[^{}\s]+\})$")
_LONGEST = 200


class FirstHeadings(Struct, frozen=True):
    """What a body begins with, and the body with empty lines in its place."""

    titles: tuple[str, ...]
    line: int  # of the first title, in the body, from 1
    body: str
    names: tuple[str, ...] = ()  # in braces behind them


def opening(body: str) -> FirstHeadings:
    """The headings of one sign `#` at the beginning, above all but comments and empty lines."""
    lines, titles, names, first, hidden = body.split("\n"), [], list[str](), 0, False
    for at, line in enumerate(lines):
        hidden = hidden or line.lstrip().startswith("<!--")
        title = None if hidden else _TITLE.fullmatch(line)
        if title and title[1]:
            bare = _NAME.sub("", title[1])
            titles.append(bare or title[1])
            names += [title[1][len(bare) :].strip()] if bare and bare != title[1] else []
            first, lines[at] = first or at + 1, ""
        elif not hidden and line.strip():
            break
        hidden = hidden and "-->" not in line
    return FirstHeadings(tuple(titles), first, "\n".join(lines), tuple(names))


def entitled(
    values: Mapping[str, Any], found: FirstHeadings, offset: int, report: Reporter
) -> dict[str, Any]:
    """The values of the front matter with the title that the text itself begins with."""
    line = found.line + offset
    titles = tuple(composed(fold_spaces(title)) for title in found.titles)
    title = "　".join(titles)
    check_field(title, line, "title", report)
    if len(title) > _LONGEST:
        report.error("text-too-long", line, key="title", count=len(title), limit=_LONGEST)
    return {**values, "title": title, "title_lines": titles if len(titles) > 1 else ()}


def level_of(signs: int, shift: int) -> int:
    """The level of a heading of so many `#`: two are the first, unless the text uses one, too."""
    return max(signs - 1 + shift, 1)


def closing(written: str, content: str) -> str:
    """The `#` at the end of a heading, which Markdown drops: as many as before it are usual."""
    if not written.endswith("#") or content.endswith("#"):
        return ""
    return "#" * (len(written) - len(written.rstrip("#")))
