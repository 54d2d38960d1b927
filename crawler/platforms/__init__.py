"""The CMS families, and which of them made a page. Sniffed on every run: portals migrate without notice."""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from crawler.platforms import generic, gkmlpt, jcms, jpaas, jsearch, trs, ucap, vsb, xxgk
from crawler.platforms.page import Entry, Follow, ListingError, ListingTrouble, Page, Platform

# In the order in which they are asked: sure marks first, and last the one that knows none.
PLATFORMS: dict[str, Platform] = {
    "jpaas": cast("Platform", jpaas),
    "jcms": cast("Platform", jcms),
    "xxgk": cast("Platform", xxgk),
    "gkmlpt": cast("Platform", gkmlpt),
    "ucap": cast("Platform", ucap),
    "trs": cast("Platform", trs),
    "vsb": cast("Platform", vsb),
    "generic": cast("Platform", generic),
}
# What reads the answers of a platform, or of a search, which no page carries.
READERS: dict[str, Callable[[str, str, Follow], Page]] = {
    **{name: platform.listing for name, platform in PLATFORMS.items()},
    "jsearch": jsearch.listing,
}

__all__ = [
    "PLATFORMS",
    "READERS",
    "Entry",
    "Follow",
    "ListingError",
    "ListingTrouble",
    "Page",
    "Platform",
    "sniff",
]


def sniff(text: str, prior: Sequence[str] = ()) -> Platform | None:
    """Return the platform that made this page.

    ``prior``, the portal file's guess, decides where a page in the middle of a migration carries
    the marks of several. A prior without ``generic`` keeps it out: on a portal whose CMS is known, a
    page that none of them made has changed, and some dated rows beside it are not its list.
    """
    if prior and "generic" not in prior:
        return next((found for found in _recognising(text, prior) if found is not generic), None)
    return next(_recognising(text, prior), None)


def _recognising(text: str, prior: Sequence[str]) -> Iterator[Platform]:
    order = sorted(PLATFORMS, key=lambda name: prior.index(name) if name in prior else len(prior))
    return (PLATFORMS[name] for name in order if PLATFORMS[name].recognises(text))
