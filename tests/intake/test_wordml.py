"""Each construct of WordprocessingML that manuscripts hold: what it says, once, in order."""

import pytest

from huozi.intake.package import Package
from huozi.intake.values import AtomKind, Named, RevisionKind, WordTable
from huozi.values.errors import InputError
from tests.intake.word import (
    SPACES,
    atoms,
    docx,
    field,
    p,
    pairs,
    paragraphs,
    r,
    read,
    read_body,
    repacked,
    root,
    xpath,
)


def said(body: str) -> list[str]:
    return [text for _, text in pairs(body)]


# ---------------------------------------------------------------------------- wrappers


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:hyperlink w:anchor='a'>{}</w:hyperlink>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:customXml><w:customXmlPr/>{}</w:customXml>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:dir w:val='ltr'>{}</w:dir>",
        "<w:bdo w:val='ltr'>{}</w:bdo>",
        "<w:ins w:id='1' w:author='甲'>{}</w:ins>",
        "<w:moveTo w:id='1'>{}</w:moveTo>",
        "<w:fldSimple w:instr='REF a'>{}</w:fldSimple>",
        "<w:smartTag><w:hyperlink w:anchor='b'>{}</w:hyperlink></w:smartTag>",
    ],
)
def test_what_wraps_runs_loses_none(wrapped: str) -> None:
    assert "".join(said(p(r("前") + wrapped.format(r("中")) + r("后")))) == "前中后"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        "<w:ins w:id='1'>{}</w:ins>",
    ],
)
def test_what_wraps_paragraphs_loses_none(wrapped: str) -> None:
    assert said(p(r("前")) + wrapped.format(p(r("中"))) + p(r("后"))) == ["前", "中", "后"]


def test_runs_of_one_look_are_one_atom_and_keep_the_place_of_the_first() -> None:
    (first, second) = atoms(p(r("一") + r("二") + r("三", "<w:b/>")))
    assert (first.text, first.spot.run) == ("一二", 1)
    assert (second.text, xpath(second.spot)) == ("三", "(//w:r)[3]")


def test_the_place_of_each_atom_leads_to_it() -> None:
    """Through boxes and other branches: the XPath is counted, and has to be right."""
    box = (
        "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict>"
    )
    branch = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{box.format(p(r('甲')))}</mc:Choice>"
        f"<mc:Fallback>{box.format(p(r('甲')) + p(r('甲')))}</mc:Fallback></mc:AlternateContent>"
    )
    body = p(r("乙") + r(inside=branch) + r("丙", "<w:b/>")) + p(field("PAGE", r("1")) + r("丁"))
    data = docx(body)
    tree = Package(data, "x").xml("word/document.xml")
    for atom in read(data).atoms:
        (run,) = tree.xpath(xpath(atom.spot), namespaces=SPACES)
        (above,) = tree.xpath(f"(//w:p)[{atom.spot.paragraph}]", namespaces=SPACES)
        assert above in run.iterancestors()
        if atom.kind is AtomKind.TEXT:
            assert atom.text in "".join(run.itertext())


# ---------------------------------------------------------------------------- revisions, comments


def test_nothing_is_decided_about_revisions() -> None:
    body = p(
        r("原")
        + '<w:ins w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z">' + r("加") + "</w:ins>"
        + '<w:del w:id="2" w:author="乙"><w:r><w:delText>删</w:delText></w:r></w:del>'
        + '<w:moveFrom w:id="3" w:author="丙">' + r("移") + "</w:moveFrom>"
        + '<w:ins w:id="4" w:author="甲"><w:del w:id="5" w:author="乙">'
        "<w:r><w:delText>又</w:delText></w:r></w:del></w:ins>"
    )  # fmt: skip
    _, added, deleted, moved, _ = found = atoms(body)
    gone = [[revision.gone for revision in atom.revisions] for atom in found]
    assert gone == [[], [False], [True], [True], [False, True]]
    assert (added.revisions[0].author, added.revisions[0].date[:4]) == ("甲", "2024")
    assert deleted.revisions[0].author == "乙"
    assert moved.revisions[0].change is RevisionKind.MOVED_AWAY


