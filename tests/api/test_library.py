"""`import uisim` gives what the command gives, in data frames, and writes nothing unasked."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import uisim

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
SMALL = {
    "projection.months": 14,
    "projection.represents": 2000,
    "projection.replications": 2,
    "population.platform_workers": {"shenzhen": 200_000, "zhuhai": 50_000},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def small(folder, kernel):
    return uisim.run(BASELINE, set=SMALL, threads=1, out=folder)


def test_importing_is_fast_and_knows_its_names():
    code = "import sys, uisim; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert {"pandas", "pydantic", "numba", "numpy"} & set(loaded) == set()
    with pytest.raises(AttributeError, match="no attribute 'no_such_name'"):
        uisim.no_such_name  # noqa: B018
    assert all(getattr(uisim, name) for name in uisim.__all__)


def test_every_replication_is_in_every_frame(small):
    for frame in (small.monthly, small.groups, small.profiles, small.summary, small.identities):
        assert set(frame["replication"]) == {0, 1}
    assert len(small.monthly) == 2 * 14
    assert small.monthly.members.max() > 0


def test_the_frames_are_those_of_the_files(small, folder):
    for name in ("monthly", "groups", "profiles"):
        written = pd.read_parquet(folder / "baseline" / f"{name}.parquet")
        pd.testing.assert_frame_equal(getattr(small, name), written, check_dtype=False)
    summary = pd.read_csv(folder / "baseline" / "summary.csv", keep_default_na=True)
    pd.testing.assert_frame_equal(small.summary, summary, check_dtype=False)


def test_nothing_is_written_unless_asked(small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    again = uisim.run(BASELINE, set=SMALL, threads=1)
    assert list(tmp_path.iterdir()) == []
    pd.testing.assert_frame_equal(again.monthly, small.monthly)


def test_groups_add_up_and_identities_hold(small):
    by_month = small.groups.groupby(["replication", "month"])["contributions_own_fen"].sum()
    assert by_month.tolist() == small.monthly["contributions_own_fen"].tolist()
    assert set(small.identities["residual"]) == {0}


def test_every_column_has_unit_and_meaning_in_both_languages(small):
    for name in ("monthly", "groups", "profiles"):
        said = small.columns[small.columns.table == name]
        assert said["column"].tolist() == list(getattr(small, name).columns)
    assert (small.columns[["unit", "meaning", "zh"]] != "").all(axis=None)


def test_set_changes_the_scenario_and_is_refused_like_a_file(small):
    dated = uisim.load(BASELINE, {**SMALL, "law.contribution_rate": {"2022-07": 0.03}})
    assert len(dated.dated["law.contribution_rate"].values) == 2
    more = uisim.run(dated, threads=1)
    paid = [result.monthly.contributions_own_fen.sum() for result in (small, more)]
    assert paid[1] > paid[0]
    with pytest.raises(uisim.ScenarioError, match="did you mean 0.03"):
        uisim.load(BASELINE, {"law.contribution_rate": 3})


def test_a_loaded_scenario_takes_no_changes_and_no_folder(tmp_path):
    loaded = uisim.load(BASELINE)
    with pytest.raises(TypeError, match="set changes a scenario file"):
        uisim.load(loaded, {"projection.months": 1})
    with pytest.raises(TypeError, match="out needs the scenario's file"):
        uisim.run(loaded, out=tmp_path)


def test_an_unknown_engine_or_no_thread_is_refused():
    with pytest.raises(ValueError, match="engine 'refrence' is none of compiled, reference"):
        uisim.run(BASELINE, set=SMALL, engine="refrence")
    with pytest.raises(ValueError, match="threads has to be 1 or more"):
        uisim.run(BASELINE, set=SMALL, threads=0)
