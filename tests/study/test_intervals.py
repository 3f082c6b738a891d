import math

import pytest

from uisim.study.intervals import interval, paired


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
