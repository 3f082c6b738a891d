"""Figures by group are means over replications, of a run, a comparison or a sweep."""

import json
from io import StringIO

import pandas as pd
import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console
from scenario.files import write

from uisim.cli import main
from uisim.report.figures_table import figures_plain, figures_tables
from uisim.study.figures import OF_A_RUN, Figures, Line, check_names, figures
from uisim.study.intervals import Interval
from uisim.words import ToldError


def summary(folder, values):
    rows = [
        (replication, "coverage", group, value, "share")
        for group, of_group in values.items()
        for replication, value in enumerate(of_group)
    ]
    names = ["replication", "indicator", "group", "value", "unit"]
    pd.DataFrame(rows, columns=names).to_csv(folder / "summary.csv", index=False)


def test_of_a_run_means_by_group_with_their_interval(tmp_path):
    summary(tmp_path, {"all": [0.1, 0.3], "city=zhuhai": [0.2, 0.2], "kind=courier": [0.5, 0.5]})
    whole = figures(tmp_path, [], [])
    assert "coverage" in {line.indicator for line in whole.lines}
    assert {line.group for line in whole.lines} == {"all"}
    found = figures(tmp_path, ["coverage"], ["all", "city"])
    assert [line.group for line in found.lines] == ["all", "city=zhuhai"]
    assert found.lines[0].values[0].mean == pytest.approx(0.2)
    assert found.lines[0].values[0].low < 0.1
    assert found.replications == 2


def test_of_a_comparison_a_sum_of_money_too(tmp_path):
    line = {"scenario": "a", "indicator": "members", "group": "all", "unit": "people"}
    limits = {"mean": 5.0, "low": 4.0, "high": 6.0}
    pd.DataFrame([line | limits]).to_csv(tmp_path / "indicators.csv", index=False)
    months = [("a", "benefits_fen", "fen", 100.0), ("a", "benefits_fen", "fen", 50.0)]
    table = pd.DataFrame(months, columns=["scenario", "column", "unit", "mean"])
    table.to_parquet(tmp_path / "differences.parquet")
    (tmp_path / "run.json").write_text(json.dumps({"replications": 3}))
    told = figures_plain(figures(tmp_path, ["members", "benefits_fen"], []))
    assert [line["values"][0]["mean"] for line in told["lines"]] == [5.0, 150.0]
    assert told["lines"][1]["values"][0]["low"] is None


def test_a_cell_of_a_sweep_is_called_by_its_values_and_a_dash_for_the_scenarios_own(tmp_path):
    design = {"grid": {}, "sampled": {"law.waiting_months": {}, "claiming.take_up": {}}}
    (tmp_path / "design.json").write_text(json.dumps(design), "utf-8")
    cells = {"cell": [0, 1], "law.waiting_months": [None, 2.0], "claiming.take_up": [None, None]}
    line = {"replication": 0, "indicator": "members", "group": "all", "unit": "people"}
    table = pd.DataFrame(cells | dict.fromkeys(line, None)).assign(**line, value=[5.0, 6.0])
    table.to_parquet(tmp_path / "sweep.parquet")
    assert figures(tmp_path, ["members"], []).columns == ("–; –", "2.0; –")


def test_months_of_reserve_are_mean_balance_over_mean_outgo(tmp_path):
    rows = [
        (0, "balance", "all", 100.0, "fen"),
        (1, "balance", "all", 500.0, "fen"),
        (0, "months_of_reserve", "all", 100.0, "months"),  # outgo of 1 a month
        (1, "months_of_reserve", "all", 500 / 9, "months"),  # of 9
    ]
    names = ["replication", "indicator", "group", "value", "unit"]
    pd.DataFrame(rows, columns=names).to_csv(tmp_path / "summary.csv", index=False)
    assert figures(tmp_path, ["months_of_reserve"], []).lines[0].values[0].mean == 600 / 10


def test_what_is_not_there_is_told_with_what_is(tmp_path):
    with pytest.raises(ToldError, match="no folder of a run"):
        figures(tmp_path, ["members"], [])
    summary(tmp_path, {"all": [0.1], "city=zhuhai": [0.2]})
    with pytest.raises(ToldError) as caught:
        figures(tmp_path, ["coverag", "coverage"], ["cities"])
    assert str(caught.value).splitlines() == [
        "--indicator coverag: is not in the results; nearest of 1 there:",
        "  coverage",
        "--by cities: coverage is not told by it; it is by all, city (did you mean city?)",
    ]


@pytest.mark.parametrize("name", ["closing_balance", "closing_fen"])
def test_a_figure_of_another_name_elsewhere_is_told_first(name):
    with pytest.raises(ToldError, match=r"there:\n  balance, "):
        check_names(OF_A_RUN, [name], [])


def test_a_run_prints_them_in_place_of_its_table(tmp_path, kernel):
    case = write(tmp_path, "population: {platform_workers: {shenzhen: 200000}}")
    small = ["--set=projection.months=14", "--set=projection.represents=2000"]
    shown = ["--indicator=coverage", "--by=city", "--json"]
    ran = CliRunner().invoke(main, ["run", str(case), f"--out={tmp_path}", *small, *shown])
    assert ran.exit_code == 0, ran.output
    again = CliRunner().invoke(main, ["figures", str(tmp_path / "case"), *shown])
    assert ran.stdout == again.stdout and '"city=shenzhen"' in ran.stdout


@pytest.mark.parametrize("command", ["run", "compare"])
def test_what_will_not_be_there_is_refused_before_anything_is_played(command, tmp_path):
    cases = [str(write(tmp_path, "", f"{name}.yaml")) for name in ("a", "b")]
    files = cases[:1] if command == "run" else cases
    asked = [*files, "--indicator=benefit_fen", "--by=city", "--lang=en"]
    out = tmp_path / "out"
    ran = CliRunner().invoke(main, [command, *asked, f"--out={out}"])
    assert (ran.exit_code, ran.stdout, out.exists()) == (2, "", False)
    assert ("  benefits_fen" in ran.stderr) == (command == "compare"), ran.stderr


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_columns_that_do_not_fit_beside_each_other_stand_in_a_table_of_their_own(lang):
    values = (Interval(10.25, -1000.5, 1021.0),) * 6
    lines = tuple(
        Line("benefit_per_contribution", f"kind={kind}", "ratio", values)
        for kind in ("ecommerce", "self_employed")
    )
    found = Figures(tuple(f"national; {cap}" for cap in range(12, 18)), lines, 4)
    console = Console(width=80, record=True, file=StringIO())
    for table in figures_tables(found, console.width, lang):
        console.print(table)
    told = console.export_text()
    assert "…" not in told and max(map(cell_len, told.splitlines())) <= 80
    assert told.count("10.25 ± 1010.75") == 12 and told.count("national") == 6
    assert len(figures_tables(found, 200, lang)) == 1
