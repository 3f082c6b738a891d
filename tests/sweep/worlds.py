"""A small world to sweep, and what a folder of results holds."""

from engine.worlds import NINE
from scenario.files import write

from uisim.scenario.file import load
from uisim.scenario.sweep import read_sweep
from uisim.study.design import design_of
from uisim.study.sweep import sweep

ELSEWHERE_LATER = ", ".join(f"{city}: 2099-01" for city in NINE)
SMALL = f"""
projection: {{months: 6, represents: 1}}
population:
  platform_workers: {{guangzhou: 400}}
  scheme_from: {{{ELSEWHERE_LATER}}}
joining: {{rule: exogenous, probability: 0.9, attention_rate_month: 0.3}}
work: {{all: {{involuntary_share: 0.7, loss_rate_month: 0.2}}}}
"""
GRID = {"law.contribution_rate": "0.01:0.03:3", "law.waiting_months": "0,1"}
NOT_OF_THE_RESULT = {"timing.json", ".lock"}


def small(folder):
    return write(folder, SMALL, "small.yaml")


def asked(path, settings, sample=None):
    """The design and the scenario that its cells change."""
    return design_of(path, read_sweep(path, settings, sample))


def swept(path, folder, settings=None, sample=None, **how):
    """Play a sweep into a folder."""
    design, own = asked(path, settings or GRID, sample)
    sweep(path, design, own, design.cells(), folder, **how)
    return folder


def content(folder):
    """Bytes of every file that has to be the same again."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in NOT_OF_THE_RESULT
    }


__all__ = ["GRID", "asked", "content", "load", "small", "swept"]