def test_a_mark_that_was_deleted_or_inserted_is_told() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    (first, second) = paragraphs(read_body(p(r("一"), deleted) + p(r("二"))))
    assert [one.change for one in first.mark_revisions] == [RevisionKind.DELETED]
    assert not second.mark_revisions


def test_comments_tell_their_author_and_what_they_are_about() -> None:
    body = p(
        r("前") + '<w:commentRangeStart w:id="0"/>' + r("这里") + r("不妥", "<w:b/>")
        + '<w:commentRangeEnd w:id="0"/>' + r(inside='<w:commentReference w:id="0"/>') + r("后")
    )  # fmt: skip
    comment = f'<w:comment w:id="0" w:author="审稿人" w:date="2024-02-03">{p(r("改"))}</w:comment>'
    text = read_body(body, parts={"comments.xml": root("w:comments", comment)})
    (found,) = text.comments
    assert (found.author, found.about, found.blocks[0].text) == ("审稿人", "这里不妥", "改")
    assert [a.refers for a in text.atoms if a.kind is AtomKind.COMMENT_CALL] == [found.id]


# ---------------------------------------------------------------------------- notes, heads


def test_notes_are_read_where_the_file_has_them_and_called_where_the_text_does() -> None:
    body = p(
        r("有注")
        + r(inside='<w:footnoteReference w:id="2"/>')
        + r(inside='<w:endnoteReference w:id="1"/>')
    )
    line = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    )
    mark = r(inside="<w:footnoteRef/>")
    feet = (
        line
        + f'<w:footnote w:id="2">{p(mark + r("脚注"))}</w:footnote>'
        + f'<w:footnote w:id="3">{p(r("没人叫的"))}</w:footnote>'
    )
    ends = f'<w:endnote w:id="1">{p(r("尾注"))}{p(r("第二段"))}</w:endnote>'
    text = read_body(
        body,
        parts={
            "footnotes.xml": root("w:footnotes", feet),
            "endnotes.xml": root("w:endnotes", ends),
        },
    )
    told = [(n.id, n.called, n.end, [b.text for b in n.blocks]) for n in text.notes]
    assert told == [
        ("footnote:2", True, False, ["脚注"]),
        ("footnote:3", False, False, ["没人叫的"]),
        ("endnote:1", True, True, ["尾注", "第二段"]),
    ]


def test_words_in_the_line_above_notes_are_accounted_for() -> None:
    feet = f'<w:footnote w:type="continuationNotice" w:id="1">{p(r("续"))}</w:footnote>'
    text = read_body(p(r("文")), parts={"footnotes.xml": root("w:footnotes", feet)})
    assert [(one.reason, one.text) for one in text.unshown] == [("separator", "续")]


def test_heads_and_feet_of_all_sections_once_and_others_as_orphans() -> None:
    section = '<w:sectPr><w:type w:val="{}"/><w:headerReference w:type="{}" r:id="{}"/></w:sectPr>'
    body = p(r("文"), section.format("nextPage", "default", "h1"))
    body += p(r("后"), section.format("continuous", "first", "h2"))
    body += section.format("nextPage", "default", "h1")
    text = read_body(
        body,
        parts={f"header{n}.xml": root("w:hdr", p(r(f"眉{n}"))) for n in (1, 2, 3)},
        links={f"h{n}": ("header", f"header{n}.xml") for n in (1, 2, 3)},
    )
    assert [h.blocks[0].text for h in text.heads] == ["眉1", "眉2"]
    assert [(u.reason, u.text) for u in text.unshown] == [("orphan-part", "眉3")]
    assert [one.section_end for one in paragraphs(text)] == ["nextPage", "continuous"]


