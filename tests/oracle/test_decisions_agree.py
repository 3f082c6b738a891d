"""What she declares, what joining is worth to her and whether she wants it: as the oracle says.

Lives show a decision; here the numbers behind it are compared, which a decision may hide.
"""

import math
import tempfile
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from oracle import oracle
from oracle.scenarios import COMMON, SCENARIOS

from uisim.chance import Address
from uisim.people.behaviour import (
    base_to_declare_fen,
    gain_of_joining_fen,
    income_month_fen,
    wants_to_be_member,
)
from uisim.people.worker import enter
from uisim.scenario.file import load
from uisim.setting import HER, Setting
from uisim.study.run import blocks
from uisim.units import NEVER

WORLDS = {
    "logit": SCENARIOS["logit"],
    "other readings": SCENARIOS["logit, other readings"],
    "from the day of registration": """
joining: {rule: logit, belief_weight: 1.4, jobless_consumption: .6, risk_aversion: 3}
claiming: {delay_months_mean: 3}
law: {benefit_month: registration_day, multi_platform_rule: {mode: pays}, qualifying_months: 9,
      covered_causes: [licence, no_work_offered, demand_drop], cap_months: 3}
""",
    "nobody is out of work for long, nobody falls ill": """
work: {all: {reemployment_rate_month: 0, gain_rate_month: 0, illness_rate_month: 0,
             several_income: .6}}
joining: {rule: logit, horizon_months: 20}
law: {benefit_month: next_calendar_month, multi_platform_rule: {mode: pays},
      base_floor_min_wages: 0, base_floor_average_wages: 0,
      covered_causes: [business_failure, platform_closed, account_suspended]}
""",
    "months are completed": """
joining: {rule: logit, horizon_months: 40}
law: {benefit_month: completed_month, waiting_months: 2}
""",
    "nothing is lost but by illness": """
work: {all: {loss_rate_month: 0, search_effect: 1}}
joining: {rule: logit}
""",
    "nothing is lost at all": """
work: {all: {loss_rate_month: 0, illness_rate_month: 0}}
joining: {rule: logit}
""",
}
WORKERS = (
    # month, platforms, risk, months of her own, brought, unused
    (0, 1, 1.0, 0, 0, 0),
    (1, 1, 0.4, 0, 0, 0),
    (5, 2, 1.7, 3, 0, 0),
    (6, 1, 0.9, 6, 0, 2),
    (30, 2, 2.5, 11, 30, 0),
    (54, 1, 3.2, 40, 7, 0),
    (131, 2, 0.7, 9, 60, 5),
    (178, 1, 1.1, 110, 12, 1),
)


KINDS = ("ride_hailing", "delivery", "self_employed")
COSTS_FEN = 512_300


class Told(NamedTuple):
    """A worker for `life`: address, world, memory; and what the oracle says of her."""

    who: Address
    setting: Setting
    her: SimpleNamespace
    earned: float
    declared: int
    gain: float
    share: float


@cache
def told(name, cohort=0):
    """Every worker of a small world, by the oracle."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "common.yaml").write_text(COMMON)
        file = Path(place) / "world.yaml"
        file.write_text(f"extends: common.yaml\n{WORLDS[name]}")
        scenario = load(file)
    return [
        one
        for block in blocks(scenario, 0)
        if block.cell.city == "guangzhou" and block.cell.kind in KINDS
        for one in told_in(block, oracle.World(scenario, "guangzhou", block.cell.kind), cohort)
    ]


def told_in(block, world, cohort):
    for ordinal, (month, platforms, risk, own, brought, unused) in enumerate(WORKERS):
        she, her = (
            oracle.Worker(world, block.cell.number, cohort, ordinal),
            dict.fromkeys(HER.names, 0),
        )
        if month < she.entry_month:
            continue
        she.month, she.risk, she.held = month, risk, [None] * min(platforms, world.most)
        she.own, she.brought, she.unused = own, brought, unused
        her |= {"now": month, "risk": risk, "platforms": len(she.held), "entry": she.entry}
        her |= {"fertile_until": she.fertile_until if she.woman else -1.0}
        her |= {"own": own, "brought": brought, "unused": unused}
        her |= {"income_fen": she.income, "declaring": she.at_floor_habit}
        who, her = Address(*she.address), SimpleNamespace(**her)
        earned, declared, share = she.mean_income(), she.would_declare(), she.joining_share()
        she.would_declare = lambda: COSTS_FEN
        yield Told(who, block.setting, her, earned, declared, she.gain(), share)


@pytest.mark.parametrize("cohort", [0, 1, 2, 29])
def test_when_she_enters(cohort):
    for one in told("logit", cohort):
        her = SimpleNamespace(**dict.fromkeys(HER.names, 0))
        enter(one.who, one.setting, her)
        assert (her.time, her.now) == (one.her.entry, int(one.her.entry))
        assert her.fertile_until == pytest.approx(one.her.fertile_until)


def test_what_has_no_rate_never_comes():
    for one in told("nobody is out of work for long, nobody falls ill"):
        her = SimpleNamespace(**dict.fromkeys(HER.names, 0))
        enter(one.who, one.setting, her)
        assert (her.offer, her.illness) == (NEVER, NEVER)


@pytest.mark.parametrize("cohort", [0, 4, 29])
@pytest.mark.parametrize("name", ["logit", "nobody is out of work for long, nobody falls ill"])
def test_what_she_earned_and_declares(name, cohort):
    for one in told(name, cohort):
        platforms = one.her.platforms
        earned = income_month_fen(one.who, one.setting, one.her, platforms)
        assert earned == pytest.approx(one.earned, rel=1e-9)
        assert base_to_declare_fen(one.who, one.setting, one.her, platforms) == one.declared


@pytest.mark.parametrize("name", WORLDS)
def test_what_joining_is_worth(name):
    for one in told(name):
        gain = gain_of_joining_fen(one.setting, one.her, COSTS_FEN)
        assert gain == pytest.approx(one.gain, rel=1e-9)


@pytest.mark.parametrize("name", WORLDS)
def test_whether_she_wants_it(name):
    for one in told(name):
        assert not wants_to_be_member(one.share * (1 + 1e-7), *one[:3])
        if one.share > math.exp(-700):
            assert wants_to_be_member(one.share * (1 - 1e-7), *one[:3])
