"""Which publishers are called by a name: by their ids, canonical names, printed names, short names, or nearly so."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, select

from storage.models import publisher, publisher_alias

NEAR_ENOUGH = 50.0
NEAR_NAMES = 5

_Names = dict[str, list[str]]  # from a name to the ids of those who are called so


class PublisherNames:
    """Every name of every publisher of an archive, for `names_in`."""

    def __init__(
        self, publishers: Sequence[tuple[str, str, bool]], aliases: Sequence[tuple[str, str]]
    ) -> None:
        self._ids: _Names = defaultdict(list)
        self._canonical: _Names = defaultdict(list)
        self._others: _Names = defaultdict(list)
        for one, name, is_resolved in publishers:
            self._ids[bare(one)].append(one)
            self._canonical[bare(name)].append(one)
            for short in dict.fromkeys(map(bare, _short_names(one, is_resolved=is_resolved))):
                self._others[short].append(one)
        for one, name in aliases:
            self._others[bare(name)].append(one)

    def meant_by(self, asked: str) -> Sequence[str]:
        """Return the ids of those who match in the strictest sense in which any does."""
        wanted = bare(asked)
        for names in (self._ids, self._canonical, self._others):
            if wanted in names:
                return list(dict.fromkeys(names[wanted]))
        if len(wanted) < 2:
            return []
        return [one for name, ids in self._canonical.items() if name.endswith(wanted) for one in ids]

    def near(self, asked: str) -> Sequence[str]:
        """Return the ids of those who are called nearly so, the nearest first."""
        every = [*self._canonical.items(), *self._others.items(), *self._ids.items()]
        found = process.extract(
            bare(asked), [name for name, _ in every], scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=None
        )
        near = dict.fromkeys(one for _, _, place in found for one in every[place][1])
        return list(near)[:NEAR_NAMES]


def names_in(connection: Connection) -> PublisherNames:
    """Return every name of an archive. The names are read each time, but sorted only when others are there."""
    rows = connection.execute(
        select(publisher.c.id, publisher.c.name, publisher.c.is_resolved).order_by(publisher.c.id)
    )
    aliases = connection.execute(
        select(publisher_alias.c.publisher_id, publisher_alias.c.name).order_by(publisher_alias.c.name)
    )
    return _sorted(tuple(map(tuple, rows)), tuple(map(tuple, aliases)))


@lru_cache(maxsize=4)  # archives of one process
def _sorted(
    publishers: tuple[tuple[str, str, bool], ...], aliases: tuple[tuple[str, str], ...]
) -> PublisherNames:
    return PublisherNames(publishers, aliases)


def _short_names(publisher_id: str, *, is_resolved: bool) -> tuple[str, ...]:
    """Return names that leave out what stands above: 昌化镇, 临安区昌化镇 of 杭州-临安区-昌化镇."""
    parts = [re.sub(r"\(\d{4}\)$", "", part) for part in publisher_id.split("-")]
    if not is_resolved or len(parts) < 2:
        return (parts[-1],)
    return tuple("".join(parts[start:]) for start in range(len(parts)))


def bare(name: str) -> str:
    """Forget what never tells publishers apart: width of characters, spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