# ---------------------------------------------------------------------------- signs, breaks


def test_breaks_tabs_and_hyphens_are_atoms() -> None:
    inside = (
        '<w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:cr/><w:br w:type="page"/>'
        '<w:br w:type="column"/><w:ptab w:relativeTo="margin" w:alignment="right"/>'
        "<w:noBreakHyphen/><w:softHyphen/><w:lastRenderedPageBreak/>"
    )
    assert pairs(p(r(inside=inside))) == [
        ("text", "一"), ("tab", "\t"), ("text", "二"), ("line-break", "\n"), ("line-break", "\n"),
        ("page-break", "\f"), ("column-break", "\v"), ("tab", "\t"), ("hyphen", "-"),
    ]  # fmt: skip


def test_tab_stops_are_no_tabs() -> None:
    assert pairs(p(r("一"), '<w:tabs><w:tab w:val="left" w:pos="400"/></w:tabs>')) == [
        ("text", "一")
    ]


def test_blanks_that_word_trims_are_trimmed_and_accounted_for() -> None:
    body = p("<w:r><w:t>\n   一 二\n  </w:t></w:r><w:r><w:t>  </w:t></w:r><w:r><w:t/></w:r>")
    text = read_body(body)
    (atom,) = text.atoms
    assert (atom.text, atom.raw) == ("一 二", "\n   一 二\n  ")
    assert [(one.reason, one.text) for one in text.unshown] == [("blank", "  ")]


def test_a_line_end_inside_text_is_a_blank() -> None:
    (atom,) = atoms(p(r("一\n二\t三")))
    assert (atom.text, atom.raw) == ("一 二 三", "一\n二\t三")


def test_a_symbol_without_a_known_sign_keeps_font_and_code() -> None:
    (atom,) = atoms(p(r(inside='<w:sym w:font="方正宋体造字" w:char="F345"/>')))
    assert (atom.kind, atom.text, atom.size) == (AtomKind.SYMBOL, "", 1)
    assert (atom.source, atom.counted) == ("方正宋体造字:F345", "\uf345")


def test_letters_of_a_symbol_font_are_signs() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    found = atoms(p(r("\uf0fe是", fonts)))
    assert [(a.kind, a.text) for a in found] == [(AtomKind.SYMBOL, "☑"), (AtomKind.TEXT, "是")]


@pytest.mark.parametrize("code", ["", "xyz", "D800", "110000", "-1", "FFFFFFFFFF"])
def test_a_symbol_with_a_wrong_code_balances(code: str) -> None:
    (atom,) = atoms(p(r(inside=f'<w:sym w:font="Wingdings" w:char="{code}"/>')))
    assert atom.text == ""


def test_ruby_keeps_base_and_reading() -> None:
    ruby = (
        "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby>"
    )
    found = atoms(p(r("一") + r(inside=ruby) + r(inside=ruby) + r("二")))
    assert [(str(a.kind), a.text, a.ruby) for a in found] == [
        ("text", "一", 0), ("text", "汉", 1), ("ruby", "hàn", 1),
        ("text", "汉", 2), ("ruby", "hàn", 2), ("text", "二", 0),
    ]  # fmt: skip
    (paragraph,) = paragraphs(read_body(p(r("一") + r(inside=ruby))))
    assert paragraph.text == "一汉"


def test_a_prompt_that_nobody_filled_in_is_marked() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>"
    )
    assert [(a.text, a.place_holder) for a in atoms(p(prompt + r("文")))] == [
        ("单击此处", True), ("文", False),
    ]  # fmt: skip


# ---------------------------------------------------------------------------- links, branches


def test_links_lead_where_they_say() -> None:
    body = p(
        f'<w:hyperlink r:id="l1" w:anchor="头">{r("甲")}</w:hyperlink>'
        f'<w:hyperlink w:anchor="章">{r("乙")}</w:hyperlink>'
        + field('HYPERLINK "http://c.invalid/" \\l "段"', r("丙"))
    )
    found = atoms(body, links={"l1": ("hyperlink", "http://a.invalid/")})
    assert [a.link for a in found] == ["http://a.invalid/#头", "#章", "http://c.invalid/#段"]


