"""`uisim library` plays a folder and prints it as table, Markdown and JSON."""

import json

import pytest
from click.testing import CliRunner

from uisim.cli import main
from uisim.scenario.file import load
from uisim.study.survey import Entry

SMALL = """\
projection: {months: 30, represents: 500, replications: 3}
population:
  platform_workers: {guangzhou: 200000}
joining: {rule: exogenous, attention_rate_month: .2}
"""
HIGHER = """\
title: {en: Higher, zh: 更高}
extends: baseline.yaml
about: {expects: {contributions_own_fen: rises, members: unchanged, balance: falls}}
law: {contribution_rate: .03}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "baseline.yaml").write_text(SMALL, "utf-8")
    (tmp_path / "higher.yaml").write_text(HIGHER, "utf-8")
    return tmp_path


def library(*arguments):
    return CliRunner().invoke(main, ["library", *map(str, arguments), "--quiet"])


def test_json_has_every_measure_of_every_replication(kernel, folder):
    found = library(folder, "--json")
    assert found.exit_code == 0, found.output
    low, high = json.loads(found.stdout)
    assert (low["scenario"], high["scenario"], high["against"]) == (
        "baseline",
        "higher",
        "baseline",
    )
    assert low["measures"]["members"] == high["measures"]["members"]
    one, three = (each["measures"]["contributions_own_fen"] for each in (low, high))
    assert [b / a for a, b in zip(one, three, strict=True)] == pytest.approx([3] * 3, rel=1e-4)


def test_markdown_marks_what_is_not_as_expected(kernel, folder):
    lines = library(folder, "--markdown").stdout.splitlines()
    assert len(lines) == 4
    assert lines[2].endswith(" | – |  |  |")
    assert lines[3].endswith("`contributions_own_fen` ↑, `members` =, `balance` ↓ (↑) |")
    assert "[更高]" in library(folder, "--markdown", "--lang", "zh").stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_counts_what_is_as_expected(kernel, folder, lang):
    lines = library(folder, "--lang", lang).stdout.splitlines()
    (row,) = (line for line in lines if line.startswith("higher "))
    assert row.endswith("2/3")
    assert max(map(len, lines)) <= 80


def test_a_comparison_that_is_not_there_is_refused(folder):
    (folder / "lost.yaml").write_text("about: {against: nowhere.yaml}", "utf-8")
    found = library(folder)
    assert found.exit_code == 2
    assert found.stderr == "lost is compared with nowhere.yaml, which is not here\n"


def test_all_that_is_wrong_with_a_file_is_said(folder):
    (folder / "wrong.yaml").write_text("about: {expects: {balanc: up}}", "utf-8")
    found = library(folder)
    assert found.exit_code == 2
    assert "wrong.yaml:1:19: about.expects.balanc" in found.stderr


@pytest.mark.parametrize(
    ("against", "measures", "said"),
    [
        ((1.0, 2.0, 3.0), (1.0, 2.0, 3.0), "unchanged"),
        ((1.0, 2.0, 3.0), (2.0, 3.0, 4.1), "rises"),
        ((1.0, 2.0, 3.0), (0.0, 1.0, 1.9), "falls"),
        ((1.0, 2.0, 3.0), (1.0, 2.0, 3.1), "open"),
        ((1.0, 2.0, 3.0), (2.0, 1.0, 3.0), "open"),
    ],
)
def test_a_direction_is_said_only_when_the_interval_excludes_0(folder, against, measures, said):
    entry = Entry(load(folder / "higher.yaml"), {"balance": measures}, {"balance": against})
    assert entry.direction("balance") == said
