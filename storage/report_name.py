"""How a report is named in commands and links: its publisher and its year, as 杭州-临安区-昌化镇/2020."""

import re
from typing import Final

_NAME: Final = re.compile(r"(?P<publisher>.+)/(?P<year>\d{4})")


class NoReportName(ValueError):
    """Words that do not name a report."""


def report_name(publisher_id: str, year: int) -> str:
    """Return the name of a publisher's report for a year; it stays when the report is read anew."""
    return f"{publisher_id}/{year}"


def read_report_name(name: str) -> tuple[str, int]:
    """Return the publisher, by its id or any of its names, and the year. Raises `NoReportName`."""
    found = _NAME.fullmatch(name.strip())
    if found is None:
        message = f"{name!r} names no report: PUBLISHER/YEAR, as `gongkai find` lists them"
        raise NoReportName(message)
    return found["publisher"], int(found["year"])
