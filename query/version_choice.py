"""Which two versions of a report a user wants to compare."""

import re
from collections.abc import Iterator, Sequence

from query.answers import PublicationAnswer, VersionAnswer

NAME = re.compile(r"(?:(?P<publication>\d+)v)?(?P<version>\d+)")


class VersionUnknown(LookupError):
    """There is no such version; the message says which there are."""


def choose_versions(
    publications: Sequence[PublicationAnswer], old: str | None, new: str | None
) -> tuple[VersionAnswer, VersionAnswer]:
    """Return the two versions that are named, by default the last two of one publication.

    A name is ``1v2`` (publication 1, version 2), or ``2`` where it is the publication's that
    the report shows. Raises `VersionUnknown`.
    """
    usual = _usual(publications)
    if old is None and new is None:
        if usual is None or len(usual.versions) < 2:
            message = f"no publication of this report has two versions; {_choices(publications)}"
            raise VersionUnknown(message)
        return usual.versions[-2], usual.versions[-1]
    after = _named(publications, usual, new) if new else _latest(usual, publications)
    if old:
        return _named(publications, usual, old), after
    before = _before(publications, after)
    if before is None:
        message = f"there is no version before {after.name}; {_choices(publications)}"
        raise VersionUnknown(message)
    return before, after


def version_named(publications: Sequence[PublicationAnswer], name: str) -> VersionAnswer:
    """Return the version of that name, as in `choose_versions`. Raises `VersionUnknown`."""
    return _named(publications, _usual(publications), name)


def _usual(publications: Sequence[PublicationAnswer]) -> PublicationAnswer | None:
    """Return the publication that has something to compare, before others the one that is shown."""
    ranked = sorted(
        publications,
        key=lambda one: (len(one.versions) > 1, any(version.is_shown for version in one.versions)),
        reverse=True,
    )
    return ranked[0] if ranked else None


def _named(
    publications: Sequence[PublicationAnswer], usual: PublicationAnswer | None, name: str
) -> VersionAnswer:
    asked = NAME.fullmatch(name.strip())
    if asked and usual:
        full = f"{asked['publication'] or usual.number}v{asked['version']}"
        for version in _all(publications):
            if version.name == full:
                return version
    message = f"no version {name!r}; {_choices(publications)}"
    raise VersionUnknown(message)


def _latest(usual: PublicationAnswer | None, publications: Sequence[PublicationAnswer]) -> VersionAnswer:
    if usual is None or not usual.versions:
        message = f"no version of this report was ever read; {_choices(publications)}"
        raise VersionUnknown(message)
    return usual.versions[-1]


def _before(publications: Sequence[PublicationAnswer], after: VersionAnswer) -> VersionAnswer | None:
    for publication in publications:
        if after in publication.versions:
            place = publication.versions.index(after)
            return publication.versions[place - 1] if place else None
    return None


def _all(publications: Sequence[PublicationAnswer]) -> Iterator[VersionAnswer]:
    for publication in publications:
        yield from publication.versions


def _choices(publications: Sequence[PublicationAnswer]) -> str:
    names = ", ".join(version.name for version in _all(publications))
    return f"its versions are {names}" if names else "it has no version"
