"""Tags put into a stream: what is text, what is an artifact, and nothing in between."""

import pytest

from huozi.link.tags import furniture, tagged
from huozi.values.structure import ARTIFACT

ROLES = ("Art", "P", "H1", "Figure", "Link")
P, H1, FIGURE, LINK = range(1, 5)
OBJECTS = {"BT": "ET", "BDC": "EMC", "BMC": "EMC"}


def lines(words: str) -> bytes:
    """A stream from a line of operators: `;` parts its lines."""
    return "\n".join(line.strip() for line in words.split(";")).encode()


def tags(words: str, *marks: tuple[int, int]) -> tuple[str, list[str]]:
    content, elements = tagged(lines(words), marks, ROLES)
    return "; ".join(content.decode().split("\n")), [ROLES[place] for place in elements]


@pytest.mark.parametrize(
    ("words", "marks", "expected", "roles"),
    [
        (
            "q; BT; /F 9 Tf; [<0001>]TJ; <0002> Tj; ET; Q",
            [(1, P)],
            "q; BT; /F 9 Tf; /P <</MCID 0>> BDC; [<0001>]TJ; <0002> Tj; EMC; ET; Q",
            ["P"],
        ),
        (  # two elements in one text object
            "BT; <01> Tj; /G 9 Tf; <02> Tj; ET",
            [(0, H1), (2, P)],
            "BT; /H1 <</MCID 0>> BDC; <01> Tj; EMC; /G 9 Tf; /P <</MCID 1>> BDC; <02> Tj; EMC; ET",
            ["H1", "P"],
        ),
        (  # one element in two text objects
            "BT; <01> Tj; ET; 0 g; BT; <02> Tj; ET",
            [(0, P)],
            "BT; /P <</MCID 0>> BDC; <01> Tj; EMC; ET; 0 g; BT; /P <</MCID 1>> BDC; <02> Tj; EMC; "
            "ET",
            ["P", "P"],
        ),
        (  # an element that begins where the text before it ends
            "BT; <01> Tj; ET; BT; <02> Tj; ET",
            [(0, H1), (2, P)],
            "BT; /H1 <</MCID 0>> BDC; <01> Tj; EMC; ET; BT; /P <</MCID 1>> BDC; <02> Tj; EMC; ET",
            ["H1", "P"],
        ),
        (  # an underline
            "0 0 m; 9 0 l; S; BT; <01> Tj; ET",
            [(0, P)],
            "/Artifact BMC; 0 0 m; 9 0 l; S; EMC; BT; /P <</MCID 0>> BDC; <01> Tj; EMC; ET",
            ["P"],
        ),
        (  # a border within its clip
            "0 0 m; 9 9 l; W*; n; 0 0 9 9 re; 0 0 9 8 re; f*",
            [(0, ARTIFACT)],
            "0 0 m; 9 9 l; W*; n; /Artifact BMC; 0 0 9 9 re; 0 0 9 8 re; f*; EMC",
            [],
        ),
        ("/s0 sh", [(0, P)], "/Artifact BMC; /s0 sh; EMC", []),
        (  # dots of a leader
            "BT; <01> Tj; ET",
            [(0, ARTIFACT)],
            "BT; /Artifact BMC; <01> Tj; EMC; ET",
            [],
        ),
        ("BT; <01> Tj; ET", [], "BT; /Artifact BMC; <01> Tj; EMC; ET", []),
        (  # words of its own
            "BT; <01> Tj; /Span <</ActualText <feff>>> BDC; <02> Tj; EMC; <03> Tj; ET",
            [(0, P)],
            "BT; /P <</MCID 0>> BDC; <01> Tj; EMC; /Span <</MCID 1 /ActualText <feff>>> BDC; "
            "<02> Tj; EMC; /P <</MCID 2>> BDC; <03> Tj; EMC; ET",
            ["P", "P", "P"],
        ),
        (
            "BT; /Span <</ActualText <feff>>> BDC; <02> Tj; EMC; ET",
            [(0, ARTIFACT)],
            "BT; /Artifact BMC; /Span <</ActualText <feff>>> BDC; <02> Tj; EMC; EMC; ET",
            [],
        ),
        (  # a number that is put in later
            "BT; /HzSlot <</Name (s0)>> BDC; <01> Tj; EMC; ET",
            [(0, LINK)],
            "BT; /Link <</MCID 0>> BDC; /HzSlot <</Name (s0)>> BDC; <01> Tj; EMC; EMC; ET",
            ["Link"],
        ),
        (  # a drawing behind text, with text of its own
            "BT; <01> Tj; ET; q; 0 0 m; S; BT; <02> Tj; ET; Q; Q",
            [(0, P), (2, FIGURE)],
            "BT; /P <</MCID 0>> BDC; <01> Tj; EMC; ET; /Figure <</MCID 1>> BDC; q; 0 0 m; S; BT; "
            "<02> Tj; ET; EMC; Q; Q",
            ["P", "Figure"],
        ),
        ("q; /x0 Do; Q", [(0, P)], "q; /P <</MCID 0>> BDC; /x0 Do; EMC; Q", ["P"]),
        ("q; Q", [(0, FIGURE)], "q; Q", []),
        ("BT; /F 9 Tf; ET", [(0, P)], "BT; /F 9 Tf; ET", []),
    ],
)
def test_tags(words: str, marks: list[tuple[int, int]], expected: str, roles: list[str]) -> None:
    made, elements = tags(words, *marks)
    assert made.replace(" ;", ";") == expected
    assert elements == roles
    nested(made)


def nested(words: str) -> None:
    """Text objects and tags lie in one another, or side by side (14.6.1)."""
    waiting = []
    for line in words.split("; "):
        operator = line.rpartition(" ")[2]
        if operator in OBJECTS:
            waiting.append(OBJECTS[operator])
        elif operator in ("ET", "EMC"):
            assert waiting.pop() == operator, words
    assert waiting == []


def test_furniture_is_no_part_of_the_text() -> None:
    assert furniture(b"q\nQ\n") == b"/Artifact <</Type /Pagination>> BDC\nq\nQ\nEMC\n"
    assert furniture(b"") == b""
