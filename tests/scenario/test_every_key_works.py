"""No key is ignored: changed alone, each changes the scenario, and only there."""

import pytest
from scenario.files import loaded

from uisim.scenario.blocks import Document
from uisim.scenario.layers import built_in
from uisim.scenario.quantities import DATED, KINDS, Block
from uisim.scenario.resolved import as_plain, resolved_yaml
from uisim.scenario.rules import Law

WRITTEN_OUT = {
    # Keys whose other values have to be named: names, lists, what adds up, what has no default.
    "title.en": "Another",
    "title.zh": "另一情景",
    "about.question.en": "Who pays?",
    "about.question.zh": "谁承担？",
    "about.author": "A researcher",
    "about.source": "A law",
    "about.against": "another.yaml",
    "about.expects": {"balance": "rises", "members": "unchanged"},
    "about.by_hand": "contributions triple",
    "projection.start": "2023-05",
    "population.platform_workers": {"shenzhen": 1000},
    "population.kind_shares": {"courier": 0.07, "delivery": 0.10},
    "work.self_employed.cause_shares": {"licence": 0.2, "business_failure": 0.8},
    "economy.force_majeure": [{"month": "2028-09", "share": 0.01, "cities": ["zhuhai"]}],
    "economy.recessions": [{"from": "2029-01", "months": 24, "loss": 2, "reemployment": 0.6}],
    "economy.closures": [{"kind": "courier", "platform": 4, "month": "2028-03", "hits": 0.5}],
    "joining.rule": "strategic",
    "law.rejoin_base": "old_until_july",
    "law.duration": {"steps": [[12, 3], [60, 12]]},
    "law.months_after_award": "keep_remainder",
    "law.benefit_month": "completed_month",
    "law.multi_platform_rule.mode": "pays",
    "law.sequence_rule": {"any_within_months": 6},
    "law.membership_at_loss": "not_required",
    "law.covered_causes": ["licence"],
    "law.medical_month_yuan": {"2022-01": 500},
    "law.scheme_ends": "2027-12",
    "law.scheme_end_rights": "accrued",
    "uncertain": {"work.all.involuntary_share": {"low": 0.1, "high": 0.6}},
}
for kind in KINDS[:4]:
    WRITTEN_OUT[f"work.{kind}.cause_shares"] = {"demand_drop": 0.45, "account_suspended": 0.2}
    WRITTEN_OUT[f"work.{kind}.platform_market_shares"] = [0.4, 0.3, 0.3]
    WRITTEN_OUT[f"work.{kind}.platforms_max"] = 1
WITHOUT_ANOTHER_VALUE = {
    "work.self_employed.platform_market_shares",
    "work.self_employed.platforms_max",
}
BELOW_BLOCKS = {
    "population.scheme_from.shantou": "2025-07",
    "population.scheme_from.yunfu": "2026-01",
}


def leaves(form, key=""):
    """Every key of the schema that holds a value, with its field."""
    for name, field in form.model_fields.items():
        dotted = f"{key}.{name}" if key else name
        if isinstance(field.annotation, type) and issubclass(field.annotation, Block):
            yield from leaves(field.annotation, dotted)
        else:
            yield dotted, field


def default_of(key):
    node = built_in()
    for name in key.split("."):
        node = node.items[name]
    return next(iter(node.items.values())).plain() if 0 in node.items else node.plain()


def other(key):
    """Another value that the key may have."""
    if key in WRITTEN_OUT:
        return WRITTEN_OUT[key]
    default = default_of(key)
    if isinstance(default, bool):
        return not default
    return default + 1 if isinstance(default, int) else default * 0.9 or 0.05


TOGETHER = 17
"""Each key is written out together with every seventeenth after it."""
KEYS = dict(leaves(Document))
CHANGEABLE = [key for key in KEYS if key not in WITHOUT_ANOTHER_VALUE | {"population.scheme_from"}]


