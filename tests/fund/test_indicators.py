import math

import numpy as np
import pytest
from fund.small import CELLS, small_inputs, small_statement

from uisim.fund.identities import check_identities
from uisim.fund.indicators import INDICATORS, indicators


def values(statement):
    return {
        (line.indicator, line.group): line.value
        for line in indicators(statement, check_identities(statement))
    }


SMALL = values(small_statement())
OUTGO = 3 * 247_000 + 22_230
BASES = 3 * 3 * 230_050 + 7 * 200_000
BY_HAND = {
    ("balance", "year=2024"): 7_905 + 6_903 + 10_500 + 3_500 + 13,
    ("cost_rate", "all"): 3 * 207_000 / BASES,
    ("pay_as_you_go_rate", "all"): OUTGO / BASES,
    ("break_even_rate", "all"): (OUTGO - 500) / BASES,
    ("first_month_below_0", "all"): 2,
    ("outgo_on_brought_months", "all"): 1.0,
    ("benefit_per_contribution", "all"): 3 * 247_000 / (3 * 3 * 2_301 + 7 * 2_000),
    ("benefit_per_contribution", "kind=courier"): 0.0,
    ("benefit_per_contribution", "income_decile=1"): 247_000 / (3 * 2_301),
    ("net_transfer_concentration", "all"): (
        ((12 - 26) * (3 * 247_000 - 9 * 2_301) - (2 * 12 + 14 - 26) * 7 * 1_500)
        / (26 * (9 * 2_301 + 7 * 1_500))
    ),
    ("coverage", "month=2024-12"): 10 / 15,
    ("coverage", "kind=delivery"): 1.0,
    ("coverage", "city=zhuhai"): 0.0,
    ("take_up", "all"): 3 / 10,
    ("contribution_density", "all"): (9 + 7) / (12 + 14),
    ("incidence", "all"): 12 * 10 / 26,
    ("recipiency", "all"): 3 / 27,
    ("recipiency_of_members", "all"): 3 / 10,
    ("months_paid_per_award", "all"): 1.0,
    ("replacement_rate", "all"): 207_000 / (BASES / 16),
    ("claim_share", "all"): 0.3,
    ("claim_share_factor", "filed"): 0.3,
    ("claim_share_factor", "verified"): 1.0,
    ("months_to_first_payment", "all"): 0.5,
    ("several_platforms_share", "all"): 7 / (8 + 10 + 0 + 3),
    ("identity_residual", "all"): 0,
}


@pytest.mark.parametrize("key", BY_HAND)
def test_an_indicator_worked_by_hand(key):
    assert SMALL[key] == pytest.approx(BY_HAND[key], rel=1e-12)


def test_the_selection_index_compares_working_members_with_eligible_working_others():
    # members at work: 9 months at 50,000 ppm and 7 at 40,000; others at work: 5 at 30,000
    members = (9 * 50_000 + 7 * 40_000) / 16
    assert SMALL["selection_index", "all"] == pytest.approx(members / 30_000)


def test_the_factors_of_the_claim_share_multiply_to_it():
    factors = [value for (name, _), value in SMALL.items() if name == "claim_share_factor"]
    assert math.prod(factors) == pytest.approx(SMALL["claim_share", "all"])


def test_money_stays_exact():
    assert isinstance(SMALL["balance", "all"], int)
    assert isinstance(SMALL["lowest_balance", "all"], int)


def test_every_indicator_says_its_formula():
    for indicator, unit in INDICATORS:
        assert indicator.__doc__ and unit


def test_a_run_in_which_nothing_happens_has_no_ratio_and_no_error():
    nothing = {name: np.zeros_like(array) for name, array in small_inputs().items()}
    found = values(small_statement(**nothing))
    assert math.isnan(found["take_up", "all"])
    assert math.isnan(found["months_of_reserve", "year=2024"])
    assert math.isnan(found["first_month_below_0", "all"])


def test_a_horizon_under_sixty_months_has_no_late_break_even_rate():
    assert math.isnan(SMALL["break_even_rate_last_60_months", "all"])


def test_groups_are_named_once_each():
    cities = [group for name, group in SMALL if name == "coverage" and group.startswith("city")]
    assert cities == [f"city={city}" for city, _ in CELLS]
