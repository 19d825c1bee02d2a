"""`python -m benchmarks.manuscripts`: Word manuscripts read, and how long it takes.

Makes files of a length and number (500,000 characters in 50 by default) with the constructs of
real manuscripts in the shares they have there: automatic numbers, tables with merged cells, text
boxes in two branches, notes, fields, tracked changes; runs as short as Word leaves them, each with
its properties. Reads each as `receive` does, in quarantine, with the ledger, and prints what it
took. `--folder` keeps the files.
"""

import argparse
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from huozi.intake.receive import read_received
from huozi.intake.values import Origin
from tests.intake.receiving import receive

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{name}+xml"/>'
        for name in ("numbering", "footnotes", "styles")
    )
    + "</Types>"
)
_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就"
    "分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
_LOOK = (
    '<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋_GB2312" '
    'w:hint="eastAsia"/><w:sz w:val="32"/><w:szCs w:val="32"/>{}</w:rPr>'
)
_TYPED = "（一）（二）（三）1、2、3、①②第一条　第二条　"


class Manuscript:
    """One file, drawn from its number."""

    def __init__(self, seed: int, characters: int) -> None:
        self._draw = random.Random(seed)
        self._left = characters
        self._notes: list[str] = []
        self.data = self._packed("".join(self._blocks()))

    def _text(self, count: int) -> str:
        self._left -= count
        return "".join(self._draw.choices(_HAN, k=count - 1)) + "，"

    def _run(self, more: str = "") -> str:
        look = _LOOK.format(more)
        session = f"00A7{self._draw.randrange(9999):04}"
        return f'<w:r w:rsidR="{session}">{look}<w:t>{self._text(12)}</w:t></w:r>'

    def _inline(self) -> str:
        draw = self._draw.random()
        if draw < 0.03:
            return self._run("<w:b/>")
        if draw < 0.04:
            return (
                f'<w:ins w:id="1" w:author="某" w:date="2024-01-01T00:00:00Z">{self._run()}</w:ins>'
            )
        if draw < 0.05:
            return f'<w:fldSimple w:instr=" REF a ">{self._run()}</w:fldSimple>'
        if draw < 0.052:
            self._notes.append(self._text(110))
            return f'<w:r><w:footnoteReference w:id="{len(self._notes) + 1}"/></w:r>'
        return self._run() + '<w:proofErr w:type="spellEnd"/>'

    def _paragraph(self, runs: int) -> str:
        numbered = ""
        if self._draw.random() < 0.25:
            level, number = self._draw.randrange(3), self._draw.randrange(1, 4)
            numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        properties = f'<w:pPr>{numbered}<w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>'
        inside = "".join(self._inline() for _ in range(runs))
        return f"<w:p>{properties}{inside}</w:p>"

    def _table(self) -> str:
        rows = ""
        for at in range(8):
            merge = '<w:vMerge w:val="restart"/>' if at == 2 else "<w:vMerge/>" if at == 3 else ""
            cells = "".join(self._cell(merge if column == 0 else "") for column in range(4))
            rows += f"<w:tr>{cells}</w:tr>"
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"

    def _cell(self, merge: str) -> str:
        inside = "".join(self._paragraph(1) for _ in range(1 + (self._draw.random() < 0.1)))
        width = '<w:tcW w:w="2000" w:type="dxa"/>'
        return f"<w:tc><w:tcPr>{width}{merge}</w:tcPr>{inside}</w:tc>"

    def _box(self) -> str:
        inside = f"<w:txbxContent>{self._paragraph(1)}</w:txbxContent>"
        choice = (
            '<w:drawing><wp:inline><wp:extent cx="5000000" cy="900000"/><a:graphic><a:graphicData>'
            f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
            "</wp:inline></w:drawing>"
        )
        other = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
        return (
            f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
            f"<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent></w:r>{self._run()}</w:p>"
        )

    def _blocks(self) -> list[str]:
        found = []
        while self._left > 0:
            draw = self._draw.random()
            if draw < 0.02:
                found.append(self._table())
            elif draw < 0.04:
                found.append(self._box())
            else:
                found.append(self._paragraph(self._draw.randint(1, 14)))
        return found

    def _packed(self, body: str) -> bytes:
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText '
            f'w:val="{text}"/></w:lvl>'
            for at, (form, text) in enumerate(
                (("chineseCountingThousand", "第%1条　"), ("chineseCounting", "（%2）"),
                 ("decimal", "%3、"))
            )
        )  # fmt: skip
        lists = "".join(
            f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in (1, 2, 3)
        )
        numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}'
        notes = "".join(
            f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
            for at, note in enumerate(self._notes, 2)
        )
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="样式{n}"/><w:pPr><w:jc '
            f'w:val="both"/></w:pPr><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
            for n in range(120)
        )
        related = "".join(
            f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            for kind in ("numbering", "footnotes", "styles")
        )
        main = f'<Relationship Id="m" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in {
                "[Content_Types].xml": _TYPES,
                "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>',
                "word/_rels/document.xml.rels":
                    f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
                "word/document.xml":
                    f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
                "word/numbering.xml": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
                "word/footnotes.xml": f"<w:footnotes {_SPACES}>{notes}</w:footnotes>",
                "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
            }.items():  # fmt: skip
                file.writestr(name, content)
        return made.getvalue()


def main() -> None:
    """Make the files, read them, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=500_000)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--folder", type=Path)
    parser.add_argument(
        "--here", action="store_true", help="in this process: CPU and memory are told"
    )
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = told.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for seed in range(told.files):
            made = Manuscript(seed, told.characters // told.files)
            (folder / f"{seed:03}.docx").write_bytes(made.data)
        _read(folder, here=told.here)


def _read(folder: Path, *, here: bool) -> None:
    files = sorted(folder.glob("*.docx"))
    started, used = time.perf_counter(), time.process_time()
    characters = atoms = 0
    for file in files:
        if here:
            text = read_received(file.read_bytes(), Origin(file.name, "docx", ""))
        else:
            text = receive(file).text
        characters += sum(len(atom.text) for atom in text.atoms)  # type: ignore[union-attr]
        atoms += len(text.atoms)  # type: ignore[union-attr]
    wall, cpu = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{len(files)} files, {characters:,} characters in {atoms:,} atoms: {wall:.2f} s "
        f"({cpu:.2f} s of CPU in this process, whose peak is {peak:.0f} MiB)\n"
    )


if __name__ == "__main__":
    main()
