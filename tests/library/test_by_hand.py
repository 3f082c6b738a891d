"""Magnitudes worked out by hand, beforehand, each in a world in which nothing else moves.

The derivation of each stands in its docstring; the figures used are those of docs/model.md and of
the tables of the law.
"""

from math import exp

import numpy as np
import pytest
from library.sample import LIBRARY, statement

from uisim.events import Kind

pytestmark = pytest.mark.usefixtures("kernel")

CHANCE = (("joining.rule", "exogenous"),)
"""Joining does not respond to what it is worth."""
FLOOR = (("declaring.floor_share", 1),)
NO_INTEREST = (("fund.interest_year", 0),)
FROM_2026 = (("projection.start", "2026-01"), ("projection.months", 60))
ONE_EXIT = (
    *CHANCE,
    *FROM_2026,
    ("joining.probability", 1),
    ("joining.attention_rate_month", 0.2),
    ("population.prior_insurance.share", 1),
    ("population.prior_insurance.unused_share", 0),
    ("work.all.reemployment_rate_month", 0.3),
    ("work.all.leave_rate_month", 0.02),
    ("claiming.undeclared_work_share", 0),
)
"""Spells on benefit end at 0.3 · (1 - 0.1) + 0.02 = 0.29 a month: by work, slowed, or leaving."""
BY_HAND = {
    "base-floor-60-percent",
    "campaign-before-benefit-rise",
    "involuntary-share-60-percent",
    "job-seeking-in-force",
    "joining-default-in",
    "joining-exogenous",
    "medical-off",
    "platform-subsidy-50-percent",
    "rate-3-percent-from-2022",
    "reading-completed-month",
    "reading-next-calendar-month",
    "scheme-lapses-2027",
    "waiting-1-month",
    "waiting-2-months",
    "waiting-3-months",
}
RESTATED = {"coverage-2-percent", "joining-logit", "qualifying-12-months"}
"""Scenarios that restate the baseline: 0, held in test_directions."""


def total(found, column):
    return sum(found.monthly[column].tolist())


def differing(one, other):
    """Columns of the monthly books at which two runs differ."""
    return {
        name for name in one.monthly if not np.array_equal(one.monthly[name], other.monthly[name])
    }


def paid_per_award(name):
    found = statement(name, ONE_EXIT)
    assert found.count(Kind.AWARDED) > 2000
    return total(found, "claimants_paid") / found.count(Kind.AWARDED)


def test_what_is_tested_here_is_said_there():
    said = {name for name, one in LIBRARY.items() if one.about.by_hand != "not derived"}
    assert said == BY_HAND | RESTATED


def test_three_times_the_rate_is_three_times_the_contributions():
    """At the floor a base is whole yuan, so 1 % of it is whole fen, and 3 % three times that.

    Joining by chance knows no price: nothing else moves but interest and balances.
    """
    rates = [statement(name, CHANCE + FLOOR) for name in ("baseline", "rate-3-percent-from-2022")]
    low, high = (one.monthly["contributions_own_fen"] for one in rates)
    assert low.sum() > 0
    assert high.tolist() == (3 * low).tolist()
    assert differing(*rates) == {
        "contributions_own_fen",
        "interest_fen",
        "opening_fen",
        "closing_fen",
    }


def test_without_medical_contributions_the_balance_is_higher_by_just_these():
    """Nobody decides by them: without interest the balance rises by what was paid for them."""
    paid, off = (statement(name, NO_INTEREST) for name in ("baseline", "medical-off"))
    assert differing(paid, off) == {"medical_fen", "opening_fen", "closing_fen"}
    assert total(off, "medical_fen") == 0 < total(paid, "medical_fen")
    closing = [int(one.monthly["closing_fen"][-1]) for one in (paid, off)]
    assert closing[1] - closing[0] == total(paid, "medical_fen")


