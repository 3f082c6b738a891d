import shutil

import pytest
from export.results import write_result


@pytest.fixture(scope="session")
def kept(tmp_path_factory, kernel):
    """A result that no test alters."""
    return write_result(tmp_path_factory.mktemp("kept") / "baseline")


@pytest.fixture
def folder(kept, tmp_path):
    """A copy of the result, to be altered."""
    return shutil.copytree(kept, tmp_path / "baseline")
