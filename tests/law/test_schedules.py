"""Schedules of benefit months: those of the law, those of a reform, and what a claim uses up."""

import numba
import numpy as np
import pytest

from uisim.law.entitlement import (
    entitlement_months,
    guangdong_months,
    last_full_step,
    national_months,
    own_entitlement,
    remainder_months,
    schedule,
)

LONGEST = 240


@pytest.mark.parametrize(
    ("name", "months_of"), [("guangdong", guangdong_months), ("national", national_months)]
)
def test_a_schedule_of_the_law_tabulates_its_rule(name, months_of):
    scheduled = schedule(name, LONGEST)
    assert scheduled.dtype == np.int64
    assert scheduled.tolist() == [months_of(months) for months in range(LONGEST + 1)]


def test_steps_hold_from_their_month_on_in_whatever_order_they_are_written():
    scheduled = schedule({"steps": [[24, 6], [12, 3]]}, 30)
    assert [scheduled[months] for months in (0, 11, 12, 23, 24, 30)] == [0, 0, 3, 3, 6, 6]


def test_a_cap_of_30_months_matters_under_the_guangdong_schedule():
    scheduled = schedule("guangdong", LONGEST)
    own = own_entitlement(204, 12, scheduled[204])  # 4 + 156 // 6 = 30
    assert entitlement_months(own, 0, 24) == 24
    assert entitlement_months(own, 0, 30) == 30


@pytest.mark.parametrize(
    ("months", "step"),
    [(0, 0), (11, 0), (12, 12), (23, 12), (24, 24), (53, 48), (54, 54), (59, 54), (60, 60)],
)
def test_the_last_full_step_is_the_last_month_at_which_entitlement_rose(months, step):
    scheduled = schedule("guangdong", LONGEST)
    assert last_full_step(months, scheduled) == step
    assert numba.njit(last_full_step)(months, scheduled) == step


def test_a_schedule_that_never_rises_has_no_step():
    scheduled = schedule({"steps": [[31, 1]]}, 30)
    assert last_full_step(30, scheduled) == 0
    assert remainder_months(30, 6, scheduled) == 24


@pytest.mark.parametrize(
    ("months", "qualifying_months", "kept"),
    [(12, 12, 0), (23, 12, 11), (24, 12, 0), (53, 12, 5), (6, 6, 0), (9, 6, 3), (30, 24, 6)],
)
def test_months_beyond_the_last_full_step_are_kept(months, qualifying_months, kept):
    scheduled = schedule("guangdong", LONGEST)
    assert remainder_months(months, qualifying_months, scheduled) == kept
    assert numba.njit(remainder_months)(months, qualifying_months, scheduled) == kept
