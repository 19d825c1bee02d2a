"""Text of a content stream (ISO 32000-1, 9): strings become glyphs at their places."""

import math
from typing import Any

from huozi.pdf.boxes import IDENTITY, Box, Matrix, apply, multiply, transformed
from huozi.pdf.marks import ShownString
from huozi.preflight.canvas import OUTLINED, Canvas, matrix
from huozi.preflight.fonts import Font
from huozi.preflight.fonts import font as read_font
from huozi.preflight.limits import Budget

#: Text rendering modes (9.3.6).
_BOTH, _INVISIBLE = (2, 6), (3, 7)


class Writer(Canvas):
    """A canvas that can be written on."""

    def __init__(self, area: Box, budget: Budget, fonts: dict[tuple[int, int], Font]) -> None:
        super().__init__(area, budget)
        self.known_fonts = fonts  # by object number, shared by the pages of a document
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY

    def begin_text(self, _: list[Any]) -> None:
        """Operator BT."""
        self.text = self.line = IDENTITY

    def choose_font(self, operands: list[Any]) -> None:
        """Operator Tf."""
        name, size = operands
        self.use_font(self.resource("/Font", name), name, size)

    def use_font(self, value: Any, name: str, size: float) -> None:
        """Choose a font by its dictionary."""
        key = value.objgen
        found = self.known_fonts.get(key) if key != (0, 0) else None
        if found is None:
            self.state.font = None
            found = read_font(value)
            if key != (0, 0):
                self.known_fonts[key] = found
        self.state.font, self.state.size = found, size
        self.state.font_key = f"{name} {key[0]}"
        self.painted.fonts[self.state.font_key] = found

    def move_text(self, operands: list[Any]) -> None:
        """Operator Td."""
        x, y = operands
        self.line = self.text = multiply((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def move_text_leading(self, operands: list[Any]) -> None:
        """Operator TD."""
        self.state.leading = -operands[1]
        self.move_text(operands)

    def text_matrix(self, operands: list[Any]) -> None:
        """Operator Tm."""
        self.line = self.text = matrix(operands)

    def next_line(self, _: list[Any]) -> None:
        """Operator T*."""
        self.move_text([0.0, -self.state.leading])

    def show(self, operands: list[Any]) -> None:
        """Operator Tj, TJ."""
        items = operands[0] if isinstance(operands[0], list) else operands[:1]
        for item in items:
            if isinstance(item, bytes):
                self._show(item)
            else:
                self._advance(-item / 1000 * self.state.size)

    def show_next(self, operands: list[Any]) -> None:
        """Operator '."""
        self.next_line([])
        self.show(operands)

    def show_spaced(self, operands: list[Any]) -> None:
        """The double quote: spacing first."""
        self.state.word_space, self.state.char_space = operands[0], operands[1]
        self.show_next(operands[2:])

    def _advance(self, by: float) -> None:
        font = self.state.font
        if font is not None and font.vertical:
            move = (1.0, 0.0, 0.0, 1.0, 0.0, by)
        else:
            move = (1.0, 0.0, 0.0, 1.0, by * self.state.stretch, 0.0)
        self.text = multiply(move, self.text)

    def _show(self, string: bytes) -> None:
        state, font = self.state, self.state.font
        if font is None:
            raise ValueError("no font")
        codes = font.codes(string)
        if not codes:
            return
        whole = multiply(self.text, state.ctm)
        a, b, c, d, _, _ = whole
        widths = [font.width(code) for code in codes]
        offsets, run = self._offsets(codes, widths)
        x, y = apply(whole, 0.0, state.rise)
        if font.vertical:
            box = Box(-0.5 * state.size, run, 0.5 * state.size, 0.0)
            xs = tuple(x for _ in codes)
        else:
            low, high = font.descent * state.size, font.ascent * state.size
            box = Box(min(0.0, run), low + state.rise, max(0.0, run), high + state.rise)
            xs = tuple(x + a * offset for offset in offsets)
        on_page = transformed(whole, box)
        size = abs(state.size) * math.hypot(c, d)
        self.keep(
            ShownString(
                box=on_page.cut(state.clip),
                font=state.font_key,
                size_pt=size,
                colour=state.stroke if state.mode in OUTLINED else state.fill,
                outline=state.stroke if state.mode in _BOTH else None,
                codes=codes,
                text=tuple(font.says(code) for code in codes),
                xs=xs,
                widths=tuple(w * state.size * state.stretch * a for w in widths),
                y=y,
                level=a > 0 and d > 0 and abs(b) + abs(c) < 1e-6 * a and not font.vertical,
                visible=state.mode not in _INVISIBLE,
            ),
            glyphs=len(codes),
        )
        self.text = multiply(
            (1, 0, 0, 1, 0, run) if font.vertical else (1, 0, 0, 1, run, 0), self.text
        )

    def _offsets(self, codes: tuple[int, ...], widths: list[float]) -> tuple[list[float], float]:
        """Where each glyph begins, and the advance of the whole, in text space."""
        state, font = self.state, self.state.font
        assert font is not None
        offsets, run = [], 0.0
        for code, width in zip(codes, widths, strict=True):
            offsets.append(run)
            gap = state.char_space
            if code == 32 and font.bytes_per_code == 1:
                gap += state.word_space
            run += gap - state.size if font.vertical else (width * state.size + gap) * state.stretch
        return offsets, run
