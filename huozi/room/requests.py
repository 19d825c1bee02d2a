"""What browsers ask, as bodies of requests: read strictly, unknown fields are refused."""

from typing import Literal

from msgspec import Struct

from huozi.room.values import MarkKind


class SaveRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """PUT …/text."""

    file: str
    text: str
    base: str
    reason: str = ""


class DraftRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """PUT …/draft."""

    file: str
    text: str
    base: str


class AcceptRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """POST …/accept."""

    file: str
    base: str
    offset: int
    length: int
    found: str
    replacement: str


class RulingRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """POST …/ruling."""

    rule: str
    text: str
    reason: str = ""


class MarkRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """POST …/marks."""

    file: str
    base: str
    offset: int
    length: int
    kind: MarkKind
    text: str = ""
    note: str = ""


class MarkAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """POST …/marks/{id}."""

    action: Literal["accept", "decline", "withdraw"]
    words: str = ""


class FreezeRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """POST …/proofs."""

    name: str


class BookletRequest(
    Struct, frozen=True, tag="booklet", tag_field="kind", forbid_unknown_fields=True
):
    """A booklet of entries that were ticked, by the ids of their units."""

    entries: tuple[str, ...]
    title: str = ""


class ProfileRequest(
    Struct, frozen=True, tag="profile", tag_field="kind", forbid_unknown_fields=True
):
    """The book as a profile wants it."""

    profile: str


class PreflightRequest(
    Struct, frozen=True, tag="preflight", tag_field="kind", forbid_unknown_fields=True
):
    """The report of a press file."""

    profile: str = ""


class DeliverRequest(
    Struct, frozen=True, tag="deliver", tag_field="kind", forbid_unknown_fields=True
):
    """The ZIP for the printer."""

    draft: bool = False


class CompareRequest(
    Struct, frozen=True, tag="compare", tag_field="kind", forbid_unknown_fields=True
):
    """Two proofs compared; an empty name is the book as it stands."""

    a: str
    b: str = ""


class ImportRequest(
    Struct, frozen=True, tag="import", tag_field="kind", forbid_unknown_fields=True
):
    """Manuscripts of an intake, looked at; `into` is a part."""

    intake: str
    into: str = ""
    manner: Literal["", "document", "article"] = ""
    changes: Literal["ask", "accept", "reject"] = "ask"


JobRequest = (
    BookletRequest
    | ProfileRequest
    | PreflightRequest
    | DeliverRequest
    | CompareRequest
    | ImportRequest
)


class AnswersRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """PUT …/intake/{id}/answers. An empty `file` is the first."""

    text: str
    file: str = ""


class TakeRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """POST …/intake/{id}/take: as ImportRequest has it."""

    into: str = ""
    manner: Literal["", "document", "article"] = ""
    changes: Literal["ask", "accept", "reject"] = "ask"
