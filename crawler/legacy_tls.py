"""Fetch from servers that have nothing better than TLS 1.0, where a portal file says ``tls = "legacy"``.

Scrapy's default handler takes no `@SECLEVEL=0` (it goes through Twisted's own list of ciphers), the one on
aiohttp does.
"""

from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.origin import dial


class LegacyTlsHandler(AiohttpDownloadHandler):
    """Scrapy's handler on aiohttp, dialling ``GONGKAI_ORIGIN`` where that is set."""

    async def download_request(self, request: Request) -> Response:
        """Fetch a request, see `dial`."""
        return await dial(super().download_request, request, self.crawler)


def allow_legacy_tls(settings: BaseSettings) -> None:
    """Bring the old protocols and ciphers into the settings of a crawl."""
    settings["DOWNLOAD_HANDLERS"]["https"] = f"{__name__}.{LegacyTlsHandler.__name__}"
    settings.set("DOWNLOAD_TLS_MIN_VERSION", "TLSv1.0", "spider")
    settings.set("DOWNLOADER_CLIENT_TLS_CIPHERS", "DEFAULT:@SECLEVEL=0", "spider")
