"""Operational time by hand: three months that run at speeds 1, 3 and 1/2."""

import numpy as np
import pytest

from uisim.people.clocks import clock_at, reach, weibull
from uisim.units import NEVER

CLOCKS = np.array([[0.0, 1.0, 4.0, 4.5], [0.0, 2.0, 4.0, 6.0]])


@pytest.mark.parametrize(
    ("time", "clock"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (1.5, 2.5), (2.0, 4.0), (2.5, 4.25)]
)
def test_the_clock_is_read_between_openings(time, clock):
    assert clock_at(CLOCKS, 0, time) == clock
    assert clock_at(CLOCKS, 1, time) == 2 * time


def test_beyond_the_horizon_the_clock_runs_on_at_the_last_speed():
    assert clock_at(CLOCKS, 0, 3.0) == 4.5
    assert clock_at(CLOCKS, 0, 4.0) == 5.0


@pytest.mark.parametrize(
    ("since", "amount", "until"),
    [
        (0.0, 0.25, 0.25),  # within the month
        (0.0, 1.0, 1.0),  # to an opening
        (0.0, 2.5, 1.5),  # over one
        (0.5, 3.75, 2.5),  # over two
        (1.5, 1.5, 2.0),
        (1.5, 1.75, 2.5),
        (2.5, 0.125, 2.75),
        (2.0, 0.5, NEVER),  # at the horizon
        (2.0, 0.4375, 2.875),  # just before it
        (0.0, 4.5, NEVER),
        (0.0, 9.0, NEVER),
    ],
)
def test_when_the_clock_has_run_so_far(since, amount, until):
    assert reach(CLOCKS, 0, since, amount) == until


def test_nothing_is_reached_before_now():
    assert reach(CLOCKS, 0, 1.25, 0.0) == 1.25
    assert reach(CLOCKS, 0, 0.0, 0.0) == 0.0


def test_a_clock_that_stands_still_is_passed_over():
    still = np.array([[0.0, 1.0, 1.0, 2.0]])
    assert reach(still, 0, 0.5, 0.5) == 2.0
    assert reach(still, 0, 1.5, 0.5) == 2.5


def test_a_waiting_time_is_stretched_by_its_shape():
    assert weibull(4.0, 1.0, 3.0) == 12.0
    assert weibull(4.0, 0.5, 3.0) == 6.0
    assert weibull(4.0, 2.0, 3.0) == 48.0
