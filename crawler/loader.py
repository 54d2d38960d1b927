"""Makes one spider class of every portal file, so that ``scrapy list`` and ``scrapy crawl linan`` work."""

from functools import cached_property
from typing import Self

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.portal import Portal, PortalFileError, load_portals
from crawler.spider import PortalSpider

Names = list[str]


class PortalSpiderLoader:
    """Scrapy's spider loader protocol over the portal files."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Make a loader; the files are read when a command first asks, so that it can print mistakes."""
        del settings
        return cls()

    @cached_property
    def portals(self) -> dict[str, Portal]:
        """Every portal. Raises `UsageError` with all mistakes of all files: Scrapy prints it and exits 2."""
        try:
            return load_portals()
        except PortalFileError as error:
            message = f"portal files with mistakes:\n{error}"
            raise UsageError(message, print_help=False) from None

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider class of a portal. Raises KeyError for a name that no file has."""
        portal = self.portals[spider_name]
        name = "".join(part.title() for part in portal.id.split("_")) + "Spider"
        return type(name, (PortalSpider,), {"__module__": __name__, "name": portal.id, "portal": portal})

    def list(self) -> Names:
        """Return the ids of all portals."""
        return sorted(self.portals)

    def find_by_request(self, request: Request) -> Names:
        """Return the portals whose host a request goes to."""
        host = request.url.split("/", 3)[2]
        return [name for name, portal in self.portals.items() if host in portal.hosts]
