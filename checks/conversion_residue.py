"""S14: traces of a converter in the published text: [bookmark: _GoBack], [image: ], MERGEFORMAT."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_applicable, passed


def conversion_residue(case: Case) -> Iterator[Judgement]:
    """Name the traces in a converted text; in every other format they are our reading, and a problem."""
    if not case.report.is_converted:
        yield not_applicable()
    elif case.report.residues:
        yield failed(quotes=dict.fromkeys(text for text, _ in case.report.residues))
    else:
        yield passed()
