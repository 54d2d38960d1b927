"""One process a portal: leases that end by themselves, and are taken over from the dead."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from storage.leases import LASTS, Holder, LeaseHeld

FIRST, SECOND = Holder("first", "crawler-1", 4711), Holder("second", "crawler-2", 12)


def lives(holder):
    return False


def test_a_portal_is_held_by_one_and_the_other_is_told_by_whom(archive):
    archive.leases.take("linan", FIRST, lives)
    with pytest.raises(LeaseHeld, match="linan is held by process 4711 on crawler-1"):
        archive.leases.take("linan", SECOND, lives)
    archive.leases.take("fuyang", SECOND, lives)
    assert archive.leases.held() == {"linan", "fuyang"}


def test_a_portal_that_was_given_back_is_free_at_once(archive):
    archive.leases.take("linan", FIRST, lives)
    archive.leases.release("linan", FIRST.owner)
    assert archive.leases.held() == frozenset()
    archive.leases.take("linan", SECOND, lives)


def test_the_lease_of_a_holder_that_is_silent_is_taken_over_when_it_has_run_out_and_not_before(
    archive, clock
):
    archive.leases.take("linan", FIRST, lives)
    clock.now += LASTS - timedelta(seconds=2)  # looking takes the clock one on
    with pytest.raises(LeaseHeld):
        archive.leases.take("linan", SECOND, lives)
    clock.now += timedelta(seconds=1)
    archive.leases.take("linan", SECOND, lives)
    assert not archive.leases.renew("linan", FIRST.owner)  # it was silent for too long, and is told so
    archive.leases.release("linan", FIRST.owner)
    assert archive.leases.held() == {"linan"}  # with the second


def test_a_lease_that_is_renewed_does_not_run_out(archive, clock):
    archive.leases.take("linan", FIRST, lives)
    for _ in range(5):
        clock.now += LASTS * 0.9
        assert archive.leases.renew("linan", FIRST.owner)
    with pytest.raises(LeaseHeld):
        archive.leases.take("linan", SECOND, lives)


def test_the_lease_of_a_holder_that_is_known_to_be_dead_is_taken_over_at_once(archive):
    archive.leases.take("linan", FIRST, lives)
    archive.leases.take("linan", SECOND, lambda holder: holder == FIRST)
    assert not archive.leases.renew("linan", FIRST.owner)


def test_who_holds_a_portal_may_take_it_again(archive, clock):
    archive.leases.take("linan", FIRST, lives)
    clock.now += LASTS * 0.9
    archive.leases.take("linan", FIRST, lives)
    clock.now += LASTS * 0.9
    with pytest.raises(LeaseHeld):
        archive.leases.take("linan", SECOND, lives)


def test_taking_over_one_portal_leaves_the_others_with_whom_they_are(archive):
    third = Holder("third", "crawler-3", 5)
    archive.leases.take("linan", FIRST, lives)
    archive.leases.take("fuyang", third, lives)
    archive.leases.take("linan", SECOND, lambda holder: holder == FIRST)
    assert archive.leases.renew("linan", SECOND.owner)
    assert archive.leases.renew("fuyang", third.owner)
    archive.leases.release("linan", SECOND.owner)
    assert archive.leases.held() == {"fuyang"}


def test_of_two_that_take_a_portal_at_one_moment_one_gets_it(open_archive, clock):
    open_archive().leases.take("linan", Holder("dead", "crawler-1", 1), lives)
    clock.now += LASTS
    at_once, won, lost = Barrier(4), [], []

    def take(holder, archive):
        at_once.wait()
        try:
            archive.leases.take("linan", holder, lives)
            won.append(holder)
        except LeaseHeld:
            lost.append(holder)

    threads = [
        Thread(target=take, args=(Holder(f"owner-{n}", "crawler", n), open_archive())) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 3)