def test_the_job_seeking_allowance_is_near_a_sixth_of_the_benefit_at_the_floor():
    """A month pays 0.9 minimum wages and 0.15 of the base, a sixth if that is today's floor.

    It may be older by up to two rises (8.7 and 7.2 %: 1.165) for claims of up to two years; here
    the allowance lasts as long as the claim. So 1/6 ÷ 1.165 = 0.143 to 1/6.
    """
    longest = (("law.job_seeking.months_max", 24),)
    found = statement("job-seeking-in-force", FLOOR + longest)
    share = total(found, "job_seeking_fen") / total(found, "benefits_fen")
    assert 0.143 < share <= 1 / 6
    without = statement("baseline", FLOOR + longest)
    moved = {"job_seeking_fen", "interest_fen", "opening_fen", "closing_fen"}
    assert differing(found, without) == moved


def test_half_by_the_platform_leaves_the_sum_as_it_was():
    """Where joining knows no price, own and platform parts add up to what she paid alone.

    Minimum wages are multiples of 10 yuan: at the floor 1 % is a multiple of 10 fen, half of it is
    exact. The self-employed have no platform.
    """
    alone, halved = (
        statement(name, CHANCE + FLOOR) for name in ("baseline", "platform-subsidy-50-percent")
    )
    own, platform = (halved.groups[f"contributions_{of}_fen"] for of in ("own", "platform"))
    assert (own + platform).tolist() == alone.groups["contributions_own_fen"].tolist()
    since = halved.groups["month"] >= "2026-01"
    own_business = halved.groups["kind"] == "self_employed"
    assert platform[since & ~own_business].tolist() == own[since & ~own_business].tolist()
    assert platform[~since | own_business].sum() == 0 < platform.sum()


def test_after_the_end_of_the_scheme_nobody_contributes_and_before_nothing_differs():
    """2022-01 to 2027-12 are 72 months; memberships end at the opening of the 73rd."""
    renewed, lapsed = (statement(name) for name in ("baseline", "scheme-lapses-2027"))
    at_the_horizon = [Kind.RIGHTS_AT_HORIZON, Kind.CLAIM_AT_HORIZON]
    assert np.array_equal(renewed.total[:72], lapsed.total[:72])
    assert lapsed.total[72:, [Kind.MEMBER, Kind.BASE, Kind.JOINED, Kind.AWARDED], 0].sum() == 0
    assert lapsed.total[71, Kind.MEMBER, 0] == lapsed.total[72, Kind.LAPSED, 0]
    assert renewed.total[72:, [Kind.MEMBER], 0].min() > 0
    assert lapsed.count(*at_the_horizon) == 0


def test_the_floor_of_60_percent_is_8551_yuan_20_in_guangzhou_in_july_2026():
    """Average wage of 2024: 13,704 yuan; of 2025: 4 % more, 14,252 in whole yuan; 60 %: 8,551.20.

    In July 2026 every member declares anew, and all at the floor.
    """
    found = statement("base-floor-60-percent", FLOOR)
    july = found.monthly["month"].tolist().index("2026-07")
    contributors = int(found.monthly["contributors"][july])
    assert contributors > 0
    assert int(found.monthly["base_sum_fen"][july]) == 855_120 * contributors


@pytest.mark.parametrize(("name", "months"), [("waiting-1-month", 1), ("waiting-2-months", 2)])
def test_a_waiting_period_leaves_those_who_are_still_there(name, months):
    """The j-th month is due j - 1 + w months after registration: e^(-0.29 w) of what it was."""
    ratio = paid_per_award(name) / paid_per_award("baseline")
    assert ratio == pytest.approx(exp(-0.29 * months), rel=0.05)


def test_three_months_of_waiting_leave_two_in_five():
    """As above: e^(-0.29 · 3) = 0.419."""
    ratio = paid_per_award("waiting-3-months") / paid_per_award("baseline")
    assert ratio == pytest.approx(0.419, rel=0.07)


