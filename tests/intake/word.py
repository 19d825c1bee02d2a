"""Word files made in the tests: a body, and whatever parts beside it."""

import io
import zipfile
from collections.abc import Mapping

from huozi.intake.count import counted
from huozi.intake.document import read_package
from huozi.intake.ledger import check_balance
from huozi.intake.package import Package
from huozi.intake.values import AtomKind, Origin, WordAtom, WordParagraph, WordSpot, WordText

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "x": "urn:of-nobody",
}
DECLARED = " ".join(f'xmlns:{prefix}="{full}"' for prefix, full in SPACES.items())
ORIGIN = Origin("稿.docx", "docx", "")


def xpath(spot: WordSpot) -> str:
    """The run of a place as an XPath into its part."""
    return f"(//w:r)[{spot.run}]"


def root(name: str, inside: str, more: str = "") -> str:
    return f"<{name} {DECLARED} {more}>{inside}</{name}>"


def p(inside: str = "", properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(text: str = "", properties: str = "", inside: str = "") -> str:
    said = f'<w:t xml:space="preserve">{text}</w:t>' if text else ""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{looks}{said}{inside}</w:r>"


def field(instruction: str, result: str | None = None) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = "" if result is None else char("separate") + result
    told = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return char("begin") + told + shown + char("end")


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Relations by id: the last word of a type, and a target; addresses are external."""
    outside = ' TargetMode="External"'
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{outside if ':' in target else ''}/>"
        for key, (kind, target) in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'


def docx(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    more: str = "",
) -> bytes:
    """A package. `parts` are members by name below word/; `links` are relations of the text."""
    known = {"styles.xml": "styles", "numbering.xml": "numbering", "footnotes.xml": "footnotes",
             "endnotes.xml": "endnotes", "comments.xml": "comments",
             "theme/theme1.xml": "theme"}  # fmt: skip
    parts = dict(parts or {})
    named = {f"known{at}": (known[name], name) for at, name in enumerate(parts) if name in known}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("_rels/.rels", relations({"r1": ("officeDocument", "word/document.xml")}))
        file.writestr("word/document.xml", root("w:document", f"<w:body>{body}</w:body>", more))
        file.writestr("word/_rels/document.xml.rels", relations(named | dict(links or {})))
        for name, content in parts.items():
            file.writestr(f"word/{name}", content)
    return made.getvalue()


def repacked(data: bytes, members: Mapping[str, bytes | None]) -> bytes:
    """A package with some members changed, added, or (None) taken away."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        held = {name: old.read(name) for name in old.namelist()} | dict(members)
        for name, content in held.items():
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()


def read(data: bytes) -> WordText:
    """The text of a package, whose ledger balances, and whose places are where they say."""
    text = read_package(data, ORIGIN)
    check_balance(text, counted(Package(data, ORIGIN.name)))
    return text


def read_body(body: str, **more: object) -> WordText:
    return read(docx(body, **more))  # type: ignore[arg-type]


def atoms(body: str, **more: object) -> list[WordAtom]:
    return list(read_body(body, **more).atoms)


def pairs(body: str, **more: object) -> list[tuple[str, str]]:
    """Kind and text of all atoms."""
    return [(str(atom.kind), atom.text) for atom in atoms(body, **more)]


def paragraphs(text: WordText) -> list[WordParagraph]:
    return [block for block in text.blocks if isinstance(block, WordParagraph)]


def labels(text: WordText) -> list[str]:
    kinds = (AtomKind.NUMBER, AtomKind.BULLET)
    return [atom.text for atom in text.atoms if atom.kind in kinds]
