"""Judge links: annual report or not, of whom, of which year, of which kind."""

import re
from dataclasses import dataclass

from parsers.file_names import judge_name
from parsers.report import Kind
from parsers.titles import is_near_miss, parse_title
from storage.capture import PublicationFacts

COLLECTED = frozenset({Kind.REPORT, Kind.VARIANT})
CUT = re.compile(r"(?:\.{2,}|…+)$")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the title of a link tells."""

    title: str
    kind: Kind
    year: int | None = None
    publisher: str | None = None
    edition: str | None = None
    is_near_miss: bool = False
    is_cut: bool = False  # the list shows only the beginning: the page has to tell

    @property
    def is_collected(self) -> bool:
        """Whether the archive keeps publications of this kind."""
        return self.kind in COLLECTED


def judge(title: str) -> Judged:
    """Judge a link by its title; a title that is cut off may still turn out a report."""
    tidy = " ".join(title.split())
    facts = parse_title(CUT.sub("", tidy))
    is_cut = bool(CUT.search(tidy)) and facts.kind is Kind.OTHER and "信息公开" in tidy
    return Judged(tidy, facts.kind, facts.year, facts.publisher, facts.edition, is_near_miss(tidy), is_cut)


def judge_file(name: str | None, anchor: str | None, page: Judged) -> Judged:
    """Judge a file that a page links: by its own name, else it is what its page is."""
    for text in (anchor, name):
        own = judge_name(text or "")
        if own.title is None or own.kind is None:
            continue
        if own.kind not in COLLECTED:
            return judge(own.title)
        is_of_variant = own.kind is Kind.REPORT and page.kind is Kind.VARIANT
        return Judged(
            own.title,
            page.kind if is_of_variant else own.kind,
            own.year or page.year,
            own.publisher or page.publisher,
            own.edition or page.edition,
        )
    return page


def inferred_year(year: int | None, published_on: str | None) -> int | None:
    """Return the year to filter by: a report without one in its title is of the year before it was published."""
    if year is not None:
        return year
    return int(published_on[:4]) - 1 if published_on else None


def facts_of(judged: Judged, **more: str | None) -> PublicationFacts:
    """Return what the archive keeps of a link so judged."""
    return PublicationFacts(judged.title, judged.kind, judged.edition, year=judged.year, **more)
