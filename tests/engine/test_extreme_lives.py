"""At the limits of the door nothing overflows: plain Python, which warns, gives the same sums."""

import pytest
from engine.worlds import digest, lively, shuffled_reference

from uisim.scenario.problems import ScenarioError
from uisim.study.played import result_of
from uisim.study.run import play

pytestmark = pytest.mark.usefixtures("kernel")

LAW = {
    "law.contribution_rate": 1.0,
    "law.base_floor_min_wages": 100,
    "law.base_ceiling_average_wages": 100,
    "law.benefit_min_wages": 100,
}
EVERYBODY = {
    "population.platform_workers": {"guangzhou": 100_000_000},
    "projection.represents": 1_000_000,
}
RATES = ("loss", "gain", "illness", "provoked_loss", "reemployment")
EXTREMES = {
    "the law": LAW
    | {
        "law.maternity.benefits": 100,
        "law.maternity.birth_rate_year": 100,
        "law.job_seeking.in_force": True,
        "law.job_seeking.base_share": 1.0,
        "fund.platform_share": 1.0,
    },
    "everybody, under that law": EVERYBODY | LAW,
    "the price of medical insurance": {"law.medical_month_yuan": {"2022-01": 1e12}},
    "that price for everybody": EVERYBODY | {"law.medical_month_yuan": {"2022-01": 1e12}},
    "incomes": {
        "work.all.income_month_yuan": 1e6,
        "work.all.income_log_sd": 3,
        "work.all.income_year_log_sd": 3,
        "work.all.city_income_power": 10,
        "work.all.several_income": 100,
        "declaring.floor_share": 0,
        "law.base_ceiling_average_wages": 100,
    },
    "incomes that double for 20 years": {
        "projection.months": 240,
        "economy.income_growth_year": 1.0,
        "declaring.floor_share": 0,
    },
    "incomes that double for 50 years": {
        "projection.months": 600,
        "economy.income_growth_year": 1.0,
        "declaring.floor_share": 0,
    },
    "a dear medical insurance for everybody": EVERYBODY
    | {"law.medical_month_yuan": {"2022-01": 500_000}},
    "wages that double for 12 years": {
        "projection.months": 144,
        "economy.average_wage_growth_year": 1.0,
        "economy.minimum_wage": {"step_months": 12, "step": 1.0},
    },
    "wages that double for 20 years": {
        "projection.months": 240,
        "economy.average_wage_growth_year": 1.0,
        "economy.minimum_wage": {"step_months": 12, "step": 1.0},
    },
    "wages that double for 40 years": {
        "projection.months": 480,
        "economy.average_wage_growth_year": 1.0,
        "economy.minimum_wage": {"step_months": 12, "step": 1.0},
    },
    "wages that double each month": {
        "projection.months": 240,
        "economy.minimum_wage": {"step_months": 1, "step": 1.0},
    },
    "rates": {f"work.all.{rate}_rate_month": 100 for rate in RATES}
    | {
        "membership.lapse_rate_month": 100,
        "joining.attention_rate_month": 100,
        "law.qualifying_months": 1,
        "projection.months": 4,
    },
    "rates near 0": {f"work.all.{rate}_rate_month": 1e-320 for rate in RATES},
    "flat shapes": {"work.all.loss_shape": 0.2, "work.all.reemployment_shape": 0.2},
    "steep shapes": {"work.all.loss_shape": 10, "work.all.reemployment_shape": 10},
    "times": {
        "claiming.delay_months_mean": 1200,
        "claiming.detection_months": 1200,
        "law.waiting_months": 1200,
        "law.cap_months": 1200,
    },
    "months brought": {
        "population.prior_insurance": {"share": 1, "months_max": 1200, "unused_share": 1.0},
        "law.cap_months": 1200,
    },
    "nobody finds it worth joining": {
        "joining.rule": "logit",
        "joining.threshold_yuan": 10_000,
        "joining.scale_yuan": 10,
    },
    "joining at any cost": {
        "joining.rule": "logit",
        "joining.threshold_yuan": -1e12,
        "joining.scale_yuan": 0.01,
        "joining.horizon_months": 1200,
    },
}

REFUSED = (
    "the price of medical insurance",
    "that price for everybody",
    "wages that double for 20 years",
    "wages that double for 40 years",
    "wages that double each month",
)


@pytest.mark.parametrize("extreme", REFUSED)
def test_amounts_too_large_to_be_kept_are_refused_at_the_door(extreme):
    with pytest.raises(ScenarioError, match="gives an amount too large to be kept"):
        lively({"projection.months": 36} | EXTREMES[extreme], 5)


@pytest.mark.parametrize("extreme", [name for name in EXTREMES if name not in REFUSED])
def test_what_the_door_lets_in_is_played_without_overflow(extreme):
    scenario = lively({"projection.months": 36} | EXTREMES[extreme], 5)
    played = play(scenario, threads=1)
    result_of(played)
    assert digest(played) == digest(shuffled_reference(scenario))
    assert not played.breaches.any()
    assert played.sums[..., 0].min() >= 0


def test_a_cap_of_no_month_is_refused_for_an_award_pays_at_least_one():
    with pytest.raises(ScenarioError, match="law.cap_months: out of range"):
        lively({"law.cap_months": 0})


def test_money_stays_within_whole_fen_that_64_bits_and_a_float_hold():
    played = play(lively(EVERYBODY | LAW | {"projection.months": 180}), threads=1)
    assert played.sums[..., 1].min() >= 0
    assert 10**14 < int(played.sums[..., 1].max()) < 2**63 // 1000
