"""Keys: each ingredient changes the key and tells its own reason, and nothing else does."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, field
from msgspec.structs import fields, replace

from huozi.compile.house import House
from huozi.fonts.typecase import Face, TypeCase
from huozi.store import key as key_module
from huozi.store.key import INGREDIENTS, Key, KeyMaker, reasons
from huozi.values.galley import EntryText, Reference, RunningHead, Setting, Unit
from huozi.values.length import Side
from huozi.values.manuscript import Block, BlockKind, Entry, Inline, InlineKind, Place, Shows
from huozi.values.style import (
    FolioPlace,
    FontRoles,
    LineStyle,
    NotePlace,
    PageFormat,
    Punctuation,
    UnitKind,
)

PLACE = Place("content/a.md", 1)
PARAGRAPH = Block(BlockKind.PARAGRAPH, Place("content/a.md", 5), (Inline(InlineKind.TEXT, "甲"),))
ENTRY = Entry("a", PLACE, UnitKind.ARTICLE, "题", ("题",), "题", "题", body=(PARAGRAPH,))


class World(Struct, frozen=True):
    """All that a key is made of."""

    unit: Unit
    templates: dict[str, str]
    styles: dict[str, str]
    setting: Setting
    faces: tuple[Face, ...]
    engine: str = "engine"
    pictures: dict[str, str] = field(default_factory=dict)

    def key(self, monkeypatch=None) -> Key:
        house = House(self.templates, self.styles, self.pictures)
        maker = KeyMaker(house, self.setting, TypeCase(self.faces))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(key_module, "engine_digest", lambda: self.engine)
            return maker.key(self.unit)


HEADS = (RunningHead(Side.RECTO, "题"),)
WORLD = World(
    unit=Unit("a", UnitKind.ARTICLE, PLACE, EntryText(ENTRY), "题", HEADS,
              images=(("content/a.png", "1" * 64),)),
    templates={
        "article.html": '{% extends "entry.html" %}',
        "entry.html": '{% from "blocks.html" import set_blocks %}',
        "blocks.html": "blocks",
        "part.html": "part",
    },
    styles={"base.css": "p { margin: 0 }", "article.css": "h1 { color: #000 }", "part.css": "h1"},
    setting=Setting(PageFormat(400, 600, 10.5, 16, 29, 31, 50, 50), LineStyle(), FontRoles(), "zh"),
    faces=(
        Face("Song", "regular", Path("song.ttc"), "a" * 64),
        Face("Song", "bold", Path("song-bold.ttc"), "b" * 64),
    ),
)  # fmt: skip


def with_unit(world: World, **changes) -> World:
    return replace(world, unit=replace(world.unit, **changes))


def with_body(world: World, *body: Block) -> World:
    return with_unit(world, content=EntryText(replace(ENTRY, body=body)))


def with_template(world: World, name: str, source: str) -> World:
    return replace(world, templates=world.templates | {name: source})


def with_style(world: World, name: str, source: str) -> World:
    return replace(world, styles=world.styles | {name: source})


def with_setting(world: World, **changes) -> World:
    return replace(world, setting=replace(world.setting, **changes))


def with_face(world: World, **changes) -> World:
    return replace(world, faces=(replace(world.faces[0], **changes), *world.faces[1:]))


def widened(world: World) -> World:
    return with_setting(world, format=replace(world.setting.format, measure_chars=30))


Change = Callable[[World], World]

CHANGES: dict[str, list[Change]] = {
    "text": [
        lambda w: with_body(w, replace(PARAGRAPH, inlines=(Inline(InlineKind.TEXT, "乙"),))),
        lambda w: with_body(w, replace(PARAGRAPH, inlines=(Inline(InlineKind.STRONG, "甲"),))),
        lambda w: with_body(w, replace(PARAGRAPH, kind=BlockKind.QUOTE)),
        lambda w: with_body(w, replace(PARAGRAPH, classes=("small",))),
        lambda w: with_body(w, PARAGRAPH, PARAGRAPH),
        lambda w: with_body(w, replace(PARAGRAPH, place=Place("content/a.md", 6))),
        lambda w: with_unit(w, heads=(RunningHead(Side.RECTO, "另题"),)),
        lambda w: with_unit(w, run_on=(("b", "另篇"),)),
        lambda w: with_unit(w, title="另题"),
        lambda w: with_unit(w, reserve_pages=3),
        lambda w: with_unit(w, place=Place("content/b.md", 1)),
        lambda w: with_unit(w, id="b"),
    ],
    "references": [
        lambda w: with_unit(w, references=(Reference("b", Shows.PAGE, "46"),)),
        lambda w: with_unit(w, references=(Reference("b", Shows.PAGE, "47", outside="原书"),)),
    ],
    "images": [
        lambda w: with_unit(w, images=(("content/a.png", "2" * 64),)),
        lambda w: with_unit(w, images=()),
    ],
    "template": [
        lambda w: with_template(w, "article.html", '{% extends "entry.html" %} '),
        lambda w: with_template(w, "entry.html", '{%- from "blocks.html" import set_block %}'),
        lambda w: with_template(w, "blocks.html", "other blocks"),
        lambda w: with_template(w, "blocks.html", '<img src="book:content/a.png">'),
    ],
    "style": [
        lambda w: with_style(w, "base.css", "p { margin: 1pt }"),
        lambda w: with_style(w, "article.css", "h1 { color: #111 }"),
    ],
    "format": [
        widened,
        lambda w: with_setting(w, line=LineStyle(punctuation=Punctuation.KAIMING)),
        lambda w: with_setting(w, line=LineStyle(gap_em=0.2)),
        lambda w: with_setting(w, language="zh-TW"),
        lambda w: with_setting(w, one_colour=False),
        lambda w: with_setting(w, formed_folios=True),
        lambda w: with_setting(w, folio_place=FolioPlace.HEAD_OUTER),
        lambda w: with_setting(w, drawn=("⿰木喜",)),
        lambda w: with_setting(w, notes=NotePlace.END),
    ],
    "fonts": [
        lambda w: with_face(w, digest="c" * 64),
        lambda w: with_face(w, family="Ming"),
        lambda w: replace(w, faces=w.faces[:1]),
        lambda w: with_setting(w, fonts=FontRoles(song=("Ming",))),
        lambda w: with_setting(w, fonts=FontRoles(latin=("Times",))),
    ],
    "engine": [lambda w: replace(w, engine="another")],
}  # fmt: skip

#: What has no part in the galley of an article.
IRRELEVANT: list[Change] = [
    lambda w: with_template(w, "part.html", "another part"),
    lambda w: with_template(w, "new.html", "nobody includes this"),
    lambda w: with_style(w, "part.css", "h2"),
    lambda w: with_style(w, "new.css", "p"),
    lambda w: with_face(w, path=Path("elsewhere", "song.ttc")),
    lambda w: replace(w, faces=w.faces[::-1]),
    lambda w: replace(w, templates=dict(reversed(w.templates.items()))),
]


def fields_changed(before: object, after: object) -> set[str]:
    return {f.name for f in fields(before) if getattr(before, f.name) != getattr(after, f.name)}


def test_every_field_of_a_unit_and_of_the_setting_is_tried() -> None:
    """A field that is new to the program has to find its ingredient, or pages go stale."""
    worlds = [change(WORLD) for changes in CHANGES.values() for change in changes]
    units = [fields_changed(WORLD.unit, world.unit) for world in worlds]
    settings = [fields_changed(WORLD.setting, world.setting) for world in worlds]
    assert set().union(*units) == {f.name for f in fields(Unit)} - {"kind"}
    assert set().union(*settings) == {f.name for f in fields(Setting)}


def another(value: object) -> object:
    """Another value of the same type."""
    if isinstance(value, StrEnum):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, tuple):
        return (*value, "x")
    return value + "x" if isinstance(value, str) else value + 1


REFERENCE = Reference("b", Shows.PAGE, "46")
REFERRING = with_unit(WORLD, references=(REFERENCE,))


def with_part(part: object, name: str) -> World:
    """The world with another value of one field of a part of its unit or setting."""
    changed = replace(part, **{name: another(getattr(part, name))})
    match changed:
        case PageFormat():
            return with_setting(REFERRING, format=changed)
        case LineStyle():
            return with_setting(REFERRING, line=changed)
        case FontRoles():
            return with_setting(REFERRING, fonts=changed)
        case Reference():
            return with_unit(REFERRING, references=(changed,))
        case Face():
            return replace(REFERRING, faces=(changed, *REFERRING.faces[1:]))
    raise TypeError(part)


PARTS = (
    (WORLD.setting.format, "format"),
    (WORLD.setting.line, "format"),
    (WORLD.setting.fonts, "fonts"),
    (REFERENCE, "references"),
    (WORLD.faces[0], "fonts"),
)


@pytest.mark.parametrize(
    ("part", "name", "reason"),
    [
        pytest.param(part, told.name, reason, id=f"{type(part).__name__}.{told.name}")
        for part, reason in PARTS
        for told in fields(part)
        if told.name != "path"  # where a font lies is no matter: its digest tells what it is
    ],
)
def test_every_field_of_what_they_hold_tells_its_reason(
    part: object, name: str, reason: str
) -> None:
    before, after = REFERRING.key(), with_part(part, name).key()
    assert after.digest != before.digest
    assert reasons(after, before.ingredients) == (reason,)


def test_the_kind_of_a_unit_is_in_its_key() -> None:
    """It changes several ingredients at once: text, template and sheets."""
    before, after = WORLD.key(), with_unit(WORLD, kind=UnitKind.PART).key()
    assert reasons(after, before.ingredients) == ("text", "template", "style")


def test_every_ingredient_is_tried() -> None:
    assert tuple(CHANGES) == INGREDIENTS


@pytest.mark.parametrize(
    ("reason", "change"),
    [(reason, change) for reason, changes in CHANGES.items() for change in changes],
)
def test_an_ingredient_changes_the_key_and_tells_its_own_reason(
    reason: str, change: Change
) -> None:
    before, after = WORLD.key(), change(WORLD).key()
    assert after.digest != before.digest
    assert reasons(after, before.ingredients) == (reason,)


@pytest.mark.parametrize("change", IRRELEVANT)
def test_nothing_else_changes_the_key(change: Change) -> None:
    assert change(WORLD).key() == WORLD.key()


@given(
    st.lists(st.sampled_from([(r, i) for r in CHANGES for i in range(len(CHANGES[r]))])),
    st.lists(st.sampled_from(range(len(IRRELEVANT)))),
)
def test_reasons_of_several_changes_add_up(
    changes: list[tuple[str, int]], irrelevant: list[int]
) -> None:
    """The key moves if and only if an ingredient does, whatever else is going on."""
    ours = list(dict(changes).items())  # one change an ingredient
    world = WORLD
    for reason, index in ours:
        world = CHANGES[reason][index](world)
    for index in irrelevant:
        world = IRRELEVANT[index](world)
    before, after = WORLD.key(), world.key()
    changed = {reason for reason, _ in ours}
    assert (after.digest != before.digest) is bool(changed)
    if changed:
        told = reasons(after, before.ingredients)
        assert set(told) == changed
        assert list(told) == [name for name in INGREDIENTS if name in changed]


def test_a_unit_that_was_never_set_is_new() -> None:
    assert reasons(WORLD.key(), None) == ("new",)


def test_the_same_key_is_set_again_only_because_the_shelf_lost_it() -> None:
    assert reasons(WORLD.key(), WORLD.key().ingredients) == ("shelf",)


def test_an_ingredient_that_an_older_program_did_not_know_counts_as_changed() -> None:
    before = {name: v for name, v in WORLD.key().ingredients.items() if name != "images"}
    assert reasons(WORLD.key(), before) == ("images",)


@pytest.mark.parametrize(
    "include",
    ["{% include kind ~ '.html' %}", "{% include ['x.html', 'part.html'] %}",
     "{%+ extends base %}", "{% import 'part' ~ '.html' as p %}"],
)  # fmt: skip
def test_a_template_that_reckons_what_it_includes_depends_on_all(include: str) -> None:
    """When in doubt it goes in: which file is meant is known only when the template runs."""
    world = with_template(WORLD, "article.html", include)
    assert with_template(world, "part.html", "another").key() != world.key()


def test_text_may_not_wander_between_templates_unnoticed() -> None:
    one = with_template(
        WORLD, "article.html", '{% include "blocks.html" %}{% include "part.html" %}'
    )
    one = with_template(with_template(one, "blocks.html", "ab"), "part.html", "c")
    other = with_template(with_template(one, "blocks.html", "a"), "part.html", "bc")
    assert one.key() != other.key()


def test_the_engine_is_known_by_the_stage_that_compiles_and_by_the_system(monkeypatch) -> None:
    def digests() -> set[str]:
        key_module.engine_digest.cache_clear()
        return {key_module.engine_digest()}

    seen = digests()
    assert digests() == seen
    with monkeypatch.context() as patch:
        patch.setattr(key_module, "stage_digest", lambda stage: f"another {stage}")
        seen |= digests()
    with monkeypatch.context() as patch:
        patch.setattr(key_module, "_system_libraries", list)
        seen |= digests()
    key_module.engine_digest.cache_clear()
    assert len(seen) == 3


def test_the_systems_pango_and_harfbuzz_are_found() -> None:
    """An empty list would let a changed Pango pass unseen."""
    found = "\n".join(key_module._system_libraries())
    for name in ("libpango-1.0.so", "libharfbuzz.so", "libfontconfig.so", "libfreetype.so"):
        assert name in found


# ---------------------------------------------------------------------------- from run to run


def test_a_unit_is_digested_while_it_is_another_only(monkeypatch: pytest.MonkeyPatch) -> None:
    house, setting, unit = House({}, {}, {}), WORLD.setting, WORLD.unit
    first = KeyMaker(house, setting, TypeCase(()))
    monkeypatch.setattr(key_module, "engine_digest", lambda: "engine")
    key = first.key(unit)
    second = KeyMaker(house, setting, TypeCase(())).as_before(first)
    assert second is first
    monkeypatch.setattr(KeyMaker, "_key", lambda *_: pytest.fail("digested again"))
    assert second.key(replace(unit)) == key
    with pytest.raises(pytest.fail.Exception):
        second.key(replace(unit, title="别的"))


@pytest.mark.parametrize("change", [c for name in ("text", "references", "images")
                                    for c in CHANGES.get(name, ())])  # fmt: skip
def test_a_unit_that_changed_has_another_key_in_the_same_process(change: Change) -> None:
    house = House(WORLD.templates, WORLD.styles, WORLD.pictures)
    maker, again = (KeyMaker(house, WORLD.setting, TypeCase(WORLD.faces)) for _ in range(2))
    maker.key(WORLD.unit)
    changed = change(WORLD)
    assert maker.key(changed.unit) == again.key(changed.unit) != maker.key(WORLD.unit)


def test_another_world_makes_its_own_keys() -> None:
    house, setting = House({}, {}, {}), WORLD.setting
    first = KeyMaker(house, setting, TypeCase(()))
    for other in (
        KeyMaker(House({"a.html": ""}, {}, {}), setting, TypeCase(())),
        KeyMaker(house, replace(setting, one_colour=not setting.one_colour), TypeCase(())),
        KeyMaker(house, setting, TypeCase((), bold_stand_in="黑")),
    ):
        assert other.as_before(first) is other
    assert first.as_before(None) is first
