"""D08: an office reports its own figures, not those of the whole district; a town not those of its county."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from checks.prose.own import GOVERNING

_NO_FIGURES = ("period.", "contact.", "cited.", "download.", "other_matters")


def scope_mixed(case: Case) -> Iterator[Judgement]:
    """Look for figures that the text gives for a region although an organ reports."""
    kind = case.own.type
    if kind is None:
        yield not_assessable()
    elif kind.key in GOVERNING:
        yield passed()
    else:
        found = [
            mention.quote
            for mention in case.report.mentions
            if mention.scope == "region" and not mention.key.startswith(_NO_FIGURES)
        ]
        yield failed(quotes=dict.fromkeys(found)) if found else passed()