ONE_OF_TWO = (
    "<mc:AlternateContent><mc:Choice Requires='{}'>{}</mc:Choice>"
    "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)


def test_one_branch_is_read_and_the_other_is_accounted_for() -> None:
    text = read_body(p(ONE_OF_TWO.format("w14", r("甲"), r("甲"))))
    assert [a.text for a in text.atoms] == ["甲"]
    assert [(u.reason, u.text) for u in text.unshown] == [("alternate", "甲")]


def test_a_branch_that_is_not_understood_gives_way_and_its_own_words_are_told() -> None:
    text = read_body(p(ONE_OF_TWO.format("x", r("新"), r("旧"))))
    assert [a.text for a in text.atoms] == ["旧"]
    assert [(u.reason, u.text) for u in text.unshown] == [("alternate-other", "新")]


def test_a_branch_without_another_is_read_whatever_it_needs() -> None:
    alone = (
        f"<mc:AlternateContent><mc:Choice Requires='x'>{r('甲')}</mc:Choice></mc:AlternateContent>"
    )
    assert said(p(alone)) == ["甲"]


# ---------------------------------------------------------------------------- unknown


@pytest.mark.parametrize(
    ("body", "xpath"),
    [
        ("<w:neu/>", "/w:document/w:body/w:neu"),
        (p("<w:neu/>"), "/w:document/w:body/w:p/w:neu"),
        (p(r("一") + r(inside="<x:neu>二</x:neu>")), "/w:document/w:body/w:p/w:r[2]/x:neu"),
        (p(p(r("二"))), "/w:document/w:body/w:p/w:p"),
        (r("裸"), "/w:document/w:body/w:r"),
        ("<w:tbl><w:neu/></w:tbl>", "/w:document/w:body/w:tbl/w:neu"),
    ],
)
def test_an_unknown_element_is_an_error_with_its_place(body: str, xpath: str) -> None:
    with pytest.raises(InputError) as caught:
        read_body(body)
    (found,) = caught.value.findings
    assert found.code == "intake-unknown"
    assert dict(found.params)["xpath"] == xpath


def test_what_a_file_lets_be_ignored_is_accounted_for() -> None:
    text = read_body(p(f"<x:neu>{r('三')}</x:neu>" + r("一")), more='mc:Ignorable="x"')
    assert [a.text for a in text.atoms] == ["一"]
    assert [(u.reason, u.text) for u in text.unshown] == [("ignorable", "三")]


def test_what_is_not_followed_is_named() -> None:
    text = read_body(
        p(r("文") + '<w:subDoc r:id="s"/>') + '<w:altChunk r:id="c"/>',
        links={
            "c": ("aFChunk", "chunk.html"),
            "s": ("subDocument", "http://a.invalid/b.docx"),
            "m": ("vbaProject", "vbaProject.bin"),
            "t": ("attachedTemplate", "http://evil.invalid/t.dotm"),
        },
    )
    assert {(one.what, one.target) for one in text.named} == {
        ("alt-chunk", "word/chunk.html"),
        ("sub-document", "http://a.invalid/b.docx"),
        ("macros", "word/vbaProject.bin"),
        ("template", "http://evil.invalid/t.dotm"),
    }
    assert all(isinstance(one, Named) for one in text.named)


# ---------------------------------------------------------------------------- paragraphs


def test_a_table_of_contents_is_known_by_field_style_or_gallery() -> None:
    toc = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p(r('目录'))}</w:sdtContent></w:sdt>"
    )
    styles = root(
        "w:styles",
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="WPSOffice手动目录 1"/></w:style>',
    )
    body = (
        gallery
        + p(toc + r("第一章") + field("PAGEREF a", r("1")))
        + p(r("第二章"))
        + p(end + r("正文"))
        + p(r("三"), '<w:pStyle w:val="T"/>')
    )
    text = read_body(body, parts={"styles.xml": styles})
    assert [(one.text, one.contents) for one in paragraphs(text)] == [
        ("目录", True), ("第一章1", True), ("第二章", True), ("正文", False), ("三", True),
    ]  # fmt: skip
    assert [a.field.name for a in text.atoms if a.text == "1" and a.field] == ["PAGEREF"]


