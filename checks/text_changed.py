"""V02: the text stays as it was published."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Severity, Verdict
from checks.prose.sentences import sentences
from parsers.report import ParsedReport

_MOST = 3  # sentences told of each side


def text_changed(case: Case) -> Iterator[Judgement]:
    """Name the sentences that the version before this one had, and those that stand there now."""
    versions = case.neighbours.versions
    if versions is None:
        yield not_assessable()
        return
    now = _told(case.report)
    for version in reversed(versions):
        then = _told(version.report)
        if then == now:
            continue
        gone, new = (tuple(dict.fromkeys(told)) for told in (_without(then, now), _without(now, then)))
        quotes = (*(f"－{text}" for text in gone[:_MOST]), *(f"＋{text}" for text in new[:_MOST]))
        severity = None if version.is_same_parser else Severity.DOUBTFUL
        yield Judgement(Verdict.FAILED, quotes=quotes or ("语句次序",), severity=severity)
        return
    yield passed()


def _told(report: ParsedReport) -> list[str]:
    return [sentence.text for sentence in sentences(report)]


def _without(told: list[str], other: list[str]) -> list[str]:
    known = set(other)
    return [text for text in told if text not in known]
