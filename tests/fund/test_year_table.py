import numpy as np
import pytest
from fund.small import small_statement
from rich.console import Console

from uisim.fund.columns import COLUMNS
from uisim.report.year_table import year_rows, year_table


def shown(monthly, lang, width, residual=0):
    console = Console(width=width, force_terminal=False)
    with console.capture() as captured:
        console.print(year_table(monthly, lang, residual))
    return captured.get()


def large(people=1_234_567, fen=-98_765_432_100):
    """Make three years of a province in which more than a million are insured."""
    table = {column.name: np.full(36, people) for column in COLUMNS}
    for name in table:
        if name.endswith("_fen"):
            table[name] = np.full(36, fen)
    months = [f"{year}-{month:02d}" for year in (2030, 2031, 2032) for month in range(1, 13)]
    return {"month": np.array(months), **table}


def test_the_years_add_up_to_the_months():
    monthly = small_statement().monthly
    rows = list(year_rows(monthly))
    assert [(row.year, row.months) for row in rows] == [(2024, 2), (2025, 2)]
    net = sum(row.income - row.outgo for row in rows)
    assert net == monthly["closing_fen"][-1] - monthly["opening_fen"][0]
    assert [row.members for row in rows] == [10, 3]
    assert [row.claimants for row in rows] == [0.0, 1.5]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_number_is_cut_off(lang, width):
    text = shown(large(), lang, width)
    assert "…" not in text
    assert "1,234,567" in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("fen", [-2_039_456_789_012, -98_765_432_101_234])
def test_a_fund_that_insures_everybody_fits_a_narrow_terminal(lang, fen):
    text = shown(large(12_345_678, fen), lang, 80)
    assert "…" not in text
    assert {"en": "12,346", "zh": "1,234.6"}[lang] in text
    assert {"en": "thousand people", "zh": "万人"}[lang] in text


def test_a_balance_below_0_is_explained():
    below = small_statement().monthly
    above = below | {"closing_fen": abs(below["closing_fen"])}
    assert "not insolvency" in shown(below, "en", 80)
    assert "并非基金支付不能" in shown(below, "zh", 80)
    assert "not insolvency" not in shown(above, "en", 80)
    assert "notional sub-account" in shown(above, "en", 80)


def test_a_residual_is_shown():
    assert "Identity residual: 7" in shown(small_statement().monthly, "en", 80, residual=7)
