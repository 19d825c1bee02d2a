"""What a package holds, counted without understanding it, and with code that the reader has not.

Names of elements are all that is looked at, in every part, whether Word shows it or not: characters
of `w:t`, `w:delText`, `m:t`, `a:t`, `c:v`, of word art, signs, tabs, breaks, and pictures, calls of
notes, and cells. Expat reads the XML, where the reader uses libxml2.
"""

from collections import Counter
from xml.parsers import expat

from huozi.intake.names import A_NS, C_NS, M_NS, O_NS, R_NS, V_NS, W_NS
from huozi.intake.package import Package
from huozi.values.errors import InputError
from huozi.values.manuscript import Place, finding

#: Keys of a tally that are no characters.
PICTURE, NOTE, CELL = "picture", "note", "cell"
Tally = dict[str, Counter[str]]  # by part

_TEXT = {f"{W_NS} t", f"{W_NS} delText", f"{M_NS} t", f"{A_NS} t", f"{C_NS} v"}
_IN_RUNS = {f"{W_NS} tab": "\t", f"{W_NS} ptab": "\t", f"{W_NS} cr": "\n",
            f"{W_NS} noBreakHyphen": "\u2011"}  # fmt: skip
_BREAK, _SIGN, _RUN = f"{W_NS} br", f"{W_NS} sym", f"{W_NS} r"
_NOTES = {f"{W_NS} footnoteReference", f"{W_NS} endnoteReference"}
_BLIPS = {f"{A_NS} blip", f"{V_NS} imagedata"}
_ART, _TC = f"{V_NS} textpath", f"{W_NS} tc"
_COUNTED = {_BREAK, _SIGN, _ART, _TC, *_IN_RUNS, *_NOTES, *_BLIPS}
_LINKS = {f"{R_NS} embed", f"{R_NS} link", f"{R_NS} id", f"{O_NS} relid"}


def counted(package: Package) -> Tally:
    """What each part of the package holds. Raises InputError for what no package may be written in:
    Expat reads UTF-8 and UTF-16, and no other encoding is allowed (ISO/IEC 29500-2, 8.2.2).
    """
    found: Tally = {}
    for part in package.text_parts():
        try:
            found[part] = _part(package.xml_bytes(part))
        except (expat.ExpatError, ValueError) as error:
            place, reason = Place(package.name), str(error)
            raise InputError([finding("intake-xml", place, part=part, reason=reason)]) from error
    return {part: tally for part, tally in found.items() if tally}


def _part(data: bytes) -> Counter[str]:
    tally: Counter[str] = Counter()
    above: list[str] = []
    texts: list[str] = []

    def opens(name: str, attributes: dict[str, str]) -> None:
        if name not in _COUNTED:
            pass
        elif name in _IN_RUNS:
            if above[-1:] == [_RUN]:
                tally[_IN_RUNS[name]] += 1
        elif name == _BREAK:
            kind = attributes.get(f"{W_NS} type")
            tally["\f" if kind == "page" else "\v" if kind == "column" else "\n"] += 1
        elif name == _SIGN:
            tally[_sign(attributes.get(f"{W_NS} char", "0"))] += 1
        elif name == _ART:
            tally.update(attributes.get("string", ""))
        elif name in _NOTES:
            tally[NOTE] += 1
        elif name == _TC:
            tally[CELL] += 1
        elif name in _BLIPS and any(attributes.get(link) for link in _LINKS):
            tally[PICTURE] += 1
        above.append(name)

    def closes(_name: str) -> None:
        above.pop()

    def says(text: str) -> None:
        if above and above[-1] in _TEXT:
            texts.append(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = opens, closes
    parser.CharacterDataHandler = says
    parser.Parse(data, True)
    tally.update("".join(texts))
    return tally


def _sign(code: str) -> str:
    try:
        number = int(code, 16)
        return chr(number) if not 0xD800 <= number < 0xE000 and number > 0 else "\0"
    except (ValueError, OverflowError):
        return "\0"
