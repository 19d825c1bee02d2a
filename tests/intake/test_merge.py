"""A newer manuscript into an edited text: no change is lost, and corrections stay."""

from hypothesis import given
from hypothesis import strategies as st

from huozi.intake.merge import merge

_PARAGRAPHS = st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=0, max_size=9).map(
    lambda signs: [f"{sign}段。" for sign in signs]
)


def text(paragraphs, title: str = "题") -> str:
    """As the writer has it."""
    return "\n\n".join([f"---\ntitle: {title}\n---", *paragraphs]) + "\n"


BASE = text(["甲。", "乙。", "丙。", "丁。"])


def test_each_side_is_followed_where_it_alone_changed() -> None:
    mine = text(["甲改。", "乙。", "丙。", "丁。"])
    theirs = text(["甲。", "乙。", "丙新。", "丁。", "戊。"])
    made = merge(BASE, mine, theirs)
    assert made.text == text(["甲改。", "乙。", "丙新。", "丁。", "戊。"])
    assert made.ready


def test_front_matter_is_merged_line_by_line() -> None:
    made = merge(BASE, text(["甲。", "乙。", "丙。", "丁。"], "新题"), text(["甲。"]))
    assert made.text == text(["甲。"], "新题")


def test_what_both_changed_is_a_conflict_and_stays_as_edited() -> None:
    mine, theirs = (BASE.replace("乙。", f"{words}。") for words in ("乙改", "乙新"))
    made = merge(BASE, mine, theirs)
    (conflict,) = made.conflicts
    assert (conflict.line, conflict.base, conflict.mine, conflict.theirs) == (
        7, "乙。", "乙改。", "乙新。",
    )  # fmt: skip
    assert (made.ready, made.text) == (False, mine)
    assert merge(BASE, mine, theirs, {conflict.id: "theirs"}).text == theirs
    assert merge(BASE, mine, theirs, {conflict.id: "mine"}).text == mine
    assert merge(BASE, mine, theirs, {conflict.id: "mine"}).ready


def test_neighbours_are_told_apart() -> None:
    mine, theirs = BASE.replace("乙。", "乙改。"), BASE.replace("丙。", "丙新。")
    assert merge(BASE, mine, theirs).text == mine.replace("丙。", "丙新。")


@given(_PARAGRAPHS)
def test_a_merge_with_itself_changes_nothing(paragraphs) -> None:
    made = merge(*[text(paragraphs)] * 3)
    assert (made.text, made.conflicts) == (text(paragraphs), ())


@given(_PARAGRAPHS, _PARAGRAPHS)
def test_one_side_alone_is_taken_whole(base, other) -> None:
    assert merge(text(base), text(other), text(base)).text == text(other)
    assert merge(text(base), text(base), text(other)).text == text(other)
    assert merge(text(base), text(other), text(other)).text == text(other)


@given(st.lists(st.sampled_from(["", "改", "新"]), min_size=1, max_size=12), st.data())
def test_no_change_of_either_side_is_lost(sides, data) -> None:
    """Each paragraph is changed by one side at most, and what both did not is as it was."""
    base = [f"第{n}段。" for n in range(len(sides))]
    mine = [
        f"{words}改" if side == "改" else words for side, words in zip(sides, base, strict=True)
    ]
    theirs = [
        f"{words}新" if side == "新" else words for side, words in zip(sides, base, strict=True)
    ]
    added = data.draw(st.integers(0, len(base)))
    theirs.insert(added, "添一段。")
    made = merge(text(base), text(mine), text(theirs))
    shown = made.text + "".join(f"{c.mine}{c.theirs}" for c in made.conflicts)
    wanted = [w for side, w in zip(sides, mine, strict=True) if side == "改"]
    wanted += [w for w in theirs if w.endswith("新") or w.startswith("添")]
    assert all(words in shown for words in wanted)


def test_text_without_front_matter_and_line_end() -> None:
    assert merge("甲\n\n乙", "甲\n\n乙改", "甲新\n\n乙").text == "甲新\n\n乙改"