def test_a_month_due_when_it_is_over_is_a_month_later():
    """Each month falls due a month later: e^(-0.29) = 0.748 of the months are paid."""
    ratio = paid_per_award("reading-completed-month") / paid_per_award("baseline")
    assert ratio == pytest.approx(0.748, rel=0.05)


def test_a_month_paid_at_the_next_close_is_half_a_month_later_still():
    """From registration to the end of its calendar month is uniform, then a month: e^(-0.29) · m.

    m = (1 - e^(-0.29)) / 0.29 is the mean of e^(-0.29 u), u uniform: 0.748 · 0.868 = 0.649.
    """
    ratio = paid_per_award("reading-next-calendar-month") / paid_per_award("baseline")
    assert ratio == pytest.approx(0.649, rel=0.05)


def test_claims_follow_the_share_of_losses_that_pass():
    """Forced s of the losses, covered 0.65 of these, and 0.05 of the others passed off.

    0.65 · 0.6 + 0.05 · 0.4 = 0.41 and 0.65 · 0.35 + 0.05 · 0.65 = 0.26: claims a qualified loss
    × 1.577, where only platforms are lost and no loss is of another kind.
    """
    only_platforms = (
        *CHANCE,
        ("joining.probability", 1),
        ("joining.attention_rate_month", 0.2),
        ("population.prior_insurance.share", 1),
        ("population.self_employed_per_platform_worker", 0),
        ("work.all.illness_rate_month", 0),
        ("work.all.provoked_loss_rate_month", 0),
    )
    shares = []
    for name in ("baseline", "involuntary-share-60-percent"):
        found = statement(name, only_platforms)
        refused = found.count(Kind.QUALIFIED_VOLUNTARY, Kind.QUALIFIED_NOT_COVERED)
        shares.append(1 - refused / found.count(Kind.QUALIFIED_LOSS))
    assert shares == [pytest.approx(0.26, rel=0.05), pytest.approx(0.41, rel=0.05)]


def test_by_default_nine_in_ten_are_members_at_the_first_close():
    """0.9 do not opt out; of these a month later e^(-0.01) have not stopped: 0.891."""
    found = statement("joining-default-in")
    first = [int(found.monthly[name][0]) for name in ("members", "eligible")]
    assert first[0] / first[1] == pytest.approx(0.891, abs=0.012)


def test_joining_by_chance_selects_only_who_stays():
    """Members of a kind are its share w ÷ the rate at which membership ends.

    It ends by lapse 0.01, by the July review 0.2 · (1 - 0.06) a year (0.0157 a month) and by
    leaving. With w = share × eligible of ride-hailing .216, delivery .055, courier .036,
    e-commerce .392, self-employed .27 and leaving .015 .035 .02 .02 .008, members divide as 5.31
    .91 .79 8.58 8.01; their mean loss rate is .0228, that of the eligible .0241: 0.947.
    """
    found = {one: value for one, group, value, _ in summary("joining-exogenous") if group == "all"}
    assert found["selection_index"] == pytest.approx(0.947, abs=0.06)


def test_ten_times_the_attention_for_six_months_makes_seven_times_as_many_join():
    """Joining by chance at 0.6: a hazard of 0.012 a month, in the campaign 0.12.

    Of those not members (1 - e^(-0.72)) = 0.513 join in six months instead of (1 - e^(-0.072)) =
    0.0695: 7.39 times as many; at 0.06, as in the scenario, 9.7 times. A tenth of the time is
    without work or already over, which moves it by some tenths.
    """
    likely = (*CHANCE, ("joining.probability", 0.6))
    joined = []
    for name in ("benefit-rise-2028", "campaign-before-benefit-rise"):
        found = statement(name, likely)
        since = found.monthly["month"].tolist().index("2028-01")
        joined.append(sum(found.monthly["joined"][since : since + 6].tolist()))
    assert joined[1] / joined[0] == pytest.approx(7.39, abs=0.8)


def summary(name):
    from uisim.fund.indicators import indicators

    return indicators(statement(name), ())
