"""`uisim run --json`: the years and the indicators as data, nothing else on stdout."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner
from scenario.files import write

from uisim.cli import main
from uisim.events import Kind
from uisim.study.run import play_block

SMALL = """
projection: {months: 14, represents: 2000}
population: {platform_workers: {shenzhen: 200000}}
"""


def test_json_holds_the_years_and_indicators_of_the_files(tmp_path, kernel):
    case = write(tmp_path, SMALL)
    ran = CliRunner().invoke(main, ["run", str(case), "--out", str(tmp_path), "--json"])
    assert ran.exit_code == 0, ran.output
    said = json.loads(ran.stdout)
    monthly = pd.read_parquet(tmp_path / "case" / "monthly.parquet")
    assert [year["months"] for year in said["years"]] == [12, 2]
    assert [year["balance"] for year in said["years"]] == monthly.closing_fen[[11, 13]].tolist()
    summary = pd.read_csv(tmp_path / "case" / "summary.csv")
    assert [one["indicator"] for one in said["summary"]] == summary.indicator.tolist()
    assert said["residual"] == 0


def test_json_of_several_replications_says_what_they_spread_over(tmp_path, kernel):
    case = write(tmp_path, SMALL)
    command = ["run", str(case), "--out", str(tmp_path), "--json", "--quiet"]
    ran = CliRunner().invoke(main, [*command, "--precision", "members: 1e9"])
    assert ran.exit_code == 0, ran.output
    said = json.loads(ran.stdout)
    assert said["replications"] == 10
    assert said["study"]["precision"]["met"] is True
    bands = pd.read_parquet(tmp_path / "case" / "bands.parquet")
    written = bands[(bands["column"] == "closing_fen")].iloc[-1]
    last = said["balance"][-1]
    names = ("month", "mean", "p05", "p25", "p50", "p75", "p95")
    assert [last[name] for name in names] == [written[name] for name in names]
    risk = pd.read_csv(tmp_path / "case" / "risk.csv")
    below = risk[risk.event == "balance<0"].set_index("month").probability.to_dict()
    assert said["low_reserve"][0]["probability"] == below


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["members = before + joined - lapsed - members left (20", "nothing was written"]),
        ("zh", ["参保人数 = 上月", "未写入任何"]),
    ],
)
def test_books_that_do_not_close_are_told_with_both_numbers_and_nothing_is_written(
    tmp_path, kernel, monkeypatch, lang, said
):
    def with_a_member_more(block, seed, replication):
        outcome = play_block(block, seed, replication)
        outcome.sums[3, Kind.JOINED, 0] += 7
        outcome.sums[4, Kind.JOINED, 0] -= 7
        return outcome

    monkeypatch.setattr("uisim.study.run.play_block", with_a_member_more)
    case = write(tmp_path, SMALL)
    command = ["run", str(case), "--out", str(tmp_path), "--lang", lang]
    ran = CliRunner().invoke(main, command)
    assert ran.exit_code == 1
    assert all(words in ran.stderr for words in said), ran.stderr
    assert "7" in ran.stderr and "Traceback" not in ran.stderr
    assert not (tmp_path / "case").exists()
