"""What a set of WARC files holds of the portals: which answers publish reports, and what leads to which.

Nothing of a list is needed for it: a page says by its title what it is, and leads to its files.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from crawler.article import Article, is_file, read_article
from crawler.links import facts_of, judge, judge_file
from crawler.names import file_name
from crawler.platforms import sniff
from crawler.portal import Portal
from crawler.warc_answers import Answer
from parsers.charset import decode
from parsers.file_names import judge_name
from storage.capture import PublicationFacts
from storage.url_key import url_key

TOGETHER = timedelta(hours=1)  # a redirect and where it leads, a page and its pictures
MAX_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that publishes a report, or a page that leads to one (``facts`` is then None)."""

    portal: Portal
    answer: Answer
    facts: PublicationFacts | None
    pictures: tuple[str, ...] = ()


@dataclass(slots=True)
class WarcIndex:
    """Take every answer once with `add`; then ask."""

    portals: Iterable[Portal]
    _by_key: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    _pages: list[Found] = field(default_factory=list)
    _files: dict[str, tuple[Portal, PublicationFacts]] = field(default_factory=dict)
    _pictures: dict[tuple[str, datetime], tuple[str, ...]] = field(default_factory=dict)
    _payloads: dict[str, Answer] = field(default_factory=dict)
    _hosts: dict[str, Portal] = field(init=False)

    def __post_init__(self) -> None:
        claimed: dict[str, list[Portal]] = defaultdict(list)
        for portal in self.portals:
            for host in portal.hosts:
                claimed[host].append(portal)
        # A host of two portals decides nothing; hosts of files are shared, and only a link decides.
        self._hosts = {host: found[0] for host, found in claimed.items() if len(found) == 1}

    def add(self, answer: Answer) -> None:
        """Look at an answer, and keep where it lies."""
        held = replace(answer, body=b"")
        self._by_key[url_key(answer.url)].append(held)
        if answer.payload_digest and not answer.is_same_payload:
            self._payloads.setdefault(answer.payload_digest, held)
        portal = self._hosts.get(urlsplit(answer.url).netloc.lower())
        if portal is None or answer.status != 200 or not answer.body or is_file(answer.url):
            return
        if "html" in (answer.header("content-type") or "html"):
            self._add_page(portal, held, answer.body)

    def publications(self, known: dict[str, tuple[Portal, PublicationFacts]]) -> Iterator[Found]:
        """Yield what publishes reports, or leads to them; ``known`` is what the archive knows, by url_key."""
        pages = {(url_key(page.answer.url), page.answer.at) for page in self._pages}
        titled = {
            url_key(page.answer.url): (page.portal, page.facts)
            for page in self._pages
            if page.facts is not None
        }
        yield from self._pages
        reached = self._redirected_to()
        for key, answers in self._by_key.items():
            told = self._files.get(key) or known.get(key) or titled.get(key)
            for answer in answers:
                if (key, answer.at) in pages:
                    continue  # judged by its own title
                portal, facts = told or self._by_own_name(answer)
                if portal is not None and facts is not None and (told or key not in reached):
                    yield Found(portal, answer, facts, self._pictures.get((key, answer.at), ()))

    def visits(self, url: str) -> list[Answer]:
        """Return every answer of an address in the order of time."""
        return sorted(self._by_key[url_key(url)], key=lambda answer: answer.at)

    def follow(self, answer: Answer) -> tuple[Answer, tuple[str, ...]]:
        """Return where the redirects of an answer lead, and the addresses on the way."""
        way: list[str] = []
        while 300 <= answer.status < 400 and answer.status != 304 and len(way) < MAX_REDIRECTS:
            location = answer.header("location")
            following = self.near(urljoin(answer.url, location), answer.at) if location else None
            if following is None:
                break
            way.append(answer.url)
            answer = following
        return answer, tuple(way)

    def near(self, url: str, at: datetime) -> Answer | None:
        """Return the answer of an address nearest in time, None where none is near."""
        visits = self.visits(url)
        place = bisect_left([visit.at for visit in visits], at)
        beside = visits[max(place - 1, 0) : place + 1]
        nearest = min(beside, key=lambda visit: abs(visit.at - at), default=None)
        return nearest if nearest is not None and abs(nearest.at - at) <= TOGETHER else None

    def same_payload(self, answer: Answer) -> Answer | None:
        """Return the record that holds the body of a revisit."""
        return self._payloads.get(answer.payload_digest or "")

    def _add_page(self, portal: Portal, held: Answer, body: bytes) -> None:
        text = decode(body).text
        article = read_article(text, held.url, portal.article.body)
        if article.pictures:
            self._pictures[url_key(held.url), held.at] = article.pictures
        judged = judge(article.title or "")
        # A column is called 政府信息公开年报 too: it names no year, or it has a list where a report has its text.
        is_empty = not article.is_body_report and not article.attachments
        if not judged.is_collected or judged.year is None or (is_empty and sniff(text, portal.platforms)):
            return
        facts = facts_of(
            judged,
            unit=article.source if judged.publisher is None else None,
            published_on=article.published_on,
        )
        has_files = False
        for file in article.attachments:
            own = judge_file(file.label and file_name(file.url), file.label, judged)
            if own.is_collected:
                name = file_name(file.url, anchor=file.label)
                told = facts_of(
                    own,
                    unit=facts.unit,
                    filename=name,
                    parent_url=held.url,
                    published_on=facts.published_on,
                )
                self._files.setdefault(url_key(file.url), (portal, told))
                has_files = True
        self._pages.append(self._page(portal, held, article, facts, has_files=has_files))

    def _page(
        self, portal: Portal, held: Answer, article: Article, facts: PublicationFacts, *, has_files: bool
    ) -> Found:
        if has_files and not article.is_body_report:
            return Found(portal, held, None)
        return Found(portal, held, facts, article.pictures)

    def _by_own_name(self, answer: Answer) -> tuple[Portal | None, PublicationFacts | None]:
        """Judge a file that no page in these WARCs leads to: by the name that its answer or address tells."""
        portal = self._hosts.get(urlsplit(answer.url).netloc.lower())
        if portal is None or answer.status != 200 or not is_file(answer.url):
            return None, None
        name = file_name(answer.url, (answer.header("content-disposition") or "").encode("latin-1", "ignore"))
        judged = judge(judge_name(name or "").title or "")
        if not judged.is_collected:
            return None, None
        return portal, facts_of(judged, filename=name)

    def _redirected_to(self) -> set[str]:
        answers = (answer for visits in self._by_key.values() for answer in visits)
        targets = (
            urljoin(answer.url, location)
            for answer in answers
            if 300 <= answer.status < 400 and (location := answer.header("location"))
        )
        return {url_key(target) for target in targets if urlsplit(target).hostname}
