"""发文字号: the number of an official document, 京平发〔2004〕26号.

GB/T 9704-2012, 7.2.5: agency code, year of four figures in 六角括号 〔〕 (U+3014, U+3015), serial
number without leading zero and without 第, 号. Documents from before 2012 may differ in the last
two: those are only pointed out.
"""

import re

from huozi.read import schema
from huozi.read.report import Reporter
from huozi.read.shapes import line_of_text
from huozi.read.yamlnodes import Node, NodeShape

_OPEN, _CLOSE = "\u3014", "\u3015"
_FORM = re.compile(
    r"(?P<agency>[^\[\](){}（）【】〔〕〈〉《》［］｛｝﹝﹞0-9]+(?:（[^（）0-9]+）[^\[\](){}【】〔〕0-9]*)?)"
    r"(?P<open>[\[({（【〔〈《［｛﹝<])"
    r"(?P<year>[0-9]{4}|[0-9]{2})年?"
    r"(?P<close>[\])}）】〕〉》］｝﹞>])"
    r"(?P<di>第?)(?P<serial>[0-9]+)(?P<hao>号?)"
)


@schema.takes(line_of_text(60))
def docno(node: Node, key: str, report: Reporter) -> str | None:
    """A reader for a document number; gives it without typed spaces."""
    if node.shape is not NodeShape.SCALAR or len(node.text) > 60:
        report.error("docno-form", node.line, found=node)
        return None
    number = re.sub(r"[ \t\u3000]+", "", node.text)
    match = _FORM.fullmatch(number)
    if match is None:
        report.error("docno-form", node.line, found=number)
        return None
    wrong = _mistakes(match)
    if wrong:
        for code in wrong:
            report.error(code, node.line, found=number, near=_corrected(match))
        return None
    if match["serial"].startswith("0"):
        report.warning("docno-zero", node.line, found=number, near=_corrected(match))
    if match["di"]:
        report.warning("docno-di", node.line, found=number, near=_corrected(match))
    return number


def year_of(number: str) -> int:
    """The year in a document number that was read."""
    return int(number.partition(_OPEN)[2][:4])


def _mistakes(match: re.Match[str]) -> list[str]:
    wrong = []
    if (match["open"], match["close"]) != (_OPEN, _CLOSE):
        wrong.append("docno-brackets")
    if len(match["year"]) != 4:
        wrong.append("docno-year")
    if not match["hao"]:
        wrong.append("docno-hao")
    return wrong


def _corrected(match: re.Match[str]) -> str:
    year = match["year"]
    if len(year) == 2:
        year = f"{'19' if int(year) >= 50 else '20'}{year}"
    serial = match["serial"].lstrip("0") or "0"
    return f"{match['agency']}{_OPEN}{year}{_CLOSE}{serial}号"
