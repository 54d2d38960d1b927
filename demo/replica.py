"""The replica, for tests: four portals on one loopback port, and the changes that time makes to them."""

import threading
from collections import Counter
from dataclasses import dataclass

from demo import control
from demo.exchange import Reply, Request, page_reply
from demo.families import FAMILIES
from demo.hosts import FUYANG, GONGSHU, LINAN, OLD_STORE, SEARCH, STORE, XIUZHOU
from demo.router import answer
from demo.server import Serving
from demo.troubles import KINDS, Where
from demo.world import World

HOSTS = (LINAN, XIUZHOU, FUYANG, GONGSHU, STORE, OLD_STORE, SEARCH, *FAMILIES)
TROUBLES = KINDS


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came in, and the status it was answered with."""

    method: str
    host: str
    target: str
    status: int
    user_agent: str
    referer: str
    conditional: bool


class Replica(Serving):
    """Serve while open: `with Replica() as replica: ... replica.origin ...`.

    `patience` is how many seconds a visitor is kept waiting by the trouble `timeout`.
    """

    def __init__(self, port: int = 0, patience: float = 30.0) -> None:
        self._world = World()
        self._lock = threading.Lock()
        super().__init__("replica", self._answer, patience, port)
        self.requests: Counter[tuple[str, str]] = Counter()
        self.log: list[Seen] = []

    @property
    def cases(self) -> tuple[str, ...]:
        """The names of the cases that can be changed."""
        return self._world.cases

    def page_url(self, case: str) -> str:
        """Return the original URL of a report's page."""
        article = self._world.original(case).article
        return f"https://{article.host}{article.href}"

    def file_url(self, case: str) -> str | None:
        """Return the original URL a report's page links its file by, or None when it has none."""
        posting = self._world.original(case)
        file = posting.report.file
        if file is None:
            return None
        return file.href if file.href.startswith("https:") else f"https://{posting.article.host}{file.href}"

    def column_url(self, case: str) -> str:
        """Return the original URL of the column that lists a report."""
        posting = self._world.original(case)
        return f"https://{posting.article.host}/col/col{posting.column}/index.html"

    def edit_cell(self, case: str, key: str, text: str, where: str = "both") -> None:
        """Change one cell in place: on the `page`, in the `file`, or `both` (wherever it stands)."""
        with self._lock:
            self._world.edit_cell(case, key, text, where)

    def lie_about_changes(self, case: str) -> None:
        """Give a report validators that stay the same whatever is edited."""
        with self._lock:
            self._world.original(case).is_lying = True

    def touch(self, case: str) -> None:
        """Change the validators of a report and nothing of its content."""
        with self._lock:
            self._world.touch(case)

    def repost(self, case: str, key: str | None = None, text: str = "1") -> str:
        """Publish the report again, marked 更正, with one cell changed; return the new page's path."""
        with self._lock:
            return self._world.repost(case, key, text)

    def withdraw(self, case: str) -> None:
        """Take the report off its list; its page and file answer 404."""
        with self._lock:
            self._world.withdraw(case)

    def unlist(self, case: str) -> None:
        """Take the report off every list; its page and file stay, and the search finds them."""
        with self._lock:
            self._world.unlist(case)

    def restore(self, case: str) -> None:
        """Publish a withdrawn report again."""
        with self._lock:
            self._world.restore(case)

    def republish_template(self, host: str) -> None:
        """Give a JPaaS portal a new tplSetId: requests with the old one find nothing."""
        with self._lock:
            self._world.republish_template(host)

    def trouble(self, kind: str, subject: str, where: str | None = None, times: int | None = None) -> None:
        """Let something go wrong: `kind` one of TROUBLES, `subject` a case or a portal host.

        `where` is page, file, column, list, robots or site (by default what suits the kind); `times` how
        often, None for good.
        """
        with self._lock:
            self._world.add_trouble(kind, subject, Where(where) if where else None, times)

    def calm(self) -> None:
        """End every trouble."""
        with self._lock:
            self._world.troubles.end()

    def forget_requests(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self.requests.clear()
            self.log.clear()

    def _answer(self, request: Request) -> Reply:
        if request.host == control.HOST:
            return control.answer(self, request)
        with self._lock:
            reply = self._safe_answer(request)
            self.requests[request.host, request.path] += 1
            self.log.append(_seen(request, reply))
        return reply

    def _safe_answer(self, request: Request) -> Reply:
        """Answer, or say 500 with our own fault in it: a replica that hangs up hides its mistakes."""
        try:
            return answer(self._world, request)
        except Exception as fault:  # noqa: BLE001 - any fault must become visible to the visitor
            return page_reply(f"replica fault: {fault!r}", 500)


def _seen(request: Request, reply: Reply) -> Seen:
    headers = request.headers
    return Seen(
        request.method,
        request.host,
        request.target,
        reply.status,
        headers.get("user-agent", ""),
        headers.get("referer", ""),
        "if-none-match" in headers or "if-modified-since" in headers,
    )
