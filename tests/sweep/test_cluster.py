"""Cells played on a cluster give the bytes of one process, even if a worker is lost."""

import os
import signal

import distributed
import pytest
from click.testing import CliRunner
from scenario.files import write
from sweep.worlds import GRID, content, small, swept

from uisim.cli import main
from uisim.scenario.problems import ScenarioError
from uisim.study.cluster import ClusterError, on_cluster
from uisim.study.sweep_processes import handed_out

pytestmark = pytest.mark.whole

MORE = {"law.contribution_rate": "0.01:0.03:6", "law.waiting_months": "0,1"}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small(tmp_path_factory.mktemp("world"))


def killing_after(cells):
    """Two workers; the first that is busy is killed once so many cells are there."""

    def players(tasks):
        with (
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            pids = client.run(os.getpid)
            for number, answer in enumerate(handed_out(client.get_executor(pure=False), tasks, 8)):
                if number == cells:
                    os.kill(next(iter(pids.values())), signal.SIGKILL)
                yield answer

    return players


@pytest.mark.filterwarnings("ignore")  # of a worker that was killed
def test_a_worker_killed_in_the_middle_changes_no_byte(world, tmp_path, kernel):
    alone = swept(world, tmp_path / "alone" / "sweep-small", MORE)
    cluster = swept(world, tmp_path / "two" / "sweep-small", MORE, players=killing_after(3))
    assert content(cluster) == content(alone)


def test_a_running_scheduler_is_used_and_left_running(world, tmp_path, kernel):
    alone = swept(world, tmp_path / "alone" / "sweep-small", GRID)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
    ) as cluster:
        address = cluster.scheduler_address
        assert address.startswith("tcp://")
        found = swept(world, tmp_path / "tcp" / "sweep-small", GRID, players=on_cluster(address))
        assert cluster.status.name == "running"
    assert content(found) == content(alone)


@pytest.mark.slow
def test_local_processes_give_the_same_bytes(world, tmp_path, kernel):
    alone = swept(world, tmp_path / "alone" / "sweep-small", MORE)
    found = swept(world, tmp_path / "two" / "sweep-small", MORE, players=on_cluster("local:2"))
    assert content(found) == content(alone)


@pytest.mark.parametrize("where", ["local:0", "local", "cluster.txt", "missing.yaml"])
def test_a_cluster_that_is_none_is_refused(where):
    with pytest.raises(ClusterError, match="write local:2, tcp://HOST:PORT or"):
        on_cluster(where)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{queue: SLRM, jobs: 2}", "did you mean SLURM"),
        ("{queue: SLURM}", "jobs: has to be a whole number"),
        ("{queue: SLURM, jobs: 2, jobs: 3}", "written twice"),
        ("[1]", "holds no keys and values"),
    ],
)
def test_a_queue_file_that_cannot_be_is_refused(tmp_path, text, says):
    with pytest.raises((ClusterError, ScenarioError), match=says):
        on_cluster(str(write(tmp_path, text, "queue.yaml")))


def test_a_missing_extra_is_said(world, monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    arguments = ["sweep", str(world), "--set=law.waiting_months=0,1", f"--out={tmp_path}"]
    ran = CliRunner().invoke(main, [*arguments, "--cluster=local:2", "--lang=en", "--quiet"])
    assert ran.exit_code == 2 and "pip install 'uisim[cluster]'" in ran.output
