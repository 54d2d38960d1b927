"""S02: the headings of the six parts say what the uniform format says, number and words."""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed

_PREFACE = "preface"
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def heading_wording(case: Case) -> Iterator[Judgement]:
    """Name the headings that differ; spaces and the mark at the end of a heading say nothing."""
    assert case.form is not None
    official = {part.key: part.official for part in case.form.sections}
    headings = [section for section in case.report.sections if section.key != _PREFACE]
    last = max((n for n, section in enumerate(headings) if section.key), default=-1)
    different = [
        section.heading
        for section in headings[: last + 1]  # a part after the sixth is an addition: 七、附件
        if _bare(section.heading) not in official.get(section.key or "", ())
    ]
    if last < 0:
        yield not_assessable()
    else:
        yield failed(quotes=different) if different else passed()


def _bare(heading: str) -> str:
    return _SPACE.sub("", heading).rstrip("。：:")
