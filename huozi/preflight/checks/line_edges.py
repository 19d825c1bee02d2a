"""No line begins with a mark that closes, or ends with one that opens (禁则).

CLREQ, "Prohibition Rules for Line Start and Line End"; GB/T 15834-2011, 5.1. Only the marks that
every style forbids are looked for.
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding

_NOT_FIRST = frozenset("。，、；：！？”’）》〉】〕］｝〗」』")
_HAN = ("\u4e00", "\u9fff")  # a line without them is not ours to judge: ’tis English
_NOT_LAST = frozenset("“‘（《〈【〔［｛〖「『")


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Every such line."""
    for page in job.document.pages:
        for line in page.lines:
            string = line.string
            if len(string) < 2 or not any(_HAN[0] <= char <= _HAN[1] for char in string):
                continue
            if string[0] in _NOT_FIRST:
                yield PlacedFinding(
                    finding("preflight-line-start", severity=Severity.WARNING, mark=string[0]),
                    page.number, line.box,
                )  # fmt: skip
            if string[-1] in _NOT_LAST:
                yield PlacedFinding(
                    finding("preflight-line-end", severity=Severity.WARNING, mark=string[-1]),
                    page.number, line.box,
                )  # fmt: skip
