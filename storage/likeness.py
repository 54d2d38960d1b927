"""Which results may be copies of one another: found by shared numbers, in time linear in their count."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from checks.figures import figures, has_unknown
from checks.similarity import bands, grams, narrative, sketch
from parsers.report import ParsedReport
from storage.models import likeness

SKETCH = 1  # raise it whenever the same report would get other numbers
FIGURES = -1  # the ordinal of the number that stands for all figures


def keep_likeness(connection: Connection, result_id: int, report: ParsedReport) -> None:
    """Keep the numbers by which copies of a result are found; done once for each result."""
    known = select(likeness.c.ordinal).where(likeness.c.result_id == result_id, likeness.c.sketch == SKETCH)
    if connection.execute(known.limit(1)).first() is not None:
        return
    values = dict(enumerate(bands(sketch(grams(narrative(report))))))
    same = figures(report)
    if same and not has_unknown(report):
        values[FIGURES] = _digest([report.form, *sorted(f"{key}={value}" for key, value in same.items())])
    key = {"result_id": result_id, "sketch": SKETCH}
    if values:
        rows = [{**key, "ordinal": ordinal, "value": value} for ordinal, value in values.items()]
        connection.execute(likeness.insert(), rows)


def candidates(connection: Connection, result_id: int) -> Sequence[int]:
    """Return the results that share a number with this one, those that share most first."""
    own = likeness.alias("own")
    shared = func.count().label("shared")
    query = (
        select(likeness.c.result_id)
        .join(own, own.c.value == likeness.c.value)
        .where(
            own.c.result_id == result_id,
            own.c.sketch == SKETCH,
            likeness.c.sketch == SKETCH,
            likeness.c.result_id != result_id,
        )
        .group_by(likeness.c.result_id)
        .order_by(shared.desc(), likeness.c.result_id)
    )
    return connection.scalars(query).all()


def _digest(parts: Sequence[str | None]) -> int:
    digest = hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
