"""The checks: each a function from a job to the faults it finds, whose docstring says why.

To add one, write it beside those on the same subject, put it into the list, and its words into
`huozi/messages/preflight.*`.
"""

from huozi.preflight.checks import (
    annotations,
    book,
    boxes,
    contents,
    file,
    fonts,
    grid,
    images,
    inks,
    lines,
    standards,
    tags,
    text,
)  # fmt: skip
from huozi.preflight.job import Check

CHECKS: tuple[Check, ...] = (
    file.protection, file.content, file.page_count,
    boxes.boxes, boxes.bleed, boxes.near_trim,
    inks.colour, inks.registration, inks.rich_black, inks.tinted_text, inks.hairlines,
    inks.ink_coverage, images.image_resolution, images.image_colour,
    fonts.fonts_embedded, fonts.fonts_subset, fonts.fonts_allowed, fonts.fonts_type3,
    fonts.unmapped, fonts.notdef,
    inks.overprint, file.layers, inks.transparency,
    standards.output_intent, standards.pdfx, standards.pdfa,
    tags.screen, tags.tagged_content, tags.tag_parents, tags.figures_told, tags.links_told,
    annotations.annotations,
    book.part_pages, book.blank_pages, book.folios, contents.contents, book.outline_titles,
    lines.line_edges, grid.grid, lines.overlaps, boxes.spine, text.text,
)  # fmt: skip
