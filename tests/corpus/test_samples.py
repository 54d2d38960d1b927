"""`make samples` without samples says so and is no failure."""

from benchmarks.samples import Sample, main


def test_without_samples_nothing_is_measured_and_nothing_fails(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GONGKAI_SAMPLES", str(tmp_path / "none"))
    assert main([]) == 0
    assert "no samples" in capsys.readouterr().out


def test_a_goal_is_missed_where_less_is_right_than_once_was():
    assert Sample("a", "cells", 99, 100, 0.99).is_met
    assert not Sample("a", "cells", 98, 100, 0.99).is_met
    assert not Sample("a", "cells", 0, 0, 0.99).is_met
