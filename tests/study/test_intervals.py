import math

import numpy as np
import pytest

from uisim.study.intervals import interval, intervals, paired, share_interval


def test_interval_is_students_by_hand():
    # Mean 3, standard error sqrt(2.5/5) = 0.70711, t(4, 97.5 %) = 2.77645.
    assert interval([1, 2, 3, 4, 5]) == pytest.approx((3, 3 - 1.96324, 3 + 1.96324), rel=1e-5)


def test_pairing_takes_out_what_both_share():
    assert paired([10, 20, 30], [11, 21, 31]) == (1, 1, 1)
    assert paired([10, 20, 30], [11, 21, 34]).low < 0


def test_one_value_has_no_interval():
    mean, low, high = interval([7])
    assert mean == 7
    assert math.isnan(low)
    assert math.isnan(high)


def test_many_intervals_at_once_are_the_single_ones():
    values = np.random.default_rng(1).normal(size=(7, 3))
    many = np.array(intervals(values)).T
    assert many.tolist() == [list(interval(column)) for column in values.T]


def test_interval_of_a_share_is_wilsons_by_hand():
    # No hit of 10: from 0 to z² / (n + z²), z = 1.959964.
    assert share_interval(0, 10) == pytest.approx((0, 0, 3.841459 / 13.841459), abs=1e-6)
    assert share_interval(10, 10).high == pytest.approx(1)
    assert share_interval(5, 10).low == pytest.approx(1 - share_interval(5, 10).high)
