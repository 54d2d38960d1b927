"""What one run is asked to do: the ``-a`` arguments of ``scrapy crawl``, checked before anything starts."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from storage import searches
from storage.searches import FIRST_YEAR

YEARS = re.compile(r"^(\d{4})(?:-(\d{4}))?$")


class Mode(StrEnum):
    """How much a run visits."""

    INCREMENTAL = "incremental"  # listings, new, failed and due publications, with validators
    BACKFILL = "backfill"  # everything within years
    RECHECK = searches.RECHECK  # everything known, without validators


class UsageMistake(ValueError):
    """Arguments that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The arguments of one run. Empty ``years`` and ``units`` mean all of them."""

    mode: Mode = Mode.INCREMENTAL
    years: range = range(0)
    units: tuple[str, ...] = ()
    sample: int | None = None
    origin: str | None = None

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, str]) -> "Plan":
        """Read the arguments. Raises `UsageMistake` naming every mistake at once."""
        readers = {"mode": _mode, "years": _years, "units": _units, "sample": _sample, "origin": _origin}
        mistakes = [f"unknown argument {name!r}; there are {', '.join(readers)}" for name in arguments
                    if name not in readers]  # fmt: skip
        values: dict[str, object] = {}
        for name, text in arguments.items():
            if name not in readers or not text:
                continue
            try:
                values[name] = readers[name](text)
            except ValueError as error:
                mistakes.append(f"{name}={text}: {error}")
        if mistakes:
            raise UsageMistake("; ".join(mistakes))
        return cls(**values)  # type: ignore[arg-type]  # each reader returns its field's type

    @property
    def is_loopback(self) -> bool:
        """Whether a replica on this machine is visited: only then may the delay be waived."""
        return self.origin is not None and _is_loopback(urlsplit(self.origin).hostname or "")

    def wants_year(self, year: int | None) -> bool:
        """Whether a report of this year is asked for; one of unknown year may be, so it is."""
        return not self.years or year is None or year in self.years

    def wants_unit(self, *names: str | None) -> bool:
        """Whether a publisher of any of these names is asked for."""
        return not self.units or any(unit in name for unit in self.units for name in names if name)

    def as_arguments(self) -> dict[str, str]:
        """Return the arguments in one canonical spelling, by which an interrupted run is found again."""
        spelt: dict[str, str] = {}
        if self.years:
            spelt["years"] = f"{self.years[0]}-{self.years[-1]}"
        if self.units:
            spelt["units"] = ",".join(self.units)
        if self.sample is not None:
            spelt["sample"] = str(self.sample)
        if self.origin is not None:  # not its port: a replica started anew is still the same replica
            spelt["origin"] = urlsplit(self.origin).hostname or ""
        return spelt


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        message = f"must be one of {', '.join(Mode)}"
        raise ValueError(message) from None


def _years(text: str) -> range:
    found = YEARS.match(text.strip())
    if not found:
        message = "must look like 2020 or 2019-2021"
        raise ValueError(message)
    first, last = int(found.group(1)), int(found.group(2) or found.group(1))
    if first > last or first < FIRST_YEAR:
        message = f"must run forward, and not begin before {FIRST_YEAR}"
        raise ValueError(message)
    return range(first, last + 1)


def _units(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[,，、]", text) if part.strip())


def _sample(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        message = "must be a whole number from 1"
        raise ValueError(message)
    return int(text)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        message = "must look like http://127.0.0.1:8000"
        raise ValueError(message)
    return f"{parts.scheme}://{parts.netloc}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
