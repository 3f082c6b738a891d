import csv
import json
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner
from documents.outputs import NOTHING, undescribed
from study.kept import BASELINE, renamed, short

from uisim.cli import main
from uisim.engine import reference
from uisim.outcome import by_month, empty_outcome, tally
from uisim.scenario.population import format_worker
from uisim.study.compare import compare, nets_of, unlike
from uisim.study.compare_files import write_comparison
from uisim.study.compare_first import OtherPeopleError, first_difference
from uisim.study.compare_keys import between, changed_keys, first_changed_month
from uisim.study.intervals import paired
from uisim.study.outputs import COMPARISON
from uisim.study.played import result_of
from uisim.study.run import addresses, blocks, play
from uisim.study.subsidised import bought
from uisim.study.verify import verify

pytestmark = pytest.mark.usefixtures("kernel")
REFORM = 16
DATED = {"law.contribution_rate": {"2022-01": 0.01, "2023-05": 0.05}}
WORKERS = 12


@pytest.fixture(scope="module")
def plain():
    return renamed(short(), "plain")


@pytest.fixture(scope="module")
def reformed():
    return renamed(short(DATED), "reformed")


@pytest.fixture(scope="module")
def found(plain, reformed):
    return compare([plain, reformed], 3)


def test_paired_difference_is_zero_for_equal_scenarios(plain):
    twin = compare([plain, renamed(plain, "twin")], 2)
    lines = [line for line in twin.indicators if line.scenario == "twin"]
    defined = [line.difference for line in lines if line.difference.mean == line.difference.mean]
    assert len(defined) > 50
    assert {tuple(difference) for difference in defined} == {(0, 0, 0)}
    assert twin.proofs[0].reform is None
    assert (twin.proofs[0].differing, twin.proofs[0].rows) == (0, 2 * 30 * 10)


def test_difference_is_that_of_the_same_replications_played_alone(plain, reformed, found):
    balances = [
        [result_of(play(scenario, r)).statement.books.closing(29) for r in range(3)]
        for scenario in (plain, reformed)
    ]
    line = next(
        line
        for line in found.indicators
        if (line.scenario, line.indicator, line.group) == ("reformed", "balance", "all")
    )
    assert line.difference == paired(*balances)
    assert line.difference.mean != 0


def test_before_the_reform_no_row_differs(found):
    proof = found.proofs[0]
    assert (proof.reform, proof.differing) == (REFORM, 0)
    assert proof.rows == 3 * REFORM * 10  # replications, months, cells


def test_a_row_that_differs_before_is_counted(plain, monkeypatch):
    monkeypatch.setattr("uisim.study.compare.first_changed_month", lambda *both: REFORM)
    other = renamed(short({"work.all.loss_rate_month": 0.3}), "other")
    assert compare([plain, other], 1).proofs[0].differing > 0


@pytest.mark.parametrize(
    ("overrides", "month"),
    [
        (DATED, 16),
        ({"law.contribution_rate": 0.02}, 0),
        ({"law.contribution_rate": {"2022-01": 0.01, "2030-01": 0.05}}, None),
        ({"claiming.take_up": {"2022-01": 0.6, "2022-04": 0.7}, **DATED}, 3),
        ({"work.delivery.loss_rate_month": 0.3}, 0),
        ({"law.scheme_ends": "2023-06"}, 18),
        ({"population.scheme_from": {"shantou": "2023-08"}}, 13),
        (
            {
                "economy.recessions": [
                    {"from": "2022-11", "months": 3, "loss": 2, "reemployment": 0.5}
                ]
            },
            10,
        ),
        (
            {
                "economy.closures": [
                    {"kind": "courier", "platform": 1, "month": "2023-01", "hits": 1}
                ]
            },
            12,
        ),
        ({"title.en": "Another", "uncertain": {"claiming.take_up": [0.1, 0.2]}}, None),
        ({"fund.opening_balance_yuan": 5}, 0),
    ],
)
def test_first_month_in_which_keys_differ(plain, overrides, month):
    assert first_changed_month(plain, short(overrides)) == month
    assert first_changed_month(short(overrides), plain) == month


