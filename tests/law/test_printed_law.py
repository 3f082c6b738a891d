"""The law in print: complete at every width and date, assumptions named as such."""

import json

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from uisim.cli import main
from uisim.law.measure import measure
from uisim.law.tables import law_parameters
from uisim.report.law import print_law
from uisim.units import parse_month
from uisim.words import LANGUAGES, of_table


def printed(date, city=None, width=160, lang="en"):
    console = Console(width=width, no_color=True)
    with console.capture() as capture:
        print_law(console, parse_month(date), city, lang)
    return capture.get()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_parameter_clause_reading_and_source_is_printed(lang):
    text = printed("2026-09", width=400, lang=lang)
    for parameter in law_parameters().values():
        name = parameter.name_zh if lang == "zh" else parameter.name_en
        assert f"law.{parameter.key}" in text and name in text
    for clause in measure().clauses:
        assert getattr(clause.title, lang) in text
        assert all(getattr(reading.meaning, lang) in text for reading in clause.readings)
    assert all(of_table(source, lang) in text for source in measure().sources.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_key_stands_unbroken_on_a_narrow_screen(lang):
    lines = printed("2026-09", width=80, lang=lang).splitlines()
    for parameter in law_parameters().values():
        assert any(line.startswith(f"law.{parameter.key} ") for line in lines)
    for clause in measure().clauses:
        for reading in clause.readings:
            assert any(line.startswith(f"{clause.scenario_key} ") for line in lines)
            if isinstance(reading.value, str):
                assert any(line.startswith(f"    {reading.value}") for line in lines)


def test_the_law_in_chinese_has_articles_units_and_notes_in_chinese():
    for date in ("2016-05", "2026-09"):
        text = printed(date, lang="zh")
        assert "Social Insurance Law" not in text and "Regulation" not in text
        assert "an assumption" not in text and "share of the base" not in text


@pytest.mark.parametrize("name", ["shenzhen", "Shenzhen", "深圳", "深圳市"])
def test_a_city_may_be_named_in_either_language(name):
    ran = CliRunner().invoke(main, ["law", "--at", "2026-09", "--city", name, "--json"])
    assert [city["city"] for city in json.loads(ran.stdout)["cities"]] == ["shenzhen"]


def test_json_holds_the_figures_of_the_table():
    ran = CliRunner().invoke(main, ["law", "--at", "2026-09", "--city", "shenzhen", "--json"])
    said = json.loads(ran.stdout)
    (city,) = said["cities"]
    assert (city["floor_fen"], city["benefit_fen"], city["ceiling_fen"]) == (
        270000,
        243000,
        4847100,
    )
    values = {one["key"]: one["value"] for one in said["parameters"]}
    assert values["law.contribution_rate"] == 0.01 and len(values) == len(law_parameters())
    assert (
        json.loads(
            CliRunner().invoke(main, ["law", "--at", "2010-01", "--json", "--lang", "zh"]).stdout
        )["cities"]
        == []
    )


@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize("date", ["2010-01", "2016-05", "2018-07", "2022-01", "2026-09", "2036-12"])
def test_no_line_is_wider_than_the_terminal(width, date):
    text = printed(date, width=width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_city_is_printed_alone_with_its_figures():
    text = printed("2026-09", "shenzhen")
    assert "Shenzhen" in text and "Foshan" not in text
    assert "深圳" in printed("2026-09", "shenzhen", lang="zh")
    assert all(figure in text for figure in ("2,700", "2,430", "48,471"))


def test_assumptions_are_named_as_such():
    text = printed("2026-09")
    assert "grade U, an assumption" in text and "grade K, an assumption" in text
    assert "grade A (secondary), an assumption" not in text


def test_a_month_beyond_the_tables_is_an_assumption():
    told = printed("2026-12")
    assert "Assumption: the tables end in 2026-11" in told
    assert "wages are the last known ones here" in told
    assert "Assumption:" not in printed("2026-11")


def test_the_version_in_force_is_marked():
    assert printed("2023-12").count("  in force  ") == 1
    assert printed("2028-01").count("  in force  ") == 0
    assert "No version is in force in 2028-01" in printed("2028-01")
