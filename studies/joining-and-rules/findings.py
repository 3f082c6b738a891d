"""What the three sweeps say: tidy tables, a row a finding, with 95 % intervals over replications.

Each table is a data frame that `study.py` writes as CSV; text and charts are made from these alone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import t as student

RULES: Final = ("exogenous", "logit", "strategic", "default_in")
"""Joining rules, in the order in which they are shown."""
JOINING, RATE, SHARE = "joining.rule", "law.contribution_rate", "work.all.involuntary_share"
SEVERAL, READING, SCREENING = "law.multi_platform_rule", "law", "claiming"
LAW_RATE, LAW_SEVERAL, BEST_GUESS = 0.01, "blocks", 0.35
"""Rate and multi-platform rule in force, and the baseline's share of forced losses."""
OWN_SCREENING: Final = '{"take_up": 0.6, "verified_share": 0.8, "misreported_share": 0.05}'
"""The baseline's way to examine claims."""
OUTCOMES: Final = (
    "balance",
    "lowest_balance",
    "break_even_rate",
    "claim_share",
    "coverage",
    "members",
    "selection_index",
    "benefit_per_contribution",
)
GAINS = "benefit_per_contribution"
GROUPED: Final = ("city", "kind", "income_decile", "risk_quintile")
FEN_IN_MILLION_YUAN: Final = 1e8
CONFIDENCE: Final = 0.95
CLASSES: Final = 5
"""Classes of equal number into which a datum's values are put to ask what it tells of the sign."""


class Limits(NamedTuple):
    """A mean over replications and its Student's interval; nan limits for one replication."""

    mean: float
    low: float
    high: float

    @property
    def sign(self) -> str:
        """``+`` or ``-`` where the interval excludes 0, else ``?``."""
        return sign(self.mean, self.low, self.high)


def sign(mean: float, low: float, high: float) -> str:
    """``+`` or ``-`` where the interval excludes 0, else ``?``; exactly 0 counts as ``+``."""
    if low >= 0 and mean >= 0:
        return "+"
    return "-" if high < 0 else "?"


def limits(values: np.ndarray) -> Limits:
    """Mean and interval of float64[replications]."""
    mean, count = float(np.mean(values)), len(values)
    if count < 2:
        return Limits(mean, np.nan, np.nan)
    quantile = student.ppf((1 + CONFIDENCE) / 2, count - 1)
    half = float(quantile * np.std(values, ddof=1) / count**0.5)
    return Limits(mean, mean - half, mean + half)


def read(folders: Sequence[tuple[str, Path]]) -> dict[str, pd.DataFrame]:
    """Read finished sweeps, given with the part of the study to which each belongs.

    Money in million yuan; what a sweep holds fixed is a column too; a multi-platform rule goes by
    its name.
    """
    parts: dict[str, list[pd.DataFrame]] = {}
    for part, folder in folders:
        table = pd.read_parquet(folder / "sweep.parquet")
        fixed = _design(folder)["fixed"]
        table = table.assign(**{JOINING: fixed[JOINING]}) if JOINING in fixed else table
        in_fen = table["unit"].eq("fen")
        table["value"] = table["value"].where(~in_fen, table["value"] / FEN_IN_MILLION_YUAN)
        table["unit"] = table["unit"].mask(in_fen, "million yuan")
        if SEVERAL in table:
            table[SEVERAL] = table[SEVERAL].map(_several)
        parts.setdefault(part, []).append(table)
    return {part: pd.concat(tables, ignore_index=True) for part, tables in parts.items()}


def sizes(sweeps: Sequence[tuple[Any, Path, Mapping[str, Any]]]) -> pd.DataFrame:
    """Cells, replications, people a life stands for and seed of each sweep."""
    rows = []
    for sweep, folder, own in sweeps:
        design = _design(folder)
        represents = design["fixed"].get("projection.represents", own["projection.represents"])
        name = folder.name.removeprefix("sweep-")
        rows.append(
            (sweep.part, name, design["cells"], design["replications"], represents, design["seed"])
        )
    names = ["part", "sweep", "cells", "replications", "represents", "seed"]
    return pd.DataFrame(rows, columns=names)


def _design(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "design.json").read_text("utf-8"))


def _several(written: str) -> str:
    rule = json.loads(written)
    return rule["mode"] if rule["mode"] == "blocks" else f"pays {rule['benefit_share']:g}"


def outcomes(rules: pd.DataFrame) -> pd.DataFrame:
    """Every outcome of every cell: joining rule × rate × multi-platform rule × forced share.

    least and most: of all replications.
    """
    over_all = rules[rules["group"].eq("all") & rules["indicator"].isin(OUTCOMES)]
    keys = [JOINING, RATE, SEVERAL, SHARE, "indicator", "unit"]
    extremes = over_all.groupby(keys)["value"].agg(least="min", most="max")
    return _summed(over_all, keys).join(extremes, on=keys)


