"""Every table of the archive, once, for SQLite and Postgres.

Six families, in the order of the data: what was asked and came back (portal, crawl, capture,
blob), whom portals list (portal_unit, unit_sighting), what is published (publisher, report,
publication, version, observation), what we read of it (parser, parse_run, result with its cells,
sections, mentions, problems and outcomes, and the selection of the result that a report shows),
what stands beside it (likeness, comparison with its outcomes, and what people decided about
findings), and what keeping an archive leaves behind (proposals to accept, withdrawn contents, and
what it is read with).

Rows are only ever added. The exceptions are statements about the present: the facts of a
publication (title, kind, report), the result that a report shows, the end of a crawl, an observation that a later visit *of the
same crawl* settles, a run of a parser that broke and later did not, what a comparison rests on
while its outcomes stay the same, and a proposal that is accepted. Each visit stays as a capture.
"""

from storage.models.judged import comparison, likeness, neighbour_outcome, review_decision
from storage.models.kept import (
    blob,
    capture,
    crawl,
    observation,
    portal,
    publication,
    publisher,
    publisher_alias,
    report,
    version,
    version_digest,
    version_part,
)
from storage.models.listed import portal_unit, unit_sighting
from storage.models.read import (
    cell,
    form_cell,
    mention,
    outcome,
    parse_run,
    parser,
    problem,
    result,
    section,
    selection,
)
from storage.models.schema import metadata
from storage.models.upkeep import portal_lease, proposal, reading_choice, withdrawal

__all__ = [
    "blob",
    "capture",
    "cell",
    "comparison",
    "crawl",
    "form_cell",
    "likeness",
    "mention",
    "metadata",
    "neighbour_outcome",
    "observation",
    "outcome",
    "parse_run",
    "parser",
    "portal",
    "portal_lease",
    "portal_unit",
    "problem",
    "proposal",
    "publication",
    "publisher",
    "publisher_alias",
    "reading_choice",
    "report",
    "result",
    "review_decision",
    "section",
    "selection",
    "unit_sighting",
    "version",
    "version_digest",
    "version_part",
    "withdrawal",
]
