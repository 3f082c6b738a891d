import csv
import json
import math

import numpy as np
import pytest
from click.testing import CliRunner
from documents.outputs import NOTHING, undescribed
from study.kept import NO_LUCK, kept_of, result, short

from uisim.cli import main
from uisim.report.folder import read_run
from uisim.report.sections_chance import variance_section
from uisim.study.outputs import RUN
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.study.variance import Draws, split, splits

pytestmark = pytest.mark.usefixtures("kernel")
MONTHS = 30


def test_variance_is_parted_as_by_hand():
    # Draws' means 0, 2, 4, lucks ±1: W = 6 ÷ 3 = 2, B = 2 · (4 + 4) ÷ 2 = 8, (8 - 2) ÷ 2 = 3.
    found = split(np.array([[-1.0, 1.0], [1.0, 3.0], [3.0, 5.0]]))
    assert (found.mean, found.luck, found.parameters) == (2, 2, 3)
    assert found.share_parameters.mean == pytest.approx(3 / 5)


def test_both_parts_are_unbiased_and_the_interval_holds_the_share():
    luck = np.random.default_rng(3)
    found = [split(2 * luck.normal(size=(12, 1)) + luck.normal(size=(12, 5))) for _ in range(1500)]
    # Variances 4 and 1: share 0.8. Standard errors of the means: 0.05 and 0.005.
    assert np.mean([one.parameters for one in found]) == pytest.approx(4, abs=0.2)
    assert np.mean([one.luck for one in found]) == pytest.approx(1, abs=0.02)
    covered = [one.share_parameters.low <= 0.8 <= one.share_parameters.high for one in found]
    assert np.mean(covered) == pytest.approx(0.95, abs=0.02)


def test_parameters_without_effect_may_come_out_below_0_but_the_interval_does_not():
    found = split(np.array([[-1.0, 1.0], [-1.0, 1.0], [-1.0, 1.0]]))
    assert found.parameters == -1
    assert found.share_parameters.low == 0


def test_nothing_that_varies_has_no_share():
    assert np.isnan(split(np.ones((3, 2))).share_parameters.mean)


def subsidised(settings, lucks, yuan):
    """Split the balance's variance over months of subsidy; nothing else differs between draws."""
    scenarios = tuple(
        short({**settings, "fund.fiscal_subsidy_month_yuan": each}, 10, MONTHS) for each in yuan
    )
    draws = Draws(({},) * len(yuan), scenarios, lucks)
    kept = kept_of(result_of(play(scenario, number)) for number, scenario in draws.plays())
    return dict(splits(kept, lucks))["balance", "all", "fen"]


def test_a_fund_without_luck_owes_all_variance_to_the_parameters():
    yuan = [0, 300, 500, 900]
    found = subsidised(NO_LUCK, 2, yuan)
    assert found.luck == 0
    assert found.parameters == pytest.approx(np.var([MONTHS * 100 * y for y in yuan], ddof=1))
    assert found.share_parameters == (1, 1, 1)


def test_a_subsidy_adds_its_own_variance_and_leaves_that_of_luck_alone():
    alone = {"fund.interest_year": 0, "fund.borrowing_rate_year": 0}
    yuan = [1e6, 2e6, 5e6, 9e6]  # far more than what 20 workers move
    without, with_it = subsidised(alone, 3, [0] * 4), subsidised(alone, 3, yuan)
    assert without.luck > 0
    assert with_it.luck == pytest.approx(without.luck)
    expected = np.var([MONTHS * 100 * each for each in yuan], ddof=1)
    assert with_it.parameters == pytest.approx(expected, rel=0.01)
    assert with_it.share_parameters.low > 0.99


def test_every_play_has_a_luck_of_its_own():
    draws = Draws(({}, {}), (short(), short()), 3)
    assert [number for number, _ in draws.plays()] == list(range(6))


def test_an_indicator_not_defined_in_some_replication_has_no_split():
    kept = kept_of([result(0, 1.0), result(1, float("nan")), result(2, 2.0), result(3, 3.0)])
    assert dict(splits(kept, 2)) == {}


def test_the_command_writes_draws_and_variance(tmp_path):
    file = tmp_path / "case.yaml"
    workers = json.dumps({"guangzhou": 4000})
    file.write_text(
        f"projection: {{months: 24, represents: 10}}\npopulation: {{platform_workers: {workers}}}\n"
        "uncertain: {joining.attention_rate_month: [0.01, 0.3], law.qualifying_months: [6, 18]}\n"
    )
    command = ["run", str(file), "--out", str(tmp_path / "out"), "--draws", "3"]
    ran = CliRunner().invoke(main, [*command, "--replications", "2"])
    assert ran.exit_code == 0, ran.output
    assert "Members" in ran.output
    with open(tmp_path / "out" / "case" / "draws.csv", encoding="utf-8", newline="") as table:
        drawn = list(csv.DictReader(table))
    assert [line["first_replication"] for line in drawn] == ["0", "0", "2", "2", "4", "4"]
    assert all(line["value"].isdecimal() for line in drawn if line["key"].startswith("law"))
    with open(tmp_path / "out" / "case" / "variance.csv", encoding="utf-8", newline="") as table:
        figures = [list(line.values())[3:] for line in csv.DictReader(table)]
    assert figures and all(math.isfinite(float(one)) for line in figures for one in line if one)
    run = json.loads((tmp_path / "out" / "case" / "run.json").read_text("utf-8"))
    assert run["study"] == {"draws": 3, "lucks": 2}
    assert undescribed(tmp_path / "out" / "case", RUN) == NOTHING
    assert run["replications"] == 6
    sheet = variance_section(read_run(tmp_path / "out" / "case"), "zh").blocks
    keys = ["joining.attention_rate_month", "law.qualifying_months"]
    assert [row[0] for row in sheet[2].rows] == keys
    members = next(row for row in sheet[1].rows if row[0] == "参保人数")
    shares = [int(cell.removesuffix(" %")) for cell in members[3:5]]
    assert sum(shares) == 100


def test_draws_without_repeated_luck_are_refused(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text("uncertain: {claiming.take_up: [0.1, 0.6]}\n")
    ran = CliRunner().invoke(main, ["run", str(file), "--draws", "3"])
    assert ran.exit_code == 2
    assert "--replications 2" in ran.output
