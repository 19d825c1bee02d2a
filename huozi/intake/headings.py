"""Which passages are headings, and of which level: by style, by number and face, by what follows.

Short lines with numbers are headings as often as they are items of a list. They are taken for
headings where a style says so, where they look otherwise than the text, or where text stands below
each of them; lines that count and follow each other are items.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.looks import PassageLook, body_look
from huozi.intake.outcome import PartOfText, Proposal
from huozi.intake.passages import FlowItem, PassageHome
from huozi.intake.sequence import NumberForm, number_form
from huozi.read.numbering import is_short

#: Share of the lines of a form that must be headings for the others of that form to be.
_AGREE = 0.6
_PLAIN_LENGTH = 30  # of a heading without number and style
_DEEPEST = 4


class _Candidate(Struct, frozen=True):
    """A short line, and what speaks for it."""

    at: int
    look: PassageLook
    form: NumberForm | None
    differs: bool  # from the text, in size, face or weight
    above: bool  # text stands directly below it
    run: bool  # it counts on from its neighbour, or its neighbour from it


def headings(
    items: Sequence[FlowItem], looks: Mapping[int, PassageLook], taken: frozenset[int]
) -> tuple[Proposal, ...]:
    """Proposals for headings among the passages that are nothing else."""
    size, face, bold = body_look(looks.values())
    found: list[_Candidate] = []
    for at, look in looks.items():
        if at in taken or not _may_be(look):
            continue
        differs = look.size_pt >= size + 0.5 or look.face != face or (look.bold and not bold)
        form = number_form(look.text)
        if form and form.form == "article":
            continue
        above, run = _text_below(items, looks, at), _in_run(looks, at, form)
        found.append(_Candidate(at, look, form, differs, above, run))
    made = {c.at: p for c in found if (p := _proposal(c))}
    made |= _agreeing(found, made)
    return _levelled([made[at] for at in sorted(made)], looks)


def _may_be(look: PassageLook) -> bool:
    """Whether its words could be those of a heading."""
    if look.home is PassageHome.CELL or "\n" in look.text or look.right:
        return False
    return is_short(look.text.rstrip("：:"))  # 一、工作目标：


def _proposal(c: _Candidate) -> Proposal | None:
    """A heading by what it is itself."""

    def made(reason: str, confidence: float) -> Proposal:
        level = c.form.level if c.form else 0
        return Proposal(PartOfText.HEADING, (c.at,), reason, confidence, level)

    open_end = c.look.text.endswith(("：", ":"))
    if c.look.outline is not None:
        return made("style", 0.95)
    if open_end and not (c.form and c.form.level and c.differs and c.above):
        return None
    if c.form is None or not c.form.level:
        plain = c.differs and c.above and len(c.look.text) <= _PLAIN_LENGTH
        return made("face", 0.6) if plain and not c.run and c.form is None else None
    if c.differs and not (c.run and not c.above):
        return made("number-face", 0.65 if open_end else 0.9)
    if c.form.form in ("chapter", "section"):
        return made("number", 0.9)
    if c.run or not c.above:
        return None
    return made("number-text", 0.8 if c.form.level < 3 else 0.6)


def _agreeing(found: Sequence[_Candidate], made: Mapping[int, Proposal]) -> dict[int, Proposal]:
    """Lines of a form most of which are headings."""
    forms: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for c in found:
        if c.form and c.form.level:
            forms[c.form.form].append(c)
    more: dict[int, Proposal] = {}
    for same in forms.values():
        sure = [c for c in same if c.at in made]
        if len(sure) < _AGREE * len(same):
            continue
        looks = Counter((c.look.size_pt, c.look.face, c.look.bold) for c in sure)
        usual = looks.most_common(1)[0][0] if looks else None
        for c in same:
            alike = (c.look.size_pt, c.look.face, c.look.bold) == usual
            if c.at not in made and alike and not c.run and c.form:
                proposal = Proposal(PartOfText.HEADING, (c.at,), "like-others", 0.7, c.form.level)
                more[c.at] = proposal
    return more


def _levelled(made: Sequence[Proposal], looks: Mapping[int, PassageLook]) -> tuple[Proposal, ...]:
    """Levels for those that bear no number: by the rank of their style, or by their size."""
    outlines = sorted({o for p in made if (o := looks[p.passages[0]].outline) is not None})
    plain = [looks[p.passages[0]] for p in made if not p.level]
    sizes = sorted({(look.size_pt, look.spread) for look in plain}, reverse=True)
    done = []
    for p in made:
        look = looks[p.passages[0]]
        if not p.level and look.outline is not None:
            p = replace(p, level=outlines.index(look.outline) + 1)
        elif not p.level:
            p = replace(p, level=sizes.index((look.size_pt, look.spread)) + 1)
        done.append(replace(p, level=min(p.level, _DEEPEST)))
    return tuple(done)


def _text_below(items: Sequence[FlowItem], looks: Mapping[int, PassageLook], at: int) -> bool:
    """Whether what follows is text, or a heading of another form; not another short line alike."""
    if at + 1 >= len(items):
        return False
    following = looks.get(at + 1)
    if following is None:
        return True  # a table or picture
    form, own = number_form(following.text), number_form(looks[at].text)
    if form and own and form.form == own.form and following.short:
        return False
    return not following.right and (
        not is_short(following.text) or (form is not None and own is not None)
    )


def _in_run(looks: Mapping[int, PassageLook], at: int, form: NumberForm | None) -> bool:
    """Whether a neighbour counts in the same form: `1、甲` right above `2、乙`."""
    if form is None:
        return False
    for other, step in ((at - 1, -1), (at + 1, 1)):
        look = looks.get(other)
        near = number_form(look.text) if look else None
        if look is None or near is None or not is_short(look.text):
            continue
        if (near.form, near.value) == (form.form, form.value + step):
            return True
    return False
