"""S15: the first part is a summary of at most 3,000 characters, and the last part says something."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, failed, not_assessable
from checks.outcome import Verdict
from parsers.report import Section

_MOST = 3000


def section_length(case: Case) -> Iterator[Judgement]:
    """Count the characters of part one without spaces, and look for any in part six (无 is one)."""
    overview, other = case.section("overview"), case.section("other")
    length = None if overview is None else Decimal(len("".join(overview.text.split())))
    is_empty = other is not None and not other.text.strip() and not _has_table(case, other)
    if length is not None and length > _MOST:
        yield Judgement(Verdict.FAILED, None, length, Decimal(_MOST), quotes=_headings(overview))
    elif is_empty:
        yield failed(quotes=_headings(other))
    elif length is None or other is None:
        yield not_assessable()
    else:
        yield Judgement(Verdict.PASSED, None, length, Decimal(_MOST))


def _headings(section: Section | None) -> tuple[str, ...]:
    return () if section is None else (section.heading,)


def _has_table(case: Case, section: Section) -> bool:
    start = section.place.block
    return start is not None and any((table.place.block or 0) > start for table in case.report.tables)
