"""Executors: what is asked for is done once and told, whatever dies."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.executing import ExecutorUnusable, open_executor
from tests.processes import is_alive
from tests.storage import tasks
from tests.storage.dask_cluster import cluster_of

ROOT = Path(__file__).parents[2]


def wait_until(holds, seconds=30):
    until = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found


@pytest.fixture(scope="module")
def cluster():
    with cluster_of(2) as running:
        yield running


@pytest.fixture(params=["local:2", pytest.param("dask", marks=pytest.mark.needs("cluster"))])
def executor(request):
    where = request.param if request.param != "dask" else request.getfixturevalue("cluster")
    with open_executor(where) as opened:
        yield opened


def test_every_task_is_done_once_on_as_many_processes_as_there_are(executor):
    wait_until(lambda: executor.width == 2)  # a worker that another test killed comes back
    done = list(executor.run(tasks.double, range(10)))
    assert sorted((one.argument, one.result, one.failure) for one in done) == [
        (number, 2 * number, "") for number in range(10)
    ]


def test_a_task_whose_process_was_killed_is_done_by_another(executor, tmp_path):
    assert [one.result for one in executor.run(tasks.die_once, [str(tmp_path)])] == ["lives"]


def test_what_a_task_raises_is_told_and_the_others_go_on(executor):
    (one,) = executor.run(tasks.refuse, [3])
    assert (one.argument, one.result, one.failure) == (3, None, "ValueError: not 3")


def test_a_task_of_the_program_that_was_started_is_refused(monkeypatch):
    monkeypatch.setattr(tasks.double, "__module__", "__main__")
    with open_executor("local:1") as executor, pytest.raises(ValueError, match="double is of the program"):
        list(executor.run(tasks.double, [1]))


def test_a_task_that_kills_every_process_is_given_up_and_no_other_with_it():
    with open_executor("local:2") as executor:
        done = {one.argument: one for one in executor.run(tasks.die_at_seven, range(12))}
    assert (done[7].result, done[7].failure) == (None, "its process died 2 times")
    assert all(done[number].result == 2 * number for number in range(12) if number != 7)


def test_processes_do_not_outlive_the_program_that_gave_them_work(tmp_path):
    program = (
        "from storage.executing import open_executor\n"
        "from tests.storage.tasks import rest\n"
        "with open_executor('local:2') as executor:\n"
        f"    list(executor.run(rest, [{str(tmp_path)!r}] * 2))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as process:
        workers = wait_until(
            lambda: len(found := [int(one.name) for one in tmp_path.iterdir()]) == 2 and found
        )
        process.kill()
    wait_until(lambda: not any(map(is_alive, workers)))


@pytest.mark.needs("cluster")
def test_a_scheduler_is_named_by_its_address(cluster):
    with open_executor(cluster.scheduler_address.replace("tcp://", "dask://")) as executor:
        assert [one.result for one in executor.run(tasks.double, [4])] == [8]


@pytest.mark.parametrize("where", ["", "local:0", "local", "dask://", "dask://host", "ray://host:1"])
def test_what_is_no_place_to_work_is_refused_by_name(where):
    with pytest.raises(ExecutorUnusable, match="local:4, or dask://host:8786"), open_executor(where):
        pass


@pytest.mark.needs("cluster")
def test_a_scheduler_that_is_not_there_is_told(unused_port):
    import dask.config

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "0.2s"}),
        pytest.raises(ExecutorUnusable, match="no Dask scheduler at 127"),
        open_executor(f"dask://127.0.0.1:{unused_port}"),
    ):
        pass


@pytest.fixture
def unused_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
