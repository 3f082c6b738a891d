"""Watch every system call of each command: no socket to a network, no write outside its folder.

python verification/faults/confined.py [--note]   (Linux; needs strace)

All commands but `uisim explore`, which listens on the loopback address until it is stopped.
Each command runs under `strace -ff`, which keeps a file for each process and thread, with the
compiled code and Python's byte code kept beforehand.
The cache of the compiled code (`uisim` below XDG_CACHE_HOME or ~/.cache) is the one other place.
Listed is each call that opens a file for writing, makes, renames, links, cuts off or takes away a
file or a folder whose path does not lie below the folder asked for, and each socket that is not one
of the pipes between the processes of a sweep.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from common import REFORM, ROOT, SMALL, arguments, say

SCENARIOS = ROOT / "scenarios"
BASELINE = SCENARIOS / "baseline.yaml"
RULE = SCENARIOS / "rules" / "rate-follows-reserve.yaml"
TARGETS = SCENARIOS / "targets" / "schemes-abroad.yaml"
CALLS = (
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat"
)
CALLS += ",symlink,symlinkat,truncate,ftruncate,chmod,fchmodat,utimensat,mknod,mknodat,socket"
CALLS += ",connect,bind,sendto"
LINE = re.compile(r"(?:\[pid +\d+\] +|\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)(.*)")
PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
NOT_WRITING = ("/dev/null", "/dev/tty", "/proc/self/")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").resolve() / "uisim"
SHARED = "/dev/shm/"
"""Semaphores by which the processes of a sweep hand over work: memory, which no disk keeps."""


def commands(out: Path) -> dict[str, list[object]]:
    """The words of each command; a study's results are what later ones read."""
    to = f"--out={out}"
    grid = ("--set=law.contribution_rate=0.01,0.02", "--set=law.waiting_months=0,1")
    formats = "xlsx,dta,csv,parquet,beancount,datapackage"
    coarse = ("--set=projection.represents=2000", "--set=projection.months=48")
    solved = ("--for=law.contribution_rate", "--target=closing_balance = 0", "--points=3")
    return {
        "run": ["run", SMALL, "--replications=2", "--workers", to],
        "report": ["report", out / "small", "--lang=both", "--charts=svg,png,pdf"],
        "export": ["export", out / "small", f"--to={formats}", f"--out={out / 'exports'}"],
        "verify": ["verify", out / "small"],
        "audit": ["audit", out / "small"],
        "sweep": ["sweep", SMALL, *grid, "--processes=2", to],
        "sensitivity": [
            "sensitivity",
            out / "sweep-small",
            "--regret",
            "--decide=law.waiting_months",
        ],
        "compare": ["compare", SMALL, REFORM, "--replications=2", "--waterfall", to],
        "solve": ["solve", SMALL, *solved, to],
        "check": ["check", SMALL],
        "show": ["show", SMALL],
        "law": ["law", "--at=2026-09"],
        "new": ["new", out / "mine.yaml", "--from", out / "small.yaml"],
        "figures": ["figures", out / "small", "--indicator=coverage", "--by=kind"],
        "explain": ["explain", out / "small", "--figure=base_sum_fen", "--month=2025-10"],
        "life": ["life", SMALL, "--find=joined"],
        "schema": ["schema"],
        "plausibility": ["plausibility", SMALL],
        "readings": ["readings", SMALL, to],
        "feedback": ["feedback", SMALL, f"--rule={RULE}", "--set=projection.months=36", to],
        "calibrate": ["calibrate", BASELINE, f"--targets={TARGETS}", "--waves=1", *coarse, to],
        "library": ["library", SCENARIOS, *coarse],
        "selftest": ["selftest"],
    }


def main() -> int:
    """Run each command under strace and print what it should not have done."""
    asked = arguments(__doc__).parse_args()
    wrong = watched = 0
    with tempfile.TemporaryDirectory() as place:
        out = Path(place).resolve() / "out"
        for warm in (True, False):
            out.mkdir(exist_ok=True)
            (out / "small.yaml").write_bytes(SMALL.read_bytes())
            for name, words in commands(out).items():
                if warm and name not in ("run", "report", "export", "sweep"):
                    continue  # once more for the byte code of all that is imported
                found = sorted(set(traced(Path(place) / "trace", out, words)))
                if warm:
                    continue
                print(f"{name}: {len(found)} outside")
                print("".join(f"  {line}\n" for line in found[:12]), end="", flush=True)
                wrong += len(found)
                watched += 1
            if warm:
                subprocess.run(["rm", "-r", str(out)], check=True)
    done = f"{watched} commands under `strace -ff`: sockets, and files opened, made or renamed"
    say(asked.note, done, f"{wrong} sockets or writes outside the folder asked for")
    return 1 if wrong else 0


def traced(trace: Path, out: Path, words: list[object]) -> Iterator[str]:
    """Run a command and give each call that reaches out of its folder."""
    for old in trace.parent.glob(f"{trace.name}.*"):
        old.unlink()
    watched = ["strace", "-ff", "-y", "-o", str(trace), "-e", f"trace={CALLS}", "-s", "300"]
    ran = subprocess.run(
        [*watched, sys.executable, "-m", "uisim", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    for each in sorted(trace.parent.glob(f"{trace.name}.*")):
        for line in each.read_text("utf-8", errors="replace").splitlines():
            match = LINE.match(line)
            assert match or line.startswith(("+++", "---")), line
            if match and not match[3].startswith("-"):
                yield from outside(match[1], match[2], out)


def outside(call: str, arguments: str, out: Path) -> Iterator[str]:
    """Say what a call that succeeded did outside ``out``, or nothing."""
    if call in ("socket", "connect", "bind", "sendto"):
        if call == "socket" and "AF_UNIX" not in arguments:
            yield f"socket({arguments})"
        elif call != "socket":
            yield f"{call}({arguments[:100]})"
        return
    if call.startswith(("open", "creat")) and not re.search(r"O_WRONLY|O_RDWR|O_CREAT", arguments):
        return
    opened = [("/", path) for path in re.findall(r"<([^>]*)>", arguments)]
    for folder, path in PATH.findall(arguments) or opened:
        whole = os.path.join(folder or ROOT, path)
        inside = whole == str(out) or whole.startswith((f"{out}/", f"{CACHE}/"))
        if not inside and not whole.startswith((*NOT_WRITING, SHARED)):
            yield f"{call} {whole}"


if __name__ == "__main__":
    sys.exit(main())
