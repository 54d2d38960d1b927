"""Titles of publications: report or not, of whom, of which year.

Grammar (domain.md, section 5): ``[图解] [publisher] YEAR年(度) [publisher] 政府信息公开(工作)年度报告
[（publisher or edition）]``, with white space and line breaks anywhere. Words are data: ``data/titles.toml``.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from parsers.document import Block, Heading, Paragraph, Table
from parsers.report import Kind
from parsers.sections import names_part


class _Words(BaseModel):
    """The words of ``data/titles.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    variant_editions: tuple[str, ...]
    report_editions: tuple[str, ...]
    notice_words: tuple[str, ...]
    other_words: tuple[str, ...]
    report_words: tuple[str, ...]
    authority_endings: tuple[str, ...]


_WORDS: Final = _Words.model_validate(
    tomllib.loads((Path(__file__).parent / "data" / "titles.toml").read_text(encoding="utf-8"))
)
_EDITIONS: Final = (*_WORDS.variant_editions, *_WORDS.report_editions)

_BRACKETS: Final = str.maketrans("()〔〕［］[]０１２３４５６７８９", "（）【】【】【】0123456789")
_CHINESE_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR: Final = re.compile("[二一][〇○零一二三四五六七八九0]{3}(?=年)")
# 207204.99 holds 2072 (seed 003): a year has no digit on either side.
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?:年度|年|度)?")
_PREFIX: Final = re.compile(
    r"^(?:附件?\d*[：:.．、]|\d{1,2}[.．、]|【(?P<mark>[^】]*)】|（(?P<round>[^）]*)）|(?P<word>[^：:]{2,5})[：:])"
)
_SUFFIX: Final = re.compile(
    r"(?:（(?P<round>[^（）]*)）|【(?P<square>[^】]*)】|\.(?:docx?|pdf|html?|wps|ofd|xlsx?))$", re.IGNORECASE
)
_QUOTED: Final = re.compile("^《([^《》]*)》$")
_SITE: Final = re.compile(r"[_|｜].*$|[-–—]+[^-–—]*(?:网站|网|人民政府|信息公开)$")
_CORE: Final = re.compile(
    r"^(?P<before>.*?)(?:政务公开[和与及暨])?(?P<topic>政府信息|政务信息|政务|信息)公开(?:工作)?(?:情况)?(?:的)?"
    rf"(?P<middle>(?:20|19)\d{{2}}年?度?)?(?:{'|'.join(_WORDS.report_words)})$"
)
# 信用信息公开 is another subject: before a bare 信息 stands a year or an authority.
_AUTHORITY: Final = re.compile(rf"(?:^|年度?|{'|'.join(_WORDS.authority_endings)})$")
# A name has no sentence marks; with them the line is a sentence about a report.
_NO_NAME: Final = re.compile(r"[，。；：:,;！？\d]|我[国省市县区镇乡局]|第五十条")
_LONGEST_NAME: Final = 45
_LONGEST_TITLE: Final = 150  # longer lines are text; expressions need not look at them
_TITLE_BLOCKS: Final = 12  # portals print index numbers and dates before the title
_TITLE_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What a title says: ``edition`` is a mark such as 图解 or 更正; year and publisher only for reports."""

    kind: Kind
    year: int | None = None
    publisher: str | None = None
    edition: str | None = None


def parse_title(text: str) -> TitleFacts:
    """Read a title; what is no report by the grammar is a notice or something else, never guessed."""
    tidy = _tidy(text)
    if len(tidy) > _LONGEST_TITLE:
        return TitleFacts(Kind.OTHER)
    tidy = _QUOTED.sub(r"\1", tidy)
    if any(word in tidy for word in _WORDS.notice_words):
        return TitleFacts(Kind.NOTICE)
    if any(word in tidy for word in _WORDS.other_words):
        return TitleFacts(Kind.OTHER)
    bare, marks = _take_marks(_SITE.sub("", tidy))
    core = _CORE.match(bare)
    if core is None or (core["topic"] == "信息" and not _AUTHORITY.search(core["before"])):
        return TitleFacts(Kind.OTHER)
    before, topic = core["before"], core["topic"]
    if before.endswith("人民") and topic == "政府信息":
        before += "政府"  # 拱墅区人民政府信息公开年度报告: 政府 stands for both words
    years = _years(before + "，" + (core["middle"] or "") + "".join(f"，{mark}" for mark in marks))
    publisher = _name(_YEAR.sub("", before))
    edition = next((mark for mark in marks if mark.upper() in _EDITIONS), None)
    named = [name for mark in marks if mark.upper() not in _EDITIONS and (name := _name(_YEAR.sub("", mark)))]
    if (publisher and _NO_NAME.search(publisher)) or len(publisher) > _LONGEST_NAME:
        return TitleFacts(Kind.OTHER)
    if not publisher and named:
        publisher = named.pop(0)
    return TitleFacts(
        kind=Kind.VARIANT if edition in _WORDS.variant_editions else Kind.REPORT,
        year=years[0] if len(set(years)) == 1 else None,
        publisher=publisher or None,
        edition=edition or next(iter(named), None),
    )


def is_near_miss(text: str) -> bool:
    """Whether a rejected title speaks of 信息公开 and of a report, so that a crawl should log it."""
    tidy = _tidy(text)
    speaks_of_it = "信息公开" in tidy and ("报告" in tidy or "年报" in tidy)
    return speaks_of_it and parse_title(text).kind not in {Kind.REPORT, Kind.VARIANT}


def find_title(blocks: Sequence[Block]) -> tuple[str | None, tuple[str, ...]]:
    """Find the report's title among the first paragraphs: the text, and the lines that it is printed on.

    A title may be broken over lines (seed 000) and may go on in brackets below (seed 004), so that
    of the runs of lines from one start the run wins that tells most, then the shortest. None begins with the heading of a part.
    """
    lines = _first_lines(blocks)
    for start in range(len(lines)):
        if names_part(lines[start]):  # of the report, or of the sheet that it stands on
            continue
        best: tuple[int, tuple[str, ...]] | None = None
        for end in range(start + 1, min(start + _TITLE_LINES, len(lines)) + 1):
            run = tuple(lines[start:end])
            facts = parse_title("".join(run))
            if facts.kind not in {Kind.REPORT, Kind.VARIANT}:
                continue
            told = sum(fact is not None for fact in (facts.year, facts.publisher, facts.edition))
            if best is None or told > best[0]:
                best = told, run
        if best is not None:
            return "".join(line.strip() for line in best[1]), best[1]
    return None, ()


def _first_lines(blocks: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table) or len(lines) >= _TITLE_BLOCKS:
            break
        if isinstance(block, Heading | Paragraph):
            lines.extend(line for line in (block.label + block.text).splitlines() if line.strip())
    return lines


def _tidy(text: str) -> str:
    """Take out white space (also U+3000, U+00A0, U+200B), make brackets and digits of one kind."""
    solid = re.sub(r"[\s\u200b\ufeff]+", "", text).translate(_BRACKETS)
    return _CHINESE_YEAR.sub(lambda year: year[0].translate(_CHINESE_DIGITS), solid)


def _take_marks(tidy: str) -> tuple[str, list[str]]:
    """Take the marks before and after a title off it: 【图解】, （超链版）, （拱墅区政府办公室）, .docx."""
    marks: list[str] = []
    while (prefix := _PREFIX.match(tidy)) and (prefix["word"] is None or prefix["word"] in _EDITIONS):
        marks += filter(None, prefix.groups())
        tidy = tidy[prefix.end() :]
    for word in _WORDS.variant_editions:
        if tidy.startswith(word):
            marks.append(word)
            tidy = tidy[len(word) :].lstrip("，：:|")
    while suffix := _SUFFIX.search(tidy):
        marks += filter(None, suffix.groups())
        tidy = tidy[: suffix.start()]
    return tidy, marks


def _years(text: str) -> list[int]:
    return [int(year[1]) for year in _YEAR.finditer(text)]


def _name(text: str) -> str:
    """Take the joints between a name and the rest of its title off the name."""
    joints = "·-–—_、《》“”\"'：:"
    return re.sub(r"^(?:关于|附件\d*)|(?:关于|的|年度)$", "", text.strip(joints)).strip(joints)
