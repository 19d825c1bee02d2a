import pytest
from msgspec.structs import replace

from huozi.read.canon import type_area
from huozi.read.manuscript import read
from huozi.read.pageformat import HOUSE
from huozi.values.length import mm
from huozi.values.rules import HOUSE_RULES
from huozi.values.style import (
    HOUSE_FANG,
    FolioStyle,
    FontRoles,
    Kinsoku,
    LineStyle,
    Prefer,
    Punctuation,
    Start,
    UnitKind,
)
from tests.books import ENTRY, make_book

LEAST = "title: 书名\nentries: [甲.md]\n"


@pytest.fixture
def book(read_book):
    """Keys of book.yaml → Manuscript."""

    def call(**keys):
        return read_book(entries={"甲.md": ENTRY}, book=keys).manuscript

    return call


def test_the_least_book(read_book):
    manuscript = read_book(entries={"甲.md": ENTRY}, book=LEAST).manuscript
    assert manuscript.book.title == "书名"
    assert (manuscript.line, manuscript.fonts) == (LineStyle(), FontRoles(unchosen=HOUSE_FANG))
    assert dict(manuscript.rules) == HOUSE_RULES
    assert [matter.kind for matter in manuscript.front] == [
        UnitKind.TITLE_PAGE,
        UnitKind.CONTENTS,
    ]
    assert [(part.title, len(part.entries)) for part in manuscript.parts] == [("", 1)]
    assert manuscript.back == ()


def test_what_is_said_of_the_book(book):
    info = book(
        title="书名",
        subtitle="副",
        editor="刘占山",
        editor_role="编",
        issuer="某部",
        date="2010-04",
        language="zh-Hans",
        material="none",
        permit="准印1",
        isbn="978-7-01-000000-8",
        copyright_lines=["甲", "乙"],
        folios={"front": "none", "body": "roman"},
    ).book
    assert (info.title, info.subtitle, info.editor, info.editor_role) == (
        "书名",
        "副",
        "刘占山",
        "编",
    )
    assert (info.issuer, info.date, info.date_display) == ("某部", "2010-04", "2010年4月")
    assert (info.language, info.material, info.permit, info.isbn) == (
        "zh-Hans",
        "none",
        "准印1",
        "978-7-01-000000-8",
    )
    assert info.copyright_lines == ("甲", "乙")
    assert (info.front_folios, info.body_folios) == (FolioStyle.NONE, FolioStyle.ROMAN)


TRIMS = [
    ("140 × 203 mm", 140, 203),
    ("140x203mm", 140, 203),
    ("14 * 20.3 cm", 140, 203),
    ("大32开", 140, 203),
    ("16开", 185, 260),
    ("32开", 130, 184),
    ("64开", 92, 126),
    ("8开", 260, 370),
    ("大32開", 140, 203),
    ("A5", 148, 210),
]


@pytest.mark.parametrize(("written", "width", "height"), TRIMS)
def test_trim_sizes(book, written, width, height):
    page = book(format={"trim": written}).format
    assert page.trim_width_pt == pytest.approx(mm(width))
    assert page.trim_height_pt == pytest.approx(mm(height))


def test_the_type_area(book):
    page = book(
        format={
            "measure": 28,
            "lines": 30,
            "size": "小四",
            "leading": "16 pt",
            "inner_margin": "1.5 cm",
            "head_margin": "16 mm",
            "trim": "A5",
        }
    ).format
    assert (page.measure_chars, page.lines, page.body_size_pt, page.leading_pt) == (28, 30, 12, 16)
    assert page.inner_margin_pt == pytest.approx(mm(15))
    assert page.head_margin_pt == pytest.approx(mm(16))


@pytest.mark.parametrize("written", [{}, {"trim": "140 × 203 mm"}, {"trim": "大32开"}])
def test_the_house_has_a_type_area_for_its_trim(book, written):
    assert book(format=written).format == HOUSE


def test_another_trim_or_size_has_one_by_the_canon(book):
    a5 = mm(148), mm(210)
    assert book(format={"trim": "A5"}).format == type_area(a5)
    assert book(format={"size": "四号"}).format == type_area((mm(140), mm(203)), 14)
    assert book(format={"trim": "A5", "lines": 24}).format == type_area(a5, lines=24)


