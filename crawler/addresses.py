"""Dial public addresses only: a name that leads into somebody's own network is refused, whoever names it.

Portal files say which hosts are visited; their names are resolved by servers that we do not know. The answer
is looked up here first, and Scrapy keeps it for the run, so the connection goes to the address that was judged.
A replica is dialled at its ``origin=``, which the operator chose.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.error import DNSLookupError
from twisted.internet.error import TimeoutError as LookupTimeout

from crawler.refusals import AddressPrivate


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the internet: not of a private network, this machine, or a cloud's metadata."""
    return address.is_global and not address.is_multicast


class PublicAddressesOnly:
    """Downloader middleware, the last before the network."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Stand aside where the operator says what is dialled, or nothing is."""
        if crawler.settings.get("GONGKAI_ORIGIN") or crawler.settings.get("REPLAY"):
            raise NotConfigured
        return cls()

    async def process_request(self, request: Request) -> None:
        """Raise `AddressPrivate` for a host whose name leads to no public address."""
        from twisted.internet import reactor  # noqa: PLC0415  # importing it chooses one

        host = urlsplit(request.url).hostname or ""
        try:
            found = await maybe_deferred_to_future(reactor.resolve(host))  # type: ignore[arg-type]  # it takes text

        except (DNSLookupError, LookupTimeout):
            return  # the download fails for the same reason, and says so
        _require_public(host, ip_address(found))

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise `AddressPrivate` for an answer that came from another address than was looked up."""
        if response.ip_address is not None:
            _require_public(urlsplit(request.url).hostname or "", response.ip_address)
        return response


def _require_public(host: str, address: IPv4Address | IPv6Address) -> None:
    if not is_public(address):
        message = f"{host} is at {address}, which is no public address"
        raise AddressPrivate(message)
