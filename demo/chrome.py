"""What every portal puts around its content: head, navigation, footer, counters, dates."""

import html
from datetime import UTC, datetime

from demo.publishing import Article, Site, StaticPage, column_path

_STYLE = '<link rel="stylesheet" href="/images/style.css"><script>var siteName="{name}";</script>'


def frame(site: Site, title: str, content: str, metas: str = "") -> str:
    """Return a whole page of a portal around some content."""
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html>\n<head>\n'
        f"{metas}<title>{html.escape(title)}</title>\n{_STYLE.format(name=site.name)}\n</head>\n<body>\n"
        f'<div class="top"><a href="/">{site.name}</a></div>\n<ul class="nav">{_navigation(site)}</ul>\n'
        f'{content}\n<div class="footer"><p>主办单位：{site.name}办公室</p>'
        f'<p>网站标识码：3301000001 <a href="/wzdt/index.html">网站地图</a></p></div>\n</body>\n</html>\n'
    )


def utf8_meta(site: Site, column: str = "", name: str = "") -> str:
    """Return the metas of a column page; ColId is a way to its number where a script fails."""
    column_metas = f'<meta name="ColId" content="{column}">\n<meta name="ColumnName" content="{name}">\n'
    return (
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
        f'<meta name="SiteName" content="{site.name}">\n{column_metas if column else ""}'
    )


def static_page(site: Site, page: StaticPage) -> str:
    """Return a page of links: what leads from the start page to a column."""
    links = "".join(f'<li><a href="{href}" target="_blank">{text}</a></li>' for text, href in page.links)
    content = (
        f"{breadcrumb(page.title)}<h1>{page.title}</h1>\n"
        f'<ul class="zfxxgk">{links}</ul>\n<div class="content"><p>{page.text}</p></div>'
    )
    return frame(site, page.title, content, utf8_meta(site))


def breadcrumb(*names: str) -> str:
    """Return 当前位置: where in the portal this page stands."""
    return f'<div class="position">当前位置：<a href="/">首页</a> &gt; {" &gt; ".join(names)}</div>\n'


def article_metas(site: Site, article: Article, column_name: str) -> str:
    """Return the metas the national standard asks of an article."""
    metas = (
        ("SiteName", site.name),
        ("SiteDomain", site.host),
        ("ColumnName", column_name),
        ("ArticleTitle", article.title),
        ("PubDate", f"{article.on.isoformat()} 09:30"),
        ("ContentSource", site.name),
        ("Url", article.href),
    )
    return "".join(f'<meta name="{name}" content="{html.escape(content)}">\n' for name, content in metas)


def article_content(site: Site, article: Article, column_name: str, body: str, visits: int | None) -> str:
    """Return title, dates and body of an article.

    A portal without validators renders each visit anew: the counter and the rendering date differ
    while the report is the same. The others fill the counter by a script.
    """
    if visits is None:
        counter = '<script src="/module/visitcount/articlehits.jsp?colid=1"></script>'
    else:
        rendered = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        counter = f'<span id="hits">浏览次数：{visits}</span><!-- rendered {rendered} -->'
    return (
        f"{breadcrumb(column_name, '正文')}"
        f'<div class="main"><div class="title">{html.escape(article.title)}</div>\n'
        f'<div class="info">发布日期：{article.on.isoformat()} 09:30 信息来源：{site.name} {counter}</div>\n'
        f'{body}\n<div class="share"><a href="javascript:window.print()">打印</a></div></div>'
    )


def column_name_of(site: Site, column: str) -> str:
    """Return the name of a column by its number."""
    return next((each.name for each in site.columns if each.column == column), "政府信息公开")


def not_found(site: Site) -> str:
    """Return the portal's own 404 page."""
    return frame(site, "404", '<div class="error">您访问的页面不存在</div>', utf8_meta(site))


def _navigation(site: Site) -> str:
    base = int(site.columns[0].column) // 1000 * 1000
    entries = (
        ("首页", "/"),
        ("新闻动态", "/xwdt/index.html"),
        ("政府信息公开", column_path(str(base + 100))),
    )
    return "".join(f'<li><a href="{href}">{text}</a></li>' for text, href in entries)
