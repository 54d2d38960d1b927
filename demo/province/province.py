"""The province as a server: eight hosts on one loopback port, three days, and a log of all that was answered."""

import hashlib
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from demo.corpus.picture import ruled_picture
from demo.exchange import Reply, Request, page_reply, with_validators
from demo.families.family import answer as answer_family
from demo.province import pages
from demo.province.articles import FIRST_CORRECTION, Article, articles_of, corrected
from demo.province.files import Files
from demo.province.portals import FORBIDDING, JPAAS, Portal, eight_portals, with_rows
from demo.province.recipes import RECIPES, Form, Recipe, Way
from demo.province.truth import Truth, all_of, publications_of
from demo.server import Serving
from demo.troubles import turn


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in, and what it was answered with; ``size`` is of the body, in bytes."""

    host: str
    target: str
    status: int
    size: int
    is_conditional: bool


class Province(Serving):
    """Serve while open; ``day`` is 1 until `next_day`. ``patience`` is how long a visitor is kept waiting.

    One that ``is_calm`` begins on the third day: nothing goes wrong. ``articles`` are the rows of each portal.
    """

    def __init__(
        self,
        seed: int = 7,
        articles: int = 12,
        patience: float = 3.0,
        *,
        is_calm: bool = False,
        portals: Sequence[Portal] = (),
        recipes: Sequence[Recipe] = RECIPES,
    ) -> None:
        self.day = 3 if is_calm else 1
        self.truth = Truth()
        self.log: list[Asked] = []
        self._visits = 0
        self._articles: dict[str, list[Article]] = {}
        self.portals = {one.name: one for one in portals or eight_portals()}
        self._withdrawn: dict[str, list[Article]] = {name: [] for name in self.portals}
        self._families = {name: portal.family for name, portal in self.portals.items()}
        self._by_host = {portal.family.host: portal for portal in self.portals.values()}
        self._files = Files()
        self._met: Counter[str] = Counter()  # how often each trouble that ends was met
        self._picture = ruled_picture()
        self._lock = threading.Lock()
        super().__init__("province", self._answer, patience)
        for place, (name, portal) in enumerate(self.portals.items()):
            made = articles_of(
                seed, place, articles, address=portal.address, among=portal.publishers, recipes=recipes
            )
            self._articles[name] = list(made)
        self._publish()

    def column(self, name: str) -> str:
        """Return the path of the one column of a portal."""
        return self._families[name].column

    def division_code(self, name: str) -> str:
        """Return the code of the county whose portal it is."""
        return self.portals[name].publishers[0].division_code

    @property
    def requests(self) -> int:
        """How many requests came in."""
        return len(self.log)

    def forget_requests(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self.log.clear()

    def next_day(self) -> None:
        """Let time pass: reports are edited, touched, withdrawn, posted again, and come back."""
        with self._lock:
            self.day += 1
            for name in self._articles:
                self._articles[name] = [self._aged(one) for one in self._articles[name]]
                (self._part if self.day == 2 else self._return)(name)
            for name, portal in self.portals.items():
                if self.day == 2 and portal.trouble == FORBIDDING:
                    self.truth.forbidden.add((self.day, portal.family.host))
                if self.day == 3 and portal.moves:
                    self._families[name] = replace(JPAAS, host=portal.family.host)
            self._publish()

    def _aged(self, article: Article) -> Article:
        """Return a report of the next day: of seven one is edited, another only touched; then half are mended back."""
        if article.report is None or article.recipe.trouble:
            return article
        if self.day == 2 and article.number % 7 == 0:
            return replace(article, revision=1)
        if self.day == 2 and article.number % 7 == 1:
            return replace(article, touched=1)
        if self.day == 3 and article.revision == 1 and article.number % 2 == 0:
            return replace(article, revision=0, touched=2)
        return article

    def _part(self, name: str) -> None:
        """Withdraw one report of eleven, and post one of thirteen again as 更正."""
        here = self._articles[name]
        sound = [one for one in here if one.report and not one.recipe.trouble]
        gone = [one for one in sound if one.number % 11 == 3]
        self._withdrawn[name] = gone
        again = [corrected(one, self.portals[name].address) for one in sound if one.number % 13 == 5]
        self._articles[name] = [one for one in here if one not in gone] + again

    def _return(self, name: str) -> None:
        """Publish again half of what was withdrawn."""
        back = [one for one in self._withdrawn[name] if one.number % 2 == 0]
        self._withdrawn[name] = [one for one in self._withdrawn[name] if one not in back]
        self._articles[name] += back

    def _publish(self) -> None:
        self._by_path: dict[tuple[str, str], tuple[str, Article]] = {}
        self._by_file: dict[str, tuple[str, Article]] = {}
        for name, articles in self._articles.items():
            host = self.portals[name].family.host
            self._families[name] = with_rows(self._families[name], articles)
            known = [one for one in (*articles, *self._withdrawn[name]) if one.recipe.form is not Form.NONE]
            self.truth.present |= all_of(known, host)
            self._by_path |= {(host, one.href): (name, one) for one in (*articles, *self._withdrawn[name])}
            self._by_file |= {one.stored_name: (name, one) for one in known}
        self._files.prepare(article for _, article in self._by_file.values())

    def _answer(self, request: Request) -> Reply:
        with self._lock:
            self._visits += 1
            try:
                reply = self._reply(request)
            except Exception as fault:  # noqa: BLE001  # a replica that hangs up hides its mistakes
                reply = page_reply(f"replica fault: {fault!r}", 500)
            is_conditional = bool({"if-none-match", "if-modified-since"} & set(request.headers))
            self.log.append(
                Asked(request.host, request.target, reply.status, len(reply.body), is_conditional)
            )
            return reply

    def _reply(self, request: Request) -> Reply:
        portal = self._by_host.get(request.host)
        if request.path == "/robots.txt":
            shut = portal is not None and portal.trouble == FORBIDDING and self.day == 2
            return Reply(200, b"User-agent: *\nDisallow: /\n") if shut else page_reply("404", 404)
        if request.path.startswith("/picture/"):
            return Reply(200, self._picture, (("Content-Type", b"image/png"),))
        stored = next((part for part in request.target.replace("=", "/").replace("&", "/").split("/")
                       if part in self._by_file), None)  # fmt: skip
        if stored is not None:
            return self._file(request, *self._by_file[stored])
        found = self._by_path.get((request.host, request.path))
        if found is not None:
            return self._page(request, *found)
        if portal is None:
            return page_reply("404", 404)
        lie = portal.lie if self.day == 2 else None
        return answer_family(self._families[portal.name], request, lie) or page_reply("404", 404)

    def _page(self, request: Request, name: str, article: Article) -> Reply:
        wrap = self._families[name].wrap
        good = pages.page_of(article, wrap, self._visits)
        is_lead = article.recipe.form is Form.FILE
        if article in self._withdrawn[name]:
            good = page_reply("<html><body>您访问的页面不存在</body></html>", 404)
        elif not article.recipe.counts_visits:
            good = self._dated(request, article, good)
        if is_lead or article.recipe.form is Form.NONE:
            return good
        return self._told(f"{self.portals[name].family.host}{article.href}", "page", name, article, good)

    def _file(self, request: Request, name: str, article: Article) -> Reply:
        address = list(publications_of(article, self.portals[name].family.host))[-1]
        if article in self._withdrawn[name]:
            good = page_reply("<html><body>文件不存在</body></html>", 404)
        elif article.recipe.way is Way.GATEWAY and request.host != pages.STORE:
            return pages.sent_on(article)
        else:
            good = self._dated(request, article, pages.file_of(article, self._files.body(article)))
        return self._told(address, "file", name, article, good)

    def _dated(self, request: Request, article: Article, good: Reply) -> Reply:
        digest = hashlib.sha256(good.body).hexdigest()[:12]
        return with_validators(request, good, f'"{digest}-{article.touched}"', pages.changed_at(article))

    def _told(self, url: str, part: str, name: str, article: Article, good: Reply) -> Reply:
        trouble = self._trouble(url, name, article)
        is_challenge = trouble is not None and trouble == self.portals[name].challenge
        is_turned = trouble is not None and (good.status == 200 or is_challenge)
        reply = turn(trouble, good) if trouble and is_turned else good
        content = f"{article.number} {part} {article.revision}"
        self.truth.note(self.day, url, content, reply, trouble if is_turned else None)
        return reply

    def _trouble(self, url: str, name: str, article: Article) -> str | None:
        """Return what goes wrong now: the article's own trouble, and on the second day a challenge."""
        challenge = self.portals[name].challenge
        if self.day == 2 and challenge and article.number % 5 == 4:
            return challenge
        if self.day == 3 or article.number >= FIRST_CORRECTION:
            return None
        recipe = article.recipe
        if recipe.trouble is None or (recipe.times is not None and self._met[url] >= recipe.times):
            return None
        self._met[url] += recipe.times is not None
        return recipe.trouble
