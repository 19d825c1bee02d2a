"""Names of Office Open XML (ECMA-376, ISO/IEC 29500): namespaces, and how names are written here.

A package may be written in the strict namespaces; they are read as the transitional ones.
"""

from functools import cache

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V_NS = "urn:schemas-microsoft-com:vml"
O_NS = "urn:schemas-microsoft-com:office:office"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
C_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
PACKAGE_NS = "http://schemas.openxmlformats.org/package/2006/relationships"

#: Strict namespaces (ISO/IEC 29500-1) and the transitional ones that say the same.
STRICT = {
    f"http://purl.oclc.org/ooxml/{strict}": f"http://schemas.openxmlformats.org/{transitional}"
    for strict, transitional in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("drawingml/picture", "drawingml/2006/picture"),
        ("drawingml/diagram", "drawingml/2006/diagram"),
        ("drawingml/chart", "drawingml/2006/chart"),
        ("officeDocument/extendedProperties", "officeDocument/2006/extended-properties"),
        ("officeDocument/customXml", "officeDocument/2006/customXml"),
    )
}

_PREFIXES = {
    "w": W_NS, "r": R_NS, "m": M_NS, "a": A_NS, "mc": MC_NS, "v": V_NS, "o": O_NS, "wp": WP_NS,
    "w14": W14_NS,
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "c": C_NS,
}  # fmt: skip


@cache
def tag(name: str) -> str:
    """`w:p` as lxml writes it: {namespace}p."""
    prefix, _, local = name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def tags(prefix: str, names: str) -> frozenset[str]:
    """Several names of one namespace, with blanks between them."""
    return frozenset(tag(f"{prefix}:{name}") for name in names.split())


def shown(name: str) -> str:
    """A name of lxml's as people write it: w:p; unknown namespaces in full."""
    namespace, _, local = name.removeprefix("{").rpartition("}")
    prefix = next((short for short, full in _PREFIXES.items() if full == namespace), None)
    return f"{prefix}:{local}" if prefix else name
