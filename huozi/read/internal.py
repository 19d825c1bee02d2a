"""What a book has to say that is an internal one (内部资料)."""

from typing import Any

from huozi.read.report import Reporter
from huozi.values.style import UnitKind

#: What an internal book (内部资料) has to say, beside “内部资料，免费交流”, by the words of the
#: rule (内部资料性出版物管理办法, 2015, 13), and the key for it. The number of the permit stands on
#: the cover, the others on the cover or on the copyright page.
_INTERNAL = {
    "准印证号": "permit",
    "编印单位": "issuer",
    "发送对象": "recipients",
    "印刷单位": "printer",
    "印刷日期": "print_date",
    "印数": "printing: run",
}


def check_internal(values: dict[str, Any], line: int, report: Reporter) -> None:
    """Report what a book that says it is internal does not say, or has no page to say it on."""
    if values["material"] != "internal":
        return
    own = "".join(values["copyright_lines"])  # lines that an editor words otherwise
    missing = tuple(
        f"{word} ({key})"
        for word, key in _INTERNAL.items()
        if word not in own
        and not (values["printing"].run if key == "printing: run" else values[key])
    )
    if missing:
        report.warning("internal-lacks", line, missing=missing)
    kinds = {piece.kind for piece in (*values["front"], *values["back"])}
    if not kinds & {UnitKind.COPYRIGHT, UnitKind.COLOPHON}:
        report.warning("internal-unsaid", line)
