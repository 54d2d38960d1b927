import pytest

from crawler.lock import PortalBusy, hold_portal


def test_a_portal_is_held_by_one_at_a_time_and_let_go_afterwards(tmp_path):
    with hold_portal("linan", tmp_path):
        with pytest.raises(PortalBusy, match="linan"), hold_portal("linan", tmp_path):
            pass
        with hold_portal("fuyang", tmp_path):
            pass
    with hold_portal("linan", tmp_path):
        pass
