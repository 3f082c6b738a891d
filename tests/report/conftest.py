"""Results to report on: two small scenarios, played once for all tests."""

from pathlib import Path

import pytest

from uisim.report.beside import Beside
from uisim.report.folder import read_run
from uisim.report.other_runs import read_others
from uisim.report.page import html, part_of
from uisim.scenario.file import load
from uisim.study.run import run
from uisim.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
SMALL = {
    "projection.represents": "2000",
    "projection.months": "60",
    "projection.replications": "2",
    "joining.attention_rate_month": "0.2",
}


def played(folder, **changes):
    """Play the baseline small, with changes (``__`` for a dot); give the folder of its results."""
    settings = {name.replace("__", "."): value for name, value in changes.items()}
    path = ROOT / "scenarios" / "baseline.yaml"
    run(load(path, SMALL | settings), path, folder)
    return folder


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    return played(tmp_path_factory.mktemp("results") / "baseline")


@pytest.fixture(scope="session")
def shocked(tmp_path_factory):
    recession = "[{from: 2024-01, months: 24, loss: 2.0, reemployment: 0.6}]"
    return played(tmp_path_factory.mktemp("results") / "shock", economy__recessions=recession)


@pytest.fixture(scope="session")
def strategic(tmp_path_factory):
    return played(tmp_path_factory.mktemp("results") / "strategic", joining__rule="strategic")


@pytest.fixture(scope="session")
def small_run(results):
    return read_run(results)


@pytest.fixture(scope="session")
def parts(small_run, shocked, strategic):
    """A report in both languages, with other runs beside it."""
    before, *others = read_others(small_run, [shocked, shocked, strategic])
    return [part_of(small_run, before, Beside(tuple(others)), lang) for lang in LANGUAGES]


@pytest.fixture(scope="session")
def page(parts):
    """Text of that report."""
    return html(parts)
