"""A report says in words what a stress test stresses."""

import pytest

from uisim.report.other_runs import changes_text

RECESSION = (
    "economy.recessions",
    "[]",
    "[{from: 2029-01, months: 24, loss: 2.0, reemployment: 0.6}]",
)
CLOSURE = (
    "economy.closures",
    "[]",
    "[{kind: ride_hailing, platform: 1, month: 2029-01, hits: 0.5}]",
)
STORM = ("economy.force_majeure", "[]", "[{month: 2028-09, share: 0.01, cities: [zhuhai]}]")


@pytest.mark.parametrize(
    ("change", "lang", "words"),
    [
        (RECESSION, "en", ("Recession from 2029-01, 24 months", "losses 2 times", "0.6 times")),
        (RECESSION, "zh", ("2029-01 起经济衰退 24 个月", "2 倍", "0.6 倍")),
        (CLOSURE, "en", ("ride-hailing driver: platform 1 closes in 2029-01", "50 %")),
        (CLOSURE, "zh", ("网约车", "第 1 大平台", "50 %")),
        (STORM, "en", ("2028-09", "1.0 % of workers", "Zhuhai")),
        (STORM, "zh", ("不可抗力", "珠海")),
    ],
)
def test_a_shock_is_told_without_its_yaml(change, lang, words):
    told = changes_text([change], lang)
    assert all(word in told for word in words), told
    assert "{" not in told and "economy." not in told


def test_a_shock_taken_away_is_told():
    key, before, after = RECESSION
    assert changes_text([(key, after, before)], "en") == "no shock"
