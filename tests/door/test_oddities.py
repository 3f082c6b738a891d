"""What is legal but odd is told, with its place and the assumption used."""

import pytest
from scenario.files import loaded, write

from uisim.scenario.file import load


def told(folder, text):
    """Warnings of a scenario, without the folder."""
    warnings = loaded(folder, text).warnings
    return [str(one).replace(f"{folder}/case.yaml:", "") for one in warnings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "law: {contribution_rate: 0.03}",
            "1:26: law.contribution_rate: rewrites the law from 2022-01 to 2026-11, which is "
            "past; to change only what comes, date it: {2026-12: 0.03}",
        ),
        (
            "law: {multi_platform_rule: {mode: pays}}",
            "1:35: law.multi_platform_rule.mode: rewrites the law from 2022-01 to 2026-11, which "
            "is past; to change only what comes, date it: {2026-12: 'pays'}",
        ),
        (
            "economy: {minimum_wage: {step: .05}}\nlaw: {waiting_months: {2030-01: 1}}",
            "2:33: law.waiting_months.2030-01: in force from 2030-01, after 2026-11, up to which "
            "the law is known: wages of that time are assumed (economy.minimum_wage 0.05 every 24 "
            "months, economy.average_wage_growth_year 0.04)",
        ),
        (
            "projection: {months: 12}\nclaiming: {take_up: {2023-01: 1}}",
            "2:31: claiming.take_up.2023-01: has no effect: the projection is 2022-01 to 2022-12",
        ),
        (
            "economy: {recessions: [{from: 2020-01, months: 24, loss: 2, reemployment: 1}]}",
            "1:24: economy.recessions.0: has no effect: the projection is 2022-01 to 2036-12",
        ),
        (
            "economy: {closures: [{kind: courier, platform: 1, month: 2037-01}]}",
            "1:22: economy.closures.0: has no effect: the projection is 2022-01 to 2036-12",
        ),
        (
            "membership: {lapse_rate_month: 3}",
            "1:32: membership.lapse_rate_month: more than once a month (got 3; did you mean 0.03)",
        ),
        (
            "projection: {represents: 1}\npopulation: {platform_workers: {shenzhen: 100000000, "
            "foshan: 1000000}}",
            "1:26: projection.represents: 131 million workers to play: hours",
        ),
        (
            "law: {contribution_rate: {2026-01: 1}}",
            "1:36: law.contribution_rate.2026-01: 100 % of the base (did you mean 0.01)",
        ),
        (
            "law: {contribution_rate: {2015-01: 0.03, 2022-02: 0.01}}",
            "1:36: law.contribution_rate.2015-01: rewrites the law from 2022-01 to 2022-01, which "
            "is past; to change only what comes, date it: {2026-12: 0.03}",
        ),
        (
            "claiming: {take_up: {2018-01: .5, 2019-01: .6}}",
            "1:31: claiming.take_up.2018-01: has no effect: overtaken in 2019-01",
        ),
        (
            "law: {scheme_ends: 2060-01}",
            "1:20: law.scheme_ends: has no effect: the projection is 2022-01 to 2036-12",
        ),
        (
            "law: {scheme_ends: 2021-12}",
            "1:20: law.scheme_ends: before 2022-01: nobody is ever a member",
        ),
        (
            "population: {scheme_from: {guangzhou: 2050-01}}",
            "1:39: population.scheme_from.guangzhou: has no effect: the projection is 2022-01 to "
            "2036-12",
        ),
        (
            "projection: {represents: 10000}\npopulation: {platform_workers: {yunfu: 4000, "
            "shenzhen: 20000000}}",
            "2:40: population.platform_workers.yunfu: a worker of each kind is all that is "
            "played for 4000 people: projection.represents is 10000",
        ),
        (
            "population: {platform_workers: {shenzhen: 100000}}\nprojection: {represents: 1000}",
            "2:26: projection.represents: 130 workers at the start: chance decides the figures",
        ),
        (
            "population: {platform_workers: {}}",
            "1:32: population.platform_workers: nobody is played",
        ),
    ],
)
def test_an_oddity_is_told_with_its_place(tmp_path, text, expected):
    assert told(tmp_path, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "law: {contribution_rate: 0.01}",
        "law: {contribution_rate: {2026-01: 0.03}}",
        "law: {contribution_rate: {beginning: 0.03}}",
        "projection: {start: 2026-12}\nlaw: {contribution_rate: 0.03}",
        "law: {covered_causes: [licence, platform_closed, no_work_offered, account_suspended, "
        "illness, force_majeure]}",
        "work: {all: {reemployment_rate_month: 1}}",
    ],
)
def test_what_is_usual_is_not_remarked(tmp_path, text):
    assert told(tmp_path, text) == []


def test_the_law_of_the_past_is_rewritten_up_to_the_first_date(tmp_path):
    parent = write(tmp_path, "law: {cap_months: 12}", "parent.yaml")
    child = write(tmp_path, "extends: parent.yaml\nlaw: {cap_months: {2024-01: 24}}")
    (warning,) = load(child).warnings
    assert (warning.file, warning.key) == (str(parent), "law.cap_months")
    assert "from 2022-01 to 2023-12" in str(warning)
