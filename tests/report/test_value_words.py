"""Values and grades of a scenario as a reader writes them: with unit, per cent and name."""

import pytest

from uisim.report.value_words import meaning_text, value_text, value_words
from uisim.words import of_grade


@pytest.mark.parametrize(
    ("key", "text", "english", "chinese"),
    [
        ("claiming.take_up", "0.6", "60 %", "60 %"),
        ("joining.attention_rate_month", "0.02", "0.02 per month", "0.02 次/月"),
        ("fund.interest_year", "0.02", "0.02 per year", "0.02/年"),
        ("work.courier.income_month_yuan", "6800.0", "6,800 yuan per month", "6,800 元/月"),
        ("law.medical_month_yuan.2022-01", "400.0", "400 yuan", "400 元"),
        ("law.benefit_min_wages", "0.9", "0.9", "0.9"),
        ("work.*.platform_market_shares", "[0.65, 0.35]", "65 %, 35 %", "65 %、35 %"),
        ("projection.seed", "4294967295", "4294967295", "4294967295"),
        ("law.carry_over", "true", "carried over (yes)", "结转（是）"),
        ("population.replace_leavers", "false", "no", "否"),
    ],
)
def test_a_value_has_its_unit_and_a_share_is_in_per_cent(key, text, english, chinese):
    assert (value_text(key, text, "en"), value_text(key, text, "zh")) == (english, chinese)


def test_an_export_keeps_a_number_as_the_scenario_has_it():
    assert value_words("claiming.take_up", "0.6", "en") == "0.6"


def test_the_share_of_a_cause_names_the_cause():
    key = "work.courier.cause_shares.demand_drop"
    assert meaning_text(key, "en") == "causes of involuntary losses: demand drop"
    assert meaning_text(key, "zh").endswith("：需求下降")


def test_a_grade_is_in_the_words_of_the_language():
    assert [of_grade("A (draft)", lang) for lang in ("en", "zh")] == ["A (draft)", "A（草案）"]
    assert of_grade("A (secondary)", "zh") == "A（转引）" and of_grade("U", "zh") == "U"


def test_a_block_means_what_its_first_key_does():
    assert meaning_text("law.multi_platform_rule", "en") == "losing one of several platforms"
