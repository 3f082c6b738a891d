"""A folder of scenarios of a small world, to explore."""

from engine.worlds import NINE
from scenario.files import write

WORLD = f"""
title: {{en: Small world, zh: 小世界}}
projection: {{months: 36, represents: 1}}
population:
  platform_workers: {{guangzhou: PEOPLE}}
  scheme_from: {{{", ".join(f"{city}: 2099-01" for city in NINE)}}}
joining: {{attention_rate_month: 0.3, threshold_yuan: -500}}
work: {{all: {{involuntary_share: 0.7, loss_rate_month: 0.1}}}}
"""
STEPS = """
title: {en: Rate in steps, zh: 分步费率}
extends: baseline.yaml
law: {contribution_rate: {2023-01: 0.02, 2024-01: 0.03}}
"""


def world(folder, people):
    """Write two scenarios; give the file of the first."""
    write(folder, STEPS, "steps.yaml")
    return write(folder, WORLD.replace("PEOPLE", str(people)), "baseline.yaml")
