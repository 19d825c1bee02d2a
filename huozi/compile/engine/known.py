"""The parts of WeasyPrint that we rely on, each with its digest.

Parts are functions, classes and tables that we hook, call or imitate, and those that call what we
hook. A new one is written here with an empty digest; then `scripts/guarded.py --write` fills it in.
"""

from typing import NamedTuple


class File(NamedTuple):
    """A file of WeasyPrint: the digest of the whole, and of each part that we rely on."""

    digest: str
    parts: dict[str, str]


#: Made by `scripts/guarded.py --write`: names are ours, digests its.
VERSION = "70.0"
KNOWN: dict[str, File] = {
    "__init__.py": File(
        "7cd0f4ae8569eac9",
        {
            "CSS": "926b81ac688150fa",
            "HTML": "4063e6974ccf6954",
        },
    ),
    "css/__init__.py": File(
        "77ad7287f90d7cfa",
        {
            "AnonymousStyle": "a03e4d782f9362dc",
            "ComputedStyle": "81058362562f6d10",
            "StyleFor": "51c333bbcae876a8",
        },
    ),
    "css/properties.py": File(
        "872a2e5602b5f52d",
        {
            "INHERITED": "863074863f37ddd4",
        },
    ),
    "css/targets.py": File(
        "dc7a175f80bbca47",
        {
            "TargetCollector.collect_anchor": "18935868ec012d64",
        },
    ),
    "document.py": File(
        "f08f91af64563f5f",
        {
            "Document": "8ede87771cd83056",
            "Page": "3c056032e668961f",
        },
    ),
    "draw/__init__.py": File(
        "fb6fcee79a80059c",
        {
            "draw_block_level": "f4e6041f67ae9f8a",
            "draw_inline_level": "83010c6dec6afc79",
            "draw_stacking_context": "c97878300f32df3c",
        },
    ),
    "draw/border.py": File(
        "cee7e6540a8bbae0",
        {
            "draw_outline": "f1dcbcdd050bb2d3",
        },
    ),
    "draw/color.py": File(
        "c68aaae8b9a4c8dd",
        {
            "get_color": "430654324e867487",
        },
    ),
    "draw/text.py": File(
        "c9a450aa209277e7",
        {
            "draw_first_line": "df38b8753e86c3ba",
            "draw_text": "d1cfa769e258eb9a",
            "draw_text_decoration": "761d9925c37ee642",
        },
    ),
    "formatting_structure/boxes.py": File(
        "8ffd28ab74a149f0",
        {
            "AtomicInlineLevelBox": "75a2bff34be2ab9c",
            "BlockBox": "ae2fbe4434ec6654",
            "BlockContainerBox": "c2df7bd7eb2c4036",
            "BlockLevelBox": "d59e313de8861e5e",
            "BlockReplacedBox": "fcb70aab1e393b62",
            "Box": "110b2400932a20b6",
            "FootnoteAreaBox": "8cae37d7a1886a3f",
            "InlineBlockBox": "5fb436fad7551f64",
            "InlineBox": "77a4a9e5242dab98",
            "InlineLevelBox": "05dfa7c4232bd0da",
            "LineBox": "8fa5e131b5e95c74",
            "PageBox": "35e19c6c5d7d7669",
            "ParentBox": "da4d4f0b52355b34",
            "ReplacedBox": "13275132c47ecb9f",
            "TableBox": "250d9a4010e69266",
            "TableRowBox": "8041d4e0d0d3eef9",
            "TextBox": "2128b22ee8d30484",
        },
    ),
    "formatting_structure/build.py": File(
        "335ad8b541295d6b",
        {
            "build_formatting_structure": "326c9349c62a9356",
            "create_anonymous_boxes": "4d0b57f1d2453509",
            "element_to_box": "c489ce6eb1c8c4dc",
        },
    ),
    "html.py": File(
        "a11b729157862291",
        {
            "get_html_metadata": "6eee415b69037546",
        },
    ),
    "layout/__init__.py": File(
        "f226ba97ad21e447",
        {
            "LayoutContext": "b84bfc05f3beda0f",
            "layout_document": "421aba4c280938be",
        },
    ),
    "layout/absolute.py": File(
        "240e268cec1e66dd",
        {
            "AbsolutePlaceholder": "ec046e88c727dc40",
            "absolute_box_layout": "4416fa861d64f2e0",
        },
    ),
    "layout/background.py": File(
        "3d98949e4fe71bc7",
        {
            "layout_backgrounds": "4ec76be6ca7fdbf9",
            "layout_box_backgrounds": "3a31f4bc48483de6",
        },
    ),
    "layout/block.py": File(
        "9457dca0528c378f",
        {
            "_add_break_values": "28c7bb2464a95898",
            "_break_line": "d1d7a55d46f4265d",
            "_in_flow_layout": "65c816057d3253a4",
            "_linebox_layout": "2edf8a7e471b161a",
            "_out_of_flow_layout": "fe6a0d245e974c75",
            "block_container_layout": "85c099075fd383b1",
            "block_level_layout": "6b8ad2cbf57702fa",
            "block_level_layout_switch": "ed614e4c9d87e309",
            "block_level_page_break": "613aef275d5c8f57",
            "collapse_margin": "0ab76181308e38d8",
            "find_earlier_page_break": "e29294e5e36398a9",
            "remove_placeholders": "c7196fdc1f9c6cc9",
        },
    ),
    "layout/column.py": File(
        "83ae1a3e83596293",
        {
            "_create_column_box": "fc8a8da44b12e233",
            "columns_layout": "8930a5a90bea721c",
        },
    ),
    "layout/float.py": File(
        "4e6cc308ad2a7d2a",
        {
            "avoid_collisions": "9414233392f728db",
            "float_layout": "be48193cfb2bcf9f",
        },
    ),
    "layout/grid.py": File(
        "88427801655dbdf3",
        {
            "_resolve_tracks_sizes": "3f33a4988637bfbf",
            "grid_layout": "daec995c54629143",
        },
    ),
    "layout/inline.py": File(
        "0e7c1569330f5473",
        {
            "_adjust_line_height": "4a074e00c9d34358",
            "_out_of_flow_layout": "f1e0515f8bb834bd",
            "aligned_subtree_verticality": "22ee58846177e235",
            "atomic_box": "7bdc202808f21ba4",
            "get_next_linebox": "85f1eff36fce2a08",
            "inline_block_box_layout": "120bb5858283a5c3",
            "inline_box_verticality": "3f852485b1fca372",
            "iter_line_boxes": "6133a0ef6e562fad",
            "line_box_verticality": "ece07952f8c3b368",
            "skip_first_whitespace": "8b59fadfb638461c",
            "split_inline_box": "039bca5ab9589160",
            "split_inline_level": "8098bdbd3e2d7c03",
            "split_text_box": "eb75c8b916afcf2c",
        },
    ),
    "layout/leader.py": File(
        "c24948d1a2f24f1d",
        {
            "handle_leader": "a7f944a205e41cd0",
        },
    ),
    "layout/page.py": File(
        "d99c5aceb36d4586",
        {
            "make_all_pages": "18987bbc6ea9e804",
            "make_margin_boxes": "ff19320efeb0e696",
            "make_page": "956a4c5f9b42bac8",
            "remake_page": "54219cdedd6586a9",
            "set_page_type_computed_styles": "aed6c0aac2b45f5b",
        },
    ),
    "layout/percent.py": File(
        "bac190e240dce17b",
        {
            "resolve_one_percentage": "8abbba7df518308d",
            "resolve_percentages": "92016b948f740deb",
        },
    ),
    "layout/preferred.py": File(
        "a7973703cd8ac5fa",
        {
            "adjust": "8b98f66a39301950",
            "inline_line_widths": "03e495465273a5fe",
            "inline_max_content_width": "44ae18a604d4fc0b",
            "inline_min_content_width": "b08f7cabeb29ea11",
            "max_content_width": "56acc6b71da9fc3f",
            "min_content_width": "1917bbe274d89c19",
            "table_and_columns_preferred_widths": "40bc1e0877bd239f",
        },
    ),
    "layout/table.py": File(
        "3a5b6442410f18e6",
        {
            "auto_table_layout": "853ec35d5a81da30",
            "fixed_table_layout": "13a30ea0b5b0838e",
            "table_layout": "09a10bccbad258d1",
            "table_wrapper_width": "93420b07889b5bcc",
        },
    ),
    "logger.py": File(
        "3c1e715fc63e3391",
        {
            "LOGGER": "d84399d558507f0e",
        },
    ),
    "pdf/__init__.py": File(
        "426e0855db047312",
        {
            "_use_references": "da9c08e65dfde242",
        },
    ),
    "pdf/fonts.py": File(
        "9ad9a202a416b845",
        {
            "Font": "dc2c377ba9ac61e7",
            "build_fonts_dictionary": "934910c919b576e9",
        },
    ),
    "pdf/stream.py": File(
        "4faf9169d1970d46",
        {
            "Stream": "ed8183a339ebc0ef",
        },
    ),
    "stacking.py": File(
        "e9ce9e67f071b5c6",
        {
            "StackingContext": "87bd9b10d471ebef",
            "_dispatch": "2fc0a5fb39e54cb4",
            "_dispatch_children": "542d5fea5c72405c",
        },
    ),
    "text/ffi.py": File(
        "530e83118f7841d2",
        {
            "FROM_UNITS": "f844f7fd3d6158a2",
            "ffi": "6e27f5d27fa084b1",
            "ffi.cdef": "80fc789336f14535",
            "fontconfig": "7feb39e2dd0b7a44",
            "harfbuzz": "3a77dee578a60523",
            "pango": "e70bdd36fd60af44",
            "pangoft2": "d9f15edead073940",
        },
    ),
    "text/fonts.py": File(
        "59d74d0c161349b8",
        {
            "FontConfiguration": "6a8b15f25aa4cf34",
            "get_font_description": "be554c07a53fc092",
            "get_hb_object_data": "a921ed57bd7b3498",
            "get_pango_font_key": "cc14d053f6d7e83c",
        },
    ),
    "text/line_break.py": File(
        "1f5a855ad992e0be",
        {
            "Layout": "ba2e4044f7c752d3",
            "_font_style_cache_key": "1706ee7ab12a142d",
            "create_layout": "5d4b11726a68d0a4",
            "line_size": "186816fcede28485",
            "strut": "e0631a4e87ce02c2",
        },
    ),
    "urls.py": File(
        "e9bcafd1a4edee60",
        {
            "FatalURLFetchingError": "d85772987aeb1b1b",
            "URLFetcher": "292c409a86bbec4c",
            "URLFetcherResponse": "7bfc5783963f228e",
        },
    ),
}
