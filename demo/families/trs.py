"""拓尔思 TRS WCM on the wire: static pages, ``index_1.html`` the second, a script that counts them."""

import html
import re

from demo.exchange import Reply, Request, page_reply
from demo.families.family import Family, Row, make_rows, page

_FOLDER = "/zfxxgk/zfxxgknb/"
_PAGE = re.compile(rf"{_FOLDER}(?:index(?:_(\d+))?\.html)?$")


def _answer(family: Family, request: Request, lie: str | None) -> Reply | None:
    found = _PAGE.match(request.path)
    if not found:
        return None
    shown = family.show(int(found.group(1) or 0) + 1, lie)
    if shown.is_missing:
        return page_reply(page("404", "<p>您访问的页面不存在</p>"), 404)
    # The editor's template cuts the list into fives, and names rows of each by another class.
    fives = [shown.rows[at : at + 5] for at in range(0, len(shown.rows), 5)]
    lists = "<hr>".join(f'<ul class="list">{"".join(_row(row) for row in five)}</ul>' for five in fives)
    pager = f'<script>createPageHTML({shown.pages}, {shown.number - 1}, "index", "html");</script>'
    return page_reply(page("政府信息公开年报", f"{lists}<div class='page'>{pager}</div>"))


def _row(row: Row) -> str:
    href = row.href.replace(_FOLDER, "./", 1)
    return f'<li><a href="{href}" target="_blank">{html.escape(row.title)}</a><span>{row.on}</span></li>'


SITE = Family(
    "www.trs.invalid",
    "某县人民政府（拓尔思）",
    _FOLDER,
    10,
    make_rows(
        lambda number, on: f"{_FOLDER}{on:%Y%m}/t{on:%Y%m%d}_{4410000 + number}.html",
        lambda article: f"{article.rpartition('/')[0]}/P020210126694651387946.docx",
    ),
    '<div class="TRS_Editor">{}</div>',
    _answer,
)
