"""The reference of the outputs names all that is written, in both languages."""

import re

import pytest
from fund.small import small_statement

from uisim.fund.columns import COLUMNS
from uisim.fund.identities import check_identities
from uisim.fund.indicators import GROUPED, INDICATORS, RESIDUAL, indicators
from uisim.report.indicator_meanings import indicator_groups, indicator_meanings
from uisim.report.indicator_names import indicator_names
from uisim.report.outputs_page import outputs_page
from uisim.report.unit_names import unit_name
from uisim.study.outputs import FOLDERS, column_of

NAMES = [*(indicator.__name__ for indicator, _ in INDICATORS), RESIDUAL]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_indicator_has_a_name_and_a_meaning_of_its_own(lang):
    called, meanings = indicator_names(lang), indicator_meanings(lang)
    assert list(called) == NAMES
    assert meanings.keys() == called.keys()
    assert len(set(called.values())) == len(set(meanings.values())) == len(NAMES)
    rows = re.findall(r"^\| `(\w+)` \|", outputs_page(lang), re.MULTILINE)
    assert rows[: len(NAMES)] == NAMES
    assert {column.name for column in COLUMNS} < set(rows)


def test_the_groups_named_are_those_written():
    statement = small_statement()
    written: dict[str, set[str]] = {name: set() for name in NAMES}
    for one in indicators(statement, check_identities(statement)):
        written[one.indicator].add(re.sub("=.*", "=", one.group))
    named = indicator_groups("en")
    for name, groups in written.items():
        listed, _, no_all = named.get(name, "").partition("; no `all`")
        said = {re.sub("=.*", "=", group) for group in re.findall("`([^`]+)`", listed)}
        of_all = {"all"} if named.get(name, "") == listed + no_all else set()
        assert groups - {"month="} == (said | of_all) - {"month="}, name
        assert {group.rstrip("=") for group in said | of_all} == set(GROUPED[name]), name


def test_every_unit_has_a_name_in_chinese():
    units = {
        column.unit for folder in FOLDERS for o in folder.outputs for column in o.columns.values()
    }
    units |= {unit for _, unit in INDICATORS}
    assert {unit for unit in units if unit_name(unit, "zh") == unit} <= {"YYYY-MM", "ID"}


def test_a_column_that_nothing_writes_is_not_described():
    assert column_of("monthly", "closing_fen") is not None
    assert column_of("monthly", "closing_yuan") is None
    assert column_of("sweep", "law.contribution_rate") is not None
    assert column_of("sweep", "no_key") is None
    assert column_of("monthly", "law.contribution_rate") is None
