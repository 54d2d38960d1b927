"""S16: spaces around the figures of a converted text: plain, unbreakable, or as wide as a character."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_applicable, passed


def cell_padding(case: Case) -> Iterator[Judgement]:
    """Name the padded cells of a converted text; in every other format padding is our reading."""
    if not case.report.is_converted:
        yield not_applicable()
        return
    padded = [cell.key for cell in case.report.cells if cell.raw != cell.text]
    yield failed(padded) if padded else passed()
