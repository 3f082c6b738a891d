"""Small worlds: scenarios of a few hundred workers in which much happens, and what they give."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from uisim.chance import Address
from uisim.engine import reference
from uisim.events import Event, Kind
from uisim.outcome import Outcome, empty_outcome
from uisim.scenario.file import load
from uisim.scenario.population import cells
from uisim.scenario.schema import Scenario
from uisim.study.played import Played
from uisim.study.run import Block, addresses, blocks

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
NINE = ("shenzhen", "zhuhai", "foshan", "dongguan", "zhongshan", "huizhou", "jiangmen", "zhaoqing")

Overrides = Mapping[str, Any]

LIVELY: Overrides = {
    "joining.rule": "exogenous",
    "joining.probability": 0.9,
    "joining.attention_rate_month": 0.3,
    "work.all.involuntary_share": 0.7,
    "work.all.loss_rate_month": 0.12,
    "work.all.illness_rate_month": 0.01,
    "work.all.provoked_loss_rate_month": 0.02,
    "work.all.leave_rate_month": 0.006,
    "declaring.floor_share": 0.5,
    "claiming.undeclared_work_share": 0.3,
    "law.maternity.birth_rate_year": 0.6,
    "membership.resume_share": 0.8,
}
"""Many join, lose, claim and return: laid over a small world."""


def small(overrides: Overrides, people: int = 40) -> Scenario:
    """Guangzhou from the start and Shantou from 2023-02 on, ``people`` platform workers each."""
    base = {
        "projection.months": 72,
        "projection.represents": 1,
        "population.platform_workers": {"guangzhou": people, "shantou": people},
    }
    since = {**dict.fromkeys(NINE), "shantou": "2023-02"}
    scheme_from = {"population.scheme_from": since | overrides.get("population.scheme_from", {})}
    return load(BASELINE, base | dict(overrides) | scheme_from)


def lively(overrides: Overrides | None = None, people: int = 40) -> Scenario:
    """Lay ``overrides`` over a small world in which much happens."""
    return small({**LIVELY, **(overrides or {})}, people)


VARIED: Mapping[str, Callable[[], Scenario]] = {
    "baseline": lambda: small({}, 150),
    "logit": lambda: lively({"joining.rule": "logit", "joining.belief_weight": 0.5}),
    "pays": lambda: lively(
        {
            "law.multi_platform_rule.mode": "pays",
            "work.all.several_share": 0.8,
            "work.all.gain_rate_month": 0.15,
            "fund.platform_share": 0.3,
        }
    ),
    "default_in": lambda: lively(
        {
            "joining.rule": {"2022-01": "exogenous", "2022-10": "default_in"},
            "joining.opt_out_share": 0.2,
        }
    ),
    "strategic": lambda: lively(
        {
            "joining.rule": "strategic",
            "joining.attention_rate_month": 0.01,
            "joining.foresight_share": 0.9,
            "work.all.loss_rate_month": 0.05,
        }
    ),
    "recession, closures and force majeure": lambda: lively(
        {
            "economy.recessions": [
                {"from": "2023-03", "months": 9, "loss": 3.0, "reemployment": 0.3},
                {"from": "2023-08", "months": 9, "loss": 0.0, "reemployment": 0.0},
            ],
            "economy.closures": [
                {"kind": "ecommerce", "platform": 1, "month": "2023-05", "hits": 0.7},
                {"kind": "self_employed", "platform": 1, "month": "2024-05", "hits": 0.3},
            ],
            "economy.force_majeure": [{"month": "2024-09", "share": 0.4, "cities": ["guangzhou"]}],
            "work.all.closure_rate_year": 0.3,
            "work.all.several_share": 0.8,
            "law.sequence_rule": {"any_within_months": 6},
        }
    ),
    "scheme end, rights accrued": lambda: lively(
        {"law.scheme_ends": "2025-03", "law.scheme_end_rights": "accrued"}
    ),
    "scheme end, in payment only": lambda: lively(
        {
            "law.scheme_ends": "2024-12",
            "claiming.delay_months_mean": 3.0,
            "work.all.leave_rate_month": 0.05,
        }
    ),
    "next calendar month": lambda: lively(
        {
            "law.benefit_month": "next_calendar_month",
            "law.waiting_months": 1,
            "law.job_seeking.in_force": True,
            "law.duration": "national",
        }
    ),
    "completed month": lambda: lively(
        {
            "law.benefit_month": "completed_month",
            "law.duration": {"steps": [[3, 2], [14, 9]]},
            "law.qualifying_months": 2,
            "law.months_after_award": "keep_remainder",
            "law.suspension_months_min": 1,
            "law.sequence_rule": "all",
        }
    ),
    "high rates": lambda: lively(
        {
            "work.all.loss_rate_month": 3.0,
            "work.all.reemployment_rate_month": 4.0,
            "work.all.gain_rate_month": 5.0,
            "work.all.illness_rate_month": 0.5,
            "membership.lapse_rate_month": 0.5,
            "joining.attention_rate_month": 2.0,
            "claiming.delay_months_mean": 0.05,
            "projection.months": 24,
        },
        12,
    ),
    "shapes other than 1": lambda: lively(
        {
            "work.all.loss_shape": 0.6,
            "work.all.reemployment_shape": 2.5,
            "work.all.search_effect": 0.9,
        }
    ),
    "other readings": lambda: lively(
        {
            "law.membership_at_loss": "not_required",
            "law.prior_months_count": False,
            "law.carry_over": False,
            "law.rejoin_base": "old_until_july",
            "law.floor_binds_at_once": True,
            "law.contribution_rate": {"2022-01": 0.01, "2023-11": 0.03},
        }
    ),
}
"""Worlds on which the clocks are compared."""


def digest(played: Played) -> str:
    """Hash all that was summed."""
    found = hashlib.sha256()
    for sums in (played.sums, played.profile, played.breaches):
        found.update(np.ascontiguousarray(sums).tobytes())
    return found.hexdigest()


def total(played: Played, kind: Kind = Kind.WORKER, part: int = 0) -> int:
    """Sum a kind over cells and months: events (part 0) or amounts (part 1)."""
    return int(played.sums[:, :, kind, part].sum())


def by_month(played: Played, kind: Kind, part: int = 0) -> list[int]:
    """Sum a kind over cells, for each month."""
    return played.sums[:, :, kind, part].sum(axis=0).tolist()


def lives(scenario: Scenario) -> Iterator[tuple[Block, Address, list[Event]]]:
    """Play every life of a scenario in plain Python."""
    for block in blocks(scenario, 0):
        for who, _ in addresses(block, scenario.projection.seed, 0):
            yield block, who, list(reference.one_life(who, block.setting))


def shuffled_reference(scenario: Scenario, seed: int = 0) -> Played:
    """Play on the SimPy clock, the workers of each cell in another order."""
    luck = np.random.default_rng(seed)
    simulated = cells(scenario)
    one = empty_outcome(scenario.projection.months)
    sums = np.zeros((len(simulated), *one.sums.shape), np.int64)
    breaches = np.zeros((len(simulated), *one.breaches.shape), np.int64)
    for block in blocks(scenario, 0):
        workers = list(addresses(block, scenario.projection.seed, 0))
        order = luck.permutation(len(workers))
        outcome = Outcome(sums[block.row], one.profile, breaches[block.row])
        reference.play([workers[i] for i in order], block.setting, outcome)
    return Played(scenario, 0, simulated, np.cumsum(sums, axis=1)[:, :-1], one.profile, breaches)
