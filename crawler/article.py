"""What an article page holds besides its words: title, date, files, pictures, and whether its body is the report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from lxml import html as lxml_html

from crawler.platforms.rows import iso_date, link_target, parse_fragment
from parsers.file_names import EXTENSION

# Containers seen over the years (portals.md 2.4; of the other platforms, 3), after those of the portal file.
BODIES = ("#zoom", ".article-content", ".bt_content", ".main-txt", ".details-content", ".content_body",
          ".wrapper_detail_text", "#article", ".TRS_Editor", ".TRS_PreAppend", ".trs_editor_view", ".pages_content",
          "#vsb_content", ".v_news_content", ".detail-news", "div.news_cont_d_wrap", "div.content")  # fmt: skip
SERVLETS = re.compile(r"downfile\.jsp|/file-download\b|/download\.jsp|DownloadAttachUrl", re.IGNORECASE)
VIEWER = re.compile(r"viewer[^/]*\.(?:html?|jsp|aspx?)$|/(?:preview|pdfview)\b", re.IGNORECASE)
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp)$", re.IGNORECASE)
# Little pictures that editors put beside attachments.
ICON = re.compile(r"icon|filetype|dialogs/|/images?/(?:logo|arrow|bg)|emotion|spacer", re.IGNORECASE)
REPORT_LENGTH = 300  # "见附件" and a phone number are shorter; the shortest real report is ten times as long
SOFT_404 = re.compile("页面不存在|页面未找到|页面已被?删除|内容不存在|您访问的(?:页面|内容|信息|网页)|已被删除|找不到(?:您|该)|"
                      "无权访问此页面|404 Not Found", re.IGNORECASE)  # fmt: skip
SOFT_404_LENGTH = 600
# So portals say it, too, and so does a short report of what a request asked for: 信息不存在1件.
NO_SUCH_THING = re.compile("信息不存在")
REQUESTS = re.compile(r"[\d一二三四五六七八九十两]\s*件")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page links, with the words of the link."""

    url: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article page, read as far as the crawler needs it."""

    title: str | None
    published_on: str | None
    source: str | None  # ContentSource, 发布机构
    is_body_report: bool
    attachments: tuple[Attachment, ...]
    pictures: tuple[str, ...]


def read_article(text: str, url: str, selectors: Iterable[str] = ()) -> Article:
    """Read an article page."""
    tree = parse_fragment(text)
    if tree is None:
        return Article(None, None, None, is_body_report=False, attachments=(), pictures=())
    for element in tree.xpath("//script|//style|//comment()"):
        element.drop_tree()
    body = _find_body(tree, (*selectors, *BODIES))
    attachments = tuple(_attachments(tree, url))
    files = {attachment.url for attachment in attachments}
    pictures = tuple(_pictures(body, url)) if body is not None else ()
    words = _words(body if body is not None else tree)
    has_table = body is not None and len(body.xpath(".//table//tr")) >= 3
    return Article(
        title=_title(tree),
        published_on=_date(tree),
        source=_meta(tree, "ContentSource"),
        is_body_report=bool(pictures) or has_table or (body is not None and len(words) >= REPORT_LENGTH),
        attachments=attachments,
        pictures=tuple(picture for picture in pictures if picture not in files),
    )


def is_soft_404(text: str) -> bool:
    """Whether a page answered with 200 only says that there is no such page."""
    tree = parse_fragment(text)
    if tree is None:
        return False
    title = " ".join(tree.xpath("//title//text()"))
    for element in tree.xpath("//script|//style|//title"):
        element.drop_tree()
    words = _words(tree)
    return _says_missing(title) or (len(words) < SOFT_404_LENGTH and _says_missing(words))


def _says_missing(words: str) -> bool:
    if SOFT_404.search(words):
        return True
    return NO_SUCH_THING.search(words) is not None and REQUESTS.search(words) is None


def _find_body(tree: lxml_html.HtmlElement, selectors: Iterable[str]) -> lxml_html.HtmlElement | None:
    for selector in selectors:
        for found in tree.cssselect(selector):
            if _words(found) or found.xpath(".//img"):
                return found
    return None


def _attachments(tree: lxml_html.HtmlElement, url: str) -> Iterable[Attachment]:
    seen: set[str] = set()
    for element in tree.xpath("//a[@href]|//*[@data-value]|//iframe[@src]|//embed[@src]|//object[@data]"):
        raw = next(
            value
            for name in ("href", "data-value", "src", "data")
            if (value := element.get(name)) is not None
        )
        target = _viewed(link_target(raw, url))
        if (
            target is None
            or target in seen
            or not is_file(target)
            or element.xpath("ancestor::nav|ancestor::footer")
        ):
            continue
        seen.add(target)
        label = "".join((element.get("title") or str(element.xpath("string()"))).split())
        yield Attachment(target, label or None)


def _viewed(target: str | None) -> str | None:
    """Return the file that a viewer shows: /pdfjs/web/viewer.html?file=/attach/0/a.pdf."""
    if target is None or not VIEWER.search(urlsplit(target).path):
        return target
    query = parse_qs(urlsplit(target).query)
    shown = next((query[name][0] for name in ("file", "url", "src", "pdf") if name in query), None)
    return link_target(shown, target) if shown else target


def is_file(url: str) -> bool:
    """Whether an address leads to a document rather than to a page: a servlet, or an extension."""
    parts = urlsplit(url)
    found = EXTENSION.search(parts.path)
    return bool(SERVLETS.search(url)) or (bool(found) and not PICTURE.search(parts.path))


def _pictures(body: lxml_html.HtmlElement, url: str) -> Iterable[str]:
    sources = (link_target(image.get("src") or image.get("data-src"), url) for image in body.xpath(".//img"))
    return dict.fromkeys(source for source in sources if source and not ICON.search(urlsplit(source).path))


def _title(tree: lxml_html.HtmlElement) -> str | None:
    candidates = (
        _meta(tree, "ArticleTitle"),
        *(
            _words(element)
            for element in tree.xpath("//h1|//*[contains(@class, 'title') or contains(@class, 'Title')]")
        ),
        *(_words(element) for element in tree.xpath("//title")),
    )
    return next((candidate for candidate in candidates if candidate), None)


def _date(tree: lxml_html.HtmlElement) -> str | None:
    stamp = _meta(tree, "PubDate")
    if stamp and (found := iso_date(stamp)):
        return found
    label = re.search(r"(?:发布|发文|成文|公开)(?:日期|时间)\s*[：:]?\s*(.{0,24})", _words(tree))
    return iso_date(label.group(1)) if label else None


def _meta(tree: lxml_html.HtmlElement, name: str) -> str | None:
    # Order and case of these metas vary from site to site.
    lowered = "translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    values = tree.xpath(f"//meta[{lowered}='{name.lower()}']/@content")
    return " ".join(str(values[0]).split()) or None if values else None


def _words(element: lxml_html.HtmlElement) -> str:
    return " ".join(str(element.xpath("string()")).split())
