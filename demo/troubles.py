"""What goes wrong on real portals: each trouble turns a good reply into what a visitor then gets."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from demo.exchange import Delivery, Reply, json_reply, page_reply, redirect
from demo.families import Lie


class Where(StrEnum):
    """Which requests a trouble meets: `column` is a column's page, `list` the service that fills it."""

    PAGE = "page"
    FILE = "file"
    COLUMN = "column"
    LIST = "list"
    ROBOTS = "robots"
    SITE = "site"


@dataclass(slots=True)
class Trouble:
    """A trouble in force: `subject` is a case or a host; `times` counts down, None means for good."""

    kind: str
    subject: str
    where: Where
    times: int | None = None

    def meets(self, host: str, where: Where, case: str | None) -> bool:
        """Say whether a request of this host, sort and case meets the trouble."""
        subjects = {host, case} if self.where in {Where.PAGE, Where.FILE} else {host}
        return self.subject in subjects and self.where in {where, Where.SITE} and self.times != 0


class Troubles:
    """The troubles in force, in the order they came."""

    def __init__(self) -> None:
        self._all: list[Trouble] = []

    def add(self, trouble: Trouble) -> None:
        """Let a trouble begin; an unknown kind is an error that names the known ones."""
        if trouble.kind not in KINDS:
            raise ValueError(f"no trouble {trouble.kind!r}; there are {', '.join(KINDS)}")
        self._all.append(trouble)

    def end(self) -> None:
        """End every trouble."""
        self._all.clear()

    def take(self, host: str, where: Where, case: str | None) -> str | None:
        """Return the kind of the trouble a request meets, and count it."""
        for trouble in self._all:
            if trouble.meets(host, where, case):
                if trouble.times is not None:
                    trouble.times -= 1
                return trouble.kind
        return None


_CHALLENGE = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+'earance_s='"
    "+(-~[]+'')+';Max-age=3600;path=/';location.href=location.pathname+location.search</script>"
)
_RIVER = (
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};"
    "$_ts.nsd=39216;$_ts.cd='qEWrrqqmrqgWcAlqc';</script></head><body></body></html>"
)
_ALIYUN = "<html><script>var arg1='A7F0E5D46D5B19F7B7B2A2B5F8B2C1D3E4F5A6B7';var _0x4818=['acw_sc__v2'];</script></html>"
_GONE = (
    "<html><head><title>页面不存在</title></head><body><h1>您访问的页面不存在或已被删除</h1></body></html>"
)
_ERROR_PAGE = "<html><head><title>系统提示</title></head><body>系统繁忙，请稍后再试</body></html>"


def _challenge(_: Reply) -> Reply:
    reply = page_reply(_CHALLENGE, 521)
    return reply.with_header("Set-Cookie", b"__jsluid_s=6c1f9be2d1c1f2a7; max-age=31536000; path=/; HttpOnly")


def _river(_: Reply) -> Reply:
    return page_reply(_RIVER, 412).with_header("Set-Cookie", b"FSSBBIl1UgzbN7N80S=60RkC8; Path=/; HttpOnly")


def _truncated(good: Reply) -> Reply:
    return replace(good, body=good.body[: len(good.body) // 2])


def _html_as_docx(good: Reply) -> Reply:
    """Keep the headers of the file, so that only its bytes tell."""
    return replace(good, body=_ERROR_PAGE.encode())


def _looping(good: Reply) -> Reply:
    """Let each group name the second as the next, so that a chain never ends."""
    return replace(good, body=re.sub(rb"dataproxy\.jsp\?page=\d+", b"dataproxy.jsp?page=2", good.body))


def _offsite(good: Reply) -> Reply:
    return replace(
        good, body=good.body.replace(b'<a href="/module/', b'<a href="http://www.example.com/module/')
    )


def _count_too_high(good: Reply) -> Reply:
    """Promise seven rows that no page will show."""
    higher = re.sub(
        rb"(count\W{1,3})(\d+)", lambda found: found[1] + str(int(found[2]) + 7).encode(), good.body, count=1
    )
    return replace(good, body=higher)


_TURNS: dict[str, Callable[[Reply], Reply]] = {
    "truncated": _truncated,
    "html_as_docx": _html_as_docx,
    "empty": lambda good: replace(good, body=b""),
    "521": _challenge,
    "412": _river,
    "aliyun": lambda _: page_reply(_ALIYUN),
    "403": lambda _: page_reply("<html><body><h1>403 Forbidden</h1></body></html>", 403),
    "404": lambda _: page_reply(_GONE, 404),
    "410": lambda _: page_reply(_GONE, 410),
    "429": lambda _: page_reply("Too Many Requests", 429).with_header("Retry-After", b"1"),
    "503": lambda _: page_reply("<html><body>Service Unavailable</body></html>", 503),
    "503_retry_after": lambda _: page_reply("Service Unavailable", 503).with_header("Retry-After", b"1"),
    "home": lambda _: redirect("/"),
    "soft_404": lambda _: page_reply(_GONE),
    "timeout": lambda good: replace(good, delivery=Delivery.HANG),
    "reset": lambda good: replace(good, delivery=Delivery.RESET),
    "api_failure": lambda _: json_reply({"success": False, "message": "系统异常", "data": None}),
    "html_for_json": lambda _: page_reply(_ERROR_PAGE),
    "looping_nextgroup": _looping,
    "offsite_nextgroup": _offsite,
    "count_too_high": _count_too_high,
    "robots_forbid": lambda _: Reply(
        200, b"User-agent: *\nDisallow: /\n", (("Content-Type", b"text/plain"),)
    ),
    "robots_521": _challenge,
    # Told by the list itself, where it is made: demo/families.
    **dict.fromkeys(Lie, lambda good: good),
}
KINDS = tuple(_TURNS)
_OF_FILES = {"truncated", "html_as_docx", "empty"}
_OF_LISTS = {*Lie, "api_failure", "html_for_json", "looping_nextgroup", "offsite_nextgroup", "count_too_high"}


def usual_place(kind: str) -> Where:
    """Return where a trouble is met if nothing else is said."""
    if kind in _OF_FILES:
        return Where.FILE
    if kind in _OF_LISTS:
        return Where.LIST
    return Where.ROBOTS if kind.startswith("robots_") else Where.PAGE


def turn(kind: str, good: Reply) -> Reply:
    """Return what a visitor gets instead of the good reply; 304 and redirects have no body to spoil."""
    return _TURNS[kind](good)
