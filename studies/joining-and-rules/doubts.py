"""What is not certain, in words: the open clauses, κ, and the inputs that nobody knows."""

from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd
from findings import JOINING, READING, RULES, SCREENING
from layout import PERCENT, SIGNS, percent, table, with_half
from names import name

SMALL = 0.05
"""Share of the variance, or of the worlds, below which a datum or a deficit is not spoken of."""
NORMAL: Final = 1.96
"""Quantile of the normal distribution for 95 %."""
SHOWN: Final = 8
"""Data of the table of inputs: those that tell most."""

Tables = dict[str, pd.DataFrame]


def of_readings(tables: Tables, lang: str) -> dict[str, Any]:
    """Sign of the balance and the κ at which it turns, by reading and joining rule."""
    readings = tables["readings"]
    between = played_around(tables["screening"])
    there = [rule for rule in RULES if readings[JOINING].eq(rule).any()]
    cells = readings.set_index([JOINING, "reading"])
    own = readings["reading"].iloc[0]
    others = [reading for reading in readings["reading"].unique() if reading != own]
    unit, digits = (1, 0) if lang == "en" else (0.01, 2)

    def shown(rule: str, reading: str) -> str:
        cell = cells.loc[rule, reading]
        limits = with_half(cell["balance"], cell["balance_low"], cell["balance_high"], digits, unit)
        return f"{SIGNS[cell['sign']]} ({limits})"

    def turned(rule: str, reading: str) -> str:
        cell = cells.loc[rule, reading]
        if cell["flips"] != "at":
            edge = cell["kappa_highest" if cell["flips"] == "above" else "kappa_lowest"]
            return (">" if cell["flips"] == "above" else "<") + f" {edge:.2f}"
        low, high = between[rule, reading]
        at = with_half(cell["kappa_flip"], cell["kappa_flip_low"], cell["kappa_flip_high"], 2)
        return f"{at} ({low:.2f}–{high:.2f})"

    head = [{"en": "reading", "zh": "条文理解"}[lang], *(name(rule, lang) for rule in there)]
    own_sign = {rule: cells.loc[(rule, own), "sign"] for rule in there}
    turns = {
        rule: [r for r in others if {cells.loc[(rule, r), "sign"], own_sign[rule]} == {"+", "-"}]
        for rule in there
    }
    return {
        "readings_table": table(
            head,
            [[name(r, lang), *(shown(rule, r) for rule in there)] for r in (own, *others)],
        ),
        "kappa_table": table(
            head,
            [[name(r, lang), *(turned(rule, r) for rule in there)] for r in (own, *others)],
        ),
        "reading_own": own_sign,
        "turns": turns,
        "undecided": {
            rule: [r for r in (own, *others) if cells.loc[(rule, r), "sign"] == "?"]
            for rule in there
        },
        "widest": {
            rule: max(others, key=lambda r, rule=rule: abs(cells.loc[(rule, r), "difference"]))
            for rule in there
        },
        "kappa_own": {rule: cells.loc[(rule, own), "kappa"] for rule in there},
        "kappa_flip": {rule: turned(rule, own).split(" (")[0] for rule in there},
        "kappa_between": {rule: between.get((rule, own)) for rule in there},
        "kappa_flips": {rule: cells.loc[(rule, own), "flips"] for rule in there},
        "kappa_range": {rule: _flips(readings[readings[JOINING].eq(rule)]) for rule in there},
        "readings_count": len(others),
    }


def played_around(screening: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float]]:
    """κ played on both sides of where the mean balance falls below 0, by rule and reading."""
    found = {}
    for at, cells in screening.groupby([JOINING, READING], sort=False):
        means = cells.pivot(index=SCREENING, columns="indicator", values="mean")
        path = means.sort_values("claim_share")[["claim_share", "balance"]].to_numpy()
        for (before, above), (after, below) in pairwise(path):
            if above >= 0 > below:
                found[at] = (float(before), float(after))
                break
    return found


def _flips(of_rule: pd.DataFrame) -> tuple[int, float, float]:
    """How many readings have a κ at which the sign turns, and the lowest and highest of them."""
    at = of_rule["kappa_flip"][of_rule["flips"].eq("at")]
    return len(at), float(at.min()), float(at.max())


