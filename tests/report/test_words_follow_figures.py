"""What a report says follows from the figures, whatever their sign."""

import math
import re
from types import SimpleNamespace

import pytest

from uisim.report import other_runs
from uisim.report.assumed import hangs_on
from uisim.report.figures import money
from uisim.report.folder import Spread, Value, spread
from uisim.report.other_runs import Other, shocks_sentence
from uisim.report.reconciliation import difference
from uisim.report.sections_trust import assumptions_section
from uisim.report.sentences import Answer, answer

NAN = math.nan
ONE = Spread(NAN, NAN, NAN)


def only(value):
    return Spread(value, NAN, NAN)


ABOVE = Answer(
    last_month="2036-12",
    months=180,
    replications=1,
    balance=only(5_000_000_000),
    reserve=14.2,
    first_below="",
    ever_below=0,
    below=0,
    largest=5_000_000_000,
    break_even=only(0.008),
    mature=only(0.009),
    charged=0.01,
    assumed=(),
)
BELOW = ABOVE._replace(
    balance=only(-5_000_000_000),
    first_below="2027-03",
    ever_below=1,
    below=1,
    break_even=only(0.012),
    mature=only(0.015),
)


def text(figures, lang="en"):
    return " ".join(answer(figures, lang))


def test_below_0_is_a_transfer_from_employees_money():
    assert answer(BELOW, "en")[0] == "The balance at the end of 2036-12 is -50.0 million yuan."
    assert "transfer from employees' money; it is first below 0 in 2027-03" in text(BELOW)
    assert "由职工缴费资金垫付" in text(BELOW, "zh") and "2027年3月" in text(BELOW, "zh")


def test_above_0_speaks_of_no_transfer():
    assert answer(ABOVE, "en")[0] == "The balance at the end of 2036-12 is 50.0 million yuan."
    assert "holds 14.2 months of outgo; it was never below 0" in text(ABOVE)
    assert "transfer" not in text(ABOVE) and "垫付" not in text(ABOVE, "zh")


def test_above_0_at_the_end_but_not_before_says_so():
    once = ABOVE._replace(first_below="2023-01", ever_below=1)
    assert "from 2023-01 on it was for a time below 0" in text(once)
    assert "by 2023-01 half of the replications have been" in text(once._replace(replications=2))
    some = once._replace(first_below="", replications=3)
    assert "1 of 3 replications were below 0 at some time" in text(some)


def test_the_rate_is_weighed_against_the_rate_charged():
    assert "1.20 % of the bases, more than the 1.00 % charged" in text(BELOW)
    assert "0.80 % of the bases, no more than the 1.00 % charged" in text(ABOVE)
    assert "which the rate charged covers too" in text(ABOVE)


