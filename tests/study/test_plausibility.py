import io
import math
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from uisim.report.plausibility import print_checks
from uisim.scenario.file import load
from uisim.study.plausibility import EVIDENCE, EXPECTED, Check, checks, price_elasticity
from uisim.words import LANGUAGES

BASELINE = Path(__file__).resolve().parents[2] / "scenarios" / "baseline.yaml"
RANGES = {(one.indicator, one.group): (one.low, one.high) for one in EXPECTED}
KINDS = load(BASELINE).work.values()


def check_of(value, unit="share"):
    return Check("Coverage", "参保率", value, unit, 0.018, 0.022, "A source", "U", "A reason")


def printed(found, *, markdown=False, width=80, lang="en"):
    console = Console(file=io.StringIO(), width=width)
    print_checks(console, found, markdown, lang)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def coarse(kernel):
    """The baseline in a hundredth of its people."""
    coarse = {"projection.represents": "100"}
    varied = [load(BASELINE, {**coarse, "law.contribution_rate": rate}) for rate in (0.009, 0.011)]
    return checks(load(BASELINE, coarse), *varied)


def test_there_are_at_least_twelve_and_each_figure_stands_once():
    assert len(RANGES) == len(EXPECTED) >= 12
    assert len({one.name_en for one in EXPECTED}) == len({one.name_zh for one in EXPECTED})


def test_every_range_is_one():
    assert all(low <= high and math.isfinite(high - low) for low, high in RANGES.values())


def test_every_range_says_whence_it_comes_and_how_sure_that_is():
    assert EVIDENCE.keys() == RANGES.keys()
    for source, grade, note in EVIDENCE.values():
        assert source and note
        assert grade in ("A", "D", "K", "U")


@pytest.mark.parametrize(
    ("value", "is_miss"),
    [(0.0179, True), (0.018, False), (0.022, False), (0.0221, True), (math.nan, True)],
)
def test_a_value_outside_its_range_is_a_miss(value, is_miss):
    found = [check_of(value)]
    assert found[0].is_miss == is_miss
    assert ("MISS" in printed(found)) == is_miss
    assert ("**miss**" in printed(found, markdown=True)) == is_miss


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(0.02049, "share", "2.05 %"), (1.5, "ratio", "1.5"), (0.321, "a year", "0.321 a year")],
)
def test_a_value_is_written_in_its_unit(value, unit, text):
    assert f"| {text} |" in printed([check_of(value, unit)], markdown=True)


def test_markdown_has_a_line_a_figure_and_no_cell_breaks_it():
    cell = check_of(0.02)._replace(note="either | or")
    lines = printed([cell, cell], markdown=True).splitlines()
    assert len(lines) == 4
    assert {line.count(" | ") - line.count(r"\| ") for line in lines[:2]} == {7}
    assert r"either \| or" in lines[2]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 140])
def test_the_table_fits_the_terminal(width, lang, coarse):
    text = printed(coarse, width=width, lang=lang)
    assert max(map(cell_len, text.splitlines())) <= width
    assert all(getattr(one, f"name_{lang}").split()[0] in text for one in coarse)


def test_the_price_elasticity_is_that_of_members_over_rates():
    assert price_elasticity(1000, 1000) == 0
    assert price_elasticity(1100, 900) == pytest.approx(-1)
    assert math.isnan(price_elasticity(0, 900))


def test_every_figure_of_the_baseline_is_defined_and_coverage_is_as_fitted(coarse):
    assert all(math.isfinite(one.value) for one in coarse)
    assert not coarse[0].is_miss


def test_a_horizon_before_the_target_gives_misses_and_no_error(kernel):
    short = load(BASELINE, {"projection.months": "6", "projection.represents": "5000"})
    found = checks(short, short, short)
    assert math.isnan(found[0].value) and found[0].is_miss


def test_a_projection_of_no_month_gives_misses_and_no_error(kernel):
    none = load(BASELINE, {"projection.months": "0", "projection.represents": "5000"})
    assert all(one.is_miss for one in checks(none, none, none))


def close(indicator, *bounds, group="all"):
    return RANGES[indicator, group] == pytest.approx(bounds, abs=0.006)


def test_closed_forms_of_claims_are_those_of_the_settings():
    rates = [kind.reemployment_rate_month for kind in KINDS]
    assert close("months_to_first_payment", 1 / (2 + max(rates)), 1 / (2 + min(rates)))
    still_idle = 1 / (1 + max(rates) / 2), 1 / (1 + min(rates) / 2)
    assert close("claim_share_factor", *still_idle, group="not_found_work_first")
    few, many = 0.35 * 0.9, 0.25 * 0.9
    paid = [(1 - math.exp(-r * d)) / (1 - math.exp(-r)) for r, d in ((few, 2), (many, 6))]
    assert close("months_paid_per_award", *paid)
    assert close("exhaustion_rate", math.exp(-few * 6), math.exp(-many * 2))


def test_closed_form_of_survival_is_that_of_the_settings():
    leaving = [kind.leave_rate_month for kind in KINDS]
    lowest = 0.8 * math.exp(-12 * (0.01 + max(leaving)))
    assert close("members_after_a_year", lowest, math.exp(-12 * (0.01 + min(leaving))))


def test_closed_form_of_the_jobless_is_the_chain_of_platforms_at_rest():
    shares = [jobless(kind) for kind in KINDS]
    assert close("jobless_share", min(shares), max(shares))


def jobless(kind):
    weight = [1.0, kind.reemployment_rate_month / (kind.loss_rate_month + 0.001)]
    for platforms in range(2, kind.platforms_max + 1):
        weight.append(weight[-1] * kind.gain_rate_month / (platforms * kind.loss_rate_month))
    return 1 / sum(weight)


def test_closed_form_of_the_claim_share_is_the_product_of_its_factors():
    factors = [one for one in EXPECTED if one.indicator == "claim_share_factor"]
    bounds = math.prod(one.low for one in factors), math.prod(one.high for one in factors)
    assert close("claim_share", *bounds)
