"""The oracle and `life` tell the same lives: every kind of event, every month, to the fen."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from oracle import oracle
from oracle.classes import Limits
from oracle.classes import differences as classes_differ
from oracle.scenarios import COMMON, SCENARIOS

from uisim.engine import compiled
from uisim.events import KINDS, Kind
from uisim.outcome import by_month, empty_outcome
from uisim.scenario.file import load
from uisim.scenario.population import format_worker
from uisim.study.run import blocks

AT_LEAST = 20
DIFFERENCES_SHOWN = 12


class Told(NamedTuple):
    """What the lives of a scenario came to."""

    lives: int
    differences: list[str]
    seen: Counter[str]
    counts: np.ndarray


@pytest.fixture(scope="session")
def folder(tmp_path_factory, kernel):
    folder = tmp_path_factory.mktemp("oracle")
    (folder / "common.yaml").write_text(COMMON)
    for number, text in enumerate(SCENARIOS.values()):
        (folder / f"{number}.yaml").write_text(f"extends: common.yaml\n{text}")
    return folder


@cache
def tell(name, folder):
    """Play every life of a scenario twice and compare, worker by worker."""
    number = list(SCENARIOS).index(name)
    replication = len(name) % 3
    scenario = load(folder / f"{number}.yaml")
    limits = Limits(scenario)
    lives, differences, seen, counts = 0, [], Counter(), np.zeros(KINDS, np.int64)
    for block in blocks(scenario, replication):
        world = oracle.World(scenario, block.cell.city, block.cell.kind, replication)
        first = 0
        for cohort, workers in enumerate(block.cohorts.workers.tolist()):
            for ordinal in range(workers):
                her = oracle.Worker(world, block.cell.number, cohort, ordinal).live()
                who = format_worker(scenario, block.cell, cohort, ordinal)
                outcome = played(scenario, replication, block, first)
                differences += differ(who, her, by_month(outcome.sums))
                classes = classes_differ(limits, her, outcome.profile)
                differences += [f"{who}, {line}" for line in classes]
                seen += her.seen
                counts += her.counts.sum(axis=0)
                first += 1
        lives += first
    return Told(lives, differences, seen, counts)


def played(scenario, replication, block, first):
    """Play one life on the compiled clock."""
    outcome = empty_outcome(scenario.projection.months)
    alone = block.cohorts.workers  # as many people as workers: each stands for one
    compiled.play(
        scenario.projection.seed,
        replication,
        block.cell.number,
        alone,
        alone,
        first,
        1,
        block.setting,
        *outcome,
    )
    return outcome


def differ(who, her, life):
    for month, kind in np.argwhere((her.counts != life[..., 0]) | (her.amounts != life[..., 1])):
        one = f"{her.counts[month, kind]} of {her.amounts[month, kind]}"
        other = f"{life[month, kind, 0]} of {life[month, kind, 1]}"
        yield f"{who}, month {month}, {Kind(int(kind)).name}: oracle {one}, life {other}"


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_oracle_and_life_agree_to_the_fen(name, folder):
    told = tell(name, folder)
    workers = {line.partition(",")[0] for line in told.differences}
    shown = "\n".join(told.differences[:DIFFERENCES_SHOWN])
    assert not workers, f"{name}: {len(workers)} of {told.lives} lives differ\n{shown}"


STEPS = [f"D guangdong {months}" for months in range(1, 25)]
STEPS += [f"D national {months}" for months in (12, 18, 24)]
STEPS += ["D steps 2", "D steps 5", "D steps 9"]
READINGS = {
    "floor_binds_at_once": ("base lifted", "base under the floor"),
    "rejoin_base": ("old base kept", "old base given up"),
    "membership_at_loss": ("membership required", "membership not required"),
    "prior_months_count": ("prior months count", "prior months do not count"),
    "suspension_months_min": ("suspension decides", "suspension asks no wait"),
    "multi_platform_rule": ("DENIED_MULTI_PLATFORM", "partial award", "BENEFIT_PARTIAL"),
    "sequence_rule": (
        "sequence last decides",
        "sequence any_within decides",
        "sequence all decides",
    ),
    "months_after_award": ("remainder lost", "remainder kept"),
    "carry_over": ("carry-over", "unused lost"),
    "benefit_month": (
        "paid: registration_day",
        "paid: completed_month",
        "paid: next_calendar_month",
    ),
    "scheme_end_rights": ("paid after the scheme's end", "accrued right used"),
    "joining": (
        "joined: exogenous",
        "joined: logit",
        "joined: strategic",
        "joined: strategic, by foresight",
        "joined: default_in",
        "stopped in July",
        "stopped with the award",
        "did not resume",
    ),
}
HAPPENINGS = (
    "July change",
    "minimum wage within a spell",
    "reform within a spell",
    "brought months",
    "unused brought",
    "unused alone",
    "cap binds",
    "waiting",
    "closure",
    "force majeure",
    "recession",
    "platform share",
    "detected",
    "exhausted at undeclared work",
    "partial claim cut",
    "partial claim overtaken",
    "provoked",
)


def test_the_lives_hold_enough_of_everything(folder):
    seen: Counter[str] = Counter()
    for name in SCENARIOS:
        told = tell(name, folder)
        seen += told.seen
        seen += Counter({kind.name: int(told.counts[kind]) for kind in Kind})
    wanted = [kind.name for kind in Kind] + STEPS + list(HAPPENINGS)
    wanted += [what for whats in READINGS.values() for what in whats]
    missing = {what: seen[what] for what in wanted if seen[what] < AT_LEAST}
    assert not missing, f"fewer than {AT_LEAST} of {missing}"


def test_the_oracle_shares_no_code_with_life():
    tree = ast.parse(Path(oracle.__file__).read_text(encoding="utf-8"))
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            used |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            used |= {alias.name for alias in node.names}
    assert {name for name in used if name.startswith("uisim")} == {
        "uisim.events.KINDS",
        "uisim.events.Kind",
        "uisim.law.tables",
        "uisim.scenario.population.KINDS_OF_WORK",
    }
