"""Her line of the profile: whole years contributed, behind the row of her income and risk."""

from types import SimpleNamespace

import pytest

from uisim.acts.stocks import profile_line


@pytest.mark.parametrize(
    ("months", "years"), [(0, 0), (11, 0), (12, 1), (167, 13), (168, 14), (191, 14), (400, 14)]
)
def test_years_count_up_to_an_open_class(months, years):
    assert profile_line(SimpleNamespace(row=45, total=months)) == 45 + years
