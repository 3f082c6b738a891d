"""Retirement: the statutory age and its rise from 2025 (Decision of 2024-09-13)."""

from uisim.rule import rule


@rule
def retirement_delay_months(
    statutory_month: int, rise_start: int, step_months: int, delay_months_max: int
) -> int:
    """Decision of 2024-09-13: a month later for every four months from 2025-01, at most 36.

    Its article was not found in a text: the schedule is known, not found, and so an assumption.
    ``statutory_month``: calendar month in which the old age (men 60, women 55) is reached; the
    other numbers are those of the table `retirement`.
    """
    if statutory_month < rise_start:
        return 0
    return min((statutory_month - rise_start) // step_months + 1, delay_months_max)
