"""The runs a report needs beside the one it is about, played from the scenario the folder keeps.

Who joins, moral hazard, shocks and the inputs that decide are varied one at a time, under the same
luck. All of it lies in `beside/` in the folder of results, each run a folder of results itself.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from uisim.law.tables import Name
from uisim.scenario.file import load
from uisim.scenario.resolved import as_plain, flow
from uisim.scenario.schema import Scenario
from uisim.scenario.sweep import Asked, Sample
from uisim.study.aside import set_aside
from uisim.study.compare_keys import values_by_key
from uisim.study.design import Design, Values, design_of
from uisim.study.files import BESIDE, RESOLVED
from uisim.study.kept import Kept, record_of
from uisim.study.run import Advance, run, workers_of
from uisim.study.sums import cover_all
from uisim.study.sweep import sweep
from uisim.units import format_month

RULES: Final = ("exogenous", "logit", "strategic", "default_in")
HAZARDS: Final = (
    "provoked_loss_rate_month",
    "misreported_share",
    "search_effect",
    "undeclared_work_share",
)
"""Last part of the keys that are moral hazard; all at 0 leave selection alone."""
RANGES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "work.all.involuntary_share": (0.1, 0.6),
        "work.all.reemployment_rate_month": (0.15, 0.45),
        "claiming.take_up": (0.3, 1),
        "claiming.verified_share": (0.5, 1),
        "joining.attention_rate_month": (0.005, 0.1),
        "joining.belief_weight": (0, 1.5),
        "population.prior_insurance.share": (0, 0.4),
        "declaring.floor_share": (0.3, 1),
    }
)
"""Inputs that decide and rest on nothing found, from where to where: assumptions (U), all of them.

They are varied unless the scenario says in `uncertain:` what is not known.
"""
TORNADO, TORNADO_REPLICATIONS = "tornado", 5
"""Folder of the tornado, and the most replications of its cells: they share their luck."""
OWN: Final = "scenario"
"""Folder, beside a sweep, of the scenario whose cells it played, itself with all beside it."""
RULE, NO_HAZARD = "joining-", "no-moral-hazard"
SHOCKS: Final = ("recession", "closures", "recession-and-closures")
"""Names of the folders in `beside/`; ``RULE`` begins that of a joining rule."""
SHOCK_AT: Final = (7, 15)
"""Share of the horizon after which the shocks strike: in 2029-01 of 2022 to 2036."""
RECESSION_MONTHS: Final = 24


class Variation(NamedTuple):
    """A run beside another: name of its folder, its title, and what it sets, by dotted key."""

    name: str
    title: Name
    settings: Mapping[str, object]


class Planned(NamedTuple):
    """What is to be played. lives: of workers, over all runs and cells."""

    runs: tuple[tuple[str, Scenario], ...]
    design: Design
    cells: tuple[Values, ...]
    tornado: Scenario
    lives: int


def variations(scenario: Scenario) -> Iterator[Variation]:
    """List the runs beside a scenario: other joining rules, no moral hazard, shocks."""
    plain = as_plain(scenario)
    for rule in RULES:
        if plain["joining"]["rule"] != rule:
            yield Variation(RULE + rule, Name(en=rule, zh=rule), {"joining.rule": rule})
    nothing = {key: 0 for key in values_by_key(scenario) if key.rpartition(".")[2] in HAZARDS}
    title = Name(en="Without moral hazard", zh="无道德风险")
    yield Variation(NO_HAZARD, title, nothing)
    start, months = scenario.projection.start, scenario.projection.months
    at = months * SHOCK_AT[0] // SHOCK_AT[1]
    month = format_month(start + at)
    recession = {
        "from": month,
        "months": min(RECESSION_MONTHS, months - at),
        "loss": 2.0,
        "reemployment": 0.6,
    }
    closures = [
        {"kind": kind, "platform": 1, "month": month, "hits": 1.0}
        for kind in ("ride_hailing", "delivery")
    ]
    economy = plain["economy"]
    harder = {"economy.recessions": flow([*economy["recessions"], recession])}
    closed = {"economy.closures": flow([*economy["closures"], *closures])}
    title = Name(en="Recession of two years", zh="经济衰退两年")
    yield Variation(SHOCKS[0], title, harder)
    title = Name(en="Largest platforms close", zh="最大平台关闭")
    yield Variation(SHOCKS[1], title, closed)
    title = Name(en="Recession and closures", zh="经济衰退且平台关闭")
    yield Variation(SHOCKS[2], title, {**harder, **closed})


def plan(kept: Kept) -> Planned:
    """Load all that is played beside a run; ScenarioError if something cannot be."""
    path, name = kept.folder / RESOLVED, kept.scenario.name
    runs = [
        (one.name, replace(load(path, _settings(one)), name=f"{name}-{one.name}"))
        for one in variations(kept.scenario)
    ]
    ranges = {} if kept.scenario.uncertain else RANGES
    few = min(kept.scenario.projection.replications, TORNADO_REPLICATIONS)
    fixed = {"projection.replications": few}
    design, own = design_of(path, Asked(fixed, {}, ranges, Sample(TORNADO, 0)))
    own = replace(own, name=name)
    cells = design.cells()
    lives = sum(workers_of(one) * one.projection.replications for _, one in runs)
    lives += workers_of(own) * few * len(cells)
    return Planned(tuple(runs), design, tuple(cells), own, lives)


def play_beside(
    kept: Kept,
    planned: Planned,
    threads: int | None = None,
    advance: Advance = lambda workers: None,
) -> None:
    """Play all that is planned and put it into `beside/`, whole or not at all.

    advance: called with the number of workers just played.
    """
    path, own = kept.folder / RESOLVED, planned.tornado
    each = workers_of(own) * own.projection.replications
    with beside(kept.folder) as aside:
        for name, scenario in planned.runs:
            run(scenario, path, aside / name, threads=threads, advance=advance)
        sweep(
            path,
            planned.design,
            own,
            list(planned.cells),
            aside / TORNADO,
            threads=threads,
            advance=_scaled(advance, each),
        )


def swept(folder: Path) -> Kept:
    """Open a sweep with the scenario that its cells change; ScenarioError if it cannot be read."""
    record = record_of(folder)
    scenario = load(folder / RESOLVED)
    return Kept(folder, record, replace(scenario, name=str(record["design"]["scenario"])))


def play_own(
    kept: Kept,
    planned: Planned,
    threads: int | None = None,
    advance: Advance = lambda workers: None,
) -> None:
    """Play the scenario of a sweep as a run, and what is planned beside it, into `beside/`."""
    with beside(kept.folder) as aside:
        own = aside / OWN
        run(kept.scenario, kept.folder / RESOLVED, own, threads=threads, advance=advance)
        play_beside(replace(kept, folder=own), planned, threads, advance)


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into; put it into ``folder`` as `beside/` when all went well."""
    where = folder.resolve()
    with set_aside(where / BESIDE, where.with_name(f"{where.name}-{BESIDE}")) as fresh:
        yield fresh
    cover_all(folder, BESIDE)


def _settings(one: Variation) -> dict[str, object]:
    title = {f"title.{lang}": text for lang, text in one.title}
    return {**title, **one.settings}


def _scaled(advance: Advance, each: int) -> Callable[[int], None]:
    return lambda cells: advance(cells * each)