EDGES = [
    # outer margin exactly 5 mm, a hair less; foot exactly 10 mm, a hair less
    ({"trim": "200 × 203 mm", "size": "10 mm", "leading": "10 mm", "measure": 18, "lines": 17,
      "inner_margin": "15 mm"}, True),
    ({"trim": "200 × 203 mm", "size": "10 mm", "leading": "10 mm", "measure": 18, "lines": 17,
      "inner_margin": "15.1 mm"}, False),
    ({"trim": "140 × 197 mm", "lines": 17, "leading": "10 mm", "head_margin": "17 mm"}, True),
    ({"trim": "140 × 196.9 mm", "lines": 17, "leading": "10 mm", "head_margin": "17 mm"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("page", "fits"), EDGES)
def test_margins_are_checked_to_the_point(read_book, refuse_book, page, fits):
    keys = {"title": "书", "format": page, "entries": ["甲.md"]}
    if fits:
        read_book(entries={"甲.md": ENTRY}, book=keys)
    else:
        said = refuse_book(entries={"甲.md": ENTRY}, book=keys)
        assert {code for code, _ in said} <= {"format-width", "format-height"}


def test_line_style_and_fonts(book):
    manuscript = book(
        line={
            "punctuation": "kaiming",
            "kinsoku": "strict",
            "prefer": "balanced",
            "gap": 0.125,
            "hanging": True,
        },
        fonts={"song": "宋", "kai": "楷"},
    )
    expected = LineStyle(Punctuation.KAIMING, Kinsoku.STRICT, Prefer.BALANCED, 0.125, True)
    assert manuscript.line == expected
    assert manuscript.fonts == replace(FontRoles(), song=("宋",), kai=("楷",))


def test_page_rules_change_field_by_field(book):
    manuscript = book(pages={"part": {"counted": True}, "article": {"starts": "recto"}})
    part, article = HOUSE_RULES[UnitKind.PART], HOUSE_RULES[UnitKind.ARTICLE]
    assert manuscript.rule(UnitKind.PART) == replace(part, counted=True)
    assert manuscript.rule(UnitKind.ARTICLE) == replace(article, starts=Start.RECTO)
    assert manuscript.rule(UnitKind.DOCUMENT) == HOUSE_RULES[UnitKind.DOCUMENT]


def test_parts_and_matter_keep_the_order_of_the_list(read_book):
    book = {
        "front": ["half-title", {"preface": "前.md"}, "contents"],
        "parts": [
            {"title": "二", "entries": ["b.md", "z/a.md"]},
            {"title": "一", "entries": ["a.md"]},
        ],
        "back": [{"afterword": "后.md"}, "colophon"],
    }
    names = ("a.md", "b.md", "z/a.md", "前.md", "后.md")
    files = {name: f"---\ntitle: {name}\n---\n文" for name in names}
    manuscript = read_book(entries=files, book=book).manuscript
    assert [entry.title for entry in manuscript.entries] == ["b.md", "z/a.md", "a.md"]
    assert [part.title for part in manuscript.parts] == ["二", "一"]
    front = [(matter.kind.value, matter.title, len(matter.body)) for matter in manuscript.front]
    assert front == [("half-title", "", 0), ("preface", "前.md", 1), ("contents", "目录", 0)]
    assert [matter.kind for matter in manuscript.back] == [UnitKind.AFTERWORD, UnitKind.COLOPHON]


def test_a_value_means_what_it_says_not_what_yaml_makes_of_it(read_book):
    """YAML 1.1 would make booleans, sexagesimals and dates of these."""
    book = "title: no\nsubtitle: 12:30\nissuer: 2010-04-01\neditor: 010\nentries: [甲.md]"
    info = read_book(entries={"甲.md": ENTRY}, book=book).manuscript.book
    assert (info.title, info.subtitle, info.issuer, info.editor) == (
        "no",
        "12:30",
        "2010-04-01",
        "010",
    )


def test_files_that_may_lie_about(read_book):
    files = {
        "content/EDITORIAL.md": "记录",
        "content/经验篇/README.md": "说明",
        "content/.甲.md": "编辑器的备份",
        "content/.git/乙.md": "",
        "notes.md": "书外",
    }
    assert read_book(entries={"甲.md": ENTRY}, files=files).findings == ()


def test_a_book_folder_may_itself_be_a_link(tmp_path):
    real = make_book(tmp_path / "真", entries={"甲.md": ENTRY})
    (tmp_path / "链").symlink_to(real)
    assert read(tmp_path / "链") == read(real)


KNOWN = {
    "permit": "京内001号", "issuer": "组织部", "recipients": "全区党员", "printer": "某印刷厂",
    "print_date": "2010-05", "printing": {"run": 500},
}  # fmt: skip
SHOWN = {"front": ["title-page", "copyright", "contents"]}


@pytest.mark.parametrize(
    ("keys", "missing"),
    [
        ({}, []),
        ({"permit": ""}, ["准印证号 (permit)"]),
        ({"printing": {}, "printer": ""}, ["印刷单位 (printer)", "印数 (printing: run)"]),
        ({"printing": {}, "copyright_lines": ["印数：500册"]}, []),
    ],
)
def test_what_an_internal_book_does_not_say_is_told(tmp_path, keys, missing):
    """内部资料性出版物管理办法 (2015), 13."""
    book = make_book(tmp_path, book=KNOWN | SHOWN | {"material": "internal"} | keys)
    found = [dict(f.params)["missing"] for f in read(book).findings if f.code == "internal-lacks"]
    assert found == (["\x1f".join(missing)] if missing else [])


def test_an_internal_book_has_a_page_for_what_it_says(tmp_path):
    internal = KNOWN | {"material": "internal"}
    found = read(make_book(tmp_path / "a", book=internal)).findings
    assert [one.code for one in found] == ["internal-unsaid"]
    assert read(make_book(tmp_path / "b", book=internal | {"back": ["colophon"]})).findings == ()


def test_a_book_that_does_not_say_it_is_internal_is_not_asked(tmp_path):
    assert read(make_book(tmp_path / "a")).findings == ()
    assert read(make_book(tmp_path / "b", book={"material": "none"})).findings == ()