def test_what_lies_between_has_the_values_of_both(plain):
    second = short(DATED | {"law.waiting_months": 2, "work.courier.loss_rate_month": 0.3})
    changed = changed_keys(plain, second)
    assert list(changed) == [
        "work.courier.loss_rate_month",
        "law.contribution_rate",
        "law.waiting_months",
    ]
    assert between(plain, second, changed) == second
    assert between(plain, second, []) == plain
    middle = between(plain, second, ["law.waiting_months"])
    assert list(changed_keys(plain, middle)) == ["law.waiting_months"]


def test_net_benefit_of_groups_adds_up(plain):
    statement = result_of(play(plain)).statement
    nets = nets_of(statement)
    for by in ("city", "kind", "income_decile", "risk_quintile"):
        sums = [sum(part) for part in zip(*(n for (b, _), n in nets.items() if b == by))]  # noqa: B905
        assert tuple(sums) == nets["all", "all"]
    paid = int(statement.monthly["contributions_own_fen"].sum())
    assert nets["all", "all"][0] > -paid
    assert nets["all", "all"][1] == statement.monthly["members"].sum() > 0


def test_a_higher_rate_makes_members_lose(found):
    line = next(n for n in found.nets if (n.scenario, n.by) == ("reformed", "all"))
    assert line.difference.mean < 0


def test_the_difference_of_a_group_is_a_member_years(plain, reformed, found):
    line = next(n for n in found.nets if (n.scenario, n.group) == ("reformed", "guangzhou"))
    rates, sums = [], []
    for scenario in (plain, reformed):
        nets = [nets_of(result_of(play(scenario, r)).statement) for r in range(3)]
        pairs = [each["city", "guangzhou"] for each in nets]
        rates.append([net / (months / 12) for net, months in pairs])
        sums.append([net for net, _ in pairs])
    assert line.difference == pytest.approx(paired(*rates))
    assert line.total_difference == pytest.approx(paired(*sums))


def test_what_platforms_pay_buys_member_years_and_pays_for_members_anyway(found):
    first, other = found.kept
    flat = {"members": np.full((3, 24), 100), "contributions_platform_fen": np.zeros((3, 24))}
    more = {"members": np.full((3, 24), 125), "contributions_platform_fen": np.full((3, 24), 1e9)}
    gained, anyway = bought(SimpleNamespace(monthly=flat), SimpleNamespace(monthly=more))
    assert gained.values.tolist() == pytest.approx([25 * 2 / 240] * 3)  # 240 million yuan
    assert anyway.values.tolist() == pytest.approx([0.8] * 3)
    assert all(np.isnan(one.values).all() for one in bought(first, other))


def test_what_cannot_be_paired_is_named_all_at_once(plain):
    other = renamed(short({"projection.seed": 2, "projection.represents": 3}), "other")
    said = "\n".join(map(str, unlike([plain, other, renamed(plain, "plain")])))
    for part in ("projection.seed is 1 in plain and 2", "represents", "two scenarios are called"):
        assert part in said
    with pytest.raises(ValueError, match="projection.seed"):
        compare([plain, other], 1)


def lived(scenario):
    """Sums by month and events of every life, by worker."""
    found = {}
    for block in blocks(scenario, 0):
        for who, weight in addresses(block, scenario.projection.seed, 0):
            outcome = empty_outcome(scenario.projection.months)
            events = list(reference.one_life(who, block.setting))
            for event in events:
                tally(outcome.sums, outcome.profile, weight, event)
            name = format_worker(scenario, block.cell, who.place & 0xFFFF, who.ordinal)
            found[name] = by_month(outcome.sums), events
    return found


def test_the_first_difference_is_the_earliest_life_that_parts():
    first, second = short({}, WORKERS), short(DATED, WORKERS)
    parting = first_difference(first, second)
    one, other = lived(first), lived(second)
    earliest = {
        name: int(months[0])
        for name in one
        if len(months := (one[name][0] != other[name][0]).any(axis=(1, 2)).nonzero()[0])
    }
    assert len(earliest) > 5
    month = min(earliest.values())
    assert REFORM <= month == parting.month
    assert parting.first.worker == next(name for name in earliest if earliest[name] == month)
    alike = parting.alike
    assert parting.first.events[:alike] == parting.second.events[:alike]
    assert parting.first.events[alike] != parting.second.events[alike]


