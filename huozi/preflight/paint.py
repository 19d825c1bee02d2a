"""The interpreter of content streams: operators in, marks on the page out.

It follows forms and patterns to a bounded depth, and a damaged operator costs that operator, not
the page. Sources: ISO 32000-1, 7.8 and 8.10.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf

from huozi.pdf.boxes import IDENTITY, Box, Matrix, multiply, transformed
from huozi.preflight.canvas import STRANGE, matrix
from huozi.preflight.fonts import Font
from huozi.preflight.limits import Budget, LimitError
from huozi.preflight.pictures import Value, picture
from huozi.preflight.tokens import operators
from huozi.preflight.writing import Writer


class Painter(Writer):
    """Interprets the content of one page."""

    def __init__(self, area: Box, budget: Budget, fonts: dict[tuple[int, int], Font]) -> None:
        super().__init__(area, budget, fonts)
        self.open_forms: list[tuple[int, int]] = []
        self.seen_patterns: set[tuple[int, int]] = set()

    def run(self, data: bytes, resources: Any) -> None:
        """Interpret a stream with its resources."""
        outer, self.resources = self.resources, _plain(resources)
        below, self.floor = self.floor, len(self.stack)
        try:
            for operator, operands in operators(data, self.painted.trouble):
                self.budget.spend_operator()
                action = OPERATORS.get(operator)
                if action is None:
                    if operator not in _IGNORED:
                        self.painted.trouble.add(operator[:20])
                    continue
                try:
                    action(self, operands)
                except STRANGE:
                    self.painted.trouble.add(operator)
        finally:
            self.resources = outer
            if len(self.stack) > self.floor:
                self.painted.trouble.add("q")
                self.state = self.stack[self.floor]
                del self.stack[self.floor :]
            self.floor = below

    def graphics_state(self, operands: list[Any]) -> None:
        """gs: transparency, line width, font."""
        wanted = self.resource("/ExtGState", operands[0])
        seen = self.painted.transparency
        for key in ("/ca", "/CA"):
            if key in wanted and float(wanted[key]) < 1:
                seen[f"{key[1:]} {float(wanted[key]):g}"] = None
        mode = wanted.get("/BM")
        if isinstance(mode, pikepdf.Array) and len(mode):
            mode = mode[0]
        if isinstance(mode, pikepdf.Name) and mode not in ("/Normal", "/Compatible"):
            seen[f"BM {str(mode)[1:]}"] = None
        mask = wanted.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            seen["SMask"] = None
            if isinstance(mask.get("/G"), pikepdf.Stream):
                self._silently(mask.G)
        if "/OP" in wanted:
            self.state.overprint_stroke = self.state.overprint_fill = bool(wanted.OP)
        if "/op" in wanted:
            self.state.overprint_fill = bool(wanted.op)
        if "/OPM" in wanted:
            self.state.overprint_mode = int(wanted.OPM)
        if "/LW" in wanted:
            self.state.line_width = float(wanted.LW)
        if "/Font" in wanted:
            self.use_font(wanted.Font[0], "gs", float(wanted.Font[1]))

    def colour_with(self, operands: list[Any], use: str) -> None:
        """Operators sc, scn, SC, SCN, in patterns too."""
        self.choose(operands, use)
        self._pattern(operands)

    def _pattern(self, operands: list[Any]) -> None:
        """Look into a pattern once for the colours it asks for."""
        if not operands or not isinstance(operands[-1], str):
            return
        pattern = self.resource("/Pattern", str(operands[-1]))
        if isinstance(pattern, pikepdf.Stream):
            if pattern.objgen not in self.seen_patterns:
                self.seen_patterns.add(pattern.objgen)
                self._silently(pattern)
        elif "/Shading" in pattern:
            self.space(pattern.Shading.ColorSpace)

    def do(self, operands: list[Any]) -> None:
        """Operator Do."""
        target = self.resource("/XObject", operands[0])
        if target.get("/Subtype") == "/Form":
            self._form(target)
            return
        if target.get("/Subtype") != "/Image" or "/Width" not in target:
            raise ValueError("neither form nor image")
        self._picture(lambda _, key: target.get(f"/{key}"))

    def inline_image(self, operands: list[Any]) -> None:
        """Operator BI … EI."""
        image: dict[str, Any] = operands[0]
        self._picture(lambda short, key: image.get(short, image.get(key)))

    def _picture(self, value: Value) -> None:
        state = self.state
        found = picture(value, self.picture_space, state.ctm, state.clip, state.fill)
        if found.alpha:
            self.painted.transparency["image"] = None
        self.keep(found)

    def _form(self, form: Any, place: Matrix | None = None) -> None:
        key = form.objgen
        if len(self.open_forms) >= self.budget.limits.depth:
            raise LimitError("depth", whole=False)
        if key in self.open_forms:
            self.painted.trouble.add("Do")
            return
        self.group(form.get("/Group"))
        data = form.read_bytes()
        self.budget.spend_bytes(len(data))
        own = place or matrix(list(form.get("/Matrix", IDENTITY)))
        text, line, tags = self.text, self.line, len(self.tags)
        self.open_forms.append(key)
        self.stack.append(self.state)
        self.state = replace(self.state, ctm=multiply(own, self.state.ctm))
        if "/BBox" in form:
            box = Box(*(float(n) for n in form.BBox))
            self.state.clip = self.state.clip.cut(transformed(self.state.ctm, box))
        try:
            self.run(data, form.get("/Resources", self.resources))
        finally:
            self.open_forms.pop()
            self.state = self.stack.pop()
            self.text, self.line = text, line
            del self.tags[tags:]

    def group(self, value: Any) -> None:
        """Note a transparency group, of a form or of the page."""
        if isinstance(value, pikepdf.Dictionary) and value.get("/S") == "/Transparency":
            self.painted.transparency["group"] = None
            if "/CS" in value:
                self.painted.blending[self.picture_space(value.CS).family] = None

    def _silently(self, form: Any) -> None:
        self.silent += 1
        try:
            self._form(form, IDENTITY)
        finally:
            self.silent -= 1


def _plain(resources: Any) -> dict[str, Any]:
    """Resources by kind; what is no dictionary counts as empty."""
    try:
        return {kind: held for kind, held in resources.items() if hasattr(held, "keys")}
    except STRANGE:
        return {}


def _set(
    name: str, scale: float = 1.0, whole: bool = False
) -> Callable[[Painter, list[Any]], None]:
    """An operator that sets one number of the state."""

    def action(painter: Painter, operands: list[Any]) -> None:
        value = operands[0] * scale
        setattr(painter.state, name, int(value) if whole else value)

    return action


def _paint(fill: bool, stroke: bool) -> Callable[[Painter, list[Any]], None]:
    return lambda painter, _: painter.paint(fill, stroke)


OPERATORS: dict[str, Callable[[Painter, list[Any]], None]] = {
    "q": Painter.save, "Q": Painter.restore, "cm": Painter.concat, "w": Painter.width,
    "gs": Painter.graphics_state,
    "cs": lambda p, o: p.choose_space(o, "fill"), "CS": lambda p, o: p.choose_space(o, "stroke"),
    "sc": lambda p, o: p.colour_with(o, "fill"), "scn": lambda p, o: p.colour_with(o, "fill"),
    "SC": lambda p, o: p.colour_with(o, "stroke"), "SCN": lambda p, o: p.colour_with(o, "stroke"),
    "g": lambda p, o: p.choose_device(o, "fill", "DeviceGray"),
    "rg": lambda p, o: p.choose_device(o, "fill", "DeviceRGB"),
    "k": lambda p, o: p.choose_device(o, "fill", "DeviceCMYK"),
    "G": lambda p, o: p.choose_device(o, "stroke", "DeviceGray"),
    "RG": lambda p, o: p.choose_device(o, "stroke", "DeviceRGB"),
    "K": lambda p, o: p.choose_device(o, "stroke", "DeviceCMYK"),
    "m": Painter.move, "l": Painter.move,
    "c": Painter.curve, "v": Painter.curve, "y": Painter.curve, "re": Painter.rectangle,
    "W": Painter.clip, "W*": Painter.clip, "n": _paint(False, False),
    "S": _paint(False, True), "s": _paint(False, True),
    "f": _paint(True, False), "F": _paint(True, False), "f*": _paint(True, False),
    "B": _paint(True, True), "B*": _paint(True, True),
    "b": _paint(True, True), "b*": _paint(True, True),
    "sh": Painter.shade, "Do": Painter.do, "BI": Painter.inline_image,
    "BT": Painter.begin_text, "Tf": Painter.choose_font, "Td": Painter.move_text,
    "TD": Painter.move_text_leading, "Tm": Painter.text_matrix, "T*": Painter.next_line,
    "BMC": Painter.begin_marked, "BDC": Painter.begin_marked, "EMC": Painter.end_marked,
    "Tj": Painter.show, "TJ": Painter.show, "'": Painter.show_next, '"': Painter.show_spaced,
    "Tc": _set("char_space"), "Tw": _set("word_space"), "Tz": _set("stretch", 0.01),
    "TL": _set("leading"), "Ts": _set("rise"), "Tr": _set("mode", whole=True),
}  # fmt: skip

_IGNORED = frozenset(
    ("ET", "h", "J", "j", "M", "d", "ri", "i", "MP", "DP", "BX", "EX", "d0", "d1")
)  # fmt: skip
