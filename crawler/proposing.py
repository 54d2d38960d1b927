"""The spider behind ``scrapy discover`` and ``addportal``: finds columns, reads one page of each, keeps nothing.

What it finds is for a person to confirm. So it walks no list to its end and visits no publication:
a portal of forty towns costs about a hundred requests, not thousands.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.discovery import Search
from crawler.links import judge
from crawler.listings import Output
from crawler.platforms import Entry, Follow, Page
from crawler.platforms.rows import parse_fragment
from crawler.portal import DISCOVER, Column, Role
from crawler.spider import PortalSpider
from crawler.walk import ColumnWalk
from parsers.charset import decode

SAMPLE_TITLES = 3
SEARCHED = (Role.ANNUAL_REPORTS, Role.UNITS)
POSITION = re.compile(r"(?:当前|您的|所在)(?:的)?位置[:：]?(.{1,80})")


@dataclass(slots=True)
class Proposal:
    """A column that was found: what a person needs in order to say whether it is one."""

    url: str
    unit: str | None = None
    breadcrumb: str = ""
    platform: str | None = None
    rows: int = 0
    total: int | None = None
    titles: list[str] = field(default_factory=list)
    trouble: str | None = None

    @property
    def is_list(self) -> bool:
        """Whether rows were seen, so that it may be written into a portal file."""
        return self.trouble is None and self.rows > 0

    @property
    def samples(self) -> list[str]:
        """Titles to show: those that read as reports first."""
        return sorted(self.titles, key=lambda title: not judge(title).is_collected)[:SAMPLE_TITLES]


class ProposingSpider(PortalSpider):
    """Finds the columns of a portal and proposes them."""

    def __init__(self, **arguments: str) -> None:
        super().__init__(**arguments)
        self.home = ""
        self._proposals: dict[str, Proposal] = {}
        # Also what the file already names is searched for anew: columns move.
        templates = {column.role: column for column in reversed(self.portal.columns)}
        columns = tuple(_anew(templates.get(role), role) for role in SEARCHED)
        self.portal = self.portal.model_copy(update={"columns": columns})

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Leave the archive out: nothing here is a crawl, and it must not end one that was interrupted."""
        super().update_settings(settings)
        settings.set("ITEM_PIPELINES", {"crawler.pipelines.ArchivePipeline": None}, "spider")
        settings.set("EXTENSIONS", {"crawler.conclusion.Conclusion": None}, "spider")

    @property
    def proposals(self) -> list[Proposal]:
        """What was found, columns of the whole portal first."""
        for walk in self.walks:
            proposal = self._of(walk)
            if proposal.rows == 0:
                proposal.trouble = walk.verdict().reason
        return sorted(self._proposals.values(), key=lambda one: (one.unit is not None, one.url))

    def on_entry(self, entry: Entry, walk: ColumnWalk) -> Iterator[Output]:
        """Note the title of a row; nothing is visited."""
        self._of(walk).titles.append(entry.title)
        return iter(())

    def has_reports_of(self, unit: str) -> bool:
        """Say yes: fallbacks are for crawls."""
        del unit
        return True

    async def hub(self, response: Response, searches: tuple[Search, ...]) -> AsyncIterator[Output]:
        """Keep the home page, which says what the portal is called, and go on as a crawl does."""
        self.home = self.home or decode(response.body).text
        async for output in super().hub(response, searches):
            yield output

    def walk_page(self, response: Response, walk: ColumnWalk, search: Search) -> Iterator[Output]:
        """Note where in the portal a column stands, and read it as a crawl does."""
        self._of(walk).breadcrumb = breadcrumb(decode(response.body).text)
        yield from super().walk_page(response, walk, search)

    def _continue(self, walk: ColumnWalk, page: Page, asked: Follow, platform: str) -> Iterator[Output]:
        proposal = self._of(walk)
        proposal.platform = platform
        proposal.rows += page.rows_seen
        proposal.total = page.total if page.total is not None else proposal.total
        # A shell brings its rows by another request; a page with rows is enough.
        is_shell = page.rows_seen == 0 and page.total is None
        for output in super()._continue(walk, page, asked, platform):
            if is_shell:
                yield output

    def _of(self, walk: ColumnWalk) -> Proposal:
        return self._proposals.setdefault(walk.url, Proposal(walk.url, walk.unit))


def breadcrumb(text: str) -> str:
    """Return 当前位置 of a page, else its title."""
    tree = parse_fragment(text)
    if tree is None:
        return ""
    title = " ".join("".join(tree.xpath("//title//text()")).split())
    for element in tree.xpath("//*[contains(text(), '位置')]"):
        above = element.getparent()
        for box in (element, above):
            words = "" if box is None else "".join(str(box.xpath("string()")).split())
            if found := POSITION.search(words):
                return found.group(1).strip(":： ").replace(">", " > ").replace("»", " > ")
    return title


def _anew(template: Column | None, role: Role) -> Column:
    fresh = Column(url=DISCOVER, role=role)
    return fresh if template is None else template.model_copy(update={"url": DISCOVER, "unit": None})
