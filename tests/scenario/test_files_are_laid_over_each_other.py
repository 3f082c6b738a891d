"""What `extends`, `work.all` and dates mean: which value holds, from when, and where it is from."""

import pytest
from scenario.files import loaded, write

from uisim.scenario.blocks import Block
from uisim.scenario.clauses import AnyWithin, Steps
from uisim.scenario.file import load
from uisim.scenario.resolved import resolved_yaml
from uisim.scenario.schema import Dated
from uisim.units import parse_month

JANUARY_2026, JULY_2027 = parse_month("2026-01"), parse_month("2027-07")


@pytest.fixture
def family(tmp_path):
    """Load a child of a parent, both given as texts."""

    def child_of(parent, child, **overrides):
        write(tmp_path, parent, "parent.yaml")
        return load(write(tmp_path, f"extends: parent.yaml\n{child}"), overrides)

    return child_of


def test_mappings_merge_and_scalars_replace(family):
    work = family(
        "work: {courier: {loss_rate_month: .1, gain_rate_month: .2}}",
        "work: {courier: {loss_rate_month: .3}}",
    ).work
    assert (work["courier"].loss_rate_month, work["courier"].gain_rate_month) == (0.3, 0.2)


def test_lists_replace(family):
    parent = "economy: {closures: [{kind: courier, platform: 1, month: 2028-03}]}"
    child = "economy: {closures: [{kind: delivery, platform: 2, month: 2029-04, hits: .5}]}"
    (closure,) = family(parent, child).economy.closures
    assert (closure.kind, closure.platform, closure.hits) == ("delivery", 2, 0.5)


def test_platform_workers_replace_the_whole_table(family):
    parent = "population: {platform_workers: {shenzhen: 5, foshan: 7}}"
    population = family(parent, "population: {platform_workers: {zhuhai: 3, foshan: 2}}").population
    assert list(population.platform_workers.items()) == [("zhuhai", 3), ("foshan", 2)]


def test_scheme_from_merges_over_the_table(tmp_path):
    since = loaded(tmp_path, "population: {scheme_from: {yunfu: 2026-01}}").population.scheme_from
    assert len(since) == 21
    assert since["yunfu"] == JANUARY_2026
    assert since["guangzhou"] == parse_month("2022-01")
    assert since["meizhou"] is None


def test_grandparents_are_read_too(tmp_path):
    write(tmp_path, "fund: {interest_year: .01, platform_share: .5}", "a.yaml")
    write(tmp_path, "extends: a.yaml\nfund: {interest_year: .03}", "sub/../b.yaml")
    write(tmp_path, "extends: b.yaml", "c.yaml")
    scenario = load(tmp_path / "c.yaml")
    assert scenario.name == "c"
    assert scenario.dated["fund.interest_year"].at(JANUARY_2026) == 0.03
    assert scenario.dated["fund.platform_share"].at(JANUARY_2026) == 0.5


def test_a_kinds_own_block_beats_all_in_the_same_file(tmp_path):
    text = "work: {courier: {search_effect: .5}, all: {search_effect: .2}}"
    work = loaded(tmp_path, text).work
    assert [work[kind].search_effect for kind in work] == [0.2, 0.2, 0.5, 0.2, 0.2]


def test_all_in_a_child_beats_the_parents_own_blocks_and_the_built_in(family):
    work = family(
        "work: {courier: {loss_rate_month: .5}}", "work: {all: {loss_rate_month: .2}}"
    ).work
    assert {each.loss_rate_month for each in work.values()} == {0.2}


def test_random_closures_reach_the_self_employed_by_name_only(tmp_path):
    work = loaded(tmp_path, "work: {all: {closure_rate_year: .1}}").work
    assert [each.closure_rate_year for each in work.values()] == [0.1, 0.1, 0.1, 0.1, 0]
    work = loaded(tmp_path, "work: {self_employed: {closure_rate_year: .1}}").work
    assert [each.closure_rate_year for each in work.values()] == [0, 0, 0, 0, 0.1]


