"""What a person is asked about a manuscript, and what was answered.

A question has the id of its paragraph, so that a rerun asks the same. Until it is answered the
first of its proposals holds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from huozi.intake.outcome import IntakeNotice, Question
from huozi.intake.values import WordSpot

#: What a manuscript may have many of: an answer to the code by itself holds for all of them.
_TOGETHER = {
    "place": "place-all",
    "caption": "caption-all",
    "lines": "lines-all",
    "typed-note": "typed-note-all",
}
AS_ALL = "as all"


class Answers(Struct, frozen=True):
    """What was decided, by the ids of questions."""

    of: Mapping[str, str] = field(default_factory=dict)

    def get(self, id: str, otherwise: str = "") -> str:
        """The answer to a question, or what holds without one."""
        return self.of.get(id) or otherwise


class Inquiry:
    """The questions and notices of one manuscript."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.questions: list[Question] = []
        self.notices: list[IntakeNotice] = []
        self._asked: dict[str, int] = {}

    def said(self, code: str, spot: WordSpot) -> str:
        """The answer to a question that may not have been asked; empty: none."""
        return self.answers.get(question_id(code, spot))

    def ask(
        self,
        code: str,
        spot: WordSpot,
        words: str,
        proposals: Sequence[str],
        about: str = "",
    ) -> str:
        """Ask; the answer, or the first proposal. `about` names the words of the question."""
        id = question_id(code, spot)
        count = self._asked[id] = self._asked.get(id, 0) + 1
        if code == "symbol":  # once for each sign of a font, wherever it stands
            id = "-".join((code, *re.findall(r"\w+", words)))
            if self._asked.setdefault(id, 0):
                return self.answers.get(id, proposals[0])
            self._asked[id] = 1
        elif count > 1 and code in _TOGETHER:
            id = f"{id}.{count}"
        answer = self.answers.get(id)
        asked = Question(id, about or code, words[:80], tuple(proposals), spot, answer)
        self.questions.append(asked)
        if answer in ("", AS_ALL) and code in _TOGETHER:
            answer = self.answers.get(code)
        return answer or proposals[0]

    def put(
        self, id: str, code: str, words: str, proposals: tuple[str, ...], blocks: bool = False
    ) -> None:
        """A question about the whole manuscript."""
        answer = self.answers.get(id)
        self.questions.append(Question(id, code, words[:80], proposals, None, answer, blocks))

    def tell(self, code: str, words: str, spot: WordSpot | None, count: int = 1) -> None:
        """Something that an editor should look at."""
        self.notices.append(IntakeNotice(code, words, spot, count=count))

    def every(self) -> Iterator[Question]:
        """All questions; before several of one kind the one for all of them."""
        alike: dict[str, list[Question]] = {code: [] for code in _TOGETHER}
        for question in self.questions:
            alike.get(_code(question.id), []).append(question)
        for question in self.questions:
            code = _code(question.id)
            same = alike.get(code, ())
            if len(same) < 2:
                yield question
                continue
            if question is same[0]:
                every = tuple(dict.fromkeys(p for q in same for p in q.proposals))
                words = f"×{len(same)}"
                yield Question(code, _TOGETHER[code], words, every, None, self.answers.get(code))
            yield replace(question, proposals=(AS_ALL, *question.proposals))


def _code(id: str) -> str:
    return id.rpartition("-")[0]


def question_id(code: str, spot: WordSpot) -> str:
    """The id of a question: what it is about, and the paragraph."""
    return f"{code}-{spot.paragraph}" if spot.paragraph else code
