"""The folder of a sweep: nothing complete is lost, nothing incomplete counts."""

import errno
import os
import subprocess
import sys

import pytest

from uisim.study.cells import Cells, OtherSweepError, locked, open_design
from uisim.study.whole import put

DESIGN = {"scenario": "small", "cells": 2}
HOLD = """
import sys, time
from pathlib import Path
from uisim.study.cells import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def kept(tmp_path):
    cells = Cells(tmp_path)
    cells.keep(1, b"one")
    cells.keep(0, b"zero")
    return cells


def disk_is_full(monkeypatch, *, of="fsync"):
    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, of, refuse)


def manifest(folder):
    return (folder / "cells" / "manifest.csv").read_text("utf-8").splitlines()


def test_cells_kept_are_found_again(kept, tmp_path):
    assert Cells(tmp_path).complete == kept.complete
    assert set(kept.complete) == {0, 1}


def test_the_manifest_ends_in_the_order_of_the_cells(kept, tmp_path):
    kept.close()
    assert [line.partition(",")[0] for line in manifest(tmp_path)] == ["cell", "0", "1"]


def test_a_cell_altered_or_gone_is_not_complete(kept, tmp_path):
    kept.path(0).write_bytes(b"zer0")
    assert set(Cells(tmp_path).complete) == {1}
    kept.path(1).unlink()
    assert set(Cells(tmp_path).complete) == set()


def test_a_cell_that_the_manifest_does_not_name_is_not_complete(kept, tmp_path):
    put(kept.path(2), b"two")
    assert set(Cells(tmp_path).complete) == {0, 1}
    assert not kept.path(2).exists()


def test_a_line_cut_off_by_a_crash_loses_only_its_cell(kept, tmp_path):
    whole = (tmp_path / "cells" / "manifest.csv").read_bytes()
    (tmp_path / "cells" / "manifest.csv").write_bytes(whole[:-5])
    again = Cells(tmp_path)
    assert set(again.complete) == {1}
    again.keep(0, b"zero")
    assert Cells(tmp_path).complete == kept.complete


def test_a_full_disk_leaves_what_was_kept(kept, tmp_path, monkeypatch):
    with monkeypatch.context() as full:
        disk_is_full(full)
        with pytest.raises(OSError, match="No space left"):
            kept.keep(2, b"two")
    assert set(Cells(tmp_path).complete) == {0, 1}
    assert {path.name for path in (tmp_path / "cells").iterdir()} == {
        "000000.parquet",
        "000001.parquet",
        "manifest.csv",
    }


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "file"
    put(path, b"old")
    for broken in ("fsync", "replace"):
        with monkeypatch.context() as full:
            disk_is_full(full, of=broken)
            with pytest.raises(OSError, match="No space left"):
                put(path, b"new")
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]


def test_a_second_process_is_refused_until_the_first_ends_however_it_ends(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout.readline() == "held\n"
        with pytest.raises(OtherSweepError, match="another process"), locked(tmp_path):
            pass
        first.kill()
        first.wait()
        with locked(tmp_path):
            pass


def test_a_folder_is_for_one_design(tmp_path):
    open_design(tmp_path, DESIGN)
    open_design(tmp_path, DESIGN)
    with pytest.raises(OtherSweepError, match="holds another sweep .different: cells, seed"):
        open_design(tmp_path, {**DESIGN, "cells": 3, "seed": 1})


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("all of it")
    with pytest.raises(OtherSweepError, match="thesis.txt, which is no sweep"):
        open_design(tmp_path, DESIGN)
