"""S05: the columns are headed as the form heads them, such as 上一年项目数量 and not 2019年项目数量."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from parsers.forms.labels import normalise


def column_headings(case: Case) -> Iterator[Judgement]:
    """Name the headings that differ, spaces, line breaks and kinds of brackets aside."""
    labels = [label for header in case.report.headers if header.is_present for label in header.labels]
    different = [printed for printed, official, _ in labels if normalise(printed) != normalise(official)]
    if different:
        yield failed(quotes=dict.fromkeys("".join(printed.split()) for printed in different))
    else:
        yield passed() if labels else not_assessable()
