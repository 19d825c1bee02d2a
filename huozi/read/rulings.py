"""`content/审校.yaml`: what people have decided about the language of the book.

It is no text of the book: nothing of it is set, and a build does not look at it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from huozi.read import dates, schema
from huozi.read.report import Reporter, begun
from huozi.read.schema import Field
from huozi.read.shapes import mapping
from huozi.read.yamlnodes import Node, NodeShape, compose
from huozi.values.rulings import AcceptedError, ErrorKind, Kept, OfficeList, ProofRead, Rulings

RULINGS_FILE = "content/审校.yaml"
MOST_PROOFS = 9

LONGEST_WORDS, LONGEST_REASON, LONGEST_NAME = 60, 300, 40

_T = TypeVar("_T")


def read_rulings(text: str, report: Reporter, known: tuple[str, ...] = ()) -> Rulings | None:
    """What a file says, with what is wrong in it reported; None for what is no YAML.

    `known` are the ids of the rules: others can't be kept from speaking.
    """
    root = compose(text, report)
    if root is None:
        return None
    rulings = Rulings(**schema.read_fields(root, _FILE, report))
    for kept in rulings.exceptions:
        if known and kept.rule not in known:
            report.unknown("ruling-rule", kept.line, kept.rule, known)
    seen: dict[int, int] = {}
    for proof in rulings.proofs:
        if first := seen.setdefault(proof.number, proof.line) - proof.line:
            report.error(
                "ruling-proof-twice", proof.line, number=proof.number, first=first + proof.line
            )
    return rulings


#: Words as they stand in the book: not judged, since they may well be wrong.
_AS_WRITTEN = schema.verbatim(LONGEST_WORDS)


def _whole(
    of: Callable[..., _T], fields: tuple[Field, ...], lined: bool = False
) -> schema.FieldReader:
    """A reader for a mapping of these fields, all of its required ones there."""
    needed = [field.name for field in fields if field.required]

    @schema.takes(schema.shape_of(fields))
    def read(node: Node, key: str, report: Reporter) -> _T | None:
        if node.shape is not NodeShape.MAP:
            report.error("expected-mapping", node.line, found=node)
            return None
        values: dict[str, Any] = schema.read_fields(node, fields, report)
        if any(values[name] is None for name in needed):
            return None
        return of(**values, line=node.line) if lined else of(**values)

    return read


@schema.takes(mapping((), _AS_WRITTEN.shape))
def _words(node: Node, key: str, report: Reporter) -> tuple[tuple[str, str], ...] | None:
    """`错: 对`, one pair to a line. A word is not replaced by itself."""
    if node.shape is not NodeShape.MAP:
        report.error("expected-mapping", node.line, found=node)
        return None
    made = []
    for wrong, right in node.pairs:
        old = _AS_WRITTEN(wrong, key, report)
        new = "" if right.empty else _AS_WRITTEN(right, key, report)
        if old and old == new:
            report.error("ruling-same", wrong.line, found=begun(old))
        elif old and new is not None:
            made.append((old, new))
    return tuple(made)


_KINDS = schema.words_of(ErrorKind) | {kind.name.lower(): kind for kind in ErrorKind}

_EXCEPTION = (
    Field("rule", schema.verbatim(8), required=True),
    Field("text", _AS_WRITTEN, required=True),
    Field("reason", schema.verbatim(LONGEST_REASON), required=True),
    Field("who", schema.verbatim(LONGEST_NAME), default=""),
    Field("date", dates.date, default=""),
)
_LIST = (
    Field("name", schema.verbatim(LONGEST_NAME), required=True),
    Field("who", schema.verbatim(LONGEST_NAME), required=True),
    Field("date", dates.date, required=True),
    Field("words", _words, required=True),
)
_ERROR = (
    Field("page", schema.verbatim(12), required=True),
    Field("kind", schema.choice(_KINDS), required=True),
    Field("wrong", _AS_WRITTEN, required=True),
    Field("right", _AS_WRITTEN, default=""),
    Field("rule", schema.verbatim(8), default=""),
    Field("note", schema.verbatim(LONGEST_REASON), default=""),
)
_PROOF = (
    Field("number", schema.integer(1, MOST_PROOFS), required=True),
    Field("errors", schema.listing(_whole(AcceptedError, _ERROR)), default=()),
    Field("who", schema.verbatim(LONGEST_NAME), default=""),
    Field("date", dates.date, default=""),
)
_FILE = (
    Field("exceptions", schema.listing(_whole(Kept, _EXCEPTION, lined=True)), default=()),
    Field("terms", schema.listing(_AS_WRITTEN), default=()),
    Field("names", schema.listing(_AS_WRITTEN), default=()),
    Field("lists", schema.listing(_whole(OfficeList, _LIST)), default=()),
    Field("proofs", schema.listing(_whole(ProofRead, _PROOF, lined=True)), default=()),
)
