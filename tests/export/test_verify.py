import json
import random
import shutil
import subprocess
from dataclasses import replace

import pytest
from click.testing import CliRunner
from engine.worlds import small
from export.results import hash_again
from pyarrow import compute, parquet
from sweep.worlds import small as small_file
from sweep.worlds import swept

from uisim.cli import main
from uisim.study import sums
from uisim.study.again import again_of
from uisim.study.audit import audit
from uisim.study.compare_files import write_comparison
from uisim.study.compare_whole import Comparing
from uisim.study.judged import Judging, judged
from uisim.study.kept import played_run
from uisim.study.verify import Finding, rerun, verify
from uisim.study.waterfall import groups_of

FLIPS = 40


def forge(folder):
    """Pay one fen more in one month, and make every hash right again."""
    path = folder / "monthly.parquet"
    table = parquet.read_table(path)
    at = table.column_names.index("benefits_fen")
    fen = table["benefits_fen"]
    one = compute.equal(compute.cast(table["month"], "string"), "2024-05")
    forged = compute.add(fen, compute.cast(one, "int64"))
    table = table.set_column(at, table.schema.field(at), forged)
    parquet.write_table(table, path, compression="zstd")
    hash_again(folder)


def again(folder):
    """Findings of playing a folder again."""
    return rerun(folder, again_of(folder))


@pytest.fixture(scope="module")
def compared(tmp_path_factory, kernel):
    """A comparison with a waterfall over two groups of keys, and the first difference."""
    first = small({"projection.months": 6, "work.all.loss_rate_month": 0.1})
    changes = {"law.contribution_rate": 0.02, "law.waiting_months": 1, "claiming.take_up": 0.5}
    other = replace(small({"projection.months": 6, **changes}), name="other")
    groups = {"other": groups_of(first, other, {"both": ["law.waiting_months", "claiming"]})}
    found = Comparing((first, other), 2, groups, True).played(threads=1)
    folder = tmp_path_factory.mktemp("compared") / "compare-a-b"
    write_comparison(folder, found.comparison, {"a.yaml": b"x"}, found.waterfalls, found.partings)
    return folder


@pytest.fixture(scope="module")
def swept_folder(tmp_path_factory, kernel):
    """A sweep of a key by month, of which something was asked."""
    folder = tmp_path_factory.mktemp("swept") / "sweep-small"
    grid = {"law.contribution_rate": "{2022-03: 0.02}, {2022-02: 0.03}"}
    swept(small_file(folder.parent), folder, grid)
    judged(folder, Judging("members", by_regret=True, satisfied=">= 1"))
    return folder


def test_what_was_written_is_found_unaltered(kept):
    assert verify(kept) == ()


def test_every_flipped_bit_is_found_and_its_file_named(folder):
    luck = random.Random(1)
    for path in sorted(folder.iterdir()):
        good = path.read_bytes()
        for _ in range(FLIPS):
            at, bit = luck.randrange(len(good)), luck.randrange(8)
            path.write_bytes(good[:at] + bytes([good[at] ^ 1 << bit]) + good[at + 1 :])
            named = {found.file for found in verify(folder)}
            pair = {"run.json", "SHA256SUMS"}  # of these two, one vouches for the other
            assert path.name in named or (path.name in pair and named & pair), (path.name, at, bit)
        path.write_bytes(good)
    assert verify(folder) == ()


def test_a_missing_and_a_strange_file_are_named(folder):
    (folder / "summary.csv").unlink()
    (folder / "notes.txt").write_text("mine", "utf-8")
    found = verify(folder)
    assert set(found) == {Finding("summary.csv", "missing"), Finding("notes.txt", "unlisted")}
    (folder / "SHA256SUMS").unlink()
    assert Finding("SHA256SUMS", "missing") in verify(folder)


