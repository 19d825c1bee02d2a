"""Texts that people edit: saved as they were written, merged or refused, never lost."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.read.rulings import RULINGS_FILE
from huozi.room.drafts import Drafts
from huozi.room.journal import Journal
from huozi.room.merge import merged
from huozi.room.saving import EditedTexts, StandingTexts
from huozi.room.values import Conflict, Saved, base_of
from huozi.values.errors import HuoziError, InputError, UsageError
from tests.books import make_book

FILE = "content/甲.md"
BODY = "第一段。\n\n第二段。\n\n第三段。\n"
PARAGRAPHS = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=6).map(
    lambda signs: "".join(f"{sign}段。\n\n" for sign in signs)
)


class Room:
    """A book with its texts, as a server has them that may be started again."""

    def __init__(self, folder: Path, entries: dict[str, str] | None = None) -> None:
        self.book = make_book(folder, entries or {"甲.md": BODY})
        self.start()

    def start(self) -> tuple[str, ...]:
        self.journal = Journal(self.book / ".room" / "journal")
        self.texts = EditedTexts(self.book, self.journal, Drafts(self.book / ".room" / "drafts"))
        return self.texts.recover()

    def restart(self) -> tuple[str, ...]:
        self.journal.close()
        return self.start()

    @property
    def path(self) -> Path:
        return self.book / FILE

    @property
    def base(self) -> str:
        return self.texts.opened(FILE).base


@pytest.fixture
def room(tmp_path: Path):
    made = Room(tmp_path)
    yield made
    made.journal.close()


def test_a_save_changes_the_file_and_nothing_else_of_it(room: Room) -> None:
    room.path.chmod(0o664)
    opened = room.texts.opened(FILE)
    saved = room.texts.save(FILE, opened.text + "又。\n", opened.base, "张三")
    assert saved == Saved(base_of(opened.text + "又。\n"), False, opened.text + "又。\n")
    assert room.path.read_text() == saved.text
    assert stat.S_IMODE(room.path.stat().st_mode) == 0o664


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(room: Room, end: str, mark: str) -> None:
    typed = room.path.read_text()
    room.path.write_bytes((mark + typed.replace("\n", end)).encode())
    opened = room.texts.opened(FILE)
    assert opened.text == typed
    room.texts.save(FILE, typed.replace("二", "贰"), opened.base, "张三")
    assert room.path.read_bytes() == (mark + typed.replace("二", "贰").replace("\n", end)).encode()


def test_of_mixed_line_ends_each_line_that_stays_keeps_its_own(room: Room) -> None:
    typed = room.path.read_text()
    lines = typed.split("\n")
    raw = "\r\n".join(lines[:5]) + "\n" + "\r\n".join(lines[5:])
    room.path.write_bytes(raw.encode())
    opened = room.texts.opened(FILE)
    assert opened.text == typed
    room.texts.save(FILE, typed.replace("第三", "第叁"), opened.base, "张三")
    assert room.path.read_bytes() == raw.replace("第三", "第叁").encode()


def test_two_people_in_different_paragraphs_are_merged(room: Room) -> None:
    opened = room.texts.opened(FILE)
    room.texts.save(FILE, opened.text.replace("第一段", "第一段改"), opened.base, "张三")
    saved = room.texts.save(FILE, opened.text.replace("第三段", "第三段改"), opened.base, "李四")
    assert isinstance(saved, Saved)
    assert saved.merged
    assert room.path.read_text() == opened.text.replace("一段", "一段改").replace("三段", "三段改")


def test_the_same_paragraph_is_refused_and_both_texts_are_kept(room: Room) -> None:
    opened = room.texts.opened(FILE)
    theirs, yours = (opened.text.replace("第二段", words) for words in ("张改", "李改"))
    room.texts.save(FILE, theirs, opened.base, "张三")
    refused = room.texts.save(FILE, yours, opened.base, "李四")
    assert isinstance(refused, Conflict)
    assert (refused.theirs, refused.yours) == (theirs, yours)
    (paragraph,) = refused.paragraphs
    assert (paragraph.base, paragraph.theirs, paragraph.yours) == (
        "第二段。", "张改。", "李改。",
    )  # fmt: skip
    assert room.path.read_text() == theirs
    draft = room.texts.opened(FILE, "李四").draft
    assert draft is not None
    assert draft.text == yours
    room.restart()
    assert room.texts.opened(FILE, "李四").draft == draft
    assert isinstance(room.texts.save(FILE, yours, refused.base, "李四"), Saved), "李四 decides"
    assert room.texts.opened(FILE, "李四").draft is None


def test_a_merge_knows_its_base_after_a_new_start(room: Room) -> None:
    opened = room.texts.opened(FILE)
    room.texts.save(FILE, opened.text.replace("第一段", "第一段改"), opened.base, "张三")
    room.restart()
    saved = room.texts.save(FILE, opened.text.replace("第三段", "第三段改"), opened.base, "李四")
    assert isinstance(saved, Saved)
    assert saved.merged


def test_over_a_base_that_nobody_knows_nothing_is_written(room: Room) -> None:
    before = room.path.read_text()
    refused = room.texts.save(FILE, "另\n", "0" * 16, "李四")
    assert isinstance(refused, Conflict)
    assert room.path.read_text() == before


def test_changes_outside_are_merged_too(room: Room) -> None:
    opened = room.texts.opened(FILE)
    room.path.write_text(opened.text.replace("第一段", "第一段外改"))
    assert room.texts.outside(FILE) == base_of(room.path.read_text())
    assert room.texts.outside(FILE) is None
    saved = room.texts.save(FILE, opened.text.replace("第三段", "第三段改"), opened.base, "李四")
    assert isinstance(saved, Saved)
    assert "外改" in saved.text
    assert "三段改" in saved.text


def test_at_a_start_the_newest_text_is_put_in_place_unless_others_wrote(room: Room) -> None:
    opened = room.texts.opened(FILE)
    new = opened.text + "新。\n"
    room.texts.save(FILE, new, opened.base, "张三")
    assert room.restart() == ()
    room.path.write_text(opened.text)  # by others: our text was in place
    assert room.restart() == ()
    assert room.path.read_text() == opened.text
    assert [one.who for one in room.texts.history(FILE)] == ["", "张三", ""]


@pytest.mark.parametrize(
    "file",
    [
        "content/book.yaml", "book/甲.md", "content/../content/甲.md", "content//甲.md",
        "/etc/passwd.md", "content/甲.md\0", "content/.甲.md", "content/.x/甲.md", "../甲.md",
        "content/甲.MD", "content/./甲.md", "templates/甲.md", "content/" + "甲" * 400 + ".md", "",
        "content\\甲.md", "content/甲.html", "content/\u202e甲.md",
    ],
)  # fmt: skip
def test_what_may_not_be_edited_is_refused(room: Room, file: str) -> None:
    for work in (
        lambda: room.texts.opened(file),
        lambda: room.texts.save(file, "x", "", "张三"),
        lambda: room.texts.draft(file, "x", "", "张三"),
        lambda: room.texts.history(file),
        lambda: room.texts.version(file, "0"),
    ):
        with pytest.raises(UsageError):
            work()


def test_links_are_not_followed(room: Room, tmp_path: Path) -> None:
    outside = tmp_path.parent / "外.md"
    outside.write_text("外\n")
    (room.book / "content" / "乙.md").symlink_to(outside)
    (room.book / "content" / "丙").symlink_to(tmp_path.parent)
    for file in ("content/乙.md", "content/丙/外.md"):
        with pytest.raises(InputError):
            room.texts.save(file, "x\n", base_of("外\n"), "张三")
    assert outside.read_text() == "外\n"
    os.mkfifo(room.book / "content" / "丁.md")
    with pytest.raises(InputError):
        room.texts.opened("content/丁.md")
    with pytest.raises(KeyError):
        room.texts.opened("content/戊.md")


@pytest.mark.parametrize("text", ["\ud800", "字" * 400_000])
def test_what_no_file_may_hold_is_refused(room: Room, text: str) -> None:
    before, base = room.path.read_text(), room.base
    with pytest.raises(InputError):
        room.texts.save(FILE, text, base, "张三")
    with pytest.raises(InputError):
        room.texts.draft(FILE, text, base, "张三")
    assert room.path.read_text() == before


def test_a_file_that_is_no_utf8_is_told(room: Room) -> None:
    room.path.write_bytes("第一段，第二段，都是中文。".encode("gb18030"))
    with pytest.raises(HuoziError) as raised:
        room.texts.opened(FILE)
    assert raised.value.findings[0].code == "not-utf8-gbk"


def test_all_texts_stand_without_those_that_cannot_be_read(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"甲.md": BODY, "乙.md": BODY})
    (book / "content" / "丙.md").write_bytes("第一段，都是中文。".encode("gb18030"))
    texts = StandingTexts(book)
    files = [f"content/{name}.md" for name in "甲乙丙丁"]
    assert list(texts.of(files)) == files[:2]
    (book / FILE).write_bytes("\ufeff又\r\n".encode())
    assert texts.of(files)[FILE] == "又\n"


def test_accepting_changes_exactly_its_characters(room: Room) -> None:
    opened = room.texts.opened(FILE)
    at = opened.text.index("第二段")
    saved = room.texts.accept(FILE, opened.base, at, 2, "第二", "次", "张三")
    assert isinstance(saved, Saved)
    assert room.path.read_text() == opened.text.replace("第二段", "次段")
    again = room.texts.accept(FILE, saved.base, at, 2, "第二", "次", "张三")
    assert isinstance(again, Conflict)
    assert (again.paragraphs[0].base, again.paragraphs[0].theirs) == ("第二", "次段")
    over_old = room.texts.accept(FILE, opened.base, opened.text.index("三"), 1, "三", "叁", "张三")
    assert isinstance(over_old, Saved)
    assert "第叁段" in over_old.text
    assert "次段" in over_old.text
    for offset, length in ((-1, 2), (10**6, 2), (0, -1)):
        assert isinstance(
            room.texts.accept(FILE, over_old.base, offset, length, "第", "x", "张三"), Conflict
        )


def test_saves_of_one_person_in_a_run_are_one_version(room: Room, monkeypatch) -> None:
    opened = room.texts.opened(FILE)
    texts, times = [opened.text], iter(range(100))
    clock = {"step": 60}

    def now() -> str:
        seconds = next(times) * clock["step"]
        return f"2026-01-01T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}+00:00"

    monkeypatch.setattr("huozi.room.saving.now", now)
    for who in ("张三", "张三", "张三", "李四", "张三"):
        texts.append(texts[-1] + f"{who}。\n")
        room.texts.save(FILE, texts[-1], base_of(texts[-2]), who)
    versions = room.texts.history(FILE)
    assert [one.who for one in versions] == ["张三", "李四", "张三", ""]
    assert [room.texts.version(FILE, one.id) for one in versions] == [
        texts[5], texts[4], texts[3], texts[0],
    ]  # fmt: skip
    with pytest.raises(KeyError):
        room.texts.version(FILE, "7777777")
    clock["step"] = 600
    texts.append(texts[-1] + "又。\n")
    room.texts.save(FILE, texts[-1], base_of(texts[-2]), "张三")
    assert [one.who for one in room.texts.history(FILE)][:2] == ["张三", "张三"]
    restored = room.texts.save(FILE, texts[0], base_of(texts[-1]), "张三", "restored")
    assert isinstance(restored, Saved)
    assert room.path.read_text() == texts[0]


def test_what_is_typed_behind_a_text_that_was_brought_back_is_another_version(room: Room) -> None:
    texts = [room.texts.opened(FILE).text]
    for words, reason in (("又", ""), ("又又", ""), ("", "恢复"), ("再", ""), ("再再", "")):
        base = base_of(texts[-1])
        texts.append(BODY.replace("第一段", f"第一段{words}"))
        room.texts.save(FILE, texts[-1], base, "张三", reason)
    assert [(one.reason, room.texts.version(FILE, one.id)) for one in room.texts.history(FILE)] == [
        ("", texts[5]), ("恢复", texts[3]), ("", texts[2]), ("", texts[0]),
    ]  # fmt: skip


@pytest.mark.parametrize("back", [3600, 24 * 3600], ids=["an-hour", "a-day"])
@pytest.mark.parametrize("again", [False, True], ids=["running", "started-again"])
def test_versions_are_in_their_order_when_the_clock_is_set_back(
    room: Room, monkeypatch, back: int, again: bool
) -> None:
    times = iter([*range(0, 1800, 600), *(1800 + 600 * n - back for n in range(3))])
    begun = datetime(2026, 1, 2, tzinfo=UTC)
    monkeypatch.setattr(
        "huozi.room.saving.now", lambda: (begun + timedelta(seconds=next(times))).isoformat()
    )
    texts = [room.texts.opened(FILE).text]
    for number in range(5):
        if again and number == 3:
            assert room.restart() == ()
        base = base_of(texts[-1])
        texts.append(texts[-1] + f"{number}。\n\n")
        assert isinstance(room.texts.save(FILE, texts[-1], base, "张三"), Saved)
    shown = [room.texts.version(FILE, one.id) for one in room.texts.history(FILE)]
    assert shown == texts[::-1]
    assert room.path.read_text() == texts[-1]


def test_drafts_are_of_one_person_and_are_forgotten(room: Room) -> None:
    opened = room.texts.opened(FILE)
    room.texts.draft(FILE, "草稿\n", opened.base, "张三")
    assert room.texts.opened(FILE, "李四").draft is None
    draft = room.texts.opened(FILE, "张三").draft
    assert draft is not None
    assert (draft.text, draft.base) == ("草稿\n", opened.base)
    room.texts.forget_draft(FILE, "张三")
    assert room.texts.opened(FILE, "张三").draft is None


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_nothing_that_two_people_typed_is_lost(base: str, theirs: str, yours: str) -> None:
    made = merged(base, theirs, yours)
    said = made if isinstance(made, str) else "".join(
        one.theirs + one.yours for one in made
    )  # fmt: skip
    for text, other in ((theirs, yours), (yours, theirs)):
        for paragraph in set(text.split("\n\n")) - set(base.split("\n\n")):
            assert paragraph in said or (isinstance(made, tuple) and paragraph in text + other)
    assert merged(base, base, yours) == yours
    assert merged(base, theirs, base) == theirs


def test_what_is_put_beside_a_changed_paragraph_is_merged() -> None:
    assert merged("甲\n\n乙\n", "甲\n\n新\n\n乙\n", "甲\n\n乙改\n") == "甲\n\n新\n\n乙改\n"
    assert merged("甲\n\n乙\n", "甲改\n\n乙\n", "甲\n\n新\n\n乙\n") == "甲改\n\n新\n\n乙\n"


def test_no_error_is_written_down_with_all_remarks_kept(room: Room) -> None:
    path = room.book / RULINGS_FILE
    path.write_text("# 本书的决定\nterms: [甲]  # 术语\n")
    room.texts.rule("W05", "履职工帐，增强", "", "张三")
    room.texts.rule("N02", '08年: "x"', "照录 印本", "李四")
    said = path.read_text()
    assert said.startswith("# 本书的决定\nterms: [甲]  # 术语\nexceptions:\n  - rule: W05\n")
    assert "照录 印本" in said
    assert said.count("- rule:") == 2
    path.write_text("exceptions: nonsense\n")
    with pytest.raises(InputError):
        room.texts.rule("W05", "x", "", "张三")
    path.unlink()
    room.texts.rule("W05", "履职工帐", "", "张三")
    assert path.read_text().startswith("exceptions:\n  - rule: W05\n")
