"""An exception added to `content/审校.yaml` as a hand would: lines more, all others as they are.

Nothing is written here. What comes out is read again before it is believed.
"""

import json

import yaml
from msgspec.structs import replace

from huozi.read.enlist import EnlistError, behind_line, end_of, pairs_of
from huozi.read.report import Reporter
from huozi.read.rulings import RULINGS_FILE, read_rulings
from huozi.values.rulings import Kept, Rulings


class RuledError(Exception):
    """An exception can't be added by this program: the file is no sound one, or is written in a way
    that is not known here.
    """


def ruled(text: str, kept: Kept) -> str:
    """The file with one more exception. Raises RuledError."""
    before = _read(text)
    made = _added(text, kept)
    wanted = replace(before, exceptions=(*before.exceptions, kept))
    if _placeless(_read(made)) != _placeless(wanted):
        raise RuledError
    return made


def _read(text: str) -> Rulings:
    report = Reporter(RULINGS_FILE)
    found = read_rulings(text, report) if text.strip() else Rulings()
    if found is None or report.failed:
        raise RuledError
    return found


def _added(text: str, kept: Kept) -> str:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        keys = {} if root is None else pairs_of(root)
    except (yaml.YAMLError, EnlistError) as error:
        raise RuledError from error
    if "exceptions" not in keys:
        if isinstance(root, yaml.MappingNode) and root.flow_style:
            raise RuledError
        whole = text if not text or text.endswith("\n") else text + "\n"
        return whole + "exceptions:\n" + _lines(kept, 2)
    key, items = keys["exceptions"]
    if not isinstance(items, yaml.SequenceNode):
        return behind_line(text, key.end_mark.index, _lines(kept, key.start_mark.column + 2), "\n")
    if not items.flow_style:
        lines = _lines(kept, items.start_mark.column)
        return behind_line(text, end_of(items).end_mark.index, lines, "\n")
    closing = items.end_mark.index - 1
    at = items.value[-1].end_mark.index if items.value else closing
    flow = ", ".join(f"{name}: {_quoted(words)}" for name, words in _fields(kept))
    return text[:at] + (", " if items.value else "") + f"{{{flow}}}" + text[at:]


def _fields(kept: Kept) -> list[tuple[str, str]]:
    names = ("rule", "text", "reason", "who", "date")
    return [(name, words) for name in names if (words := getattr(kept, name))]


def _lines(kept: Kept, indent: int) -> str:
    lead = " " * indent
    written = [
        f"{name}: {words if name in ('rule', 'date') else _quoted(words)}"
        for name, words in _fields(kept)
    ]
    return f"{lead}- " + f"\n{lead}  ".join(written) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _placeless(rulings: Rulings) -> Rulings:
    return replace(
        rulings,
        exceptions=tuple(replace(one, line=0) for one in rulings.exceptions),
        proofs=tuple(replace(one, line=0) for one in rulings.proofs),
    )
