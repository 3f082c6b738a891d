from collections import Counter

import numpy as np
import pytest
from scenario.files import loaded
from scipy import stats

from uisim.scenario.file import load
from uisim.scenario.schema import Uncertain
from uisim.study.uncertain import drawn, uniform, value_at


def entry(**given):
    return Uncertain.model_validate(given, context={"whole": True})


SHARES = np.linspace(0.001, 0.999, 25)


def test_a_draw_depends_on_its_address_alone(tmp_path):
    few = loaded(tmp_path, "uncertain: {claiming.take_up: [0.1, 0.6]}")
    many = loaded(
        tmp_path,
        """
        projection: {months: 12, replications: 3}
        law: {contribution_rate: 0.02}
        uncertain: {joining.scale_yuan: {mean: 100, sd: 5}, claiming.take_up: [0.1, 0.6]}
        """,
    )
    for draw in range(5):
        assert drawn(few, draw)["claiming.take_up"] == drawn(many, draw)["claiming.take_up"]


def test_another_seed_key_or_number_is_another_draw():
    places = [(1, "a", 0), (2, "a", 0), (1, "b", 0), (1, "a", 1)]
    assert len({uniform(*place) for place in places}) == 4


def test_draws_are_uniform():
    found = [uniform(1, "claiming.take_up", draw) for draw in range(4000)]
    assert stats.kstest(found, "uniform").pvalue > 0.001


@pytest.mark.parametrize(
    ("uncertain", "distribution"),
    [
        (entry(low=2.0, high=5.0), stats.uniform(2, 3)),
        (entry(low=2.0, mode=3.0, high=6.0), stats.triang(0.25, 2, 4)),
        (entry(mean=1.0, sd=2.0), stats.norm(1, 2)),
        (entry(mean=1.0, sd=2.0, low=0.0, high=2.0), stats.truncnorm(-0.5, 0.5, 1, 2)),
    ],
    ids=["uniform", "triangular", "normal", "truncated normal"],
)
def test_values_are_the_quantiles_of_the_distribution(uncertain, distribution):
    found = [value_at(uncertain, share) for share in SHARES]
    assert found == pytest.approx(distribution.ppf(SHARES).tolist())


def test_listed_and_whole_values_have_equal_chances():
    shares = (np.arange(600) + 0.5) / 600
    listed = Counter(value_at(entry(values=("a", "b", "c")), share) for share in shares)
    assert listed == {"a": 200, "b": 200, "c": 200}
    whole = Counter(value_at(entry(low=2.0, high=4.0), share, whole=True) for share in shares)
    assert whole == {2: 200, 3: 200, 4: 200}


def test_a_draw_goes_through_the_door(tmp_path):
    text = """
        uncertain:
          law.qualifying_months: [6, 18]
          work.all.platforms_max: [1, 3]
          work.all.involuntary_share: {low: 0.1, mode: 0.35, high: 0.6}
          law.contribution_rate: {mean: 0.01, sd: 0.001}
          joining.rule: {values: [logit, default_in]}
        """
    scenario = loaded(tmp_path, text)
    for draw in range(4):
        values = drawn(scenario, draw)
        made = load(tmp_path / "case.yaml", values)
        assert isinstance(values["law.qualifying_months"], int)
        assert made.dated["joining.rule"].at(made.projection.start) == values["joining.rule"]
        assert made.work["courier"].involuntary_share == values["work.all.involuntary_share"]
