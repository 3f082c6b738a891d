"""Tutorial and recipes: every command runs, and prints what the page shows."""

import shutil
from pathlib import Path

import pytest
from documents.sessions import ROOT, approved, blocks

pytestmark = pytest.mark.whole

PAGES = ("tutorial", "recipes")


def page_of(name, lang):
    return ROOT / "docs" / ("zh" if lang == "zh" else "") / f"{name}.md"


def commands(name, lang):
    return [block.command for _, block in blocks(page_of(name, lang).read_text("utf-8"))]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(name, lang, slow, request):
    """Run the blocks of a page in order; compare, or with --approve write down, what they print."""
    page = page_of(name, lang)
    text = page.read_text("utf-8")
    printed = {}
    for _, block in blocks(text):
        if block.file:
            Path(block.file).write_text(block.shown, "utf-8")
        elif slow or not block.slow:
            printed[block] = block.run(lang)
    assert printed
    if request.config.getoption("--approve"):
        page.write_text(approved(text, printed), "utf-8")
    for block, output in printed.items():
        assert output == block.shown or request.config.getoption("--approve"), block.command


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_print_what_the_page_shows(name, kernel, folder, request):
    check(name, "en", False, request)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", PAGES)
def test_all_commands_print_what_the_page_shows(name, lang, kernel, folder, request):
    check(name, lang, True, request)


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_name_the_same_commands(name):
    assert commands(name, "en") == commands(name, "zh")


def test_there_is_a_recipe_for_each_of_the_sixteen_questions():
    text = page_of("recipes", "en").read_text("utf-8")
    for number in range(1, 17):
        _, found, section = text.partition(f"\n## {number}. ")
        assert found and "```console\n$ uisim " in section.partition("\n## ")[0], number
