"""Benefits: their amounts, when each month of them falls due, and when they end.

Guangdong Regulation (广东省失业保险条例) Art. 19; Social Insurance Law (社会保险法)
Arts 48, 50, 51. Money is integer fen, shares are integer millionths (ppm), times are real months.
"""

import math
from enum import IntEnum

from uisim.rule import round_half_up, rule

__all__ = [
    "BenefitMonth",
    "benefit_fen",
    "due_time",
    "job_seeking_fen",
    "maternity_fen",
    "medical_fen",
    "over_time",
    "partial_benefit_fen",
]


class BenefitMonth(IntEnum):
    """The three readings of `benefit_month`: what makes a month of entitlement payable."""

    REGISTRATION_DAY = 0
    COMPLETED_MONTH = 1
    NEXT_CALENDAR_MONTH = 2


@rule
def benefit_fen(minimum_wage_fen: int, min_wages_ppm: int) -> int:
    """Regulation Art. 19: 90 % of the minimum wage of the city of claim (失业保险金; fen)."""
    return round_half_up(minimum_wage_fen, min_wages_ppm)


@rule
def partial_benefit_fen(benefit: int, share_ppm: int) -> int:
    """Give a share of the benefit while another platform is held (fen).

    A reform's amount: no article has one, the share is an assumption.
    """
    return round_half_up(benefit, share_ppm)


@rule
def job_seeking_fen(base_fen: int, share_ppm: int) -> int:
    """Job-seeking allowance (求职补贴): 15 % of her own contribution base (fen a month).

    Guangdong Regulation, article number not found. The text takes the mean base of the last 12
    months; the base in force at the loss is an assumption.
    """
    return round_half_up(base_fen, share_ppm)


@rule
def maternity_fen(benefit: int, benefits: int) -> int:
    """Three monthly benefits, once, for a birth while on benefit (生育加发, fen).

    Guangdong Regulation, article number not found: an assumption that it covers members.
    """
    return benefit * benefits


@rule
def medical_fen(price_fen: int, average_wage_now: int, average_wage_then: int) -> int:
    """Social Insurance Law Art. 48: the fund pays her medical contribution (fen a month).

    That ``price_fen``, of its own date, moves with the city's average wage is an assumption, and so
    is rounding half up.
    """
    return (price_fen * average_wage_now + average_wage_then // 2) // average_wage_then


@rule
def due_time(reading: int, registered: float, waiting: float, number: int) -> float:
    """Social Insurance Law Art. 50: entitlement runs from the day of registration (months).

    When entitlement month ``number`` (1, 2, ...) falls due: as it begins (`REGISTRATION_DAY`), as
    it ends (`COMPLETED_MONTH`), or at the close of the ``number``-th calendar month after the one
    of registration and waiting (`NEXT_CALENDAR_MONTH`).
    """
    if reading == BenefitMonth.REGISTRATION_DAY:
        return registered + waiting + (number - 1)
    return over_time(reading, registered, waiting, number)


@rule
def over_time(reading: int, registered: float, waiting: float, entitlement: int) -> float:
    """When the last month of ``entitlement`` is over (Social Insurance Law Art. 50; months).

    Social Insurance Law Art. 51: benefit ends before that with work, or with leaving, which stands
    for a basic pension, an employee job, another province or death. Conscription, emigration and
    the refusal of suitable work are not modelled.
    """
    if reading == BenefitMonth.NEXT_CALENDAR_MONTH:
        return math.floor(registered + waiting) + 1.0 + entitlement
    return registered + waiting + entitlement
