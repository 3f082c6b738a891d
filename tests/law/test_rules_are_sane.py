"""Whatever the numbers: nothing is negative, more never gives less, limits hold."""

from hypothesis import given
from hypothesis import strategies as st

from uisim.law.benefit import BenefitMonth, benefit_fen, due_time, medical_fen, over_time
from uisim.law.claim import Reason, failed_conditions, first_failed
from uisim.law.contribution import (
    base_floor_fen,
    contribution_fen,
    declared_base_fen,
    platform_part_fen,
)
from uisim.law.entitlement import (
    entitlement_months,
    guangdong_months,
    national_months,
    own_entitlement,
    remainder_months,
    schedule,
)
from uisim.law.retirement import retirement_delay_months
from uisim.units import PPM

FEN = st.integers(0, 10**8)
SHARES = st.integers(0, PPM)
MONTHS = st.integers(0, 600)
TIMES = st.floats(0, 1000)
READINGS = st.sampled_from([reading.value for reading in BenefitMonth])
GUANGDONG = schedule("guangdong", 600)


@given(FEN, FEN, SHARES)
def test_a_higher_base_never_pays_less(one_fen, other_fen, rate_ppm):
    low, high = sorted([one_fen, other_fen])
    assert 0 <= contribution_fen(low, rate_ppm) <= contribution_fen(high, rate_ppm)


@given(FEN, SHARES)
def test_a_contribution_is_within_half_a_fen_of_the_exact_share(base_fen, rate_ppm):
    assert -PPM <= 2 * (contribution_fen(base_fen, rate_ppm) * PPM - base_fen * rate_ppm) <= PPM


@given(FEN, SHARES)
def test_the_platform_pays_at_most_what_is_due(due_fen, share_ppm):
    assert 0 <= platform_part_fen(due_fen, share_ppm) <= due_fen


@given(FEN, FEN, FEN)
def test_a_declared_base_is_never_below_the_floor_nor_above_the_higher_limit(
    declared_fen, floor_fen, ceiling_fen
):
    base_fen = declared_base_fen(declared_fen, floor_fen, ceiling_fen)
    assert floor_fen <= base_fen <= max(floor_fen, ceiling_fen)
    assert declared_base_fen(base_fen, floor_fen, ceiling_fen) == base_fen


@given(FEN, SHARES, FEN, SHARES)
def test_the_floor_is_the_higher_of_its_two_parts(minimum_fen, minimum_ppm, average_fen, share_ppm):
    floor_fen = base_floor_fen(minimum_fen, minimum_ppm, average_fen, share_ppm)
    assert floor_fen >= base_floor_fen(minimum_fen, minimum_ppm, average_fen, 0)
    assert floor_fen >= base_floor_fen(0, minimum_ppm, average_fen, share_ppm)


@given(MONTHS, MONTHS)
def test_more_contribution_months_never_give_less(one, other):
    low, high = sorted([one, other])
    for months_of in (guangdong_months, national_months):
        assert 0 <= months_of(low) <= months_of(high)
        own = [own_entitlement(months, 12, months_of(months)) for months in (low, high)]
        assert 0 <= own[0] <= own[1]


@given(MONTHS)
def test_guangdong_gives_less_than_the_national_maxima_until_the_cap(months):
    assert min(guangdong_months(months), 24) <= national_months(months)


@given(MONTHS, MONTHS, MONTHS)
def test_the_whole_entitlement_is_capped(own, unused, cap_months):
    assert 0 <= entitlement_months(own, unused, cap_months) <= cap_months


@given(st.integers(12, 600))
def test_what_a_claim_keeps_gives_no_second_month(months):
    kept = remainder_months(months, 12, GUANGDONG)
    assert 0 <= kept < 12
    assert guangdong_months(kept) == 0


@given(st.tuples(*[st.booleans()] * 6))
def test_the_first_failed_condition_is_in_the_mask_and_none_before_it(holds):
    failed = failed_conditions(*holds)
    reason = first_failed(failed)
    assert [failed >> bit & 1 for bit in range(6)] == [int(not held) for held in holds]
    assert reason == next((r for r, held in zip(Reason, holds, strict=False) if not held), 0)


@given(READINGS, TIMES, st.integers(0, 6), st.integers(1, 30))
def test_months_fall_due_a_month_apart_none_after_the_last_is_over(
    reading, registered, waiting, number
):
    due = due_time(reading, registered, waiting, number)
    assert registered + waiting <= due <= over_time(reading, registered, waiting, number)
    assert due + 1 - due_time(reading, registered, waiting, number + 1) < 1e-9


@given(FEN, st.integers(1, 100_000), st.integers(1, 100_000))
def test_medical_contributions_move_with_the_wage(price_fen, now, then):
    assert abs(2 * (medical_fen(price_fen, now, then) * then - price_fen * now)) <= then
    assert medical_fen(price_fen, then, then) == price_fen


@given(FEN)
def test_90_percent_is_never_more_than_the_whole(minimum_wage_fen):
    assert 0 <= benefit_fen(minimum_wage_fen, 900_000) <= minimum_wage_fen


@given(st.integers(20_000, 30_000))
def test_who_reaches_the_old_age_later_never_retires_earlier(month):
    now, later = (at + retirement_delay_months(at, 24_300, 4, 36) for at in (month, month + 1))
    assert month <= now < later <= month + 1 + 36
