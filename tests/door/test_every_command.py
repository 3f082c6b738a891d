"""What holds for every command: JSON, two languages, exit codes, silence, completion, no colour."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from uisim.cli import main
from uisim.cli.common import Commands
from uisim.words import language

ROOT = Path(__file__).resolve().parents[2]
BASELINE = str(ROOT / "scenarios" / "baseline.yaml")
NOT_READING = {"new", "schema", "explore"}  # they write a file, print JSON anyway, open a page
PROGRAM = "from uisim.cli import main; main(prog_name='uisim')"
TINY = ["--set", "projection.represents=100000", "--set", "projection.months=24"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def ran(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | environment,
    )


def options(name):
    return {option for parameter in main.commands[name].params for option in parameter.opts}


@pytest.mark.parametrize("name", main.commands)
def test_every_command_speaks_both_languages_and_every_reading_one_json(name):
    assert "--lang" in options(name)
    assert ("--json" in options(name)) != (name in NOT_READING)


@pytest.mark.parametrize("name", main.commands)
def test_help_is_in_the_language_of_the_reader(name, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert not CHINESE.search(CliRunner().invoke(main, [name, "--help"]).stdout)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    said = CliRunner().invoke(main, [name, "--help"]).stdout
    assert max(map(cell_len, said.splitlines())) <= 80
    first, heading, options_told = said.partition("选项：\n")
    assert heading and CHINESE.search(first) and CHINESE.search(options_told)
    assert not re.search("Usage|Show this message|required", said)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_first_that_is_set_of_lc_all_lc_messages_and_lang_decides(
    environment, said, monkeypatch
):
    monkeypatch.delenv("LANG", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数"),
        ([BASELINE, "--replications", "0"], "'--replications' 的值无效：0 不在范围 x>=1 之内。"),
        ([BASELINE, "--engine", "steam"], "不在可选值之内"),
        ([BASELINE, "--speed"], "没有选项 '--speed'。"),
        ([BASELINE, "more"], "多余的参数（more）"),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_reader(arguments, said, monkeypatch):
    for lang, told in (("zh_CN.UTF-8", True), ("en_US.UTF-8", False)):
        monkeypatch.setenv("LANG", lang)
        refused = CliRunner().invoke(main, ["run", *arguments])
        assert refused.exit_code == 2
        assert (said in refused.stderr) == told == bool(CHINESE.search(refused.stderr))


@pytest.mark.parametrize("words", [["--foo", "--lang", "zh"], ["--lang=zh", "--foo"]])
def test_the_language_asked_for_holds_for_wrong_usage_wherever_it_stands(words, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "没有选项 '--foo'" in CliRunner().invoke(main, ["sweep", *words]).stderr
    assert "没有命令" in CliRunner().invoke(main, ["nosuch", *words]).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", BASELINE, "--set", "nothing"],
        ["audit", str(ROOT / "docs")],
        ["report", str(ROOT / "docs"), "--complete"],
        ["export", str(ROOT / "docs"), "--to", "xslx"],
        ["sensitivity", str(ROOT / "docs")],
        ["life", BASELINE],
        ["law", "--city", "atlantis"],
        ["compare", BASELINE],
        ["sweep", BASELINE, "--set", "claiming.take_up=1:0:3"],
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(arguments):
    for lang in ("en", "zh"):
        refused = CliRunner().invoke(main, [*arguments, "--lang", lang])
        assert refused.exit_code == 2 and refused.stdout == ""
        assert bool(CHINESE.search(refused.stderr)) == (lang == "zh"), refused.stderr


def test_an_interrupted_command_ends_with_130_and_says_so(monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("uisim.study.kept.played_run", interrupt)
    ended = CliRunner().invoke(main, ["audit", str(ROOT / "docs"), "--lang", "zh"])
    assert ended.exit_code == 130 and "已中断" in ended.stderr


def test_data_go_to_stdout_and_talk_to_stderr(tmp_path):
    odd = ["--set", "claiming.take_up=0"]
    done = ran("run", BASELINE, *TINY, *odd, "--out", str(tmp_path), "--json", COLUMNS="80")
    assert done.returncode == 0
    assert json.loads(done.stdout)["scenario"] == "baseline"


def test_quiet_is_silent_and_no_colour_is_none(tmp_path):
    quiet = ran("run", BASELINE, *TINY, "--out", str(tmp_path), "--quiet")
    assert (quiet.stdout, quiet.returncode) == ("", 0)
    plain = ran("law", "--city", "shenzhen", NO_COLOR="1", FORCE_COLOR="1")
    assert not re.search(r"\x1b\[[349]\d", plain.stdout) and "law.cap_months" in plain.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands_and_options(shell):
    assert "_UISIM_COMPLETE" in ran(prog := "--help", _UISIM_COMPLETE=f"{shell}_source").stdout, (
        prog
    )


def test_completion_knows_commands_options_and_choices():
    from click.shell_completion import BashComplete

    complete = BashComplete(main, {}, "uisim", "_UISIM_COMPLETE")
    names = [item.value for item in complete.get_completions([], "re")]
    assert names == ["readings", "report"]
    assert "--complete" in [one.value for one in complete.get_completions(["report"], "--c")]
    assert [one.value for one in complete.get_completions(["report", "--lang"], "")] == [
        *("en", "zh", "both"),
    ]
    for words, begun, meant in (
        (["export", "--to"], "xl", ["xlsx"]),
        (["export", "--to"], "csv,d", ["csv,dta", "csv,datapackage"]),
        (["report", "--charts"], "png,", ["png,svg", "png,pdf"]),
        (["run", "--indicator"], "loss", ["loss_rate"]),
    ):
        assert [one.value for one in complete.get_completions(words, begun)] == meant
    assert isinstance(main, Commands)
