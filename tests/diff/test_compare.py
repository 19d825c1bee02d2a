import pikepdf
import pytest

from huozi.diff.compare import Kind, Move, compare
from huozi.diff.page import ComparedPage
from huozi.diff.report import as_html, terminal
from huozi.sandbox import Bounds, quarantined
from huozi.values.errors import InputError
from tests.diff.papers import lines, repainted, written

ENTRIES = {
    "甲文": [lines(0), lines(1), lines(2)],
    "乙文": [lines(3), lines(4)],
    "丙文": [lines(5), lines(6), lines(7)],
}


@pytest.fixture
def old(tmp_path):
    return written(tmp_path, "old.pdf", ENTRIES)


def changes(old, new, pictures=False):
    return compare(old, new, pictures)


def told(found):
    """Kind and labels of each changed page."""
    return [
        (page.kind, page.old and page.old.name, page.new and page.new.name) for page in found.pages
    ]


def codes(error):
    return [found.code for found in error.value.findings]


def test_nothing_changed(old, tmp_path):
    found = changes(old, written(tmp_path, "new.pdf", ENTRIES))
    assert (found.pages, found.moves, found.outlined) == ((), (), True)


def test_one_character(old, tmp_path):
    page = lines(4)
    page[3] = "改" + page[3][1:]
    new = written(tmp_path, "new.pdf", ENTRIES | {"乙文": [lines(3), page]})
    found = changes(old, new)
    assert told(found) == [(Kind.TEXT, "5", "5")]
    ((top, bottom),) = found.pages[0].new.spots
    assert 0 < top < bottom < 1
    assert found.moves == ()


@pytest.mark.slow
def test_an_inserted_page_changes_no_other(old, tmp_path):
    """Later pages change sides, folios and heads, and are the same pages all the same."""
    longer = [lines(0), lines(20), lines(1), lines(2)]
    new = written(tmp_path, "new.pdf", ENTRIES | {"甲文": longer})
    found = changes(old, new)
    assert [page for page in told(found) if page[0] is not Kind.NEW] == []
    assert (Kind.NEW, None, "2") in told(found)
    assert found.moves == (Move("乙文", "4", "5"), Move("丙文", "6", "7"))


def test_a_dropped_page(old, tmp_path):
    new = written(tmp_path, "new.pdf", ENTRIES | {"丙文": [lines(5), lines(7)]})
    assert (Kind.GONE, "7", None) in told(changes(old, new))


@pytest.mark.slow
def test_a_mark_without_words_is_seen(old):
    new = repainted(old, "new.pdf", 1, b"100 300 3 3 re f")
    found = changes(old, new)
    assert told(found) == [(Kind.PICTURE, "2", "2")]
    ((top, _),) = found.pages[0].new.spots
    assert pytest.approx(top, abs=0.01) == (575 - 303) / 575


@pytest.mark.slow
def test_a_mark_on_a_page_that_moved_is_seen(old, tmp_path):
    longer = [lines(0), lines(20), lines(1), lines(2)]
    moved = written(tmp_path, "moved.pdf", ENTRIES | {"甲文": longer})
    new = repainted(moved, "new.pdf", 2, b"100 300 3 3 re f")
    assert (Kind.PICTURE, "2", "3") in told(changes(old, new))


@pytest.mark.slow
def test_another_folio_alone_on_an_unmoved_page_is_seen(old):
    """Only pages that moved may bear another folio."""
    new = repainted(old, "new.pdf", 1, b"1 g 40 10 300 30 re f")
    assert [kind for kind, *_ in told(changes(old, new))] == [Kind.PICTURE]


def test_a_larger_page_is_another_page(old, tmp_path):
    new = tmp_path / "new.pdf"
    with pikepdf.open(old) as pdf:
        pdf.pages[0].trimbox = pdf.pages[0].mediabox = [0, 0, 420, 600]
        pdf.save(new)
    assert told(changes(old, new))[0][0] is Kind.SIZE


def test_new_gone_and_renamed_entries(old, tmp_path):
    entries = {"甲文": ENTRIES["甲文"], "丁文": ENTRIES["乙文"], "丙文": ENTRIES["丙文"]}
    found = changes(old, written(tmp_path, "new.pdf", entries))
    assert set(found.moves) == {Move("丁文", "", "4"), Move("乙文", "4", "")}


def test_a_page_without_a_folio_is_told_by_its_place_in_the_file():
    """Part pages bear none; their place in the file must not pass for a folio among folios."""
    part = ComparedPage(166, "", 400, 570, ())
    assert (part.name, ComparedPage(166, "iv", 400, 570, ()).name) == ("[167]", "iv")


