"""Publishers that are one authority under several names: a series of figures goes on over a renaming."""

from functools import lru_cache

from parsers.publisher_links import LinkKind, links
from parsers.publishers import organ_of


@lru_cache(maxsize=4096)
def lineage(publisher_id: str, name: str, division_code: str | None) -> frozenset[str]:
    """Return the ids that a publisher of that canonical name has had, its own among them.

    Only a renaming of its county keeps a series whole, for the government as for its departments: over a
    merger or a change of territory it is broken.
    """
    organ = organ_of(name, division_code)
    if not division_code or organ is None:
        return frozenset({publisher_id})
    every = links((organ,), codes={division_code[:6]})
    renamed = [link for link in every if link.kind is LinkKind.RENAMED]
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
