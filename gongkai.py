"""Gongkai: China's government information disclosure annual reports (政府信息公开工作年度报告), cell by cell.

    import gongkai

    with gongkai.open("data/archive.sqlite") as archive:
        cells = archive.cells("昌化镇", 2020).cells

The public face: it re-exports, and holds no logic.
"""

from importlib.metadata import version

from checks.outcome import Outcome, Severity, Verdict
from parsers.crosswalk import Comparability
from parsers.parse import parse
from parsers.report import (
    Cell,
    Certainty,
    Kind,
    Mark,
    Mention,
    ParsedReport,
    ParseHints,
    Problem,
    ProblemKind,
    Section,
)
from query.answers import (
    CellsAnswer,
    CrawlAnswer,
    FindingAnswer,
    PublicationAnswer,
    PublisherAnswer,
    ReportAnswer,
    ReportLine,
    ReportList,
    VersionAnswer,
    VersionsAnswer,
)
from query.archive import Archive
from query.changes import Change, ChangeKind, ChangeSearch
from query.coverage import CoverageAnswer, CoverageCell, CoverageLine
from query.diff import ReportDiff
from query.distributions import DistributionAnswer, DistributionSearch, Quantile, Spread
from query.division_choice import DivisionUnknown
from query.file_reading import FileReading, read_file
from query.findings import FindingSearch
from query.frames import CellSearch, Frame, wide_cells
from query.indicators import By, IndicatorLine, IndicatorSearch, KeyUnknown
from query.portal_reports import PortalUnknown
from query.publisher_choice import PublisherAmbiguous, PublisherUnknown
from query.publisher_list import PublisherLine
from query.refusals import FilterUnknown
from query.reports import ReportSearch
from query.search import SectionHit, SectionList, SectionSearch
from query.series import FigureUnknown, Series, SeriesAnswer, SeriesSearch
from query.shown import ReportUnknown
from query.version_choice import VersionUnknown
from storage.database import ArchiveMissing

__version__ = version("gongkai")
open = Archive.open  # noqa: A001 - gongkai.open reads as one word

__all__ = [
    "Archive",
    "ArchiveMissing",
    "By",
    "Cell",
    "CellSearch",
    "CellsAnswer",
    "Certainty",
    "Change",
    "ChangeKind",
    "ChangeSearch",
    "Comparability",
    "CoverageAnswer",
    "CoverageCell",
    "CoverageLine",
    "CrawlAnswer",
    "DistributionAnswer",
    "DistributionSearch",
    "DivisionUnknown",
    "FigureUnknown",
    "FileReading",
    "FilterUnknown",
    "FindingAnswer",
    "FindingSearch",
    "Frame",
    "IndicatorLine",
    "IndicatorSearch",
    "KeyUnknown",
    "Kind",
    "Mark",
    "Mention",
    "Outcome",
    "ParseHints",
    "ParsedReport",
    "PortalUnknown",
    "Problem",
    "ProblemKind",
    "PublicationAnswer",
    "PublisherAmbiguous",
    "PublisherAnswer",
    "PublisherLine",
    "PublisherUnknown",
    "Quantile",
    "ReportAnswer",
    "ReportDiff",
    "ReportLine",
    "ReportList",
    "ReportSearch",
    "ReportUnknown",
    "Section",
    "SectionHit",
    "SectionList",
    "SectionSearch",
    "Series",
    "SeriesAnswer",
    "SeriesSearch",
    "Severity",
    "Spread",
    "Verdict",
    "VersionAnswer",
    "VersionUnknown",
    "VersionsAnswer",
    "__version__",
    "open",
    "parse",
    "read_file",
    "wide_cells",
]
