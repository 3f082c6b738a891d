"""The report in words: every number, name and turn of phrase that depends on them is looked up."""

from collections.abc import Callable
from math import nan
from pathlib import Path
from typing import Any, Final

import findings
import jinja2
import pandas as pd
from doubts import of_readings, of_unknowns, robust
from findings import JOINING, LAW_RATE, LAW_SEVERAL, RATE, RULES, SEVERAL, SHARE, sign
from layout import PERCENT, SIGNS, percent, table, with_half
from names import listed, name

HERE = Path(__file__).resolve().parent
LIMITS: Final = ["mean", "low", "high"]

Tables = dict[str, pd.DataFrame]


def read(folder: Path) -> Tables:
    """Read the tables of a report, by name: all that text and charts know."""
    return {path.stem: pd.read_csv(path) for path in sorted(folder.glob("*.csv"))}


def report(tables: Tables, lang: str) -> str:
    """Write the report of the tables, in Markdown."""
    folder = jinja2.FileSystemLoader(HERE)
    pages = jinja2.Environment(  # noqa: S701
        loader=folder, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    pages.filters["listed"] = lambda things: listed(list(things), lang)
    pages.filters["named"] = lambda thing: name(thing, lang)
    pages.filters["percent"] = percent
    facts = {
        **of_rules(tables, lang),
        **of_gains(tables["gains"], lang),
        **of_readings(tables, lang),
        **of_unknowns(tables, lang),
        "sweeps": tables["sweeps"].to_dict("records"),
        "rules": [rule for rule in RULES if tables["spread"][JOINING].eq(rule).any()],
    }
    return pages.get_template(f"report.{lang}.md.jinja").render(facts | robust(facts))


def of_rules(tables: Tables, lang: str) -> dict[str, Any]:
    """Break-even rates, signs and capital, by joining rule, multi-platform rule, forced losses."""
    outcomes, even = tables["outcomes"], tables["break-even"]
    there = [rule for rule in RULES if even[JOINING].eq(rule).any()]
    worlds = list(even[[SEVERAL, SHARE]].drop_duplicates().itertuples(index=False, name=None))
    rates = sorted(outcomes[RATE].unique())
    balance = _indexed(outcomes, "balance")
    lowest = _indexed(outcomes, "lowest_balance")
    extremes = _indexed(outcomes, "lowest_balance", "least")
    roots = even.set_index([JOINING, SEVERAL, SHARE])[["mean", "low", "high"]]
    unit = 1 if lang == "en" else 0.01  # million yuan, 亿元
    digits = 0 if lang == "en" else 2

    def signs(rule: str, world: tuple[str, float]) -> dict[float, str]:
        return {rate: sign(*balance.loc[rule, rate, *world]) for rate in rates}

    found = {rule: {world: signs(rule, world) for world in worlds} for rule in there}

    def one_sign(rule: str, rate: float) -> str:
        of_worlds = {found[rule][world][rate] for world in worlds}
        return of_worlds.pop() if len(of_worlds) == 1 else "?"

    at_law = {rule: [found[rule][world][LAW_RATE] for world in worlds] for rule in there}
    enough = {
        world: next(
            (rate for rate in rates if all(found[rule][world][rate] == "+" for rule in there)), None
        )
        for world in worlds
    }
    own = (LAW_SEVERAL, findings.BEST_GUESS)

    def by_world(cell: Callable[[str, tuple[str, float]], str]) -> str:
        head = [*_heads(lang), *(name(rule, lang) for rule in there)]
        rows = [[*_world(at, lang), *(cell(rule, at) for rule in there)] for at in worlds]
        return table(head, rows, 2)

    def money(limits: pd.Series) -> str:
        return with_half(*limits, digits, unit)

    def needed(rule: str, world: tuple[str, float]) -> str:
        return f"{money(lowest.loc[rule, LAW_RATE, *world])} ({least(rule, world)})"

    def least(rule: str, world: tuple[str, float], times: float = 1) -> str:
        return with_half(extremes.loc[rule, LAW_RATE, *world] * times, nan, nan, digits, unit)

    nothing = with_half(0.0, nan, nan, digits, unit)
    return {
        "break_even_table": by_world(lambda rule, at: with_half(*roots.loc[rule, *at], 2, PERCENT)),
        "signs_table": by_world(
            lambda rule, at: " ".join(SIGNS[one] for one in found[rule][at].values())
        ),
        "capital_table": by_world(needed),
        "rates": rates,
        "worlds": worlds,
        "own_root": {rule: tuple(roots.loc[rule, *own]) for rule in there},
        "own_sign": {rule: found[rule][own][LAW_RATE] for rule in there},
        "own_balance": {rule: money(balance.loc[rule, LAW_RATE, *own]) for rule in there},
        "capital": {
            rule: money(-lowest.loc[rule, LAW_RATE, *own][["mean", "high", "low"]])
            for rule in there
            if extremes.loc[rule, LAW_RATE, *own] < 0 and least(rule, own, -1) != nothing
        },
        "capital_most": {rule: least(rule, own, -1) for rule in there},
        "at_law": at_law,
        "always": {s: [rule for rule in there if set(at_law[rule]) == {s}] for s in "+-"},
        "mixed": [rule for rule in there if set(at_law[rule]) not in ({"+"}, {"-"})],
        "steady": {
            rate: {s: [rule for rule in there if one_sign(rule, rate) == s] for s in "+-"}
            for rate in rates
        },
        "common": sum(
            len({at_law[rule][at] for rule in there}) == 1 and at_law[there[0]][at] != "?"
            for at in range(len(worlds))
        ),
        "enough_for_all": max(enough.values()) if None not in enough.values() else None,
        "enough_for_own": enough[own],
    }


def _indexed(outcomes: pd.DataFrame, indicator: str, columns: Any = LIMITS) -> Any:
    chosen = outcomes[outcomes["indicator"].eq(indicator)]
    return chosen.set_index([JOINING, RATE, SEVERAL, SHARE])[columns]


def _heads(lang: str) -> tuple[str, str]:
    return {
        "en": ("beside another platform", "forced losses, %"),
        "zh": ("仍有其他平台时", "非自愿比例，%"),
    }[lang]


def _world(world: tuple[str, float], lang: str) -> tuple[str, str]:
    return name(world[0], lang), percent(world[1], 0)


def of_gains(gains: pd.DataFrame, lang: str) -> dict[str, Any]:
    """Benefit ÷ contribution by group, and who stands above or below all under every rule."""
    of_law = gains[gains[SEVERAL].eq(LAW_SEVERAL)]
    there = [rule for rule in RULES if of_law[JOINING].eq(rule).any()]
    limits = of_law.set_index([JOINING, "by", "group"])[["mean", "low", "high"]]
    groups = of_law[["by", "group"]].drop_duplicates().itertuples(index=False, name=None)
    groups = [("all", "all"), *(group for group in groups if group[0] != "all")]
    apart = of_law.set_index([JOINING, "by", "group"])[
        ["difference", "difference_low", "difference_high"]
    ]
    signs = {at: [sign(*apart.loc[(rule, *at)]) for rule in there] for at in groups[1:]}
    means = {at: {bool(apart.loc[(rule, *at), "difference"] > 0) for rule in there} for at in signs}

    def label(by: str, group: str) -> str:
        what = name(by, lang)
        return what if by == "all" else f"{what}: {name(group, lang)}"

    def where(by: str, wanted: str) -> list[str]:
        return [at[1] for at in signs if at[0] == by and set(signs[at]) == {wanted}]

    winners = [at for at in groups[1:] if all(limits.loc[(rule, *at), "low"] > 1 for rule in there)]
    losers = [at for at in groups[1:] if all(limits.loc[(rule, *at), "high"] < 1 for rule in there)]
    return {
        "gains_table": table(
            ["", *(name(rule, lang) for rule in there)],
            [
                [label(*at), *(with_half(*limits.loc[(rule, *at)], 2) for rule in there)]
                for at in groups
            ],
        ),
        "above": {by: where(by, "+") for by in findings.GROUPED},
        "below": {by: where(by, "-") for by in findings.GROUPED},
        "only_in_the_mean": sum(
            len(means[at]) == 1 and {*signs[at]} not in ({"+"}, {"-"}) for at in signs
        ),
        "group_count": len(signs),
        "winners": [label(*at) for at in winners],
        "losers": [label(*at) for at in losers],
        "gain_of_all": {rule: limits.loc[(rule, "all", "all"), "mean"] for rule in there},
    }
