"""workers.parquet tells who each worker was and what became of her, as her own life does."""

import pandas as pd
import pytest
from engine.worlds import lively, lives

from uisim.events import Kind
from uisim.scenario.population import format_worker
from uisim.study.workers import write_workers

PAID = {Kind.BENEFIT, Kind.BENEFIT_UNDECLARED, Kind.BENEFIT_PARTIAL}
BROUGHT = {"population.prior_insurance": {"share": 0.5, "months_max": 60, "unused_share": 0.1}}


@pytest.fixture(scope="module")
def written(tmp_path_factory, kernel):
    folder = tmp_path_factory.mktemp("run")
    write_workers(folder, lively(BROUGHT))
    return pd.read_parquet(folder / "workers.parquet").set_index("worker")


def test_each_worker_has_a_line_that_adds_up_her_events(written):
    seen, scenario = 0, lively(BROUGHT)
    for block, who, events in lives(scenario):
        cohort = who.place & 0xFFFF
        line = written.loc[format_worker(scenario, block.cell, cohort, who.ordinal)]
        assert line.entered_month == events[0].time
        assert line.months_present == sum(e.months for e in events if e.kind == Kind.WORKER)
        assert line.months_paid == sum(e.months for e in events if e.kind in PAID)
        assert line.contributions_own_fen == sum(
            e.months * e.amount for e in events if e.kind == Kind.CONTRIBUTION_OWN
        )
        risk_ppm = next(e.amount for e in events if e.kind == Kind.WORKER)
        assert risk_ppm == int(line.risk * block.setting.work[0].loss_rate * 1e6 + 0.5)
        seen += 1
    assert seen == len(written) > 100


def test_traits_are_those_the_scenario_draws(written):
    assert written.risk.mean() == pytest.approx(1.0, abs=0.15)
    assert written.risk.var() == pytest.approx(0.5, abs=0.2)
    assert 0.3 < (written.months_brought > 0).mean() < 0.7
    assert written.months_brought.max() <= 60
    assert written.income_month_yuan.between(500, 200_000).all()
    assert 0.3 < written.eligible.mean() <= 1.0
