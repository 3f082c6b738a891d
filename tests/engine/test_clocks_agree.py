"""Both clocks give the same sums, to the fen, in whatever order, blocks and threads."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from engine.worlds import BASELINE, VARIED, digest, lively, shuffled_reference, total

import uisim
from uisim.events import Kind
from uisim.outcome import empty_outcome
from uisim.study import run
from uisim.study.played import result_of

pytestmark = pytest.mark.usefixtures("kernel")


@pytest.mark.parametrize("world", VARIED)
def test_the_clocks_agree_to_the_fen_with_workers_shuffled(world):
    scenario = VARIED[world]()
    played = run.play(scenario, threads=1)
    shuffled = shuffled_reference(scenario)
    different = sorted(
        {Kind(kind).name for kind in np.argwhere(played.sums != shuffled.sums)[:, 2]}
    )
    assert different == []
    assert digest(played) == digest(shuffled)
    assert not played.breaches.any()
    assert total(played, Kind.ENTERED) > 30
    result_of(played)  # no identity is broken


def test_the_worlds_hold_every_kind_of_event():
    played = [run.play(scenario(), threads=1) for scenario in VARIED.values()]
    missing = [kind.name for kind in Kind if not any(total(one, kind) for one in played)]
    assert missing == []


def test_the_run_gives_the_reference_clock_the_same_lives():
    scenario = lively({"projection.months": 30, "projection.represents": 3}, 30)
    by_compiled, by_reference = (run.play(scenario, engine=e) for e in ("compiled", "reference"))
    assert digest(by_compiled) == digest(by_reference)


@pytest.mark.parametrize("block", [1, 7, 100])
@pytest.mark.parametrize("threads", [1, 2])
def test_blocks_and_threads_do_not_matter(monkeypatch, block, threads):
    scenario = VARIED["pays"]()
    whole = digest(run.play(scenario, threads=1))
    monkeypatch.setattr(run, "BLOCK", block)
    assert digest(run.play(scenario, threads=threads)) == whole


def test_replications_and_seeds_are_other_luck_and_come_again():
    one, other = lively(), lively({"projection.seed": 2})
    digests = [digest(run.play(*p)) for p in ((one, 0), (one, 1), (other, 0), (one, 0), (one, 1))]
    assert digests[:2] == digests[3:]
    assert len(set(digests)) == 3


def test_compilation_switched_off_changes_nothing():
    overrides = {"projection.months": 24}
    code = (
        "from engine.worlds import digest, lively; from uisim.study.run import play;"
        f"print(digest(play(lively({overrides!r}, 4), threads=1)))"
    )
    paths = [str(Path(uisim.__file__).parents[1]), str(BASELINE.parents[1] / "tests")]
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(paths)}
    plain = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert plain.returncode == 0, plain.stderr
    assert plain.stdout.strip() == digest(run.play(lively(overrides, 4), threads=1))


def test_the_kernel_keeps_no_reference_to_what_it_is_lent():
    for block in run.blocks(lively(), 0):
        lent = [*block.setting, *empty_outcome(72), block.cohorts.people, block.cohorts.workers]
        before = [sys.getrefcount(array) for array in lent]
        run.play_block(block, 1, 0)
        assert [sys.getrefcount(array) for array in lent] == before
