"""Roots: none, one, two; one in closed form, one that behaviour moves; and their intervals."""

import math

import pytest
from engine.worlds import lively

from uisim.study.intervals import Interval
from uisim.study.solve import Curve, Point, grid, met_from_to, solve
from uisim.study.target import target

RATE = "law.contribution_rate"
NO_INTEREST = {"fund.interest_year": 0, "projection.months": 30}
SOME_CLAIMS = {
    "work.all.loss_rate_month": 0.09,
    "work.all.involuntary_share": 0.5,
    "work.all.illness_rate_month": 0,
    "work.all.provoked_loss_rate_month": 0,
}
FEW_CLAIMS = {
    "work.all.involuntary_share": 0.1,
    "work.all.illness_rate_month": 0,
    "work.all.provoked_loss_rate_month": 0,
    "claiming.misreported_share": 0,
}
PRICE_MATTERS = {
    "joining.rule": "logit",
    "joining.cost_salience": 3.0,
    "joining.threshold_yuan": 0,
    "joining.scale_yuan": 300,
}
ROUNDING = 4e-6
"""A contribution is rounded to the fen (half a fen of 230,000), a rate to the ppm."""


def curve(text, overrides, key=RATE, people=30):
    def scenario_at(at):
        return lively({**NO_INTEREST, **overrides, key: at}, people)

    return Curve(scenario_at, target(text))


def drawn(text, value_at, spread=0.0):
    """A curve that is not played but given, with an interval of ``spread`` either side."""
    found = Curve(None, target(text))

    def point(at):
        value = value_at(at)
        met = found.target.condition.holds(value)
        return Point(at, Interval(value, value - spread, value + spread), met, math.nan)

    found.points = _Played(point)
    return found


class _Played(dict):
    def __init__(self, point):
        super().__init__()
        self.point = point

    def __contains__(self, at):
        self.setdefault(at, self.point(at))
        return True


def test_under_exogenous_joining_the_root_is_the_accounting_rate_of_any_one_run(kernel):
    asked = curve("closing_balance = 0", SOME_CLAIMS)
    solution = solve(asked, 0.0005, 0.05, 3)
    assert len(solution.roots) == 1
    assert solution.roots[0].at == pytest.approx(asked.point(0.05).accounting, abs=ROUNDING)
    assert solution.roots[0].met_above


def test_behaviour_moves_the_root_away_from_the_accounting_rate_of_a_run(kernel):
    asked = curve("closing_balance = 0", {**PRICE_MATTERS, "joining.cost_salience": 1.0})
    (root,) = solve(asked, 0.005, 0.3, 5).roots  # members come and go by steps
    assert root.accounting == pytest.approx(root.at, abs=1e-3)
    assert abs(root.at - asked.point(0.005).accounting) > 0.003


def test_a_rate_that_drives_members_away_gives_two_roots(kernel):
    """The fund's income first rises with the rate, then falls with the members."""
    asked = curve("closing_balance >= 5000 yuan", {**PRICE_MATTERS, **FEW_CLAIMS}, people=60)
    solution = solve(asked, 0.001, 0.4, 7)
    assert [root.met_above for root in solution.roots] == [True, False]
    assert list(met_from_to(solution)) == [tuple(root.at for root in solution.roots)]


def test_without_a_change_of_side_there_is_no_root(kernel):
    solution = solve(curve("closing_balance >= 1e15 yuan", {}), 0.01, 0.1, 3)
    assert solution.roots == ()
    assert list(met_from_to(solution)) == []


def test_a_chance_is_met_from_the_root_on():
    """The share of replications falls by steps, from 2/5 to 1/5 at 0.5."""
    asked = drawn("P(balance < 0) <= 0.3", lambda at: math.ceil(5 * (0.7 - at)) / 5)
    solution = solve(asked, 0, 1, 3)
    (root,) = solution.roots
    assert root.at == pytest.approx(0.5, abs=1e-4)
    assert list(met_from_to(solution)) == [(root.at, 1)]


def test_a_line_is_solved_with_its_interval_by_hand():
    """Value 2x - 1 ± 0.5: the root 1/2, the ends where 2x - 1 is -0.5 and 0.5."""
    (root,) = solve(drawn("balance = 0", lambda at: 2 * at - 1, 0.5), -1, 2, 4).roots
    assert (root.at, root.low, root.high) == pytest.approx((0.5, 0.25, 0.75), abs=2e-3)


def test_an_interval_beyond_the_range_has_no_end_there():
    (root,) = solve(drawn("balance = 0", lambda at: 2 * at - 1, 2), -1, 2, 4).roots
    assert root.low == pytest.approx(-0.5, abs=2e-3)
    assert root.high == pytest.approx(1.5, abs=2e-3)
    (wide,) = solve(drawn("balance = 0", lambda at: 2 * at - 1, 4), -1, 2, 4).roots
    assert (wide.low, wide.high) == (None, None)


def test_a_key_of_whole_numbers_has_a_whole_root():
    """Value 2 at 5, 0 at 7: met from 7 on."""
    (root,) = solve(drawn("balance >= 0", lambda at: at - 6.5), 1, 24, 5, whole=True).roots
    assert root.at == 7


def test_a_figure_that_is_not_defined_is_an_error():
    with pytest.raises(ArithmeticError, match="not defined at 0"):
        solve(drawn("balance = 0", lambda at: math.nan if at == 0 else at), -1, 1, 3)


def test_points_rise_by_ratio_above_0_and_by_difference_else():
    assert grid(0.001, 0.1, 3, whole=False) == pytest.approx([0.001, 0.01, 0.1])
    assert grid(0, 4, 5, whole=False) == [0, 1, 2, 3, 4]
    assert grid(1, 24, 5, whole=True) == [1, 2, 5, 11, 24]
