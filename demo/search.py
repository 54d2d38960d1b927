"""The province's search on the wire: hits are HTML in JSON, behind a counting link, by addresses of before https."""

import html
from urllib.parse import quote

from demo.exchange import Reply, Request, json_reply, page_reply
from demo.hosts import FUYANG, GONGSHU, LINAN, SEARCH, XIUZHOU
from demo.publishing import Article
from demo.world import World

SERVICE = "/jsearchfront/interfaces/cateSearch.do"
WEBSITES = {
    "330112000000000": LINAN,
    "330411000000000": XIUZHOU,
    "330111000000000": FUYANG,
    "330105000000000": GONGSHU,
}


def answer_search(world: World, request: Request) -> Reply:
    """Answer a search for words in titles; a site that it does not know, and no hit, are ``{}``."""
    if request.path != SERVICE:
        return page_reply("<html><body><h1>404 Not Found</h1></body></html>", 404)
    asked = request.parameters
    host = WEBSITES.get(asked.get("websiteid", ""))
    if request.method != "POST" or host is None or not asked.get("q"):
        return json_reply({})
    found = [article for article in world.articles_of(host) if _is_hit(article.title, asked["q"])]
    if not found:
        return json_reply({})
    size, number = int(asked.get("pg") or 10), int(asked.get("p") or 1)
    shown = found[(number - 1) * size : number * size]
    return json_reply({"total": len(found), "result": [_hit(article) for article in shown]})


def _is_hit(title: str, words: str) -> bool:
    """Whether most pairs of signs of the words stand in the title: a search engine cuts words in its own way."""
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return bool(pairs) and words[:2] in title and sum(pair in title for pair in pairs) >= 0.6 * len(pairs)


def _hit(article: Article) -> str:
    address = article.href if article.href.startswith("http") else f"http://{article.host}{article.href}"
    counted = f"visit/link.do?url={quote(address, safe='')}&q={quote(article.title)}&websiteid=1"
    return (
        f'<div class="comprehensiveItem"><div class="titleWrapper"><a href="{html.escape(counted)}" '
        f'target="_blank">{html.escape(article.title)}</a></div>'
        f'<div class="sourceTime"><span>来源:{SEARCH}</span><span>时间:{article.on.isoformat()}</span></div></div>'
    )
