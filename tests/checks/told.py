"""Constructed narratives: a golden report that says something else, read again. None was ever published."""

from dataclasses import replace

from checks.registry import run_checks
from parsers.mentions import find_mentions
from parsers.report import PrintedPublisher
from tests.checks.constructed import golden


def telling(report, text, section="overview"):
    """Return the report with other words in a part, and what they state found again."""
    sections = tuple(
        replace(part, text=text) if part.key == section else replace(part, text="")
        for part in report.sections
    )
    return replace(report, sections=sections, mentions=find_mentions(sections, report.year))


def of(report, printed, kind=None, code=None):
    """Return the report as that of another publisher, whom the title names too."""
    publisher = PrintedPublisher(printed, None, type=kind, division_code=code)
    title = f"{printed}{report.year}年政府信息公开工作年度报告"
    return replace(report, title=title, title_lines=(title,), publisher=publisher)


def one(check, report):
    """Return the only outcome of a check."""
    (found,) = (outcome for outcome in run_checks(report) if outcome.check == check)
    return found


def verdict(check, report):
    """Return verdict, and severity of what failed: ``failed/doubtful``."""
    found = one(check, report)
    return f"failed/{found.severity}" if found.verdict == "failed" else found.verdict.value


def town(text, number="000", section="overview"):
    """Return a golden report that tells only this."""
    return telling(golden(number), text, section)