def test_lives_that_do_not_part_are_none():
    first, second = short({}, WORKERS), short({"fund.interest_year": 0.5}, WORKERS)
    assert first_difference(first, second) is None


def test_other_people_have_no_life_to_set_beside(plain):
    with pytest.raises(OtherPeopleError, match="the same people"):
        first_difference(plain, short({}, 31))


def test_the_files_say_what_was_found(found, tmp_path):
    for folder in ("one", "two"):
        write_comparison(tmp_path / folder, found, {"a.yaml": b"x"}, timing={"seconds": folder})
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        for folder in ("one", "two")
    )
    assert one.pop("timing.json") != two.pop("timing.json")
    for left in (one, two):  # they name their folder
        del left["run.json"], left["SHA256SUMS"]
    assert one == two
    assert verify(tmp_path / "one") == ()
    run = json.loads((tmp_path / "one" / "run.json").read_text("utf-8"))
    assert run["study"]["proofs"][0]["reform"] == "2023-05"
    assert {record["residual"] for record in run["identities"]} == {0}
    with open(tmp_path / "one" / "indicators.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["scenario"] for line in lines} == {"plain", "reformed"}
    assert {line["difference"] for line in lines if line["scenario"] == "plain"} == {""}


def written(folder):
    """Write two scenario files, one of which extends the other."""
    first, second = folder / "first.yaml", folder / "second.yaml"
    head = "projection: {months: 20, represents: 40}\n"
    first.write_text(head + "population: {platform_workers: {guangzhou: 4000}}\n")
    second.write_text("extends: first.yaml\nlaw: {contribution_rate: {2023-05: 0.05}}\n")
    return first, second


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_prints_and_leaves_everything(tmp_path, lang):
    first, second = written(tmp_path)
    command = ["compare", str(first), str(second), "--out", str(tmp_path / "out"), "--lang", lang]
    options = ["--replications", "2", "--waterfall", "--first-difference"]
    ran = CliRunner().invoke(main, [*command, *options])
    assert ran.exit_code == 0, ran.output
    assert "2023-05" in ran.output and "law.contribution_rate" in ran.output
    assert {path.name for path in (tmp_path / "out" / "compare-first-second").iterdir()} == {
        "SHA256SUMS",
        "differences.parquet",
        "first.resolved.yaml",
        "first_difference.json",
        "indicators.csv",
        "run.json",
        "second.resolved.yaml",
        "timing.json",
        "waterfall.csv",
        "winners.csv",
    }
    assert undescribed(tmp_path / "out" / "compare-first-second", COMPARISON) == NOTHING


def test_the_command_gives_all_tables_as_json(tmp_path):
    first, second = written(tmp_path)
    command = ["compare", str(first), str(second), "--out", str(tmp_path / "out"), "--json"]
    options = ["--replications", "2", "--waterfall", "--first-difference", "--quiet"]
    asked = CliRunner().invoke(main, [*command, *options])
    said = json.loads(asked.stdout)
    assert said["proofs"][0]["differing"] == 0
    assert {line["scenario"] for line in said["waterfall"]} == {"second"}
    assert set(said["first_difference"]) == {"second"}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([BASELINE], "name another"),
        ([BASELINE, BASELINE], "two scenarios are called baseline"),
        ([BASELINE, BASELINE.with_name("rate-3-percent.yaml"), "--group", "a=law"], "--waterfall"),
        (
            [
                BASELINE,
                BASELINE.with_name("rate-3-percent.yaml"),
                "--waterfall",
                "--group",
                "a=claiming",
            ],
            "no changed key is claiming",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_and_nothing_is_written(tmp_path, files, said):
    ran = CliRunner().invoke(main, ["compare", *map(str, files), "--out", str(tmp_path)])
    assert ran.exit_code == 2
    assert said in ran.output
    assert list(tmp_path.iterdir()) == []
