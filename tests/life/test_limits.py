"""Where chance has no say the sums are known beforehand, to the fen."""

import numpy as np
import pytest
from engine.worlds import by_month, lives, small, total

from uisim.events import Kind
from uisim.fund.identities import REASONS
from uisim.study.played import result_of
from uisim.study.run import play

pytestmark = pytest.mark.usefixtures("kernel")

STILL = {  # everybody of the stock stays, works on one platform and joins on the first day
    "projection.months": 60,
    "population.scheme_from": {"shantou": None},
    "population.growth_year": 0.0,
    "population.replace_leavers": False,
    "population.entry_age": {"min": 18, "mode": 20, "max": 25},
    "population.prior_insurance": {"share": 0.0},
    "work.all.leave_rate_month": 0.0,
    "work.all.eligible_share": 1.0,
    "work.all.several_share": 0.0,
    "work.all.gain_rate_month": 0.0,
    "work.all.loss_rate_month": 0.0,
    "work.all.illness_rate_month": 0.0,
    "work.all.provoked_loss_rate_month": 0.0,
    "joining.rule": "default_in",
    "joining.opt_out_share": 0.0,
    "membership.lapse_rate_month": 0.0,
    "declaring.floor_share": 1.0,
}
STRUCK = {  # all lose everything on 2025-03-01, nobody finds work, everybody claims at once
    "economy.force_majeure": [{"month": "2025-03", "share": 1.0}],
    "work.all.reemployment_rate_month": 0.0,
    "claiming.take_up": 1.0,
    "claiming.verified_share": 1.0,
    "claiming.delay_months_mean": 0.0,
    "law.maternity.in_force": False,
}
BENEFITS = (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED, Kind.BENEFIT_PARTIAL)
PEOPLE = 100  # platform workers; 30 self-employed on top
EVERYBODY = 130
MARCH_2025 = 38
# Guangzhou's minimum wage: 2,300 yuan since 2021-12, 2,500 yuan since 2025-03. A base declared at
# the floor holds to June: 1 % of 2,300 yuan until 2025-06, 1 % of 2,500 yuan from 2025-07 on.
CONTRIBUTION = [2_300] * 42 + [2_500] * 18


def still(*overrides):
    together = dict(STILL)
    for more in overrides:
        together |= more
    return play(small(together, PEOPLE), threads=1)


def paid(played):
    return {m: fen for m, fen in enumerate(by_month(played, Kind.BENEFIT, 1)) if fen}


def test_without_losses_all_contribute_a_hundredth_of_the_floor_every_month():
    played = still()
    assert by_month(played, Kind.MEMBER) == [EVERYBODY] * 60
    expected = [EVERYBODY * fen for fen in CONTRIBUTION]
    assert by_month(played, Kind.CONTRIBUTION_OWN, 1) == expected
    assert sum(total(played, kind) for kind in (*BENEFITS, Kind.LAST_LOSS, Kind.LEFT)) == 0
    statement = result_of(played).statement
    assert statement.monthly["benefits_fen"].sum() == 0
    assert statement.monthly["contributions_own_fen"].tolist() == expected