def of_unknowns(tables: Tables, lang: str) -> dict[str, Any]:
    """Break-even rate over all that is not known, and what each datum would tell."""
    spread, inputs = tables["spread"].set_index(JOINING), tables["inputs"]
    there = [rule for rule in RULES if rule in spread.index]
    index = inputs[inputs[JOINING].ne("any")].pivot(index="key", columns=JOINING, values="first")
    order = index.mean(axis=1).sort_values(ascending=False, kind="stable").index
    limits = inputs.set_index([JOINING, "key"])[["first", "first_low", "first_high"]]
    blind = inputs.drop_duplicates(JOINING).set_index(JOINING)["misjudged_blind"]
    most_open = blind[there].idxmax()
    of_sign = inputs[inputs[JOINING].eq(most_open)].set_index("key")["misjudged"]
    luck = luck_of_difference(float(of_sign.min()), int(spread.loc[most_open, "worlds"]))
    between = inputs.set_index([JOINING, "key"]).loc[("any", JOINING), "first"]
    quantiles = ["p05", "p25", "p50", "p75", "p95"]
    heads = {
        "en": ("joining", "deficit, % of worlds", "datum", "sign misjudged, %: "),
        "zh": ("参保决策", "低于零的情形，%", "数据", "符号误判，%："),
    }[lang]
    return {
        "spread_table": table(
            [heads[0], "5 %", "25 %", "50 %", "75 %", "95 %", heads[1]],
            [
                [
                    name(rule, lang),
                    *(percent(spread.loc[rule, q]) for q in quantiles),
                    percent(spread.loc[rule, "deficit_share"], 0),
                ]
                for rule in there
            ],
        ),
        "inputs_table": table(
            [heads[2], *(name(rule, lang) for rule in there), heads[3] + name(most_open, lang)],
            [
                [
                    name(key, lang),
                    *(with_half(*limits.loc[(rule, key)], 0, PERCENT) for rule in there),
                    percent(of_sign[key], 0),
                ]
                for key in order[:SHOWN]
            ],
        ),
        "deficit": {rule: float(spread.loc[rule, "deficit_share"]) for rule in there},
        "median": {rule: float(spread.loc[rule, "p50"]) for rule in there},
        "range": {rule: (spread.loc[rule, "p05"], spread.loc[rule, "p95"]) for rule in there},
        "tops": {rule: index[rule].idxmax() for rule in there},
        "top_index": {
            rule: with_half(*limits.loc[(rule, index[rule].idxmax())], 0, PERCENT) for rule in there
        },
        "tied": {rule: tied(limits.loc[rule].loc[index.index]) for rule in there},
        "highest_index": float(limits.loc[there, "first_high"].max()),
        "top": order[0],
        "matter": [
            key
            for key in order
            if any(
                limits.loc[(rule, key), "first_low"] > 0
                and limits.loc[(rule, key), "first"] > SMALL
                for rule in there
            )
        ],
        "top_share": index.loc[order[0]].to_dict(),
        "between": float(between),
        "most_open": most_open,
        "blind": float(blind[most_open]),
        "best_for_sign": of_sign.idxmin(),
        "best_misjudged": float(of_sign.min()),
        "misjudged_luck": luck,
        "tied_for_sign": int((of_sign[index.index] - of_sign.min() <= luck).sum()) - 1,
        "world_count": int(spread["worlds"].iloc[0]),
        "input_count": len(order),
    }


def tied(first: pd.DataFrame) -> int:
    """How many data are not told apart from the one that tells most.

    first: first, first_low, first_high by datum. Their errors are taken as independent.
    """
    half = (first["first_high"] - first["first_low"]) / 2
    top = first["first"].idxmax()
    missing = first["first"][top] - first["first"]
    return int((missing <= np.hypot(half, half[top])).sum()) - 1


def luck_of_difference(share: float, worlds: int) -> float:
    """Half of the 95 % interval of the difference of two shares of this size, each of so many."""
    return float(NORMAL * np.sqrt(2 * share * (1 - share) / worlds))


def robust(facts: dict[str, Any]) -> dict[str, dict[str, bool]]:
    """What the sign at the rate in force holds against, by joining rule.

    worlds: the multi-platform rules and shares of forced losses; inputs: all that nobody knows,
    drawn together; readings: the other readings of open clauses, one at a time.
    """
    found = {}
    for rule, own in facts["own_sign"].items():
        other = {"+": facts["deficit"][rule], "-": 1 - facts["deficit"][rule]}.get(own, 1)
        found[rule] = {
            "worlds": own != "?" and set(facts["at_law"][rule]) == {own},
            "inputs": other < SMALL,
            "readings": not facts["turns"][rule] and not facts["undecided"][rule],
        }
    return {"robust": found}
