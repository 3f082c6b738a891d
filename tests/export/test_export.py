import itertools
import json
import re
import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pyarrow import parquet

from uisim.cli import main
from uisim.cli.export import FORMATS as NAMED_FORMATS
from uisim.fund.columns import COLUMNS
from uisim.report.export import xlsx
from uisim.report.export.write import FORMATS, export
from uisim.report.keys import meaning
from uisim.scenario.file import load
from uisim.study import files
from uisim.study.run import run

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module", params=["en", "zh"])
def exported(request, kept, tmp_path_factory):
    """Every format, in one language."""
    out = tmp_path_factory.mktemp(request.param) / "world"
    export(kept, FORMATS, out, request.param)
    return request.param, out


@cache
def opened(path):
    """Read a workbook once for all tests, none of which alters it."""
    return load_workbook(path)


def frame_of(kept, name="monthly"):
    return pd.read_parquet(kept / f"{name}.parquet")


def test_a_second_export_leaves_the_same_bytes(kept, exported, tmp_path):
    lang, out = exported
    written = export(kept, FORMATS, tmp_path / "again", lang)
    first = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert first == {path.relative_to(tmp_path / "again"): path.read_bytes() for path in written}


def test_the_workbook_has_yuan_and_is_laid_out(kept, exported):
    lang, out = exported
    book = opened(out / "baseline.xlsx")
    months = book["月度" if lang == "zh" else "Months"]
    assert months.freeze_panes == "C2"
    assert months.auto_filter.ref.startswith("A1:")
    headings = [cell.value for cell in months[1]]
    at = headings.index("失业保险金（元）" if lang == "zh" else "Benefits (yuan)")
    cells = [row[at] for row in months.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [
        pytest.approx(fen / 100, abs=0) for fen in frame_of(kept)["benefits_fen"]
    ]
    assert {cell.number_format.split(";")[0] for cell in cells} == {"#,##0.00"}
    titles = {"假设", "分组", "指标", "字段说明"} if lang == "zh" else {"Assumptions", "Columns"}
    assert titles <= set(book.sheetnames)
    groups = book["分组" if lang == "zh" else "Groups"]
    kinds = {(row[4].value, row[5].value) for row in groups.iter_rows(min_row=2)}
    assert ("ride_hailing", "网约车司机" if lang == "zh" else "ride-hailing driver") in kinds


def test_assumptions_have_their_grade_and_origin(exported):
    _, out = exported
    frame = pd.read_csv(out / "csv" / "assumptions.csv", dtype=str).set_index("key")
    assert frame.loc["declaring.floor_share", "value"] == "0.5"
    assert frame.loc["work.ride_hailing.income_month_yuan", "grade"] == "A"
    assert frame.loc["projection.months", "origin"] == "command line"
    assert frame.loc["title.en", "value"] == "Baseline"
    assert frame.loc["law.sequence_rule", "source"] == "measure, silent; no text found"


def test_assumptions_of_a_workbook_are_in_the_language_of_the_reader(exported):
    lang, out = exported
    sheet = opened(out / "baseline.xlsx")["假设" if lang == "zh" else "Assumptions"]
    rows = {row[0]: row[2:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    value, grade, source, _ = rows["law.multi_platform_rule.mode"]
    told = f"{rows['law.covered_causes']} {rows['law.carry_over']} {source}"
    assert value.endswith("（blocks）" if lang == "zh" else "(blocks)") and grade == "U ⚠"
    assert bool(re.search("[a-z]{4,},? [a-z]{2,}", told)) == (lang == "en")


def test_a_text_never_becomes_a_formula(tmp_path):
    texts = ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "harmless", "-0.5 a year"]
    numbers = ["-0.5", "+3"]
    folder = tmp_path / "hostile"
    folder.mkdir()
    pd.DataFrame({"note": texts + numbers}).to_parquet(folder / "notes.parquet", index=False)
    files.write_text(folder / "run.json", "{}")
    export(folder, ["xlsx", "csv"], tmp_path / "out", "en")
    rows = list(load_workbook(tmp_path / "out" / "hostile.xlsx")["notes"].rows)[1:]
    assert [row[0].value for row in rows] == texts + numbers
    assert {row[0].data_type for row in rows} == {"s"}
    assert [row[0].quotePrefix for row in rows] == [text != "harmless" for text in texts + numbers]
    read = pd.read_csv(tmp_path / "out" / "csv" / "notes.csv", dtype=str)["note"].tolist()
    guarded = [text if text == "harmless" else f"'{text}" for text in texts]
    assert read == guarded + numbers


def test_a_table_too_long_for_a_sheet_is_left_out_and_named(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "ROWS_MAX", len(frame_of(kept, "groups")) - 1)
    export(kept, ["xlsx"], tmp_path / "out", "en")
    book = load_workbook(tmp_path / "out" / "baseline.xlsx")
    assert "Groups" not in book.sheetnames
    told = {row[0].value: row[1].value for row in book["About"].rows}
    assert "groups" in told["Too many rows for a sheet"]


def test_stata_reads_labels_months_and_yuan(kept, exported):
    lang, out = exported
    with pd.read_stata(out / "dta" / "groups.dta", iterator=True) as reader:
        labels, values = reader.variable_labels(), reader.value_labels()
        frame = reader.read(convert_categoricals=True)
    written = frame_of(kept, "groups")
    assert labels["benefits_yuan"] == (
        "失业保险金（元）" if lang == "zh" else "unemployment benefit"
    )
    assert {"广州" if lang == "zh" else "guangzhou"} <= {*values["city"].values()}
    assert frame["benefits_yuan"].tolist() == (written["benefits_fen"] / 100).tolist()
    assert frame["members"].tolist() == written["members"].tolist()
    assert frame["month"].dt.strftime("%Y-%m").tolist() == written["month"].tolist()


def test_csv_has_a_mark_and_exact_yuan(kept, exported):
    _, out = exported
    path = out / "csv" / "monthly.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(path, dtype=str)
    fen = [int(text.replace(".", "")) for text in frame["closing_yuan"]]
    assert fen == frame_of(kept)["closing_fen"].tolist()
    assert all(text[-3] == "." for text in frame["closing_yuan"])


def test_parquet_keeps_fen_and_says_what_each_column_holds(kept, exported):
    _, out = exported
    read = parquet.read_table(out / "parquet" / "monthly.parquet")
    assert read["closing_fen"].to_pylist() == frame_of(kept)["closing_fen"].tolist()
    said = {field.name: field.metadata for field in read.schema}
    for column in COLUMNS:
        assert said[column.name][b"zh"].decode() == column.zh


def test_beancount_accepts_the_books_and_ends_with_the_same_balance(kept, exported):
    from beancount.loader import load_file

    _, out = exported
    months = frame_of(kept)
    for replication, name in ((0, "baseline"), (1, "baseline-001")):
        entries, errors, _ = load_file(out / f"{name}.beancount")
        assert errors == []
        balances = [entry for entry in entries if type(entry).__name__ == "Balance"]
        written = months[months.replication == replication]
        ends = written[written.month.str.endswith("-12")]["closing_fen"].tolist()
        ends += written["closing_fen"].tolist()[-1:]
        assert [int(entry.amount.number * 100) for entry in balances] == ends
        postings = [p for e in entries for p in getattr(e, "postings", None) or []]
        paid = sum(p.units.number for p in postings if p.account == "Expenses:Benefits")
        assert int(paid * 100) == written["benefits_fen"].sum() > 0


def test_bean_check_finds_a_forged_balance(exported, tmp_path):
    from beancount.loader import load_file

    _, out = exported
    text = (out / "baseline.beancount").read_text("utf-8")
    head, _, _ = text.rpartition(" CNY")
    (tmp_path / "forged.beancount").write_text(f"{head}9 CNY\n", "utf-8")
    assert load_file(tmp_path / "forged.beancount")[1] != []


@pytest.mark.filterwarnings("default")  # of the validators, not of ours
def test_frictionless_and_rocrate_accept_the_package(exported):
    from frictionless import Package
    from rocrate.rocrate import ROCrate

    _, out = exported
    report = Package(str(out / "datapackage" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] >= 7
    crate = ROCrate(out / "datapackage")
    found = {path.name for path in (out / "datapackage").iterdir()}
    assert {entity.id for entity in crate.data_entities} == found - {"ro-crate-metadata.json"}
    assert crate.name and crate.description and crate.datePublished  # required, as a licence is
    assert crate.license["name"] and crate.license["description"]


def test_the_validator_finds_an_altered_table(exported, tmp_path):
    from frictionless import Package

    _, out = exported
    shutil.copytree(out / "datapackage", tmp_path / "package")
    path = tmp_path / "package" / "years.csv"
    path.write_bytes(path.read_bytes().replace(b"2022", b"2021", 1))
    assert not Package(str(tmp_path / "package" / "datapackage.json")).validate().valid


def test_other_folders_of_results_are_written_table_by_table(tmp_path):
    folder = tmp_path / "rates"
    folder.mkdir()
    frame = pd.DataFrame({"rate": [0.01, 0.02], "closing_fen": [100, 250], "note": ["a", None]})
    frame.to_parquet(folder / "points.parquet", index=False)
    frame.to_csv(folder / "points.csv", index=False)
    files.write_text(folder / "run.json", json.dumps({"seed": 1}))
    formats = [name for name in FORMATS if name != "beancount"]
    export(folder, formats, tmp_path / "out", "zh")
    read = pd.read_csv(tmp_path / "out" / "csv" / "points.csv", dtype=str)
    assert read["closing_yuan"].tolist() == ["1.00", "2.50"]
    stata = pd.read_stata(tmp_path / "out" / "dta" / "points.dta")
    assert stata["closing_yuan"].tolist() == [1, 2.5]
    book = load_workbook(tmp_path / "out" / "rates.xlsx")
    assert book.sheetnames == ["说明", "points", "字段说明"]
    with pytest.raises(ValueError, match="only the results of one run"):
        export(folder, ["csv", "beancount"], tmp_path / "none", "zh")
    assert not (tmp_path / "none").exists()


def test_the_command_refuses_what_it_does_not_know(kept, tmp_path):
    assert tuple(FORMATS) == NAMED_FORMATS
    words = ["export", str(kept), "--out", str(tmp_path / "out"), "--to"]
    said = CliRunner().invoke(main, [*words, "xslx,stata"])
    assert said.exit_code == 2
    assert "did you mean xlsx" in said.stderr and "--to stata" in said.stderr
    said = CliRunner().invoke(main, [*words, "parquet", "--json"])
    assert said.exit_code == 0
    assert all(Path(path).is_file() for path in json.loads(said.stdout))
    assert CliRunner().invoke(main, ["export", str(tmp_path), "--to", "csv"]).exit_code == 2


def test_money_of_a_row_is_in_yuan_wherever_its_unit_stands_beside_it(replicated):
    folder, out = replicated
    bands = pd.read_csv(out / "csv" / "bands.csv", encoding="utf-8-sig")
    fen = pd.read_parquet(folder / "bands.parquet")
    money = (fen["unit"] == "fen").to_numpy()
    assert money.any() and not money.all()
    assert set(bands["unit"][money]) == {"yuan"} and "fen" not in set(bands["unit"])
    for name in ("mean", "p05", "p95"):
        assert np.allclose(bands[name][money], fen[name][money] / 100, equal_nan=True)
        assert np.allclose(bands[name][~money], fen[name][~money], equal_nan=True)
    assert "closing_yuan" in set(bands["column"]) and "closing_fen" not in set(bands["column"])


def test_every_heading_of_a_workbook_in_chinese_is_chinese(replicated):
    folder, out = replicated
    book = opened(out / f"{folder.name}.xlsx")
    assert len(book.worksheets) > 10
    heads = [str(cell.value) for sheet in book.worksheets[1:] for cell in sheet[1]]
    assert [head for head in heads if not re.search("[\u4e00-\u9fff]|^[0-9]+%", head)] == []
    assert all(re.search("[\u4e00-\u9fff]", sheet.title) for sheet in book.worksheets)


@pytest.fixture(scope="module")
def replicated(tmp_path_factory, kernel):
    """A run of two replications, exported in Chinese."""
    path = Path(__file__).resolve().parents[2] / "scenarios" / "baseline.yaml"
    small = {"represents": 20000, "months": 14, "replications": 2}
    folder = tmp_path_factory.mktemp("replicated") / "baseline"
    run(load(path, {f"projection.{name}": value for name, value in small.items()}), path, folder)
    out = folder.parent / "out"
    export(folder, ["xlsx", "csv"], out, "zh")
    return folder, out


def test_names_stand_beside_the_codes_of_a_workbook(replicated, tmp_path):
    folder, out = replicated
    export(folder, ["xlsx"], tmp_path, "en")
    zh, en = (opened(at / f"{folder.name}.xlsx") for at in (out, tmp_path))
    for book, sheet, pairs in (
        (zh, "指标", {"balance": "期末累计结余", "months_of_reserve": "备付月数"}),
        (en, "Indicators", {"balance": "Closing balance"}),
        (zh, "区间", {"closing_yuan": "期末结余", "months_of_reserve": "备付月数"}),
        (en, "Bands", {"members": "members, at the close of the month"}),
        (zh, "指标", {"city=foshan": "城市：佛山", "all": "全体", "filed": "提出申领"}),
        (en, "Indicators", {"year=2022": "Year: 2022", "city=foshan": "City: Foshan"}),
        (zh, "字段说明", {"monthly": "月度"}),
        (zh, "假设", {"declaring.floor_share": meaning("declaring.floor_share", "zh")}),
    ):
        codes = {
            code.value: name.value
            for row in book[sheet].iter_rows(min_row=2)
            for code, name in itertools.pairwise(row[:5])
        }
        assert pairs.items() <= codes.items(), sheet
    assert {row[1].value for row in zh["风险"].iter_rows(min_row=2)} >= {"balance<0"}
    assert "结余低于 0" in {row[2].value for row in zh["风险"].iter_rows(min_row=2)}
    summary = pd.DataFrame(list(zh["指标"].values)[1:], columns=[c.value for c in zh["指标"][1]])
    assert "元" in set(summary["单位"]) and not {"yuan", "people"} & set(summary["单位"])
    meanings = [row[4].value for row in zh["字段说明"].iter_rows(min_row=2)]
    assert all(re.search("[\u4e00-\u9fff]|^[0-9]+%", one) for one in meanings)


def test_people_and_months_are_written_with_one_digit(replicated):
    folder, out = replicated
    sheet = opened(out / f"{folder.name}.xlsx")["区间"]
    rows = [row for row in sheet.iter_rows(min_row=2) if row[3].value in ("人", "月", "人次")]
    cells = [cell for row in rows for cell in row[4:] if isinstance(cell.value, float)]
    assert {cell.number_format.split(";")[0] for cell in cells} == {"#,##0.0"}
