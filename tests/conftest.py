"""What all tests share: books are approved by hand, and the kernel is compiled once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from engine.worlds import small, total

from uisim.study.run import play


def pytest_addoption(parser):
    parser.addoption(
        "--approve",
        action="store_true",
        help="rewrite the golden account books of tests/life/books",
    )


for ranked_before_lang in ("LC_ALL", "LC_MESSAGES"):  # the language is what a test sets as LANG
    os.environ.pop(ranked_before_lang, None)

COMPILED = (
    "from engine.worlds import small, total; from uisim.study.run import play; play(small({}))",
    "from engine.worlds import small; from uisim.study.diary import diaries;"
    "from uisim.study.run import blocks; next(diaries(next(iter(blocks(small({}), 0))), 1, 0))",
)
"""What compiles each kernel."""


def pytest_sessionstart(session):
    """Compile both kernels before several processes begin to test, each of which loads them."""
    if getattr(session.config.option, "numprocesses", None):
        places = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        environment = os.environ | {"PYTHONPATH": places}
        started = [subprocess.Popen([sys.executable, "-c", c], env=environment) for c in COMPILED]
        assert [process.wait() for process in started] == [0, 0]


@pytest.fixture(scope="session")
def kernel():
    """Compile the kernel, or load it, before the first test that needs it."""
    assert total(play(small({"projection.months": 2}), threads=1)) > 0
