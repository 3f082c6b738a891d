"""The report in words: every number, name and turn of phrase that depends on them is looked up."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import findings
import jinja2
import pandas as pd
from findings import JOINING, LAW_RATE, LAW_SEVERAL, RATE, RULES, SEVERAL, SHARE, sign
from names import LANGS, listed, name

HERE = Path(__file__).resolve().parent
PERCENT = 100
SMALL = 0.05
"""Share of the variance, or of the worlds, below which a datum or a deficit is not spoken of."""
SHOWN: Final = 8
"""Data of the table of inputs: those that tell most."""
SIGNS: Final = {"+": "+", "-": "−", "?": "?"}

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
        **of_readings(tables["readings"], lang),
        **of_unknowns(tables, lang),
        "sweeps": tables["sweeps"].to_dict("records"),
        "rules": [rule for rule in RULES if tables["spread"][JOINING].eq(rule).any()],
    }
    return pages.get_template(f"report.{lang}.md.jinja").render(facts)


def percent(share: float, digits: int = 2) -> str:
    """Write a share in per cent, without the sign."""
    return "–" if share != share else f"{share * PERCENT:.{digits}f}"


def with_half(mean: float, low: float, high: float, digits: int = 0, times: float = 1) -> str:
    """Write a mean and half the width of its interval."""
    half = "" if high != high else f" ± {(high - low) / 2 * times:,.{digits}f}"
    return f"{mean * times + 0.0:,.{digits}f}{half}".replace("-", "−")


def table(head: list[str], rows: list[list[str]], left: int = 1) -> str:
    """Lay out a Markdown table whose first columns are words and the others numbers."""
    marks = ["---"] * left + ["---:"] * (len(head) - left)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, marks, *rows])


def of_rules(tables: Tables, lang: str) -> dict[str, Any]:
    """Break-even rates, signs and capital, by joining rule, multi-platform rule, forced losses."""
    outcomes, even = tables["outcomes"], tables["break-even"]
    there = [rule for rule in RULES if even[JOINING].eq(rule).any()]
    worlds = list(even[[SEVERAL, SHARE]].drop_duplicates().itertuples(index=False, name=None))
    rates = sorted(outcomes[RATE].unique())
    balance = _indexed(outcomes, "balance")
    lowest = _indexed(outcomes, "lowest_balance")
    roots = even.set_index([JOINING, SEVERAL, SHARE])[["mean", "low", "high"]]
    unit = 1 if lang == "en" else 0.01  # million yuan, 亿元
    digits = 0 if lang == "en" else 2

    def signs(rule: str, world: tuple[str, float]) -> dict[float, str]:
        return {rate: sign(*balance.loc[rule, rate, *world]) for rate in rates}

    found = {rule: {world: signs(rule, world) for world in worlds} for rule in there}
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

    return {
        "break_even_table": by_world(lambda rule, at: with_half(*roots.loc[rule, *at], 2, PERCENT)),
        "signs_table": by_world(
            lambda rule, at: " ".join(SIGNS[one] for one in found[rule][at].values())
        ),
        "capital_table": by_world(lambda rule, at: money(lowest.loc[rule, LAW_RATE, *at])),
        "rates": rates,
        "worlds": worlds,
        "own_root": {rule: tuple(roots.loc[rule, *own]) for rule in there},
        "own_sign": {rule: found[rule][own][LAW_RATE] for rule in there},
        "own_balance": {rule: money(balance.loc[rule, LAW_RATE, *own]) for rule in there},
        "capital": {
            rule: money(-lowest.loc[rule, LAW_RATE, *own][["mean", "high", "low"]])
            for rule in there
            if sign(*lowest.loc[rule, LAW_RATE, *own]) != "+"
        },
        "at_law": at_law,
        "always": {s: [rule for rule in there if set(at_law[rule]) == {s}] for s in "+-"},
        "mixed": [rule for rule in there if set(at_law[rule]) not in ({"+"}, {"-"})],
        "common": sum(
            len({at_law[rule][at] for rule in there}) == 1 and at_law[there[0]][at] != "?"
            for at in range(len(worlds))
        ),
        "enough_for_all": max(enough.values()) if None not in enough.values() else None,
        "enough_for_own": enough[own],
    }


def _indexed(outcomes: pd.DataFrame, indicator: str) -> pd.DataFrame:
    chosen = outcomes[outcomes["indicator"].eq(indicator)]
    return chosen.set_index([JOINING, RATE, SEVERAL, SHARE])[["mean", "low", "high"]]


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
    ratio = {
        at: [
            limits.loc[(rule, *at), "mean"] / limits.loc[(rule, "all", "all"), "mean"]
            for rule in there
        ]
        for at in groups
    }

    def label(by: str, group: str) -> str:
        what = name(by, lang)
        return what if by == "all" else f"{what}: {name(group, lang)}"

    def where(by: str, holds: Any) -> list[str]:
        return [at[1] for at in groups if at[0] == by and all(map(holds, ratio[at]))]

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
        "above": {by: where(by, lambda x: x > 1) for by in findings.GROUPED},
        "below": {by: where(by, lambda x: x < 1) for by in findings.GROUPED},
        "winners": [label(*at) for at in winners],
        "losers": [label(*at) for at in losers],
        "gain_of_all": {rule: limits.loc[(rule, "all", "all"), "mean"] for rule in there},
    }


def of_readings(readings: pd.DataFrame, lang: str) -> dict[str, Any]:
    """Sign of the balance and the κ at which it turns, by reading and joining rule."""
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
        return with_half(cell["kappa_flip"], cell["kappa_flip_low"], cell["kappa_flip_high"], 2)

    head = [{"en": "reading", "zh": "条文理解"}[lang], *(name(rule, lang) for rule in there)]
    own_sign = {rule: cells.loc[(rule, own), "sign"] for rule in there}
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
        "turns": {
            rule: [
                r for r in others if {cells.loc[(rule, r), "sign"], own_sign[rule]} == {"+", "-"}
            ]
            for rule in there
        },
        "undecided": {
            rule: [r for r in (own, *others) if cells.loc[(rule, r), "sign"] == "?"]
            for rule in there
        },
        "widest": {
            rule: max(others, key=lambda r, rule=rule: abs(cells.loc[(rule, r), "difference"]))
            for rule in there
        },
        "kappa_own": {rule: cells.loc[(rule, own), "kappa"] for rule in there},
        "kappa_flip": {rule: turned(rule, own) for rule in there},
        "kappa_flips": {rule: cells.loc[(rule, own), "flips"] for rule in there},
        "kappa_range": {rule: _flips(readings[readings[JOINING].eq(rule)]) for rule in there},
        "readings_count": len(others),
    }


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
        "world_count": int(spread["worlds"].iloc[0]),
        "input_count": len(order),
    }


assert LANGS == ("en", "zh")
