"""Cookies go back to the host that set them, and nowhere else.

Scrapy's own middleware asks which domains are public, and for that fetches a list from a third
party's server in the middle of a crawl. A session cookie needs no such list when it never leaves
its host: fuyang's ``acw_tc`` and ``SERVERID`` do not.
"""

from collections.abc import Iterable
from http.cookiejar import Cookie
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http.cookies import CookieJar


class HostCookies(CookiesMiddleware):
    """Keeps cookies for the run, each for its host."""

    def _process_cookies(self, cookies: Iterable[Cookie], *, jar: CookieJar, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host is None:
            return
        for cookie in cookies:
            cookie.domain = host
            jar.set_cookie_if_ok(cookie, request)