def test_properties_of_a_paragraph() -> None:
    properties = (
        '<w:pageBreakBefore/><w:framePr w:dropCap="drop"/><w:spacing w:before="240" '
        'w:after="120" w:line="560" w:lineRule="exact"/><w:ind w:left="420" w:firstLineChars="200" '
        'w:firstLine="640"/><w:jc w:val="right"/><w:outlineLvl w:val="1"/>'
    )
    marks = '<w:bookmarkStart w:id="1" w:name="甲"/><w:bookmarkEnd w:id="1"/>'
    (found,) = paragraphs(read_body(p(marks + r("一"), properties)))
    assert (found.text, found.alignment, found.outline) == ("一", "right", 1)
    assert found.page_break_before and found.framed and found.drop_cap
    assert (found.indents.left_pt, found.indents.first_pt, found.indents.first_chars) == (21, 32, 2)


def test_a_formula_between_paragraphs_is_one_of_its_own() -> None:
    formula = "<m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara>"
    assert [one.text for one in paragraphs(read_body(p(r("一")) + formula + p(r("二"))))] == [
        "一", "x=1", "二",
    ]  # fmt: skip


def test_strict_packages_are_read_as_the_others() -> None:
    body = p(r("严格"), '<w:ind w:start="420"/><w:jc w:val="start"/>')
    xml = root("w:document", f"<w:body>{body}</w:body>")
    for old, new in (
        ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
         "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    ):  # fmt: skip
        xml = xml.replace(old, new)
    assert "purl.oclc.org" in xml
    (found,) = paragraphs(read(repacked(docx(p()), {"word/document.xml": xml.encode()})))
    assert (found.text, found.indents.left_pt, found.alignment) == ("严格", 21, "left")


def test_empty_paragraphs_stay() -> None:
    (empty,) = paragraphs(read_body(p("", '<w:rPr><w:sz w:val="44"/></w:rPr>')))
    assert not empty.atoms


def test_tables_in_wrappers_are_tables() -> None:
    cell = f"<w:tc>{p(r('甲'))}</w:tc>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"
    (table,) = read_body(f"<w:tbl>{row}</w:tbl>").blocks
    assert isinstance(table, WordTable) and len(table.rows) == 1


def test_pictures_of_bullets_and_themes_are_accounted_for() -> None:
    shape = "<w:pict><v:shape><v:imagedata r:id='a'/></v:shape></w:pict>"
    bullet = f"<w:numPicBullet>{shape}</w:numPicBullet>"
    theme = "<a:blipFill><a:blip r:embed='a'/></a:blipFill>"
    text = read_body(
        p(r("文")),
        parts={
            "numbering.xml": root("w:numbering", bullet),
            "theme/theme1.xml": root("a:theme", theme),
        },
    )
    assert not text.pictures
    assert [(one.reason, one.pictures) for one in text.unshown] == [("ornament", 1)] * 2


@pytest.mark.parametrize(
    "space",
    [
        "http://www.wps.cn/officeDocument/2013/wpsCustomData",
        "http://schemas.microsoft.com/office/word/2018/wordml",
    ],
)
def test_marks_of_one_program_are_no_text(space: str) -> None:
    mark = f"<d:docfieldStart xmlns:d='{space}' docfieldname='标题'/>"
    assert pairs(mark + p(mark + r("一", inside=mark))) == [("text", "一")]
