"""One process a portal: on one machine by the kernel, across machines by a lease in the archive."""

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from crawler import lock
from crawler.lock import PortalBusy, hold_portal, is_dead, this_machine
from storage.archive import Archive, utc_now
from storage.database import open_engine
from storage.leases import LASTS, ArchiveBusy, Holder, Leases

ELSEWHERE = Holder("theirs", "crawler-2 boot pid", 12)


@pytest.fixture
def database(tmp_path):
    return tmp_path / "archive.sqlite"


@pytest.fixture
def archive(database, tmp_path):
    with Archive.open(database, tmp_path) as opened:
        yield opened


def a_dead_process():
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_a_portal_is_held_by_one_at_a_time_and_let_go_afterwards(database, tmp_path):
    with hold_portal("linan", database, tmp_path) as hold:
        with pytest.raises(PortalBusy, match="linan"), hold_portal("linan", database, tmp_path):
            pass
        with hold_portal("fuyang", database, tmp_path):
            pass
        assert not hold.is_lost
    with hold_portal("linan", database, tmp_path):
        pass


def test_a_machine_with_folders_of_its_own_is_kept_out_by_the_lease_and_told_who_holds_it(database, tmp_path):
    with (
        hold_portal("linan", database, tmp_path / "here"),
        pytest.raises(PortalBusy, match=f"process {os.getpid()} on .*free after .* UTC"),
        hold_portal("linan", database, tmp_path / "there"),
    ):
        pass
    with hold_portal("linan", database, tmp_path / "there"):
        pass


@pytest.mark.parametrize("folder", ["here", "there"])
def test_who_has_patience_waits_until_a_portal_is_let_go(database, tmp_path, monkeypatch, folder):
    monkeypatch.setattr(lock, "ASKED_EVERY", 0.05)
    held, let_go = threading.Event(), threading.Event()

    def hold_for_a_while():
        with hold_portal("linan", database, tmp_path / "here"):
            held.set()
            time.sleep(0.3)
            let_go.set()

    holder = threading.Thread(target=hold_for_a_while)
    holder.start()
    held.wait(30)
    with hold_portal("linan", database, tmp_path / folder, patience=timedelta(seconds=60)) as hold:
        assert let_go.is_set()
        assert not hold.is_lost
    holder.join()


def test_a_killed_process_of_this_machine_is_followed_at_once(database, tmp_path, archive):
    archive.leases.take("linan", Holder("theirs", this_machine(), a_dead_process()), is_dead)
    with hold_portal("linan", database, tmp_path):
        assert archive.leases.held() == {"linan"}


def test_a_process_of_another_machine_is_followed_when_its_lease_has_run_out(database, tmp_path):
    then = datetime.now(UTC) - LASTS
    for ago, is_free in [(timedelta(seconds=30), False), (timedelta(seconds=-1), True)]:
        with Archive.open(database, tmp_path, clock=lambda ago=ago: then + ago) as archive:
            archive.leases.take("linan", ELSEWHERE, is_dead)
        if is_free:
            with hold_portal("linan", database, tmp_path):
                pass
        else:
            with (
                pytest.raises(PortalBusy, match="process 12 on crawler-2;"),
                hold_portal("linan", database, tmp_path),
            ):
                pass


def test_a_process_id_says_nothing_about_another_machine():
    assert is_dead(Holder("x", this_machine(), a_dead_process()))
    assert not is_dead(Holder("x", "crawler-2", a_dead_process()))
    assert not is_dead(Holder("x", this_machine(), os.getpid()))


def test_a_process_whose_portal_was_taken_over_learns_it(database, tmp_path, archive, monkeypatch):
    monkeypatch.setattr(lock, "RENEWED_EVERY", 0.02)
    with hold_portal("linan", database, tmp_path) as hold:
        time.sleep(0.1)
        assert not hold.is_lost
        archive.leases.take("linan", ELSEWHERE, lambda _holder: True)
        deadline = time.monotonic() + 10
        while not hold.is_lost and time.monotonic() < deadline:
            time.sleep(0.02)
        assert hold.is_lost
    assert archive.leases.held() == {"linan"}  # with the other


def test_a_busy_archive_loses_no_lease_and_is_no_failure(database, tmp_path, monkeypatch, caplog):
    renewals = []

    def renew(leases, portal_id, owner):
        renewals.append(portal_id)
        if len(renewals) < 3:
            raise ArchiveBusy("database is locked")
        return True

    monkeypatch.setattr(lock, "RENEWED_EVERY", 0.01)
    monkeypatch.setattr(Leases, "renew", renew)
    with hold_portal("linan", database, tmp_path) as hold:
        deadline = time.monotonic() + 10
        while len(renewals) < 4 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(renewals) >= 4
        assert not hold.is_lost
    assert [record.exc_info for record in caplog.records if "not renewed yet" in record.message] == [None] * 2


def test_a_lease_that_those_who_write_leave_no_time_for_is_renewed_later(database, archive):
    archive.leases.take("linan", ELSEWHERE, is_dead)
    engine = open_engine(database, busy_timeout_ms=1)
    hasty = Leases(engine, utc_now, patience_seconds=0.05)
    with archive.engine.begin(), pytest.raises(ArchiveBusy, match="database is locked"):
        hasty.renew("linan", ELSEWHERE.owner)
    assert hasty.renew("linan", ELSEWHERE.owner)
    engine.dispose()


def test_looking_for_columns_makes_no_archive(database, tmp_path):
    with hold_portal("linan", database, tmp_path, must_exist=True):
        assert not database.exists()
