"""`uisim explore` in a real browser: a lever moves, the figures follow, what is saved is shown."""

import http.client
import re
import subprocess
import sys

import pandas as pd
import pytest
from click.testing import CliRunner
from explore.worlds import world

from uisim.cli import main
from uisim.scenario.file import load
from uisim.scenario.problems import ScenarioError

pytestmark = pytest.mark.whole

READY = "document.querySelector('#explore') && !document.querySelector('.busy')"
RATE = "#figures tr[data-name=break_even_rate]"
LINE = "#balance polyline"
WAIT = 60_000


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return world(tmp_path_factory.mktemp("scenarios"), people=2000)


@pytest.fixture(scope="module")
def address(file, kernel):
    """Start the command as a person does, and end it as Ctrl+C does."""
    command = [sys.executable, "-m", "uisim", "explore", str(file), "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        yield re.search(r"http://127\.0\.0\.1:\d+/", served.stdout.readline())[0]
        served.terminate()


@pytest.fixture
def page(tab, address):
    tab.goto(address)
    tab.wait_for_selector("#levers .lever", timeout=WAIT)
    return settled(tab)


def settled(tab):
    tab.wait_for_selector(RATE, timeout=WAIT)
    tab.wait_for_function(READY, timeout=WAIT)
    return tab


def moved(tab, key, value, control="[type=range]"):
    """Move a lever and wait for what comes of it."""
    tab.locator(f".lever[data-key='{key}'] {control}").fill(value)
    tab.wait_for_function(READY, timeout=WAIT)
    return tab


def figure(tab, row=RATE):
    return float(tab.locator(row).get_attribute("data-value"))


def lines(tab):
    other, own = (tab.locator(LINE).nth(at).get_attribute("points") for at in (0, 1))
    return other, own


def test_a_lever_moves_the_chart_and_what_is_saved_runs_to_the_figure_shown(page, file, tmp_path):
    before, same = lines(page)
    assert before == same  # nothing has been moved: the scenario and itself
    moved(page, "law.contribution_rate", "0.025")
    other, own = lines(page)
    assert own != other
    assert page.locator(".lever.moved code").all_inner_texts() == ["law.contribution_rate"]
    shown = figure(page)
    assert f"{100 * shown:.3f}" in page.locator(RATE).inner_text()
    told = re.search(r"stands for 1 people; (\d+) replications", page.locator("#note").inner_text())
    page.locator("#name").fill("higher")
    page.locator("#save button").click()
    page.wait_for_selector("#saved p", timeout=WAIT)
    assert "uisim run" in page.locator("#saved").inner_text()
    saved = file.with_name("higher.yaml")
    assert f"replications: {told[1]}" in saved.read_text("utf-8")
    assert CliRunner().invoke(main, ["check", str(saved)]).exit_code == 0
    ran = CliRunner().invoke(main, ["run", str(saved), "--out", str(tmp_path), "--quiet"])
    assert ran.exit_code == 0, ran.output
    table = pd.read_csv(tmp_path / "higher" / "summary.csv", encoding="utf-8-sig")
    rows = table.query("indicator == 'break_even_rate' and group == 'all'")
    assert rows["value"].mean() == pytest.approx(shown, rel=1e-12)
    page.locator("#save button").click()
    page.wait_for_selector("#saved .warning", timeout=WAIT)
    assert "is there already" in page.locator("#saved").inner_text()


def test_only_this_machine_is_asked_for_anything(page, address):
    moved(page, "claiming.take_up", "0.3")
    assert len(page.asked) > 1
    assert all(one.startswith((address, "data:")) for one in page.asked)


def test_what_the_door_refuses_is_told_in_its_words(page, file):
    moved(page, "law.cap_months", "1300", "[type=number]")
    with pytest.raises(ScenarioError) as refused:
        load(file, {"law.cap_months": 1300})
    assert page.locator("#problems").inner_text() == str(refused.value).removeprefix(
        "command line: "
    )
    moved(page, "law.cap_months", "6", "[type=number]")
    said = page.locator("#problems").inner_text()
    assert "out of range" not in said
    assert "warning: law.cap_months: rewrites the law" in said


def test_another_scenario_shows_its_own_levers_and_is_compared_with_the_baseline(page):
    page.locator("#scenario").select_option("steps.yaml")
    page.wait_for_function(
        "document.querySelector('#figures th:nth-child(2)').textContent === 'Rate in steps'",
        timeout=WAIT,
    )
    page.locator("#since").select_option("2024-01")
    page.wait_for_selector(".lever[data-initial='0.03']", timeout=WAIT)
    settled(page)
    assert page.locator("#figures th").nth(2).inner_text() == "Small world"


def test_the_other_language_keeps_what_was_moved(page):
    moved(page, "claiming.take_up", "0.3")
    shown = figure(page)
    page.locator("[data-to=zh]").click()
    page.wait_for_selector(".lever.moved", timeout=WAIT)
    text = settled(page).locator("#explore").inner_text()
    assert "申领率" in text and "收支平衡费率" in text and "小世界（已调整）" in text
    assert not re.search(r"Break-even|Levers|share who", text)
    assert "社会保险法最长领取期限（national）" in text and "`" not in text
    assert page.locator(".lever.moved code").all_inner_texts() == ["claiming.take_up"]
    assert figure(page) == shown
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "elsewhere.example"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "http://elsewhere.example", "Connection": "Upgrade", "Upgrade": "websocket"},
    ],
)
def test_other_pages_of_the_browser_are_refused(headers, address):
    host = address.removeprefix("http://").rstrip("/")
    handshake = {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version": "13"}
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", "/websocket/", headers={"Host": host, **handshake, **headers})
    assert connection.getresponse().status == 403
    connection.close()


def test_the_extra_is_asked_for_where_it_is_missing(file, monkeypatch):
    monkeypatch.setattr(sys.modules["uisim.cli.explore"], "find_spec", lambda name: None)
    ran = CliRunner().invoke(main, ["explore", str(file), "--lang", "en"])
    assert ran.exit_code == 2
    assert "pip install 'uisim[explore]'" in ran.output


def test_a_scenario_that_is_not_sound_is_refused_at_once(file):
    (file.parent / "wrong.yaml").write_text("law: {cap_months: -1}\n", "utf-8")
    ran = CliRunner().invoke(main, ["explore", str(file.parent / "wrong.yaml"), "--lang", "en"])
    assert ran.exit_code == 2
    assert "law.cap_months: out of range" in ran.output
