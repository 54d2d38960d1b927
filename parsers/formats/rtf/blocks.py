"""Paragraphs, cells and rows as they end, put together into blocks."""

from parsers.document import Block, Heading, Paragraph, Picture, Place
from parsers.edges import CellBudget, table_of
from parsers.formats.rtf.tables import OpenTable, RowShape


class Blocks:
    """The blocks so far; a table is one only when something else begins."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._budget = CellBudget()
        self._table = OpenTable(self._budget)
        self._pictures: list[bytes | None] = []  # of the paragraph that is being read
        self._picture_count = 0

    @property
    def is_row_open(self) -> bool:
        """Tell whether cells were read whose row has not ended."""
        return bool(self._table.cells)

    @property
    def has_pictures(self) -> bool:
        """Tell whether the paragraph that is being read has pictures."""
        return bool(self._pictures)

    def add_picture(self, body: bytes | None) -> None:
        """Take a picture of the paragraph that is being read."""
        self._pictures.append(body)

    def end_paragraph(self, text: str, label: str, heading: int | None) -> None:
        """End a paragraph outside tables."""
        self.end_table()
        if text.strip() or label:
            place = Place(block=len(self.found))
            self.found.append(
                Paragraph(text, place, label) if heading is None else Heading(text, place, heading, label)
            )
        pictures, self._pictures = self._pictures, []
        self._place(pictures)

    def end_cell_paragraph(self, text: str) -> None:
        """End a paragraph within a cell."""
        self._table.paragraphs.append(text)
        self._table.pictures += self._pictures
        self._pictures = []

    def end_cell(self, text: str) -> None:
        """End a cell with its last paragraph."""
        self.end_cell_paragraph(text)
        self._table.end_cell()

    def end_row(self, shape: RowShape) -> None:
        """End a row with the shape it was given."""
        self._table.end_row(shape)

    def end_table(self) -> None:
        """End the table if one is open; cells whose row has no end are kept."""
        table, self._table = self._table, OpenTable(self._budget)
        if table.paragraphs:
            table.end_cell()
        if table.cells:
            table.end_row(RowShape())
        if table.rows:
            self.found.append(table_of(table.rows, len(self.found)))
        self._place(table.pictures)

    def _place(self, pictures: list[bytes | None]) -> None:
        for body in pictures:
            self._picture_count += 1
            place = Place(block=len(self.found))
            self.found.append(Picture(f"picture {self._picture_count}", place, body))