def test_accrued_rights_that_the_rate_does_not_cover_are_said():
    assert "but with the rights accrued at the end it takes 1.40 %, which is more" in text(
        ABOVE._replace(mature=only(0.014))
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_contribution_no_break_even_rate(lang):
    said = text(ABOVE._replace(break_even=ONE, charged=NAN, mature=ONE), lang)
    assert "nan" not in said and "–" not in said
    assert ("no rate at which" if lang == "en" else "不存在收支平衡费率") in said


def test_an_answer_that_hangs_on_assumptions_says_so_first():
    assumed = ("claiming.take_up", "joining.rule")
    hanging = answer(ABOVE._replace(assumed=assumed), "en")
    first = "The answer rests on assumptions of grade U; other values of these assumptions were "
    first += "not played. "
    assert hanging[0] == first + answer(ABOVE, "en")[0]
    assert hanging[1:] == answer(ABOVE, "en")[1:] and len(hanging) == 4
    assert "how many who could claim do, who joins" in hangs_on(assumed, "en")


def test_the_noise_of_a_sample_is_said_where_chance_is():
    sample = ABOVE._replace(represents=400)
    for replications, below in ((1, 0), (20, 0), (20, 20), (20, 7)):
        said = answer(sample._replace(replications=replications, below=below), "en")[3]
        assert "chance alone (with a sample's noise: one worker stands for 400 people)" in said


@pytest.mark.parametrize(("moved", "said"), [(None, "may"), (0, "no unknown input"), (3, "do (3,")])
def test_inputs_that_were_played_are_said_to_change_the_sign_or_not(moved, said):
    many = ABOVE._replace(replications=20, moved=moved, assumed=("joining.rule",))
    assert said in answer(many, "en")[3].partition("chance alone does not change its sign")[2]


def test_where_every_decisive_input_was_found_nothing_is_said_of_unknown_ones():
    for below in (0, 20):
        many = ABOVE._replace(replications=20, below=below)
        assert answer(many, "en")[3].endswith("chance alone does not change its sign.")
        assert answer(many, "zh")[3].endswith("随机波动不改变其正负。")


def test_of_few_replications_the_band_is_the_range_and_their_number_is_said():
    few = ABOVE._replace(replications=4, balance=spread((1e9, 2e9, 3e9, 9e9)))
    said = "(lowest to highest of 4 replications: 10.0 million yuan to 90.0 million yuan)."
    assert answer(few, "en")[0].endswith(said)
    assert spread(tuple(range(20))).low > 0


def test_one_replication_has_no_band_and_names_the_option():
    assert "no band of uncertainty" in text(ABOVE)
    assert "--replications 20" in text(ABOVE)
    assert "of replications:" not in text(ABOVE)


@pytest.mark.parametrize(
    ("below", "said"),
    [
        (0, "0 or above in all 20 replications; chance alone does not"),
        (20, "below 0 in all 20 replications; chance alone does not"),
        (7, "below 0 in 7 of 20 replications: chance alone decides"),
    ],
)
def test_replications_say_whether_chance_decides_the_sign(below, said):
    many = ABOVE._replace(
        replications=20, below=below, balance=Spread(5e9, 1e9, 9e9), break_even=Spread(1, 1, 1)
    )
    assert said in text(many)
    assert "(90 % of replications: 10.0 million yuan to 90.0 million yuan)" in text(many)


def test_a_change_is_said_with_its_direction():
    assert difference(-1e9, 1e9, "en") == (
        "The balance at the end is 20.0 million yuan higher. Its sign changes."
    )
    assert difference(2e9, 1e9, "en") == "The balance at the end is 10.0 million yuan lower."
    assert difference(1e9, 1e9, "en") == "The balance at the end is the same, to the fen."


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("figures", [ABOVE, BELOW])
def test_nobody_is_called_insolvent_and_no_field_is_left(figures, lang):
    said = text(figures._replace(assumed=("joining.rule",)), lang)
    assert not re.search(r"insolven|bankrupt|破产|资不抵债|\{|\}", said)


def test_where_inputs_were_drawn_chance_alone_decides_nothing():
    drawn = ABOVE._replace(replications=6, below=2, drawn=True)
    assert "below 0 in 2 of 6 replications, which differ in luck and in the" in text(drawn)
    assert "chance alone" not in text(drawn) and "仅凭" not in text(drawn, "zh")


def test_sources_of_the_law_are_read_in_the_language_of_the_reader():
    source = "Social Insurance Law Art. 46; to 2025-12-31; a paper; of her own"
    value = Value("law.cap_months", "24", "law", "A", source)
    found = {
        lang: assumptions_section((value,), lang).blocks[1].rows[0][3] for lang in ("en", "zh")
    }
    assert found["en"] == source
    assert found["zh"].endswith("；a paper；of her own") and "Law" not in found["zh"]
    assert "2025年12月31日" in found["zh"]


def test_money_is_in_the_unit_of_the_largest_amount_beside_it_with_two_digits_of_its_own():
    assert money(3.2e9, "en", among=2e12) == "0.032 billion yuan"
    assert money(3.2e9, "zh", among=2e12) == "0.32 亿元"
    assert money(-2e12, "zh", among=3e9) == "-2,000,000 万元"
    assert money(1.8e7, "zh", among=2e11) == "18 万元"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((5.0, -1.0), "In these stress tests the balance ends on the other side of 0: b."),
        ((-5.0, 1.0), "In these stress tests the balance ends on the other side of 0: b."),
        ((5.0, 1.0), ""),
        ((-5.0, -1.0), ""),
    ],
)
def test_stress_tests_that_change_the_sign_are_named(ends, said, monkeypatch):
    monkeypatch.setattr(other_runs, "title_of", lambda values, lang: values)
    run, shocked = (
        SimpleNamespace(values=name, figure=lambda _, end=end: only(end))
        for name, end in zip("ab", ends, strict=True)
    )
    recession = ("economy.recessions", "[]", "[…]")
    beside = [Other(shocked, (recession,)), Other(shocked, (("joining.rule", "", ""),))]
    assert shocks_sentence(run, beside, "en") == said
