"""A reform changes what it touches and nothing else: no earlier month, and nobody else's luck."""

from functools import cache

import numpy as np
import pytest
from engine.worlds import LIVELY, by_month, digest, lively, small

from uisim.engine.reference import one_life
from uisim.events import Kind
from uisim.scenario.population import cells, cohorts
from uisim.scenario.setting import settings
from uisim.study import run
from uisim.study.run import addresses, blocks, play

pytestmark = pytest.mark.usefixtures("kernel")

MONTH, DATE = 30, "2024-07"
SEVERAL = {"work.all.several_share": 0.8, "work.all.gain_rate_month": 0.1}
LOGIT = {"joining.rule": "logit"}
STRATEGIC = {"joining.rule": "strategic", "joining.foresight_share": 0.9}
DEFAULT_IN = {"joining.rule": "default_in"}
PAYS = SEVERAL | {"law.multi_platform_rule.mode": "pays"}
SEEKING = {"law.job_seeking.in_force": True}
REFORMS = {  # key: (value from MONTH on, world in which it matters)
    "law.contribution_rate": (0.03, LOGIT),
    "law.base_floor_min_wages": (1.5, {}),
    "law.base_floor_average_wages": (0.6, {}),
    "law.base_ceiling_average_wages": (0.5, {}),
    "law.floor_binds_at_once": (True, {}),
    "law.rejoin_base": ("old_until_july", {}),
    "law.qualifying_months": (6, {}),
    "law.duration": ("national", {}),
    "law.cap_months": (1, {}),
    "law.carry_over": (False, {}),
    "law.months_after_award": ("keep_remainder", {}),
    "law.benefit_min_wages": (0.7, LOGIT),
    "law.benefit_month": ("next_calendar_month", {}),
    "law.waiting_months": (2, {}),
    "law.multi_platform_rule.mode": ("pays", SEVERAL),
    "law.multi_platform_rule.benefit_share": (0.2, PAYS),
    "law.suspension_months_min": (1, {}),
    "law.sequence_rule": ({"any_within_months": 8}, SEVERAL),
    "law.membership_at_loss": ("not_required", {}),
    "law.prior_months_count": (False, {}),
    "law.covered_causes": (["demand_drop"], LOGIT),
    "law.medical_month_yuan": (600, {}),
    "law.job_seeking.in_force": (True, {}),
    "law.job_seeking.base_share": (0.3, SEEKING),
    "law.job_seeking.months_max": (1, SEEKING),
    "law.maternity.in_force": (False, {}),
    "law.maternity.benefits": (1, {}),
    "law.maternity.birth_rate_year": (0.1, {}),
    "law.scheme_end_rights": ("accrued", {"law.scheme_ends": "2025-03"}),
    "joining.rule": ("default_in", {}),
    "joining.attention_rate_month": (0.01, {}),
    "joining.probability": (0.2, {}),
    "joining.belief_weight": (3.0, LOGIT),
    "joining.cost_salience": (9.0, LOGIT),
    "joining.threshold_yuan": (900, LOGIT),
    "joining.scale_yuan": (6000, LOGIT),
    "joining.horizon_months": (6, LOGIT),
    "joining.risk_aversion": (0, LOGIT),
    "joining.jobless_consumption": (1, LOGIT),
    "joining.foresight_share": (0.2, STRATEGIC),
    "joining.foresight_months": (2, STRATEGIC),
    "joining.opt_out_share": (0.9, DEFAULT_IN),
    "membership.lapse_rate_month": (0.2, {}),
    "membership.july_review_share": (0.9, {}),
    "membership.resume_share": (0.1, {}),
    "declaring.floor_share": (0.0, {}),
    "claiming.take_up": (0.1, {}),
    "claiming.verified_share": (0.1, {}),
    "claiming.delay_months_mean": (2.0, {}),
    "claiming.misreported_share": (0.9, {}),
    "claiming.undeclared_work_share": (0.9, {}),
    "claiming.detection_months": (0.1, {}),
    "fund.platform_share": (0.4, {}),
}
PRICES = ("law.medical_month_yuan",)
"""The same price of a later month is another price."""
ECONOMY = {
    "law.scheme_ends": "2024-06",
    "economy.closures": [{"kind": "ecommerce", "platform": 1, "month": DATE, "hits": 0.9}],
    "economy.force_majeure": [{"month": DATE, "share": 0.5}],
    "economy.recessions": [{"from": DATE, "months": 5, "loss": 3.0, "reemployment": 0.3}],
    "population.scheme_from": {"shantou": DATE},
}


def played(overrides, people=1200):
    return play(lively({"projection.months": 60} | overrides, people), threads=1)


def sums(overrides, people=1200):
    return played(overrides, people).sums


@cache
def before(key, people):
    """Play the world in which a key is reformed later."""
    return played(REFORMS[key][1], people)