def test_the_platform_pays_its_share_but_not_for_the_self_employed():
    played = still({"fund.platform_share": 0.25})
    expected = [PEOPLE * fen // 4 for fen in CONTRIBUTION]
    assert by_month(played, Kind.CONTRIBUTION_PLATFORM, 1) == expected
    own = by_month(played, Kind.CONTRIBUTION_OWN, 1)
    assert own == [EVERYBODY * fen - PEOPLE * fen // 4 for fen in CONTRIBUTION]


def test_a_rise_of_the_floor_that_binds_at_once_is_contributed_at_once():
    played = still({"law.floor_binds_at_once": True})
    fen = [2_300] * MARCH_2025 + [2_500] * 18 + [2_680] * 4  # 2,680 yuan since 2026-09
    assert by_month(played, Kind.CONTRIBUTION_OWN, 1) == [EVERYBODY * due for due in fen]


def test_at_rate_0_nothing_is_contributed_and_benefits_are_as_before():
    at_0, as_before = still(STRUCK, {"law.contribution_rate": 0.0}), still(STRUCK)
    assert total(at_0, Kind.CONTRIBUTION_OWN, 1) == 0
    assert total(at_0, Kind.BASE, 1) == total(as_before, Kind.BASE, 1) > 0
    assert paid(at_0) == paid(as_before) != {}


@pytest.mark.parametrize(
    ("reading", "months"),
    [
        ("registration_day", [38, 39, 40]),
        ("completed_month", [39, 40, 41]),
        ("next_calendar_month", [39, 40, 41]),
    ],
)
def test_38_months_contributed_give_each_3_months_of_nine_tenths_of_2500_yuan(reading, months):
    played = still(STRUCK, {"law.benefit_month": reading})
    assert paid(played) == dict.fromkeys(months, EVERYBODY * 225_000)
    assert total(played, Kind.AWARDED) == total(played, Kind.EXHAUSTED) == EVERYBODY
    assert total(played, Kind.AWARDED, 1) == 3 * EVERYBODY
    assert by_month(played, Kind.BASE) == [EVERYBODY] * 38 + [0] * 22
    assert by_month(played, Kind.JOBLESS) == [0] * 38 + [EVERYBODY] * 22


def test_waiting_months_put_the_benefit_off():
    played = still(STRUCK, {"law.waiting_months": 2})
    assert paid(played) == dict.fromkeys([40, 41, 42], EVERYBODY * 225_000)


@pytest.mark.parametrize(
    ("months", "entitled"), [(11, 0), (12, 1), (23, 1), (24, 2), (47, 3), (48, 4), (54, 5)]
)
def test_months_contributed_on_the_day_decide_the_entitlement(months, entitled):
    date = f"{2022 + months // 12}-{months % 12 + 1:02d}"
    played = still(STRUCK, {"economy.force_majeure": [{"month": date, "share": 1.0}]})
    assert total(played, Kind.AWARDED, 1) == entitled * EVERYBODY
    assert total(played, Kind.DENIED_TOO_FEW_MONTHS) == (entitled == 0) * EVERYBODY


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"claiming.take_up": 0.0}, Kind.DENIED_DID_NOT_FILE),
        ({"claiming.verified_share": 0.0}, Kind.DENIED_NOT_VERIFIED),
        ({"joining.opt_out_share": 1.0}, Kind.DENIED_NOT_MEMBER),
        ({"law.qualifying_months": 39}, Kind.DENIED_TOO_FEW_MONTHS),
        ({"law.covered_causes": ["illness"]}, Kind.DENIED_CAUSE_NOT_COVERED),
        ({"law.scheme_ends": "2025-02"}, Kind.DENIED_SCHEME_ENDED),
    ],
)
def test_each_condition_alone_refuses_everybody(change, reason):
    played = still(STRUCK, change)
    refused = {Kind(kind): total(played, kind) for kind in REASONS if total(played, kind)}
    assert refused == {reason: EVERYBODY}
    assert total(played, Kind.AWARDED) == sum(total(played, kind) for kind in BENEFITS) == 0


def test_nobody_joins_whom_nothing_reminds():
    played = play(small({"joining.attention_rate_month": 0.0}), threads=1)
    assert total(played, Kind.JOINED) == total(played, Kind.MEMBER) == 0
    assert total(played, Kind.LAST_LOSS) > 0


def test_without_opting_out_or_lapsing_the_members_are_the_eligible():
    played = play(
        small(
            {
                "joining.rule": "default_in",
                "joining.opt_out_share": 0.0,
                "membership.lapse_rate_month": 0.0,
                "population.scheme_from": {"shantou": "2022-01"},
            },
            200,
        ),
        threads=1,
    )
    members, eligible = played.sums[:, :, Kind.MEMBER], played.sums[:, :, Kind.ELIGIBLE]
    assert np.array_equal(members, eligible)  # people, and the risk they bring
    assert 0 < total(played, Kind.MEMBER) < total(played, Kind.WORKER)
    assert total(played, Kind.LAST_LOSS) > 0


def test_the_rights_of_all_at_the_horizon_are_what_they_contributed_for():
    played = still()
    assert by_month(played, Kind.RIGHTS_AT_HORIZON, 1) == [0] * 59 + [6 * EVERYBODY]


def test_one_worker_is_a_population():
    alone = {
        "population.kind_shares": {"ride_hailing": 1, "delivery": 0, "courier": 0, "ecommerce": 0},
        "population.self_employed_per_platform_worker": 0,
    }
    scenario = small(STILL | STRUCK | alone, 1)
    assert len(list(lives(scenario))) == 1
    played = play(scenario, threads=1)
    assert paid(played) == dict.fromkeys([38, 39, 40], 225_000)
    assert by_month(played, Kind.CONTRIBUTION_OWN, 1) == [2_300] * 38 + [0] * 22
    result_of(played)


def test_nobody_is_a_population():
    played = play(small({}, 0), threads=1)
    assert not played.sums.any()
    result_of(played)


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_no_month_is_a_projection(engine):
    played = play(small({"projection.months": 0}), engine=engine, threads=1)
    assert played.sums.shape[1] == 0
    result = result_of(played)
    assert len(result.statement.monthly["closing_fen"]) == 0


def test_one_month_is_a_projection():
    played = still({"projection.months": 1})
    assert by_month(played, Kind.CONTRIBUTION_OWN, 1) == [EVERYBODY * 2_300]
    result_of(played)
