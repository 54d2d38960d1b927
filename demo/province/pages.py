"""What a portal answers for an article: its page in every charset and shape, and its file under every name."""

import html
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from demo.corpus import render
from demo.exchange import Reply, page_reply, redirect
from demo.province.articles import Article, printed
from demo.province.recipes import Charset, Form, Way
from demo.publishing import DOWNLOAD, GATEWAY, WORD, Disposition

STORE = "store.province.invalid"
_FOLDER = "/cms_files/province/attach/0/"
_HEAD = (
    '<table class="xxgk_head"><tr><td>索 引 号：</td><td>002489/{year}-{number}</td></tr>'
    "<tr><td>发 布 机 构：</td><td>{name}</td></tr></table>"
)


def file_address(article: Article) -> str | None:
    """Return how the page of an article names its file, None where it has none."""
    if article.recipe.form not in {Form.FILE, Form.BOTH}:
        return None
    if article.recipe.way is Way.SERVLET:
        shown = quote(f"{article.title}.docx")
        return f"{DOWNLOAD}?classid=0&filename={article.stored_name}&showname={shown}"
    if article.recipe.way is Way.GATEWAY:
        return f"{GATEWAY}?fileUrl={_FOLDER}{article.stored_name}"
    return f"/upload/{article.stored_name}"


def sent_on(article: Article) -> Reply:
    """Return the gateway's answer."""
    return redirect(f"https://{STORE}{_FOLDER}{article.stored_name}")


def page_of(article: Article, wrap: str, visits: int) -> Reply:
    """Return the page of an article; ``wrap`` is what its platform puts around a text."""
    recipe = article.recipe
    body = wrap.format(_text(article))
    if recipe.has_shouting_body:
        body = f"<DIV id=zoom>{_text(article)}</DIV>"
    head = (
        _HEAD.format(year=article.on.year, number=article.number, name="某机关")
        if recipe.has_padded_head
        else ""
    )
    counter = f"<p>浏览次数：{visits}</p>" if recipe.counts_visits else ""
    title = html.escape(article.title)
    metas = (
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{article.on}">'
        if recipe.has_metas
        else ""
    )
    page = (
        f"<!DOCTYPE html><html><head><title>{title}</title>{metas}</head><body>"
        f'<ul class="nav"><li><a href="/">首页</a></li></ul><h1>{title}</h1><div>发布日期：{article.on}</div>'
        f'{head}{body}{counter}<div class="footer">网站标识码：0000000000</div></body></html>\n'
    )
    if recipe.charset is Charset.SILENT:
        return Reply(200, page.encode(), (("Content-Type", b"text/html"),))
    if recipe.charset is Charset.LYING:
        lie = (("Content-Type", b"text/html;charset=UTF-8"),)
        return Reply(200, page.encode("gbk", "xmlcharrefreplace"), lie)
    return page_reply(page)


def file_of(article: Article, body: bytes) -> Reply:
    """Return the file of an article, whatever it is called."""
    media_type = b"application/pdf" if article.recipe.extension == "pdf" else WORD.encode()
    headers = (("Content-Type", media_type), ("Content-Disposition", _disposition(article)))
    return Reply(200, body, headers)


def changed_at(article: Article) -> datetime:
    """Return when an article changed last, for its validators."""
    first = datetime(article.on.year, article.on.month, article.on.day, 1, 30, tzinfo=UTC)
    return first + timedelta(days=article.revision, hours=article.touched)


def _text(article: Article) -> str:
    form = article.recipe.form
    if form is Form.PICTURE:
        return f'<p><img src="/picture/0/{article.number}.png" alt="图"></p>'
    if form is Form.NONE:
        return f"<p>{html.escape(article.title)}。具体内容见相关栏目。</p>"
    link = ""
    if (address := file_address(article)) is not None:
        name = f"{html.escape(article.title)}.{article.recipe.extension}"
        link = f'<p>附件：<a href="{html.escape(address)}">{name}</a></p>'
        if article.recipe.way is Way.VIEWER:
            link = f'<div id="pdfshow" data-value="{address}" title="{name}"></div>'
    if form is Form.FILE:
        return f"<p>见附件</p>{link}"
    whole = render(printed(article), "html-mso").decode("gb18030")
    begin = '<div id="zoom">'
    return whole[whole.index(begin) + len(begin) : whole.rindex("</div>")] + link


def _disposition(article: Article) -> bytes:
    name = f"{article.title}.{article.recipe.extension}"
    match article.recipe.disposition:
        case Disposition.RAW_GBK:
            return b'attachment; filename="' + name.encode("gbk") + b'"'
        case Disposition.RAW_UTF8:
            return b'attachment; filename="' + name.encode() + b'"'
        case Disposition.RFC5987:
            return b"attachment; filename*=UTF-8''" + quote(name).encode()
        case Disposition.PERCENT:
            return b"attachment;filename=" + quote(name).encode()
