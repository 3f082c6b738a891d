"""Compiled code is kept from run to run, and an edited law never meets an old one."""

import json
import os
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from engine.worlds import BASELINE

import uisim
from uisim.engine import compiled

SOURCES = Path(uisim.__file__).parent
TINY = """
import json
from engine.worlds import lively, total
from uisim.engine import compiled
from uisim.events import Kind
from uisim.study.run import play
played = play(lively({"projection.months": 40}), threads=1)
print(json.dumps({
    "due": total(played, Kind.CONTRIBUTION_OWN, 1),
    "contributors": total(played, Kind.CONTRIBUTION_OWN),
    "awarded": total(played, Kind.AWARDED, 1),
    "loaded": sum(compiled.play.stats.cache_hits.values()),
    "compiled": sum(compiled.play.stats.cache_misses.values()),
}))
"""


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the sources that compiled code is kept for, and its folder for compiled code."""
    copy = tmp_path / "sources" / "uisim"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    return copy


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def run(copy):
    places = [str(copy.parent), str(BASELINE.parents[1] / "tests")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(places)}
    done = subprocess.run(
        [sys.executable, "-c", TINY], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_byte_of_the_sources_names_another_folder(copied, monkeypatch):
    monkeypatch.setattr(uisim, "__file__", str(copied / "__init__.py"))
    folders = [compiled.cache_folder()]
    assert compiled.cache_folder() == folders[0]
    parts = [(copied / part).glob("*.py") for part in compiled.COMPILED]
    sources = sorted([*chain(*parts), *copied.rglob("*.yaml")])
    for source in sources:
        content = source.read_bytes()
        source.write_bytes(content[:-1] + b"#")  # one byte, and no longer file
        folders.append(compiled.cache_folder())
        source.write_bytes(content)
    (copied / "law" / "another.py").touch()
    folders.append(compiled.cache_folder())
    assert len(set(folders)) == len(folders) == len(sources) + 2
    assert all(folder.is_dir() and folder.is_relative_to(copied.parents[1]) for folder in folders)


def test_all_that_is_compiled_names_the_folder():
    code = "import sys, uisim.engine.compiled; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    parts = {name.split(".")[1] for name in done.stdout.split() if name.startswith("uisim.")}
    folders = {part for part in parts if (SOURCES / part).is_dir()}
    assert folders | {"."} == set(compiled.COMPILED)


def test_where_no_folder_can_be_made_a_temporary_one_is(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert compiled.cache_folder().is_dir()


@pytest.mark.slow
def test_a_second_run_compiles_nothing_and_an_edited_law_is_the_law(copied):
    first = run(copied)
    assert (first["compiled"], first["loaded"]) == (1, 0)

    second = run(copied)
    assert (second["compiled"], second["loaded"]) == (0, 1)
    assert {**second, "compiled": 1, "loaded": 0} == first

    table = copied / "law" / "tables" / "duration.yaml"
    edit(table, "first_step_months: 12", "first_step_months: 4")
    longer = run(copied)
    assert longer["awarded"] > first["awarded"]

    rule = copied / "law" / "contribution.py"
    edit(rule, "return round_half_up(base_fen, rate_ppm)", "return base_fen * 0 + rate_ppm * 0 + 7")
    seven = run(copied)
    assert (seven["compiled"], seven["loaded"]) == (1, 0)
    assert seven["due"] == 7 * seven["contributors"] > 0
