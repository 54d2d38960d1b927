"""U05: no figure is twenty times what is usual among publishers of the same type, county and year."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict

_TIMES = 20
_FEWEST = 5  # peers: fewer have no usual figure
_LEAST = Decimal(1)  # a usual figure of 0 is taken for 1, or every single request would stand out


def outlier(case: Case) -> Iterator[Judgement]:
    """Compare every count with the median of the peers; applicants are seen through their total."""
    peers = case.neighbours.peers
    if peers is None or len(peers) < _FEWEST:
        yield not_assessable()
        return
    known: dict[str, list[Decimal]] = {}
    for peer in peers:
        for cell in peer.report.cells:
            if cell.value is not None:
                known.setdefault(cell.key, []).append(cell.value)
    found = []
    for key, cell in case.cells.items():
        values = known.get(key, [])
        is_counted = cell.unit_source is None and ("@" not in key or key.endswith("@total"))
        if cell.value is None or not is_counted or len(values) < _FEWEST:
            continue
        usual = Decimal(median(values))
        if cell.value > _TIMES * max(usual, _LEAST):
            found.append(Judgement(Verdict.FAILED, key, cell.value, usual, cells=(key,)))
    yield from found or [passed()]
