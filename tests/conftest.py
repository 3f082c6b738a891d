"""What all tests share: books are approved by hand, and the kernel is compiled once."""

import pytest
from engine.worlds import small, total

from uisim.study.run import play


def pytest_addoption(parser):
    parser.addoption(
        "--approve",
        action="store_true",
        help="rewrite the golden account books of tests/life/books",
    )


@pytest.fixture(scope="session")
def kernel():
    """Compile the kernel, or load it, before the first test that needs it."""
    assert total(play(small({"projection.months": 2}), threads=1)) > 0
