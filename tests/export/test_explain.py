import json
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from rich.console import Console

from uisim.cli import main
from uisim.fund.accounts import Account
from uisim.fund.columns import COLUMNS
from uisim.report.explained import print_explained
from uisim.report.rule_names import account_name, rule_names
from uisim.study.articles import RULES, rules_of
from uisim.study.explain import Explained, Place, explain
from uisim.study.kept import played_run
from uisim.study.lives import life_of

MONTH = "2024-05"
EVERYBODY = 10_000


def value(line, column):
    return line.amount if column.part else line.events


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_lines_and_lives_add_up_to_the_figure(kept, column):
    run = played_run(kept)
    found = explain(run, Place(column.name, MONTH, replication=1), EVERYBODY)
    if column.kinds:
        assert sum(value(line, column) for line in found.lines) == found.written
        assert sum(life.value for life in found.lives) == found.written
        assert len(found.lives) == found.workers
    elif column.name == "closing_fen":
        cash = [line.amount * (1 if line.debit == "cash" else -1) for line in found.lines]
        assert sum(cash) == found.written
    else:
        assert [line.amount for line in found.lines] == [found.written]


def test_a_life_is_the_one_that_the_account_book_tells(kept):
    run = played_run(kept)
    place = Place("benefits_fen", MONTH, "guangzhou")
    found = explain(run, place, 2)
    assert found.workers > len(found.lives) == 2
    assert [life.value for life in found.lives] == sorted(
        (life.value for life in found.lives), reverse=True
    )
    month = 12 * (int(MONTH[:4]) - 2022) + int(MONTH[5:]) - 1
    for life in found.lives:
        story = life_of(run.scenario, life.worker)
        kinds = {int(kind) for kind in found.column.kinds}
        paid = [e.amount for e in story.events if e.kind in kinds and e.month == month]
        assert story.people * sum(paid) == life.value
        assert life.worker.startswith("guangzhou-")


def test_a_figure_of_a_group_is_that_of_the_groups(kept):
    groups = pd.read_parquet(kept / "groups.parquet")
    one = groups[(groups.month == MONTH) & (groups.city == "guangzhou") & (groups.replication == 0)]
    run = played_run(kept)
    assert explain(run, Place("members", MONTH, "guangzhou"), 1).written == one.members.sum()
    ecommerce = one[one.kind == "ecommerce"].members.sum()
    found = explain(run, Place("members", MONTH, "guangzhou", "ecommerce"), EVERYBODY)
    assert found.written == ecommerce == sum(life.value for life in found.lives)


@pytest.mark.parametrize(
    ("figure", "article"),
    [
        ("benefits_fen", "Art. 19"),
        ("medical_fen", "Art. 48"),
        ("contributions_own_fen", "Art. 6"),
        ("months_awarded", "Art. 46"),
    ],
)
def test_the_articles_are_named(kept, figure, article):
    found = explain(played_run(kept), Place(figure, MONTH), 1)
    assert any(article in text for text in found.rules.values())


def test_all_that_is_wrong_is_said_at_once(kept):
    words = ["--figure", "benefit_fen", "--month", "2044-01", "--city", "guangzou"]
    said = CliRunner().invoke(main, ["explain", str(kept), *words])
    assert said.exit_code == 2
    assert "did you mean benefits_fen" in said.stderr
    assert "did you mean guangzhou" in said.stderr
    assert "--month 2044-01: is not in the results; they hold 2022-01 … 2024-06" in said.stderr


def test_what_the_results_hold_is_listed(kept):
    words = ["--figure", "foo", "--month", "may", "--city", "上海", "--lang", "zh"]
    said = CliRunner().invoke(main, ["explain", str(kept), *words]).stderr
    assert "benefits_fen" in said and "广州 guangzhou" in said and "2024-06" in said
    assert sum(line.startswith("--") for line in said.splitlines()) == 3


def test_a_city_may_be_named_in_chinese(kept):
    words = ["explain", str(kept), "--figure", "members", "--month", MONTH, "--json", "--city"]
    named = [CliRunner().invoke(main, [*words, name]).stdout for name in ("广州市", "Guangzhou")]
    assert named[0] == named[1] != ""


def test_the_command_speaks_both_languages_within_80_columns(kept, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    words = ["explain", str(kept), "--figure", "benefits_fen", "--month", MONTH, "--quiet"]
    english = CliRunner().invoke(main, words).stdout
    chinese = CliRunner().invoke(main, [*words, "--lang", "zh"]).stdout
    assert "unemployment benefit" in english and f"{MONTH}, replication 0: " in english
    assert "\\\n  --worker " in english
    assert "失业保险金" in chinese and "借方" in chinese
    assert "失业保险金支出" in chinese and "条例第19条" in chinese
    assert "Regulation" not in chinese and "cash" not in chinese
    told = [line for line in english.splitlines() if "uisim life" not in line]
    assert max(map(len, told)) <= 80
    plain = json.loads(CliRunner().invoke(main, [*words, "--json"]).stdout)
    assert sum(line["amount"] for line in plain["lines"]) == plain["value"] > 0


@pytest.mark.parametrize(("written", "told"), [(10_000, True), (0, False)])
def test_a_figure_that_its_lines_do_not_make_is_told(written, told):
    column = next(column for column in COLUMNS if column.name == "benefits_fen")
    found = Explained(Place(column.name, MONTH), column, written, (), 0, (), {})
    console = Console(file=StringIO(), width=120)
    print_explained(console, found, Path("run"), "en")
    said = console.file.getvalue()
    assert ("the folder holds 100.00 yuan, the lines add up to 0.00 yuan." in said) == told
    assert "the others: 0.00 yuan" in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_rule_and_account_has_a_name(lang):
    said = rule_names(lang)
    assert said.keys() == rules_of(RULES).keys()
    assert len({account_name(account, lang) for account in Account}) == len(Account)
