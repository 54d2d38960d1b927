"""Web pages: the body of the article as blocks, the page around it left out."""

from collections.abc import Sequence

from lxml import etree
from parsel import Selector
from parsel.selector import create_root_node

from parsers.charset import decode
from parsers.document import Document, UnreadableDocument
from parsers.formats.html.article import article_of
from parsers.formats.html.blocks import Walk

_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
_METADATA = frozenset({"articletitle", "pubdate", "contentsource", "columnname", "sitename", "url", "author"})
MOST_CHARACTERS = 20_000_000


def read(body: bytes, selectors: Sequence[str] = ()) -> Document:
    """Read a page; ``selectors`` (CSS) say where this portal keeps the body of its articles."""
    decoded = decode(body)
    if len(decoded.text) > MOST_CHARACTERS:
        raise UnreadableDocument(f"a page of {len(decoded.text)} characters; the limit is {MOST_CHARACTERS}")
    source = decoded.text.strip().encode().translate(None, _CONTROLS)
    if not source.strip():
        raise UnreadableDocument("the page is empty")
    try:
        page = Selector(root=create_root_node("", etree.HTMLParser, body=source), type="html")
    except (ValueError, etree.LxmlError) as error:
        raise UnreadableDocument(f"no HTML: {error}") from error
    metadata = {
        name.strip(): meta.attrib.get("content", "").strip()
        for meta in page.xpath("//meta[@name][@content]")
        if (name := meta.attrib["name"]).strip().lower() in _METADATA
    }
    lowered = {name.lower(): value for name, value in metadata.items()}
    title = lowered.get("articletitle") or page.xpath("string(//title)").get("").strip()
    walk = Walk()
    walk.read(article_of(page, selectors))
    return Document(
        tuple(walk.blocks),
        title=title or None,
        metadata=tuple(metadata.items()),
        is_charset_guessed=decoded.is_lossy,
    )
