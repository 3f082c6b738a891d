import csv

import pytest
from study.kept import kept_of, result

from uisim.fund.measures import OUT_COLUMNS
from uisim.study.bands import FIRST_HIT_COLUMNS, LOW_RESERVES, RISK_COLUMNS, risks, write_bands
from uisim.units import format_month

OPENINGS = [0, 100_000, 1_000_000, 3_000_000, 9_000_000]


@pytest.fixture
def results():
    return [result(number, opening_fen=opening) for number, opening in enumerate(OPENINGS)]


def is_low(statement, month, reserve):
    """Say by hand whether the balance is below so many months of the mean outgo so far."""
    outgo = sum(int(statement.monthly[name][: month + 1].sum()) for name in OUT_COLUMNS)
    return int(statement.monthly["closing_fen"][month]) < reserve * outgo / (month + 1)


def test_risk_is_the_share_of_replications_that_are_low(results):
    kept = kept_of(results)
    found = {risk.event: risk for risk in risks(kept)}
    seen = set()
    for event, reserve in LOW_RESERVES.items():
        for month in range(kept.months):
            low = [is_low(one.statement, month, reserve) for one in results]
            assert found[event].probability[month].mean == sum(low) / len(low)
            seen.add(sum(low))
    assert len(seen) > 2


def test_who_is_hit_stays_hit_and_the_first_month_is_the_earliest(results):
    kept = kept_of(results)
    for risk, reserve in zip(risks(kept), LOW_RESERVES.values(), strict=True):
        first = [
            next((m for m in range(kept.months) if is_low(one.statement, m, reserve)), None)
            for one in results
        ]
        assert list(risk.hit_by) == [
            sum(f is not None and f <= month for f in first) / len(first)
            for month in range(kept.months)
        ]
        assert risk.ever.mean == sum(f is not None for f in first) / len(first)
        # of five replications the third is the median, the first and last the outer quantiles
        ordered = sorted(first, key=lambda f: kept.months if f is None else f)
        assert [risk.first[0], risk.first[2], risk.first[4]] == [ordered[i] for i in (0, 2, 4)]


def test_no_outgo_is_low_only_below_0():
    rich, poor = (
        kept_of([result(0, opening_fen=opening)]) for opening in (100_000, -100_000)
    )  # no outgo in the first month
    assert {risk.probability[0].mean for risk in risks(rich)} == {0}
    assert {risk.probability[0].mean for risk in risks(poor)} == {1}


def test_the_files_say_what_was_found(results, tmp_path):
    kept = kept_of(results)
    write_bands(tmp_path, kept, "note")
    with open(tmp_path / "risk.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == list(RISK_COLUMNS)
    assert len(lines) == kept.months * len(LOW_RESERVES)
    found = {risk.event: risk for risk in risks(kept)}
    for line in lines:
        month = [format_month(kept.start + m) for m in range(kept.months)].index(line["month"])
        assert float(line["probability"]) == found[line["event"]].probability[month].mean
    with open(tmp_path / "first_hits.csv", encoding="utf-8", newline="") as file:
        hits = list(csv.DictReader(file))
    assert list(hits[0]) == list(FIRST_HIT_COLUMNS)
    assert hits[0]["p95"] == ""  # the richest is never below 0
