"""A sweep's bytes depend on the scenario and the design, on no crash, process or order."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from io import StringIO

import pandas as pd
import psutil
import pytest
from click.testing import CliRunner
from rich.console import Console
from sweep.worlds import GRID, asked, content, load, small, swept

from uisim.cli import main
from uisim.report.keys import meaning
from uisim.report.sweep import cells_shown
from uisim.scenario.sweep import read_sweep
from uisim.study import sweep as sweeps
from uisim.study.cells import Cells, OtherSweepError, locked
from uisim.study.design import design_of
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.study.sweep import in_this_process
from uisim.study.sweep_processes import in_processes
from uisim.study.verify import verify

LONG = {"law.contribution_rate": "0.01:0.03:21", "law.waiting_months": "0,1"}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def folder(world, tmp_path_factory, kernel):
    return swept(world, tmp_path_factory.mktemp("results") / "sweep-small")


def table(folder):
    return pd.read_parquet(folder / "sweep.parquet")


def stopping_after(cells):
    """Play so many cells, then fail as a full disk does."""

    def players(tasks):
        for number, answer in enumerate(in_this_process(tasks)):
            if number == cells:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            yield answer

    return players


def command(world, out, *more):
    sets = [f"--set={key}={values}" for key, values in LONG.items()]
    return ["sweep", str(world), *sets, f"--out={out}", "--quiet", "--lang=en", *more]


def test_the_table_is_tidy(folder):
    found = table(folder)
    assert list(found) == ["cell", *GRID, "replication", "indicator", "group", "value", "unit"]
    assert not found.duplicated(["cell", "replication", "indicator", "group"]).any()
    assert found["cell"].is_monotonic_increasing and found["cell"].nunique() == 6
    assert sorted(found["law.contribution_rate"].unique()) == [0.01, 0.02, 0.03]
    assert found["law.waiting_months"].dtype == int


def test_a_cell_is_the_run_of_its_values_under_the_same_luck(world, folder):
    values = {"law.contribution_rate": 0.02, "law.waiting_months": 1}
    result = result_of(play(load(world, values), threads=1))
    summary = result.summary
    found = table(folder).query("cell == 3")
    assert (found[list(values)] == pd.Series(values)).all().all()
    found, path = found[: len(summary)], found[len(summary) :]
    assert path["group"].tolist() == [f"month=2022-0{month}" for month in range(1, 7)]
    assert path["value"].tolist() == result.statement.monthly["closing_fen"].tolist()
    for line, indicator in zip(found.itertuples(), summary, strict=True):
        assert (line.indicator, line.group, line.unit) == (
            indicator.indicator,
            indicator.group,
            indicator.unit,
        )
        assert line.value == indicator.value or indicator.value != indicator.value


def test_every_replication_is_there(world, tmp_path):
    settings = {**GRID, "projection.replications": "2"}
    found = table(swept(world, tmp_path / "sweep", settings))
    assert found.groupby("cell")["replication"].unique().map(list).tolist() == [[0, 1]] * 6


def test_every_output_has_its_hash(folder):
    said = json.loads((folder / "run.json").read_text("utf-8"))["outputs"]
    assert said.keys() == content(folder).keys() - {"run.json", "SHA256SUMS"}
    assert verify(folder) == ()


def test_a_finished_sweep_plays_nothing_again(world, folder):
    before = content(folder)

    def nobody(tasks):
        assert list(tasks) == []
        return iter(())

    swept(world, folder, players=nobody)
    assert content(folder) == before


@pytest.mark.parametrize("cells", [0, 1, 4])
def test_a_full_disk_loses_nothing_and_the_rest_gives_the_same_bytes(
    world, folder, tmp_path, cells
):
    stopped = tmp_path / "sweep-small"
    with pytest.raises(OSError, match="No space left"):
        swept(world, stopped, players=stopping_after(cells))
    assert len(Cells(stopped).complete) == cells
    played = []
    swept(world, stopped, advance=played.append)
    assert played == [cells, *[1] * (6 - cells)]
    assert content(stopped) == content(folder)


def test_processes_give_the_same_bytes_whatever_the_order(world, folder, tmp_path):
    def backwards(tasks):
        yield from reversed(list(in_this_process(tasks)))

    for name, players in (("two", in_processes(2)), ("backwards", backwards)):
        other = tmp_path / name / "sweep-small"
        swept(world, other, players=players)
        assert content(other) == content(folder)


def test_another_scenario_or_design_in_the_folder_is_refused(world, folder):
    for settings, part in (
        ({**GRID, "law.waiting_months": "0,2"}, "grid"),
        ({**GRID, "projection.seed": "2"}, "scenario_sha256"),
    ):
        with pytest.raises(OtherSweepError, match=part):
            swept(world, folder, settings)


def test_a_cell_of_another_program_is_refused(world, tmp_path):
    def other(tasks):
        for answer in in_this_process(tasks):
            yield answer._replace(program={**answer.program, "numpy": "1.0"})

    with pytest.raises(sweeps.OtherProgramError):
        swept(world, tmp_path / "sweep", players=other)


def test_killed_in_the_middle_it_goes_on_to_the_same_bytes(world, tmp_path, kernel):
    """SIGKILL to a running `uisim sweep`: its processes end, the lock is free, nothing is lost."""
    out = tmp_path / "killed"
    running = psutil.Popen(
        [sys.executable, "-m", "uisim", *command(world, out, "--processes=2")],
        stdout=subprocess.DEVNULL,
    )
    stopped = out / "sweep-small"
    manifest = stopped / "cells" / "manifest.csv"
    while not manifest.exists() or manifest.read_bytes().count(b"\n") < 4:
        assert running.poll() is None
        time.sleep(0.01)
    with pytest.raises(OtherSweepError), locked(stopped):
        pass
    children = running.children(recursive=True)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert psutil.wait_procs(children, timeout=10)[1] == []
    kept = len(Cells(stopped).complete)
    assert 3 <= kept < 42
    played = []
    swept(world, stopped, LONG, advance=played.append)
    assert played == [kept, *[1] * (42 - kept)]
    assert content(stopped) == content(swept(world, tmp_path / "whole" / "sweep-small", LONG))


def test_a_second_process_is_refused(world, tmp_path):
    with locked(tmp_path / "sweep-small"):
        ran = CliRunner().invoke(main, command(world, tmp_path, "--processes=1"))
    assert ran.exit_code == 2 and "another process is playing this sweep" in ran.output


def test_a_process_that_is_lost_is_said_and_the_cells_stay(world, tmp_path, monkeypatch):
    from concurrent.futures.process import BrokenProcessPool

    def broken(processes):
        def players(tasks):
            yield sweeps.play_cell(next(tasks))
            raise BrokenProcessPool

        return players

    monkeypatch.setattr("uisim.study.sweep_processes.in_processes", broken)
    ran = CliRunner().invoke(main, command(world, tmp_path, "--processes=2"))
    assert ran.exit_code == 1
    assert "ended from outside" in ran.output and "the same command goes on" in ran.output
    assert len(Cells(tmp_path / "sweep-small").complete) == 1


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt, 130), (OSError(28, "full"), 1)])
def test_an_interrupt_or_a_full_disk_is_explained(world, tmp_path, monkeypatch, stop, code):
    def refuse(*_):
        raise stop

    monkeypatch.setattr(os, "fsync", refuse)
    ran = CliRunner().invoke(main, command(world, tmp_path, "--processes=1"))
    assert ran.exit_code == code
    assert "the cells played are kept" in ran.output


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be written to"
)
def test_a_folder_that_cannot_be_written_is_said(world, tmp_path):
    tmp_path.chmod(0o500)
    ran = CliRunner().invoke(main, command(world, tmp_path, "--processes=1"))
    assert ran.exit_code == 1 and "cannot be written: Permission denied" in ran.output


def test_the_shipped_sweep_can_be_read():
    from engine.worlds import BASELINE

    path = BASELINE.parent / "sweeps" / "rate-and-waiting.yaml"
    design, _ = design_of(path, read_sweep(path, {}, None))
    assert len(design.cells()) == 18 * 50
    assert asked(path, {}, "tornado")[0].cells()


def test_the_command_prints_a_table_of_cells(world, tmp_path, kernel):
    sets = [f"--set={key}={values}" for key, values in GRID.items()]
    arguments = ["sweep", str(world), *sets, f"--out={tmp_path}", "--processes=1", "--lang=zh"]
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 0, ran.output
    assert "参数扫描各单元" in ran.output and "0.03" in ran.output
    assert "law.waiting_months：等待期" in ran.output
    assert max(map(len, ran.output.splitlines()[:-1])) <= 80


def test_keys_too_long_for_the_terminal_are_named_beneath_the_table(world, tmp_path, kernel):
    long = ("population.self_employed_per_platform_worker", "claiming.undeclared_work_share")
    keys = (*long, "work.all.provoked_loss_rate_month")
    swept(world, tmp_path / "sweep", dict.fromkeys(keys, "0.01,0.02"))
    for lang in ("en", "zh"):
        console = Console(width=80, record=True, file=StringIO())
        console.print(cells_shown(tmp_path / "sweep", lang))
        told = console.export_text()
        assert "…" not in told and max(map(len, told.splitlines())) <= 80
        beneath = told.replace("\n", " ")
        for letter, key in zip("ABC", keys, strict=True):
            assert f"{letter}: {key}{'：' if lang == 'zh' else ': '}{meaning(key, lang)}" in beneath


def test_the_command_plays_and_records_the_replications_asked_for(world, tmp_path, kernel):
    sets = ["sweep", str(world), "--set=law.waiting_months=0,1", f"--out={tmp_path}", "--quiet"]
    two, three = (
        CliRunner().invoke(main, [*sets, f"--replications={count}", "--processes=1"])
        for count in (2, 3)
    )
    assert two.exit_code == 0, two.output
    (folder,) = tmp_path.glob("sweep-*")
    assert json.loads((folder / "run.json").read_text("utf-8"))["design"]["replications"] == 2
    assert sorted(table(folder)["replication"].unique()) == [0, 1]
    assert three.exit_code == 2 and "replications" in three.stderr


def test_figures_are_printed_in_place_of_the_cells(world, folder):
    sets = [f"--set={key}={values}" for key, values in GRID.items()]
    shown = ["--indicator=loss_rate", "--by=members", "--lang=zh"]
    ran = CliRunner().invoke(main, ["sweep", str(world), *sets, f"--out={folder.parent}", *shown])
    assert ran.exit_code == 0, ran.output
    assert ran.stdout == CliRunner().invoke(main, ["figures", str(folder), *shown]).stdout != ""


def test_what_a_sample_tells_is_printed_in_place_of_the_cells(world, tmp_path, kernel):
    asked = ["--set=law.contribution_rate=0.01:0.03", "--sample=tornado", "--json"]
    more = ["--sensitivity=closing_balance", f"--out={tmp_path}", "--processes=1"]
    ran = CliRunner().invoke(main, ["sweep", str(world), *asked, *more])
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.stdout)["method"] == "tornado"
    assert (tmp_path / "sweep-small" / "tornado-balance.csv").exists()


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (["--indicator=balanc"], "there:\n  balance, lowest_balance"),
        (["--indicator=coverage", "--by=cities"], "did you mean city?"),
        (["--by=city"], "--by together with --indicator"),
        (["--indicator=balance", "--sensitivity=balance"], "not both"),
        (["--sensitivity=balanc"], "did you mean balance?"),
        (["--sensitivity=coverage[cities]"], "did you mean city?"),
        (["--sensitivity=balance"], "nothing is sampled"),
        (["--sensitivity=balance", "--sample=lhs:8"], "lhs:50"),
    ],
)
def test_what_cannot_be_shown_is_refused_before_a_cell_is_played(world, tmp_path, shown, said):
    asked = ["--set=law.waiting_months=0,1", f"--out={tmp_path}", "--lang=en"]
    ran = CliRunner().invoke(main, ["sweep", str(world), *asked, *shown])
    assert (ran.exit_code, ran.stdout) == (2, "") and said in ran.stderr
    assert list(tmp_path.iterdir()) == []
