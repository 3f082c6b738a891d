import csv
import json

import pytest
from fund.small import MONTHS, small_statement
from pyarrow import parquet

from uisim.fund.identities import check_identities
from uisim.fund.indicators import indicators
from uisim.study import files
from uisim.study.files import Provenance, replacing, write_results
from uisim.study.locks import one_at_a_time
from uisim.study.played import Result
from uisim.study.verify import verify

PROVENANCE = Provenance("small", 1, 2, "compiled", {"small.yaml": b"title: {}\n"})
OUTPUTS = {
    "groups.parquet",
    "monthly.csv",
    "monthly.parquet",
    "profiles.parquet",
    "scenario.resolved.yaml",
    "summary.csv",
}


def results():
    for replication in range(2):
        statement = small_statement()
        identities = check_identities(statement)
        yield Result(replication, statement, identities, indicators(statement, identities))


def write(folder, played=None, seconds=1.0):
    played = results() if played is None else played
    write_results(folder, played, PROVENANCE, "title: {}\n", {"seconds": seconds})


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "results" / "small")
    return tmp_path / "results" / "small"


def test_all_files_are_there_and_nothing_else(folder):
    assert {path.name for path in folder.iterdir()} == OUTPUTS | {
        "run.json",
        "SHA256SUMS",
        "timing.json",
    }
    assert [path.name for path in folder.parent.iterdir()] == ["small"]


def test_two_runs_leave_the_same_bytes(folder, tmp_path):
    write(tmp_path / "again", seconds=2.0)
    first, second = content(folder), content(tmp_path / "again")
    assert first.pop("timing.json") != second.pop("timing.json")
    assert first == second


def test_a_crash_in_the_middle_leaves_the_old_result(folder):
    def crashing():
        yield next(results())
        raise RuntimeError("power cut")

    before = content(folder)
    with pytest.raises(RuntimeError, match="power cut"):
        write(folder, crashing())
    assert content(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["small"]


def test_a_crash_while_changing_places_brings_the_old_result_back(folder, monkeypatch):
    before = content(folder)
    rename = type(folder).rename

    def fail_for_the_new_one(self, target):
        if self.name == "new":
            raise OSError("disk full")
        return rename(self, target)

    monkeypatch.setattr(type(folder), "rename", fail_for_the_new_one)
    with pytest.raises(OSError, match="disk full"):
        write(folder)
    assert content(folder) == before


def test_what_a_killed_run_left_is_cleared_away_by_the_next_into_the_same_place(folder):
    dead, alive, other = (
        folder.parent / name for name in (".small-12345678", ".small-abcdefgh", ".small-2-abcdefgh")
    )
    for left in (dead, alive, other):
        (left / "new").mkdir(parents=True)
        (left / ".lock").touch()
    with one_at_a_time(alive / ".lock"):
        write(folder)
    assert not dead.exists() and alive.is_dir() and other.is_dir()


def test_older_results_that_a_killed_run_had_moved_are_put_back(folder):
    before = content(folder)
    dead = folder.parent / ".small-12345678"
    dead.mkdir()
    (dead / ".lock").touch()
    folder.rename(dead / "old")
    with pytest.raises(RuntimeError), replacing(folder):
        raise RuntimeError("power cut")
    assert content(folder) == before and not dead.exists()


def test_what_is_no_result_is_never_cleared_away(folder):
    (folder / "my notes.txt").write_text("keep me", "utf-8")
    with pytest.raises(FileExistsError, match="holds my notes.txt, which is no result"):
        write(folder)
    assert (folder / "my notes.txt").read_text("utf-8") == "keep me"


def test_outputs_that_the_run_lists_may_be_replaced(folder):
    with replacing(folder) as fresh:
        (fresh / "charts").mkdir()
        files.write_text(fresh / "charts" / "balance.svg", "<svg/>")
        files.write_run(fresh, PROVENANCE, ())
    write(folder)
    assert not (folder / "charts").exists()


def test_the_run_has_the_hash_of_every_output(folder):
    run = json.loads((folder / "run.json").read_text("utf-8"))
    assert set(run["outputs"]) == OUTPUTS
    assert verify(folder) == ()
    (folder / "summary.csv").write_text("replication\n", "utf-8")
    assert verify(folder) == (("summary.csv", "altered"),)


def test_the_run_records_every_identity(folder):
    run = json.loads((folder / "run.json").read_text("utf-8"))
    names = [record["identity"] for record in run["identities"]]
    assert names == [identity.identity for identity in check_identities(small_statement())]
    assert {record["residual"] for record in run["identities"]} == {0}
    assert set(run["versions"]) >= {"uisim", "python", "numpy", "numba"}


def test_csv_and_parquet_say_the_same(folder):
    with open(folder / "monthly.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    table = parquet.read_table(folder / "monthly.parquet").to_pylist()
    assert len(table) == 2 * MONTHS
    assert lines == [{name: str(value) for name, value in row.items()} for row in table]
    assert b"\r" not in (folder / "monthly.csv").read_bytes()


@pytest.mark.parametrize("name", ["monthly", "groups", "profiles"])
def test_every_column_of_a_parquet_file_says_what_it_holds(folder, name):
    schema = parquet.read_schema(folder / f"{name}.parquet")
    for field in schema:
        assert set(field.metadata) == {b"unit", b"meaning", b"zh"}
    assert b"not insolvency" in schema.metadata[b"note"]


def test_the_summary_is_long_and_empty_where_nothing_is_defined(folder):
    with open(folder / "summary.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == ["replication", "indicator", "group", "value", "unit"]
    found = {(line["replication"], line["indicator"], line["group"]): line for line in lines}
    assert len(found) == len(lines)
    assert found["0", "identity_residual", "all"]["value"] == "0"
    assert found["1", "break_even_rate_last_60_months", "all"]["value"] == ""
    assert found["1", "take_up", "all"]["value"] == "0.3"
