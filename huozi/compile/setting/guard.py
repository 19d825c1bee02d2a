"""The guard: our hooks hold for one WeasyPrint, known by its version and by its sources."""

import hashlib
import inspect
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version

from huozi.errors import machine_error

VERSION = "70.0"

#: What we replace, call or imitate, and the digest of its source. When WeasyPrint is raised: read
#: the changes of each, mend what leans on it, then put in the digests that `digests()` computes.
KNOWN: Mapping[str, str] = {
    "css:AnonymousStyle.__missing__": "d392527077647306",
    "css:ComputedStyle.__missing__": "b318d8efc8ac79d7",
    "draw.text:draw_first_line": "1bb8eae6d88e71b1",
    "draw.text:draw_text": "ebaf96239c6ca363",
    "draw.text:draw_text_decoration": "2ddf203897c2f259",
    "draw:draw_block_level": "3de9ec3ad4aaad3c",
    "draw:draw_inline_level": "068162a401d00efd",
    "draw:draw_stacking_context": "c5811b178bdff82e",
    "formatting_structure.boxes:Box.copy": "22622e6493869089",
    "formatting_structure.boxes:InlineLevelBox.remove_decoration": "baac75df4b545ea9",
    "formatting_structure.boxes:ParentBox.copy_with_children": "6b906f6c9326ab5d",
    "layout.absolute:AbsolutePlaceholder.__init__": "c21e457ad551b4d8",
    "layout.absolute:AbsolutePlaceholder.translate": "337790e823d300ec",
    "layout.block:_linebox_layout": "e07bbe000974787e",
    "layout.float:avoid_collisions": "5fc7793c573af328",
    "layout.inline:_adjust_line_height": "822443b08f53654f",
    "layout.inline:_out_of_flow_layout": "6bbd74324daf555d",
    "layout.inline:aligned_subtree_verticality": "2c53963af64fb316",
    "layout.inline:atomic_box": "928f0e7eed566627",
    "layout.inline:get_next_linebox": "67af458c2545e74f",
    "layout.inline:inline_box_verticality": "5c7109868242013b",
    "layout.inline:iter_line_boxes": "04aec48abfcad809",
    "layout.inline:line_box_verticality": "1018aadb3410f89a",
    "layout.inline:skip_first_whitespace": "deb2f1a5e2a6c035",
    "layout.inline:split_inline_box": "3a0cb7ca7e34c7ef",
    "layout.inline:split_text_box": "8c564329599ef23f",
    "layout.leader:handle_leader": "e4bf5941eb946d0b",
    "layout.percent:resolve_one_percentage": "4cfaa9ad134e4f7b",
    "layout.percent:resolve_percentages": "71673078096fcf87",
    "layout.preferred:adjust": "20ef5faa8188ca2c",
    "layout.preferred:inline_line_widths": "6c24f789e3ce5bb7",
    "layout.preferred:inline_max_content_width": "6860df1a22c6d6a7",
    "layout.preferred:inline_min_content_width": "15cde37816a624cf",
    "layout.preferred:max_content_width": "249852d3d5ed7da3",
    "layout.preferred:min_content_width": "b71e3b4858155dcb",
    "pdf.fonts:Font.__init__": "1f281166b10302a4",
    "pdf.fonts:build_fonts_dictionary": "fc551bef35d0d6c3",
    "pdf.stream:Stream.add_font": "e4226e1117477217",
    "pdf.stream:Stream.add_group": "6022122164739805",
    "pdf.stream:Stream.artifact": "be61e42186804e99",
    "pdf.stream:Stream.begin_text": "bf5f18b4689d4512",
    "pdf.stream:Stream.end_text": "967bc1ae82320060",
    "pdf.stream:Stream.marked": "3fa3acacbbf66422",
    "pdf.stream:Stream.set_font_size": "34b9096d1555895d",
    "text.fonts:get_font_description": "85734b8947b9bf64",
    "text.fonts:get_pango_font_key": "74cbeff1fac3860c",
    "text.line_break:Layout.get_first_line": "bb65cbda0e27f135",
    "text.line_break:Layout.set_text": "fe23ca9937dbf520",
    "text.line_break:Layout.setup": "fb227a55094f41d4",
    "text.line_break:_font_style_cache_key": "d6b09d54b8258d58",
    "text.line_break:create_layout": "6587192cc0ab3ffa",
    "text.line_break:line_size": "03fa04fd51fc69aa",
    "text.line_break:strut": "b57885b70dd08efe",
}


def check(known: Mapping[str, str] = KNOWN, expected: str = VERSION) -> None:
    """Raise MachineError unless the installed WeasyPrint is the one the hooks were written for."""
    found = version("weasyprint")
    command = f"python -m pip install weasyprint=={expected}"
    if found != expected:
        raise machine_error(
            "engine-differs", expected=expected, found=found, where="-", command=command
        )
    differing = [name for name, digest in digests(known).items() if digest != known[name]]
    if differing:
        raise machine_error(
            "engine-differs",
            expected=expected,
            found=found,
            where=", ".join(differing),
            command=f"{command} --force-reinstall",
        )


def digests(names: Mapping[str, str] = KNOWN) -> dict[str, str]:
    """The digest of each named function or class as installed; empty where it is gone."""
    return {name: _digest(name) for name in names}


def _digest(name: str) -> str:
    module, _, path = name.partition(":")
    try:
        thing: object = import_module(f"weasyprint.{module}")
        for part in path.split("."):
            thing = getattr(thing, part)
        source = inspect.getsource(thing)  # type: ignore[arg-type]  # sees through our hooks
    except (ImportError, AttributeError, OSError, TypeError):
        return ""
    return hashlib.sha256(source.encode()).hexdigest()[:16]
