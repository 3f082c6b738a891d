"""The sample on which the library is tested: one city, ten years, eight replications."""

from functools import cache
from pathlib import Path

from uisim.scenario.file import load
from uisim.study.played import result_of
from uisim.study.run import play

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LIBRARY = {file.stem: load(file) for file in sorted(SCENARIOS.glob("*.yaml"))}
"""Every scenario as it is shipped, by name."""
OTHER_CITIES = (
    "shenzhen", "zhuhai", "foshan", "dongguan", "zhongshan", "huizhou", "jiangmen", "zhaoqing",
    "shantou",
)  # fmt: skip

SAMPLE = {
    "projection.months": 120,
    "projection.represents": 10,
    "projection.replications": 8,
    "population.platform_workers": {"guangzhou": 80_000, "zhanjiang": 20_000},
    "population.scheme_from": dict.fromkeys(OTHER_CITIES),
}
"""Laid over every scenario. Guangzhou has the scheme, and Zhanjiang where a scenario opens it."""


def sampled(name, **overrides):
    """Load a scenario of the library in the sample, with more laid over it."""
    return load(SCENARIOS / f"{name}.yaml", SAMPLE | overrides)


@cache
def _statement(name, overrides):
    return result_of(play(sampled(name, **dict(overrides)), threads=2)).statement


def statement(name, overrides=()):
    """Play one replication of a scenario of the library; overrides are pairs of key and value."""
    return _statement(name, tuple(sorted(overrides)))