def _summed(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Mean and interval of each combination of keys, in the order in which they come."""
    grouped = table.groupby(keys, sort=False, observed=True)["value"]
    rows = [(*at, *limits(values.to_numpy())) for at, values in grouped]
    return pd.DataFrame(rows, columns=[*keys, "mean", "low", "high"])


def break_even(rules: pd.DataFrame) -> pd.DataFrame:
    """Rate that would just pay for the benefits of those who join at that very rate.

    In each replication the rate at which the accounting break-even rate (outgo ÷ bases of the
    members there are) equals the rate charged, linear between the rates played; below the lowest
    and above the highest of them the accounting rate is held as it is there.
    """
    chosen = rules[rules["indicator"].eq("break_even_rate") & rules["group"].eq("all")]
    rows = []
    for at, cells in chosen.groupby([JOINING, SEVERAL, SHARE], sort=False):
        by_rate = cells.pivot_table(index="replication", columns=RATE, values="value")
        rates = by_rate.columns.to_numpy(float)
        roots = [fixed_point(rates, found) for found in by_rate.to_numpy(float)]
        rows.append((*at, *limits(np.array(roots))))
    return pd.DataFrame(rows, columns=[JOINING, SEVERAL, SHARE, "mean", "low", "high"])


def fixed_point(rates: np.ndarray, found: np.ndarray) -> float:
    """Where the line through (rate, accounting rate) meets the rate itself, coming from below."""
    missing = found - rates
    if missing[0] <= 0:
        return float(found[0])
    for at in range(len(rates) - 1):
        if missing[at] > 0 >= missing[at + 1]:
            share = missing[at] / (missing[at] - missing[at + 1])
            return float(rates[at] + share * (rates[at + 1] - rates[at]))
    return float(found[-1])


def gains(rules: pd.DataFrame) -> pd.DataFrame:
    """Benefit ÷ contribution by group, at the rate in force and the baseline's forced losses.

    difference: from all members in the same replication.
    """
    chosen = rules[
        rules["indicator"].eq(GAINS) & rules[RATE].eq(LAW_RATE) & rules[SHARE].eq(BEST_GUESS)
    ]
    by = chosen["group"].str.partition("=")
    chosen = chosen.assign(by=by[0], group=by[2].where(by[1].eq("="), "all"))
    chosen = chosen[chosen["by"].isin(("all", *GROUPED))]
    cell, keys = [JOINING, SEVERAL, "replication"], [JOINING, SEVERAL, "by", "group"]
    of_all = chosen[chosen["by"].eq("all")].set_index(cell)["value"].rename("of_all")
    paired = chosen.join(of_all, on=cell)
    apart = _summed(paired.assign(value=paired["value"] - paired["of_all"]), keys)
    names = {"mean": "difference", "low": "difference_low", "high": "difference_high"}
    return _summed(chosen, keys).merge(apart.rename(columns=names), on=keys)


def readings(swept: pd.DataFrame) -> pd.DataFrame:
    """Balance, κ and the κ at which the sign turns, for each reading and joining rule.

    flips: ``at`` a κ within what was played, ``above`` or ``below`` all of it; the interval of the
    flip only where every replication has one. difference: from the first reading, paired.
    """
    rows = []
    for rule in _there(swept[JOINING]):
        of_rule = swept[swept[JOINING].eq(rule)]
        own = _path(of_rule, str(of_rule[READING].iloc[0]))
        for reading in of_rule[READING].unique():
            path = _path(of_rule, str(reading))
            here = limits(path.balance[:, path.own])
            changed = limits(path.balance[:, path.own] - own.balance[:, own.own])
            flips, at = _flip(path)
            rows.append(
                (rule, reading, float(path.kappa[:, path.own].mean()), *here, here.sign, *changed)
                + (flips, *at, float(path.kappa.mean(0).min()), float(path.kappa.mean(0).max()))
            )
    names = "joining.rule reading kappa balance balance_low balance_high sign difference "
    names += "difference_low difference_high flips kappa_flip kappa_flip_low kappa_flip_high "
    names += "kappa_lowest kappa_highest"
    return pd.DataFrame(rows, columns=names.split())


class Screened(NamedTuple):
    """κ and balance under each way to examine claims: float64[replications, ways], by rising κ."""

    kappa: np.ndarray
    balance: np.ndarray
    own: int


def _path(of_rule: pd.DataFrame, reading: str) -> Screened:
    chosen = of_rule[of_rule[READING].eq(reading) & of_rule["group"].eq("all")]
    ways = list(of_rule[SCREENING].unique())

    def played(indicator: str) -> np.ndarray:
        cells = chosen[chosen["indicator"].eq(indicator)]
        by_way = cells.pivot_table(index="replication", columns=SCREENING, values="value")
        return by_way[ways].to_numpy(float)

    kappa, balance = played("claim_share"), played("balance")
    order = np.argsort(kappa.mean(axis=0), kind="stable")
    return Screened(
        kappa[:, order], balance[:, order], list(order).index(ways.index(OWN_SCREENING))
    )


def _flip(path: Screened) -> tuple[str, Limits]:
    """Whether and where the balance falls below 0 as κ rises."""
    nowhere = Limits(np.nan, np.nan, np.nan)
    mean = crossing(path.kappa.mean(axis=0), path.balance.mean(axis=0))
    if mean is None:
        return ("below" if path.balance.mean(axis=0)[0] < 0 else "above"), nowhere
    each = [crossing(*one) for one in zip(path.kappa, path.balance, strict=True)]
    if None in each:
        return "at", Limits(mean, np.nan, np.nan)
    return "at", limits(np.array(each, float))


def crossing(kappa: np.ndarray, balance: np.ndarray) -> float | None:
    """First κ at which the balance falls below 0, linear between neighbours; None: nowhere."""
    for at in range(len(kappa) - 1):
        if balance[at] >= 0 > balance[at + 1]:
            share = balance[at] / (balance[at] - balance[at + 1])
            return float(kappa[at] + share * (kappa[at + 1] - kappa[at]))
    return None


def curves(swept: pd.DataFrame) -> pd.DataFrame:
    """Balance and break-even rate against κ: each way to examine claims under each reading."""
    chosen = swept[swept["group"].eq("all")]
    keys = [JOINING, READING, SCREENING, "indicator", "unit"]
    wanted = ("claim_share", "balance", "break_even_rate")
    return _summed(chosen[chosen["indicator"].isin(wanted)], keys)


def worlds(unknowns: pd.DataFrame) -> pd.DataFrame:
    """A row a world and joining rule: the inputs drawn, break-even rate, balance, κ."""
    chosen = unknowns[unknowns["group"].eq("all")]
    wide = chosen.pivot_table(index="cell", columns="indicator", values="value")
    inputs = chosen.drop_duplicates("cell").set_index("cell")
    drawn = [key for key in inputs if "." in key]
    found = inputs[drawn].join(wide[["break_even_rate", "balance", "claim_share"]])
    found.insert(0, "world", found.groupby(JOINING, sort=False).cumcount())
    return found.reset_index(drop=True)


def spread(found: pd.DataFrame) -> pd.DataFrame:
    """Over all worlds, under each rule: quantiles of the break-even rate, share in deficit."""
    rows = []
    for rule in _there(found[JOINING]):
        of_rule = found[found[JOINING].eq(rule)]
        quantiles = of_rule["break_even_rate"].quantile([0.05, 0.25, 0.5, 0.75, 0.95])
        rows.append((rule, len(of_rule), *quantiles, float((of_rule["balance"] < 0).mean())))
    names = "joining.rule worlds p05 p25 p50 p75 p95 deficit_share"
    return pd.DataFrame(rows, columns=names.split())


def inputs(found: pd.DataFrame, first_index: Iterable[dict]) -> pd.DataFrame:
    """What each datum tells: of the break-even rate under each rule, and of the sign.

    first, first_low, first_high: share of the variance of the break-even rate that knowing the
    datum alone would take away (first index). misjudged: share of worlds whose sign one would
    still call wrongly knowing the datum alone, to one of five classes; beside it that share
    knowing nothing. The rows ``any`` take the rules together, each as likely as another, and tell
    of the sign only; there the joining rule is a datum as well, with its share of the variance.
    """
    drawn = [key for key in found if "." in key and key != JOINING]
    by_rule = {(line[JOINING], line["key"]): line for line in first_index}
    by_rule["any", JOINING] = {"first": between_rules(found)}
    rows = []
    for rule in (*_there(found[JOINING]), "any"):
        of_rule = found if rule == "any" else found[found[JOINING].eq(rule)]
        deficit = (of_rule["balance"] < 0).to_numpy()
        blind = misjudged(deficit, np.zeros(len(deficit)))
        for key in (*drawn, JOINING) if rule == "any" else drawn:
            index = by_rule.get((rule, key), {})
            first = [index.get(name, np.nan) for name in ("first", "first_low", "first_high")]
            rows.append((rule, key, *first, misjudged(deficit, classes(of_rule[key])), blind))
    names = "joining.rule key first first_low first_high misjudged misjudged_blind"
    return pd.DataFrame(rows, columns=names.split())


def classes(values: pd.Series) -> np.ndarray:
    """Class of each value: its own if it is a name, else one of five of equal number."""
    if not pd.api.types.is_numeric_dtype(values):
        return pd.factorize(values)[0]
    return (values.rank(method="first").to_numpy() - 1) * CLASSES // len(values)


def misjudged(deficit: np.ndarray, known: np.ndarray) -> float:
    """Share of worlds whose sign is not the commoner one of their class."""
    wrong = 0
    for one in np.unique(known):
        below = int(deficit[known == one].sum())
        wrong += min(below, int((known == one).sum()) - below)
    return wrong / len(deficit)


def between_rules(found: pd.DataFrame) -> float:
    """Share of the variance of the break-even rate, over worlds and rules, between the rules."""
    by_world = found.pivot_table(index="world", columns=JOINING, values="break_even_rate")
    return float(by_world.mean().var(ddof=0) / by_world.to_numpy().var())


def _there(column: pd.Series) -> list[str]:
    """Joining rules of a sweep, in the order in which they are shown."""
    return [rule for rule in RULES if column.eq(rule).any()]
