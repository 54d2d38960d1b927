"""What changed since an earlier release: reports added and gone, figures corrected, and by whom."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from pathlib import Path

from storage.release.facts import Cause, Change
from storage.release.fields import Field, Table, Type
from storage.release.snapshot import ARCHIVE
from storage.release.writing import CsvWriter

CHANGES = Table(
    "changes",
    "与上一次发布相比的变化",
    "what changed since the previous release",
    (
        Field("change", "变化", ", ".join(Change)),
        Field("cause", "原因", "publisher, reading, publisher_or_reading"),
        Field("publisher_id", "发布机关标识", "id of the publisher, stable"),
        Field("publisher", "发布机关", "name of the publisher"),
        Field("year", "年度", "year reported on", Type.INTEGER),
        Field("key", "单元格标识", "key of the cell"),
        Field("old_text", "原文字", "what the box printed"),
        Field("old_value", "原数值", "the number as read then, in its unit", Type.NUMBER),
        Field("old_unit", "原单位", "its unit then"),
        Field("old_mark", "原标记", "its mark then; missing where the report had no such cell"),
        Field("new_text", "新文字", "what it prints now"),
        Field("new_value", "新数值", "the number as read now, in its unit", Type.NUMBER),
        Field("new_unit", "新单位", "its unit now"),
        Field("new_mark", "新标记", "its mark now; missing where the report has no such cell"),
        Field("old_sha256", "原文件", "SHA-256 of the page or file then"),
        Field("new_sha256", "新文件", "SHA-256 of the page or file now"),
    ),
)
# Plain SQL over tables that every release of this program has had: an older release has an older schema.
_SHOWN = """
    SELECT r.publisher_id, r.year, p.name, s.result_id, t.digest, b.url_key, v.digest, f.sha256,
           (SELECT n.verdict = 'gone' FROM observation n
            WHERE n.publication_id = b.id AND n.verdict IN ('fetched', 'not_modified', 'gone')
            ORDER BY n.observed_at DESC, n.crawl_id DESC LIMIT 1)
    FROM report r
    CROSS JOIN selection s ON s.report_id = r.id
        AND s.seq = (SELECT max(l.seq) FROM selection l WHERE l.report_id = r.id)
    CROSS JOIN publisher p ON p.id = r.publisher_id
    CROSS JOIN result t ON t.id = s.result_id
    CROSS JOIN version v ON v.id = t.version_id
    CROSS JOIN publication b ON b.id = v.publication_id
    LEFT JOIN version_part f ON f.version_id = v.id AND f.ordinal = 0
    ORDER BY r.publisher_id, r.year
"""
_CELLS = """
    SELECT k.key, c.text, c.num, c.unit, c.mark FROM cell c JOIN form_cell k ON k.id = c.cell_id
    WHERE c.result_id = ? ORDER BY k.id
