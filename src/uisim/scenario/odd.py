"""What is legal but odd in a scenario: told, and played all the same."""

from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from uisim.law.tables import last_known_month
from uisim.scenario.blocks import Document
from uisim.scenario.forms import leaves, quantity_of
from uisim.scenario.layers import BEGINNING_WORD, built_in
from uisim.scenario.problems import Message, Problem, shown, wrong
from uisim.scenario.quantities import BEGINNING
from uisim.scenario.schema import Dated, Scenario
from uisim.scenario.tree import Node
from uisim.units import format_month

_PER_CENT = 100
WORKERS_MANY = 100_000_000
"""Simulated workers from which a run takes hours."""
WORKERS_FEW = 1_000
"""Simulated workers below which a run says little: some 20 of them are members."""
RATE_MUCH = 0.2
"""A contribution rate from which a percentage was probably meant; the statutory one is 0.03."""


def oddities(scenario: Scenario, tree: Node) -> Iterator[Problem]:
    """Find what a file wrote that is seldom meant."""
    yield from _rates_typed_in_per_cent(tree)
    yield from _law(scenario, tree)
    yield from _never_in_force(scenario, tree)
    yield from _events_outside(scenario, tree)
    population, projection = scenario.population, scenario.projection
    people = sum(population.platform_workers.values())
    people += int(people * population.self_employed_per_platform_worker)
    workers = people * projection.replications // projection.represents
    node = tree.items["projection"].items["represents"]
    if workers > WORKERS_MANY:
        yield node.problem(
            wrong("{millions} million workers to play: hours", millions=workers // 10**6)
        )
    few = 0 < workers < WORKERS_FEW and bool(node.file)
    yield from _nobody(scenario, tree, few)
    if projection.months == 0:
        yield tree.items["projection"].items["months"].problem(wrong("no month is played"))
    if few:
        yield node.problem(
            wrong("{workers} workers at the start: chance decides the figures", workers=workers)
        )


def _nobody(scenario: Scenario, tree: Node, few: bool) -> Iterator[Problem]:
    """Cities with fewer people than a worker stands for, and a province without people.

    few: it was said already that few workers are played.
    """
    node = tree.items["population"].items["platform_workers"]
    people = scenario.population.platform_workers
    if not sum(people.values()):
        yield node.problem(wrong("nobody is played"))
    for city, count in people.items():
        if 0 < count < scenario.projection.represents and not few:
            what = wrong(
                "a worker of each kind is all that is played for {people} people: "
                "projection.represents is {represents}",
                people=count,
                represents=scenario.projection.represents,
            )
            yield node.items.get(city, node).problem(what)


def _rates_typed_in_per_cent(tree: Node) -> Iterator[Problem]:
    """A rate over 1 a month, or a contribution of a fifth, is legal, and often a percentage."""
    for node in _entries(_at(tree, "law.contribution_rate")):
        rate = node.value
        if node.file and isinstance(rate, int | float) and rate >= RATE_MUCH:
            near = f"{rate / _PER_CENT:g}"
            what = wrong("{percent} % of the base", percent=f"{rate * _PER_CENT:g}", near=near)
            yield node.problem(what)
    for key in _rates_of_a_month():
        for node in _entries(_at(tree, key)):
            rate = node.value
            if node.file and isinstance(rate, int | float) and rate > 1:
                what = wrong(
                    "more than once a month", got=shown(rate), near=f"{rate / _PER_CENT:g}"
                )
                yield node.problem(what)


@cache
def _rates_of_a_month() -> tuple[str, ...]:
    """Keys that are a rate per month."""
    of_keys = [(key, quantity_of(form)) for key, _, form in leaves(Document)]
    return tuple(key for key, quantity in of_keys if quantity and quantity.unit == "per month")


def _law(scenario: Scenario, tree: Node) -> Iterator[Problem]:
    """Law that rewrites the past without saying so, and law later than what is known."""
    known, start = last_known_month(), scenario.projection.start
    end = start + scenario.projection.months
    for key, dated in scenario.dated.items():
        if not key.startswith("law."):
            continue
        node = _at(tree, key)
        plain = node.items.get(BEGINNING)
        if plain is not None and plain.file and not plain.key.endswith(f".{BEGINNING_WORD}"):
            until = min(known, end - 1)
            if len(dated.values) > 1:
                until = min(until, (dated.values[1][0] or end) - 1)
            past = _past_rewritten(key, dated, start, until)
            if past:
                yield plain.problem(_rewritten(past, plain))
        first = dated.entry_at(start)[0]
        if first is not None and first < start and node.items[first].file:
            yield from _rewriting(key, dated, first, start, end, node.items[first])
        later = (
            (month, entry)
            for month, entry in node.items.items()
            if isinstance(month, int) and entry.file and known < month < end
        )
        for month, entry in islice(later, 1):
            yield entry.problem(_beyond(scenario, month))


def _rewriting(
    key: str, dated: Dated, first: int, start: int, end: int, entry: Node
) -> Iterator[Problem]:
    """A dated value from before the start that rewrites what is past."""
    after = min((since for since, _ in dated.values if since and since > first), default=end)
    until = min(last_known_month(), end - 1, after - 1)
    past = _past_rewritten(key, dated, start, until)
    if past:
        yield entry.problem(_rewritten(past, entry))


def _rewritten(past: list[int], plain: Node) -> Message:
    return wrong(
        "rewrites the law from {first} to {last}, which is past; to change only what comes, "
        "date it: {{{next}: {value}}}",
        first=format_month(past[0]),
        last=format_month(past[-1]),
        next=format_month(last_known_month() + 1),
        value=shown(plain.plain()),
    )


def _past_rewritten(key: str, dated: Dated, start: int, until: int) -> list[int]:
    """Months from ``start`` to ``until`` whose law is not the law that was in force."""
    built = [since for since in _at(built_in(), key).items if isinstance(since, int)]
    dates = {*built, *(since for since, _ in dated.values if since is not None)}
    turns = sorted({start, *(since for since in dates if start < since <= until), until + 1})
    spans = [range(first, after) for first, after in pairwise(turns) if first <= until]
    return [month for span in spans if _is_other(key, span[0], dated) for month in span]


def _is_other(key: str, month: int, dated: Dated) -> bool:
    """Whether the law of a month is not the law that was in force."""
    entries = _at(built_in(), key).items
    reached = [since for since in entries if isinstance(since, int) and since <= month]
    return not reached or entries[reached[-1]].plain() != _plain(dated.at(month))


def _plain(value: object) -> object:
    return value.model_dump() if hasattr(value, "model_dump") else value


def _beyond(scenario: Scenario, month: int) -> Message:
    economy = scenario.economy
    return wrong(
        "in force from {month}, after {known}, up to which the law is known: wages of that time "
        "are assumed (economy.minimum_wage {step} every {step_months} months, "
        "economy.average_wage_growth_year {growth})",
        month=format_month(month),
        known=format_month(last_known_month()),
        step=f"{economy.minimum_wage.step:g}",
        step_months=economy.minimum_wage.step_months,
        growth=f"{economy.average_wage_growth_year:g}",
    )


def _never_in_force(scenario: Scenario, tree: Node) -> Iterator[Problem]:
    """Dated values that come too early or too late, and a scheme that ends or begins so."""
    start = scenario.projection.start
    end = start + scenario.projection.months
    for key, dated in scenario.dated.items():
        since = dated.entry_at(start)[0] or start
        for month, entry in _at(tree, key).items.items():
            if not isinstance(month, int) or month == BEGINNING or not entry.file:
                continue
            if month >= end:
                yield entry.problem(_outside(scenario))
            elif month < since <= start and _is_new(key, month, entry):
                what = wrong("has no effect: overtaken in {month}", month=format_month(since))
                yield entry.problem(what)
    ends = _at(tree, "law.scheme_ends")
    if ends.file and scenario.scheme_ends is not None and scenario.scheme_ends >= end:
        yield ends.problem(_outside(scenario))
    if ends.file and scenario.scheme_ends is not None and scenario.scheme_ends < start:
        before = wrong("before {first}: nobody is ever a member", first=format_month(start))
        yield ends.problem(before)
    begins = _at(tree, "population.scheme_from").items
    for city, first in scenario.population.scheme_from.items():
        if first is not None and first >= end and begins[city].file:
            yield begins[city].problem(_outside(scenario))


def _is_new(key: str, month: int, entry: Node) -> bool:
    """Whether an entry says anything else than the built-in one of that month."""
    built = _at(built_in(), key).items.get(month)
    return built is None or built.plain() != entry.plain()


def _events_outside(scenario: Scenario, tree: Node) -> Iterator[Problem]:
    """Shocks that strike before or after the projection."""
    start = scenario.projection.start
    end = start + scenario.projection.months
    economy = scenario.economy
    events = {
        "recessions": [(one.from_month, one.from_month + one.months) for one in economy.recessions],
        # At an opening, and the first month has none: she enters after it.
        "closures": [(one.month, one.month) for one in economy.closures],
        "force_majeure": [(one.month, one.month) for one in economy.force_majeure],
    }
    for name, spans in events.items():
        nodes = _at(tree, f"economy.{name}").value
        assert isinstance(nodes, tuple)
        for (first, after), node in zip(spans, nodes, strict=True):
            if after <= start or first >= end:
                yield node.problem(_outside(scenario))


def _outside(scenario: Scenario) -> Message:
    start = scenario.projection.start
    return wrong(
        "has no effect: the projection is {first} to {last}",
        first=format_month(start),
        last=format_month(start + scenario.projection.months - 1),
    )


def _at(tree: Node, key: str) -> Node:
    for name in key.split("."):
        tree = tree.items[name]
    return tree


def _entries(node: Node) -> list[Node]:
    """The values of a key: one, or one a month."""
    return list(node.items.values()) or [node]
