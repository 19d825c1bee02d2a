from huozi.read.units import split
from huozi.values.galley import Known
from tests.books import PNG, entry


def test_a_unit_bears_all_images_its_pages_show(read_book):
    """In figures, in lines of text, inside lists and emphasis, and in notes."""
    names = [f"图/{sign}.png" for sign in "一二三四"]
    body = (
        "![](图/一.png)\n\n文**![](图/二.png)**字[^1]\n\n- 项![](图/三.png)\n\n"
        "[^1]: 注![](图/四.png)"
    )
    files = {f"content/{name}": PNG + name.encode() for name in names}
    other = {"content/图/别篇.png": PNG}
    entries = {"甲.md": body, "乙.md": "![](图/别篇.png)"}
    manuscript = read_book(entries=entries, files={**files, **other}).manuscript
    units = {unit.id: unit for unit in split(manuscript, Known())}
    images = dict(units[manuscript.entries[0].id].images)
    assert images.keys() == files.keys()
    assert images.items() <= dict(manuscript.images).items()


def test_parts_are_numbered_from_one_and_stand_before_their_entries(read_book):
    parts = [{"title": "上", "entries": ["a.md"]}, {"title": "下", "entries": ["b.md"]}]
    manuscript = read_book(
        entries={"a.md": entry(), "b.md": entry()}, book={"parts": parts}
    ).manuscript
    ids = [unit.id for unit in split(manuscript, Known())]
    assert ids[-4:] == ["part-1", "a", "part-2", "b"]


def test_long_titles_are_broken_by_sense_where_nobody_did(read_book):
    """In the lines of the opening page: what is written in lines stays, and so does a short one."""
    long = "关于进一步加强基层党组织建设推动社会和谐进步的意见"
    entries = {
        "a.md": entry(title=long),
        "b.md": entry(title=long, title_lines=[long[:3], long[3:]]),
        "c.md": entry(title="短题"),
    }
    manuscript = read_book(entries=entries).manuscript
    shown = {unit.id: unit.text.title_lines for unit in split(manuscript, Known()) if unit.text}
    assert shown == {
        "a": ("关于进一步加强基层党组织", "建设推动社会和谐进步的意见"),
        "b": (long[:3], long[3:]),
        "c": ("短题",),
    }
