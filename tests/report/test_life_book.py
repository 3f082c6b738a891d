"""The account book of one life: what it says of platforms, money, dates and texts of the law."""

import json

import pytest
from click.testing import CliRunner
from engine.worlds import BASELINE, lively

from uisim.cli import main
from uisim.events import Kind
from uisim.report.cited import cited_clause
from uisim.report.life_book import cited, entries, lines, runs
from uisim.study.lives import find_workers, life_of
from uisim.units import parse_month

PAID = (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED, Kind.MEDICAL, Kind.MATERNITY, Kind.JOB_SEEKING)


@pytest.fixture(scope="module")
def stories(kernel):
    scenario = lively(people=60)
    names = list(find_workers(scenario, Kind.ENTERED, 120))
    return [life_of(scenario, name) for name in names]


def test_she_loses_only_platforms_that_she_holds_and_each_is_named(stories):
    lost = 0
    for story in stories:
        held = set()
        for entry in entries(story):
            if entry.kind in (Kind.ENTERED, Kind.GAINED_PLATFORM, Kind.FOUND_WORK):
                assert len(entry.platforms) == entry.event.amount
                assert not held & set(entry.platforms)
                held |= set(entry.platforms)
            elif entry.kind in (Kind.LOST_INVOLUNTARY, Kind.LOST_VOLUNTARY):
                assert len(entry.platforms) == entry.event.amount
                assert held >= set(entry.platforms)
                held -= set(entry.platforms)
                lost += 1
    assert lost > 100


def test_lines_pay_in_and_out_what_the_events_move(stories):
    for story in stories:
        told = list(lines(story))
        paid = sum(line["fen"] for line in told if line["paid"] == "out")
        assert paid == sum(event.amount for event in story.events if event.kind in PAID)
        assert all(line["fen"] == 0 for line in told if line["paid"] is None)
        assert all(line["unit"] for line in told if line["amount"])


def test_a_denial_names_the_cause_of_the_loss_and_every_condition_that_fails(stories):
    denied = [line for story in stories for line in lines(story) if "denied" in line["kind"]]
    assert len(denied) > 50
    assert all(line["cause"] is not None for line in denied)
    for line in denied:
        reason = line["kind"].removeprefix("denied_")
        if reason in ("not_member", "voluntary", "cause_not_covered", "too_few_months"):
            assert line["failed"][0] == reason


def test_no_day_lies_after_the_horizon_or_outside_the_month_booked(stories):
    for story in stories:
        for line in lines(story):
            assert line["known"] <= "2027-12-31"
            if line["kind"].startswith("contribution"):
                assert line["known"][:7] == line["month"]


def test_rows_of_contributions_break_only_at_a_new_amount_text_or_event(stories):
    broken = 0
    for story in stories:
        rows = list(runs(story))
        months = [row for row in rows if row.told.money == "in"]
        paid = sum(row.event.amount * row.event.months for row in months)
        assert paid == sum(line["fen"] for line in lines(story) if line["paid"] == "in")
        for row, after in zip(rows, rows[1:], strict=False):
            if row.kind == after.kind == Kind.CONTRIBUTION_OWN:
                said = [(one.event.amount, cited(one, story.start, "en")) for one in (row, after)]
                follows = row.event.month + row.event.months == after.event.month
                assert said[0] != said[1] or not follows
                broken += 1
    assert broken > 10


def test_a_month_is_contributed_under_the_version_in_force_in_it(stories):
    told = [
        line for story in stories for line in lines(story) if "contribution_own" in line["kind"]
    ]
    cited_in = {line["month"]: line["article"] for line in told}
    assert cited_in["2025-12"] == "Measure 2024"
    assert cited_in["2026-01"] == "Measure 2026 Art. 6"


def test_who_leaves_before_the_horizon_is_younger_than_the_oldest_retirement_age(stories):
    ages = [
        story.age_months + event.time - story.traits.entry
        for story in stories
        for event in story.events
        if event.kind == Kind.LEFT
    ]
    assert len(ages) > 20
    assert min(ages) >= 16 * 12 and max(ages) <= 63 * 12 + 1


@pytest.mark.parametrize(
    ("clause", "month", "expected"),
    [
        ("rate", "2021-12", "Measure 2024"),
        ("rate", "2024-05", "Measure 2024"),
        ("rate", "2026-01", "Measure 2026 Art. 6"),
        ("rate", "2031-01", "Measure 2026 Art. 6"),
        ("cause_licence", "2022-01", "Measure 2022 row 1"),
        ("cause_licence", "2026-01", "Measure 2022 row 1"),
        ("multi_platform_rule", "2026-01", "Draft 2021"),
        ("sequence_rule", "2026-01", "Measure, silent"),
    ],
)
def test_a_text_is_that_in_force_or_the_nearest_in_which_the_clause_was_found(
    clause, month, expected
):
    assert cited_clause(clause, parse_month(month), "en") == expected


def small(*words):
    cells = "{guangzhou: 40}"
    settings = ["--set", "projection.represents=1", "--set", "projection.months=24"]
    settings += ["--set", f"population.platform_workers={cells}"]
    return CliRunner().invoke(main, ["life", str(BASELINE), *settings, *words])


def test_who_is_sought_is_told_with_the_first_date(kernel):
    told = small("--find", "last_loss", "--limit", "2", "--json")
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(found) == 2
    story = json.loads(small("--worker", found[0]["worker"], "--json").output.splitlines()[0])
    assert story["worker"] == found[0]["worker"]
    assert "2022-01-01" <= found[0]["first"] < "2024-01-01"


def test_only_what_happens_to_a_person_can_be_sought():
    refused = small("--find", "wrker")
    assert refused.exit_code == 2
    assert "last_loss" in refused.stderr and "awarded" in refused.stderr
    assert "worker," not in refused.stderr and "member_at_floor" not in refused.stderr


def test_that_it_happened_to_nobody_is_said(kernel):
    told = small("--find", "denied_scheme_ended")
    assert told.exit_code == 0
    assert told.stdout == ""
    assert told.stderr == "This happened to no worker of the scenario.\n"
