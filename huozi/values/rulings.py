"""What people have decided about a book's language, as `content/审校.yaml` holds it."""

from enum import StrEnum

from msgspec import Struct


class ErrorKind(StrEnum):
    """Kinds of errors as the trade weighs them (图书质量管理规定, annex, 3)."""

    CHARACTER = "字"  # a wrong, lost, added or turned character
    KNOWLEDGE = "知识"
    LOGIC = "逻辑"
    GRAMMAR = "语法"
    MIXED = "简繁"  # a traditional form among simplified ones, or the other way round
    FIGURE = "数字"  # figures and numerals against GB/T 15835
    MARK = "标点"
    LAYOUT = "格式"


class Kept(Struct, frozen=True):
    """An exception: what a rule finds in this text stays as it is."""

    rule: str
    text: str
    reason: str
    who: str = ""
    date: str = ""  # ISO
    line: int = 0


class OfficeList(Struct, frozen=True):
    """A list of the office's own, with who answers for it: what is wrong in its books, and what is
    right instead.
    """

    name: str
    who: str
    date: str  # ISO
    words: tuple[tuple[str, str], ...]


class AcceptedError(Struct, frozen=True):
    """An error of a proof that a person has accepted as one."""

    page: str  # the folio that is printed on the page of the proof
    kind: ErrorKind
    wrong: str
    right: str = ""  # empty: it goes
    rule: str = ""  # that found it; empty where a reader did
    note: str = ""


class ProofRead(Struct, frozen=True):
    """A proof 校次 that was read: the errors accepted in it."""

    number: int  # 1: 一校
    errors: tuple[AcceptedError, ...] = ()
    who: str = ""
    date: str = ""  # ISO
    line: int = 0


class Rulings(Struct, frozen=True):
    """All that was decided. In `terms` and `names` no rule has anything to say."""

    exceptions: tuple[Kept, ...] = ()
    terms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    lists: tuple[OfficeList, ...] = ()
    proofs: tuple[ProofRead, ...] = ()

    def proof(self, number: int) -> ProofRead | None:
        """The proof of a number, if it was read."""
        return next((proof for proof in self.proofs if proof.number == number), None)