"""
_PARSERS = "SELECT DISTINCT p.release, p.fingerprint FROM parse_run n JOIN parser p ON p.id = n.parser_id WHERE n.result_id = ?"
_HAS_VERSION = "SELECT 1 FROM version v JOIN publication b ON b.id = v.publication_id WHERE b.url_key = ? AND v.digest = ?"
_LAST_SEEN = """
    SELECT v.digest FROM publication b
    JOIN observation n ON n.publication_id = b.id AND n.verdict IN ('fetched', 'not_modified', 'gone')
    LEFT JOIN version v ON v.id = n.version_id
    WHERE b.url_key = ? ORDER BY n.observed_at DESC, n.crawl_id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A report as a release shows it."""

    publisher_id: str
    year: int
    publisher: str
    result_id: int
    digest: str  # of what was read
    url_key: str
    content_digest: str  # of what was published
    sha256: str | None
    is_withdrawn: int | None  # whether its page is gone

    @property
    def version(self) -> tuple[str, str]:
        """Where and what was published."""
        return self.url_key, self.content_digest


def write_changes(folder: Path, since: Path | None) -> tuple[CsvWriter, Counter[tuple[Change, Cause]]]:
    """Write changes.csv of the release in a folder; return its writer and how many changes there are."""
    counts: Counter[tuple[Change, Cause]] = Counter()
    with CsvWriter(folder, CHANGES) as file:
        if since is None:
            return file, counts
        with closing(_open(since)) as old, closing(_open(folder)) as new:
            for change, cause, *told in _changes(old, new):
                counts[change, cause] += 1
                file.write_rows([(change.value, cause.value, *told)])
    return file, counts


def _open(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{(folder / ARCHIVE).absolute().as_uri()}?mode=ro", uri=True)


_Told = tuple[str | None, float | None, str | None, str | None]  # text, number, unit and mark of a cell
_Line = tuple[Change, Cause, str, str, int, str | None, *_Told, *_Told, str | None, str | None]


def _changes(old: sqlite3.Connection, new: sqlite3.Connection) -> Iterator[_Line]:
    before = ((_key(one), 0, one) for one in _shown(old))
    after = ((_key(one), 1, one) for one in _shown(new))
    both = merge(before, after, key=lambda item: item[:2])
    for _, pair in groupby(both, key=lambda item: item[0]):
        sides = {side: one for _, side, one in pair}
        was, now = sides.get(0), sides.get(1)
        if was and now:
            yield from _moved(was, now)
            if was.digest != now.digest or was.version != now.version:
                yield from _changed(old, was, new, now)
        elif now:
            whose = (now.publisher_id, now.publisher, now.year)
            yield (Change.ADDED, _why_added(old, now), *whose, *_NO_CELL, None, now.sha256)
        elif was:
            whose = (was.publisher_id, was.publisher, was.year)
            yield (Change.GONE, _why_gone(new, was), *whose, *_NO_CELL, was.sha256, None)


_NOTHING: _Told = (None,) * 4
_NO_CELL = (None, *_NOTHING, *_NOTHING)


def _changed(old: sqlite3.Connection, was: _Shown, new: sqlite3.Connection, now: _Shown) -> Iterator[_Line]:
    if was.version == now.version:
        change, cause = Change.REREAD, Cause.READING
    else:
        same = _parsers(old, was) & _parsers(new, now)
        change, cause = Change.REPLACED, Cause.PUBLISHER if same else Cause.BOTH
    whose, files = (now.publisher_id, now.publisher, now.year), (was.sha256, now.sha256)
    yield (change, cause, *whose, *_NO_CELL, *files)
    then, cells = _cells(old, was), _cells(new, now)
    for key in dict.fromkeys([*cells, *then]):
        old_said, said = then.get(key, _NOTHING), cells.get(key, _NOTHING)
        if old_said != said:
            yield (Change.FIGURE, cause, *whose, key, *old_said, *said, *files)


def _moved(was: _Shown, now: _Shown) -> Iterator[_Line]:
    """Tell whether the page of a report went or came back."""
    if bool(was.is_withdrawn) != bool(now.is_withdrawn):
        change = Change.WITHDRAWN if now.is_withdrawn else Change.RETURNED
        whose = (now.publisher_id, now.publisher, now.year)
        yield (change, Cause.PUBLISHER, *whose, *_NO_CELL, was.sha256, now.sha256)


def _why_added(old: sqlite3.Connection, now: _Shown) -> Cause:
    """Tell who added a report: one of a version that was there before is new only by reading it differently."""
    return Cause.READING if old.execute(_HAS_VERSION, now.version).fetchone() else Cause.PUBLISHER


def _why_gone(new: sqlite3.Connection, was: _Shown) -> Cause:
    """Tell who took a report away: of a version that its address still shows, only the reading did."""
    seen = new.execute(_LAST_SEEN, (was.url_key,)).fetchone()
    return Cause.READING if seen == (was.content_digest,) else Cause.PUBLISHER


def _key(one: _Shown) -> tuple[str, int]:
    return one.publisher_id, one.year


def _shown(connection: sqlite3.Connection) -> Iterator[_Shown]:
    return (_Shown(*row) for row in connection.execute(_SHOWN))


def _cells(connection: sqlite3.Connection, one: _Shown) -> Mapping[str, _Told]:
    return {key: tuple(told) for key, *told in connection.execute(_CELLS, (one.result_id,))}


def _parsers(connection: sqlite3.Connection, one: _Shown) -> set[tuple[str, str]]:
    return set(connection.execute(_PARSERS, (one.result_id,)))