def test_a_dated_value_holds_from_its_month_on_and_the_law_before_it(tmp_path):
    rate = loaded(tmp_path, "law: {contribution_rate: {2026-01: 0.03}}").dated[
        "law.contribution_rate"
    ]
    assert rate == Dated(((None, 0.01), (JANUARY_2026, 0.03)))
    assert [rate.at(JANUARY_2026 + m) for m in (-900, -1, 0, 900)] == [0.01, 0.01, 0.03, 0.03]
    assert rate.entry_at(JANUARY_2026 + 5) == (JANUARY_2026, 0.03)
    assert rate.entry_at(JANUARY_2026 - 1) == (None, 0.01)


def test_dates_of_parent_and_child_join(family):
    rate = family(
        "law: {contribution_rate: {2026-01: .02, 2028-01: .04}}",
        "law: {contribution_rate: {2027-07: .03, 2028-01: .05}}",
    ).dated["law.contribution_rate"]
    expected = ((None, 0.01), (JANUARY_2026, 0.02), (JULY_2027, 0.03), (JULY_2027 + 6, 0.05))
    assert rate.values == expected


def test_a_plain_value_holds_throughout_and_discards_the_dates_of_parents(family):
    rate = family("law: {contribution_rate: {2026-01: .02}}", "law: {contribution_rate: .03}")
    assert rate.dated["law.contribution_rate"].values == ((None, 0.03),)


def test_dates_over_a_plain_value_of_a_parent_keep_it_before(family):
    rate = family("law: {contribution_rate: .05}", "law: {contribution_rate: {2026-01: .03}}")
    assert rate.dated["law.contribution_rate"].values == ((None, 0.05), (JANUARY_2026, 0.03))


def test_a_value_from_the_beginning_may_stand_beside_dates(family):
    child = "law: {contribution_rate: {beginning: .05, 2026-01: .03}}"
    rate = family("law: {contribution_rate: {2024-01: .02}}", child).dated["law.contribution_rate"]
    assert rate.values == ((None, 0.05), (JANUARY_2026, 0.03))


def test_a_date_that_changes_nothing_leaves_an_equal_scenario(tmp_path):
    same = loaded(tmp_path, "law: {contribution_rate: {2026-01: .01}, cap_months: 24}")
    assert same == loaded(tmp_path, "title: {}")


@pytest.mark.parametrize(
    "law",
    [
        "{multi_platform_rule: {2026-01: {mode: pays, benefit_share: 1}}}",
        "{multi_platform_rule: {mode: {2026-01: pays}, benefit_share: {2026-01: 1}}}",
        "{multi_platform_rule: {value: {2026-01: {mode: pays, benefit_share: 1}}, note: x}}",
    ],
)
def test_a_block_of_the_law_is_dated_as_a_whole_or_leaf_by_leaf(tmp_path, law):
    dated = loaded(tmp_path, f"law: {law}").dated
    rule = dated["law.multi_platform_rule.mode"].values
    assert rule == ((None, "blocks"), (JANUARY_2026, "pays"))
    assert dated["law.multi_platform_rule.benefit_share"].at(JANUARY_2026) == 1


def test_a_price_keeps_its_own_date_even_before_it(tmp_path):
    text = "law: {medical_month_yuan: {2020-01: 350, 2026-01: 450}}"
    price = loaded(tmp_path, text).dated["law.medical_month_yuan"]
    assert price.entry_at(parse_month("2019-12")) == (parse_month("2018-07"), 292)
    assert price.entry_at(parse_month("2025-12")) == (parse_month("2020-01"), 350)
    assert price.entry_at(JANUARY_2026) == (JANUARY_2026, 450)
    early = loaded(tmp_path, "law: {medical_month_yuan: {2018-01: 250}}").dated
    assert early["law.medical_month_yuan"].values == ((parse_month("2018-01"), 250),)
    assert early["law.medical_month_yuan"].at(parse_month("2017-12")) == 250


