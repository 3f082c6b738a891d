"""Figures that a case officer would look up, at their dates, in yuan."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from uisim.law.benefit import benefit_fen
from uisim.law.contribution import base_ceiling_fen
from uisim.law.retirement import retirement_delay_months
from uisim.law.tables import (
    average_wage_grade,
    average_wage_yuan,
    average_wages_in_force_yuan,
    cities,
    law_parameters,
    minimum_wage_at,
    minimum_wages_fen,
    retirement,
    retirement_age_months,
    wage_year_in_force,
)
from uisim.units import FEN, PPM, parse_month

STEP_MONTHS, STEP, GROWTH = 24, 0.075, 0.04


def benefit_yuan(city, date):
    month = parse_month(date)
    share = law_parameters()["benefit_min_wages"].at(month).value
    return benefit_fen(minimum_wage_at(city, month).value * FEN, round(share * PPM)) / FEN


def ceiling_yuan(city, date):
    wage = average_wages_in_force_yuan(city, parse_month(date), 1, GROWTH)[0]
    times = law_parameters()["base_ceiling_average_wages"].at(parse_month(date)).value
    return base_ceiling_fen(wage * FEN, round(times * PPM)) / FEN


@pytest.mark.parametrize(
    ("city", "date", "yuan"),
    [
        ("guangzhou", "2018-07", 1890),
        ("guangzhou", "2021-11", 1890),
        ("guangzhou", "2021-12", 2070),
        ("guangzhou", "2025-02", 2070),
        ("guangzhou", "2025-03", 2250),
        ("guangzhou", "2026-08", 2250),
        ("guangzhou", "2026-09", 2412),
        ("shenzhen", "2026-09", 2430),
        ("foshan", "2021-12", 1710),
        ("zhuhai", "2026-09", 2070),
        ("shantou", "2026-09", 1836),
        ("shaoguan", "2025-03", 1575),
        ("zhanjiang", "2021-11", 1269),  # class 4 until 2021-11
        ("zhanjiang", "2021-12", 1548),  # class 3 from 2021-12
        ("guangzhou", "2018-06", 1516),  # 80 % of 1,895
    ],
)
def test_the_benefit_is_90_percent_of_the_minimum_wage(city, date, yuan):
    assert benefit_yuan(city, date) == yuan


@pytest.mark.parametrize(
    ("city", "date", "yuan"),
    [
        ("guangzhou", "2018-07", 24654),
        ("guangzhou", "2022-06", 33786),
        ("guangzhou", "2022-07", 36072),
        ("guangzhou", "2023-07", 38082),
        ("guangzhou", "2024-06", 38082),
        ("guangzhou", "2024-07", 39579),
        ("guangzhou", "2025-07", 41112),
        ("shenzhen", "2022-07", 38892),
        ("shenzhen", "2023-07", 41190),
        ("shenzhen", "2024-07", 43659),
        ("shenzhen", "2025-07", 44265),
        ("shenzhen", "2026-07", 48471),
        ("zhuhai", "2026-07", 36279),
    ],
)
def test_the_ceiling_is_three_times_the_wage_of_the_year_before_july(city, date, yuan):
    assert ceiling_yuan(city, date) == yuan


def test_wages_of_a_year_are_in_force_from_the_next_july_to_the_june_after():
    assert wage_year_in_force(parse_month("2024-06")) == 2022
    assert wage_year_in_force(parse_month("2024-07")) == 2023
    assert wage_year_in_force(parse_month("2025-06")) == 2023


@pytest.mark.parametrize(
    ("date", "rate"),
    [
        ("1999-01", 0.03),
        ("2015-02", 0.03),
        ("2015-03", 0.02),
        ("2016-05", 0.015),
        ("2016-12", 0.015),
        ("2017-01", 0.01),
        ("2026-12", 0.01),
    ],
)
def test_the_benchmark_rate_falls_from_3_to_1_percent(date, rate):
    assert law_parameters()["contribution_rate"].at(parse_month(date)).value == rate


def test_minimum_wages_beyond_the_last_date_rise_by_the_step_from_the_rounded_one_before():
    first, months = parse_month("2026-08"), 75
    yuan = [w // FEN for w in minimum_wages_fen("guangzhou", first, months, STEP_MONTHS, STEP)]
    # 2,680 × 1.075 = 2,881 → 2,880; 2,880 × 1.075 = 3,096 → 3,100; 3,100 × 1.075 = 3,332.5 → 3,330
    assert yuan == [2500] + [2680] * 24 + [2880] * 24 + [3100] * 24 + [3330] * 2


def test_half_of_10_yuan_is_rounded_up():
    # Shenzhen: 2,700 × 1.05 = 2,835 → 2,840
    assert minimum_wages_fen("shenzhen", parse_month("2028-09"), 1, 24, 0.05) == [284000]


@pytest.mark.parametrize("city", [city.name for city in cities()])
def test_projected_wages_agree_with_decimal_arithmetic(city):
    first = parse_month("2026-09")
    wages = minimum_wages_fen(city, first, 15 * 12, 18, 0.0625)
    expected = Decimal(minimum_wage_at(city, first).value)
    for month, wage_fen in enumerate(wages):
        if month and month % 18 == 0:
            expected = (expected * Decimal("1.0625") / 10).quantize(Decimal(1), ROUND_HALF_UP) * 10
        assert wage_fen == expected * FEN


def test_average_wages_grow_from_the_last_known_year_and_are_rounded_once():
    # Guangzhou 2024: 13,704. × 1.04² = 14,822.2464; × 1.04³ = 15,415.136256
    assert average_wage_yuan("guangzhou", 2026, GROWTH) == 14822
    assert average_wage_yuan("guangzhou", 2027, GROWTH) == 15415
    # Zhuhai 2025: 12,093 × 1.04 = 12,576.72
    assert average_wage_yuan("zhuhai", 2026, GROWTH) == 12577


def test_a_city_without_its_own_wage_takes_its_ratio_of_guangzhous():
    # Foshan 0.75 × 12,024 = 9,018; Zhuhai before its known year 0.86 × 12,024 = 10,340.64
    assert average_wage_yuan("foshan", 2021, GROWTH) == 9018
    assert average_wage_yuan("zhuhai", 2021, GROWTH) == 10341
    # Foshan 2030: 0.75 × Guangzhou's 17,340 (13,704 × 1.04⁶ = 17,339.93)
    assert average_wage_yuan("foshan", 2030, GROWTH) == 13005
    assert average_wage_grade("foshan", 2021) == "U"
    assert average_wage_grade("guangzhou", 2021) == "A"


def test_half_a_yuan_is_rounded_up():
    # Foshan: 0.75 × 12,694 = 9,520.5
    assert average_wage_yuan("foshan", 2022, GROWTH) == 9521


def test_the_measure_starts_in_nine_cities_then_in_shantou():
    starts = {city.name: city.scheme_from for city in cities() if city.scheme_from is not None}
    first = parse_month("2022-01")
    assert len(starts) == 10
    assert [name for name, month in starts.items() if month != first] == ["shantou"]
    assert starts["shantou"] == parse_month("2026-01")


def test_there_are_21_cities_in_their_fixed_order():
    names = [city.name for city in cities()]
    assert len(set(names)) == 21
    assert names[:3] == ["guangzhou", "shenzhen", "zhuhai"]
    assert names[-1] == "yunfu"
    # 9.6 million, the shares rounded to thousands
    assert abs(sum(city.platform_workers for city in cities()) - 9_600_000) < 10_500


def test_men_retire_at_60_and_women_at_55_before_the_rise():
    assert retirement_age_months("men") == 60 * 12
    assert retirement_age_months("women") == 55 * 12


@pytest.mark.parametrize(
    ("reached", "later"),
    [
        ("2024-12", 0),
        ("2025-01", 1),
        ("2025-04", 1),
        ("2025-05", 2),
        ("2028-12", 12),
        ("2036-08", 35),
        ("2036-09", 36),
        ("2040-12", 36),
    ],
)
def test_the_age_rises_by_a_month_every_four_months_from_2025_to_three_years(reached, later):
    rise = retirement().rise
    months = parse_month(reached), rise.since, rise.step_months, rise.delay_months_max
    assert retirement_delay_months(*months) == later


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("medical_month_yuan", 400),
        ("job_seeking.base_share", 0.15),
        ("job_seeking.months_max", 6),
        ("maternity.benefits", 3),
    ],
)
def test_what_is_paid_beside_the_benefit_is_as_in_the_regulation_or_assumed(key, value):
    assert law_parameters()[key].at(parse_month("2026-09")).value == value
