"""Pages written from the law tables, the schema and the code are those committed."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from uisim.cli import main
from uisim.law.measure import laws_above, measure
from uisim.law.tables import law_parameters
from uisim.report.law_page import articles, rule_named, rules
from uisim.scenario.blocks import Document
from uisim.scenario.forms import leaves
from uisim.scenario.parameters import NO_PARAMETERS, parameters

DOCS = Path(__file__).parents[2] / "docs"
CLAUSES = {clause.key: clause for clause in measure().clauses}
BY_CITY = ("population.platform_workers", "population.scheme_from")
"""Tables by city, which have a table of their own on the page."""
PRINTED = {
    "law.md": ["law", "--markdown", "--lang", "en"],
    "zh/law.md": ["law", "--markdown", "--lang", "zh"],
    "outputs.md": ["schema", "--outputs", "--lang", "en"],
    "zh/outputs.md": ["schema", "--outputs", "--lang", "zh"],
    "parameters.md": ["schema", "--parameters", "--lang", "en"],
    "zh/parameters.md": ["schema", "--parameters", "--lang", "zh"],
}


@pytest.mark.parametrize("page", PRINTED)
def test_the_page_is_what_its_command_prints(page):
    printed = CliRunner().invoke(main, PRINTED[page])
    assert printed.exit_code == 0
    assert (DOCS / page).read_text("utf-8") == printed.output


@pytest.mark.parametrize("key", CLAUSES)
def test_a_clause_that_is_modelled_names_functions_that_exist(key):
    clause = CLAUSES[key]
    assert clause.rules or not (clause.scenario_key or clause.readings)
    for name in clause.rules:
        assert rule_named(name).__module__ == f"uisim.{name.rpartition('.')[0]}"


def test_every_function_of_the_law_is_on_the_page_and_those_of_the_measure_are_named_by_a_clause():
    page = (DOCS / "law.md").read_text("utf-8")
    by_clause = {name for clause in CLAUSES.values() for name in clause.rules}
    assert len(rules()) > 25
    for name, rule in rules().items():
        assert f"- [`{name}`]" in page
        of_article_6 = ("measure", 6) in articles(rule)
        assert not of_article_6 or name in by_clause


def test_below_an_article_stands_what_the_function_says_of_it():
    page = (DOCS / "law.md").read_text("utf-8")
    of_51 = page.partition("### Social Insurance Law, Article 51")[2].partition("###")[0]
    assert "ends before that with work" in of_51
    assert "Art. 50" not in of_51


def test_every_article_that_a_function_names_is_told_with_grade_and_source():
    told = {(one.law, one.article) for one in laws_above().articles}
    names = {"Regulation": "regulation", "Social Insurance Law": "social_insurance"}
    named = {each for rule in rules().values() for each in articles(rule)}
    assert {(names[text], number) for text, number in named if text in names} <= told
    for one in laws_above().articles:
        assert one.source in laws_above().sources
        for name in one.rules:
            assert rule_named(name).__module__ == f"uisim.{name.rpartition('.')[0]}"


def test_a_docstring_names_its_articles():
    law = rules()
    assert articles(law["law.contribution.base_floor_fen"]) == (("measure", 6),)
    assert articles(law["law.benefit.benefit_fen"]) == (("Regulation", 19),)
    both = (("Social Insurance Law", 50), ("Social Insurance Law", 51))
    assert articles(law["law.benefit.over_time"]) == both
    assert articles(law["law.benefit.maternity_fen"]) == (("Regulation", 0),)


def test_every_parameter_has_a_row_with_its_grade_and_source():
    rows = re.findall(r"^\| `([\w.]+)`.*\| ([^|]+) \| ([^|]+) \|$", parameters("en"), re.MULTILINE)
    keys = [key for key, _, _ in rows]
    for key, _, _ in leaves(Document):
        block, _, rest = key.partition(".")
        if block == "work":
            every = f"work.all.{rest.partition('.')[2]}"
            assert any(row.startswith((key, every)) for row in keys), key
        elif block == "law" or (block not in NO_PARAMETERS and key not in BY_CITY):
            assert any(row.startswith(key) for row in keys), key
    assert len(law_parameters()) < len(keys)
    for key, grade, source in rows:
        assert grade == "U" or source != "assumption", key
