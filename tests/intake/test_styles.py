"""What letters look like: defaults, styles and their bases, theme, what is set directly."""

from tests.intake.word import DECLARED, p, paragraphs, r, read_body, root

STYLES = root(
    "w:styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorAscii" '
    'w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr>'
    '<w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="标题"/><w:basedOn w:val="a"/><w:pPr>'
    '<w:jc w:val="center"/><w:ind w:firstLineChars="200"/></w:pPr><w:rPr>'
    '<w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="小标题"/><w:basedOn w:val="b"/>'
    '<w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="d"><w:name w:val="强调"/><w:rPr><w:b/><w:i/>'
    "</w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="e"><w:name w:val="环"/><w:basedOn w:val="f"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="f"><w:name w:val="圈"/><w:basedOn w:val="e"/>'
    "</w:style>",
)
THEME = (
    f"<a:theme {DECLARED}><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface='Calibri'/>"
    "<a:ea typeface=''/><a:font script='Hans' typeface='等线'/></a:minorFont></a:fontScheme>"
    "</a:themeElements></a:theme>"
)


def looks(style: str, *runs: str) -> list:
    body = p("".join(runs), f'<w:pStyle w:val="{style}"/>' if style else "")
    text = read_body(body, parts={"styles.xml": STYLES, "theme/theme1.xml": THEME})
    return [atom.look for atom in text.atoms]


def test_the_theme_s_faces_and_the_defaults() -> None:
    (look,) = looks("", r("文"))
    assert (look.east_asian, look.latin, look.size_pt) == ("等线", "Calibri", 10.5)


def test_styles_and_what_they_are_based_on() -> None:
    (look,) = looks("c", r("文"))
    assert (look.east_asian, look.size_pt, look.bold) == ("黑体", 16, True)
    assert look.latin == "Calibri"


def test_an_odd_number_of_styles_says_yes() -> None:
    (both, single, off) = looks(
        "c", r("一", '<w:rStyle w:val="d"/>'), r("二"), r("三", '<w:b w:val="0"/>')
    )
    assert (both.bold, both.italic, both.style) == (False, True, "强调")
    assert single.bold and not off.bold
    (direct,) = looks("c", r("一", '<w:rStyle w:val="d"/><w:b/>'))
    assert direct.bold


def test_what_is_set_directly_outdoes_the_theme() -> None:
    (look,) = looks("", r("文", '<w:rFonts w:eastAsia="仿宋_GB2312" w:ascii="Arial"/>'))
    assert (look.east_asian, look.latin) == ("仿宋_GB2312", "Arial")


def test_each_property_of_letters() -> None:
    properties = (
        '<w:u w:val="wave"/><w:dstrike/><w:vanish/><w:em w:val="dot"/><w:vertAlign '
        'w:val="superscript"/><w:color w:val="ff0000"/><w:highlight w:val="yellow"/>'
        '<w:bdr w:val="single"/><w:smallCaps/>'
    )
    (look,) = looks("", r("文", properties))
    assert (look.underline, look.strike, look.hidden, look.emphasis) == ("wave", True, True, "dot")
    assert (look.raised, look.colour, look.highlight) == ("superscript", "FF0000", "yellow")
    assert look.bordered and look.caps == "small"


def test_nothing_is_what_none_and_auto_say() -> None:
    properties = (
        '<w:u w:val="none"/><w:em w:val="none"/><w:vertAlign w:val="baseline"/><w:color '
        'w:val="auto"/><w:highlight w:val="none"/><w:shd w:val="clear" w:fill="auto"/>'
        '<w:bdr w:val="none"/><w:strike w:val="false"/>'
    )
    assert looks("", r("文", properties)) == looks("", r("文"))


def test_styles_in_a_circle_end() -> None:
    (look,) = looks("e", r("文"))
    assert look.size_pt == 10.5


def test_paragraphs_take_what_their_styles_say() -> None:
    parts = {"styles.xml": STYLES}
    body = p(r("一")) + p(
        r("二"), '<w:pStyle w:val="c"/><w:ind w:firstLineChars="0" w:hanging="210"/>'
    )
    first, second = paragraphs(read_body(body, parts=parts))
    assert (first.style, first.alignment) == ("Normal", "both")
    assert (second.style, second.alignment) == ("小标题", "center")
    assert (second.indents.first_chars, second.indents.first_pt) == (0, -10.5)


def test_a_style_that_is_not_there_is_told_by_its_id() -> None:
    (one,) = paragraphs(read_body(p(r("一"), '<w:pStyle w:val="neu"/>')))
    assert one.style == "neu"
