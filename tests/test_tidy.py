"""The house's own linter: what the layout, the style and the packaging promise."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src" / "uisim").rglob("*.py"))
FILE_LINES_MAX = 320
FUNCTION_LINES_MAX = 80
LONG_FUNCTION_ALLOWED = {("life.py", "life")}  # one life is one text, read from top to bottom
BANNED = re.compile(r"\b(TODO|FIXME|XXX)\b")
SAYS_WHENCE = re.compile(r"\bArts?\. ?\d|\bArticles? \d|第.+条|\bsection \d|\b[Aa]ssumption\b")
SLOW_TO_IMPORT = {"numba", "pandas", "scipy.stats", "pyarrow", "simpy", "pydantic"}
TOOLS = {
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
}


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
    lines = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in SOURCES}
    assert {path: n for path, n in lines.items() if n > FILE_LINES_MAX} == {}


def test_no_function_is_too_long():
    lines = {
        (path.name, function.name): function.end_lineno - function.lineno + 1
        for path in SOURCES
        for function in functions(path)
    }
    too_long = {key: n for key, n in lines.items() if n > FUNCTION_LINES_MAX}
    assert {key: n for key, n in too_long.items() if key not in LONG_FUNCTION_ALLOWED} == {}


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


def test_the_command_line_starts_without_the_slow_libraries():
    code = "import sys, uisim.cli; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert SLOW_TO_IMPORT & set(loaded) == set()


def test_ci_runs_exactly_the_second_command_of_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    first, second = re.findall(r"^python3 do\.py .*?(?=\s*(?:#|$))", readme, re.MULTILINE)[:2]
    assert (first, second) == ("python3 do.py baseline", "python3 do.py test")
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == second


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-test.txt"])
def test_requirements_are_pinned_by_hash_and_carry_no_address(file):
    text = (ROOT / file).read_text("utf-8")
    pins = re.findall(r"^([\w.-]+)==\S+.*(?=\\\n    --hash=sha256:)", text, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], "hatchling"]
    if file == "requirements-test.txt":
        wanted += project["optional-dependencies"]["test"]
    names = {re.split(r"[^\w.-]", name)[0].replace(".", "-") for name in wanted}
    assert names <= set(pins)
    assert len(pins) == len(re.findall(r"^\S", text, re.MULTILINE))  # every pin has its hashes
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_the_version_is_the_same_everywhere():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
