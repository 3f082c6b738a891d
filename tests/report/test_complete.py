"""One command plays what a report needs of other runs, and keeps it with the results."""

import json

import pytest
from click.testing import CliRunner
from report.conftest import played

from uisim.cli import main
from uisim.report.folder import read_run
from uisim.report.other_runs import folders_beside
from uisim.study.beside import HAZARDS, RANGES, RULES
from uisim.study.kept import record_of
from uisim.study.verify import verify

pytestmark = pytest.mark.whole

TINY = {"projection__represents": "20000", "projection__months": "30"}


@pytest.fixture(scope="module")
def completed(tmp_path_factory):
    folder = played(
        tmp_path_factory.mktemp("complete") / "tiny",
        **TINY,
        uncertain="{claiming.take_up: [0.3, 1]}",
        economy__recessions="[{from: 2022-03, months: 6, loss: 1.5, reemployment: 0.9}]",
    )
    ran = CliRunner().invoke(main, ["report", str(folder), "--complete", "--json", "--lang", "en"])
    assert ran.exit_code == 0, ran.output
    return folder, json.loads(ran.stdout)


def values(folder):
    return {value.key: value.text for value in read_run(folder).values}


def test_every_section_that_needs_other_runs_has_its_figures(completed):
    _, said = completed
    sections = {one["anchor"]: json.dumps(one["blocks"]) for one in said["parts"][0]["sections"]}
    assert "--complete" not in "".join(sections.values())
    assert all(rule in sections["joining"] for rule in RULES)
    assert "With and without moral hazard" in sections["selection"]
    assert "share who file" in sections["tornado"]
    assert "joining rules played" in sections["answer"]


def test_what_is_played_differs_from_the_run_in_what_its_name_says(completed):
    folder, _ = completed
    own = values(folder)
    found = {path.name: path for path in folders_beside(folder)}
    assert len(found) == 8
    shocks = {"recession": 2, "closures": 1, "recession-and-closures": 2}
    for name, recessions in shocks.items():
        assert values(found[name])["economy.recessions"].count("from") == recessions
    assert values(found["joining-strategic"])["joining.rule"] == "strategic"
    hazards = [key for key in own if key.rpartition(".")[2] in HAZARDS]
    assert len(hazards) == 12
    assert {float(values(found["no-moral-hazard"])[key]) for key in hazards} == {0}
    assert record_of(found["tornado"])["design"]["sampled"].keys() == {"claiming.take_up"}


def test_what_lies_beside_is_covered_by_hashes_and_alters_no_result(completed):
    folder, _ = completed
    assert verify(folder) == ()
    path = folder / "beside" / "recession" / "SHA256SUMS"
    before = path.read_bytes()
    path.write_bytes(before[:-1])
    assert [found.file for found in verify(folder)] == ["beside/recession/SHA256SUMS"]
    path.write_bytes(before)


def test_without_uncertain_keys_the_inputs_that_decide_are_varied(small_run, results):
    from uisim.study.beside import plan
    from uisim.study.kept import kept_run

    planned = plan(kept_run(results))
    assert planned.design.drawn.keys() == RANGES.keys()
    assert len(planned.cells) == 1 + 2 * len(RANGES)


def test_what_is_no_run_is_refused(tmp_path):
    (tmp_path / "run.json").write_text("{}")
    ran = CliRunner().invoke(main, ["report", str(tmp_path), "--complete"])
    assert ran.exit_code == 2
