"""Executors: what is asked for is done once and told, whatever dies."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
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


@pytest.mark.parametrize(
    ("task", "failure"),
    [(tasks.raise_what_cannot_be_sent, "Mistake: not 7"), (tasks.take_too_much_memory, "MemoryError")],
)
def test_whatever_a_task_raises_is_told_and_the_others_go_on(executor, task, failure):
    done = {one.argument: one for one in executor.run(task, range(5, 10))}
    assert (done[7].result, done[7].failure) == (None, failure)
    assert all(done[number].result == 2 * number for number in (5, 6, 8, 9))


def test_a_result_that_cannot_be_sent_is_told_and_the_others_go_on():
    with open_executor("local:1") as executor:
        done = {one.argument: one for one in executor.run(tasks.give_what_cannot_be_sent, range(6, 9))}
    assert done[7].result is None
    assert "Can't pickle" in done[7].failure
    assert (done[6].result, done[8].result) == (12, 16)


def test_a_pool_takes_arguments_as_it_needs_them():
    taken = []
    with open_executor("local:2") as executor:
        run = executor.run(tasks.double, (taken.append(number) or number for number in range(40)))
        next(run)
        assert len(taken) <= 8  # four, and as many again where all were done at once
        assert sum(1 for _ in run) == 39
    assert taken == [*range(40)]


def test_nothing_to_do_is_done_at_once(executor):
    assert list(executor.run(tasks.double, [])) == []


def test_a_task_may_give_work_to_processes_of_its_own(executor):
    assert [one.result for one in executor.run(tasks.ask_others, [(1, 2)])] == [[2, 4]]


def test_whoever_stops_listening_stops_what_has_not_begun(executor, tmp_path):
    run = executor.run(tasks.say_and_rest, [str(tmp_path / str(number)) for number in range(60)])
    next(run)
    run.close()
    time.sleep(1)
    assert len(list(tmp_path.iterdir())) < 30  # two at a time, and what a cluster had handed out already


def test_a_task_of_the_program_that_was_started_is_refused(monkeypatch):
    monkeypatch.setattr(tasks.double, "__module__", "__main__")
    with open_executor("local:1") as executor, pytest.raises(ValueError, match="double is of the program"):
        list(executor.run(tasks.double, [1]))


@pytest.mark.parametrize("task", [tasks.die_at_seven, tasks.leave_at_seven])
def test_a_task_that_ends_every_process_is_given_up_and_no_other_with_it(task):
    with open_executor("local:2") as executor:
        done = {one.argument: one for one in executor.run(task, range(12))}
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


def test_where_processes_come_from_may_be_killed_with_them(tmp_path):
    places = [str(tmp_path / str(number)) for number in range(6)]
    with open_executor("local:2") as executor:
        run = executor.run(tasks.say_and_rest, places)
        next(run)
        (server,) = {parent_of(int(place.read_text())) for place in tmp_path.iterdir()}
        os.kill(server, signal.SIGKILL)
        assert [one.failure for one in run] == [""] * 5
    assert {str(place) for place in tmp_path.iterdir()} == set(places)


def test_a_process_that_dies_while_it_has_nothing_to_do_costs_no_task(tmp_path):
    first, second, third = (tmp_path / str(number) for number in range(3))

    def places_and_a_death():
        yield from map(str, (first, second))
        wait_until(second.exists)
        time.sleep(1)  # now it has nothing to do
        idle = int(second.read_text())
        os.kill(idle, signal.SIGKILL)
        wait_until(lambda: not is_alive(idle))
        time.sleep(0.5)  # and whoever looks after it has seen that
        yield str(third)

    with open_executor("local:1") as executor:
        done = list(executor.run(tasks.say_and_rest, places_and_a_death()))
    assert [one.failure for one in done] == ["", "", ""]
    assert first.read_text() == second.read_text() != third.read_text()


def parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_ctrl_c_ends_what_was_begun_and_begins_nothing(tmp_path):
    program = (
        "import signal\n"
        "from storage.executing import open_executor\n"
        "from tests.storage.tasks import say_and_rest\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job begins without
        f"places = [{str(tmp_path)!r} + '/' + str(number) for number in range(100)]\n"
        "with open_executor('local:2') as executor:\n"
        "    list(executor.run(say_and_rest, places))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, text=True
    ) as process:
        wait_until(lambda: len(list(tmp_path.iterdir())) >= 2)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to every process
        _, err = process.communicate(timeout=30)
    begun = [int(place.read_text()) for place in tmp_path.iterdir()]
    assert len(begun) < 100
    assert err.endswith("KeyboardInterrupt\n")
    assert err.count("Traceback") == 1
    assert not any(map(is_alive, begun))


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
    with (
        impatient(),
        pytest.raises(ExecutorUnusable, match="no Dask scheduler at 127"),
        open_executor(f"dask://127.0.0.1:{unused_port}"),
    ):
        pass


@pytest.mark.needs("cluster")
def test_of_a_scheduler_that_dies_every_task_is_told(tmp_path):
    with (
        impatient(),
        scheduler_with_a_worker(tmp_path) as (scheduler, where),
        open_executor(where) as executor,
    ):
        marks = tmp_path / "marks"
        marks.mkdir()
        run = executor.run(tasks.say_and_rest, [str(marks / str(number)) for number in range(20)])
        assert next(run).failure == ""
        scheduler.kill()
        lost = [one.failure for one in run]
    assert len(lost) == 19
    assert any("scheduler-connection-lost" in failure for failure in lost)


@contextmanager
def scheduler_with_a_worker(folder):
    """Start both as operators do; a scheduler of a cluster object cannot be killed alone."""
    told = folder / "scheduler.json"
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False", "PYTHONPATH": str(ROOT)}
    with ExitStack() as stack:

        def start(*words):
            command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:], "--no-dashboard"]
            process = stack.enter_context(
                subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
            )
            stack.callback(process.kill)
            return process

        scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", f"--scheduler-file={told}")
        wait_until(told.exists, 120)
        address = json.loads(told.read_text())["address"]
        start("dask_worker", address, "--nworkers", "1", "--nthreads", "1", "--no-nanny")
        yield scheduler, address.replace("tcp://", "dask://")


def impatient():
    """Let Dask give up a connection soon."""
    import dask.config
    import distributed  # noqa: F401  # first, as it takes its settings away with ours otherwise

    return dask.config.set({"distributed.comm.timeouts.connect": "0.5s"})


@pytest.fixture
def unused_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
