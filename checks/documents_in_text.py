"""N06: the normative documents that the text counts are those made or published by the table."""

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.case import Case, Judgement, not_applicable
from checks.claims import compare, mentions, worst
from checks.outcome import Severity, Verdict

_DOCUMENTS = "proactive.normative_documents"
_LABEL = re.compile(r"(?:行政)?规范性文件")
_MEANT = {"2019": ("made", "published"), "2021": ("made",)}
_POSSIBLE = {"2019": ("public_total",), "2021": ("in_force", "repealed")}


def documents_in_text(case: Case) -> Iterator[Judgement]:
    """Compare 印发规范性文件N件, and the item 规范性文件N条 of what was published, with the table.

    An item counts what a web site shows, older documents perhaps too: another number is doubtful.
    """
    assert case.form is not None
    meant = [(f"{_DOCUMENTS}.{column}",) for column in _MEANT[case.form.id]]
    possible = [(f"{_DOCUMENTS}.{column}",) for column in _POSSIBLE[case.form.id]]
    made = mentions(case, "normative.narrative.made", "normative.narrative.published")
    keys = {mention.key for mention in case.report.mentions if mention.key.endswith(".item")}
    items = [item for item in mentions(case, *keys) if _LABEL.fullmatch(item.label or "")]
    listed = compare(case, items, meant, possible)
    if listed is not None and listed.verdict is Verdict.FAILED:
        listed = replace(listed, severity=Severity.DOUBTFUL)
    found = worst([compare(case, made, meant, possible), listed])
    yield found or not_applicable()