@pytest.mark.slow
def test_entries_that_all_move_by_as_much_are_one_line(old, tmp_path):
    entries = {f"文{n}": [lines(n)] for n in range(8)}
    before = written(tmp_path, "a.pdf", entries)
    after = written(tmp_path, "b.pdf", {"序文": [lines(30), lines(31)], **entries})
    found = changes(before, after)
    assert len(found.moves) == 9
    words = list(terminal(found, "en"))
    assert [w for w in words if "文" in w] == [
        "文0 … 文7 (8 entries): 2 pages later, the first on page 3 (before: 1)",
        "序文: new, on page 1",
    ]
    assert as_html(found, ("a", "b"), "en").count("文".encode()) == 9


@pytest.mark.slow
def test_fewer_pages_are_earlier(old, tmp_path):
    entries = {f"文{n}": [lines(n)] for n in range(8)}
    before = written(tmp_path, "a.pdf", {"序文": [lines(30), lines(31)], **entries})
    words = list(terminal(changes(before, written(tmp_path, "b.pdf", entries)), "en"))
    assert "文0 … 文7 (8 entries): 2 pages earlier, the first on page 1 (before: 3)" in words


def test_a_press_file_is_compared_inside_its_trim(old):
    from huozi.finish.finish import Slip, finish
    from huozi.finish.margin import SlugNote
    from huozi.pdf.profile import PLAIN_K

    with pikepdf.open(old) as pdf:
        notes = tuple(SlugNote(f"版边 {n}", "x") for n in range(len(pdf.pages)))
    new = old.with_name("press.pdf")
    new.write_bytes(finish(old.read_bytes(), PLAIN_K, Slip(notes)))
    assert changes(old, new).pages == ()


def test_the_page_for_a_desk(old, tmp_path):
    page = [*lines(4)[:-1], "</title><script>"]
    new = written(tmp_path, "new.pdf", ENTRIES | {"乙文": [lines(3), page]})
    found = changes(old, new, pictures=True)
    said = as_html(found, ("<old>.pdf", "new.pdf"), "en").decode()
    assert said.count("data:image/png;base64,") == 2
    assert said.count('href="#c1"') == said.count('id="c1"') == 1
    assert "<script" not in said and "&lt;old&gt;.pdf" in said and "http" not in said
    words = list(terminal(found, "en"))
    assert words[0] == "page 5: text" and words[-1].startswith("8 pages before, 8 now: 1 to read")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: data[: len(data) // 3], "diff-damaged"),
        (lambda data: b"", "diff-damaged"),
        (lambda data: b"%PDF-1.7\nnothing", "diff-damaged"),
    ],
    ids=["cut", "empty", "header"],
)
def test_damaged_files_are_refused(old, tmp_path, spoil, code):
    new = tmp_path / "new.pdf"
    new.write_bytes(spoil(old.read_bytes()))
    with pytest.raises(InputError) as error:
        changes(old, new)
    assert codes(error) == [code]


def test_a_password_is_refused(old, tmp_path):
    new = tmp_path / "new.pdf"
    with pikepdf.open(old) as pdf:
        pdf.save(new, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(InputError) as error:
        changes(new, old)
    assert codes(error) == ["diff-encrypted"]


@pytest.mark.slow
def test_a_gigantic_page_is_drawn_small(old, tmp_path):
    new = tmp_path / "new.pdf"
    with pikepdf.open(old) as pdf:
        for page in pdf.pages:
            page.trimbox = page.mediabox = [0, 0, 14_000_000, 14_000_000]
        pdf.save(new)
    bounds = Bounds(60, 1024)
    assert quarantined(compare, new, new, True, bounds=bounds).pages == ()
    found = quarantined(compare, old, new, True, bounds=bounds)
    assert {page.kind for page in found.pages} == {Kind.SIZE}


@pytest.mark.slow
def test_a_bomb_is_ended(tmp_path):
    """Forms within forms, twelve times over: 3 KB that take years to draw."""
    bomb = tmp_path / "bomb.pdf"
    with pikepdf.new() as pdf:
        held = pikepdf.Dictionary()
        for _ in range(13):
            form = pdf.make_stream(
                b"/F Do " * 12, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
                BBox=[0, 0, 300, 300], Resources=pikepdf.Dictionary(XObject=held),
            )  # fmt: skip
            held = pikepdf.Dictionary(F=form)
        page = pdf.add_blank_page(page_size=(300, 300))
        page.obj.Resources = pikepdf.Dictionary(XObject=held)
        page.obj.Contents = pdf.make_stream(b"/F Do")
        pdf.save(bomb)
    with pytest.raises(InputError):
        quarantined(compare, bomb, bomb, False, bounds=Bounds(4, 512))