def reformed(key, value):
    """Lay the new value, and the one before it, over the world of a key."""
    world = LIVELY | REFORMS[key][1]
    dated = {DATE: value}
    if key in world:
        dated = {"2022-01": world[key], DATE: value}
    return world | {key: dated}


def test_every_dated_key_of_people_and_law_is_reformed_here():
    of_people = {key for key in small({}).dated if not key.startswith("fund.")}
    assert of_people - REFORMS.keys() == set()


@pytest.mark.parametrize("key", REFORMS)
def test_no_month_before_a_reform_changes_and_some_month_after_it_does(key):
    old, new = before(key, 1200).sums, sums(reformed(key, REFORMS[key][0]))
    assert np.count_nonzero(old[:, :MONTH] != new[:, :MONTH]) == 0
    assert np.count_nonzero(old[:, MONTH:] != new[:, MONTH:]) > 0


@pytest.mark.parametrize("key", ECONOMY)
def test_no_month_before_a_shock_or_the_end_of_the_scheme_changes(key):
    world = {"population.scheme_from": {"shantou": "2025-01"}} if "from" in key else {}
    old, new = sums(world), sums({key: ECONOMY[key]})
    assert np.count_nonzero(old[:, :MONTH] != new[:, :MONTH]) == 0
    assert np.count_nonzero(old[:, MONTH:] != new[:, MONTH:]) > 0


@pytest.mark.parametrize("key", [key for key in REFORMS if key not in PRICES])
def test_a_reform_that_keeps_the_value_changes_nothing(key):
    old = before(key, 1200)
    value = old.scenario.dated[key].at(old.scenario.projection.start + MONTH)
    if isinstance(value, tuple):
        value = list(value)
    assert digest(played(reformed(key, value))) == digest(old)


def test_entrants_leave_the_lives_of_all_others_untouched():
    few = lively({"population.growth_year": 0.0})
    many = lively({"population.growth_year": 0.3})
    compared = 0
    for one, other in zip(blocks(few, 0), blocks(many, 0), strict=True):
        among_many = {who for who, _ in addresses(other, 1, 0)}
        for who, _ in addresses(one, 1, 0):
            if who in among_many:
                assert list(one_life(who, one.setting)) == list(one_life(who, other.setting))
                compared += 1
    assert compared > 100
    assert run.workers_of(many) > 1.3 * run.workers_of(few)


def test_workers_who_are_more_live_the_same_lives():
    fewer, more = lively({}, 30), lively({}, 60)
    told = []
    for scenario in (fewer, more):
        told.append(
            {
                who: [event[:5] for event in one_life(who, block.setting)]
                for block in blocks(scenario, 0)
                for who, _ in addresses(block, 1, 0)
            }
        )
    shared = told[0].keys() & told[1].keys()
    assert len(shared) > 70
    assert all(told[0][who] == told[1][who] for who in shared)


def test_a_longer_horizon_changes_no_month_of_the_shorter():
    short, long = sums({"projection.months": 40}), sums({"projection.months": 60})
    at_the_horizon = [Kind.RIGHTS_AT_HORIZON, Kind.CLAIM_AT_HORIZON]
    kinds = [kind for kind in Kind if kind not in at_the_horizon]
    different = np.argwhere(short[:, :, kinds] != long[:, :40, kinds])
    assert sorted({kinds[kind].name for kind in different[:, 2]}) == []


def test_a_population_split_and_added_is_the_whole():
    scenario = lively({})
    outcome = {}
    for cell, setting in zip(cells(scenario), settings(scenario, cells(scenario), 0), strict=True):
        counted = cohorts(scenario, cell)
        workers = int(counted.workers.sum())
        for name, parts in (("whole", [0, workers]), ("split", [0, workers // 3, workers])):
            for first, until in zip(parts, parts[1:], strict=False):
                block = run.Block(0, cell, counted, setting, first, until - first)
                for part, found in zip(("s", "p", "b"), run.play_block(block, 1, 0), strict=True):
                    outcome[name, part] = outcome.get((name, part), 0) + found
    for part in "spb":
        assert np.array_equal(outcome["whole", part], outcome["split", part])


def test_two_cities_apart_are_the_two_together():
    both = sums({}, 200)
    guangzhou = sums({"population.scheme_from": {"shantou": None}}, 200)
    shantou = sums({"population.scheme_from": {"guangzhou": None}}, 200)
    assert np.array_equal(both, np.concatenate([guangzhou, shantou]))


def test_those_for_whom_a_worker_stands_weigh_exactly():
    everyone = play(lively({}, 1003), threads=1)
    by_tens = play(lively({"projection.represents": 10}, 1003), threads=1)
    assert by_month(everyone, Kind.ENTERED, 0) == by_month(by_tens, Kind.ENTERED, 0)
