"""Publishers that are one authority under several names: a series of figures goes on over a renaming."""

from functools import lru_cache

from parsers.publisher_links import LinkKind, links


@lru_cache(maxsize=4096)
def lineage(publisher_id: str, division_code: str | None) -> frozenset[str]:
    """Return the ids that a publisher has had, its own among them.

    Only a renaming keeps a series whole: over a merger or a change of territory it is broken.
    """
    if not division_code:
        return frozenset({publisher_id})
    renamed = [link for link in links(codes={division_code[:6]}) if link.kind is LinkKind.RENAMED]
    known = {publisher_id}
    while (
        more := {
            one
            for link in renamed
            for one in (link.earlier, link.later)
            if {link.earlier, link.later} & known
        }
        - known
    ):
        known |= more
    return frozenset(known)
