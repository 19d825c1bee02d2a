"""Licences of the fonts in a book, for whoever prints or stores its files.

The text is the one the font's Debian package brings. A face whose package is not known is named,
so that somebody asks.
"""

from collections.abc import Sequence
from pathlib import Path

from huozi.files import read_file
from huozi.fonts.typecase import PACKAGES
from huozi.prove.record import RecordedFont
from huozi.values.manuscript import Finding, Severity, finding

_DOCUMENTS = Path("/usr/share/doc")
_LIST = "fonts/README.txt"
_LICENCE_BYTES = 4 << 20


def licences(
    fonts: Sequence[RecordedFont], documents: Path = _DOCUMENTS
) -> tuple[dict[str, bytes], list[Finding]]:
    """Files by name: a list of the fonts, and the licence text of each package."""
    files: dict[str, bytes] = {}
    findings = []
    lines = []
    for font in fonts:
        package = PACKAGES.get(font.family, "")
        text = documents / package / "copyright"
        name = f"fonts/{package}.txt"
        try:
            files[name] = read_file(text, _LICENCE_BYTES)
        except OSError:
            name = "?"
            findings.append(finding("licence-unknown", None, Severity.WARNING, family=font.family))
        lines.append(f"{font.family}\t{font.weight}\t{font.file}\t{font.sha256}\t{name}")
    files[_LIST] = ("\n".join(lines) + "\n").encode()
    return files, list(dict.fromkeys(findings))
