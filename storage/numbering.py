"""Numbers that are given once and never changed, kept in memory: of cell keys, and of parsers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from storage.models import form_cell, parser
from storage.reader import Reader
from storage.rows import find_or_insert


@dataclass(slots=True)
class Numbering:
    """What an archive calls cell keys and parsers inside. Any thread may use it.

    In memory is only what was committed: a number given in a transaction may yet be rolled back.
    """

    _cells: Mapping[str, int] = field(default_factory=dict)
    _parsers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _is_whole: bool = False

    def learn(self, connection: Connection) -> None:
        """Read what is known by now, where something was missing; in a transaction that only reads."""
        if self._is_whole:
            return
        self._cells = {row.key: row.id for row in connection.execute(select(form_cell.c.key, form_cell.c.id))}
        known = connection.execute(select(parser.c.release, parser.c.fingerprint, parser.c.id))
        self._parsers = {(row.release, row.fingerprint): row.id for row in known}
        self._is_whole = True

    def cells(self, connection: Connection, keys: Iterable[str]) -> Mapping[str, int]:
        """Return the number of each cell key; a key that was never met gets the next one for good."""
        wanted, known = set(keys), self._cells
        missing = sorted(wanted - known.keys())
        if not missing:
            return known
        self._is_whole = False
        query = select(form_cell.c.key, form_cell.c.id).where(form_cell.c.key.in_(missing))
        found = {**known, **{row.key: row.id for row in connection.execute(query)}}
        for key in missing:  # in order, so that two writers cannot wait for each other
            if key not in found:
                found[key], _ = find_or_insert(connection, form_cell, {"key": key})
        return found

    def parser(self, connection: Connection, reader: Reader) -> int:
        """Return the number of a parser."""
        known = self._parsers.get((reader.release, reader.fingerprint))
        if known is not None:
            return known
        self._is_whole = False
        named = {"release": reader.release, "fingerprint": reader.fingerprint}
        return find_or_insert(connection, parser, named)[0]
