"""What the scripts of this folder share: a small world, commands in children, a folder's bytes.

A command of `uisim` is played in a fork of this process, where the program is loaded already: a
real process, which can be killed or run out of disk, without the seconds that a start costs.
"""

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import click

ROOT = Path(__file__).resolve().parents[2]
SMALL = Path(__file__).with_name("small.yaml")
REFORM = Path(__file__).with_name("small-reform.yaml")
UNHASHED = ("timing.json", ".lock")
RESULTS = Path(__file__).with_name("results.md")
BEGAN = time.perf_counter()
HEAD = """\
# Faults put in on purpose

Each row was printed, and written here, by `python verification/faults/<first column> --note`: the
script with the options named there.

| script | what was done | what was found | time |
|---|---|---|---:|
"""


class Ended(NamedTuple):
    """How a command ended: its exit code (negative: the signal) and all that it printed."""

    code: int
    said: str


def arguments(text: str) -> argparse.ArgumentParser:
    """Begin the options of a script, whose first line of documentation is given."""
    parser = argparse.ArgumentParser(description=text.splitlines()[0])
    parser.add_argument("--note", action="store_true", help="write the figures into results.md")
    return parser


def say(note: bool, done: str, found: str) -> None:
    """Print the figures of this script as a row of a table; write it into results.md if asked."""
    script = Path(sys.argv[0]).name
    words = " ".join(word for word in sys.argv[1:] if word != "--note")
    minutes = (time.perf_counter() - BEGAN) / 60
    row = f"| `{script}{' ' * bool(words)}{words}` | {done} | {found} | {minutes:.1f} min |"
    print(row)
    if note:
        lines = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
        rows = [one for one in lines if one.startswith("| `")]
        others = [one for one in rows if one.split("|")[1] != row.split("|")[1]]
        RESULTS.write_text(HEAD + "".join(f"{one}\n" for one in sorted([*others, row])), "utf-8")


def load_all() -> None:
    """Import what any command imports, and load or compile the kernel."""
    import importlib
    import pkgutil

    import uisim
    from uisim.scenario.file import load
    from uisim.study.run import play

    for module in pkgutil.walk_packages(uisim.__path__, "uisim."):
        if module.name != "uisim.__main__":
            importlib.import_module(module.name)
    play(load(SMALL), threads=1)


class Child:
    """A command of `uisim` in a process of its own."""

    def __init__(self, arguments: Sequence[str], before: Callable[[], None] = lambda: None):
        """Start it; ``before`` runs first, in the child."""
        self._said = os.memfd_create("said")
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.setpgid(0, 0)
            os.dup2(self._said, 1)
            os.dup2(self._said, 2)
            os._exit(self._play(arguments, before))

    def _play(self, arguments: Sequence[str], before: Callable[[], None]) -> int:
        from uisim.cli import main

        try:
            before()
            main([str(one) for one in arguments], prog_name="uisim")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except click.exceptions.Exit as end:
            code = end.exit_code
        except BaseException:
            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        sys.stderr.flush()
        return code

    def wait(self) -> Ended:
        """Wait until it has ended."""
        _, status = os.waitpid(self.pid, 0)
        os.lseek(self._said, 0, os.SEEK_SET)
        with open(self._said, encoding="utf-8") as said:
            return Ended(os.waitstatus_to_exitcode(status), said.read())


def played(*arguments: object, before: Callable[[], None] = lambda: None) -> Ended:
    """Play a command to its end."""
    return Child([str(one) for one in arguments], before).wait()


def content(folder: Path) -> dict[str, bytes]:
    """Bytes of every file of a folder, by its name, but of times of day and locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in UNHASHED
    }
