"""Entitlement: how many months of benefit the months of contribution give.

Social Insurance Law (社会保险法) Art. 46 and the Guangdong Unemployment Insurance Regulation
(广东省失业保险条例). Everything is counted in whole months.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from uisim.law.duration import guangdong_duration, national_duration
from uisim.rule import rule

__all__ = [
    "award_months",
    "counted_months",
    "entitlement_months",
    "guangdong_months",
    "has_qualifying_period",
    "last_full_step",
    "national_months",
    "own_entitlement",
    "remainder_months",
    "schedule",
]

_FIRST_STEP = guangdong_duration().first_step_months
_FIRST_UNTIL = guangdong_duration().first_until_months
_LATER_STEP = guangdong_duration().later_step_months
_NATIONAL = tuple((step.months, step.entitlement) for step in national_duration().steps)


def schedule(
    duration: str | Mapping[str, Sequence[Sequence[int]]], longest: int
) -> NDArray[np.int64]:
    """Tabulate entitlement (Regulation, article not found; SI Law Art. 46) for 0 to ``longest``.

    ``duration`` is a scenario's value: ``guangdong``, ``national`` or ``{"steps": [[months,
    entitlement], ...]}``. The cap on the whole entitlement is not applied here (see
    `entitlement_months`): the Guangdong schedule goes on rising, so that a higher cap can matter.
    Returns ``int64[longest + 1]``, months of benefit.
    """
    months_of: Callable[[int], int]
    if duration == "guangdong":
        months_of = guangdong_months
    elif duration == "national":
        months_of = national_months
    else:
        assert not isinstance(duration, str), f"no schedule is called {duration!r}"
        steps = sorted((months, entitlement) for months, entitlement in duration["steps"])
        months_of = _stepped(steps)
    return np.array([months_of(months) for months in range(longest + 1)], dtype=np.int64)


@rule
def guangdong_months(contribution_months: int) -> int:
    """Give one month a full year for four years, then one a full half-year (领取期限).

    Guangdong Regulation, article number not found, as a text quoting it has it; that twelve
    months paid, on end or not, make a year is an assumption. Its cap of 24 months, reached after
    14 years, is `cap_months`.
    """
    early_months = min(contribution_months, _FIRST_UNTIL)
    late_months = contribution_months - early_months
    return early_months // _FIRST_STEP + late_months // _LATER_STEP


@rule
def national_months(contribution_months: int) -> int:
    """Social Insurance Law Art. 46: 12, 18, 24 months at most from 1, 5, 10 years on."""
    entitlement = 0
    for months, step_entitlement in _NATIONAL:
        if contribution_months >= months:
            entitlement = step_entitlement
    return entitlement


@rule
def counted_months(own: int, brought: int, prior_months_count: bool) -> int:
    """Contribution months that count for the condition and the duration.

    Time is cumulated with other insurance ("参保缴费时间可累积计算", article number not found);
    whether months brought from employee insurance count for flexible workers is an assumption
    (`prior_months_count`).
    """
    return own + brought if prior_months_count else own


@rule
def has_qualifying_period(months: int, unused: int, qualifying_months: int) -> bool:
    """Regulation Art. 15: one cumulative year, or less with months of an earlier claim unused."""
    return months >= qualifying_months or unused > 0


@rule
def own_entitlement(months: int, qualifying_months: int, scheduled: int) -> int:
    """Entitlement from contribution months: 0 below the condition of Regulation Art. 15.

    At least 1 once it is met, an assumption that matters only if a reform lowers the condition.
    """
    return max(1, scheduled) if months >= qualifying_months else 0


@rule
def entitlement_months(own: int, unused: int, cap_months: int) -> int:
    """Social Insurance Law Art. 46: new months and unused ones are added, up to the cap of 24."""
    return min(cap_months, own + unused)


@rule
def award_months(
    months: int, unused: int, qualifying_months: int, scheduled: int, cap_months: int
) -> int:
    """Social Insurance Law Art. 46: months of benefit that a claim would be awarded now."""
    return entitlement_months(
        own_entitlement(months, qualifying_months, scheduled), unused, cap_months
    )


@rule
def last_full_step(contribution_months: int, scheduled: NDArray[np.int64]) -> int:
    """Contribution months at which the schedule last rose, at or below those given; 0 if never.

    Full years and half-years of Social Insurance Law Art. 46 and the Guangdong Regulation.
    ``scheduled``: ``int64[longest + 1]`` of `schedule`, with ``contribution_months <= longest``.
    """
    months = contribution_months
    while months > 0 and scheduled[months] == scheduled[months - 1]:
        months -= 1
    return months


@rule
def remainder_months(months: int, qualifying_months: int, scheduled: NDArray[np.int64]) -> int:
    """Keep the months beyond the last full step when a claim uses the others (`keep_remainder`).

    Social Insurance Law Art. 46 counts afresh and is silent on them: an assumption. The
    qualifying period itself gives the first month, so it is a step too.
    """
    return months - max(qualifying_months, last_full_step(months, scheduled))


def _stepped(steps: Sequence[tuple[int, int]]) -> Callable[[int], int]:
    def months_of(contribution_months: int) -> int:
        reached = [given for months, given in steps if months <= contribution_months]
        return reached[-1] if reached else 0

    return months_of
