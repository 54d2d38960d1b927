"""Who crawls a portal: one process at a time, on whichever machine, as long as it says that it lives.

A lease ends by itself when its holder no longer renews it, so that a killed process leaves nothing to
clean up. Machines that share an archive must agree on the time to within half a lease.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DBAPIError

from storage.models import portal_lease as leases
from storage.rows import insert_unless_there
from storage.unit_of_work import PATIENCE_SECONDS, is_passing, read, run_in_transaction

T = TypeVar("T")

LASTS = timedelta(minutes=3)  # after the last sign of life


@dataclass(frozen=True, slots=True)
class Holder:
    """One holding of a portal: ``owner`` is made anew for each, ``machine`` and ``pid`` say who it is."""

    owner: str
    machine: str
    pid: int


class ArchiveBusy(Exception):
    """Others wrote to the archive for longer than was waited; the lease is what it was."""


class LeaseHeld(Exception):
    """Another process holds the portal; ``holder`` says which, ``expires_at`` until when at least."""

    def __init__(self, portal_id: str, holder: Holder, expires_at: datetime) -> None:
        super().__init__(f"{portal_id} is held by process {holder.pid} on {holder.machine}")
        self.portal_id, self.holder, self.expires_at = portal_id, holder, expires_at


class Leases:
    """The leases of all portals. Every method is one transaction, from any thread.

    Each waits ``patience_seconds`` for other writers, and raises `ArchiveBusy` then.
    """

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime], patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._patience_seconds = patience_seconds

    def take(self, portal_id: str, by: Holder, is_dead: Callable[[Holder], bool]) -> None:
        """Take a portal that is free, whose lease ran out, or whose holder ``is_dead``. Raises `LeaseHeld`."""

        def work(connection: Connection) -> LeaseHeld | None:
            return _take(connection, portal_id, by, is_dead, self._clock())

        held = self._run(work)
        if held is not None:
            raise held

    def renew(self, portal_id: str, owner: str) -> bool:
        """Make a lease last longer. False where another has taken the portal meanwhile."""
        return self._expire(portal_id, owner, LASTS)

    def release(self, portal_id: str, owner: str) -> None:
        """Give a portal back. One that another has taken stays with it."""
        self._expire(portal_id, owner, timedelta(0))

    def held(self) -> frozenset[str]:
        """Return the portals that are being crawled now."""
        query = select(leases.c.portal_id).where(leases.c.expires_at > self._clock())
        return read(self._engine, lambda connection: frozenset(connection.scalars(query)))

    def _expire(self, portal_id: str, owner: str, after: timedelta) -> bool:
        mine = update(leases).where(leases.c.portal_id == portal_id, leases.c.owner == owner)
        renewed = mine.values(expires_at=self._clock() + after)
        return self._run(lambda connection: connection.execute(renewed).rowcount == 1)

    def _run(self, work: Callable[[Connection], T]) -> T:
        try:
            return run_in_transaction(self._engine, work, patience_seconds=self._patience_seconds)
        except DBAPIError as error:
            if not is_passing(error):
                raise
            raise ArchiveBusy(str(error.orig)) from error


def _take(
    connection: Connection, portal_id: str, by: Holder, is_dead: Callable[[Holder], bool], now: datetime
) -> LeaseHeld | None:
    mine = {"owner": by.owner, "machine": by.machine, "pid": by.pid, "taken_at": now,
            "expires_at": now + LASTS}  # fmt: skip
    if insert_unless_there(connection, leases, {"portal_id": portal_id, **mine}):
        return None
    found = connection.execute(select(leases).where(leases.c.portal_id == portal_id)).one()
    holder = Holder(found.owner, found.machine, found.pid)
    if found.expires_at > now and holder.owner != by.owner and not is_dead(holder):
        return LeaseHeld(portal_id, holder, found.expires_at)
    # Only from the holder that was seen: of two that find it dead, one is first.
    taken = update(leases).where(
        leases.c.portal_id == portal_id,
        leases.c.owner == found.owner,
        leases.c.expires_at == found.expires_at,
    )
    is_mine = connection.execute(taken.values(mine)).rowcount == 1
    return None if is_mine else LeaseHeld(portal_id, holder, found.expires_at)