def test_readings_with_a_number_become_objects(tmp_path):
    text = """\
        law:
          sequence_rule: {2026-01: {any_within_months: 6}, 2027-07: all}
          duration: {steps: [[12, 3], [60, 12]]}
        """
    dated = loaded(tmp_path, text).dated
    rule = dated["law.sequence_rule"]
    assert (rule.at(JANUARY_2026 - 1), rule.at(JULY_2027)) == ("last", "all")
    assert rule.at(JANUARY_2026) == AnyWithin(any_within_months=6)
    (entry,) = dated["law.duration"].values
    assert isinstance(entry[1], Steps) and entry[1].steps == ((12, 3), (60, 12))
    assert isinstance(entry[1], Block)


def test_the_command_line_comes_last(family):
    scenario = family(
        "claiming: {take_up: .1}",
        "claiming: {take_up: .2}",
        **{
            "claiming.take_up": "0.5",
            "law.contribution_rate": {"2026-01": 0.03},
            "law.contribution_rate.2027-07": 0.04,
            "work.all.platform_market_shares": "[.5, .3, .2]",
            "projection.start": "2023-01",
        },
    )
    assert scenario.dated["claiming.take_up"].values == ((None, 0.5),)
    rate = scenario.dated["law.contribution_rate"].values
    assert rate == ((None, 0.01), (JANUARY_2026, 0.03), (JULY_2027, 0.04))
    assert scenario.work["delivery"].platform_market_shares == (0.5, 0.3, 0.2)
    assert scenario.projection.start == parse_month("2023-01")
    assert scenario.origins["claiming.take_up"].file == "command line"


def test_a_shock_without_cities_strikes_all_that_are_simulated(tmp_path):
    text = """\
        projection: {months: 36}
        population: {platform_workers: {foshan: 5, guangzhou: 7, shantou: 9, yunfu: 2}}
        economy: {force_majeure: [{month: 2023-01, share: .1},
                                  {month: 2024-01, share: .2, cities: [yunfu]}]}
        """
    scenario = loaded(tmp_path, text)
    first, second = scenario.economy.force_majeure
    assert (first.cities, second.cities) == (("guangzhou", "foshan"), ("yunfu",))
    again = loaded(tmp_path, resolved_yaml(scenario), **{"projection.months": 60})
    first, second = again.economy.force_majeure
    assert (first.cities, second.cities) == (("guangzhou", "foshan", "shantou"), ("yunfu",))


def test_what_is_uncertain_is_kept(tmp_path):
    text = """\
        uncertain:
          work.all.involuntary_share: [0.1, 0.6]
          claiming.take_up: {low: .2, mode: .5, high: 1}
          joining.scale_yuan: {mean: 600, sd: 50}
          joining.rule: {values: [logit, default_in]}
        """
    uncertain = loaded(tmp_path, text).uncertain
    assert uncertain["work.all.involuntary_share"].high == 0.6
    assert uncertain["claiming.take_up"].mode == 0.5
    assert uncertain["joining.scale_yuan"].sd == 50
    assert uncertain["joining.rule"].values == ("logit", "default_in")


def test_origins_name_the_file_the_law_or_the_default_with_evidence(tmp_path):
    write(tmp_path, "claiming:\n  take_up: .3\nlaw: {cap_months: 24}", "base/parent.yaml")
    text = """\
        extends: base/parent.yaml
        law:
          contribution_rate: {2026-01: {value: 0.03, source: a plan, note: guessed}}
        """
    origins = loaded(tmp_path, text).origins
    take_up = origins["claiming.take_up"]
    assert (take_up.file, take_up.line, take_up.grade) == ("base/parent.yaml", 2, "")
    rate = origins["law.contribution_rate.2026-01"]
    assert (rate.file, rate.line, rate.source, rate.note) == ("case.yaml", 3, "a plan", "guessed")
    assert origins["law.contribution_rate"].table.startswith("measure Art. 6")
    assert origins["law.cap_months"].line == 3
    assert origins["law.cap_months"].grade == "A"
    assert origins["joining.scale_yuan"].grade == "U"
    assert origins["work.delivery.income_month_yuan"].grade == "A"
    assert origins["population.platform_workers.shenzhen"].table == "cities"
