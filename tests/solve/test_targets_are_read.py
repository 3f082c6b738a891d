"""A target says what it asks for, and what is wrong with one is said."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from uisim.study.target import TargetError, figure, target
from uisim.units import parse_month

OUT = ("benefits_fen", "medical_fen", "job_seeking_fen", "maternity_fen", "administration_fen")


def result(closing, benefits):
    """A result of a few months from 2030-01 on, in which only benefits are paid."""
    monthly = {name: np.zeros(len(closing), np.int64) for name in OUT}
    monthly |= {"benefits_fen": np.array(benefits), "closing_fen": np.array(closing)}
    balance = SimpleNamespace(indicator="balance", group="all", value=closing[-1])
    statement = SimpleNamespace(monthly=monthly, start=parse_month("2030-01"))
    return SimpleNamespace(summary=(balance,), statement=statement)


PLAYED = result([300, -50, 120], [0, 100, 20])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("closing_balance = 0", 120),
        ("balance >= 0", 120),
        ("balance at 2030-02 >= 0", -50),
        ("balance >= 0 at 2030-02", -50),
        ("closing_fen >= 0 always", -50),
        ("closing_fen <= 0 always", 300),
        ("closing_fen >= 0 ever", 300),
        ("benefits_fen <= 3 ever", 0),
        ("balance >= 0 at 2031-01", math.nan),
        ("reserve_months at 2030-02 >= 6", -1),
        ("reserve_months at 2030-03 >= 6", 3),
        ("reserve_months at 2030-01 >= 6", math.nan),
        ("P(balance < 0) <= 0.05", 1),
        ("P(balance < 0 at 2030-03) <= 5 %", 0),
        ("P(reserve_months >= 6 always) <= 0.05", 0),
    ],
)
def test_a_target_takes_its_figure_of_a_replication(text, value):
    assert target(text).value(PLAYED) == pytest.approx(value, nan_ok=True)


def test_a_number_is_in_the_unit_of_the_files_unless_it_says_yuan():
    assert target("balance >= 100").condition.number == 100
    assert target("balance >= 100 yuan").condition.number == 10_000
    assert target("break_even_rate <= 1.5 %").condition.number == pytest.approx(0.015)
    assert target("P(balance < 0) <= 5 %").condition.number == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("closing balance is zero", "is no target"),
        ("reserve_month >= 12 always", "did you mean reserve_months?"),
        ("balance = 0 always", "always goes with"),
        ("P(balance = 0) <= 0.05", "not ="),
        ("P(balance < 0) <= 1", "between 0 and 1"),
        ("coverage >= 0.02 always", "coverage has no value by month"),
        ("balance[year=2030] >= 0 always", "no value by month"),
        ("closing_fen[city=zhuhai] >= 0", "has no groups"),
        ("balance at 2030-13 >= 0", "'2030-13' is not a month"),
        ("balance always >= 0 ever", "names two times"),
        ("members >= 5 yuan", "no money, but in people"),
    ],
)
def test_what_is_wrong_with_a_target_is_said(text, said):
    with pytest.raises(TargetError, match=said.replace("?", r"\?")) as caught:
        target(text)
    assert caught.value.written("zh") != caught.value.written("en")


def test_a_group_or_a_month_that_a_run_does_not_have_is_said():
    with pytest.raises(TargetError, match=r"balance has no group al .did you mean all"):
        target("balance[al] >= 0").value(PLAYED)
    short = SimpleNamespace(projection=SimpleNamespace(start=parse_month("2030-01"), months=3))
    figure("balance at 2030-03").check(short)
    with pytest.raises(TargetError, match="2030-04: not in the projection, 2030-01 to 2030-03"):
        figure("balance at 2030-04").check(short)


def test_a_figure_is_written_as_it_is_read():
    for text in ("balance", "balance[year=2030]", "members at 2030-12"):
        assert str(figure(text)) == text
    with pytest.raises(TargetError, match="is no figure"):
        figure("members always")
