"""The page of a sweep: a slider moves, the figures and the chart are those of that cell."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from sweep.worlds import small, swept

from uisim.report.page import write_report
from uisim.report.sweep_page import PAGE, POINTS_MAX, page, path_of
from uisim.study.sweep_kept import read_kept

SETTINGS = {"law.contribution_rate": "0.01,0.02,0.03", "law.waiting_months": "0,1"}
RANGES = {"claiming.take_up": "0.2:1", "claiming.verified_share": "0.5:1"}
LINE = 'polyline[data-name="Chosen"]'


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    folder = tmp_path_factory.mktemp("grid")
    settings = {**SETTINGS, "projection.replications": "2"}
    return paged(swept(small(folder), folder / "sweep-grid", settings))


def sampled(tmp_path, method):
    return paged(swept(small(tmp_path), tmp_path / "sweep", RANGES, method))


def paged(folder):
    (folder / PAGE).write_text(page(folder, "en"), "utf-8")
    return folder


def opened(tab, folder):
    address = (folder / "explorer.html").as_uri()
    tab.goto(address)
    assert tab.asked == [address]
    return tab


def figure(tab, name):
    """Figure of the chosen cell as it stands on the page."""
    cell = tab.locator(f"#figures tr[data-name={name}] td").nth(1)
    return cell.evaluate("cell => cell.firstChild.textContent")


def played(folder, name, cell):
    """The same figure from the table of the sweep."""
    table = pd.read_parquet(folder / "sweep.parquet")
    rows = table.query("cell == @cell and indicator == @name and group == 'all'")
    return rows["value"].mean()


def test_a_moved_slider_shows_the_figures_and_the_path_of_its_cell(tab, grid):
    opened(tab, grid)
    before = tab.locator(LINE).first.get_attribute("points")
    assert float(figure(tab, "break_even_rate")) == pytest.approx(
        100 * played(grid, "break_even_rate", 0), abs=0.005
    )
    tab.locator("#lever-1").fill("1")
    tab.locator("#lever-0").fill("2")
    assert tab.locator("#lever-0 ~ .chosen output").inner_text() == "3 %"
    assert tab.locator(LINE).first.get_attribute("points") != before
    assert float(figure(tab, "break_even_rate")) == pytest.approx(
        100 * played(grid, "break_even_rate", 5), abs=0.005
    )
    assert tab.locator("#nearest").is_hidden()
    assert len(tab.asked) == 1  # its own file


def test_the_path_is_the_balance_of_each_month(tab, grid):
    opened(tab, grid)
    tab.locator("#lever-0").fill("1")
    shown = tab.evaluate("data.balance.mean[shown].map((v) => v * data.balance.step)")
    table = pd.read_parquet(grid / "sweep.parquet").query("cell == 2 and indicator == 'balance'")
    months = table[table["group"].str.startswith("month=")]
    means = months.groupby("group")["value"].mean()
    assert shown == pytest.approx(means.tolist(), abs=means.abs().max() / 1e4)


def test_a_cell_is_compared_with_the_scenario_itself_or_the_cell_set(tab, grid):
    opened(tab, grid)
    assert tab.locator("#own").count() == 0
    assert "the scenario itself: cell 0" in tab.locator("#reference").inner_text()
    tab.locator("#lever-0").fill("2")
    difference = tab.locator("#figures tr[data-name=balance] td").nth(3)
    assert difference.inner_text().startswith("+")
    tab.locator("#compare").click()
    assert "the cell you set: cell 4" in tab.locator("#reference").inner_text()
    assert re.fullmatch(r"[0.]+", difference.inner_text())


def test_the_page_speaks_both_languages(tab, grid):
    opened(tab, grid)
    assert "Explorer of a sweep" in tab.locator("body").inner_text()
    tab.locator("[data-lang=zh]").click()
    text = tab.locator("body").inner_text()
    assert "参数扫描浏览" in text and "收支平衡费率" in text and "失业保险基准费率" in text
    assert "Explorer of a sweep" not in text and "Break-even" not in text


def test_of_a_sample_the_nearest_cell_is_shown_and_said_to_be_so(tab, tmp_path):
    folder = opened(tab, sampled(tmp_path, "lhs:4"))
    assert tab.locator("#nearest").is_hidden()  # it opens on a cell
    assert "The scenario has share who file: 60 %" in tab.locator("#own").inner_text()
    folder.locator("#lever-0").fill("0.9")
    cells = read_kept(tmp_path / "sweep", "balance").cells
    wanted = tab.evaluate("levers.map(valueOf)")
    points = np.array([[cell[key] for key in RANGES] for cell in cells])
    nearest = int((((points - wanted) / np.ptp(points, axis=0)) ** 2).sum(axis=1).argmin())
    assert f"cell {nearest}, the nearest" in tab.locator("#nearest").inner_text()
    assert "shown:" in tab.locator("#limits-0").inner_text()


def test_one_at_a_time_leaves_the_other_at_the_scenario(tab, tmp_path):
    opened(tab, sampled(tmp_path, "tornado"))
    first, second = tab.locator("#lever-0"), tab.locator("#lever-1")
    first.select_option("1")
    second.select_option("2")
    assert first.locator("option:checked").inner_text() == "as in the scenario"
    assert second.locator("option:checked").inner_text() == "100 %"
    assert tab.evaluate("shown") == 4 and tab.locator("#nearest").is_hidden()


def test_the_report_writes_the_page_which_holds_no_address_and_is_covered_by_the_hashes(grid):
    before = (grid / "explorer.html").read_text("utf-8")
    assert not re.search(r"https?:|url\((?!data:)|@import|\bsrc=|\bhref=", before)
    write_report(grid, ("en",))
    assert (grid / "explorer.html").read_text("utf-8") == before
    assert "  explorer.html" in (grid / "SHA256SUMS").read_text("utf-8")


def test_cells_of_other_lengths_end_where_they_end(tmp_path):
    months = {"projection.months": "3,6"}
    folder = swept(small(tmp_path), tmp_path / "sweep", months)
    short, long = path_of(read_kept(folder, "balance"))["mean"]
    assert short[3:] == [None] * 3 and None not in short[:3]
    assert None not in long
    paged(folder)


def test_many_cells_show_the_ends_of_years(grid, monkeypatch):
    kept = read_kept(grid, "balance")
    assert len(path_of(kept)["t"]) == 6
    monkeypatch.setattr("uisim.report.sweep_page.POINTS_MAX", 10)
    by_year = path_of(kept)
    assert by_year["when"] == ["2022"] and POINTS_MAX > 10
    assert json.dumps(by_year["mean"]) != json.dumps(path_of(kept)["low"])
