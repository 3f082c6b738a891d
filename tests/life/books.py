"""Golden account books: single lives as text, a line an event, which a case officer can read."""

from __future__ import annotations

from engine.worlds import lively

from uisim.engine.reference import one_life
from uisim.events import FIRST_PROFILED, Event, Kind
from uisim.law.claim import Cause, Reason
from uisim.scenario.population import parse_worker
from uisim.scenario.schema import Scenario
from uisim.study.run import addresses, blocks
from uisim.units import FEN, format_month

YUAN = (Kind.DECLARED, Kind.BASE, Kind.OUTGO_ON_BROUGHT_MONTHS)
CAUSES = (
    Kind.LOST_INVOLUNTARY,
    Kind.LOST_VOLUNTARY,
    Kind.LAST_LOSS,
    Kind.PARTIAL_LOSS,
    Kind.LOST_UNDECLARED,
    Kind.DENIED_MULTI_PLATFORM,
)
UNIT = {
    Kind.AWARDED: "months",
    Kind.CLAIM_ENDED: "months unused",
    Kind.ENTERED: "platforms",
    Kind.LOST_INVOLUNTARY: "platforms",
    Kind.LOST_VOLUNTARY: "platforms",
    Kind.FIRST_PAYMENT: "thousandths of a month since the loss",
    Kind.RIGHTS_AT_HORIZON: "months",
    Kind.CLAIM_AT_HORIZON: "months",
}


def book(scenario: Scenario, worker: str) -> str:
    """Write the account book of a worker, named by her ID."""
    cell, cohort, ordinal = parse_worker(worker, scenario)
    for block in blocks(scenario, 0):
        if block.cell == cell:
            everybody = addresses(block, scenario.projection.seed, 0)
            who = next(
                who
                for who, _ in everybody
                if who.ordinal == ordinal and who.place % 65536 == cohort
            )
            events = one_life(who, block.setting)
            lines = [_line(event, scenario.projection.start) for event in events]
            return "".join(line.rstrip() + "\n" for line in lines)
    raise ValueError(worker)


def _line(event: Event, start: int) -> str:
    kind = Kind(event.kind)
    time = f"{event.time:9.4f}"
    booked = format_month(start + event.month)
    if event.months != 1:
        booked += f" × {event.months}"
    return f"{time}  {booked:14}  {kind.name.lower():28} {_moved(kind, event)}"


def _moved(kind: Kind, event: Event) -> str:
    """Say what the amount and the note hold."""
    if kind in YUAN or kind.name.startswith(("CONTRIBUTION", "BENEFIT", "MEDICAL")):
        return f"{event.amount // FEN}.{event.amount % FEN:02d} yuan"
    if kind in (Kind.MATERNITY, Kind.JOB_SEEKING):
        return f"{event.amount // FEN}.{event.amount % FEN:02d} yuan"
    words = []
    if kind.name.startswith(("DENIED", "QUALIFIED_LOSS", "CLAIM_OPENED")) and event.amount:
        failed = [r.name.lower() for r in Reason if event.amount >> (r - 1) & 1]
        words.append("fails " + ", ".join(failed))
    elif kind in UNIT:
        words.append(f"{event.amount} {UNIT[kind]}")
    elif kind < Kind.ENTERED and event.note > 0:
        words.append(f"and {Kind(event.note).name.lower()}")
    if kind in (Kind.GAINED_PLATFORM, Kind.FOUND_WORK):
        words.append(f"platform {event.note}")
    if kind in CAUSES and kind < FIRST_PROFILED:
        words.append(Cause(event.note).name.lower())
    return "; ".join(words)


CALM = {
    "projection.months": 60,
    "work.all.loss_rate_month": 0.05,
    "work.all.reemployment_rate_month": 0.15,
    "work.all.illness_rate_month": 0.002,
    "membership.lapse_rate_month": 0.002,
    "population.prior_insurance": {"share": 0.5, "months_max": 60, "unused_share": 0.1},
    "joining.attention_rate_month": 0.1,
}
"""Fewer losses and longer spells than in the lively world: shorter books."""
SEVERAL = {"work.all.several_share": 1.0}
PAYS = SEVERAL | {"law.multi_platform_rule.mode": "pays", "fund.platform_share": 0.3}
UNDECLARED = {"claiming.undeclared_work_share": 1.0, "work.all.reemployment_rate_month": 0.4}
ENDS = {"law.scheme_ends": "2024-06", "law.scheme_end_rights": "accrued"}
TRUTHFUL = {"declaring.floor_share": 0.0}
FORESEES = {
    "joining.rule": "strategic",
    "joining.attention_rate_month": 0.001,
    "joining.foresight_share": 1.0,
    "joining.foresight_months": 18,
    "work.all.provoked_loss_rate_month": 0.0,
}

BOOKS: dict[str, tuple[dict[str, object], str]] = {
    "paid-until-exhausted": ({}, "shantou-ecommerce-stock-000011"),
    "work-ends-the-claim-and-the-rest-is-kept": ({}, "shantou-delivery-stock-000013"),
    "another-platform-stands-in-the-way": (SEVERAL, "guangzhou-ecommerce-stock-000030"),
    "paid-beside-another-platform": (PAYS, "shantou-ride_hailing-2022-08-000000"),
    "undeclared-work-is-found-out": (UNDECLARED, "shantou-self_employed-stock-000040"),
    "undeclared-work-is-lost-again": (UNDECLARED, "shantou-self_employed-stock-000042"),
    "the-scheme-ends-and-rights-stay": (ENDS, "guangzhou-ecommerce-stock-000077"),
    "declares-anew-each-july": (TRUTHFUL, "guangzhou-self_employed-2024-12-000000"),
    "foresees-her-loss": (FORESEES, "guangzhou-ecommerce-stock-000003"),
}
"""By name: what is laid over the calm world, and the worker."""


def scenario_of(name: str) -> Scenario:
    """Load the scenario of a book."""
    return lively(CALM | BOOKS[name][0], 150)
