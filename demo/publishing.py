"""What a portal publishes: articles in lists, some of them reports, with their files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from urllib.parse import quote

GATEWAY = "/api-gateway/jpaas-web-server/front/document/file-download"
DOWNLOAD = "/module/download/downfile.jsp"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Disposition(StrEnum):
    """The four ways in which portals write a Chinese name into Content-Disposition."""

    RAW_GBK = "raw_gbk"
    RAW_UTF8 = "raw_utf8"
    RFC5987 = "rfc5987"
    PERCENT = "percent"


class Body(StrEnum):
    """What stands on a report's page: the whole report, or a line that points to the file."""

    WHOLE = "whole"
    SEE_FILE = "see_file"


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: what the page links to, and the host and path where its bytes lie."""

    href: str
    host: str
    path: str
    stored_name: str
    shown_name: str
    disposition: Disposition


@dataclass(frozen=True, slots=True)
class Report:
    """A seed as it is published: which case, in which form."""

    case: str
    body: Body
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One row of a list. `href` is a path on its own portal, or a whole URL elsewhere.

    `code` is the number of the 信息公开目录 the row is filed under.
    """

    host: str
    href: str
    title: str
    on: date
    code: str = ""
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column with a list: its number, what it lists, and how its platform cuts pages."""

    column: str
    name: str
    page_size: int
    articles: tuple[Article, ...]
    unit: str
    page_id: str = ""


@dataclass(frozen=True, slots=True)
class StaticPage:
    """A page of links and words without a list: home, 政府信息公开, a town's own page."""

    path: str
    title: str
    links: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One portal: who runs it, on which platform, and everything it shows."""

    host: str
    name: str
    platform: str
    webid: str
    template: str
    has_validators: bool
    robots: str | None
    pages: tuple[StaticPage, ...]
    columns: tuple[ListColumn, ...]


class Lists(Protocol):
    """Who knows what columns list now."""

    @property
    def templates(self) -> Mapping[str, str]:
        """The template id of each JPaaS host."""

    def listed(self, column: ListColumn) -> list[Article]:
        """Return the articles of a column, newest first."""


def digest(*words: str) -> str:
    """Return 32 hexadecimal digits that stand for the words: the CMS makes ids that look so."""
    return hashlib.md5(" ".join(words).encode(), usedforsecurity=False).hexdigest()


def old_path(column: str, title: str, on: date) -> str:
    """Return an article path as JCMS makes them: day in the path, no zero padding."""
    number = 58_000_000 + int(digest(column, title)[:5], 16)
    return f"/art/{on.year}/{on.month}/{on.day}/art_{column}_{number}.html"


def new_path(column: str, title: str, on: date) -> str:
    """Return an article path as JPaaS makes them: no day."""
    return f"/col/col{column}/art/{on.year}/art_{digest(column, title)}.html"


def one_list(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Put articles into the order of a list, newest first, no title twice."""
    by_title: dict[str, Article] = {}
    for article in articles:
        by_title.setdefault(article.title, article)
    return tuple(sorted(by_title.values(), key=lambda article: (article.on, article.title), reverse=True))


def column_path(column: str) -> str:
    """Return the path of a column's first page."""
    return f"/col/col{column}/index.html"


def servlet_file(host: str, shown_name: str, disposition: Disposition, salt: str = "") -> File:
    """Return a file behind the download servlet of the portal itself."""
    extension = shown_name.rpartition(".")[2]
    stored = f"{digest(host, shown_name, salt)}.{extension}"
    href = f"{DOWNLOAD}?classid=0&filename={stored}&showname={quote(shown_name)}"
    return File(href, host, DOWNLOAD, stored, shown_name, disposition)


def gateway_file(store: str, webid: str, shown_name: str, disposition: Disposition, salt: str = "") -> File:
    """Return a file behind the JPaaS gateway, which redirects to the object store."""
    stored = f"{digest(store, shown_name, salt)}.{shown_name.rpartition('.')[2]}"
    path = f"/cms_files/jcms1/web{webid}/site/attach/0/{stored}"
    return File(f"{GATEWAY}?fileUrl={path}", store, path, stored, shown_name, disposition)


def stored_file(store: str, webid: str, shown_name: str, disposition: Disposition, salt: str = "") -> File:
    """Return a file that the page links to straight in the (older) object store."""
    stored = f"{digest(store, shown_name, salt)}.{shown_name.rpartition('.')[2]}"
    path = f"/jcms_files/jcms1/web{webid}/site/attach/0/{stored}"
    return File(f"https://{store}{path}", store, path, stored, shown_name, disposition)
