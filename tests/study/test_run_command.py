"""`uisim run --json`: the years and the indicators as data, nothing else on stdout."""

import json

import pandas as pd
from click.testing import CliRunner
from scenario.files import write

from uisim.cli import main

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
