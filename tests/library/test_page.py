"""The page names every scenario, and says which command printed its table."""

import re
from pathlib import Path

import pytest
from library.sample import LIBRARY

from uisim.report.survey import markdown_lines
from uisim.study.survey import Entry

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "scenarios.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| \[(.+)\]\(\.\./scenarios/(.+)\.yaml\) \| .* \|$", PAGE, re.MULTILINE))


def test_the_table_has_a_row_for_every_scenario_and_no_other():
    assert {one.title.en: name for name, one in LIBRARY.items()} == ROWS


def test_the_chinese_table_has_the_same_figures_in_ten_thousand_yuan():
    page = (DOCS / "zh" / "scenarios.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if "](../../scenarios/" in line]
    ours = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| [")]
    assert [row[0] for row in rows[1:]] == [
        f"| [{one.title.zh}](../../scenarios/{name}.yaml)" for name, one in LIBRARY.items()
    ]
    for chinese, english in zip(rows[1:], ours, strict=True):
        assert number(chinese[1]) == pytest.approx(100 * number(english[1]))
        assert chinese[2] == english[2]
        assert chinese[4:] == english[4:]


def test_a_rate_that_is_not_defined_is_a_dash():
    scenario = LIBRARY["waiting-1-month"]
    none = dict.fromkeys(["balance", *scenario.about.expects], [0.0])
    none |= {"break_even_rate": [float("nan")]}
    entry = Entry(scenario, none, none)
    row = list(markdown_lines([entry], "scenarios", "en"))[-1]
    assert row.split(" | ")[1:4] == ["0.0", "–", "0.0"]


def number(text):
    return float(text.replace(",", ""))


@pytest.mark.parametrize("name", LIBRARY)
def test_a_row_has_the_expectations_of_the_file_and_the_scenario_it_is_compared_with(name):
    about = LIBRARY[name].about
    (row,) = (line for line in PAGE.splitlines() if f"/{name}.yaml)" in line)
    signs = {"rises": "↑", "falls": "↓", "unchanged": "="}
    *_, against, expected, _ = row.split(" | ") + [""]
    assert expected.removesuffix(" |") == ", ".join(
        f"`{measure}` {signs[way]}" for measure, way in about.expects.items()
    )
    assert against.strip() == (
        "" if about.against == "baseline.yaml" else f"`{about.against[:-5]}`"
    )


def test_the_command_that_printed_it_is_there():
    assert "uisim library scenarios --set projection.represents=200" in PAGE
