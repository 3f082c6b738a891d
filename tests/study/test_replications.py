import json

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from study.kept import BASELINE, kept_of, result, short

from uisim.cli import main
from uisim.report.unit_names import with_unit
from uisim.study.intervals import Interval
from uisim.study.replications import LEAST, MOST, Plan, Precision, Replications
from uisim.study.run import run

pytestmark = pytest.mark.usefixtures("kernel")
LUCK = np.random.default_rng(1).normal(100, 10, MOST).tolist()


def played(wanted, values):
    """Play until the rule is content; return what is kept."""
    kept = Replications()
    for number in wanted.replications(kept):
        kept.add(result(number, values[number]))
    return kept


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "timing.json"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("closing_balance: 1%", ("balance", 0.01, True)),
        ("balance: 2.5 yuan", ("balance", 250, False)),
        ("members:500", ("members", 500, False)),
        ("break_even_rate: 1e-4", ("break_even_rate", 1e-4, False)),
    ],
)
def test_a_wanted_half_width_is_read(text, expected):
    wanted = Precision.parse(text)
    assert (wanted.indicator, wanted.half_width, wanted.relative) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("closing_balance", "write INDICATOR: NUMBER"),
        ("member: 5", "did you mean members"),
        ("members: 5 yuan", "is not money"),
        ("members: 0", "no number of replications"),
    ],
)
def test_a_half_width_that_cannot_be_read_says_why(text, said):
    with pytest.raises(ValueError, match=said):
        Precision.parse(text)


@pytest.mark.parametrize(("half_width", "relative"), [(1.5, False), (0.015, True)])
def test_replications_end_as_soon_as_the_interval_is_narrow_enough(half_width, relative):
    wanted = Precision("balance", half_width, relative)
    kept = played(wanted, LUCK)
    assert LEAST < kept.count < MOST
    assert wanted.is_met(wanted.reached(kept))
    before = kept_of(result(n, LUCK[n]) for n in range(kept.count - 1))
    assert not wanted.is_met(wanted.reached(before))


def test_relative_half_width_is_of_the_true_mean():
    # Half ≤ 0.25 ÷ 1.25 · estimate: at an estimate 20 % too low the error is 25 % of it.
    wanted = Precision("balance", 0.25, relative=True)
    assert wanted.is_met(Interval(80, 64, 96))
    assert not wanted.is_met(Interval(80, 63.9, 96.1))


def test_no_fewer_replications_than_the_least_and_no_more_than_the_most():
    assert played(Precision("balance", 1, False), [7.0] * MOST).count == LEAST
    assert played(Precision("balance", 1e-9, False, least=2, most=12), LUCK).count == 12


def test_a_group_that_a_replication_lacks_is_not_defined_in_it():
    first, second = result(0, 5), result(1, 6)
    indicator = first.summary[0]._replace(group="tenure_years=14")
    second = second._replace(summary=(indicator, *second.summary))
    kept = kept_of([first, second])
    assert kept.figure("balance") == [5, 6]
    assert np.isnan(kept.summary["balance", "tenure_years=14", "fen"]).tolist() == [True, False]


def test_several_replications_leave_bands_and_one_does_not(tmp_path):
    run(short({"projection.replications": 3}), BASELINE, tmp_path / "several", threads=1)
    run(short({"projection.replications": 3}), BASELINE, tmp_path / "again", threads=2)
    run(short(), BASELINE, tmp_path / "one")
    bands = {"bands.parquet", "risk.csv", "first_hits.csv"}
    assert content(tmp_path / "several").keys() - content(tmp_path / "one").keys() == bands
    assert content(tmp_path / "several") == content(tmp_path / "again")


def test_bands_are_the_quantiles_of_the_monthly_books(tmp_path):
    run(short({"projection.replications": 6}), BASELINE, tmp_path / "run")
    bands = pd.read_parquet(tmp_path / "run" / "bands.parquet").set_index(["month", "column"])
    monthly = pd.read_parquet(tmp_path / "run" / "monthly.parquet")
    columns = ["closing_fen", "members", "denied_voluntary"]
    by_month = monthly.groupby("month")[columns]
    for name, share in {"p05": 0.05, "p50": 0.5, "p95": 0.95}.items():
        expected = by_month.quantile(share).stack().sort_index()
        found = bands[name].loc[expected.index]
        assert found.tolist() == pytest.approx(expected.tolist())
    assert monthly["members"].max() > 0


def test_the_run_says_how_many_were_played_and_what_was_reached(tmp_path):
    scenario, plan = short(), Plan()
    wanted = Precision("members", 1, False, least=2, most=3)
    plan.plays = ((number, scenario) for number in wanted.replications(plan.kept))
    plan.study["precision"] = "said"
    run(scenario, BASELINE, tmp_path / "run", plan=plan)
    said = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert said["replications"] == plan.kept.count == 3
    assert said["study"] == {"precision": "said"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--precision", "nothing"], "write INDICATOR: NUMBER"),
        (["--draws", "3"], "no `uncertain:` block"),
        (["--precision", "members: 1%", "--draws", "3"], "one at a time"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_written(tmp_path, options, said):
    ran = CliRunner().invoke(main, ["run", str(BASELINE), "--out", str(tmp_path), *options])
    assert ran.exit_code == 2
    assert said in ran.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("value", "unit", "lang", "said"),
    [
        (75_633.4, "people", "en", "75,633 people"),
        (-5_630_000_00, "fen", "en", "-5.630 million yuan"),
        (-5_630_000_00, "fen", "zh", "-563.0 万元"),
        (0.016552, "share", "zh", "1.655 %"),
        (1.62694, "ratio", "en", "1.627"),
        (float("nan"), "fen", "en", "–"),
    ],
)
def test_a_figure_is_written_with_its_unit(value, unit, lang, said):
    assert with_unit(value, unit, lang) == said
