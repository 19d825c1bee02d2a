"""Open questions in a small file that a person edits, so that a rerun repeats what was decided.

    # huozi import: 通知.docx
    - id: split-42
      question: second-title
      words: 春水县刻书局关于……的通知
      proposals: [entry, "no"]
      answer:

Only `id` and `answer` are read. What is answered with nothing keeps the first proposal.
"""

from collections.abc import Iterable

from huozi.intake.frontmatter import quoted
from huozi.intake.inquiry import Answers
from huozi.intake.outcome import Question
from huozi.read.report import Reporter
from huozi.read.yamlnodes import NodeShape, compose


def read_answers(text: str, report: Reporter) -> Answers:
    """Read an answers file; what is wrong with it is reported."""
    node = compose(text, report)
    if node is None or node.bare:
        return Answers()
    if node.shape is not NodeShape.LIST:
        report.error("expected-list", node.line, key="answers", found=node)
        return Answers()
    found: dict[str, str] = {}
    for item in node.items:
        values = {key.text: value for key, value in item.pairs}
        if "id" not in values:
            report.error("missing-key", item.line, key="id")
        elif (answer := values.get("answer")) and not answer.empty:
            found[values["id"].text] = answer.text
    return Answers(found)


def written_answers(name: str, questions: Iterable[Question], answers: Answers) -> str:
    """The answers file of a manuscript, with what was answered so far.

    Answers to questions that are not asked any more stay at its end.
    """
    asked = list(questions)
    lines = [f"# huozi import: {' '.join(name.split())}"]
    for question in asked:
        lines += [
            f"- id: {quoted(question.id)}",
            f"  question: {quoted(question.code)}",
            f"  words: {quoted(' '.join(question.words.split())[:60])}",
            "  proposals:",
            *(f"    - {quoted(' '.join(words.split()))}" for words in question.proposals),
            f"  answer: {quoted(answers.get(question.id))}".rstrip(),
        ]
    known = {question.id for question in asked}
    for id, answer in sorted(answers.of.items()):
        if id not in known:
            lines += [f"- id: {quoted(id)}", f"  answer: {quoted(answer)}"]
    return "\n".join(lines) + "\n"
