"""S01: the six parts of the uniform format are all there, in its order."""

from collections.abc import Iterator, Mapping

from checks.case import Case, Judgement, failed, not_assessable, passed
from parsers.forms.form import FormSection
from parsers.forms.labels import normalise
from parsers.report import Section


def sections_complete(case: Case) -> Iterator[Judgement]:
    """Look for each part by its words; a title row inside a table is a heading too (seed 000 has both).

    A heading in other words that has the number of a missing part may be that part (S02 tells it).
    """
    assert case.form is not None
    parts = {part.key: part for part in case.form.sections}
    printed = [section.key for section in case.report.sections if section.key in parts]
    if not printed:
        yield not_assessable()
        return
    in_tables = set(_in_tables(case, parts))
    missing = [part for key, part in parts.items() if key not in printed and key not in in_tables]
    numbers = [parts[key].number for key in printed if key is not None]
    if any(_may_be(section, part) for section in case.report.sections for part in missing):
        yield not_assessable()
    elif missing:
        yield failed(quotes=(part.official[0] for part in missing))
    elif numbers != sorted(numbers):
        yield failed(quotes=(section.heading for section in case.report.sections if section.key in parts))
    else:
        yield passed()


def _may_be(section: Section, part: FormSection) -> bool:
    numbers = (part.official[0][0], str(part.number))
    return section.key is None and section.heading.removeprefix("第").startswith(numbers)


def _in_tables(case: Case, parts: Mapping[str, FormSection]) -> Iterator[str]:
    """Yield the parts whose heading is printed only as a row of a table."""
    rows = {normalise(text) for header in case.report.headers for text, _ in header.extra_rows}
    for key, part in parts.items():
        if rows & {normalise(wording) for wording in (*part.official, *part.also)}:
            yield key
