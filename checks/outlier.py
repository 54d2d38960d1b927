"""U05: no figure is twenty times what is usual among publishers of the same type, county and year."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict
from parsers.report import Cell

_TIMES = 20
_FEWEST = 5  # peers: fewer have no usual figure
_LEAST = Decimal(1)  # a usual figure of 0 is taken for 1, or every single request would stand out


def outlier(case: Case) -> Iterator[Judgement]:
    """Compare every count with the median of the peers; applicants are seen through their total."""
    peers = case.neighbours.peers
    if peers is None or len(peers) < _FEWEST:
        yield not_assessable()
        return
    counted = {key: cell for key, cell in case.cells.items() if cell.value is not None and _is_counted(cell)}
    known: dict[str, list[Decimal]] = {key: [] for key in counted}
    for peer in peers:
        for cell in peer.report.cells:
            if cell.key in counted and cell.value is not None:
                known[cell.key].append(cell.value)
    found = []
    for key, cell in counted.items():
        if len(known[key]) >= _FEWEST and cell.value is not None:
            usual = Decimal(median(known[key]))
            if cell.value > _TIMES * max(usual, _LEAST):
                found.append(Judgement(Verdict.FAILED, key, cell.value, usual, cells=(key,)))
    yield from found or [passed()]


def _is_counted(cell: Cell) -> bool:
    return cell.unit_source is None and ("@" not in cell.key or cell.key.endswith("@total"))
