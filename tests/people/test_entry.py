"""Who she is, by hand: her age at entry, from 200 months to 700, most often 300; her class."""

from types import SimpleNamespace

import numpy as np
import pytest

from uisim.law.claim import Cause
from uisim.people.worker import _cause_of, class_of, entry_age_months, first_to_go

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


@pytest.mark.parametrize(
    ("uniform", "of_platforms", "of_her_own"),
    [
        (0.2, Cause.PLATFORM_CLOSED, Cause.LICENCE),
        (0.25, Cause.NO_WORK_OFFERED, Cause.BUSINESS_FAILURE),
        (0.5, Cause.ACCOUNT_SUSPENDED, Cause.BUSINESS_FAILURE),
        (0.75, Cause.DEMAND_DROP, Cause.BUSINESS_FAILURE),
    ],
)
def test_a_share_that_is_drawn_exactly_is_that_of_the_next_cause(uniform, of_platforms, of_her_own):
    work = SimpleNamespace(cause_1=0.25, cause_2=0.5, cause_3=0.75, self_employed=0)
    assert _cause_of(work, uniform) == of_platforms
    work.self_employed = 1
    assert _cause_of(work, uniform) == of_her_own


def test_of_platforms_lost_at_once_the_first_goes_first():
    held = [SimpleNamespace(until=until) for until in (9.0, 7.5, 7.5)]
    assert first_to_go(held, 3) == 1
