"""Who foresees the loss of her only platform, at month 8.5, joins when the rule lets her."""

from types import SimpleNamespace

import pytest

from uisim.law.claim import Cause, covered_causes_mask
from uisim.people.behaviour import JoiningRule, foreseen_join_time
from uisim.units import NEVER

MONTHS = 12
NOW = 1.25
LAW = {
    "joining_rule": JoiningRule.STRATEGIC.value,
    "scheme_open": 1,
    "foresight_share": 0.5,
    "foresight_months": 3.0,
    "covered_causes": covered_causes_mask(["platform_closed"]),
    "prior_months_count": 1,
    "qualifying_months": 12,
}
EXOGENOUS = {"joining_rule": JoiningRule.EXOGENOUS.value}
NONE_COVERED = {"covered_causes": 0}
QUALIFIED = {"own": 12}


def when(loss=8.5, cause=Cause.PLATFORM_CLOSED, her=None, **changed):
    """Play the rule. changed: what the law says otherwise in a month, by ``month_5`` or so."""
    months = [SimpleNamespace(**LAW | changed.get(f"month_{month}", {})) for month in range(MONTHS)]
    world = SimpleNamespace(work=[SimpleNamespace(months=MONTHS)], months=months)
    she = {"time": NOW, "own": 0, "brought": 0, "unused": 0, "foresight": 0.4} | (her or {})
    return foreseen_join_time(world, SimpleNamespace(**she), loss, cause.value)


def during(months, law):
    return {f"month_{month}": law for month in months}


@pytest.mark.parametrize(
    ("world", "joins"),
    [
        ({}, 5.5),  # three months ahead
        ({"loss": 3.75}, NOW),
        ({"her": QUALIFIED}, NOW),
        ({"her": {"brought": 12}}, NOW),
        ({"her": {"unused": 1}}, NOW),
        ({"her": {"foresight": 0.5}}, NEVER),
        ({"cause": Cause.VOLUNTARY, "her": QUALIFIED}, NEVER),
        ({"cause": Cause.ILLNESS, "her": QUALIFIED}, NEVER),
        ({"loss": NEVER}, NEVER),
        ({"loss": NEVER, "her": QUALIFIED}, NEVER),
        ({"loss": 12.0, "her": QUALIFIED}, NEVER),  # the projection is over
        ({"loss": 11.9, "her": QUALIFIED}, NOW),
        ({"her": QUALIFIED, **during(range(4), EXOGENOUS)}, 4.0),
        ({"her": QUALIFIED, **during(range(3), {"scheme_open": 0})}, 3.0),
        ({"her": QUALIFIED, **during(range(2), {"foresight_share": 0.2})}, 2.0),
        (during(range(6), NONE_COVERED), 6.0),
        (during(range(8), NONE_COVERED), 8.0),
        ({"loss": 8.0, **during(range(8), NONE_COVERED)}, NEVER),
        (during(range(9), NONE_COVERED), NEVER),
        # Of the moment that she would join, the law of that month decides.
        (during([5], EXOGENOUS), 6.0),
        ({"loss": 8.0, **during([5], EXOGENOUS)}, 6.0),
        ({"loss": 8.0, **during([4], EXOGENOUS)}, 5.0),
        ({"loss": 8.0}, 5.0),
    ],
)
def test_she_joins_as_late_as_she_may_and_as_early_as_the_law_lets_her(world, joins):
    assert when(**world) == joins
