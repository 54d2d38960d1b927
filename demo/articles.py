"""Articles on the wire: their bodies, their charsets true and false, their attachments."""

import hashlib
import html

from demo.chrome import article_content, article_metas, column_name_of, frame, not_found
from demo.exchange import Reply, Request, page_reply, with_validators
from demo.hosts import FUYANG, GONGSHU, XIUZHOU
from demo.publishing import Article, Site
from demo.world import Posting, World

_MARK_BEGIN = '<!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin--><meta name="ContentStart">'
_MARK_END = '<meta name="ContentEnd"><!--ZJEG_RSS.content.end--><!--<$[信息内容]>end-->'


def answer_article(world: World, site: Site, article: Article, request: Request) -> Reply:
    """Return an article as its portal serves it today."""
    posting = world.posting_of(article)
    if posting and posting.is_withdrawn:
        return page_reply(not_found(site), 404)
    column_name = column_name_of(site, posting.column if posting else "")
    body = _report_body(site, posting) if posting else _other_body(article)
    visits = None
    if not site.has_validators:
        world.visits += 1
        visits = world.visits
    content = article_content(site, article, column_name, body, visits)
    # Gongshu publishes no metas at all; Fuyang has them, and names no charset anywhere.
    metas = "" if site.host == GONGSHU else article_metas(site, article, column_name)
    reply = _encoded(site, article, frame(site, article.title, content, metas))
    if not site.has_validators:
        return reply
    if posting and posting.is_lying:
        return with_validators(request, reply, '"1"', world.built_at)
    changed_at = posting.changed_at if posting else world.built_at
    return with_validators(request, reply, _etag(reply.body, changed_at.timestamp()), changed_at)


def _encoded(site: Site, article: Article, page: str) -> Reply:
    """Write the page in the charset its portal uses, under the label it gives."""
    if site.host == FUYANG:
        return Reply(200, page.encode(), (("Content-Type", b"text/html"),))
    if site.host == XIUZHOU and article.report:
        lying = b"text/html;charset=UTF-8"
        return Reply(200, page.encode("gbk", "xmlcharrefreplace"), (("Content-Type", lying),))
    return page_reply(page)


def _report_body(site: Site, posting: Posting) -> str:
    body = posting.page if posting.page is not None else '<div id="zoom"><p>见附件</p></div>'
    if site.host == FUYANG:
        body = body.replace('<div id="zoom" class="article-content">', "<DIV id=zoom>", 1)
    if posting.report.file:
        file = posting.report.file
        body += (
            f'\n<div class="attachment">附件：<A href="{html.escape(file.href)}" target=_blank>'
            f"{html.escape(file.shown_name)}</A></div>"
        )
    return f"{_MARK_BEGIN}{body}{_MARK_END}" if site.platform == "jcms" else body


def _other_body(article: Article) -> str:
    if article.title.startswith("【图解】"):
        return f'<div id="zoom"><p><img src="/picture/0/tujie_{article.on.year}.png" alt="图解"></p></div>'
    return f'<div id="zoom"><p>{html.escape(article.title)}。具体内容见相关栏目。</p></div>'


def _etag(body: bytes, changed: float) -> str:
    """Make a validator as nginx does, out of time and length, so that a mere touch changes it too."""
    return f'"{int(changed * 1000):x}-{hashlib.md5(body, usedforsecurity=False).hexdigest()[:8]}"'
