"""Answers of commands write money in the unit that suits its size."""

import pytest

from uisim.report.solution import figure, shown_unit


@pytest.mark.parametrize(
    ("fen", "lang", "written"),
    [
        (5_630_000_00, "en", "5.630 million yuan"),
        (2_500_000_000_00, "zh", "25.000 亿元"),
        (-2_500_000_000_00, "zh", "-25.000 亿元"),
    ],
)
def test_the_unit_follows_the_amount(fen, lang, written):
    among = abs(fen)
    assert f"{figure(fen, 'fen', lang, among)} {shown_unit('fen', lang, among)}" == written