def test_a_report_written_later_is_covered_and_hides_nothing(folder):
    (folder / "report.html").write_text("<p>", "utf-8")
    assert verify(folder) == (Finding("report.html", "unlisted"),)
    sums.cover(folder, "report.html")
    assert verify(folder) == ()
    for name in ("report.html", "summary.csv"):
        path = folder / name
        path.write_bytes(path.read_bytes() + b" ")
        sums.cover(folder, "report.html")
        assert [found.file for found in verify(folder)] == ([] if name == "report.html" else [name])
    (folder / "report.html").write_text("<b>", "utf-8")
    assert Finding("report.html", "unmatched") in verify(folder)


def test_a_run_of_several_scenarios_is_not_played_as_one(folder):
    record = json.loads((folder / "run.json").read_text("utf-8"))
    record["study"] = {"draws": 4}
    (folder / "run.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(ValueError, match="--draws"):
        played_run(folder)


@pytest.mark.parametrize(
    ("record", "command"),
    [
        ({"sweep": "sweep-a"}, r"scenario\.resolved\.yaml --set"),
        ({"study": {"compared": ["a", "b"]}}, r"uisim run .*a\.resolved\.yaml"),
    ],
)
def test_of_several_scenarios_one_is_told_how_to_play_one(tmp_path, record, command):
    (tmp_path / "run.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(ValueError, match=command):
        played_run(tmp_path)


def test_the_hashes_are_those_of_the_common_tool(kept):
    ran = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=kept)
    assert ran.returncode == 0


def test_the_scenario_that_was_kept_plays_to_the_same_bytes(kept):
    assert again(kept) == ()


@pytest.mark.parametrize(
    ("played", "forgeries"),
    [
        (
            "compared",
            {
                "indicators.csv": (",fen,", ",fen,1"),
                "waterfall.csv": (",fen,both,", ",fen,none,"),
                "run.json": ('"differing": 0', '"differing": 1'),
            },
        ),
        (
            "swept_folder",
            {
                "regret-members.csv": (",people,", ",people,1"),
                "design.json": ('"seed": 1', '"seed": 2'),
                "run.json": ('"seed": 1', '"seed": 2'),
            },
        ),
    ],
)
def test_all_but_what_was_forged_with_its_hashes_is_played_to_the_same_bytes(
    played, forgeries, request, tmp_path, monkeypatch
):
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    folder = shutil.copytree(request.getfixturevalue(played), tmp_path / played)
    for name, (old, new) in forgeries.items():
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    hash_again(folder)
    assert verify(folder) == ()
    assert set(again(folder)) == {Finding(name, "not reproduced") for name in forgeries}


def test_the_answer_of_a_search_is_not_played_from_its_folder(folder):
    record = json.loads((folder / "run.json").read_text("utf-8"))
    record["outputs"]["answer.json"] = ""
    (folder / "run.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(ValueError, match="search"):
        again_of(folder)


def test_a_figure_forged_with_its_hashes_is_found_by_audit_and_by_playing_again(folder):
    forge(folder)
    assert verify(folder) == ()
    run = played_run(folder)
    assert [found.file for found in again(folder)] == ["monthly.parquet"]
    wrong = [one for one in audit(run) if one.residual]
    assert [(one.table, one.column, one.residual, one.where) for one in wrong] == [
        ("monthly.parquet", "benefits_fen", 1, "0 2024-05")
    ]


def test_exit_codes_and_json(kept, folder):
    def call(*words):
        return CliRunner().invoke(main, [*map(str, words)])

    assert call("verify", kept, "--quiet").exit_code == 0
    assert call("verify", folder.parent).exit_code == 2
    (folder / "groups.parquet").write_bytes(b"")
    said = call("verify", folder, "--json")
    assert said.exit_code == 1
    assert json.loads(said.stdout) == [{"file": "groups.parquet", "what": "altered"}]
    said = call("verify", folder, "--lang", "zh")
    assert "groups.parquet: 写入后被改动" in said.stdout
    assert call("audit", folder).exit_code == 2  # an empty file cannot be read


@pytest.mark.parametrize("column", ["versions", "inputs"])
def test_other_versions_are_no_other_result(folder, column):
    record = json.loads((folder / "run.json").read_text("utf-8"))
    record[column] = {"python": "4.0"}
    (folder / "run.json").write_text(json.dumps(record), "utf-8")
    assert [found for found in again(folder) if found.file == "run.json"] == []
