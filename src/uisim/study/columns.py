"""What the columns of the tables of a run hold: `monthly`, `groups`, `profiles`, `summary`."""

from typing import Final

from uisim.fund.columns import COLUMNS, GROUP_COLUMNS, PROFILE_COLUMNS, Column
from uisim.study.tables import Columns, Described, shared


def _of_the_month(column: Column) -> Described:
    return Described(column.unit, column.meaning, column.zh)


def _over_the_horizon(column: Column) -> Described:
    unit = "months of people" if column.unit == "people" else column.unit
    meaning = column.meaning.removesuffix(", at the close of the month")
    return Described(unit, f"{meaning}, over the horizon", column.zh)


SUMMARY: Final[Columns] = shared("replication", "indicator", "group", "value", "unit")
MONTHLY: Final[Columns] = {
    **shared("replication", "month"),
    **{column.name: _of_the_month(column) for column in COLUMNS},
}
GROUPS: Final[Columns] = {
    **shared("replication", "month", "city", "kind"),
    **{column.name: _of_the_month(column) for column in GROUP_COLUMNS},
}
PROFILES: Final[Columns] = {
    **shared("replication"),
    "income_decile": Described("1 to 10", "decile of permanent income, 1 the lowest", "收入十分位"),
    "risk_quintile": Described("1 to 5", "quintile of the loss rate, 1 the lowest", "风险五分位"),
    "tenure_years": Described(
        "0 to 14", "whole years contributed at the time, 14 or more", "累计缴费年数"
    ),
    **{column.name: _over_the_horizon(column) for column in PROFILE_COLUMNS},
}
TABLES: Final = {"monthly": MONTHLY, "groups": GROUPS, "profiles": PROFILES}
"""The tables that are written for each replication, by the name of their file."""
