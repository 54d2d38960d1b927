"""What the name of a file tells: whether people or a machine gave it, and what it is beside its page or bundle."""

import re
from dataclasses import dataclass

from parsers.report import Kind
from parsers.titles import parse_title

EXTENSION = re.compile(
    r"\.(docx?|wps|pdf|ofd|xlsx?|et|csv|zip|rar|7z|ceb|rtf|odt|uo[ft]|mht|txt|jpe?g|png|gif)$", re.IGNORECASE
)
# Names made by machines: 32 hex digits, or a stamp of 15-19 digits (portals.md 2.5), with or without extension.
MACHINE_NAME = re.compile(r"^(?:[0-9a-fA-F]{32}|[PW]?\d{15,22})(?:\.\w{2,5})?$")
# What a file is called when it is simply "the file": it then is what its page says.
BARE_NAME = re.compile(r"^(?:附件|下载|点击(?:此处)?下载|查看|正文|全文|文件|年报|[\d\s.、:：_-])*$")
# A file beside a report that is something else, said in words that the title rules need not know.
ASIDE = re.compile("通知|指南|目录|制度|预算|决算|法治|网站|申请表|名单|清单")
YEAR = re.compile(r"(?<!\d)(20[012]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name says; ``kind`` is None where it says nothing, and the file is what leads to it."""

    title: str | None
    kind: Kind | None = None
    year: int | None = None
    publisher: str | None = None
    edition: str | None = None


def stem(name: str) -> str:
    """Return the name without its extension, as a title to judge."""
    return EXTENSION.sub("", name)


def judge_name(name: str) -> Named:
    """Judge a file by its name, which may have folders before it: 2020/昌化镇2020年度报告.docx.

    A report, its variant or a notice by the rules of titles; something else where its words say so;
    otherwise nothing is said. A year may stand in a folder.
    """
    label = stem(name.rpartition("/")[2].strip())
    years = YEAR.findall(name)
    year = int(years[-1]) if years else None
    if not label or MACHINE_NAME.match(label) or BARE_NAME.match(label):
        return Named(None, year=year if "/" in name else None)
    facts = parse_title(label)
    if facts.kind is not Kind.OTHER:
        return Named(label, facts.kind, facts.year or year, facts.publisher, facts.edition)
    return Named(label, Kind.OTHER if ASIDE.search(label) else None, year, edition=facts.edition)
