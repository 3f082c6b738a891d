import json

import pandas as pd
import pytest
from click.testing import CliRunner

from uisim.cli import main
from uisim.fund.columns import COLUMNS, GROUP_COLUMNS, PROFILE_COLUMNS
from uisim.study.audit import audit
from uisim.study.kept import played_run


def spoil(path, change):
    frame = pd.read_parquet(path)
    change(frame).to_parquet(path, index=False)


def test_every_figure_is_what_its_events_add_up_to(kept):
    found = audit(played_run(kept))
    assert {one.residual for one in found} == {0}
    columns = {
        table: {one.column for one in found if one.table == table} - {"lines"}
        for table in {one.table for one in found}
    }
    everything = {column.name for column in COLUMNS}
    assert columns["monthly.parquet"] == columns["monthly.csv"] == everything
    assert columns["groups.parquet"] == {column.name for column in GROUP_COLUMNS}
    assert columns["profiles.parquet"] == {column.name for column in PROFILE_COLUMNS}
    written = pd.read_parquet(kept / "monthly.parquet")
    for name in ("benefits_fen", "interest_fen", "administration_fen", "subsidy_fen"):
        assert written[name].abs().sum() > 0


@pytest.mark.parametrize("table", ["groups", "profiles"])
def test_a_wrong_figure_is_named_with_both_numbers(folder, table):
    def one_more(frame):
        return frame.assign(claimants_paid=frame.claimants_paid + (frame.index == 7))

    spoil(folder / f"{table}.parquet", one_more)
    (wrong,) = [one for one in audit(played_run(folder)) if one.residual]
    assert (wrong.table, wrong.column) == (f"{table}.parquet", "claimants_paid")
    assert wrong.written - wrong.added == 1


def test_a_line_left_out_or_written_twice_is_found(folder):
    spoil(folder / "groups.parquet", lambda frame: frame.iloc[:-1])
    spoil(folder / "profiles.parquet", lambda frame: pd.concat([frame, frame.iloc[:1]]))
    wrong = {
        one.table for one in audit(played_run(folder)) if one.column == "lines" and one.residual
    }
    assert wrong == {"groups.parquet", "profiles.parquet"}


def test_the_command_prints_every_column_within_80_columns(kept, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    for lang, words in (("en", ": 0 columns differ"), ("zh", "：0 列不一致")):
        said = CliRunner().invoke(main, ["audit", str(kept), "--quiet", "--lang", lang])
        assert (said.exit_code, said.stdout) == (0, "")
        said = CliRunner().invoke(main, ["audit", str(kept), "--lang", lang])
        assert words in said.stdout
        assert all(column.name in said.stdout for column in COLUMNS)
        assert max(map(len, said.stdout.splitlines())) <= 80
    said = CliRunner().invoke(main, ["audit", str(kept), "--json"])
    assert {one["residual"] for one in json.loads(said.stdout)} == {0}
