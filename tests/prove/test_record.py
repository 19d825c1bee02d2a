"""The record beside the PDF: the same book gives the same record, on any machine."""

import json
import re
from pathlib import Path

from huozi.fonts.typecase import Face, TypeCase
from huozi.link.paginate import Extent, paginate
from huozi.prove.record import record
from huozi.values.galley import FontUse, Galley, TitleOnly, Unit
from huozi.values.manuscript import BookInfo, Manuscript, Place, Severity, finding
from huozi.values.pages import Forme
from huozi.values.rules import HOUSE_RULES
from huozi.values.style import FontRoles, LineStyle, PageFormat, UnitKind

ROOT = Path(__file__).parents[2]
PLACE = Place("content/a.md", 1)
SONG = Face("Song", "regular", Path("/usr/share/fonts/song.ttc"), "a" * 64)
KAI = Face("Kai", "regular", Path("/usr/share/fonts/kai.ttc"), "b" * 64)
USE = FontUse("ABCDEF", SONG.digest, 0, "Song", 880, -120, 4, b"")
MANUSCRIPT = Manuscript(
    BookInfo("汇编", Place("content/book.yaml")),
    PageFormat(400, 600, 10.5, 16, 29, 31, 50, 50),
    LineStyle(),
    FontRoles(),
    tuple(HOUSE_RULES.items()),
    (),
    (),
    (),
)


def made(*findings) -> dict:
    units = (
        Unit("part-1", UnitKind.PART, Place("content/book.yaml", 9), TitleOnly("经验篇"), "经验篇"),
        Unit("a", UnitKind.ARTICLE, PLACE, TitleOnly("甲"), "甲"),
        Unit("b", UnitKind.DOCUMENT, Place("content/b.md", 1), TitleOnly("乙"), "乙"),
    )
    galleys = {
        "part-1": Galley("part-1", (b"",)),
        "a": Galley(
            "a",
            (b"", b""),
            fonts=(USE,),
            counts=(("lines", 3), ("paragraphs", 2)),
            sources=((0, PLACE), (1, Place("content/a2.md", 7))),
        ),
        "b": Galley("b", (b"",), counts=(("fallback-bidi", 1), ("lines", 4))),
    }
    page_map = paginate(
        [Extent(u.id, HOUSE_RULES[u.kind], len(galleys[u.id].contents)) for u in units]
    )
    furniture, spots = Galley("furniture", (b"",) * 3), page_map.spots(galleys)
    forme = Forme(MANUSCRIPT, units, galleys, furniture, page_map, spots)
    made = record(forme, findings, TypeCase((SONG, KAI)))
    assert json.loads(made.as_json()) == json.loads(json.dumps(made.as_mapping()))
    return json.loads(made.as_json())


def test_the_versions_are_those_that_the_docs_name() -> None:
    """docs/dependencies.md says whose versions the record holds."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    named = re.search(r"records the versions of\s+(.*?)\s+that made", page, re.DOTALL)
    assert named and set(re.findall(r"\b(?!and\b)\w+", named[1])) == set(made()["versions"])


def test_where_everything_stands() -> None:
    assert made()["pages"] == 6
    assert made()["entries"] == [
        {"id": "part-1", "kind": "part", "title": "经验篇", "file": "content/book.yaml",
         "folio": "", "page": 1, "pages": 1},
        {"id": "a", "kind": "article", "title": "甲", "file": "content/a.md",
         "folio": "1", "page": 3, "pages": 2},
        {"id": "b", "kind": "document", "title": "乙", "file": "content/b.md",
         "folio": "3", "page": 5, "pages": 1},
    ]  # fmt: skip


def test_each_page_tells_where_its_first_words_were_written() -> None:
    """A page without words, or of the press's making, is told by its file alone."""
    rows = [(s["page"], s["folio"], s["entry"], s["file"], s["line"]) for s in made()["sources"]]
    assert rows == [
        (1, "", "part-1", "content/book.yaml", 0),
        (2, "", "part-1", "content/book.yaml", 0),
        (3, "1", "a", "content/a.md", 1),
        (4, "2", "a", "content/a2.md", 7),
        (5, "3", "b", "content/b.md", 0),
        (6, "", "b", "content/b.md", 0),
    ]


def test_only_fonts_that_are_used_are_named_and_never_by_their_path() -> None:
    assert made()["fonts"] == [
        {"family": "Song", "weight": "regular", "file": "song.ttc", "sha256": "a" * 64}
    ]


def test_the_counts_of_all_units_are_added_up() -> None:
    assert made()["setting"] == {"fallback-bidi": 1, "lines": 7, "paragraphs": 2}


def test_findings_are_told_in_one_language_whatever_the_locale(monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (told,) = made(finding("line-runt", PLACE, Severity.WARNING, sample="字"))["findings"]
    assert (told["code"], told["severity"], told["place"]) == (
        "line-runt", "warning", "content/a.md:1",
    )  # fmt: skip
    assert "single character" in told["message"]


def test_versions_are_told() -> None:
    assert set(made()["versions"]) >= {"huozi", "weasyprint", "pikepdf", "uharfbuzz"}
