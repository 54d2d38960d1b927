"""A pen for pages: letters of ten points and ruled lines, as a format would give them."""

import pytest

from parsers.ruled import Glyph, Page, Rule

SIZE = 10.0


class Pen:
    """Draws one page of 600 by 800 points."""

    def __init__(self, number=1, width=600.0, height=800.0):
        self.number, self.width, self.height = number, width, height
        self.glyphs, self.lying, self.standing, self.pictures = [], [], [], []

    def write(self, text, left, top, size=SIZE):
        for letter in text:
            advance = size if ord(letter) > 0x2E80 else size / 2
            if letter != " ":
                self.glyphs.append(Glyph(left, top, left + advance, top + size, letter))
            left += advance
        return self

    def line(self, x0, y0, x1, y1):
        if y0 == y1:
            self.lying.append(Rule(y0, x0, x1))
        else:
            self.standing.append(Rule(x0, y0, y1))
        return self

    def table(self, rows, xs, top, height=20.0, *, sides=True, foot=True, head=True):
        """Rows of texts; a text of several columns is a tuple (text, columns)."""
        for number, row in enumerate(rows):
            y = top + number * height
            if number or head:
                self.line(xs[0], y, xs[-1], y)
            column = 0
            for box in row:
                text, span = box if isinstance(box, tuple) else (box, 1)
                if column or sides:
                    self.line(xs[column], y, xs[column], y + height)
                self.write(text, xs[column] + 3, y + 5)
                column += span
            if sides:
                self.line(xs[-1], y, xs[-1], y + height)
        if foot:
            self.line(xs[0], top + len(rows) * height, xs[-1], top + len(rows) * height)
        return self

    def page(self):
        return Page(
            self.number, self.width, self.height, tuple(self.glyphs), tuple(self.lying), tuple(self.standing),
            tuple(self.pictures),
        )  # fmt: skip


@pytest.fixture
def pen():
    """A pen for page 1, or for another by its number."""
    return Pen
