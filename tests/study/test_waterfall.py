from fractions import Fraction
from math import comb

import pytest
from study.kept import renamed, short

from uisim.study.compare_keys import between
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.study.waterfall import groups_of, shapley_weights, waterfall

pytestmark = pytest.mark.usefixtures("kernel")
CHANGED = {
    "law.contribution_rate": {"2022-01": 0.01, "2023-01": 0.04},
    "claiming.take_up": 0.9,
    "law.job_seeking.base_share": 0.5,  # without effect: the allowance is not in force
}


@pytest.fixture(scope="module")
def pair():
    return renamed(short(), "first"), renamed(short(CHANGED), "second")


@pytest.fixture(scope="module")
def found(pair):
    return waterfall(*pair, groups_of(*pair), 2)


def part(found, group, indicator="balance"):
    attribution = next(one for one in found.attributions if one.line[0] == indicator)
    return next(one for one in attribution.parts if one.group == group)


def test_parts_add_up_to_the_whole_difference_exactly(found, pair):
    assert len(found.attributions) > 15
    for attribution in found.attributions:
        assert sum(one.in_order for one in attribution.parts) == attribution.difference
        assert sum(one.shapley for one in attribution.parts) == attribution.difference
    last = pair[0].projection.months - 1
    before, after = (
        [result_of(play(one, r)).statement.books.closing(last) for r in range(2)] for one in pair
    )
    whole = next(one for one in found.attributions if one.line[0] == "balance")
    assert whole.difference == Fraction(sum(after) - sum(before), 2) != 0


def test_shapley_values_are_the_mean_over_all_orders_by_hand(pair):
    groups = {
        "rate": ("law.contribution_rate",),
        "rest": tuple(set(CHANGED) - {next(iter(CHANGED))}),
    }
    found = waterfall(*pair, groups, 1)
    last = pair[0].projection.months - 1

    def balance(keys):
        return result_of(play(between(*pair, keys))).statement.books.closing(last)

    none, rate, rest, both = (
        balance(keys) for keys in ([], groups["rate"], groups["rest"], [*CHANGED])
    )
    assert part(found, "rate").in_order == rate - none
    assert part(found, "rest").in_order == both - rate
    assert part(found, "rate").shapley == Fraction(rate - none + both - rest, 2)


def test_shapley_values_do_not_depend_on_the_order(found, pair):
    turned = waterfall(*pair, dict(reversed(found.groups.items())), 2)
    for group in found.groups:
        assert part(turned, group).shapley == part(found, group).shapley
    in_order = [[part(one, group).in_order for group in found.groups] for one in (found, turned)]
    assert in_order[0] != in_order[1]


def test_a_key_without_effect_has_no_part(found):
    for attribution in found.attributions:
        one = next(each for each in attribution.parts if each.group == "law.job_seeking")
        assert (one.in_order, one.shapley) == (0, 0)


def test_weights_are_shares_of_the_orders():
    for k in range(1, 9):
        assert sum(comb(k - 1, n) * w for n, w in enumerate(shapley_weights(k))) == 1


def test_keys_are_grouped_by_name_then_by_block(pair):
    second = short({**CHANGED, "work.all.loss_rate_month": 0.2})
    named = {"benefits": ("claiming", "law.job_seeking.base_share")}
    groups = groups_of(pair[0], second, named)
    assert list(groups) == ["benefits", "work.loss_rate_month", "law.contribution_rate"]
    assert groups["benefits"] == ("claiming.take_up", "law.job_seeking.base_share")
    assert len(groups["work.loss_rate_month"]) == 5


def test_groups_that_cannot_be_made_say_why(pair):
    with pytest.raises(ValueError, match="no changed key is membership"):
        groups_of(*pair, {"a": ("membership",)})
    with pytest.raises(ValueError, match="nothing to attribute"):
        groups_of(pair[0], renamed(pair[0], "twin"))
    rates = ("take_up", "verified_share", "misreported_share", "undeclared_work_share")
    many = {f"claiming.{name}": 0.5 for name in rates}
    many |= {f"membership.{name}": 0.5 for name in ("july_review_share", "resume_share")}
    many |= {f"joining.{name}": 0.6 for name in ("probability", "belief_weight", "cost_salience")}
    with pytest.raises(ValueError, match="9 groups of changed keys, at most 8"):
        groups_of(short(), short({**many, "membership.resume_share": 0.5}))
