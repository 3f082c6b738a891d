"""The commands of the door: check, show, new, and what `run` refuses and remarks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from scenario.files import write

from uisim.cli import main
from uisim.scenario.file import load
from uisim.scenario.listing import differences, values
from uisim.scenario.resolved import as_plain
from uisim.scenario.starter import SCHEMA_LINE

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BAD = "law:\n  contribution_rate: 3\nclaiming: {takeup: 1}\n"


@pytest.fixture
def uisim(tmp_path, monkeypatch):
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANG", "C.UTF-8")
    return lambda *words: CliRunner().invoke(main, list(map(str, words)))


def test_check_tells_all_errors_of_all_files_at_once(uisim, tmp_path):
    write(tmp_path, BAD, "one.yaml")
    write(tmp_path, "lwa: {}", "two.yaml")
    write(tmp_path, "title: {en: Fine}", "fine.yaml")
    told = uisim("check", "one.yaml", "two.yaml", "fine.yaml", "gone.yaml")
    assert told.exit_code == 2
    assert told.stdout == "fine.yaml: sound\n"
    assert told.stderr.splitlines() == [
        "one.yaml:2:22: law.contribution_rate: out of range (got 3; allowed 0 to 1 share; "
        "did you mean 0.03)",
        "one.yaml:3:12: claiming.takeup: unknown key (did you mean take_up)",
        "two.yaml:1:1: lwa: unknown key (did you mean law)",
        "gone.yaml: no such file (did you mean one.yaml)",
    ]


def test_check_speaks_chinese_when_asked_or_when_the_environment_does(uisim, tmp_path, monkeypatch):
    write(tmp_path, BAD, "one.yaml")
    expected = [
        "one.yaml:2:22: law.contribution_rate: 超出范围（实为 3；允许 0 至 1 比例；是否应为 0.03）",
        "one.yaml:3:12: claiming.takeup: 未知的键（是否应为 take_up）",
    ]
    assert uisim("check", "one.yaml", "--lang", "zh").stderr.splitlines() == expected
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert uisim("check", "one.yaml").stderr.splitlines() == expected
    assert uisim("run", "one.yaml").stderr.splitlines() == expected


def test_check_in_json_gives_the_parts(uisim, tmp_path):
    write(tmp_path, BAD, "one.yaml")
    told = uisim("check", "one.yaml", "--json")
    assert told.exit_code == 2
    found = json.loads(told.stdout)
    assert (found["sound"], found["warnings"]) == ([], [])
    assert found["errors"][0] == {
        "file": "one.yaml",
        "line": 2,
        "column": 22,
        "key": "law.contribution_rate",
        "message": "out of range (got 3; allowed 0 to 1 share; did you mean 0.03)",
    }


def test_run_and_show_refuse_as_check_does_and_write_nothing(uisim, tmp_path):
    write(tmp_path, BAD, "one.yaml")
    checked = uisim("check", "one.yaml").stderr
    for words in (("run", "one.yaml"), ("show", "one.yaml"), ("new", "x", "--from", "one")):
        told = uisim(*words)
        assert (told.exit_code, told.stdout, told.stderr) == (2, "", checked), words
    assert [path.name for path in tmp_path.iterdir()] == ["one.yaml"]


def test_the_process_ends_with_2_and_without_a_traceback(tmp_path):
    path = write(tmp_path, BAD)
    ran = subprocess.run(
        [sys.executable, "-m", "uisim", "check", path], capture_output=True, text=True
    )
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr and len(ran.stderr.splitlines()) == 2


def test_shipped_scenarios_are_sound(uisim):
    told = uisim("check", *sorted(SCENARIOS.glob("*.yaml")))
    assert told.exit_code == 0
    assert all(line.startswith("warning: ") for line in told.stderr.splitlines())


def test_the_baseline_is_without_remark(uisim):
    told = uisim("check", SCENARIOS / "baseline.yaml")
    assert (told.exit_code, told.stderr) == (0, "")


def test_show_lists_every_value_with_its_unit_place_and_grade_in_80_columns(uisim):
    told = uisim("show", SCENARIOS / "rate-3-percent.yaml")
    assert told.exit_code == 0
    lines = [line.rstrip() for line in told.stdout.splitlines()]
    assert max(map(len, lines)) <= 80
    rate = [line.split()[:4] for line in lines if line.startswith("  contribution_rate")]
    assert rate == [
        ["contribution_rate", "beginning:", "0.01", "share"],
        ["contribution_rate", "2026-01:", "0.03", "share"],
    ]
    assert "measure Art. 6" in told.stdout and "rate-3-percent.yaml:7" in told.stdout


def test_show_in_json_says_of_every_value_where_it_comes_from(uisim):
    rows = json.loads(uisim("show", SCENARIOS / "rate-3-percent.yaml", "--json").stdout)
    scenario = load(SCENARIOS / "rate-3-percent.yaml")
    assert len(rows) == len(list(values(scenario)))
    rate = [row for row in rows if row["key"] == "law.contribution_rate"]
    assert [(row["from"], row["value"], row["unit"]) for row in rate] == [
        ("beginning", 0.01, "share"),
        ("2026-01", 0.03, "share"),
    ]
    assert rate[0]["table"].startswith("measure Art. 6") and rate[0]["grade"]
    assert (rate[1]["file"], rate[1]["line"]) == ("rate-3-percent.yaml", 16)
    nowhere = [row["key"] for row in rows if not (row["file"] or row["table"] or row["grade"])]
    assert nowhere == []


def test_show_resolved_is_a_scenario_that_stands_alone(uisim, tmp_path):
    told = uisim("show", SCENARIOS / "recession-2029.yaml", "--resolved")
    (tmp_path / "whole.yaml").write_text(told.stdout, encoding="utf-8")
    assert load(tmp_path / "whole.yaml") == load(SCENARIOS / "recession-2029.yaml")


def test_show_diff_prints_only_what_two_scenarios_do_differently(uisim, tmp_path):
    one, two = SCENARIOS / "rate-3-percent.yaml", SCENARIOS / "recession-2029.yaml"
    found = json.loads(uisim("show", one, "--diff", two, "--json").stdout)
    assert found == [
        {
            "key": "economy.recessions",
            "rate-3-percent": "[]",
            "recession-2029": "[{from: 2029-01, months: 24, loss: 2.0, reemployment: 0.6}]",
        },
        {
            "key": "law.contribution_rate",
            "rate-3-percent": "{beginning: 0.01, 2026-01: 0.03}",
            "recession-2029": "0.01",
        },
    ]
    same = write(tmp_path, "title: {en: Same}\nlaw: {contribution_rate: {2026-01: .01}}")
    assert list(differences(load(same), load(SCENARIOS / "baseline.yaml"))) == []
    assert "no difference" in uisim("show", same, "--diff", SCENARIOS / "baseline.yaml").stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_new_writes_a_commented_starter_that_changes_nothing_and_never_overwrites(
    uisim, tmp_path, lang
):
    write(tmp_path, "title: {en: Base}\nlaw: {cap_months: 18}", "scenarios/baseline.yaml")
    made = uisim("new", "mine", "--from", "baseline", "--lang", lang)
    file = tmp_path / "scenarios" / "mine.yaml"
    assert (made.exit_code, made.stdout) == (0, "scenarios/mine.yaml\n")
    text = file.read_text("utf-8")
    assert text.splitlines()[0] == f"{SCHEMA_LINE}schema.json"
    assert (tmp_path / "scenarios" / "schema.json").is_file()
    parent = load(tmp_path / "scenarios" / "baseline.yaml")
    assert list(differences(load(file), parent)) == []
    again = uisim("new", "mine", "--from", "baseline")
    assert again.exit_code == 2 and "nothing was written" in again.stderr
    assert file.read_text("utf-8") == text


def test_every_line_of_a_starter_may_lose_its_mark(uisim, tmp_path):
    write(tmp_path, "law: {cap_months: 18}", "baseline.yaml")
    assert uisim("new", "mine").exit_code == 0
    head, _, levers = (tmp_path / "mine.yaml").read_text("utf-8").partition("\n# projection:")
    lines = f"# projection:{levers}".splitlines()
    whole = "\n".join(line.removeprefix("# ") for line in lines)
    (tmp_path / "mine.yaml").write_text(f"{head}\n{whole}\n", encoding="utf-8")
    parent = load(tmp_path / "baseline.yaml")
    mine = load(tmp_path / "mine.yaml")
    assert as_plain(mine)["law"] == as_plain(parent)["law"]
    assert list(differences(mine, parent)) == []


def test_new_refuses_a_parent_out_of_its_tree_or_unknown(uisim, tmp_path):
    write(tmp_path, "title: {en: Base}", "there/baseline.yaml")
    (tmp_path / "here").mkdir()
    told = uisim("new", "here/mine", "--from", "there/baseline.yaml")
    assert told.exit_code == 2 and "lies outside" in told.stderr
    assert uisim("new", "mine", "--from", "nothing").exit_code == 2
    assert uisim("new", "nowhere/mine", "--from", "there/baseline.yaml").exit_code == 2
    assert [path.name for path in tmp_path.rglob("*.yaml")] == ["baseline.yaml"]
