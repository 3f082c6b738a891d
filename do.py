"""Set up .venv beside this file, once, and run the project in it: see COMMANDS."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
TESTS = ["pytest", "--numprocesses=auto", "--dist=loadfile"]
COMMANDS = {  # name: (what must be installed, module and arguments); more arguments are passed on
    "baseline": ("requirements.txt", ["uisim", "run", "scenarios/baseline.yaml"]),
    "test": ("requirements-test.txt", TESTS),
    "fast": ("requirements-test.txt", [*TESTS, "-m", "not slow and not whole"]),
    "docs": ("requirements-test.txt", ["docs.site.build"]),
    "uisim": ("requirements.txt", ["uisim"]),
}


def main(name="", *arguments):
    """Set up what the command needs, run it and return its exit code."""
    if sys.version_info < (3, 11):
        return "uisim needs Python 3.11 or newer; this is Python " + sys.version.split()[0]
    if name not in COMMANDS:
        return "usage: python3 do.py baseline | test | fast | docs | uisim [its arguments]"
    requirements, command = COMMANDS[name]
    set_up(requirements)
    return subprocess.call([PYTHON, "-m", *command, *arguments], cwd=ROOT)


def set_up(requirements):
    """Install the hash-pinned requirements and the project, unless these very ones are there."""
    wanted = hashlib.sha256(sys.version.encode())
    for file in (requirements, "pyproject.toml"):
        wanted.update((ROOT / file).read_bytes())
    stamp = VENV / (requirements + ".installed")
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return
    print("Setting up .venv for", requirements, "(once, some minutes) ...", flush=True)
    fresh = [] if PYTHON.exists() else ["--clear"]
    subprocess.check_call([sys.executable, "-m", "venv", *fresh, VENV])
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.check_call([*pip, "--require-hashes", "-r", requirements], cwd=ROOT)
    subprocess.check_call([*pip, "--no-deps", "--no-build-isolation", "-e", "."], cwd=ROOT)
    stamp.write_text(wanted.hexdigest())


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit("do.py: the setup stopped at: " + " ".join(map(str, error.cmd)))
    except KeyboardInterrupt:
        sys.exit(130)
