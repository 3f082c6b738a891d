"""Who she is, by hand: her age at entry, from 200 months to 700, most often 300; her class."""

from types import SimpleNamespace

import numpy as np
import pytest

from uisim.people.worker import class_of, entry_age_months

AGES = SimpleNamespace(age_min=200.0, age_mode=300.0, age_max=700.0)


@pytest.mark.parametrize(
    ("share", "age"),
    [
        (0.0, 200.0),
        (0.05, 250.0),
        (0.128, 280.0),
        (0.2, 300.0),
        (0.55, 400.0),
        (0.8, 500.0),
        (1.0, 700.0),
    ],
)
def test_the_age_below_which_a_share_of_the_entrants_is(share, age):
    assert entry_age_months(AGES, share) == pytest.approx(age, rel=1e-12)


@pytest.mark.parametrize(("income", "decile"), [(0.5, 0), (1.0, 1), (1.5, 1), (2.0, 2), (7.0, 3)])
def test_a_limit_belongs_to_the_class_above_it(income, decile):
    assert class_of(np.array([9.0, 1.0, 2.0, 3.0, 9.0]), 1, 3, income) == decile
