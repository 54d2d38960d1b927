"""What an archive must hold after the crawls of a province: told by what there is, and by what was answered."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from demo.exchange import Delivery, Reply
from demo.province.articles import Article, printed
from demo.province.pages import file_address
from demo.province.recipes import Form

FETCHED, UNCHANGED, GONE, FAILED, BLOCKED = "fetched", "not_modified", "gone", "failed", "blocked"
# What a visitor must make of a reply that a trouble turned.
OUTCOMES = {
    "404": GONE, "410": GONE, "soft_404": GONE, "home": GONE,
    "html_as_docx": FAILED, "empty": FAILED, "503": FAILED, "503_retry_after": FAILED, "429": BLOCKED,
    "timeout": FAILED, "reset": FAILED, "truncated": FETCHED,
    "521": BLOCKED, "412": BLOCKED, "aliyun": BLOCKED, "403": BLOCKED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Served:
    """One answer for a publication: on which day, with which content, and what it means."""

    day: int
    url: str
    outcome: str
    content: str  # the same for the same content
    sha256: str


@dataclass(slots=True)
class Truth:
    """The log of what was answered for publications, and what follows from it."""

    served: list[Served] = field(default_factory=list)
    forbidden: set[tuple[int, str]] = field(default_factory=set)  # day and host whose robots.txt forbids all
    present: dict[str, Article] = field(default_factory=dict)  # every publication there ever was, by its URL

    def note(self, day: int, url: str, content: str, reply: Reply, trouble: str | None) -> None:
        """Note an answer."""
        outcome = OUTCOMES[trouble] if trouble else UNCHANGED if reply.status == 304 else FETCHED
        if reply.status in {404, 410}:
            outcome = GONE
        is_half = trouble == "truncated" and outcome == FETCHED
        sha256 = hashlib.sha256(reply.body).hexdigest() if reply.delivery is Delivery.SEND else ""
        self.served.append(Served(day, url, outcome, f"{content} half" if is_half else content, sha256))

    def observations(self) -> dict[tuple[int, str], str]:
        """Return by day and publication what its last answer meant.

        Where robots.txt forbids all, what was known before is blocked without being asked for.
        """
        told = {(one.day, one.url): one.outcome for one in self.served}
        for day, host in self.forbidden:
            known = {one.url for one in self.served if one.day < day and one.url.startswith(f"{host}/")}
            told |= {(day, url): BLOCKED for url in known}
        return told

    def versions(self) -> dict[str, tuple[str, ...]]:
        """Return of each publication its contents in the order in which they were first seen."""
        found: dict[str, dict[str, None]] = {url: {} for url in self.visited()}
        for one in self.served:
            if one.outcome == FETCHED:
                found[one.url][one.content] = None
        return {url: tuple(contents) for url, contents in found.items()}

    def contents(self) -> dict[tuple[str, str], str]:
        """Return the content of every body that was served, by its address and SHA-256: two articles may print the same."""
        return {(one.url, one.sha256): one.content for one in self.served if one.outcome == FETCHED}

    def visited(self) -> set[str]:
        """Return the publications that somebody asked for."""
        return {one.url for one in self.served}

    def asked(self, day: int) -> set[str]:
        """Return the publications that somebody asked for on a day."""
        return {one.url for one in self.served if one.day == day}

    def kinds(self) -> dict[str, str]:
        """Return report or variant of each publication that was visited."""
        return {url: "variant" if self.present[url].is_variant else "report" for url in self.visited()}

    def reports(self) -> dict[str, tuple[str, int]]:
        """Return publisher and year of each publication whose report can be read."""
        seen = self.versions()
        return {
            url: (article.report.publisher.canonical, article.report.year)
            for url, article in self.present.items()
            if article.report and any(not one.endswith("half") for one in seen.get(url, ()))
        }

    def figures(self) -> dict[str, Mapping[str, str]]:
        """Return what each publication prints in its boxes, by key, where it was read whole and never changed."""
        found: dict[str, Mapping[str, str]] = {}
        for url, contents in self.versions().items():
            article = self.present[url]
            if article.report is None or len(contents) != 1 or article.recipe.form is Form.PICTURE:
                continue
            if not contents[0].endswith("half"):
                _, _, revision = contents[0].split()
                found[url] = printed(replace(article, revision=int(revision))).printed
        return found


def publications_of(article: Article, host: str) -> Iterator[str]:
    """Yield the addresses, without scheme, of the publications that an article makes: page, file, or both."""
    if article.recipe.form in {Form.PAGE, Form.BOTH, Form.PICTURE}:
        yield f"{host}{article.href}"
    if (file := file_address(article)) is not None:
        yield f"{host}{file}"


def all_of(articles: Iterable[Article], host: str) -> dict[str, Article]:
    """Return every publication of these articles."""
    return {url: article for article in articles for url in publications_of(article, host)}