def changed(plain, reference, key=""):
    """Dotted keys at which two plain scenarios differ."""
    if isinstance(plain, dict) and isinstance(reference, dict):
        for name in plain.keys() | reference.keys():
            below = f"{key}.{name}" if key else name
            yield from changed(plain.get(name), reference.get(name), below)
    elif plain != reference:
        yield key


@pytest.fixture(scope="module")
def default(tmp_path_factory):
    return as_plain(loaded(tmp_path_factory.mktemp("default"), "title: {}"))


@pytest.mark.parametrize("key", [*CHANGEABLE, *BELOW_BLOCKS])
def test_a_key_changed_alone_changes_the_scenario_there_and_nowhere_else(tmp_path, default, key):
    value = BELOW_BLOCKS.get(key) or other(key)
    places = set(changed(as_plain(loaded(tmp_path, "title: {}", **{key: value})), default))
    assert places and all(f"{place}.".startswith(f"{key}.") for place in places)


@pytest.mark.parametrize("number", range(TOGETHER))
def test_a_scenario_written_out_whole_is_read_again_as_the_same(tmp_path, default, number):
    keys = [*CHANGEABLE, *BELOW_BLOCKS][number::TOGETHER]
    values = {key: BELOW_BLOCKS.get(key) or other(key) for key in keys}
    scenario = loaded(tmp_path, "title: {}", **values)
    assert len(set(changed(as_plain(scenario), default))) >= len(keys)
    assert loaded(tmp_path, resolved_yaml(scenario)) == scenario


@pytest.mark.parametrize("key", [key for key, field in KEYS.items() if DATED in field.metadata])
def test_every_value_of_law_habits_and_fund_may_be_dated(tmp_path, default, key):
    value = other(key)
    dated = value if key == "law.medical_month_yuan" else {"2026-01": value}
    scenario = loaded(tmp_path, "title: {}", **{key: dated})
    last = "2022-01" if key == "law.medical_month_yuan" else "2026-01"
    assert set(changed(as_plain(scenario), default)) <= {key, f"{key}.{last}"}
    assert len(scenario.dated[key].values) == 2
    assert f"{key}.{last}" in scenario.origins


WORK = [
    key.removeprefix("work.delivery.")
    for key in KEYS
    if key.startswith("work.delivery.") and "shares" not in key
]


@pytest.mark.parametrize("name", WORK)
def test_every_key_of_work_may_be_set_for_all_kinds(tmp_path, name):
    value = 2 if name == "platforms_max" else 0.77
    value = 1234 if name == "income_month_yuan" else value
    scenario = loaded(tmp_path, "title: {}", **{f"work.all.{name}": value})
    kinds = [kind for kind in KINDS if getattr(scenario.work[kind], name) == value]
    own = {"gain_rate_month", "platforms_max", "several_share", "closure_rate_year"}
    assert kinds == list(KINDS[:4] if name in own else KINDS)


def test_shares_for_all_kinds_pass_by_the_self_employed(tmp_path):
    text = """\
        work:
          all: {cause_shares: {demand_drop: .25, platform_closed: .2},
                platform_market_shares: [.5, .3, .2]}
        """
    work = loaded(tmp_path, text).work
    assert work["courier"].cause_shares["platform_closed"] == 0.2
    assert work["self_employed"].cause_shares == {"licence": 0.15, "business_failure": 0.85}
    assert work["courier"].platform_market_shares == (0.5, 0.3, 0.2)
    assert work["self_employed"].platform_market_shares == (1.0,)


def test_every_key_is_described_in_both_languages_and_graded():
    for key, field in KEYS.items():
        assert field.description and field.json_schema_extra["zh"], key
        assert field.json_schema_extra["grade"], key


def test_keys_of_the_law_are_those_of_its_tables():
    from uisim.law.tables import law_parameters

    assert {key for key, _ in leaves(Law)} == set(law_parameters())
