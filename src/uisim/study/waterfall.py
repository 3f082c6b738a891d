"""What of the difference between two scenarios is owed to which changed keys.

Keys are put into at most eight groups. All 2^k scenarios between the two are played with the same
lives and luck: taking the groups over one after the other, in the order given, makes a waterfall;
the mean over all k! orders is the Shapley value (Shapley 1953). Both add up to the whole
difference exactly: they are kept as fractions and turned into decimals only where they are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, isfinite
from typing import Final, NamedTuple

from uisim.fund.measures import ALL
from uisim.scenario.schema import Scenario
from uisim.study.compare_keys import between, changed_keys
from uisim.study.intervals import Interval, interval
from uisim.study.played import result_of
from uisim.study.replications import Line, Replications
from uisim.study.run import Advance, play
from uisim.words import ToldError

GROUPS_MAX: Final = 8
Groups = Mapping[str, tuple[str, ...]]
"""Keys of each group by its name, in the order in which they are taken over."""


class Part(NamedTuple):
    """Part of a difference (mean of the replications) owed to a group of keys; and intervals."""

    group: str
    in_order: Fraction
    in_order_interval: Interval
    shapley: Fraction
    shapley_interval: Interval


class Attribution(NamedTuple):
    """The difference of an indicator (group `all`) and its parts, which add up to it exactly."""

    line: Line
    difference: Fraction
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Waterfall:
    """The attribution of each indicator that is defined in all scenarios played."""

    first: str
    second: str
    groups: Groups
    attributions: tuple[Attribution, ...]


def groups_of(first: Scenario, second: Scenario, named: Groups | None = None) -> Groups:
    """Put the changed keys into groups: those named first, each other key by its block and name.

    named: names and the keys, or blocks of keys, that each holds. Of work, a group is a key of all
    kinds. ValueError if a name means no changed key, or if the groups are too many or none.
    """
    changed = list(changed_keys(first, second))
    groups: dict[str, tuple[str, ...]] = {}
    left = list(changed)
    for name, keys in (named or {}).items():
        unknown = [key for key in keys if not any(_lies_in(one, key) for one in left)]
        if unknown:
            raise ToldError(
                "--group {name}: no changed key is {keys} (left are: {left})",
                name=name,
                keys=", ".join(unknown),
                left=", ".join(left) or "–",
            )
        groups[name] = tuple(one for one in left if any(_lies_in(one, key) for key in keys))
        left = [one for one in left if one not in groups[name]]
    for key in left:
        block, second_name, *rest = key.split(".")
        name = f"{block}.{rest[-1]}" if block == "work" else f"{block}.{second_name}"
        groups[name] = (*groups.get(name, ()), key)
    if not groups:
        raise ToldError(
            "{first} and {second} have the same values: nothing to attribute",
            first=first.name,
            second=second.name,
        )
    if len(groups) > GROUPS_MAX:
        raise ToldError(
            "{count} groups of changed keys, at most {most} can be told apart: put some together "
            "with --group NAME=KEY,KEY ({groups})",
            count=len(groups),
            most=GROUPS_MAX,
            groups=", ".join(groups),
        )
    return groups


def waterfall(
    first: Scenario,
    second: Scenario,
    groups: Groups,
    replications: int,
    *,
    threads: int | None = None,
    advance: Advance = lambda workers: None,
) -> Waterfall:
    """Play every scenario between two and attribute their difference to the groups of keys.

    ScenarioError if the values of a scenario between them do not go together.
    """
    names = list(groups)
    scenarios = [
        between(first, second, [key for n in _members(subset, names) for key in groups[n]])
        for subset in range(2 ** len(names))
    ]
    played = []
    for scenario in scenarios:
        kept = Replications()
        for replication in range(replications):
            kept.add(result_of(play(scenario, replication, threads=threads, advance=advance)))
        played.append(kept.averaged)
    attributions = []
    for line in played[0]:
        values = [one.get(line, [float("nan")]) for one in played]
        if line[1] == ALL and all(isfinite(value) for one in values for value in one):
            exact = [[Fraction(value) for value in one] for one in values]
            attributions.append(_attribution(line, names, exact))
    return Waterfall(first.name, second.name, dict(groups), tuple(attributions))


def shapley_weights(groups: int) -> list[Fraction]:
    """Weight of a change that comes after 0, 1, … others: n! (k − n − 1)! ÷ k!."""
    return [
        Fraction(factorial(before) * factorial(groups - before - 1), factorial(groups))
        for before in range(groups)
    ]


def _attribution(line: Line, names: Sequence[str], values: list[list[Fraction]]) -> Attribution:
    """Attribute one indicator; values by subset (bit g: group g is the second's), replication."""
    weights = shapley_weights(len(names))
    parts = []
    for at, name in enumerate(names):
        bit = 1 << at
        in_order = _differences(values, bit - 1, bit)
        weighted = [
            [weights[subset.bit_count()] * step for step in _differences(values, subset, bit)]
            for subset in range(len(values))
            if not subset & bit
        ]
        shapley = [sum(each, Fraction(0)) for each in zip(*weighted, strict=True)]
        parts.append(
            Part(name, _mean(in_order), _interval(in_order), _mean(shapley), _interval(shapley))
        )
    return Attribution(line, _mean(_differences(values, 0, len(values) - 1)), tuple(parts))


def _differences(values: list[list[Fraction]], subset: int, bits: int) -> list[Fraction]:
    """What taking ``bits`` over as well changes, by replication."""
    return [b - a for a, b in zip(values[subset], values[subset | bits], strict=True)]


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _interval(values: list[Fraction]) -> Interval:
    return interval([float(value) for value in values])


def _members(subset: int, names: Sequence[str]) -> list[str]:
    return [name for at, name in enumerate(names) if subset >> at & 1]


def _lies_in(key: str, block: str) -> bool:
    return key == block or key.startswith(f"{block}.")
