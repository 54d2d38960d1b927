"""Which results may be copies of one another: found by shared numbers, in time linear in their count."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, select

from checks.figures import figures, has_unknown
from checks.similarity import Narrative, bands, sketch
from parsers.report import ParsedReport
from storage.models import likeness
from storage.rows import insert_many

SKETCH = 1  # raise it whenever the same report would get other numbers
FIGURES = -1  # the ordinal of the number that stands for all figures


_OWN = likeness.alias("own")
_CANDIDATES = (
    select(likeness.c.result_id)
    .join(_OWN, _OWN.c.value == likeness.c.value)
    .where(
        _OWN.c.result_id == bindparam("result"),
        _OWN.c.sketch == SKETCH,
        likeness.c.sketch == SKETCH,
        likeness.c.result_id != bindparam("result"),
    )
    .group_by(likeness.c.result_id)
    .order_by(func.count().desc(), likeness.c.result_id)
)


def likeness_of(report: ParsedReport) -> Mapping[int, int]:
    """Return the numbers by which copies of a report are found, by their ordinals."""
    values = dict(enumerate(bands(sketch(Narrative(report).grams))))
    same = figures(report)
    if same and not has_unknown(report):
        values[FIGURES] = _digest([report.form, *sorted(f"{key}={value}" for key, value in same.items())])
    return values


def without_likeness(connection: Connection, result_ids: Iterable[int]) -> list[int]:
    """Return the results whose numbers are not kept yet."""
    wanted = sorted(set(result_ids))
    known = select(likeness.c.result_id).where(likeness.c.result_id.in_(wanted), likeness.c.sketch == SKETCH)
    held = set(connection.scalars(known.distinct()))
    return [result_id for result_id in wanted if result_id not in held]


def keep_likeness(connection: Connection, found: Mapping[int, Mapping[int, int]]) -> None:
    """Keep the numbers of results, by their ids; of a result that has them already none are added."""
    rows = [
        {"result_id": result_id, "sketch": SKETCH, "ordinal": ordinal, "value": value}
        for result_id in without_likeness(connection, found)
        for ordinal, value in found[result_id].items()
    ]
    insert_many(connection, likeness, rows)


def candidates(connection: Connection, result_id: int) -> Sequence[int]:
    """Return the results that share a number with this one, those that share most first."""
    return connection.scalars(_CANDIDATES, {"result": result_id}).all()


def _digest(parts: Sequence[str | None]) -> int:
    digest = hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
