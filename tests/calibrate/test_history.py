"""History matching keeps the truth, rules out what is far, and says what cannot be known."""

import numpy as np
import pytest

from uisim.study.history import (
    CUT,
    EmptySetError,
    Moment,
    emulate,
    features,
    implausibility,
    latin_hypercube,
    match,
    simulated_moments,
)

pytestmark = pytest.mark.whole

NOISE = 0.02


def world(point, replication):
    """Two figures of two parameters and an answer, each with luck."""
    luck = np.random.default_rng([replication]).normal(0, NOISE, 3)
    a, b = point
    return np.array([a + 0.5 * b, a * b + 0.2 * a, a - b]) + luck


def moments(point, replication, error=0.01):
    return [Moment(str(n), v, error) for n, v in enumerate(world(point, replication)[:-1])]


def test_a_quadratic_is_emulated_exactly():
    points = latin_hypercube(20, 2, seed=1)
    values = 1 + points[:, 0] - 2 * points[:, 0] * points[:, 1] + points[:, 1] ** 2
    emulator = emulate(points, values)
    assert features(points).shape == (20, 6)
    assert emulator.mean(points) == pytest.approx(values)
    assert emulator.variance_at(points) == pytest.approx(0, abs=1e-20)


def test_the_variance_of_an_emulator_is_that_of_chance():
    points = latin_hypercube(400, 1, seed=1)
    values = points[:, 0] + np.random.default_rng(1).normal(0, NOISE, 400)
    assert emulate(points, values).variance == pytest.approx(NOISE**2, rel=0.2)


def test_implausibility_counts_standard_errors_of_the_worst_target():
    """Target 0 ± 3 and emulated 10 with variance 16: 10 / 5; the other target fits."""
    flat = emulate(np.linspace(0, 1, 9)[:, None], np.zeros(9))
    off = flat._replace(coefficients=np.array([10.0, 0, 0]), spread=np.zeros((3, 3)), variance=16)
    worst = implausibility([off, flat], [Moment("a", 0, 3), Moment("b", 0, 1)], np.array([[0.5]]))
    assert worst == pytest.approx([2])


def test_the_true_values_are_left_in_at_least_95_of_100_worlds():
    kept = 0
    for number in range(100):
        true = np.random.default_rng([7, number]).random(2)
        seen = moments(true, 100_000 + number)
        found = match(world, 2, seen, waves=2, seed=1)
        kept += bool(found.implausibility(true[None, :], seen)[0] <= CUT)
    assert kept >= 95


def test_waves_rule_out_most_values_and_the_answer_narrows():
    true = np.array([0.3, 0.7])
    found = match(world, 2, moments(true, 100_000), waves=3, seed=1)
    left = [wave.left for wave in found.waves]
    assert left == sorted(left, reverse=True) and left[-1] < 0.2
    assert np.all(found.ranges[:, 0] <= true) and np.all(true <= found.ranges[:, 1])
    assert found.answer.min() <= -0.4 <= found.answer.max()
    assert np.ptp(found.answer) < 1.6  # of 2 without targets


def test_parameters_that_act_only_together_are_not_identified():
    def product(point, replication):
        luck = np.random.default_rng([replication]).normal(0, NOISE, 2)
        return np.array([point[0] * point[1], point[0]]) + luck

    found = match(product, 2, [Moment("a", 0.3, 0.01)], waves=2, seed=1)
    assert found.unidentified.tolist() == [True, True]
    assert np.isnan(found.errors).all()


def test_a_parameter_without_effect_is_not_identified_and_the_other_is():
    def first(point, replication):
        return np.array([point[0], 0.0]) + np.random.default_rng([replication]).normal(0, NOISE, 2)

    found = match(first, 2, [Moment("a", 0.5, 0.01)], waves=2, seed=1)
    assert found.unidentified.tolist() == [False, True]
    assert found.estimate[0] == pytest.approx(0.5, abs=3 * NOISE)


def test_targets_that_no_value_reproduces_leave_nothing():
    with pytest.raises(EmptySetError) as caught:
        match(world, 2, [Moment("a", 9, 0.01), Moment("b", 9, 0.01)], waves=2, seed=1)
    assert caught.value.wave == 1
    assert caught.value.lowest > CUT


def test_simulated_moments_are_those_of_least_squares_by_hand():
    """Figures x + y and x - y, targets 1.1 and 0.1, both with variance 0.01: x 0.6, y 0.5.

    Information 2 / 0.01 each, so standard errors of sqrt(0.005).
    """
    grid = latin_hypercube(30, 2, seed=1)
    emulators = [emulate(grid, grid @ np.array([1, sign])) for sign in (1, -1)]
    aims = [Moment("sum", 1.1, 0.1), Moment("difference", 0.1, 0.1)]
    estimate, errors, misfit = simulated_moments(emulators, aims, grid)
    assert estimate == pytest.approx([0.6, 0.5], abs=1e-4)
    assert errors == pytest.approx(np.sqrt([0.005, 0.005]), rel=1e-3)
    assert misfit == pytest.approx(0, abs=1e-5)


def test_the_same_question_has_the_same_answer():
    seen = moments([0.3, 0.7], 100_000)
    one, two = (match(world, 2, seen, waves=2, seed=3) for _ in range(2))
    assert np.array_equal(one.cloud, two.cloud)
    assert np.array_equal(one.estimate, two.estimate)
