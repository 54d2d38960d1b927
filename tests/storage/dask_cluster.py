"""A Dask cluster on this machine, whose workers may be killed."""

from contextlib import contextmanager


@contextmanager
def cluster_of(workers, threads=1):
    """Start a scheduler and so many workers, each a process that another watches and starts again."""
    import dask.config
    from distributed import LocalCluster

    settings = {
        "distributed.worker.daemon": False,  # as docs/how-to/operate.md tells
        "distributed.comm.timeouts.connect": "120s",  # a busy machine starts a worker in a minute
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=threads,
            processes=True,
            dashboard_address="127.0.0.1:0",  # any free port: several run at once
            memory_limit=0,
        ) as cluster,
    ):
        yield cluster


def worker_pids(cluster):
    """The processes of the workers that are there now."""
    return [worker.pid for worker in cluster.workers.values() if worker.pid]
