"""Cells played on a cluster by Dask distributed: this machine, a running scheduler, or a queue."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from uisim.scenario.problems import Problem, ScenarioError, nearest
from uisim.scenario.tree import read_tree
from uisim.study.sweep import Answer, Players, Task
from uisim.study.sweep_processes import AHEAD, handed_out
from uisim.words import ToldError

QUEUES: Final = ("HTCondor", "LSF", "Moab", "OAR", "PBS", "SGE", "SLURM")


class ClusterError(ToldError):
    """A cluster that cannot be had."""


def on_cluster(where: str) -> Players:
    """Play on ``local:N`` (processes), ``tcp://HOST:PORT`` (a scheduler) or a jobqueue file.

    A cell whose worker is lost is played again by another, four times at most. ClusterError says
    what is missing.
    """
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            "--cluster needs the extra `cluster`: pip install 'uisim[cluster]'"
        ) from error
    opened = _opening(where)

    def players(tasks: Iterator[Task]) -> Iterator[Answer]:
        with opened(distributed) as client:
            workers = max(1, sum(client.nthreads().values()))
            try:
                yield from handed_out(client.get_executor(pure=False), tasks, AHEAD * workers)
            except distributed.KilledWorker as error:
                raise BrokenExecutor(str(error)) from error

    return players


def _opening(where: str) -> Any:
    """Find out what is meant before anything starts."""
    kind, _, number = where.partition(":")
    if kind == "local" and number.isdecimal() and int(number) > 0:
        return lambda distributed: _local(distributed, int(number))
    if "://" in where:
        return lambda distributed: _running(distributed, where)
    path = Path(where)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return _queue(path)
    raise ClusterError(
        "--cluster {where}: write local:2, tcp://HOST:PORT or the name of a YAML file", where=where
    )


@contextmanager
def _local(distributed: Any, workers: int) -> Iterator[Any]:
    with (
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs="ERROR",
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@contextmanager
def _running(distributed: Any, address: str) -> Iterator[Any]:
    try:
        client = distributed.Client(address)
    except (OSError, ValueError) as error:
        raise ClusterError(
            "--cluster {where}: no scheduler answers there", where=address
        ) from error
    with client:
        client.wait_for_workers(1)
        yield client


def _queue(path: Path) -> Any:
    """Read a jobqueue file: `queue` (SLURM …), `jobs`, and what dask-jobqueue's class takes."""
    problems: list[Problem] = []
    node = read_tree(path.read_text("utf-8"), str(path), problems)
    options = node.plain() if node is not None else None
    if problems:
        raise ScenarioError(problems)
    if not isinstance(options, dict):
        raise ClusterError("{file} holds no keys and values", file=path)
    queue, jobs = str(options.pop("queue", "")), options.pop("jobs", None)
    if queue not in QUEUES:
        raise ClusterError(
            "{file}: queue: {queue!r} is none of {known}",
            nearest(queue, QUEUES),
            file=path,
            queue=queue,
            known=", ".join(QUEUES),
        )
    if not isinstance(jobs, int) or jobs < 1:
        raise ClusterError(
            "{file}: jobs: has to be a whole number from 1 (got {jobs})", file=path, jobs=jobs
        )
    try:
        import dask_jobqueue
    except ImportError as error:
        raise ClusterError(
            "--cluster {where}: needs the package dask-jobqueue", where=path
        ) from error

    @contextmanager
    def opened(distributed: Any) -> Iterator[Any]:
        with (
            getattr(dask_jobqueue, f"{queue}Cluster")(**options) as cluster,
            distributed.Client(cluster) as client,
        ):
            cluster.scale(jobs=jobs)
            client.wait_for_workers(1)
            yield client

    return opened
