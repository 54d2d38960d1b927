"""A small site on one more CMS: one column, its rows, and the ways in which a list can lie."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from demo import decoys
from demo.build_documents import DOCUMENTS
from demo.exchange import Reply, Request, page_reply
from demo.page import body_of
from demo.publishing import WORD

LUZHU = "富阳区渌渚镇2021年政府信息公开工作年度报告"  # whole on its page
CHANGHUA = "杭州市临安区昌化镇人民政府2020年度政府信息公开年度报告"  # a line that points to its file
CASES = {LUZHU: "002_luzhu_2021", CHANGHUA: "000_changhua_2020"}
DAYS = {LUZHU: date(2022, 1, 20), CHANGHUA: date(2021, 1, 26)}


class Lie(StrEnum):
    """How a list contradicts itself; kinds of trouble that only these sites know."""

    MORE_PROMISED = "more_promised"  # a total or a page more than there are
    TOTAL_CHANGES = "total_changes"  # from the second page on
    SAME_PAGE = "same_page"  # the first page's rows, whichever is asked for
    WRONG_PAGE = "wrong_page"  # the first page, and it says so
    CHAIN_BROKEN = "chain_broken"  # the second page is not there


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the column: where its article stands, and the file that the article links, if any."""

    title: str
    on: date
    href: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list shows to one request: a page of rows, and what it says of itself."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int

    @property
    def is_missing(self) -> bool:
        """Whether there is no such page."""
        return not self.rows


@dataclass(frozen=True, slots=True)
class Family:
    """One site: its host, the address of its column, and who answers for its lists."""

    host: str
    name: str
    column: str
    size: int
    rows: tuple[Row, ...]
    wrap: str  # what its CMS puts around the text of an article
    answer_list: Callable[["Family", Request, str | None], Reply | None]

    def show(self, number: int, lie: str | None) -> Shown:
        """Return one page of the column, as the truth or the lie has it."""
        total, rows = len(self.rows), self.rows
        asked = 1 if lie in {Lie.SAME_PAGE, Lie.WRONG_PAGE} else number
        said = 1 if lie == Lie.WRONG_PAGE else number
        if lie == Lie.CHAIN_BROKEN and number > 1:
            rows = ()
        if lie == Lie.MORE_PROMISED or (lie == Lie.TOTAL_CHANGES and number > 1):
            total += self.size
        here = rows[(asked - 1) * self.size : asked * self.size] if asked > 0 else ()
        return Shown(here, said, -(-total // self.size), total)


def make_rows(address: Callable[[int, date], str], file: Callable[[str], str]) -> tuple[Row, ...]:
    """Return the rows of a site: two reports among their usual neighbours, newest first."""
    titled = list(DAYS.items())
    titled += decoys.beside_reports("昌化镇", "临安区", 2020, DAYS[CHANGHUA])
    titled += decoys.other_news(("昌化镇", "锦北街道"), 19, date(2024, 5, 1), date(2018, 3, 1))
    titled.sort(key=lambda one: (one[1], one[0]), reverse=True)
    return tuple(
        Row(title, on, address(number, on), file(address(number, on)) if title == CHANGHUA else None)
        for number, (title, on) in enumerate(titled)
    )


def page(title: str, content: str, head: str = "") -> str:
    """Return a page of such a site around its content."""
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{html.escape(title)}</title>{head}</head>\n'
        f'<body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/bsfw/">办事服务</a></li></ul>\n{content}\n'
        '<div class="footer"><p>网站标识码：0000000000</p></div></body></html>\n'
    )


def answer(family: Family, request: Request, lie: str | None) -> Reply | None:
    """Answer for a site: home, lists, articles, files; None where nothing stands."""
    if request.path == "/":
        links = f'<ul><li><a href="{family.column}">政府信息公开年报</a></li></ul>'
        return page_reply(page(family.name, links))
    listed = family.answer_list(family, request, lie)
    if listed is not None:
        return listed
    for row in family.rows:
        if request.path == row.href:
            return page_reply(_article(family, row))
        if row.file and request.target == row.file:
            body = (DOCUMENTS / f"{CASES[row.title]}.docx").read_bytes()
            return Reply(200, body, (("Content-Type", WORD.encode()),))
    return None


def _article(family: Family, row: Row) -> str:
    text = f"<p>{html.escape(row.title)}。具体内容见相关栏目。</p>"
    if row.file:
        text = f'<p>附件：<a href="{html.escape(row.file)}">{html.escape(row.title)}.docx</a></p>'
    elif row.title in CASES:
        shown = (DOCUMENTS / f"{CASES[row.title]}.html").read_text(encoding="utf-8")
        text = body_of(shown).replace(' id="zoom" class="article-content"', "", 1)
    metas = f'<meta name="ArticleTitle" content="{html.escape(row.title)}"><meta name="PubDate" content="{row.on}">'
    content = f"<h1>{html.escape(row.title)}</h1><div>发布日期：{row.on}</div>{family.wrap.format(text)}"
    return page(row.title, content, metas)
