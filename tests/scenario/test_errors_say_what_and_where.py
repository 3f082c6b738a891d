"""Every error of a scenario file is told at once, with its place, its key and its remedy."""

import pickle

import pytest
from scenario.files import problems, write

from uisim.scenario.file import load
from uisim.scenario.problems import ScenarioError

ONE_ERROR = [
    # A key that does not exist.
    (
        "projection: {month: 5}",
        "1:14: projection.month: unknown key (did you mean months)",
    ),
    (
        "law:\n  contribution_rte: 0.01",
        "2:3: law.contribution_rte: unknown key (did you mean contribution_rate)",
    ),
    (
        "law: {platform_share: 0.2}",
        "1:7: law.platform_share: unknown key (did you mean fund.platform_share)",
    ),
    ("lwa: {}", "1:1: lwa: unknown key (did you mean law)"),
    (
        "work: {zzz: {}}",
        "1:8: work.zzz: unknown key (allowed ride_hailing | delivery | courier | ecommerce | "
        "self_employed | all)",
    ),
    (
        "work: {all: {loss_rate: 1}}",
        "1:14: work.all.loss_rate: unknown key (did you mean loss_rate_month)",
    ),
    (
        "population: {platform_workers: {shenzen: 5}}",
        "1:33: population.platform_workers.shenzen: not known (got 'shenzen'; allowed guangzhou | "
        "shenzhen | zhuhai | foshan | dongguan | zhongshan | huizhou | jiangmen | zhaoqing | "
        "shantou | zhanjiang | shaoguan | heyuan | meizhou | shanwei | yangjiang | maoming | "
        "qingyuan | chaozhou | jieyang | yunfu; did you mean shenzhen)",
    ),
    # A value of the wrong type.
    (
        "claiming: {take_up: yes}",
        "1:21: claiming.take_up: not a number (got 'yes'; allowed 0 to 1 share)",
    ),
    (
        "claiming: {take_up: true}",
        "1:21: claiming.take_up: not a number (got true; allowed 0 to 1 share)",
    ),
    (
        "projection: {months: true}",
        "1:22: projection.months: not a whole number (got true; allowed 0 to 1200 months)",
    ),
    (
        "projection: {months: 1.5}",
        "1:22: projection.months: not a whole number (got 1.5; allowed 0 to 1200 months)",
    ),
    (
        "projection: {months: 010}",
        "1:22: projection.months: not a whole number (got '010'; allowed 0 to 1200 months; "
        "did you mean 10)",
    ),
    (
        "law: {carry_over: no}",
        "1:19: law.carry_over: not true or false (got 'no'; allowed true | false)",
    ),
    ("law: [1]", "1:6: law: not a mapping (got [1])"),
    ("economy: {closures: 3}", "1:21: economy.closures: not a list (got 3)"),
    ("title: {en: 5, zh: 五}", "1:13: title.en: not a text (got 5)"),
    ("title: {en: '', zh: 五}", "1:13: title.en: is empty (got '')"),
    ("fund:", "1:6: fund: not a mapping (got null)"),
    # A value out of its range.
    (
        "law:\n  contribution_rate:\n    2026-01: 1.9",
        "3:14: law.contribution_rate.2026-01: out of range (got 1.9; allowed 0 to 1 share; "
        "did you mean 0.019)",
    ),
    (
        "law: {qualifying_months: 0}",
        "1:26: law.qualifying_months: out of range (got 0; allowed 1 to 1200 months)",
    ),
    (
        "law: {waiting_months: -1}",
        "1:23: law.waiting_months: out of range (got -1; allowed 0 to 1200 months)",
    ),
    (
        "projection: {represents: 0}",
        "1:26: projection.represents: out of range (got 0; allowed 1 to 1000000 people)",
    ),
    (
        "projection: {start: 2018-06}",
        "1:21: projection.start: out of range (got '2018-06'; allowed 2018-07 to 2100-12)",
    ),
    (
        "joining: {scale_yuan: .nan}",
        "1:23: joining.scale_yuan: not a finite number (got nan; allowed 0.01 to 1000000000 yuan)",
    ),
    (
        "joining: {rule: logitt}",
        "1:17: joining.rule: not known (got 'logitt'; allowed exogenous | logit | strategic | "
        "default_in; did you mean logit)",
    ),
    (
        "law: {suspension_months_min: 2}",
        "1:30: law.suspension_months_min: not known (got 2; allowed 0 | 1)",
    ),
    (
        "law: {covered_causes: [licence, ilness]}",
        "1:33: law.covered_causes.1: not known (got 'ilness'; allowed platform_closed | "
        "no_work_offered | account_suspended | demand_drop | licence | business_failure | illness "
        "| force_majeure; did you mean illness)",
    ),
    (
        "work: {courier: {platforms_max: 5}}",
        "1:33: work.courier.platforms_max: out of range (got 5; allowed 1 to 4 platforms)",
    ),
    (
        "work: {courier: {platform_market_shares: [.2, .2, .2, .3, 0.1]}}",
        "1:42: work.courier.platform_market_shares: too many values "
        "(got [0.2, 0.2, 0.2, 0.3, 0.1])",
    ),
    # A month that is none.
    (
        "projection: {start: 2022-13}",
        "1:21: projection.start: not a month (YYYY-MM) (got '2022-13'; allowed 2018-07 to 2100-12)",
    ),
    (
        "law: {contribution_rate: {2026-1: 0.03}}",
        "1:27: law.contribution_rate.2026-1: not a month (YYYY-MM) (got '2026-1')",
    ),
    (
        "law: {medical_month_yuan: 400}",
        "1:27: law.medical_month_yuan: a price needs its month, such as {2022-01: 400}",
    ),
    (
        "law: {job_seeking: {2026-01: {in_force: true}, months_max: 3}}",
        "1:48: law.job_seeking.months_max: months and names cannot be mixed: date each name, or "
        "the whole block",
    ),
    # Values that do not go together.
    (
        "population: {kind_shares: {courier: .1}}",
        "1:27: population.kind_shares: the shares sum to 1.04, not to 1",
    ),
    (
        "work: {all: {cause_shares: {demand_drop: .3}}}",
        "1:28: work.all.cause_shares: the shares sum to 0.95, not to 1",
    ),
    (
        "work: {all: {cause_shares: {licence: .1}}}",
        "1:29: work.all.cause_shares.licence: not known (got 'licence'; allowed platform_closed | "
        "no_work_offered | account_suspended | demand_drop)",
    ),
    (
        "work: {delivery: {platform_market_shares: [.7, .2]}}",
        "1:43: work.delivery.platform_market_shares: the shares sum to 0.9, not to 1",
    ),
    (
        "work: {delivery: {platform_market_shares: [.7, .3]}}",
        "1:18: work.delivery: 3 of 2 platforms cannot be held",
    ),
    (
        "work: {self_employed: {platform_market_shares: [.7, .3]}}",
        "1:48: work.self_employed.platform_market_shares: the self-employed have one business: [1]",
    ),
    (
        "population:\n  entry_age: {min: 40}",
        "2:14: population.entry_age: min, mode and max have to rise",
    ),
    (
        "economy:\n  closures: [{kind: delivery, platform: 4, month: 2028-03}]",
        "2:41: economy.closures.0.platform: platforms of delivery: 3",
    ),
    (
        "law: {duration: {steps: [[12, 3], [6, 4]]}}",
        "1:25: law.duration.steps: the steps have to rise",
    ),
    ("law: {duration: {steps: []}}", "1:25: law.duration.steps: too few values (got [])"),
    (
        "economy: {force_majeure: [{month: 2028-09, share: .1, cities: [zhuha]}]}",
        "1:64: economy.force_majeure.0.cities.0: not known (got 'zhuha'; allowed guangzhou | "
        "shenzhen | zhuhai | foshan | dongguan | zhongshan | huizhou | jiangmen | zhaoqing | "
        "shantou | zhanjiang | shaoguan | heyuan | meizhou | shanwei | yangjiang | maoming | "
        "qingyuan | chaozhou | jieyang | yunfu; did you mean zhuhai)",
    ),
    ("law: {duration: {steps: [[12]]}}", "1:26: law.duration.steps.0: too few values"),
    (
        "economy: {recessions: [{from: 2029-01, months: 24, loss: 2.0}]}",
        "1:24: economy.recessions.0: reemployment is missing",
    ),
    # Evidence beside a value.
    (
        "law: {cap_months: {value: 24, sorce: me}}",
        "1:31: law.cap_months.sorce: unknown key (did you mean source)",
    ),
    ("law: {cap_months: {value: 24, note: 3}}", "1:37: law.cap_months.note: not a text (got 3)"),
    # What studies may draw.
    (
        "uncertain: {work.all.involuntary_share: [0.1, 1.6]}",
        "1:47: uncertain.work.all.involuntary_share: out of range (got 1.6; allowed 0 to 1 share; "
        "did you mean 0.016)",
    ),
    (
        "uncertain: {claiming.takeup: [0.1, 0.6]}",
        "1:13: uncertain.claiming.takeup: unknown key (did you mean take_up)",
    ),
    (
        "uncertain: {claiming.take_up: {low: 0.1}}",
        "1:31: uncertain.claiming.take_up: has to be [low, high], {low, mode, high}, {mean, sd} "
        "(with low and high) or {values: […]}",
    ),
    # What is not a plain YAML file of keys and values.
    ("a: [1, 2", "1:9: not readable as YAML: expected ',' or ']', but got '<stream end>'"),
    ("law: {cap_months: 3\x07}", "1:20: a character that YAML does not allow"),
    ("", "1:1: has to hold keys and values"),
    ("- 1", "1:1: has to hold keys and values"),
    ("fund: {}\n---\nlaw: {}", "2:1: a second document: one scenario per file"),
    ("law: &x {}", "1:6: law: anchor &x: not allowed"),
    ("law: !!map {}", "1:6: law: tag tag:yaml.org,2002:map: not allowed"),
    ("law: {}\nfund: {}\nlaw: {}", "3:1: law: written twice, first in line 1"),
    ("? [a]\n: 1", "1:3: a key has to be a name"),
    ("law: " + "[" * 20 + "]" * 20, "1:18: law" + ".0" * 12 + ": nested deeper than 12 levels"),
    # Parents.
    ("extends: 3", "1:10: extends: not the name of a scenario file (got 3)"),
    ("extends: other.yaml", "1:10: extends: no such file (got 'other.yaml')"),
    ("extends: case.yaml", "1:10: extends: extends itself in a circle (got 'case.yaml')"),
    (
        "extends: ../other.yaml",
        "1:10: extends: lies outside the folder of the scenarios (got '../other.yaml')",
    ),
    (
        "extends: /etc/base.yaml",
        "1:10: extends: lies outside the folder of the scenarios (got '/etc/base.yaml')",
    ),
    (
        "extends: /etc/passwd",
        "1:10: extends: not the name of a scenario file (got '/etc/passwd')",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE_ERROR, ids=[case[0][:40] for case in ONE_ERROR])
def test_an_error_names_file_line_column_key_value_range_and_the_nearest_name(
    tmp_path, text, expected
):
    assert problems(write(tmp_path, text)) == [f"case.yaml:{expected}"]


def test_all_errors_are_told_at_once_in_the_order_of_the_file(tmp_path):
    text = """\
        titel: {}
        claiming: {take_up: 2, verified_share: x}
        law:
          contribution_rate: {2026-01: 0.03, 2026-xx: 1}
          multi_platform_rule: {mode: blocks, mode: pays}
        joining: {value: {rule: logit}, sorce: x}
        """
    assert [line.split(": ")[0:2] for line in problems(write(tmp_path, text), {"law.x": 1})] == [
        ["case.yaml:1:1", "titel"],
        ["case.yaml:2:21", "claiming.take_up"],
        ["case.yaml:2:40", "claiming.verified_share"],
        ["case.yaml:4:38", "law.contribution_rate.2026-xx"],
        ["case.yaml:5:39", "law.multi_platform_rule.mode"],
        ["case.yaml:6:33", "joining.sorce"],
        ["command line", "law.x"],
    ]


def test_every_closure_of_an_unknown_platform_is_told_beside_other_errors(tmp_path):
    text = """\
        economy:
          closures:
            - {kind: delivery, platform: 4, month: 2028-03}
            - {kind: courier, platform: 1, month: 2028-03}
            - {kind: self_employed, platform: 2, month: 2028-03}
        population: {entry_age: {min: 40}}
        """
    assert problems(write(tmp_path, text)) == [
        "case.yaml:3:34: economy.closures.0.platform: platforms of delivery: 3",
        "case.yaml:5:39: economy.closures.2.platform: platforms of self_employed: 1",
        "case.yaml:6:25: population.entry_age: min, mode and max have to rise",
    ]


def test_an_error_in_a_parent_is_told_even_where_the_child_overrides_the_value(tmp_path):
    write(tmp_path, "claiming: {take_up: 2}", "parent.yaml")
    child = write(tmp_path, "extends: parent.yaml\nclaiming: {take_up: 1}")
    assert problems(child) == [
        "parent.yaml:1:21: claiming.take_up: out of range (got 2; allowed 0 to 1 share; "
        "did you mean 0.02)"
    ]


def test_an_error_under_work_all_is_told_once(tmp_path):
    found = problems(
        write(tmp_path, "work: {all: {search_effect: 2}, courier: {search_effect: 1}}")
    )
    assert found == [
        "case.yaml:1:29: work.all.search_effect: out of range (got 2; allowed 0 to 1 share; "
        "did you mean 0.02)"
    ]


def test_an_error_on_the_command_line_says_so(tmp_path):
    path = write(tmp_path, "title: {en: X}")
    assert problems(path, {"claiming.take_up": "1.5", "law.cap_months": "[1"}) == [
        "command line: claiming.take_up: out of range (got 1.5; allowed 0 to 1 share; "
        "did you mean 0.015)",
        "command line: law.cap_months: not readable as YAML: "
        "expected ',' or ']', but got '<stream end>'",
    ]


def test_a_file_that_is_not_there_is_named_with_the_nearest(tmp_path):
    write(tmp_path, "title: {en: X}", "baseline.yaml")
    found = problems(tmp_path / "baselin.yaml")
    assert found == ["baselin.yaml: no such file (did you mean baseline.yaml)"]


def test_a_parent_that_is_not_there_is_named_with_the_nearest(tmp_path):
    write(tmp_path, "title: {en: X}", "baseline.yaml")
    found = problems(write(tmp_path, "extends: baselin.yml"))
    assert found == [
        "case.yaml:1:10: extends: no such file (got 'baselin.yml'; did you mean baseline.yaml)"
    ]


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"title: {en: \xff\xfe}")
    assert problems(path) == ["case.yaml: not a text in UTF-8"]
    path.write_bytes(b" " * (2**20 + 1))
    assert problems(path) == ["case.yaml: larger than 1048576 bytes"]
    path.unlink()
    path.mkdir()
    assert problems(path) == ["case.yaml: not a file"]


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    outside = write(tmp_path, "title: {en: X}", "other/outside.yaml")
    path = write(tmp_path / "tree", "extends: link.yaml")
    (path.parent / "link.yaml").symlink_to(outside)
    assert problems(path) == [
        "case.yaml:1:10: extends: lies outside the folder of the scenarios (got 'link.yaml')"
    ]


def test_an_alias_is_refused_where_it_stands(tmp_path):
    found = problems(write(tmp_path, "fund: &f {platform_share: .1}\nlaw: *f"))
    assert found == [
        "case.yaml:1:7: fund: anchor &f: not allowed",
        "case.yaml:2:6: law: alias *f: write the value out",
        "case.yaml:2:6: law: not a mapping (got null)",
    ]


def test_an_error_travels_between_processes_with_its_problems(tmp_path):
    with pytest.raises(ScenarioError) as caught:
        load(write(tmp_path, "claiming: {take_up: 2}"))
    arrived = pickle.loads(pickle.dumps(caught.value))
    assert arrived.problems == caught.value.problems
    assert str(arrived) == str(caught.value)


@pytest.mark.parametrize("block", ["economy", "work"])
def test_a_block_that_is_no_mapping_is_told(tmp_path, block):
    found = problems(write(tmp_path, f"title: {{}}\n{block}: 3"))
    assert [line for line in found if block in line and "not a mapping" in line]
