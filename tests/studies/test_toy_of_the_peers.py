"""The toy that uisim and its peers play (benchmarks/peers): uisim's totals against the form."""

import math
from pathlib import Path

import pytest

import uisim

PEERS = Path(__file__).resolve().parents[2] / "benchmarks" / "peers"
COLUMNS = {
    "contributions": "contributors",
    "losses": "last_losses",
    "awards": "claims_awarded",
}
PEOPLE, BATCHES = 1000, 20


@pytest.fixture
def exact(monkeypatch):
    monkeypatch.syspath_prepend(str(PEERS))
    import exact

    return exact


def toy(**changed):
    return {"months": 120, "loss": 0.04, "find": 0.25, "qualifying": 12, **changed}


def test_the_closed_form_of_contributions_and_losses_is_that_of_a_two_state_chain(exact):
    found = exact.expected(toy())
    rate, share = 0.04 + 0.25, 0.25 / (0.04 + 0.25)
    at_work = [share + (1 - share) * math.exp(-rate * m) for m in range(1, 121)]
    lost = 0.04 * (share * 120 + (1 - share) * (1 - math.exp(-rate * 120)) / rate)
    assert found["contributions"] == pytest.approx(sum(at_work))
    assert found["losses"] == pytest.approx(lost)


def test_without_a_qualifying_period_to_fill_every_later_loss_is_awarded(exact):
    rare = exact.expected(toy(qualifying=1, loss=1e-4))
    assert rare["awards"] == pytest.approx(rare["losses"], rel=0.02)
    assert rare["awards"] < rare["losses"]


def test_uisim_meets_the_closed_form(exact, kernel):
    settings = {"population.platform_workers": {"guangzhou": PEOPLE}}
    settings["projection.replications"] = BATCHES
    monthly = uisim.run(PEERS / "toy.yaml", settings, threads=1).monthly
    sums = monthly.groupby("replication")[list(COLUMNS.values())].sum() / PEOPLE
    for kind, column in COLUMNS.items():
        error = sums[column].std() / math.sqrt(BATCHES)
        z = (sums[column].mean() - exact.expected(toy())[kind]) / error
        assert abs(z) < 3.29, kind
        assert error < 0.01 * sums[column].mean(), kind
