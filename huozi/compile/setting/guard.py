"""The guard: our hooks hold for one WeasyPrint, known by its version and by its sources."""

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from huozi.values.errors import machine_error

VERSION = "70.0"

#: Files with what we replace, call or imitate: the digest of each, and its names. Whole files,
#: since to cut functions out of them takes a tenth of the time in which one unit is set. When
#: WeasyPrint is raised: read the changes of each name, mend what leans on it, then put in the
#: digests that `digests()` computes.
KNOWN: Mapping[str, tuple[str, str]] = {
    "__init__.py": ("7cd0f4ae8569eac9", "HTML.__init__"),
    "css/__init__.py": ("77ad7287f90d7cfa", "AnonymousStyle.__missing__, ComputedStyle"),
    "document.py": ("f08f91af64563f5f", "Document._render, get_html_metadata"),
    "draw/__init__.py": (
        "fb6fcee79a80059c",
        "draw_block_level, draw_inline_level, draw_outline, draw_stacking_context",
    ),
    "draw/border.py": ("cee7e6540a8bbae0", "draw_outline"),
    "draw/text.py": ("c9a450aa209277e7", "draw_first_line, draw_text, draw_text_decoration"),
    "formatting_structure/boxes.py": (
        "8ffd28ab74a149f0",
        "Box.copy, Box.descendants, Box.establishes_formatting_context, Box.is_in_normal_flow, "
        "FootnoteAreaBox, InlineLevelBox.remove_decoration, ParentBox.copy_with_children, "
        "ParentBox.page_values",
    ),
    "formatting_structure/build.py": ("335ad8b541295d6b", "create_anonymous_boxes, element_to_box"),
    "layout/__init__.py": (
        "f226ba97ad21e447",
        "LayoutContext._update_footnote_area, LayoutContext.add_running_element, "
        "LayoutContext.layout_footnote, LayoutContext.report_footnote, "
        "LayoutContext.unlayout_footnote, layout_document",
    ),
    "layout/absolute.py": (
        "240e268cec1e66dd",
        "AbsolutePlaceholder.__init__, AbsolutePlaceholder.translate",
    ),
    "layout/background.py": ("3d98949e4fe71bc7", "layout_box_backgrounds"),
    "layout/block.py": (
        "9457dca0528c378f",
        "_add_break_values, _break_line, _in_flow_layout, _linebox_layout, "
        "_out_of_flow_layout, block_level_layout, block_level_page_break, collapse_margin, "
        "find_earlier_page_break",
    ),
    "layout/float.py": ("4e6cc308ad2a7d2a", "avoid_collisions"),
    "layout/inline.py": (
        "0e7c1569330f5473",
        "_adjust_line_height, _out_of_flow_layout, aligned_subtree_verticality, atomic_box, "
        "get_next_linebox, inline_box_verticality, iter_line_boxes, line_box_verticality, "
        "skip_first_whitespace, split_inline_box, split_text_box",
    ),
    "layout/leader.py": ("c24948d1a2f24f1d", "handle_leader"),
    "layout/page.py": (
        "d99c5aceb36d4586",
        "make_all_pages, make_margin_boxes, make_page, remake_page",
    ),
    "layout/percent.py": ("bac190e240dce17b", "resolve_one_percentage, resolve_percentages"),
    "layout/preferred.py": (
        "a7973703cd8ac5fa",
        "adjust, inline_line_widths, inline_max_content_width, inline_min_content_width, "
        "max_content_width, min_content_width",
    ),
    "layout/table.py": ("3a5b6442410f18e6", "table_layout"),
    "pdf/fonts.py": ("9ad9a202a416b845", "Font.__init__, build_fonts_dictionary"),
    "pdf/stream.py": (
        "4faf9169d1970d46",
        "Stream.add_font, Stream.add_group, Stream.artifact, Stream.begin_text, Stream.end_text, "
        "Stream.marked, Stream.set_font_size",
    ),
    "stacking.py": ("e9ce9e67f071b5c6", "StackingContext.from_page, _dispatch"),
    "text/fonts.py": (
        "59d74d0c161349b8",
        "get_font_description, get_hb_object_data, get_pango_font_key",
    ),
    "text/line_break.py": (
        "1f5a855ad992e0be",
        "Layout.get_first_line, Layout.set_text, Layout.setup, _font_style_cache_key, "
        "create_layout, line_size, strut",
    ),
}


def check(known: Mapping[str, tuple[str, str]] = KNOWN, expected: str = VERSION) -> None:
    """Raise MachineError unless the installed WeasyPrint is the one the hooks were written for."""
    found = version("weasyprint")
    command = f"python -m pip install weasyprint=={expected}"
    if found != expected:
        raise machine_error(
            "engine-differs", expected=expected, found=found, where="-", command=command
        )
    differing = [name for name, digest in digests(known).items() if digest != known[name][0]]
    if differing:
        raise machine_error(
            "engine-differs",
            expected=expected,
            found=found,
            where=", ".join(differing),
            command=f"{command} --force-reinstall",
        )


def digests(names: Mapping[str, tuple[str, str]] = KNOWN) -> dict[str, str]:
    """The digest of each named file as installed; empty where it is gone."""
    spec = find_spec("weasyprint")
    root = Path(spec.origin).parent if spec and spec.origin else Path()
    return {name: _digest(root / name) for name in names}


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""
