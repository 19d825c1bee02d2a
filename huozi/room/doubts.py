"""What the rules of proofreading doubt in a book, as the room shows it at the words."""

from pathlib import Path

from huozi.jobs.proofreading.job import ProofOrder, Proofreading, proofread_book
from huozi.jobs.proofreading.report import instead
from huozi.messages import say
from huozi.proofread.kept import source_of
from huozi.proofread.patch import change_of
from huozi.proofread.values import MASKED, Alarm, Grade, PlacedAlarm
from huozi.read.rulings import LONGEST_WORDS
from huozi.read.source import ReadOnce
from huozi.read.whereabouts import NOWHERE
from huozi.room.values import RoomDoubt

_SEVERITIES = {Grade.WRONG: "error", Grade.DOUBT: "warning", Grade.ADVICE: "info"}
#: Of a file so many doubts are shown; who has decided about them is shown the next ones.
MOST_DOUBTS = 300
#: Characters on either side by which words are known again that are "not an error".
_AROUND = 6
_BOM = "\ufeff"


def doubts(book: Path) -> dict[str, list[RoomDoubt]]:
    """Doubts by file, in the order of the text. Raises as `proofread_book` does."""
    desk = proofread_book(ProofOrder(book))
    source = ReadOnce(book)
    found: dict[str, list[RoomDoubt]] = {}
    for one in desk.alarms:
        file = one.place.file
        of_file = found.setdefault(file, [])
        if len(of_file) < MOST_DOUBTS:
            of_file.append(_doubt(one, desk, source.peek(file)))
    return found


def _doubt(one: PlacedAlarm, desk: Proofreading, typed: str) -> RoomDoubt:
    alarm, rule = one.alarm, desk.rule(one.alarm.rule)
    start, length, replacement = _change(one, typed)
    chinese, english = (
        say(rule.id, tongue) + instead(alarm.hit.instead, tongue) for tongue in ("zh", "en")
    )
    return RoomDoubt(
        alarm.rule,
        _SEVERITIES[alarm.grade],  # type: ignore[arg-type]
        one.place.file,
        start - typed.startswith(_BOM),
        length,
        typed[start : start + length],
        replacement,
        chinese,
        english,
        source_of(alarm, rule, desk.rulings.lists),
        _known_again(alarm),
    )


def _change(one: PlacedAlarm, typed: str) -> tuple[int, int, str | None]:
    """From where, how many characters, and what to write there; of what is put in between two, the
    one before goes with it.
    """
    alarm = one.alarm
    passage, hit = alarm.passage, alarm.hit
    there = tuple(passage.offsets[hit.start : hit.stop])
    change = change_of(typed, passage, hit)
    whole = bool(there) and there == tuple(range(there[0], there[0] + len(there)))
    if change and whole and typed.startswith(alarm.words, there[0]):
        return there[0], len(there), hit.instead
    if change and change.stop > change.start:
        return change.start, change.stop - change.start, change.instead
    if change:
        return change.start - 1, 1, typed[change.start - 1] + change.instead
    shown = [at for at in there if at != NOWHERE]
    if shown:
        return shown[0], shown[-1] + 1 - shown[0], None
    lines = typed.split("\n")
    return sum(len(line) + 1 for line in lines[: max(one.place.line - 1, 0)]), 0, None


def _known_again(alarm: Alarm) -> str:
    """The words with some on either side: an exception for them is one for no others."""
    text, hit = alarm.passage.text, alarm.hit
    before = text[max(0, hit.start - _AROUND) : hit.start]
    after = text[hit.stop : hit.stop + _AROUND]
    for sign in (MASKED, "\n"):
        before, after = before.rpartition(sign)[2], after.partition(sign)[0]
    known = before + alarm.words + after
    return known if len(known) <= LONGEST_WORDS else hit.of or alarm.words
