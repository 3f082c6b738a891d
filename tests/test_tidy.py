"""The house's own linter: what the layout, the style and the packaging promise."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src" / "uisim").rglob("*.py"))
FILE_LINES_MAX = 320
FUNCTION_LINES_MAX = 80
LIFE_LINES_MAX = 120
LIFE = Path("src", "uisim", "life.py")  # one life is one text, read from top to bottom
BANNED = re.compile(r"\b(TODO|FIXME|XXX)\b")
SAYS_WHENCE = re.compile(r"\bArts?\. ?\d|\bArticles? \d|第.+条|\bsection \d|\b[Aa]ssumption\b")
MONEY = ("CONTRIBUTION_", "BENEFIT", "MEDICAL", "JOB_SEEKING", "MATERNITY")
SLOW_TO_IMPORT = {"numba", "pandas", "scipy.stats", "pyarrow", "simpy", "pydantic", "shiny"}
TOOLS = {
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
}


def read(path):
    return (ROOT / path).read_text("utf-8")


def functions(path):
    """Yield every function of a source file, inner ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_rule(function):
    return any(isinstance(d, ast.Name) and d.id == "rule" for d in function.decorator_list)


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_finds_nothing(tool):
    ran = subprocess.run(
        [sys.executable, *TOOLS[tool]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.returncode == 0, f"{tool}:\n{ran.stdout}{ran.stderr}"


def test_no_file_is_too_long():
    lines = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    too_long = {path: n for path, n in lines.items() if n > FILE_LINES_MAX}
    assert too_long == {}


def test_no_function_is_too_long():
    lines = {
        (path.relative_to(ROOT), function.name): function.end_lineno - function.lineno + 1
        for path in SOURCES
        for function in functions(path)
    }
    too_long = {place: n for place, n in lines.items() if n > FUNCTION_LINES_MAX}
    assert too_long.keys() <= {(LIFE, "life")}, too_long
    assert lines[LIFE, "life"] <= LIFE_LINES_MAX


def test_no_banned_word_in_the_sources():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in [*SOURCES, ROOT / "do.py"]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if BANNED.search(line)
    ]
    assert found == []


def test_every_rule_of_the_law_says_whence_it_comes():
    silent = [
        f"{path.name}: {function.name}"
        for path in sorted((ROOT / "src" / "uisim" / "law").glob("*.py"))
        for function in functions(path)
        if is_rule(function) and not SAYS_WHENCE.search(ast.get_docstring(function) or "")
    ]
    assert silent == []


def test_every_event_that_moves_money_has_its_two_accounts():
    from uisim.events import Kind
    from uisim.fund import accounts

    money = {kind for kind in Kind if kind.name.startswith(MONEY)}
    tables = [value for value in vars(accounts).values() if isinstance(value, dict)]
    booked = {kind for table in tables for kind in table if isinstance(kind, Kind)}
    assert len(money) >= 8
    assert money - booked == set()


def test_the_command_line_starts_without_the_slow_libraries():
    code = "import sys, uisim.cli; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert SLOW_TO_IMPORT & set(ran.stdout.split()) == set()


def test_ci_runs_exactly_the_second_command_of_the_readme():
    readme = read("README.md")
    first, second = re.findall(r"^python3 do\.py .*?(?=\s*(?:#|$))", readme, re.MULTILINE)[:2]
    assert (first, second) == ("python3 do.py baseline", "python3 do.py test")
    assert read(".ci/run").splitlines()[-1] == second


def test_the_scenario_of_the_readme_loads(tmp_path):
    from uisim.scenario.file import load

    shutil.copytree(ROOT / "scenarios", tmp_path, dirs_exist_ok=True)
    example = tmp_path / "example.yaml"
    example.write_text(re.search(r"```yaml\n(.*?)```", read("README.md"), re.DOTALL)[1], "utf-8")
    load(example)


def test_every_name_in_the_glossary_is_in_use():
    rows = re.findall(r"^\|([^|]+)\|[^|]+\|([^|]+)\|", read("docs/glossary.md"), re.MULTILINE)
    places = [*SOURCES, *(ROOT / "src").rglob("*.yaml"), ROOT / "docs" / "model.md"]
    in_use = "\n".join(path.read_text("utf-8") for path in places)
    unknown = [
        f"{term.strip()}: {name}"
        for term, names in rows
        for name in re.findall(r"`([^`]+)`", names)
        for part in re.split(r"[./]", name)
        if part.strip("*") not in in_use and part.upper() not in in_use
    ]
    assert len(rows) > 80
    assert unknown == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-test.txt"])
def test_requirements_are_pinned_by_hash_and_carry_no_address(file):
    text = read(file)
    pins = re.findall(r"^([\w.-]+)==\S+.*(?=\\\n    --hash=sha256:)", text, re.MULTILINE)
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], "hatchling"]
    if file == "requirements-test.txt":
        wanted += project["optional-dependencies"]["test"]
    names = {re.split(r"[^\w.-]", name)[0].replace(".", "-") for name in wanted}
    assert names - {"uisim"} <= set(pins)
    assert len(pins) == len(re.findall(r"^\S", text, re.MULTILINE))  # every pin has its hashes
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_the_version_is_the_same_everywhere():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert f"\nversion: {version}\n" in read("CITATION.cff")
    assert f"## [{version}]" in read("CHANGELOG.md")
