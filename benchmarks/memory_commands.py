"""The long commands whose memory is measured, and what each is run over."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

LARGE = (500, 2_000, 8_000)  # reports
# Where each report takes long, has bytes, or goes into Postgres, where it takes twice the room.
SMALL = (100, 400, 1_600)
PAGES = (5, 20, 80)  # addresses of a portal
GONGKAI = (sys.executable, "-c", "from query.cli import main; main()")
SCRAPY = (sys.executable, "-m", "scrapy")
FIGURE = "requests.new@total"
ROW_GROUPS = "a row group of 64 MB for each of seven tables, until all are full"
BATCHES = "batches of 200 rows, full where that many documents are"
COMPARED = "documents compared at the end, of which 400 are held"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a command is run over: an archive, and the folder where it is and where it may write."""

    archive: str
    folder: Path
    empty: str = ""  # the address of an empty Postgres database
    portal: str = ""
    origin: str = ""

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that name the archive, its bytes and the portal files."""
        return {
            "GONGKAI_ARCHIVE": self.archive,
            "GONGKAI_DATA": str(self.folder),
            "GONGKAI_PORTALS": str(self.folder / "portals"),
        }


class Over(Enum):
    """What a command is run over."""

    REPORTS = auto()  # made-up rows, and bytes that are no documents
    DOCUMENTS = auto()  # made-up documents that an older parser read: a copy of its own
    PORTAL = auto()  # a portal of a made-up country


class Postgres(Enum):
    """What a command wants of a Postgres server."""

    FULL = auto()  # the archive in it
    EMPTY = auto()  # a database, and the archive in SQLite


@dataclass(frozen=True, slots=True)
class Long:
    """A command that may take long: the words of it, over what, and why it may grow, where it may."""

    name: str
    words: Callable[[Setting], Sequence[str]]
    sizes: Sequence[int] = LARGE
    why: str = ""  # what it holds, where that is the answer itself
    codes: Sequence[int] = (0,)
    over: Over = Over.REPORTS
    postgres: Postgres | None = None
    is_in_other_place: bool = False  # where no archive is yet


def _ask(*words: str) -> Callable[[Setting], Sequence[str]]:
    return lambda _: (*GONGKAI, *words)


def _release(label: str) -> Callable[[Setting], Sequence[str]]:
    return lambda at: (*GONGKAI, "release", "--out", str(at.folder / "releases"), "--label", label)


QUESTIONS = (
    Long("find --json", _ask("find", "--json")),
    Long("find --csv", _ask("find", "--csv")),
    Long("findings --json", _ask("findings", "--json")),
    Long("findings --csv", _ask("findings", "--csv")),
    Long("search --json, every hit", _ask("search", "公开", "--limit", "100000000", "--json")),
    Long("changed --json", _ask("changed", "--json"), why="two visits for each change, to put changes in order"),
    Long("publishers --json", _ask("publishers", "--json")),
    Long("problems --json", _ask("problems", "--json")),
    Long("cells --json", _ask("cells", "-p", "bench-1", "-y", "2020", "--json")),
    Long("coverage --csv", _ask("coverage", "--portal", "bench", "--csv"), why="the matrix of one portal, here of all reports"),
    Long("indicator", _ask("indicator", FIGURE)),
    Long("indicator --by publisher", _ask("indicator", FIGURE, "--by", "publisher", "--csv"), why="a sum for each publisher"),
    Long("series", _ask("series", FIGURE)),
    Long("series --by publisher", _ask("series", FIGURE, "--by", "publisher", "--csv"), why="a series for each publisher"),
    Long("chart", lambda at: (*GONGKAI, "chart", FIGURE, "-o", str(at.folder / "chart.svg"))),
)  # fmt: skip
UPKEEP = (
    Long("reindex", _ask("reindex")),
    Long("release, the first", _release("2026.11.1"), why=ROW_GROUPS),
    Long("release, beside the one before", _release("2026.11.2"), why=ROW_GROUPS),
    Long("verify-release", lambda at: (*GONGKAI, "verify-release", str(at.folder / "releases" / "2026.11.2")), why="a row group and a file for Stata, read whole"),
)  # fmt: skip
WITH_BYTES = (
    Long("fsck", _ask("fsck"), SMALL, codes=(0, 1)),  # made-up digests are not those of the documents
    Long("backup", lambda at: (*GONGKAI, "backup", str(at.folder / "backup")), SMALL),
    Long("restore", lambda at: (*GONGKAI, "restore", str(at.folder.parent / "backup")), SMALL, is_in_other_place=True),
    Long("copy, to SQLite", lambda at: (*GONGKAI, "copy", str(at.folder.parent / "archive.sqlite"), at.archive), SMALL, BATCHES, is_in_other_place=True),
)  # fmt: skip
ON_DOCUMENTS = (
    Long("recheck", _ask("recheck"), SMALL, COMPARED, over=Over.DOCUMENTS),
    Long("reingest --json, every reading changed", _ask("reingest", "--on", "local:1", "--json"), SMALL, over=Over.DOCUMENTS),
    Long("reingest --accept, every reading changed", _ask("reingest", "--on", "local:1", "--accept"), SMALL, COMPARED, over=Over.DOCUMENTS),
)  # fmt: skip
ON_POSTGRES = (
    Long("copy, to Postgres", lambda at: (*GONGKAI, "copy", at.archive, at.empty), SMALL, BATCHES, postgres=Postgres.EMPTY),
    Long("copy, from Postgres", lambda at: (*GONGKAI, "copy", at.archive, str(at.folder / f"back-{time.monotonic_ns()}.sqlite")), SMALL, BATCHES, postgres=Postgres.FULL),
    Long("Postgres: find --json", _ask("find", "--json"), SMALL, postgres=Postgres.FULL),
    Long("Postgres: findings --json", _ask("findings", "--json"), SMALL, postgres=Postgres.FULL),
    Long("Postgres: search --json, every hit", _ask("search", "公开", "--limit", "100000000", "--json"), SMALL, postgres=Postgres.FULL),
    Long("Postgres: fsck", _ask("fsck"), SMALL, codes=(0, 1), postgres=Postgres.FULL),
    Long("Postgres: release", lambda at: (*GONGKAI, "release", "--out", str(at.folder / "of-postgres")), SMALL, ROW_GROUPS, postgres=Postgres.FULL),
    Long("Postgres: recheck", _ask("recheck"), SMALL, COMPARED, over=Over.DOCUMENTS, postgres=Postgres.FULL),
    Long("Postgres: reingest --accept, every reading changed", _ask("reingest", "--on", "local:1", "--accept"), SMALL, COMPARED, over=Over.DOCUMENTS, postgres=Postgres.FULL),
)  # fmt: skip


def _crawl(command: str, *words: str) -> Callable[[Setting], Sequence[str]]:
    return lambda at: (
        *SCRAPY, command, at.portal, "-a", f"origin={at.origin}", *words,
    )  # fmt: skip


CRAWLS = (
    Long("crawlall", _crawl("crawlall", "--on", "local:1"), PAGES, COMPARED, codes=(0, 3), over=Over.PORTAL),
    Long("crawlall again", _crawl("crawlall", "--on", "local:1"), PAGES, COMPARED, codes=(0, 3), over=Over.PORTAL),
    Long("export-wacz", lambda at: (*SCRAPY, "export-wacz", at.portal, "-o", str(at.folder / "x.wacz")), PAGES, over=Over.PORTAL),
    Long("import-warc", lambda at: (*SCRAPY, "import-warc", *map(str, sorted((at.folder.parent / "warc" / at.portal).iterdir()))), PAGES, COMPARED, over=Over.PORTAL, is_in_other_place=True),
    Long("crawl, replayed", lambda at: (*SCRAPY, "crawl", at.portal, "-a", f"origin={at.origin}", "-s", f"REPLAY={at.folder.parent / 'warc' / at.portal}"), PAGES, COMPARED, codes=(0, 3), over=Over.PORTAL, is_in_other_place=True),
)  # fmt: skip
COMMANDS = (*QUESTIONS, *UPKEEP, *WITH_BYTES, *ON_DOCUMENTS, *ON_POSTGRES, *CRAWLS)
