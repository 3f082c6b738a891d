import numpy as np
from fund.small import CELLS, MONTHS, small_inputs, small_statement

from uisim.fund.columns import COLUMNS, GROUP_COLUMNS, profiles_table

CONTRACT = """
opening_fen contributions_own_fen contributions_platform_fen subsidy_fen interest_fen benefits_fen
medical_fen job_seeking_fen maternity_fen administration_fen closing_fen base_sum_fen workers
eligible jobless members contributors members_at_floor claimants_paid claims_pending entered left
left_jobless found_work joined lapsed members_left undeclared_months losses_involuntary
losses_voluntary last_losses partial_losses claims_awarded months_awarded exhausted
denied_not_member denied_voluntary denied_cause_not_covered denied_too_few_months
denied_did_not_file denied_not_verified denied_found_work_first denied_left_first
denied_scheme_ended denied_multi_platform sole_voluntary sole_cause_not_covered
sole_too_few_months
"""
MONTHLY = CONTRACT.split()
FUND_ONLY = {"opening_fen", "subsidy_fen", "interest_fen", "administration_fen", "closing_fen"}


def test_the_columns_and_their_order_are_the_contract():
    assert [column.name for column in COLUMNS] == MONTHLY
    assert list(small_statement().monthly) == ["month", *MONTHLY]


def test_groups_have_all_but_what_only_the_fund_as_a_whole_has():
    expected = [name for name in MONTHLY if name not in FUND_ONLY]
    assert [column.name for column in GROUP_COLUMNS] == expected
    groups = small_statement().groups
    assert list(groups) == ["month", "city", "kind", *expected]
    cells = list(zip(groups["city"].tolist(), groups["kind"].tolist(), strict=True))
    assert cells == list(CELLS) * MONTHS
    assert groups["month"].tolist()[:3] == ["2024-11", "2024-11", "2024-12"]


def test_every_column_is_explained_in_both_languages():
    for column in COLUMNS:
        assert column.unit and column.meaning and column.zh


def test_the_months_of_the_lives_written_by_hand():
    monthly = {name: values.tolist() for name, values in small_statement().monthly.items()}
    assert monthly["month"] == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert monthly["workers"] == [8, 15, 15, 10]
    assert monthly["members"] == [3, 10, 10, 3]
    assert monthly["jobless"] == [0, 5, 15, 7]
    assert monthly["contributors"] == [3, 10, 0, 3]
    assert monthly["claimants_paid"] == [0, 0, 3, 0]
    assert monthly["months_awarded"] == [0, 0, 9, 0]
    assert monthly["losses_involuntary"] == [0, 0, 17, 0]
    assert monthly["claims_pending"] == [0, 0, 7, 0]
    assert monthly["contributions_own_fen"] == [6903, 6903 + 10500, 0, 6903]
    assert monthly["contributions_platform_fen"] == [0, 3500, 0, 0]
    # 1,000 7,905 28,821 at 2 %; 28,821 + 48 + 500 - 741,000 - 22,230 = -733,861 at 6 %
    assert monthly["interest_fen"] == [2, 13, 48, -3669]
    assert monthly["administration_fen"] == [0, 0, 22230, 0]  # 3 % of 3 * 247,000
    assert monthly["opening_fen"][1:] == monthly["closing_fen"][:-1]


def test_profiles_leave_out_rows_without_anything():
    profiles = {name: values.tolist() for name, values in small_statement().profiles.items()}
    # row 0: lowest decile, quintile and tenure; row 749: the highest
    assert profiles["income_decile"] == [1, 10]
    assert profiles["risk_quintile"] == [1, 5]
    assert profiles["tenure_years"] == [0, 14]
    assert profiles["members"] == [12, 14]  # months of people
    assert profiles["benefits_fen"] == [3 * 207_000, 0]
    assert set(profiles) - {"income_decile", "risk_quintile", "tenure_years"} < set(MONTHLY)


def test_profiles_of_nobody_are_an_empty_table():
    table = profiles_table(np.zeros_like(small_inputs()["profile"]))
    assert {len(values) for values in table.values()} == {0}
