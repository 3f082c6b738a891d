"""The study of joining and the rules, played tiny: its report says what its tables hold."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from uisim.cli import main as command
from uisim.law.measure import measure
from uisim.scenario.file import load
from uisim.scenario.sweep import read_sweep
from uisim.study.readings import questions

pytestmark = pytest.mark.whole

ROOT = Path(__file__).resolve().parents[2]
STUDY = ROOT / "studies" / "joining-and-rules"
ELSEWHERE_NEVER = (
    "population.scheme_from={shenzhen: null, zhuhai: null, foshan: null, dongguan: null, "
    "zhongshan: null, huizhou: null, jiangmen: null, zhaoqing: null, shantou: null}"
)
TINY = (
    ELSEWHERE_NEVER,
    "projection.months=48",
    "projection.represents=2000",
    "joining.attention_rate_month=0.3",
)
OF_PART = {
    "rules": (
        "projection.replications=2",
        "joining.rule=exogenous,logit",
        "law.contribution_rate=0.01,0.03",
    ),
    "readings": (
        "projection.replications=2",
        "law={benefit_month: registration_day},{membership_at_loss: not_required}",
    ),
    "unknowns": ("joining.rule=exogenous,logit",),
}
UNKNOWNS = ROOT / "scenarios" / "sweeps" / "joining-and-unknowns.yaml"
SWAPPED = {"+": "-", "-": "+", "?": "?"}


@pytest.fixture(scope="module", autouse=True)
def _study_modules():
    """The study's modules import each other by name, as a script's do."""
    sys.path.insert(0, str(STUDY))
    yield
    sys.path.remove(str(STUDY))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory, kernel):
    """Folder of the report of a tiny study."""
    # By its path: the folder of tests/study bears the same name.
    found = importlib.util.spec_from_file_location("joining_and_rules", STUDY / "study.py")
    study = importlib.util.module_from_spec(found)
    found.loader.exec_module(study)
    folder = tmp_path_factory.mktemp("study")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "uisim", in_this_process)
        sweeps = [tinier(one) for one in study.SWEEPS]
        patch.setattr(study, "first_indices", first_indices)
        for one in sweeps:
            study.play(one, folder, *(["--sample=lhs:6"] if one.part == "unknowns" else []))
        study.write(sweeps, folder, folder / "report")
    return folder / "report"


@pytest.mark.parametrize("own", [True, False])
def test_only_the_uisim_of_its_own_tree_is_played(own, tmp_path):
    (tmp_path / "uisim").mkdir()
    (tmp_path / "uisim" / "__init__.py").touch()
    path = ROOT / "src" if own else tmp_path
    told = f"import runpy; print(runpy.run_path({str(STUDY / 'study.py')!r})['is_own']())"
    ran = subprocess.run(
        [sys.executable, "-c", told],
        env=os.environ | {"PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == f"{own}\n"


@pytest.fixture
def committed():
    """The tables of the full study."""
    import text

    return text.read(STUDY / "tables")


def tinier(sweep):
    own = tuple(each for each in sweep.settings if each.startswith(("claiming", "joining.rule=l")))
    if sweep.part == "readings" and not own:
        own = ("joining.rule=exogenous",)
    return sweep._replace(settings=(*TINY, *OF_PART[sweep.part], *own))


def in_this_process(*arguments):
    """Run a command of uisim in the process of the tests, whose kernel is compiled already."""
    more = ["--processes=1"] if arguments[0] == "sweep" else []
    ran = CliRunner().invoke(command, [*arguments, *more])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def first_indices(folder):
    """What `uisim sensitivity` would say, had more worlds been drawn."""
    for rule in ("exogenous", "logit"):
        for number, key in enumerate(load(UNKNOWNS).uncertain):
            share = number / 200
            yield {"joining.rule": rule, "key": key, "first": share} | {
                "first_low": share - 0.01,
                "first_high": share + 0.01,
            }


def cells_of(page, heading):
    """Rows of the first table below a heading, as lists of texts."""
    lines = page.split(f"\n## {heading}", 1)[1].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return rows[: next((n for n, row in enumerate(rows) if n > 1 and "---" in row[0]), len(rows))]


def test_each_sign_of_a_reading_is_that_of_its_interval(tiny):
    import text
    from names import name

    tables = text.read(tiny / "tables")
    page = (tiny / "report.en.md").read_text("utf-8")
    rows = cells_of(page, "Open clauses")
    shown = {row[0]: dict(zip(rows[0][1:], row[1:], strict=True)) for row in rows[2:4]}
    for line in tables["readings"].itertuples():
        wanted = "+" if line.balance_low >= 0 else "−" if line.balance_high < 0 else "?"
        cell = shown[name(line.reading, "en")][name(line._1, "en")]
        assert cell.split()[0] == wanted
        assert f"{line.balance:,.0f}".replace("-", "−") in cell


def test_the_words_follow_the_figures(committed):
    import text

    before = text.report(committed, "en")
    mirrored = dict(committed)
    outcomes = committed["outcomes"].copy()
    balances = outcomes["indicator"].isin(("balance", "lowest_balance"))
    ends = outcomes.loc[balances, ["mean", "low", "high"]].to_numpy()
    outcomes.loc[balances, ["mean", "low", "high"]] = -ends[:, [0, 2, 1]] - 1e-6
    mirrored["outcomes"] = outcomes
    after = text.report(mirrored, "en")
    facts, changed = (text.of_rules(each, "en") for each in (committed, mirrored))
    assert {rule: SWAPPED[sign] for rule, sign in facts["own_sign"].items()} == changed["own_sign"]
    assert facts["own_sign"]["exogenous"] == "+"
    assert "above 0 in all of them under joining by chance" in before
    assert "below 0 in all of them under joining by chance" in after
    assert "No rate up to" in after
    assert "insolven" not in before.replace("not insolvency", "")


def test_a_group_stands_better_only_if_no_interval_holds_0(committed):
    import text

    gains = committed["gains"].copy()
    of_law = gains["law.multi_platform_rule"].eq("blocks")
    gains.loc[of_law, ["difference", "difference_low", "difference_high"]] = 0.2, 0.1, 0.3
    before = text.of_gains(gains, "en")
    one = of_law & gains["group"].eq("zhuhai") & gains["joining.rule"].eq("logit")
    gains.loc[one, "difference_low"] = -0.1
    after = text.of_gains(gains, "en")
    assert (before["only_in_the_mean"], after["only_in_the_mean"]) == (0, 1)
    assert set(before["above"]["city"]) - set(after["above"]["city"]) == {"zhuhai"}


def test_a_sign_that_a_reading_turns_is_not_called_robust(committed):
    import text

    turned = dict(committed)
    turned["readings"] = committed["readings"].copy()
    before = text.report(committed, "en")
    default = turned["readings"]["joining.rule"].eq("default_in")
    turned["readings"].loc[default.to_numpy().nonzero()[0][-1], "sign"] = "-"
    after = text.report(turned, "en")
    said = "one at a time (0 of 14 turn it)"
    assert said in before.split("**Joining by default**")[1].split("does not hold")[0]
    assert said not in after
    assert "does not hold against the readings" in after.split("**Joining by default**")[1]


def test_data_within_luck_of_each_other_are_tied():
    import pandas as pd
    from doubts import luck_of_difference, tied

    first = pd.DataFrame({"first": [0.5, 0.4, 0.1], "first_low": [0.4, 0.3, 0.0]})
    first["first_high"] = 2 * first["first"] - first["first_low"]
    assert tied(first) == 1
    assert tied(first.assign(first_low=first["first"], first_high=first["first"])) == 0
    assert luck_of_difference(0.5, 200) == pytest.approx(0.098)


def test_capital_is_needed_if_any_replication_needs_it(committed):
    import text

    outcomes = committed["outcomes"].copy()
    lowest = outcomes["indicator"].eq("lowest_balance")
    outcomes.loc[lowest, ["mean", "low", "high", "least"]] = 5.0, 4.0, 6.0, -3.0
    facts = text.of_rules(committed | {"outcomes": outcomes}, "en")
    assert set(facts["capital_most"].values()) == {"3"}
    assert set(facts["capital"]) == set(text.RULES)


def test_both_languages_hold_the_same_tables(tiny):
    pages = [(tiny / f"report.{lang}.md").read_text("utf-8") for lang in ("en", "zh")]
    numbers = [
        [cell for row in page.splitlines() if row.startswith("| ") for cell in row.split("|")[3:-1]]
        for page in pages
    ]
    of_rates = [[cell for cell in each if "±" in cell and "," not in cell] for each in numbers]
    assert len(numbers[0]) == len(numbers[1])
    assert len(of_rates[0]) > 20
    assert all(page.count("![") == 4 for page in pages)


def test_the_committed_report_is_what_the_text_makes_of_the_committed_tables(committed):
    import text

    for lang in ("en", "zh"):
        page = (STUDY / f"report.{lang}.md").read_text("utf-8")
        assert text.report(committed, lang) == page
    assert set(committed["readings"]["joining.rule"]) == set(text.RULES)


def test_the_sweep_of_readings_holds_every_reading_of_every_open_clause():
    path = ROOT / "scenarios" / "sweeps" / "joining-readings-screening.yaml"
    played = read_sweep(path, {}, None).grid["law"]
    asked = questions(load(ROOT / "scenarios" / "baseline.yaml"))
    others = sum(len(question.options) - 1 for question in asked)
    own_of_an_ended_scheme = 1
    assert len(played) == 1 + others + own_of_an_ended_scheme
    keys = {clause.scenario_key.split(".")[1] for clause in measure().clauses if clause.readings}
    assert {key for law in played for key in law} == keys | {"scheme_ends"}


def test_the_rate_that_carries_those_who_join_at_it():
    from findings import fixed_point

    rates = np.array([0.5, 1.0, 2.0])
    assert fixed_point(rates, np.array([0.3, 0.3, 0.3])) == 0.3
    assert fixed_point(rates, np.array([1.1, 1.2, 1.4])) == pytest.approx(1.25)
    assert fixed_point(rates, np.array([3.0, 3.0, 4.0])) == 4.0


def test_where_the_balance_falls_below_0():
    from findings import crossing

    kappa = np.array([0.1, 0.2, 0.4])
    assert crossing(kappa, np.array([10.0, -10.0, -20.0])) == pytest.approx(0.15)
    assert crossing(kappa, np.array([10.0, 10.0, 0.0])) is None
    assert crossing(kappa, np.array([-1.0, -2.0, -3.0])) is None


def test_how_often_a_sign_is_misjudged():
    from findings import misjudged

    deficit = np.array([True, True, False, False, False, False])
    assert misjudged(deficit, np.zeros(6)) == pytest.approx(1 / 3)
    assert misjudged(deficit, np.array([0, 0, 1, 1, 1, 1])) == 0
    assert misjudged(deficit, np.array([0, 1, 0, 1, 0, 1])) == pytest.approx(1 / 3)
