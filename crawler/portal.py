"""A portal, as one TOML file in ``crawler/portals`` describes it. The file is named after the portal."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from crawler.platforms import PLATFORMS
from storage.portal_folders import ENVIRONMENT, portal_folders

DISCOVER = "discover"
HOST = re.compile(r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$")
PORTAL_ID = re.compile(r"^[a-z][a-z0-9_]*$")
WINDOW = re.compile(r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d [A-Za-z_]+/[A-Za-z_]+$")


class PortalFileError(ValueError):
    """Portal files that cannot be used; the message names every mistake with its file."""


class _FromFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """Why a column is walked: the layers in which reports are found, broadest first."""

    ANNUAL_REPORTS = "annual_reports"
    UNITS = "units"
    FALLBACK = "fallback"
    SEARCH = "search"

    @property
    def is_walked(self) -> bool:
        """Whether its columns can be discovered and walked; a search is asked, at an address that is known."""
        return self is not Role.SEARCH


class Column(_FromFile):
    """A column of the portal that lists reports, or the way to find it."""

    url: str = Field(description='Address of the column, from "/" or absolute; "discover" where unknown')
    role: Role = Field(
        default=Role.ANNUAL_REPORTS,
        description="annual_reports: the portal's own 年报 column. units: a page of towns and departments, each "
        "with a 年报 column of its own. fallback: a list of each unit that is read where its column shows no report. "
        "search: the address of a 大汉 jsearchfront search, asked for the units that showed none there either",
    )
    unit: str | None = Field(
        default=None, description="Publisher of every row, where the column has only one"
    )
    filter: dict[str, str] = Field(
        default_factory=dict,
        description="Sent as it stands: the directory filter of JPaaS (xxgkId, xxgkType, className), "
        "the fields of a search that name the site (websiteid, cateid, tpl)",
    )
    start: tuple[str, ...] = Field(default=("/",), description="Pages where discovery starts")
    pattern: str | None = Field(
        default=None,
        description="Regular expression that the text of a link to the column matches; default by role",
    )

    @field_validator("url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        if url != DISCOVER and not url.startswith(("/", "http://", "https://")):
            message = 'must be "discover", a path from "/", or an http(s) address'
            raise ValueError(message)
        return url

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str | None) -> str | None:
        try:
            re.compile(pattern or "")
        except re.error as error:
            message = f"is no regular expression: {error}"
            raise ValueError(message) from None
        return pattern


class Ids(_FromFile):
    """Ids of the portal in its CMS, where known. Nothing depends on them: they help a human to check."""

    webid: str | None = Field(default=None, description='Site id in JCMS and JPaaS; "discover" where unknown')
    tag_id: str | None = Field(default=None, description="tagId of the JPaaS unit that holds the list")
    search_websiteid: str | None = Field(default=None, description="Site id of the provincial search")


class ArticleShape(_FromFile):
    """Where an article keeps its text."""

    body: tuple[str, ...] = Field(
        default=(), description="CSS selectors of the body, tried before the common ones"
    )


class Expectation(_FromFile):
    """What a complete crawl should find."""

    reports_per_year: int | None = Field(
        default=None, ge=1, description="Reports that a full year has; fewer than 80 % make the crawl partial"
    )


class Interval(_FromFile):
    """How often ``scrapy crawlall --due`` crawls a portal."""

    season_days: float = Field(
        default=1.0, gt=0, description="Days between crawls from January to March, when reports come out"
    )
    other_days: float = Field(default=30.0, gt=0, description="Days between crawls in all other months")


class Portal(_FromFile):
    """A government website that publishes reports."""

    id: str = Field(description="Name of the file; not a key in it", json_schema_extra={"in_file": False})
    title: str = Field(min_length=1, description="Name of the portal, as people call it")
    division_code: str = Field(pattern=r"^\d{6}$", description="行政区划 code of its county, six digits")
    hosts: tuple[str, ...] = Field(min_length=1, description="Hosts of its pages, the main one first")
    file_hosts: tuple[str, ...] = Field(
        default=(), description="Other hosts of its files; pages there are not read"
    )
    scheme: Literal["http", "https"] = Field(default="https", description="Never switched silently")
    platforms: tuple[str, ...] = Field(
        default=tuple(PLATFORMS),
        description="CMS families expected, likeliest first: a prior only, but lists of no known CMS are read where generic is named",
    )
    delay_seconds: float = Field(
        default=2.0, ge=1.0, description="Least time between two requests to one host"
    )
    verify_tls: bool = Field(default=True, description="Whether certificates are verified")
    tls: Literal["modern", "legacy"] = Field(
        default="modern", description="legacy allows TLS 1.0 for servers that have nothing better"
    )
    window: str | None = Field(
        default=None,
        description='Hours in which it may be crawled: "22:00-07:00 Asia/Shanghai"; default always',
    )
    interval: Interval = Field(default_factory=Interval)
    rest_days: float = Field(
        default=0.0,
        ge=0.0,
        description="Days that a known publication rests before incremental visits it again",
    )
    ids: Ids = Field(default_factory=Ids)
    columns: tuple[Column, ...] = Field(min_length=1)
    article: ArticleShape = Field(default_factory=ArticleShape)
    expect: Expectation = Field(default_factory=Expectation)

    @field_validator("hosts", "file_hosts")
    @classmethod
    def _are_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [host for host in hosts if not HOST.match(host)]
        if wrong:
            message = f"not bare host names in lower case: {wrong}"
            raise ValueError(message)
        return hosts

    @field_validator("platforms")
    @classmethod
    def _are_platforms(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in names if name not in PLATFORMS]
        if unknown:
            message = f"unknown: {unknown}; there are {sorted(PLATFORMS)}"
            raise ValueError(message)
        return names

    @field_validator("window")
    @classmethod
    def _is_window(cls, window: str | None) -> str | None:
        if window is None:
            return None
        if not WINDOW.match(window):
            message = 'must look like "22:00-07:00 Asia/Shanghai"'
            raise ValueError(message)
        hours, zone = window.split(" ")
        if len(set(hours.split("-"))) == 1:
            message = "must not end when it begins: it would never be open"
            raise ValueError(message)
        try:
            ZoneInfo(zone)
        except ZoneInfoNotFoundError:
            message = f"there is no time zone {zone}"
            raise ValueError(message) from None
        return window

    @model_validator(mode="after")
    def _names_its_searches(self) -> Self:
        if any(column.role is Role.SEARCH and column.url == DISCOVER for column in self.columns):
            message = "columns: a search is not discovered; give its address"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _has_a_way_in(self) -> Self:
        if all(column.role in {Role.FALLBACK, Role.SEARCH} for column in self.columns):
            message = "columns: a fallback or a search alone leads nowhere; add annual_reports or units"
            raise ValueError(message)
        return self

    @property
    def base_url(self) -> str:
        """Address of the home page."""
        return f"{self.scheme}://{self.hosts[0]}/"

    def reaches(self, host: str | None) -> bool:
        """Whether a host belongs to the portal, for pages or for files."""
        return host in self.hosts or host in self.file_hosts or host in self._search_hosts

    @property
    def _search_hosts(self) -> set[str]:
        """Hosts of searches, which their addresses name."""
        searches = (column.url for column in self.columns if column.role is Role.SEARCH)
        return {urlsplit(url).netloc for url in searches}


def load_portals(folders: Sequence[Path] | None = None) -> dict[str, Portal]:
    """Read every portal file. Raises `PortalFileError` naming all mistakes of all files at once."""
    portals: dict[str, Portal] = {}
    places: dict[str, Path] = {}
    mistakes: list[str] = []
    for path in _files(portal_folders() if folders is None else folders, mistakes):
        if path.stem in places:
            mistakes.append(f"portal {path.stem!r} is described twice: {places[path.stem]} and {path}")
            continue
        places[path.stem] = path
        try:
            portals[path.stem] = load_portal(path)
        except PortalFileError as error:
            mistakes.append(str(error))
    if mistakes:
        raise PortalFileError("\n".join(mistakes))
    return portals


def load_portal(path: Path) -> Portal:
    """Read one portal file."""
    if not PORTAL_ID.match(path.stem):
        message = f"{path}: a portal's file is named in lower-case letters, digits and _, not {path.stem!r}"
        raise PortalFileError(message)
    try:
        keys = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: not TOML: {error}"
        raise PortalFileError(message) from None
    if "id" in keys:
        message = f"{path}: id: the file's name is the id; leave it out"
        raise PortalFileError(message)
    try:
        return Portal.model_validate({"id": path.stem, **keys})
    except ValidationError as error:
        raise PortalFileError(_spell(error, path)) from None


def _files(folders: Iterable[Path], mistakes: list[str]) -> list[Path]:
    found: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            mistakes.append(f"{folder}: no such folder ({ENVIRONMENT})")
        found += sorted(folder.glob("*.toml"))
    return found


def _spell(error: ValidationError, path: Path) -> str:
    lines = []
    for mistake in error.errors():
        key = ".".join(str(part) for part in mistake["loc"])
        words = "unknown key" if mistake["type"] == "extra_forbidden" else mistake["msg"]
        lines.append(f"{path}: {key}: {words}" if key else f"{path}: {words}")
    return "\n".join(lines)
