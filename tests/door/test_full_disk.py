"""What cannot be written or shown is said in one line; nothing half written stays."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from scenario.files import write

from uisim.cli.common import writing
from uisim.study import files
from uisim.study.files import replacing

pytestmark = pytest.mark.whole

resource = pytest.importorskip("resource", reason="the system has no limits of a process")
FULL = Path("/dev/full")
BYTES_MAX = 100


def uisim(*words, out=subprocess.PIPE, **more):
    environment = os.environ | {"LANG": "C.UTF-8"} | more.pop("env", {})
    command = [sys.executable, "-m", "uisim", *map(str, words)]
    return subprocess.run(
        command, stdout=out, stderr=subprocess.PIPE, text=True, env=environment, **more
    )


def only_small_files():
    """Let the system refuse what makes a file longer than some bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES_MAX, BYTES_MAX))


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("words", [["--version"], ["law"]])
def test_printing_to_a_full_disk_is_said_in_a_line(words):
    with open(FULL, "w") as out:
        ended = uisim(*words, out=out)
    assert (ended.returncode, ended.stderr) == (1, "writing failed: No space left on device\n")


def test_a_terminal_without_the_character_shows_another():
    ended = uisim("law", "--at", "2026-09", env={"PYTHONIOENCODING": "ascii"})
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "?" in ended.stdout


def test_a_new_scenario_that_does_not_fit_leaves_no_file(tmp_path):
    base = write(tmp_path, "title: {en: Base}\n", "base.yaml")
    ended = uisim("new", tmp_path / "mine", "--from", base, preexec_fn=only_small_files)
    assert (ended.returncode, ended.stderr) == (1, "writing failed: File too large\n")
    assert [path.name for path in tmp_path.iterdir()] == ["base.yaml"]


def test_a_workbook_that_does_not_fit_is_told_in_a_line(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    pd.DataFrame({"note": ["one"]}).to_parquet(folder / "notes.parquet", index=False)
    files.write_text(folder / "run.json", "{}")
    words = ["export", folder, "--to", "xlsx", "--out", tmp_path / "out"]
    ended = uisim(*words, preexec_fn=only_small_files)
    assert (ended.returncode, ended.stderr) == (1, "writing failed: File too large\n")
    assert not list(tmp_path.rglob("*.xlsx"))


def test_older_results_that_cannot_be_put_back_are_kept_and_their_place_is_said(
    tmp_path, monkeypatch
):
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / files.RUN).write_text("{}")
    renamed = Path.rename

    def once(self, target):
        if self != folder:
            raise OSError(28, "No space left on device")
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", once)
    with pytest.raises(OSError, match="its files lie in") as error, replacing(folder):
        pass
    kept = Path(str(error.value).partition("its files lie in ")[2])
    assert (kept / files.RUN).read_text() == "{}"


def test_a_folder_made_for_what_failed_does_not_stay(tmp_path):
    (tmp_path / "kept").mkdir()
    for out in ("kept", "new/results"):
        with pytest.raises(ArithmeticError), writing(tmp_path / out):
            raise ArithmeticError
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
