"""What import yields: written files as values, what became of each atom, what is told and asked.

Nothing here has been written to a disk. Codes are for programs and tests; the report has the words.
"""

from enum import StrEnum

from msgspec import Struct

from huozi.intake.fates import Fated
from huozi.intake.values import WordSpot


class PartOfText(StrEnum):
    """What a passage of a manuscript is taken for."""

    RED_HEAD = "red-head"  # 红头: who issues
    SIGNER = "signer"  # 签发人
    MARKING = "marking"  # 份号、密级、紧急程度
    DOCNO = "docno"  # 发文字号
    TITLE = "title"
    ADDRESSEE = "addressee"  # 主送
    ATTACHMENTS = "attachments"  # 附件说明
    SIGNATURE = "signature"  # 落款: names
    DATE = "date"  # 成文日期
    PUBLIC = "public"  # （此件公开发布）
    IMPRINT = "imprint"  # 版记
    ANNEX = "annex"  # 附件1, at the head of an annex
    HEADING = "heading"
    CAPTION = "caption"
    CONTRIBUTOR = "contributor"  # （供稿：…）
    TEXT = "text"


class Proposal(Struct, frozen=True):
    """A guess at what a passage is, with its reason. Confidence is between 0 and 1."""

    part: PartOfText
    passages: tuple[int, ...]  # indices in the flow
    reason: str  # a code: style, number, face, place, words, …
    confidence: float
    level: int = 0  # of a heading
    words: str = ""  # of the first passage
    spot: WordSpot | None = None


class Question(Struct, frozen=True):
    """What a person has to decide. Without an answer the first proposal holds."""

    id: str
    code: str
    words: str  # of the manuscript, that it is about
    proposals: tuple[str, ...]
    spot: WordSpot | None = None
    answer: str = ""
    blocks: bool = False  # nothing may be written before it is answered


class IntakeNotice(Struct, frozen=True):
    """Something that was not simply set, or that an editor should look at."""

    code: str
    words: str
    spot: WordSpot | None = None
    detail: str = ""
    count: int = 1


class ConvertedPicture(Struct, frozen=True):
    """A picture that a written file asks for, and where its bytes lie in the package."""

    path: str  # as the Markdown has it, relative to the file
    picture: str  # the id of a WordPicture


class ConvertedEntry(Struct, frozen=True):
    """A file to be written: an entry, or an annex of the entry before it."""

    path: str  # relative to the folder it goes to
    markdown: str
    title: str
    annex: bool = False
    pictures: tuple[ConvertedPicture, ...] = ()


class ImportDifference(Struct, frozen=True):
    """The first place where what was read back is not what was set."""

    file: str
    line: int
    wanted: str
    found: str


class Converted(Struct, frozen=True):
    """All that an import makes. Where `differences` is not empty nothing may be written."""

    entries: tuple[ConvertedEntry, ...]
    ledger: tuple[Fated, ...]
    proposals: tuple[Proposal, ...] = ()
    questions: tuple[Question, ...] = ()
    notices: tuple[IntakeNotice, ...] = ()
    differences: tuple[ImportDifference, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it may be written."""
        return not self.differences and not any(q.blocks and not q.answer for q in self.questions)
